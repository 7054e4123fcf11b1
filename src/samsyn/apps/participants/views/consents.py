"""Consents: given, replaced, taken back, and those that let us see somebody of another authority's."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.consents import give_consent, replace_consent, withdraw_consent
from samsyn.apps.participants.forms.consents import ConsentForm, FindSharedForm, ReplaceConsentForm
from samsyn.apps.participants.models import Consent
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters import consents as words
from samsyn.apps.participants.presenters.rights_pages import crumbs, person_crumbs
from samsyn.apps.participants.queries import consents as queries
from samsyn.apps.participants.queries.rights_reach import writable_or_404
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

TAKES_POST = ["GET", "HEAD", "POST"]


@require_http_methods(TAKES_POST)
def consent_new(request: HttpRequest, pk) -> HttpResponse:
    person = writable_or_404(request.user, pk, "consents", FieldClass.NAME, FieldClass.CASE)
    return form_page(
        request,
        ConsentForm(
            data_of(request),
            instance=Consent(person=person, organisation=person.organisation, from_organisation=person.organisation),
            receivers=queries.receivers_for(request.user, person),
            projects=queries.projects_of(person),
        ),
        lambda values: give_consent(person=person, by=request.user, **values),
        title=_("Nytt samtycke"),
        submit=_("Skriv in samtycket"),
        back=person.get_absolute_url(),
        done=_("Samtycket är inskrivet."),
        template="participants/consent_form.html",
        person=person,
        crumbs=person_crumbs(person, _("Nytt samtycke")),
    )


@require_http_methods(TAKES_POST)
def consent_replace(request: HttpRequest, pk: int) -> HttpResponse:
    consent = _consent(request, pk)
    return form_page(
        request,
        ReplaceConsentForm(
            data_of(request), initial={"categories": consent.categories, "ends": consent.ends, "given": consent.given}
        ),
        lambda values: replace_consent(consent=consent, by=request.user, **values),
        title=_("Ändra samtycket"),
        intro=_("Det gamla slutar gälla nu och finns kvar i historiken. Det nya gäller från i dag."),
        back=consent.person.get_absolute_url(),
        done=_("Samtycket är ändrat."),
        crumbs=person_crumbs(consent.person, _("Ändra samtycket")),
    )


@require_http_methods(TAKES_POST)
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    consent = _consent(request, pk)
    return question_page(
        request,
        lambda: withdraw_consent(consent=consent, by=request.user),
        title=_("Ta tillbaka samtycket"),
        consequences=[
            _("%(name)s ser ingenting om personen från nästa sida de öppnar.") % {"name": consent.to_organisation.name},
            _("Det som redan är lämnat finns kvar hos dem. Ska det ändras eller tas bort får personen fråga dem."),
            _("Samtycket finns kvar i historiken, med tiden då det togs tillbaka."),
        ],
        submit=_("Ta tillbaka samtycket"),
        back=consent.person.get_absolute_url(),
        done=_("Samtycket är återtaget och gäller inte längre."),
        crumbs=person_crumbs(consent.person, _("Ta tillbaka samtycket")),
    )


def _consent(request: HttpRequest, pk: int) -> Consent:
    """A consent that still stands, about somebody the reader may write about."""
    consent = Consent.objects.filter(pk=pk, withdrawn_at=None).select_related("to_organisation", "project").first()
    if consent is None:
        raise Http404
    consent.person = writable_or_404(request.user, consent.person_id, "consents", FieldClass.NAME, FieldClass.CASE)
    return consent


@require_http_methods(TAKES_POST)
def shared_with_us(request: HttpRequest) -> HttpResponse:
    """Whom other authorities let us see, and the way to one of them by number."""
    if not organisations_where(request.user, Permission.PERSON_VIEW).exists():
        raise Http404
    form = FindSharedForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        found = queries.shared_person(request.user, form.cleaned_data["number"])
        if found:
            return redirect("person", found)
        messages.info(request, _("Inget samtycke som gäller i dag omfattar den personen."))
        return redirect("shared-with-us")
    page = Paginator(queries.shared_with(request.user), 50).get_page(request.GET.get("page"))
    queries.note_shared(list(page))
    context = {
        "form": form,
        "page_obj": page,
        "table": words.shared_table(page),
        "today": timezone.localdate(),
        "crumbs": crumbs((_("Delat med oss"), reverse("shared-with-us"))),
    }
    return render(request, "participants/consents_shared.html", context)
