"""Who is in a group: several chosen at once, from a day; and one place changed or taken away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samsyn.apps.participants.actions.groups import add_members, change_member, has_marks, remove_member
from samsyn.apps.participants.forms.groups import FindForm, SpanForm
from samsyn.apps.participants.models import Enrolment, Group, GroupMember
from samsyn.apps.participants.policy import Ground
from samsyn.apps.participants.presenters.groups import candidate_rows
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.groups import IN_A_GROUP, SHOWN, addable, candidates_for, changeable
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.views.groups import changeable_or_404
from samsyn.apps.participants.views.groups_pages import group_page
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


@require_http_methods(["GET", "HEAD", "POST"])
def group_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose among the project's participants. A search is a post too, so that no name is in any address."""
    group = changeable_or_404(request, pk)
    adding = "add" in request.POST
    span = SpanForm(request.POST if adding else None, initial={"starts": max(group.starts, timezone.localdate())})
    ticked = _keys(request.POST.getlist("enrolments"))
    if adding and span.is_valid() and (answer := _add(request, group, span, ticked)):
        return answer
    find = FindForm(data_of(request))
    find.is_valid()  # a search that is too long finds everybody; the rest of the page still works
    text, page = find.cleaned_data.get("text", "") if find.is_bound else "", 1
    if find.is_bound:
        page = find.cleaned_data.get("page") or 1
    found = candidates_for(group, request.user, text, page)
    context = {
        "span": span,
        "text": text,
        "rows": candidate_rows(found.enrolments, ticked),
        "total": found.total,
        "page": page,
        "earlier": page - 1,
        "later": page + 1 if page * SHOWN < found.total else 0,
        **group_page(request, group, Ground.OWN_PROJECT, (_("Välj deltagare"), "")),
    }
    return render(request, "participants/group_members.html", context)


def _add(request: HttpRequest, group: Group, span: SpanForm, ticked: set[UUID]) -> HttpResponse | None:
    """Back to the group when they are added; otherwise the page again, with what was wrong."""
    chosen: list[Enrolment] = list(addable(group, request.user).filter(pk__in=ticked))
    try:
        added = add_members(group=group, enrolments=chosen, by=request.user, **span.cleaned_data)
    except ValidationError as error:
        add_errors(span, error)
        return None
    many = len(added)
    said = ngettext("En person är tillagd i gruppen.", "%(n)s personer är tillagda i gruppen.", many) % {"n": many}
    messages.success(request, said)
    return redirect(group)


def _keys(texts: list[str]) -> set[UUID]:
    """Keys of enrolments; what is no key is nobody's."""
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def group_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Change from when and to when somebody is in the group."""
    member = _member(request, pk)
    back = member.group.get_absolute_url()
    return form_page(
        request,
        SpanForm(data_of(request), initial={"starts": member.starts, "ends": member.ends}),
        lambda values: change_member(member=member, by=request.user, **values),
        title=_("Tiden i gruppen"),
        intro=_shown(member),
        back=back,
        done=_("Tiden i gruppen är ändrad."),
        remove="" if has_marks(member) else reverse("group-member-remove", args=[pk]),
        **group_page(request, member.group, Ground.OWN_PROJECT, (_("Tiden i gruppen"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_member_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a place that was given by mistake."""
    member = _member(request, pk)
    return question_page(
        request,
        lambda: remove_member(member=member, by=request.user),
        title=_("Ta bort från gruppen"),
        consequences=[
            _shown(member),
            _("Platsen i gruppen tas bort. Deltagandet i insatsen finns kvar."),
            _("Har någon tagit närvaro på personen går det inte. Skriv då ett slutdatum i stället."),
        ],
        submit=_("Ta bort från gruppen"),
        back=member.group.get_absolute_url(),
        done=_("Platsen är borttagen."),
        **group_page(request, member.group, Ground.OWN_PROJECT, (_("Ta bort"), "")),
    )


def _member(request: HttpRequest, pk: int) -> GroupMember:
    members = GroupMember.objects.visible_to(request.user).filter(group__in=changeable(request.user).values("pk"))
    return get_object_or_404(members.select_related("person__key", "group__project", "organisation"), pk=pk)


def _shown(member: GroupMember) -> str:
    return shown_name(opened([member.person], "group_member", *IN_A_GROUP)[0])
