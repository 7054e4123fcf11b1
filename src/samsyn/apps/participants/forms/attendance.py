"""The sheet of a session: marks of each member, and what is said about the session itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.organisations.models import User
from samsyn.apps.participants.actions.attendance_rules import Details, Entry
from samsyn.apps.participants.models import GroupMember, Presence, Session
from samsyn.apps.participants.queries.attendance_sheet import Said, said_from

LONGEST = 24 * 60  # minutes
WRITTEN = ("covered", "minutes", "interpreter", "note")


class SheetForm(forms.Form):
    """About the session. Each field carries what it showed when it was opened, so that only changes are saved."""

    covered = forms.CharField(label=gettext_lazy("Tema som togs upp"), max_length=200, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Så länge höll ni på, minuter"), min_value=1, max_value=LONGEST)
    leaders = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ledare på plats"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Någon annan ledde"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreter = forms.CharField(label=gettext_lazy("Tolk, språk"), max_length=60, required=False)
    note = forms.CharField(
        label=gettext_lazy("Anteckning om tillfället"),
        help_text=gettext_lazy("Skriv om tillfället, inget om enskilda."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, *, session: Session, own: list[User], others: list[User]) -> None:
        """own: those who lead the group that day. others: the colleagues who could have."""
        present = set() if data else _present(session, own)  # what was posted says itself what it showed
        initial = {
            "covered": session.covered or (session.planned.theme if session.planned else ""),
            "minutes": session.minutes,
            "interpreter": session.interpreter,
            "note": session.note,
            "leaders": [user.pk for user in own if user.pk in present],
            "others": [user.pk for user in others if user.pk in present],
        }
        super().__init__(data, initial=initial)
        for name, people in (("leaders", own), ("others", others)):
            self.fields[name].choices = [(user.pk, str(user)) for user in people]
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def details(self) -> Details:
        """What the form says, told apart from what it only showed."""
        values = {name: self.cleaned_data[name] for name in WRITTEN}
        changed = {name: value for name, value in values.items() if name in self.changed_data}
        shown = {name: value for name, value in values.items() if name not in changed}
        ticked = frozenset(self.cleaned_data["leaders"] + self.cleaned_data["others"])
        return Details(changed, shown, ticked, frozenset(self._ticked_when_opened()))

    def _ticked_when_opened(self) -> Iterable[int]:
        for name in ("leaders", "others"):
            yield from (int(key) for key in self.data.getlist(f"initial-{name}") if key.isdecimal())


def _present(session: Session, own: list[User]) -> set[int]:
    """Those who were there, or who are expected: everyone who leads the group that day."""
    if session.saved_at:
        return set(session.leaders.values_list("pk", flat=True))
    return {user.pk for user in own}


def entries_in(
    data: Mapping[str, Any], members: Iterable[GroupMember], length: int
) -> tuple[dict[GroupMember, Entry], dict[int, str]]:
    """What the sheet says about each member that was on it, and errors by the member's number.

    length: of the session in minutes. Nobody who came into the group after the sheet was opened is in the answer.
    """
    entries, errors = {}, {}
    for member in members:
        if f"seen-{member.pk}" not in data:
            continue
        try:
            entries[member] = Entry(_said(data, member.pk, length), said_from(data[f"seen-{member.pk}"]))
        except ValueError as error:
            errors[member.pk] = str(error)
    return entries, errors


def _said(data: Mapping[str, Any], number: int, length: int) -> Said:
    if data.get(f"excused-{number}"):
        return Said(Presence.EXCUSED)
    if data.get(f"absent-{number}"):
        return Said(Presence.ABSENT)
    text = str(data.get(f"minutes-{number}", "")).strip()
    if not text:
        return Said(Presence.PRESENT)
    if not text.isdecimal() or not 1 <= int(text) <= length:
        raise ValueError(_("Skriv minuter mellan 1 och %(most)s, eller lämna tomt för hela tiden.") % {"most": length})
    return Said(Presence.PRESENT, None if int(text) == length else int(text))
