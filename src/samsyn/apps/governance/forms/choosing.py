"""Choosing among applications: how it begins, one person's scores, opening, reasons and decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models import Board, Choosing, Proposal, Score
from samsyn.apps.governance.queries.criteria import Criterion, criteria_of, read, shipped
from samsyn.apps.organisations.models import User
from samsyn.apps.organisations.models.access import Membership, active_on, during
from samsyn.apps.organisations.policy import Permission, roles_that_may
from samsyn.apps.portfolio.models import Call

NOT_YET = "-"


class ChoosingForm(forms.Form):
    """Which call, who scores, on which questions, until when."""

    call = forms.ModelChoiceField(queryset=Call.objects.none(), label=_("Utlysning"), empty_label=_("välj"))
    scorers = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(), label=_("Bedöms av"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Minst två. De ser inte varandras bedömningar förrän alla har lämnat in."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Bedömt senast"), required=False)
    board = forms.ModelChoiceField(
        queryset=Board.objects.none(), label=_("Gruppen som samtalar"), required=False, empty_label=_("ingen")
    )
    criteria = forms.MultipleChoiceField(label=_("Frågor"), widget=forms.CheckboxSelectMultiple)
    own_questions = forms.CharField(
        label=_("Egna frågor"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En på varje rad, till exempel Språk: Hur tar de hand om dem som inte talar svenska?"),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        calls = Call.objects.visible_to(user, Permission.CALL_EDIT).filter(choosing=None, published=True)
        self.fields["call"].queryset = calls
        self.fields["scorers"].queryset = scorers_for(user)
        self.fields["board"].queryset = Board.objects.visible_to(user, Permission.CALL_EDIT)
        self.fields["criteria"].choices = [
            (raw["code"], f"{read(raw).name}: {read(raw).question}") for raw in shipped()
        ]
        self.fields["criteria"].initial = [raw["code"] for raw in shipped()]

    def clean_own_questions(self) -> list[tuple[str, str]]:
        """(name, question) of every line; a line without a colon is both."""
        lines = [line.strip() for line in self.cleaned_data["own_questions"].splitlines() if line.strip()]
        parted = [line.partition(":") for line in lines]
        return [(name.strip()[:60], (question or name).strip()) for name, _colon, question in parted]


def scorers_for(user):
    """Those who may score at the organisations that the user decides for, and who sit in their groups."""
    from samsyn.apps.organisations.models import organisations_where

    places = organisations_where(user, Permission.CALL_EDIT)
    roles = roles_that_may(Permission.SCORE)
    own = active_on(Membership.objects.filter(organisation__in=places, role__in=roles)).values("user")
    today = timezone.localdate()
    seated = Board.objects.filter(during(today, "seats__"), organisation__in=places).values("seats__user")
    return User.objects.filter(pk__in=own, is_active=True) | User.objects.filter(pk__in=seated, is_active=True)


class InviteForm(forms.Form):
    scorers = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(), label=_("Bjud in"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, choosing: Choosing, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        there = choosing.invitations.exclude(user=None).values("user")
        self.fields["scorers"].queryset = scorers_for(user).exclude(pk__in=there)


class ScoreForm(forms.Form):
    """The questions of the choosing about one application: a step from 0 to 4 and why."""

    template_name = "portfolio/forms/grouped.html"

    def __init__(self, *args, choosing: Choosing, scores: dict[str, Score], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(choosing)
        for one in self.criteria:
            kept = scores.get(one.code)
            self.fields[f"steg_{one.code}"] = forms.TypedChoiceField(
                label=one.question, choices=_steps(one), widget=forms.RadioSelect, coerce=_step,
                initial=kept.value if kept and kept.value is not None else NOT_YET,
            )  # fmt: skip
            self.fields[f"skal_{one.code}"] = forms.CharField(
                label=_("Varför"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
                initial=kept.why if kept else "",
            )  # fmt: skip

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(one.name, [self[f"steg_{one.code}"], self[f"skal_{one.code}"]]) for one in self.criteria]

    def answers(self) -> dict[str, tuple[int | None, str]]:
        """Code → (step, why), as `score` wants it."""
        values = self.cleaned_data
        return {one.code: (values[f"steg_{one.code}"], values[f"skal_{one.code}"]) for one in self.criteria}


def _step(answer: str) -> int | None:
    return None if answer == NOT_YET else int(answer)


def _steps(one: Criterion) -> list[tuple[str, Any]]:
    return [
        (NOT_YET, _("inte bedömt än")),
        *((str(step), f"{step}: {one.level(step)}".rstrip(": ")) for step in range(5)),
    ]


class OpenForm(forms.Form):
    why = forms.CharField(
        label=_("Varför öppnas de innan alla har lämnat in?"), max_length=300,
        help_text=_("Skälet syns för alla. Den som inte har lämnat in är inte med."),
    )  # fmt: skip


class ChoiceForm(forms.Form):
    proposal = forms.ChoiceField(label=_("Förslag"), choices=Proposal.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Skäl"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Vad vägde, och vad var ni oense om?")
    )
