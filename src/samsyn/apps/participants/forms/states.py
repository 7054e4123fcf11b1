"""Writing where somebody stands: one participation at one occasion, every dimension on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models import Enrolment, FollowUpAttempt
from samsyn.apps.participants.queries.states import Known
from samsyn.apps.participants.queries.states_asked import Asked, cell_name

NOTHING = ("", _("ingen uppgift"))


def not_later(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("Dagen ligger i framtiden. Skriv den dag då läget gällde."))
    return day


class StatesForm(forms.Form):
    """One day for what is said here, and one choice for each dimension."""

    as_of = forms.DateField(
        label=_("Läget gällde den"),
        widget=forms.DateInput,
        show_hidden_initial=True,
        validators=[not_later],
        error_messages={"required": _("Skriv dagen som ÅÅÅÅ-MM-DD."), "invalid": _("Skriv dagen som ÅÅÅÅ-MM-DD.")},
    )

    def __init__(self, *args, asked: Sequence[Asked], known: Iterable[Known], as_of: date, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        now = {(state.ladder, state.dimension): state.state for state in known}
        self.asked = asked
        self.fields["as_of"].initial = as_of
        several = len({each.ladder.pk for each in asked}) > 1
        for each in asked:
            label = f"{each.label} ({each.ladder.name})" if several else each.label
            self.fields[each.name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[NOTHING, *each.choices],
                initial=now.get((each.ladder.pk, each.dimension.code), ""),
                show_hidden_initial=True,
            )

    @property
    def answers(self) -> Mapping[Asked, str]:
        """What was changed since the page was shown; with another day, everything that is known gets that day."""
        changed = set(self.changed_data)
        return {
            each: self.cleaned_data[each.name]
            for each in self.asked
            if each.name in changed or ("as_of" in changed and self.cleaned_data[each.name])
        }


class AttemptForm(forms.ModelForm):
    class Meta:
        model = FollowUpAttempt
        fields = ["on", "how", "outcome"]
        widgets = {"on": forms.DateInput}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["on"].validators.append(not_later)


class TableChoice(forms.Form):
    """In the address of the table: which occasion, which group, and who is shown."""

    occasion = forms.ChoiceField(label=_("Tillfälle"), required=False)
    group = forms.ChoiceField(label=_("Grupp"), required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    show = forms.ChoiceField(
        label=_("Visa"), required=False, choices=[("", _("de som saknar läge")), ("all", _("alla"))]
    )

    def __init__(self, *args, occasions, groups, asked: Sequence[Asked], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["occasion"].choices = occasions
        self.fields["group"].choices = [("", _("alla")), *groups]
        self.fields["dimension"].choices = [("", _("alla")), *((each.name, each.label) for each in asked)]


class TableDayForm(forms.Form):
    as_of = forms.DateField(
        label=_("Det du skriver gällde den"),
        widget=forms.DateInput,
        validators=[not_later],
        error_messages={"required": _("Skriv dagen som ÅÅÅÅ-MM-DD."), "invalid": _("Skriv dagen som ÅÅÅÅ-MM-DD.")},
    )


@dataclass(frozen=True)
class CellWritten:
    """One cell of the table as it was posted: what the page showed, and what is chosen now."""

    enrolment: Enrolment
    asked: Asked
    shown: str
    chosen: str

    @property
    def changed(self) -> bool:
        return self.shown != self.chosen


def cells_written(
    post: Mapping[str, str], enrolments: Iterable[Enrolment], asked: Sequence[Asked]
) -> list[CellWritten]:
    """The cells of a post that the page had; a state nobody offered counts as what was shown."""
    found = []
    for enrolment in enrolments:
        for each in asked:
            name = cell_name(enrolment, each)
            if name not in post:
                continue
            shown, chosen = post.get(f"{name}_was", ""), post.get(name, "")
            if chosen and chosen not in each.dimension:
                chosen = shown
            found.append(CellWritten(enrolment, each, shown, chosen))
    return found
