"""The pack of a meeting is frozen, and copies are taken out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.models import BoardMeeting, MeetingState, Pack
from samsyn.apps.governance.models.promises import fingerprint_of
from samsyn.apps.governance.packing import pack_of


@transaction.atomic
def freeze_pack(*, meeting: BoardMeeting, by) -> Pack:
    """Freeze the pack as it reads now for `by`, with a fingerprint. A later one does not change an earlier."""
    held = BoardMeeting.objects.select_for_update(of=("self",)).select_related("board__organisation").get(pk=meeting.pk)
    if held.state == MeetingState.CANCELLED:
        raise ValidationError(_("Mötet är inställt."))
    latest = held.packs.aggregate(latest=Max("number"))["latest"] or 0
    now = timezone.now().replace(microsecond=0)
    content = {**pack_of(held, by), "frozen": {
        "number": latest + 1, "at": timezone.localtime(now).isoformat(), "by": str(by),
    }}  # fmt: skip
    pack = Pack(
        meeting=held, number=latest + 1, frozen_at=now, frozen_by=by, frozen_by_name=str(by), content=content,
        sha256=fingerprint_of(content),
    )  # fmt: skip
    pack.full_clean()
    pack.save()
    record(
        "pack_frozen", by=by, target=pack, organisation=held.board.organisation, number=pack.number, sha256=pack.sha256
    )
    return pack


@transaction.atomic
def take_out_pack(*, pack: Pack, kind: str, by) -> None:
    """Remember who took a copy out, and in which form."""
    record(
        "pack_taken_out", by=by, target=pack, organisation=pack.meeting.board.organisation, kind=kind,
        number=pack.number, sha256=pack.sha256,
    )  # fmt: skip
