"""Writing a person in, in two steps, and changing who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.enrolments import write_in
from samsyn.apps.participants.actions.people import edit_identity
from samsyn.apps.participants.forms.enrolments import AskedForm, started_from
from samsyn.apps.participants.forms.people import CONTACT, HowForm, IdentityForm, identity_of
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters import people as words
from samsyn.apps.participants.queries.people import numbered, opened, person_or_404
from samsyn.apps.participants.queries.questions import asked_in
from samsyn.apps.participants.reading import note
from samsyn.apps.participants.views.people_forms import grouped_page, refused, valid
from samsyn.apps.portfolio.queries.projects import in_state
from samsyn.apps.portfolio.views.pages import data_of

EDIT = Permission.PERSON_EDIT


def crumbs_to(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    first = ((_("Deltagare"), reverse("person-list")),)
    return [{"label": label, "href": href} for label, href in (*first, *trail)]


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """First: is the person here already? Then name, contact and what the project asks."""
    if not projects_led_by(request.user, EDIT).exists():
        raise Http404
    form = HowForm(data_of(request), initial=_only_choice(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        known = _known(form)
        if known is None:
            return _second_step(request, form)
        if Person.objects.visible_to(request.user, EDIT).filter(pk=known.pk).exists():
            return _already_here(request, known, form.cleaned_data["project"])
        form.add_error("number", _hidden(known))
    page = {"form": form, "title": _("Skriv in en person"), "crumbs": crumbs_to((_("Skriv in"), ""))}
    return render(request, "participants/person_new.html", page)


def _only_choice(request: HttpRequest) -> dict[str, Any]:
    """The project of the address, or the only one that is going on."""
    running = projects_led_by(request.user, EDIT).filter(in_state("running", timezone.localdate()))
    keys = list(running.values_list("pk", flat=True)[:2])
    return {"project": request.GET.get("insats") or (keys[0] if len(keys) == 1 else None)}


def _known(form: HowForm) -> Person | None:
    """The authority's row with the number, whoever may see it: nobody is written in twice."""
    number, project = form.cleaned_data["number"], form.cleaned_data["project"]
    if not number:
        return None
    same = Person.objects.filter(organisation=project.organisation)
    return numbered(same, number.digits).select_related("key").first()


def _already_here(request: HttpRequest, known: Person, project) -> HttpResponse:
    opened([known], "person_sought", FieldClass.NAME, FieldClass.NUMBER)
    page = {
        "person": known,
        "name": words.shown_name(known),
        "project": project,
        "crumbs": crumbs_to((_("Skriv in"), reverse("person-new")), (_("Finns redan"), "")),
    }
    return render(request, "participants/person_known.html", page)


def _hidden(known: Person) -> str:
    """That the number is taken says something about somebody, so that is noted, and nothing more is said."""
    note([known], "person_sought", [FieldClass.NUMBER])
    return _(
        "Personen går inte att skriva in här. Uppgifterna sköts av en utsedd kollega: vänd dig till din chef eller den "
        "som är dataskyddsansvarig."
    )


def _second_step(request: HttpRequest, form: HowForm) -> HttpResponse:
    values = form.cleaned_data
    project, how, number = values["project"], values["how"], values["number"]
    data = request.POST if request.POST.get("step") == "2" else None
    identity = IdentityForm(
        data, initial={"number": number.digits if number else ""}, organisation=project.organisation
    )
    identity.fields["number"].widget = forms.HiddenInput()
    if how == "anonymous":
        for name in ("name", "number", *CONTACT):
            del identity.fields[name]
    asked = AskedForm(data, initial=started_from(number=number), project=project, asked=asked_in(project))
    if data is not None and valid(identity, asked):
        try:
            return _written_in(request, project, identity, asked)
        except ValidationError as fault:
            refused(fault, identity, asked)
    groups = [{"legend": _("Personen"), "fields": identity.visible_fields()}, *asked.groups]
    return grouped_page(
        request,
        [identity, asked],
        groups,
        title=_("Skriv in en person"),
        intro=_intro(project, number),
        hidden={"step": "2", "project": project.pk, "how": how},
        back=reverse("person-list"),
        crumbs=crumbs_to((_("Skriv in"), reverse("person-new")), (project.code, "")),
    )


def _intro(project, number) -> str:
    said = {"project": project, "number": number.masked if number else ""}
    if number:
        return _("Numret %(number)s finns inte hos er sedan tidigare. Insats: %(project)s.") % said
    return _("Insats: %(project)s.") % said


def _written_in(request: HttpRequest, project, identity: IdentityForm, asked: AskedForm) -> HttpResponse:
    values = identity.cleaned_data
    enrolment = write_in(
        project=project,
        by=request.user,
        identity={
            "name": values.get("name", ""),
            "number": identity.digits,
            "contact": identity.contact,
            "protection": values["protection"],
            "responsible": values["responsible"],
        },
        background=asked.of_person,
        answers=asked.of_questions,
        **asked.of_enrolment,
    )
    if values["protection"] and values["responsible"] != request.user:
        messages.success(request, _("Personen är inskriven och syns nu bara för den handläggare som är utsedd."))
        return redirect("person-list")
    messages.success(request, _("Personen är inskriven."))
    return redirect(enrolment.person)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk) -> HttpResponse:
    """Name, number, contact and protection."""
    one = person_or_404(request.user, pk, "person_edited", EDIT, FieldClass.NAME, FieldClass.NUMBER)
    form = IdentityForm(data_of(request), initial=identity_of(one), organisation=one.organisation)
    form.fields["name"].required = bool(one.name)  # somebody written in without a name may stay so
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            edit_identity(
                person=one,
                name=values["name"],
                number=form.digits,
                contact=form.contact,
                protection=values["protection"],
                responsible=values["responsible"],
                by=request.user,
            )
        except ValidationError as fault:
            refused(fault, form)
        else:
            messages.success(request, _("Sparat."))
            visible = not values["protection"] or values["responsible"] == request.user
            return redirect(one if visible else "person-list")
    return grouped_page(
        request,
        [form],
        [{"legend": _("Personen"), "fields": form.visible_fields()}],
        title=_("Ändra uppgifter"),
        intro=_("Ändringen gäller personen i alla insatser. Bakgrund ändras vid deltagandet."),
        back=one.get_absolute_url(),
        crumbs=crumbs_to((_("Person"), one.get_absolute_url()), (_("Ändra"), "")),
    )
