"""Writing in a referral that came by letter, telephone or in person."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.referrals import register_for_new, register_referral
from samsyn.apps.participants.forms.referrals import RegisterForm
from samsyn.apps.participants.models import Person, Referral
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.people import numbered, opened, person_or_404
from samsyn.apps.participants.reading import note
from samsyn.apps.participants.views.people_forms import grouped_page, refused
from samsyn.apps.participants.views.referrals import referral_crumbs
from samsyn.apps.portfolio.views.pages import data_of

EDIT = Permission.PERSON_EDIT
C = FieldClass


@require_http_methods(["GET", "HEAD", "POST"])
def referral_register(request: HttpRequest) -> HttpResponse:
    """For somebody new, or for whom the number shows to be here already: then the same person is asked about first."""
    if not projects_led_by(request.user, EDIT).exists():
        raise Http404
    form = RegisterForm(data_of(request), initial={"project": request.GET.get("insats")}, user=request.user)
    known = None
    if request.method == "POST" and form.is_valid():
        try:
            home = form.cleaned_data["project"].organisation
            known = known_with(request.user, home, form.digits) if form.digits else None
            if known is None or request.POST.get("known") == str(known.pk):
                return _done(request, _register(request, form, known))
        except ValidationError as fault:
            refused(fault, form)
    hidden = {"known": known.pk} if known else {}
    same = _("Numret finns redan hos er: %(name)s. Spara igen för att knyta anvisningen till den personen.")
    return _page(request, form, hidden, (same % {"name": shown_name(known)}) if known else "")


@require_http_methods(["GET", "HEAD", "POST"])
def person_referral_new(request: HttpRequest, pk) -> HttpResponse:
    """For a person who is here already."""
    person = person_or_404(request.user, pk, "person_edited", EDIT, C.NAME, C.CASE)
    form = RegisterForm(data_of(request), user=request.user, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, register_referral(person=person, by=request.user, **form.told))
        except ValidationError as fault:
            refused(fault, form)
    return _page(request, form, {}, "", shown_name(person))


def known_with(user, organisation, digits: str) -> Person | None:
    """Who has the number already. ValidationError, which says no more, when the reader may not see them."""
    known = numbered(Person.objects.filter(organisation=organisation), digits).select_related("key").first()
    if known is None:
        return None
    if Person.objects.visible_to(user, EDIT).filter(pk=known.pk).exists():
        return opened([known], "person_sought", C.NAME, C.NUMBER)[0]
    note([known], "person_sought", [C.NUMBER])
    raise ValidationError({"number": _("Personens uppgifter sköts av en utsedd kollega. Vänd dig till din chef.")})


def _register(request: HttpRequest, form: RegisterForm, known: Person | None) -> Referral:
    name = form.cleaned_data["name"]
    if known:
        return register_referral(person=known, name=name, by=request.user, **form.told)
    return register_for_new(name=name, number=form.digits, by=request.user, **form.told)


def _done(request: HttpRequest, referral: Referral) -> HttpResponse:
    messages.success(request, _("Anvisningen är inskriven och väntar på svar."))
    return redirect(referral)


def _page(request: HttpRequest, form: RegisterForm, hidden: dict, warning: str, intro: str = "") -> HttpResponse:
    return grouped_page(
        request,
        [form],
        [{"legend": _("Anvisningen"), "fields": form.visible_fields()}],
        title=_("Skriv in en anvisning"),
        intro=intro or _("För anvisningar som kommit på annat sätt, eller när personen kommer själv."),
        warning=warning,
        hidden=hidden,
        submit=_("Spara igen") if hidden else _("Spara"),
        back=reverse("referral-list"),
        crumbs=referral_crumbs((_("Skriv in"), "")),
    )
