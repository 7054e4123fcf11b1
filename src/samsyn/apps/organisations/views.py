"""The register of parties, memberships, one's own access, and the trail."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samsyn.apps.organisations import actions, presenters, queries
from samsyn.apps.organisations.forms import FindOrganisationForm, MembershipForm, OrganisationForm
from samsyn.apps.organisations.models import Membership, Organisation, User, active_on, organisations_where
from samsyn.apps.organisations.policy import ROLES, Permission
from samsyn.apps.organisations.sessions import show_who_you_are
from samsyn.web.lists import rest_of


def organisation_list(request):
    form = FindOrganisationForm(request.GET)
    found = queries.find_organisations(request.user)
    if form.is_valid():
        found = queries.find_organisations(request.user, form.cleaned_data["q"], form.cleaned_data["kind"])
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "organisations/organisation_list.html",
        {
            "form": form,
            "page_obj": page,
            "query": rest_of(request),
            "table": presenters.organisation_table(page),
            "may_add": organisations_where(request.user, Permission.CALL_EDIT).exists(),
        },
    )


def organisation_new(request):
    if not organisations_where(request.user, Permission.CALL_EDIT).exists():
        raise Http404
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = actions.add_organisation(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s finns nu i registret.") % {"name": organisation.name})
        return redirect(organisation)
    return render(request, "organisations/organisation_form.html", {"form": form})


def organisation_page(request, pk):
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("parent"), pk=pk)
    may_edit = organisations_where(request.user, Permission.MEMBER_EDIT).filter(pk=pk).exists()
    facts = [
        {"label": _("Slag"), "text": organisation.get_kind_display()},
        {"label": _("SCB-kod"), "text": organisation.scb_code},
        {
            "label": _("Del av"),
            "text": str(organisation.parent or ""),
            "href": organisation.parent.get_absolute_url() if organisation.parent else "",
        },
    ]
    return render(
        request,
        "organisations/organisation.html",
        {"organisation": organisation, "facts": facts, "may_edit": may_edit},
    )


def _where_members_are_given(request, pk) -> Organisation:
    return get_object_or_404(organisations_where(request.user, Permission.MEMBER_EDIT), pk=pk)


def members(request, pk):
    organisation = _where_members_are_given(request, pk)
    memberships = queries.members_of(organisation)
    active = set(active_on(memberships).values_list("pk", flat=True))
    return render(
        request,
        "organisations/members.html",
        {"organisation": organisation, "table": presenters.member_table(organisation, memberships, active)},
    )


def membership_add(request, pk):
    organisation = _where_members_are_given(request, pk)
    show_who_you_are(request)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = _give(form.cleaned_data, organisation, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(name)s är nu %(role)s. En ny medarbetare sätter sitt lösenord under Glömt lösenordet?")
                % {"name": membership.user, "role": membership.get_role_display().lower()},
            )
            return redirect("members", pk=organisation.pk)
    return render(
        request,
        "organisations/membership_form.html",
        {"form": form, "organisation": organisation, "roles": ROLES},
    )


def _give(wanted, organisation: Organisation, by: User) -> Membership:
    person = User.objects.filter(email__iexact=wanted["email"]).first()
    if person is None:
        if not wanted["name"]:
            raise ValidationError(_("Personen finns inte i Samsyn. Skriv också namnet, så läggs personen till."))
        person = actions.add_person(email=wanted["email"], name=wanted["name"], by=by)
    return actions.give_membership(
        user=person,
        organisation=organisation,
        role=wanted["role"],
        starts=wanted["starts"],
        ends=wanted["ends"],
        by=by,
    )


def membership_end(request, pk):
    editable = organisations_where(request.user, Permission.MEMBER_EDIT)
    membership = get_object_or_404(
        Membership.objects.filter(organisation__in=editable).select_related("user", "organisation"), pk=pk
    )
    show_who_you_are(request)
    if request.method == "POST":
        try:
            actions.end_membership(membership=membership, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Medlemskapet är avslutat och gäller inte längre."))
        return redirect("members", pk=membership.organisation_id)
    return render(request, "organisations/membership_end.html", {"membership": membership})


def my_access(request):
    accesses = [
        {"access": access, "table": presenters.access_table(access)} for access in queries.access_of(request.user)
    ]
    return render(request, "organisations/my_access.html", {"accesses": accesses, "roles": ROLES})


def trail(request):
    if not organisations_where(request.user, Permission.AUDIT_READ).exists():
        raise Http404
    page = Paginator(queries.trail_for(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "organisations/trail.html", {"page_obj": page, "table": presenters.trail_table(page)})
