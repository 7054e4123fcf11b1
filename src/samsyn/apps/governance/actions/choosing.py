"""Applications are scored blind, opened, talked about, and decided by people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.models import Board, ChoiceNote, Choosing, Invitation, Score
from samsyn.apps.governance.queries.choosing import applications_of, missing_for, to_score
from samsyn.apps.governance.queries.criteria import own, shipped
from samsyn.apps.portfolio.actions import decide_application
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Application, Call

FEWEST = 2  # one person alone is nobody to be blind to


@transaction.atomic
def begin_choosing(
    *, call: Call, scorers: Iterable[Any], by, criteria: Iterable[str] = (),
    own_questions: Iterable[tuple[str, str]] = (), board: Board | None = None, due_on: date | None = None,
) -> Choosing:  # fmt: skip
    """Begin to choose among the applications of a call. criteria: codes of shipped questions; none means all six.

    own_questions: (name, question) that the call asks besides. ValidationError with fewer than two scorers.
    """
    codes = list(criteria)
    known = {one["code"]: one for one in shipped()}
    asked = [known[code] for code in codes] if codes else list(known.values())
    asked += [own(number, name, question) for number, (name, question) in enumerate(own_questions, 1)]
    people = list(scorers)
    if len(people) < FEWEST:
        raise ValidationError({"scorers": _("Välj minst två som bedömer. En ensam bedömning går inte att jämföra.")})
    choosing = Choosing(call=call)
    apply(choosing, {"board": board, "due_on": due_on, "criteria": asked})
    record(
        "choosing_begun", by=by, target=choosing, organisation=call.organisation, criteria=[c["code"] for c in asked]
    )
    invite_scorers(choosing=choosing, scorers=people, by=by)
    return choosing


@transaction.atomic
def invite_scorers(*, choosing: Choosing, scorers: Iterable[Any], by) -> list[Invitation]:
    """Ask more people to score. Nobody is asked once the scores lie open."""
    choosing = _held(choosing)
    _refuse_opened(choosing)
    there = set(choosing.invitations.values_list("user", flat=True))
    rows = [Invitation(choosing=choosing, user=user, name=str(user)) for user in scorers if user.pk not in there]
    for row in rows:
        row.full_clean()
        row.save()
    record("scorers_invited", by=by, target=choosing, organisation=choosing.call.organisation, number=len(rows))
    return rows


@transaction.atomic
def score(
    *, invitation: Invitation, application: Application, answers: Mapping[str, tuple[int | None, str]]
) -> list[Score]:
    """Keep one's own answers about one application: code → (0 to 4 or None, why). Nobody else sees them yet.

    ValidationError when they have been handed in, when the scores lie open, or for an application not one's to score.
    """
    _refuse_opened(_held(invitation.choosing))
    if invitation.handed_in_at:
        raise ValidationError(_("Du har lämnat in. Bedömningen ändras inte efter det."))
    if not to_score(invitation).filter(pk=application.pk).exists():
        raise ValidationError(
            _("Den ansökan bedömer du inte: den är inte med i valet, eller gäller din egen organisation.")
        )
    codes = {raw["code"] for raw in invitation.choosing.criteria}
    kept = []
    for code, (value, why) in answers.items():
        if code not in codes:
            raise ValidationError(_("Frågan ingår inte i valet."))
        row = Score.objects.filter(invitation=invitation, application=application, criterion=code).first()
        row = row or Score(invitation=invitation, application=application, criterion=code)
        apply(row, {"value": value, "why": why})
        kept.append(row)
    return kept


def unscored(invitation: Invitation) -> list[str]:
    """What is to be answered before one's scores can be handed in, one sentence an application."""
    return [
        ngettext("%(name)s: %(number)d fråga saknar svar.", "%(name)s: %(number)d frågor saknar svar.", gap)
        % {"name": application, "number": gap}
        for application, gap in missing_for(invitation)
    ]


@transaction.atomic
def hand_in(*, invitation: Invitation, by) -> Invitation:
    """Hand in: one's scores stand. When the last of those invited does, all scores are opened to all.

    The trail says that somebody handed in, and never what.
    """
    choosing = _held(invitation.choosing)
    _refuse_opened(choosing)
    if invitation.handed_in_at:
        raise ValidationError(_("Du har redan lämnat in."))
    if unanswered := unscored(invitation):
        raise ValidationError(unanswered)
    invitation.handed_in_at = timezone.now()
    invitation.save(update_fields=["handed_in_at"])
    record("scores_handed_in", by=by, target=choosing, organisation=choosing.call.organisation)
    if not choosing.invitations.filter(handed_in_at=None).exists():
        _open(choosing, _("Alla har lämnat in."), by=None)
    return invitation


@transaction.atomic
def open_choosing(*, choosing: Choosing, why: str, by) -> Choosing:
    """Open the scores before all have handed in, with the reason. What is not handed in stays closed for good."""
    held = _held(choosing)
    _refuse_opened(held)
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför bedömningarna öppnas innan alla har lämnat in.")})
    return _open(held, why, by)


def _open(choosing: Choosing, why: str, by) -> Choosing:
    apply(choosing, {"opened_at": timezone.now(), "opened_by": by, "opened_why": why})
    record("choosing_opened", by=by, target=choosing, organisation=choosing.call.organisation, why=why)
    return choosing


@transaction.atomic
def note_choice(*, choosing: Choosing, application: Application, proposal: str, text: str, by) -> ChoiceNote:
    """Keep what was said about an application and what is proposed. Only when the scores lie open."""
    _refuse_blind(choosing, application)
    note = ChoiceNote(choosing=choosing, application=application, by=by)
    apply(note, {"proposal": proposal, "text": text})
    record(
        "choice_noted", by=by, target=note, organisation=choosing.call.organisation, application=application,
        proposal=proposal,
    )  # fmt: skip
    return note


@transaction.atomic
def decide_chosen(
    *, choosing: Choosing, application: Application, granted: bool, by, amount: Decimal | None = None, reason: str = "",
    on: date | None = None,
) -> Application:  # fmt: skip
    """Decide, as people: the scores propose nothing by themselves. The reasons that were written stay beside it."""
    _refuse_blind(choosing, application)
    if not choosing.notes.filter(application=application).exists():
        raise ValidationError(_("Skriv först gruppens skäl vid ansökan. De hör till beslutet."))
    return decide_application(application=application, granted=granted, amount=amount, reason=reason, on=on, by=by)


def _held(choosing: Choosing) -> Choosing:
    """The choosing as it stands, held until the transaction ends: nobody scores while another opens."""
    rows = Choosing.objects.select_for_update(of=("self",)).select_related("call__organisation")
    return rows.get(pk=choosing.pk)


def _refuse_opened(choosing: Choosing) -> None:
    if choosing.opened_at:
        raise ValidationError(_("Bedömningarna är öppnade. Efter det bedömer ingen."))


def _refuse_blind(choosing: Choosing, application: Application) -> None:
    if choosing.opened_at is None:
        raise ValidationError(_("Bedömningarna är inte öppnade än."))
    if not applications_of(choosing).filter(pk=application.pk).exists():
        raise ValidationError(_("Ansökan är inte med i valet."))
