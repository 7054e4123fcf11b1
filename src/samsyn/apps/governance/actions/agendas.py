"""The agenda fills itself; people take in, leave out with a reason, and add what is theirs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.actions.meetings import refuse_unless_planned
from samsyn.apps.governance.models import AgendaItem, BoardMeeting, ItemState, SourceKind
from samsyn.apps.governance.queries.suggestions import Suggestion, suggestions_for
from samsyn.apps.portfolio.actions.saving import apply

LONGEST = 200


@transaction.atomic
def prepare_agenda(*, meeting: BoardMeeting, by) -> list[AgendaItem]:
    """Fill the agenda with what awaits the group; answers the new items. What was there before is left as it is.

    Only what `by` may see is found. A second time adds what has come since. The minutes are one text for all, so the
    items are written in the installation's language, whatever tongue the one who fills the agenda reads in.
    """
    BoardMeeting.objects.select_for_update().get(pk=meeting.pk)  # two who fill at once find nothing twice
    refuse_unless_planned(meeting)
    there = set(meeting.items.exclude(source_key="").values_list("source_kind", "source_key"))
    with translation.override(settings.LANGUAGE_CODE):
        new = [one for one in suggestions_for(meeting, by) if (one.kind, one.key) not in there]
    items = [_suggest(meeting, one, order) for order, one in enumerate(new, next_order(meeting))]
    meeting.prepared_at = timezone.now()
    meeting.save(update_fields=["prepared_at"])
    record("agenda_filled", by=by, target=meeting, organisation=meeting.board.organisation, items=items)
    return items


def _suggest(meeting: BoardMeeting, one: Suggestion, order: int) -> AgendaItem:
    item = AgendaItem(meeting=meeting)
    title = one.title if len(one.title) <= LONGEST else one.title[: LONGEST - 1] + "…"
    apply(item, {
        "title": title, "about": one.about, "source_kind": one.kind, "source_key": one.key, "source_url": one.url,
        "state": ItemState.SUGGESTED, "order": order, "first": first_of(meeting, one.kind, one.key),
    })  # fmt: skip
    return item


@transaction.atomic
def add_item(*, meeting: BoardMeeting, title: str, by, about: str = "", source: str = "") -> AgendaItem:
    """Put something of one's own on the agenda."""
    refuse_unless_planned(meeting)
    item = AgendaItem(meeting=meeting, order=next_order(meeting))
    apply(item, {"title": title, "about": about, "source": source})
    record("item_added", by=by, target=item, organisation=meeting.board.organisation, meeting=meeting)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, by, **changes: Any) -> AgendaItem:
    """Change title, order or text of an item that has not ended."""
    refuse_ended(item)
    changed = apply(item, changes)
    record("item_edited", by=by, target=item, organisation=item.meeting.board.organisation, changed=changed)
    return item


@transaction.atomic
def take_in(*, item: AgendaItem, by) -> AgendaItem:
    """Put a suggested or left-out item on the agenda."""
    refuse_ended(item)
    apply(item, {"state": ItemState.TAKEN, "left_why": ""})
    record("item_taken_in", by=by, target=item, organisation=item.meeting.board.organisation, meeting=item.meeting)
    return item


@transaction.atomic
def leave_out(*, item: AgendaItem, why: str, by) -> AgendaItem:
    """Leave an item out of the meeting. The reason stays with it."""
    refuse_ended(item)
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför punkten utelämnas: nästa gång undrar någon.")})
    apply(item, {"state": ItemState.LEFT_OUT, "left_why": why})
    record(
        "item_left_out", by=by, target=item, organisation=item.meeting.board.organisation, meeting=item.meeting, why=why
    )
    return item


def next_order(meeting: BoardMeeting) -> int:
    return (meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1


def first_of(meeting: BoardMeeting, kind: str, key: str) -> AgendaItem | None:
    """The first item of the same source that this group had, whichever way it came."""
    if kind == SourceKind.OWN or not key:
        return None
    earlier = AgendaItem.objects.filter(meeting__board=meeting.board_id, source_kind=kind, source_key=key)
    earlier = earlier.filter(meeting__on__lt=meeting.on, state=ItemState.TAKEN).order_by("meeting__on", "pk")
    return earlier.first()


def refuse_ended(item: AgendaItem) -> None:
    refuse_unless_planned(item.meeting)
    if item.ending:
        raise ValidationError(_("Punkten har redan sin avslutning."))
