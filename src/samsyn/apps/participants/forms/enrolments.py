"""Taking part: when, through whom, the answers to what the project asks, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.people import BACKGROUND
from samsyn.apps.participants.forms.questions_asked import field_of, kept_as, read_back
from samsyn.apps.participants.models import Enrolment, Person, Question
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.queries.enrolments import SELF
from samsyn.apps.participants.queries.questions import Asked
from samsyn.apps.portfolio.models import Project
from samsyn.core.followup.reasons import Reason
from samsyn.core.intake.rows.personal_number import PersonalNumber

COLUMNS = ("target_group", "education", "support", "support_length")
SEXES = {"woman": "women", "man": "men"}


class SenderField(forms.ChoiceField):
    """Who a person came through: an organisation, or nobody but themselves. Answers (organisation, kind)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=kwargs.pop("label", _("Anvisad av")), **kwargs)

    def offer(self, project: Project | None) -> None:
        """The project's parties first, then every party in the register, then the person."""
        every = list(Organisation.objects.order_by("name").values_list("pk", "name"))
        near = set(project.parties.values_list("organisation", flat=True)) if project else set()
        groups = [
            (_("Parter i insatsen"), [(str(pk), name) for pk, name in every if pk in near]),
            (_("Andra organisationer"), [(str(pk), name) for pk, name in every if pk not in near]),
        ]
        first = [("", _("välj") if self.required else _("inte angivet")), (SELF, _("personen själv"))]
        self.choices = [*first, *(group for group in groups if group[1])]

    def clean(self, value: Any) -> tuple[Organisation | None, str]:
        chosen = super().clean(value)
        if chosen in ("", SELF):
            return None, chosen
        organisation = Organisation.objects.get(pk=chosen)
        return organisation, organisation.kind


def sender_value(sender, kind: str) -> str:
    """What the field starts from."""
    return str(sender.pk) if sender else SELF if kind == SELF else ""


class AskedForm(forms.Form):
    """What a project asks, as fields in the project's order, with when and through whom around them."""

    starts = forms.DateField(label=_("Börjar"), widget=forms.DateInput)
    sender = SenderField(required=False)
    note = forms.CharField(
        label=_("Anteckning"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ses av dem som leder insatsen, och av personen själv i ett registerutdrag."),
    )  # fmt: skip

    def __init__(self, *args, project: Project, asked: Sequence[Asked], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.asked = project, list(asked)
        self.fields["sender"].offer(project)
        for one in self.asked:
            self.fields[one.key] = field_of(one, project)

    @property
    def of_person(self) -> dict[str, Any]:
        """Answers that are columns of the person."""
        return {name: _filled(name, self.cleaned_data[name]) for name in BACKGROUND if name in self.fields}

    @property
    def of_enrolment(self) -> dict[str, Any]:
        """Answers that are columns of the taking part, as `enrol` and `edit_enrolment` take them."""
        values = self.cleaned_data
        sender, kind = values["sender"]
        found = {name: values[name] for name in COLUMNS if name in self.fields}
        return {"starts": values["starts"], "sender": sender, "sender_kind": kind, **found, **self._texts}

    @property
    def _texts(self) -> dict[str, str]:
        values = self.cleaned_data
        return {"note": values["note"], **({"resources": values["resources"]} if "resources" in self.fields else {})}

    @property
    def of_questions(self) -> dict[Question, str]:
        """Answers to own questions, as they are kept."""
        own = [one for one in self.asked if one.question]
        return {one.question: kept_as(self.cleaned_data[one.key]) for one in own}

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields under headings, for the page."""
        first = [self[name] for name in ("starts", "sender")]
        asked = [self[one.key] for one in self.asked]
        return [
            {"legend": _("Deltagandet"), "fields": first},
            {"legend": _("Det insatsen frågar"), "fields": asked},
            {"legend": _("Övrigt"), "fields": [self["note"]]},
        ]


def _filled(name: str, value: Any) -> Any:
    """A question left open is an empty text, or nothing, as the column has it."""
    return value if value is not None or name in {"birth_year", "municipality"} else ""


def started_from(
    person: Person | None = None, enrolment: Enrolment | None = None, number: PersonalNumber | None = None
) -> dict[str, Any]:
    """What the answers start from: what is known of the person, of the taking part, and what a number says."""
    initial: dict[str, Any] = {"starts": timezone.localdate()}
    if number:
        initial |= {"sex": SEXES[number.sex], "birth_year": number.birth_year}
    if person:
        initial |= {name: getattr(person, name) for name in BACKGROUND}
    if enrolment:
        initial |= {name: getattr(enrolment, name) for name in (*COLUMNS, "starts")}
        initial["sender"] = sender_value(enrolment.sender, enrolment.sender_kind)
        initial |= {"resources": enrolment.opened("resources_sealed"), "note": enrolment.opened("note_sealed")}
    return initial


def answers_from(answers: dict[int, Any]) -> dict[str, Any]:
    """What own questions start from. The person must have been noted."""
    return {f"q{key}": read_back(answer.question, answer.opened("text_sealed")) for key, answer in answers.items()}


class WhereForm(forms.Form):
    """Which project a known person begins in."""

    project = forms.ModelChoiceField(None, label=_("Insats"), empty_label=_("välj"))

    def __init__(self, *args, user, organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        led = projects_led_by(user, Permission.PERSON_EDIT).filter(organisation=organisation)
        self.fields["project"].queryset = led.select_related("organisation")


class EndForm(forms.Form):
    """When and why a taking part ended. Completing is one thing, to leave for something better another."""

    ends = forms.DateField(label=_("Slutade"), widget=forms.DateInput)
    reason = forms.ChoiceField(label=_("Varför"))
    completed = forms.TypedChoiceField(
        label=_("Fullföljde personen insatsen?"),
        choices=[("yes", _("ja")), ("no", _("nej"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        required=False,
        empty_value=None,
        help_text=_("Behövs inte när orsaken redan säger det."),
    )

    def __init__(self, *args, reasons: Sequence[Reason], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {reason.code: reason for reason in reasons}
        headings = {
            "completed": _("Gick till slut"),
            "positive": _("Slutade för något bättre"),
            "other": _("Slutade av annat skäl"),
            "mistake": _("Var aldrig deltagare"),
        }
        groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in headings}
        for reason in reasons:
            groups[_kind(reason)].append((reason.code, reason.label))
        named = [(headings[kind], found) for kind, found in groups.items() if found]
        self.fields["reason"].choices = [("", _("välj")), *named]

    def clean(self) -> dict[str, Any]:
        """Whoever went through to the end has completed; who never took part has not; otherwise somebody must say."""
        values = super().clean()
        reason = self.reasons.get(values.get("reason", ""))
        if values.get("completed") is None and reason is not None and "completed" not in self.errors:
            if reason.completed or reason.mistake:
                values["completed"] = bool(reason.completed)
            else:
                self.add_error("completed", _("Svara ja eller nej."))
        return values


def _kind(reason: Reason) -> str:
    if reason.mistake:
        return "mistake"
    return "completed" if reason.completed else "positive" if reason.positive else "other"
