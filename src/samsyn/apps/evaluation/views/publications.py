"""Publications, their tables as printed beside what the rows give, and the judging of findings."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.forms import FindingForm, LayoutForm, PublicationForm, TableForm
from samsyn.apps.evaluation.models import Finding, Publication, PublishedTable
from samsyn.apps.evaluation.presenters.printed import finding_card, plain_rows, printed_page
from samsyn.apps.evaluation.queries import BadLayout, contradiction_view, homes_where, may, places_of
from samsyn.apps.evaluation.views.subjects import crumbs_to
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page

EDIT = Permission.FIGURE_EDIT


@require_http_methods(["GET", "HEAD", "POST"])
def publication_new(request: HttpRequest) -> HttpResponse:
    if not homes_where(request.user, EDIT).exists():
        raise Http404
    return form_page(
        request,
        PublicationForm(data_of(request), user=request.user),
        lambda values: actions.bring_in_publication(by=request.user, **values),
        title=_("Ny publikation"),
        intro=_("En rapport, bilaga eller statistik som siffror hämtas ur. Den blir läsbar för alla i Samsyn."),
        back="/uppfoljning/",
        to=Publication.get_absolute_url,
        crumbs=crumbs_to((_("Ny publikation"), "")),
    )


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Its tables, and what does not hold in it."""
    one = get_object_or_404(Publication.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    findings = list(one.findings.select_related("table"))
    cards = [{"finding": row, "card": {**finding_card(row), "href": row.get_absolute_url()}} for row in findings]
    context = {
        "publication": one,
        "tables": list(one.tables.all()),
        "open": [row for row in cards if row["finding"].state == "open"],
        "judged": [row for row in cards if row["finding"].state != "open"],
        "may_edit": may(request.user, one, EDIT),
        "crumbs": crumbs_to((one.title, "")),
    }
    return render(request, "evaluation/publication.html", context)


@require_POST
def publication_check(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Publication.objects.visible_to(request.user, EDIT), pk=pk)
    actions.check_publication(publication=one, by=request.user)
    count = one.findings.count()
    found = ngettext("%(n)d iakttagelse", "%(n)d iakttagelser", count) % {"n": count}
    tried = {"found": found, "n": one.relations_verified}
    messages.success(request, _("Granskad: %(found)s, %(n)s samband stämmer.") % tried)
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def table_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Publication.objects.visible_to(request.user, EDIT), pk=pk)
    return form_page(
        request,
        TableForm(data_of(request)),
        lambda values: actions.add_table(publication=one, by=request.user, **values),
        title=_("Ny tabell"),
        intro=_("Tabellen sparas exakt som den är tryckt, också där den säger emot sig själv."),
        back=one.get_absolute_url(),
        to=PublishedTable.get_absolute_url,
        crumbs=crumbs_to((one.title, one.get_absolute_url()), (_("Ny tabell"), "")),
    )


@require_safe
def published_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as printed beside what its rows give, where and why they differ, on one page."""
    one = _table(request, pk)
    view = contradiction_view(one, user=request.user)
    context = {
        "table": one,
        "publication": one.publication,
        "head": view.head,
        "plain": plain_rows(one.rows[one.header_rows :]),
        "may_edit": may(request.user, one.publication, EDIT),
        "imported": one.figures.exists(),
        "crumbs": crumbs_to((one.publication.title, one.publication.get_absolute_url()), (str(one), "")),
        **printed_page(view),
    }
    return render(request, "evaluation/published_table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def table_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what rows and columns mean, and read the cells in as figures."""
    one = _table(request, pk, EDIT)
    form = LayoutForm(data_of(request), table=one, user=request.user)
    return form_page(
        request,
        form,
        lambda _values: _read_in(request, one, form),
        title=_("Läs in %(table)s som siffror") % {"table": one},
        intro=_("Säg vilken insats varje rad gäller och vilket mått varje kolumn är. Summor och kvoter läses in som "
                "tryckta värden och räknas om ur raderna."),
        submit=_("Läs in"),
        back=one.get_absolute_url(),
        done=_("Tabellen är inläst."),
        crumbs=crumbs_to((one.publication.title, one.publication.get_absolute_url()),
                         (str(one), one.get_absolute_url()), (_("Läs in"), "")),
    )  # fmt: skip


def _read_in(request: HttpRequest, table: PublishedTable, form: LayoutForm) -> None:
    """Only into projects whose figures the user may change, whatever the cluster holds."""
    layout = form.layout()
    table.layout = layout
    try:
        projects = {place.project for place in places_of(table).values() if place.project}
    except BadLayout as error:
        raise ValidationError(str(error)) from None
    mine = set(Project.objects.visible_to(request.user, EDIT).filter(pk__in=projects).values_list("pk", flat=True))
    if projects - mine:
        raise ValidationError(_("Du får inte ändra siffror i alla insatser som raderna nämner. Välj bort de raderna."))
    actions.read_table(table=table, layout=layout, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding; those who keep the publication say what they make of it."""
    seen = Finding.objects.filter(publication__in=Publication.objects.visible_to(request.user))
    one = get_object_or_404(seen.select_related("publication", "table"), pk=pk)
    may_judge = may(request.user, one.publication, EDIT)
    if request.method == "POST" and not may_judge:
        raise Http404
    return form_page(
        request,
        FindingForm(data_of(request), instance=one),
        lambda values: actions.judge_finding(finding=one, by=request.user, **values),
        title=_("Iakttagelse"),
        back=one.publication.get_absolute_url(),
        done=_("Bedömningen är sparad."),
        submit=_("Spara bedömningen"),
        template="evaluation/finding.html",
        finding=one,
        card=finding_card(one),
        may_judge=may_judge,
        crumbs=crumbs_to((one.publication.title, one.publication.get_absolute_url()), (_("Iakttagelse"), "")),
    )


def _table(request: HttpRequest, pk: int, permission: Permission = Permission.PROJECT_VIEW) -> PublishedTable:
    tables = PublishedTable.objects.filter(publication__in=Publication.objects.visible_to(request.user, permission))
    return get_object_or_404(tables.select_related("publication__organisation"), pk=pk)
