"""Patterns are made of observations, put to whoever can change things, answered, changed and closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.actions.identity import refuse_persons_in
from samsyn.apps.knowledge.models import Answer, Change, Gathered, Observation, Pattern, PatternState, Statement
from samsyn.apps.portfolio.actions.saving import apply

ORDER = list(PatternState.values)
READ_BY_MANY = ("name", "about", "text")


@transaction.atomic
def start_pattern(
    *, organisation, name: str, next_on: date, by, owner=None, observations: Iterable[Observation] = (),
    actors: Iterable = (), target_groups: Iterable = (), **values: Any,
) -> Pattern:  # fmt: skip
    """See that observations point the same way. Every pattern has somebody who holds it together and a next day."""
    refuse_persons_in({**values, "name": name}, *READ_BY_MANY)
    pattern = Pattern()
    apply(pattern, {**values, "organisation": organisation, "name": name, "next_on": next_on, "owner": owner or by})
    pattern.actors.set(actors)
    pattern.target_groups.set(target_groups)
    record("pattern_started", by=by, target=pattern, organisation=organisation)
    gather(pattern=pattern, observations=observations, by=by)
    return pattern


@transaction.atomic
def edit_pattern(
    *, pattern: Pattern, by, actors: Iterable | None = None, target_groups: Iterable | None = None, **changes: Any
) -> Pattern:
    """Change what a pattern says, who holds it together, or when it is next looked at."""
    refuse_persons_in(changes, *READ_BY_MANY)
    changed = apply(pattern, changes)
    if actors is not None:
        pattern.actors.set(actors)
    if target_groups is not None:
        pattern.target_groups.set(target_groups)
    record("pattern_edited", by=by, target=pattern, organisation=pattern.organisation, changed=changed)
    return pattern


@transaction.atomic
def gather(*, pattern: Pattern, observations: Iterable[Observation], by) -> int:
    """Put observations in the pattern; those that are there already stay as they are. How many were new."""
    there = set(pattern.gathered.values_list("observation", flat=True))
    new = [each for each in observations if each.pk not in there]
    Gathered.objects.bulk_create(Gathered(pattern=pattern, observation=each, by=by) for each in new)
    if new:
        keys = [each.pk for each in new]
        record("observations_gathered", by=by, target=pattern, organisation=pattern.organisation, observations=keys)
    return len(new)


@transaction.atomic
def take_out(*, pattern: Pattern, observation: Observation, by) -> None:
    """Say that an observation tells of something else."""
    pattern.gathered.filter(observation=observation).delete()
    record(
        "observation_taken_out", by=by, target=pattern, organisation=pattern.organisation, observation=observation.pk
    )


@transaction.atomic
def write_statement(
    *, pattern: Pattern, addressee, text: str, by, reply_by: date | None = None, source: str = ""
) -> Statement:
    """Write to whoever can change it. It is a draft until it is sent."""
    refuse_persons_in({"text": text}, *READ_BY_MANY)
    values: dict[str, Any] = {"pattern": pattern, "addressee": addressee, "text": text, "source": source}
    statement = Statement()
    apply(statement, {**values, "reply_by": reply_by} if reply_by else values)
    record("statement_written", by=by, target=statement, organisation=pattern.organisation, to=str(addressee))
    return statement


@transaction.atomic
def edit_statement(*, statement: Statement, by, **changes: Any) -> Statement:
    """Change a draft. ValidationError once it has been sent: what was asked stands as it was asked."""
    _refuse(statement.sent_on is not None, _("Skrivelsen är skickad och står som den skickades. Skriv en ny."))
    refuse_persons_in(changes, *READ_BY_MANY)
    changed = apply(statement, changes)
    record("statement_edited", by=by, target=statement, organisation=statement.pattern.organisation, changed=changed)
    return statement


@transaction.atomic
def send_statement(*, statement: Statement, by, on: date | None = None) -> Statement:
    """Put the question, and start the clock. The addressee's people see the pattern from now on."""
    on = on or timezone.localdate()
    _refuse(statement.sent_on is not None, _("Skrivelsen är redan skickad."))
    _refuse(not statement.pattern.gathered.exists(), _("Samla minst en observation i mönstret innan du skickar."))
    _refuse(statement.reply_by <= on, _("Svarsdagen har passerat. Sätt en senare dag innan du skickar."))
    apply(statement, {"sent_on": on})
    _reach(statement.pattern, PatternState.PUT)
    record(
        "statement_sent", by=by, target=statement, organisation=statement.pattern.organisation,
        to=str(statement.addressee), reply_by=statement.reply_by,
    )  # fmt: skip
    return statement


@transaction.atomic
def answer_statement(*, statement: Statement, answer: str, text: str, by, on: date | None = None) -> Statement:
    """Answer for the addressee. ValidationError when it was never sent, or has its answer: that is kept as it came."""
    _refuse(statement.sent_on is None, _("Skrivelsen är inte skickad än."))
    _refuse(bool(statement.answer), _("Skrivelsen är redan besvarad, och svaret står som det kom."))
    _refuse(answer not in Answer.values, _("Välj ett besked."))
    apply(statement, {"answer": answer, "answer_text": text, "answered_on": on or timezone.localdate()})
    _reach(statement.pattern, PatternState.ANSWERED)
    record("statement_answered", by=by, target=statement, organisation=statement.addressee, answer=answer)
    return statement


@transaction.atomic
def note_change(*, pattern: Pattern, organisation, what: str, on: date, evidence: str, by) -> Change:
    """Note what was changed and from when, with the paper that shows it."""
    change = Change()
    apply(change, {"pattern": pattern, "organisation": organisation, "what": what, "on": on, "evidence": evidence})
    _reach(pattern, PatternState.CHANGED)
    record("change_noted", by=by, target=change, organisation=pattern.organisation, on=on)
    return change


@transaction.atomic
def close_pattern(*, pattern: Pattern, why: str, by) -> Pattern:
    """Stop looking, with the reason. New observations may still be gathered, and open it again."""
    _refuse(not why.strip(), _("Skriv varför mönstret avslutas. Det läses av dem som berättat."))
    apply(pattern, {"state": PatternState.CLOSED, "closed_why": why})
    record("pattern_closed", by=by, target=pattern, organisation=pattern.organisation, why=why)
    return pattern


@transaction.atomic
def reopen_pattern(*, pattern: Pattern, next_on: date, by) -> Pattern:
    """Look again: the state follows from what has been sent, answered and changed."""
    state = PatternState.GATHERING
    if pattern.changes.exists():
        state = PatternState.CHANGED
    elif pattern.statements.exclude(answer="").exists():
        state = PatternState.ANSWERED
    elif pattern.statements.filter(sent_on__isnull=False).exists():
        state = PatternState.PUT
    apply(pattern, {"state": state, "closed_why": "", "next_on": next_on})
    record("pattern_reopened", by=by, target=pattern, organisation=pattern.organisation)
    return pattern


def _reach(pattern: Pattern, state: str) -> None:
    """Move the pattern forward to a state, never back."""
    if ORDER.index(pattern.state) < ORDER.index(state):
        apply(pattern, {"state": state})


def _refuse(wrong: bool, why: str) -> None:
    if wrong:
        raise ValidationError(why)
