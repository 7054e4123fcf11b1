"""What is written on a method card: its parts, its adaptations, and the projects that tried it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.knowledge.actions import methods as actions
from samsyn.apps.knowledge.forms.methods import AdaptationForm, PartForm, UseEditForm, UseForm
from samsyn.apps.knowledge.models import Adaptation, Method, MethodPart, MethodUse
from samsyn.apps.knowledge.presenters import methods as words
from samsyn.apps.knowledge.queries import methods as queries
from samsyn.apps.knowledge.views.methods import EDIT, FORM, kept_method, to_method
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


def _row(request: HttpRequest, model, pk: int):
    """A part or an adaptation of a card that the user keeps."""
    rows = model.objects.filter(method__in=Method.objects.visible_to(request.user, EDIT))
    return get_object_or_404(rows.select_related("method__organisation"), pk=pk)


@require_http_methods(FORM)
def method_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts, and a form to add one."""
    one = kept_method(request, pk)
    form = PartForm(data_of(request), instance=MethodPart(method=one, order=one.parts.count() + 1))
    return form_page(
        request,
        form,
        lambda values: actions.write_part(method=one, by=request.user, **values),
        title=_("Metodens delar"),
        intro=_("Det bärande måste finnas kvar för att det ska vara samma metod. Resten får anpassas."),
        submit=_("Lägg till delen"),
        back=reverse("method-parts", args=[pk]),
        table=words.part_table(one, may_edit=True),
        form_title=_("Lägg till en del"),
        crumbs=to_method(one, (_("Delar"), "")),
    )


@require_http_methods(FORM)
def method_part(request: HttpRequest, pk: int) -> HttpResponse:
    part = _row(request, MethodPart, pk)
    back = reverse("method-parts", args=[part.method_id])
    return form_page(
        request,
        PartForm(data_of(request), instance=part),
        lambda values: actions.write_part(method=part.method, part=part, by=request.user, **values),
        title=part.name,
        back=back,
        remove=reverse("method-part-remove", args=[pk]),
        crumbs=to_method(part.method, (_("Delar"), back), (part.name, "")),
    )


@require_http_methods(FORM)
def method_part_remove(request: HttpRequest, pk: int) -> HttpResponse:
    part = _row(request, MethodPart, pk)
    back = reverse("method-parts", args=[part.method_id])
    return question_page(
        request,
        lambda: actions.remove_part(part=part, by=request.user),
        title=_("Ta bort delen %(name)s?") % {"name": part.name},
        consequences=[_("Delen försvinner från kortet. Kontroller som redan är gjorda står som de skrevs.")],
        submit=_("Ta bort delen"),
        back=back,
        done=_("Delen är borttagen."),
        crumbs=to_method(part.method, (_("Delar"), back), (_("Ta bort"), "")),
    )


@require_http_methods(FORM)
def method_adaptations(request: HttpRequest, pk: int) -> HttpResponse:
    """The adaptations, and a form to add one."""
    one = kept_method(request, pk)
    form = AdaptationForm(data_of(request), instance=Adaptation(method=one), user=request.user)
    return form_page(
        request,
        form,
        lambda values: actions.write_adaptation(method=one, by=request.user, **values),
        title=_("Anpassningar"),
        intro=_("Så här har metoden ändrats för någon: kvinnor, män, föräldrar, unga."),
        submit=_("Lägg till anpassningen"),
        back=reverse("method-adaptations", args=[pk]),
        table=words.adaptation_table(one, may_edit=True),
        form_title=_("Lägg till en anpassning"),
        crumbs=to_method(one, (_("Anpassningar"), "")),
    )


@require_http_methods(FORM)
def method_adaptation(request: HttpRequest, pk: int) -> HttpResponse:
    one = _row(request, Adaptation, pk)
    back = reverse("method-adaptations", args=[one.method_id])
    return form_page(
        request,
        AdaptationForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.write_adaptation(method=one.method, adaptation=one, by=request.user, **values),
        title=one.name,
        back=back,
        remove=reverse("method-adaptation-remove", args=[pk]),
        crumbs=to_method(one.method, (_("Anpassningar"), back), (one.name, "")),
    )


@require_http_methods(FORM)
def method_adaptation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = _row(request, Adaptation, pk)
    back = reverse("method-adaptations", args=[one.method_id])
    return question_page(
        request,
        lambda: actions.remove_adaptation(adaptation=one, by=request.user),
        title=_("Ta bort anpassningen %(name)s?") % {"name": one.name},
        consequences=[_("Anpassningen försvinner från kortet. Spåret av den finns kvar.")],
        submit=_("Ta bort anpassningen"),
        back=back,
        done=_("Anpassningen är borttagen."),
        crumbs=to_method(one.method, (_("Anpassningar"), back), (_("Ta bort"), "")),
    )


@require_http_methods(FORM)
def method_use_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one of one's own projects tried the method."""
    one = get_object_or_404(Method.objects.visible_to(request.user), pk=pk)
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    form = UseForm(data_of(request), instance=MethodUse(method=one), user=request.user, method=one)
    return form_page(
        request,
        form,
        lambda values: actions.note_use(method=one, by=request.user, **values),
        title=_("Insats som prövat metoden"),
        back=one.get_absolute_url(),
        done=_("Insatsen står på kortet, med sina siffror."),
        crumbs=to_method(one, (_("Insats"), "")),
    )


def _use(request: HttpRequest, pk: int) -> MethodUse:
    """A use that the user may change: by way of the project, or as the card's keeper."""
    rows = MethodUse.objects.select_related("method__organisation", "project__organisation")
    row = get_object_or_404(rows.filter(method__in=Method.objects.visible_to(request.user)), pk=pk)
    if not (row.method.organisation_id in queries.kept_by(request.user) or queries.may_bear(request.user, row.project)):
        raise Http404
    return row


@require_http_methods(FORM)
def method_use(request: HttpRequest, pk: int) -> HttpResponse:
    row = _use(request, pk)
    return form_page(
        request,
        UseEditForm(data_of(request), instance=row, method=row.method),
        lambda values: actions.edit_use(use=row, by=request.user, **values),
        title=str(row),
        back=row.method.get_absolute_url(),
        remove=reverse("method-use-remove", args=[pk]),
        crumbs=to_method(row.method, (row.project.code, "")),
    )


@require_http_methods(FORM)
def method_use_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _use(request, pk)
    back = reverse("method-use", args=[pk])
    return question_page(
        request,
        lambda: actions.remove_use(use=row, by=request.user),
        title=_("Ta bort %(code)s från kortet?") % {"code": row.project.code},
        consequences=[_("Insatsens siffror försvinner från kortet, och graderna räknas om utan dem.")],
        submit=_("Ta bort insatsen"),
        back=row.method.get_absolute_url(),
        done=_("Insatsen är borttagen från kortet."),
        crumbs=to_method(row.method, (row.project.code, back), (_("Ta bort"), "")),
    )
