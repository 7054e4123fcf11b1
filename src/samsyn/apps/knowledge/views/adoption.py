"""The log of use: by method, by organisation, and what there is to verify."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge.actions import adoption as actions
from samsyn.apps.knowledge.actions.counting import note_counted, remove_counted
from samsyn.apps.knowledge.forms.adoption import AdoptionForm, VerifyForm
from samsyn.apps.knowledge.forms.counting import CountedForm
from samsyn.apps.knowledge.models import IN_USE, Adoption, Counted, Method, What
from samsyn.apps.knowledge.presenters import adoption as words
from samsyn.apps.knowledge.presenters import spreading
from samsyn.apps.knowledge.presenters.methods import spread_words
from samsyn.apps.knowledge.queries import adoption as queries
from samsyn.apps.knowledge.queries import counting
from samsyn.apps.knowledge.queries.spreading import of_method
from samsyn.apps.knowledge.views.methods import EDIT, FORM, to_method, way
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


def readable_method(request: HttpRequest, pk: int) -> Method:
    return get_object_or_404(Method.objects.visible_to(request.user).select_related("organisation"), pk=pk)


@require_safe
def adoption_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Who uses the method, since when, and whether somebody has looked."""
    method = readable_method(request, pk)
    today = timezone.localdate()
    log = queries.logs_of([method], today)[method.pk]
    own = set(organisations_where(request.user, EDIT).values_list("pk", flat=True))
    keeper = method.organisation_id in own
    rows = sorted((row for place in log for row in place.rows), key=lambda row: (row.on, row.pk), reverse=True)
    removable = {
        row.pk for row in rows if (keeper or row.organisation_id in own) and not row.verifications.all()
    }  # fmt: skip
    over, states = of_method(log, today), spreading.root_words()
    saved = counting.counted_of(method, What.SAVING)
    context = {
        "map": spreading.spread_map(
            method.name,
            over,
            over.chosen(request.GET.get(spreading.YEARS)),
            states,
            spreading.counties_of(over.by_year[over.latest], {row.organisation_id for row in saved}),
        )
        if log
        else None,
        "years": spreading.over_time(method.name, over),
        "saved": spreading.saving_table(
            saved,
            {row.pk for row in saved if keeper or row.organisation_id in own},
            counting.open_accounts(request.user, [row.frozen for row in saved]),
        ),
        "method": method,
        "spread": spread_words(queries.spread(log)),
        "places": words.place_table(log, own),
        "matrix": words.matrix_table(log, today),
        "chart": words.stage_chart(method, log, today),
        "rows": words.row_table(rows, removable) if rows else None,
        "may_note": bool(own),
        "crumbs": to_method(method, (_("Användning"), "")),
    }
    return render(request, "knowledge/adoption_log.html", context)


@require_http_methods(FORM)
def adoption_new(request: HttpRequest, pk: int) -> HttpResponse:
    method = readable_method(request, pk)
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    back = reverse("adoption-log", args=[pk])
    return form_page(
        request,
        AdoptionForm(data_of(request), instance=Adoption(method=method), user=request.user, method=method),
        lambda values: actions.note_adoption(method=method, by=request.user, **values),
        title=_("Anteckna er användning"),
        intro=_(
            "En rad för varje nytt läge. Den förra raden står kvar, så att vägen syns. Skriv också den som slutat."
        ),
        back=back,
        done=_("Er användning är antecknad."),
        crumbs=to_method(method, (_("Användning"), back), (_("Skriv"), "")),
    )


@require_http_methods(FORM)
def adoption_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen 6 or 12 months after."""
    row = _editable(request, pk)
    if row.stage not in IN_USE:
        raise Http404
    back = reverse("adoption-log", args=[row.method_id])
    log = queries.logs_of([row.method])[row.method_id]
    place = next(place for place in log if place.organisation.pk == row.organisation_id)
    return form_page(
        request,
        VerifyForm(data_of(request), method=row.method, initial={"months": place.due.months if place.due else None}),
        lambda values: actions.verify(row=row, by=request.user, **{"parts": (), **values}),
        title=_("Kontrollera %(name)s hos %(who)s") % {"name": row.method.name, "who": row.organisation.brief},
        intro=_("I drift sedan %(day)s. Bocka för de bärande delar som ni såg.") % {"day": row.on.isoformat()},
        submit=_("Spara kontrollen"),
        back=back,
        done=_("Kontrollen är sparad."),
        crumbs=to_method(row.method, (_("Användning"), back), (_("Kontroll"), "")),
    )


@require_http_methods(FORM)
def adoption_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _editable(request, pk)
    back = reverse("adoption-log", args=[row.method_id])
    said = {"who": row.organisation, "stage": row.get_stage_display(), "day": row.on.isoformat()}
    return question_page(
        request,
        lambda: actions.remove_adoption(row=row, by=request.user),
        title=_("Ta bort raden om användningen?"),
        consequences=[
            _("Raden om %(who)s, %(stage)s från %(day)s, tas bort. Spåret av den finns kvar.") % said,
            _("Har organisationen slutat? Skriv i stället en ny rad om det: vad som stoppade är också kunskap."),
        ],
        submit=_("Ta bort raden"),
        back=back,
        done=_("Raden är borttagen."),
        crumbs=to_method(row.method, (_("Användning"), back), (_("Ta bort"), "")),
    )


@require_http_methods(FORM)
def counted_new(request: HttpRequest, pk: int) -> HttpResponse:
    """What the method costs in ordinary use at an organisation, or what it has saved there."""
    method = readable_method(request, pk)
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    back = reverse("adoption-log", args=[pk])
    return form_page(
        request,
        CountedForm(data_of(request), instance=Counted(method=method), user=request.user, method=method),
        lambda values: note_counted(method=method, by=request.user, **values),
        title=_("Kostnad eller besparing"),
        intro=_("Skriv beloppet som källan säger det, och hur det är framräknat. Samsyn räknar inte ihop beloppen."),
        back=back,
        done=_("Beloppet är inskrivet."),
        crumbs=to_method(method, (_("Användning"), back), (_("Belopp"), "")),
    )


@require_http_methods(FORM)
def counted_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Counted.objects.visible_to(request.user, EDIT).select_related("method__organisation", "organisation")
    row = get_object_or_404(rows, pk=pk)
    back = reverse("adoption-log", args=[row.method_id])
    return question_page(
        request,
        lambda: remove_counted(row=row, by=request.user),
        title=_("Ta bort beloppet?"),
        consequences=[_("%(what)s försvinner. Spåret av beloppet finns kvar.") % {"what": row}],
        submit=_("Ta bort beloppet"),
        back=back,
        done=_("Beloppet är borttaget."),
        crumbs=to_method(row.method, (_("Användning"), back), (_("Ta bort"), "")),
    )


def _editable(request: HttpRequest, pk: int) -> Adoption:
    rows = Adoption.objects.visible_to(request.user, EDIT).select_related("method__organisation", "organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
def adoption_due(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may verify and that is due."""
    context = {
        "table": words.due_table(queries.due_for(request.user)),
        "crumbs": way((_("Kontroller att göra"), "")),
    }
    return render(request, "knowledge/adoption_due.html", context)


@require_safe
def adoption_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What one organisation does with the methods that the reader may read."""
    one = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    context = {
        "organisation": one,
        "table": words.used_table(queries.used_by(request.user, one)),
        "crumbs": way((one.name, "")),
    }
    return render(request, "knowledge/adoption_organisation.html", context)
