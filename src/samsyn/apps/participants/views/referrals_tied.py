"""A number for somebody whose referral came without one: new here, or somebody the authority knows."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.participants.actions.people import correct_identity
from samsyn.apps.participants.actions.referrals_tied import tie_referral
from samsyn.apps.participants.forms.people import PersonalNumberField
from samsyn.apps.participants.models import Person, Referral
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.views.people_forms import grouped_page, refused
from samsyn.apps.participants.views.referrals import referral_crumbs, referral_or_404
from samsyn.apps.participants.views.referrals_in import known_with
from samsyn.apps.portfolio.views.pages import data_of


class NumberForm(forms.Form):
    number = PersonalNumberField()


@require_http_methods(["GET", "HEAD", "POST"])
def referral_number(request: HttpRequest, pk) -> HttpResponse:
    one = referral_or_404(request.user, pk)
    if one.state not in WAITING or one.person.number:
        raise Http404
    form, known = NumberForm(data_of(request)), None
    if request.method == "POST" and form.is_valid():
        digits = form.cleaned_data["number"].digits
        try:
            known = known_with(request.user, one.organisation, digits)
            if known is None or request.POST.get("known") == str(known.pk):
                return _done(request, one, known, digits)
        except ValidationError as fault:
            refused(fault, form)
    same = _("Numret finns redan hos er: %(name)s. Spara igen för att knyta anvisningen till den personen.")
    return grouped_page(
        request,
        [form],
        [{"legend": _("Personnummer"), "fields": form.visible_fields()}],
        title=_("Skriv in personnumret"),
        intro=_("%(name)s. Finns personen redan hos er knyts anvisningen dit, så att ingen räknas två gånger.")
        % {"name": shown_name(one.person)},
        warning=(same % {"name": shown_name(known)}) if known else "",
        hidden={"known": known.pk} if known else {},
        submit=_("Spara igen") if known else _("Spara"),
        back=one.get_absolute_url(),
        crumbs=referral_crumbs((_("En anvisning"), one.get_absolute_url()), (_("Personnummer"), "")),
    )


def _done(request: HttpRequest, one: Referral, known: Person | None, digits: str) -> HttpResponse:
    if known:
        tie_referral(referral=one, person=known, by=request.user)
        messages.success(request, _("Anvisningen är knuten till personen som redan fanns."))
    else:
        correct_identity(person=one.person, number=digits, contact=one.person.contact, by=request.user)
        messages.success(request, _("Personnumret är inskrivet."))
    return redirect(one)
