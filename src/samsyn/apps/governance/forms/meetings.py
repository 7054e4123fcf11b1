"""Meetings, who was there, and the items of the agenda."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models import AgendaItem, BoardMeeting, Presence, Seat, Was
from samsyn.apps.governance.queries.meetings import later_meetings, seats_on
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for


class MeetingForm(ActionForm):
    class Meta:
        model = BoardMeeting
        formfield_callback = field_for
        fields = ["on", "at", "place", "source"]
        widgets = {"at": forms.TimeInput(attrs={"type": "time"})}


class EditMeetingForm(MeetingForm):
    """The same questions about a meeting that is there."""


class CancelForm(forms.Form):
    why = forms.CharField(label=_("Varför ställs mötet in?"), max_length=300)


class ItemForm(ActionForm):
    class Meta:
        model = AgendaItem
        formfield_callback = field_for
        fields = ["title", "about"]
        help_texts = {"about": _("Vad ska gruppen ta ställning till, och vad är känt?")}


class EditItemForm(ActionForm):
    class Meta:
        model = AgendaItem
        formfield_callback = field_for
        fields = ["title", "about", "said", "order"]


class LeaveOutForm(forms.Form):
    why = forms.CharField(
        label=_("Varför utelämnas punkten?"), max_length=300, help_text=_("Står kvar vid mötet, så att nästa vet.")
    )


class NoteForm(forms.Form):
    said = forms.CharField(
        label=_("Vad som sades"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Noterat betyder att inget beslutades och att ingen fick något att göra."),
    )  # fmt: skip


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(queryset=BoardMeeting.objects.none(), label=_("Till mötet"), empty_label=None)
    said = forms.CharField(label=_("Vad som sades"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, meeting: BoardMeeting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = later_meetings(meeting).select_related("board")


class PresenceForm(forms.Form):
    """One question a seat, present unless said otherwise. A substitute is chosen where they came instead."""

    def __init__(self, *args, meeting: BoardMeeting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        seats = list(seats_on(meeting))
        self.seats = {f"plats_{seat.pk}": seat for seat in seats if seat.substitute_for_id is None}
        self.substitutes = {f"ersattare_{seat.pk}": seat for seat in seats if seat.substitute_for_id}
        noted = {row.seat_id: row for row in Presence.objects.filter(meeting=meeting)}
        for name, seat in self.seats.items():
            came = [(key, _("ersättare kom: %(who)s") % {"who": other}) for key, other in self.substitutes.items()
                    if other.substitute_for_id == seat.pk]  # fmt: skip
            choices = [(Was.PRESENT, Was.PRESENT.label), *came]
            choices += [(Was.SUBSTITUTE, _("annan ersättare kom")), (Was.ABSENT, Was.ABSENT.label)]
            self.fields[name] = forms.ChoiceField(
                label=f"{seat.called}, {seat.organisation.brief}", choices=choices, widget=forms.RadioSelect,
                initial=_answer_of(noted.get(seat.pk)),
            )  # fmt: skip

    def presence(self) -> dict[Seat, tuple[str, Seat | None]]:
        """Seat → (what it was, the substitute's seat), as `note_presence` wants it."""
        answers = {}
        for name, seat in self.seats.items():
            answer = self.cleaned_data[name]
            instead = self.substitutes.get(answer)
            answers[seat] = (Was.SUBSTITUTE if instead else answer, instead)
        return answers


def _answer_of(row: Presence | None) -> str:
    if row is None:
        return Was.PRESENT
    return f"ersattare_{row.instead_id}" if row.instead_id else row.was
