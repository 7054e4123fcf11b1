"""How an item ends: as a decision, as a task, as noted, or moved to the next meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.actions.agendas import next_order, refuse_ended
from samsyn.apps.governance.actions.effects import effect_of
from samsyn.apps.governance.actions.meetings import refuse_unless_planned
from samsyn.apps.governance.models import (
    AgendaItem,
    Basis,
    BoardMeeting,
    Decision,
    Ending,
    ItemState,
    MeetingState,
    Result,
    Seat,
    Task,
)
from samsyn.apps.governance.models.promises import fingerprint_of
from samsyn.apps.governance.queries.bases import Ground, grounds_for
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def decide(
    *,
    item: AgendaItem,
    text: str,
    owner: Seat,
    by,
    why: str = "",
    due_on: date | None = None,
    basis: Iterable[str] = (),
    effect: str = "",
    values: Mapping[str, Any] | None = None,
) -> Decision:
    """End the item with a decision, freeze what it rests on, and let it take effect in the same transaction.

    basis: references such as "recommendation:7", from `bases.choices_for(by)`. effect: a key of the register;
    values: what it needs. A decision that has taken effect and has no day of its own is done at once.
    """
    _ready_to_end(item)
    _sits_here(item, owner)
    grounds = grounds_for(basis, by)
    decision = Decision(item=item)
    apply(decision, {
        "text": text, "why": why, "owner": owner, "decided_on": item.meeting.on, "due_on": due_on, "effect": effect,
    })  # fmt: skip
    for ground in grounds:
        _freeze(decision, ground)
    if effect:
        said = effect_of(effect).take(values or {}, text=text, why=why, by=by, on=decision.decided_on)
        done = {} if due_on else {"result": Result.DONE, "became": said, "closed_on": decision.decided_on}
        apply(decision, {"effect_said": said, **done})
    _end(item, Ending.DECISION)
    record(
        "decided", by=by, target=decision, organisation=item.meeting.board.organisation, item=item, effect=effect,
        basis=[f"{one.kind}:{one.key} {one.sha256}" for one in decision.basis.all()],
    )  # fmt: skip
    return decision


def _freeze(decision: Decision, ground: Ground) -> None:
    state = ground.state()
    apply(Basis(decision=decision), {
        "kind": ground.kind, "key": ground.key, "label": ground.label[:300], "url": ground.url, "frozen": state,
        "sha256": fingerprint_of(state),
    })  # fmt: skip


@transaction.atomic
def assign(*, item: AgendaItem, text: str, owner: Seat, due_on: date, by) -> Task:
    """Give somebody a task. The item ends as a task unless it has ended as a decision, which may have tasks too."""
    refuse_unless_planned(item.meeting)
    if item.ending in {Ending.NOTED, Ending.MOVED}:
        raise ValidationError(_("Punkten har redan sin avslutning."))
    _sits_here(item, owner)
    if due_on < item.meeting.on:
        raise ValidationError({"due_on": _("Uppdraget kan inte vara klart före mötet. Ändra datumet.")})
    task = Task(item=item)
    apply(task, {"text": text, "owner": owner, "due_on": due_on})
    if not item.ending:
        _ready_to_end(item)
        _end(item, Ending.TASK)
    record("task_given", by=by, target=task, organisation=item.meeting.board.organisation, item=item, due_on=due_on)
    return task


@transaction.atomic
def note_item(*, item: AgendaItem, said: str, by) -> AgendaItem:
    """End the item as noted: talked about, nothing decided."""
    _ready_to_end(item)
    item.said = said.strip() or item.said
    _end(item, Ending.NOTED)
    record("item_noted", by=by, target=item, organisation=item.meeting.board.organisation, meeting=item.meeting)
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, to: BoardMeeting, by, said: str = "") -> AgendaItem:
    """Move the item to a later meeting of the group; answers the item there."""
    _ready_to_end(item)
    if to.board_id != item.meeting.board_id or to.state != MeetingState.PLANNED or to.on <= item.meeting.on:
        raise ValidationError({"to": _("Välj ett senare möte i samma grupp.")})
    item.said = said.strip() or item.said
    _end(item, Ending.MOVED)
    there = to.items.filter(source_kind=item.source_kind, source_key=item.source_key).exclude(source_key="").first()
    there = there or AgendaItem(meeting=to, order=next_order(to))
    carried = {name: getattr(item, name) for name in ("title", "about", "source_kind", "source_key", "source_url")}
    apply(there, {**carried, "state": ItemState.TAKEN, "left_why": "", "first": item.first or item})
    record("item_moved", by=by, target=item, organisation=item.meeting.board.organisation, to=to)
    return there


@transaction.atomic
def reopen_item(*, item: AgendaItem, by) -> AgendaItem:
    """Take an ending back while the meeting goes on. What was written stays in the trail.

    ValidationError when the decision has taken effect, when somebody has said what came of it, or when a moved item
    has ended where it was moved to.
    """
    refuse_unless_planned(item.meeting)
    if not item.ending:
        raise ValidationError(_("Punkten har ingen avslutning."))
    told = _take_back(item)
    item.ending = ""
    item.save(update_fields=["ending"])
    record("item_reopened", by=by, target=item, organisation=item.meeting.board.organisation, taken_back=told)
    return item


def _take_back(item: AgendaItem) -> list[str]:
    """Remove what the ending made; answers it in words, for the trail."""
    decision = Decision.objects.filter(item=item).first()
    promises = [*([decision] if decision else []), *item.tasks.all()]
    if decision and decision.effect:
        raise ValidationError(_("Beslutet har redan fått verkan och går inte att ta tillbaka. Fatta ett nytt."))
    if any(one.result for one in promises):
        raise ValidationError(_("Någon har redan skrivit vad det blev. Det går inte att ta tillbaka."))
    moved = []
    if item.ending == Ending.MOVED:
        chain = AgendaItem.objects.filter(first=item.first or item, meeting__on__gt=item.meeting.on)
        moved = list(chain.select_related("meeting"))
        if any(one.ending for one in moved):
            raise ValidationError(_("Punkten har redan avslutats vid det senare mötet."))
    gone = [*promises, *moved]
    told = [str(one) for one in gone]
    for one in gone:
        one.delete()
    return told


def _ready_to_end(item: AgendaItem) -> None:
    refuse_ended(item)
    if AgendaItem.objects.select_for_update().filter(pk=item.pk).exclude(ending="").exists():
        raise ValidationError(_("Punkten har redan sin avslutning."))
    if item.state != ItemState.TAKEN:
        raise ValidationError(_("Ta in punkten på dagordningen innan den avslutas."))


def _sits_here(item: AgendaItem, owner: Seat) -> None:
    if owner.board_id != item.meeting.board_id:
        raise ValidationError({"owner": _("Den ansvariga behöver en plats i gruppen. Välj en av dem.")})


def _end(item: AgendaItem, ending: str) -> None:
    apply(item, {"said": item.said, "ending": ending})
