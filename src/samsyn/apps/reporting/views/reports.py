"""The live report: the list, a new one, the page itself and its sections."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page
from samsyn.apps.reporting import actions, presenters, queries
from samsyn.apps.reporting.composing import compose, figures_for, section_titles
from samsyn.apps.reporting.forms import AccountsForm, FreezeForm, NewReportForm, SectionForm
from samsyn.apps.reporting.models import Report
from samsyn.apps.reporting.page import blocks_drawn, drawn
from samsyn.apps.reporting.references import blocks_of
from samsyn.apps.reporting.standing import status_line, status_lines


def visible_report(request: HttpRequest, pk: int, permission: Permission = Permission.PROJECT_VIEW) -> Report:
    """The report, if the user holds the permission on what it is about; otherwise there is none."""
    mine = Report.objects.visible_to(request.user, permission)
    rows = queries.with_permissions(mine, request.user)
    return get_object_or_404(rows.select_related("project__organisation", "cluster__organisation"), pk=pk)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports the reader may see, with their latest frozen copies."""
    projects, clusters = queries.subjects_for(request.user)
    page = Paginator(queries.reports_of(request.user), 50).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "table": presenters.report_table(page),
        "may_begin": clusters.exists() or projects.exists(),
    }
    return render(request, "reporting/report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    """Begin a report; a first draft of its text is made from the figures."""
    data = request.POST if request.method == "POST" else None
    form = NewReportForm(data, user=request.user, initial={"subject": request.GET.get("om", "")})
    if not form.subjects:
        raise Http404
    if data is not None and form.is_valid():
        values = form.cleaned_data
        try:
            report = actions.make_report(title=values["title"], author=values["author"], by=request.user, **form.about)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Rapporten är påbörjad med ett första utkast. Läs igenom och skriv vidare."))
            return redirect(report)
    crumbs = [{"label": _("Rapporter"), "href": reverse("report-list")}, {"label": _("Ny rapport")}]
    return render(request, "reporting/report_new.html", {"form": form, "crumbs": crumbs})


@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report as it is now."""
    report = visible_report(request, pk)
    content = compose(report)
    context = {
        "report": report,
        "content": content,
        "status": status_line(content.status),
        "status_lines": status_lines(content.status),
        "sections": drawn(content, links=True),
        "downloads": presenters.downloads("report", pk),
        "write_urls": presenters.write_urls(report) if report.may_edit else [],
        "snapshots": presenters.snapshot_table(report.snapshots.all()),
        "freeze_form": FreezeForm() if report.may_freeze else None,
        "crumbs": presenters.report_crumbs(report),
    }
    return render(request, "reporting/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Write a section beside the figures it may refer to; a preview shows the numbers written out."""
    report = visible_report(request, pk, Permission.REPORT_EDIT)
    titles = section_titles(report)
    if code not in titles:
        raise Http404
    figures = figures_for(report)
    section = report.sections.filter(code=code).first()
    data = request.POST if request.method == "POST" else None
    form = SectionForm(data, figures=figures, initial={"text": section.text if section else ""})
    preview = None
    if data is not None and form.is_valid():
        text = form.cleaned_data["text"]
        if "preview" in data:
            preview = blocks_drawn(blocks_of(text, figures))
        else:
            actions.write_section(report=report, code=code, text=text, by=request.user)
            messages.success(request, _("Avsnittet är sparat."))
            return redirect(f"{report.get_absolute_url()}#{code}")
    context = {
        "report": report,
        "title": titles[code],
        "form": form,
        "preview": preview,
        "figures": presenters.figure_table(figures),
        "formats": presenters.format_items(),
        "crumbs": presenters.report_crumbs(report, (str(titles[code]), "")),
    }
    return render(request, "reporting/report_section.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which frozen accounts the report tells of."""
    report = visible_report(request, pk, Permission.REPORT_EDIT)
    form = AccountsForm(data_of(request), report=report, user=request.user)
    title = _("Kalkyler i rapporten")
    nothing = _("Ingen kalkyl om rapportens insatser är fryst ännu. Frys en på kalkylens sida först.")
    return form_page(
        request,
        form,
        lambda values: actions.choose_accounts(report=report, by=request.user, **values),
        title=title,
        intro="" if form.fields["accounts"].queryset.exists() else nothing,
        back=report.get_absolute_url(),
        done=_("Rapporten berättar nu om de valda kalkylerna."),
        crumbs=presenters.report_crumbs(report, (title, "")),
    )
