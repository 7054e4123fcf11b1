"""Files in: read, corrected, taken in as a whole in one transaction, and undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.audit.actions import record
from samsyn.apps.participants import sealing
from samsyn.apps.participants.actions.imports_undoing import take_back
from samsyn.apps.participants.actions.imports_writing import Written, write
from samsyn.apps.participants.models import ImportBatch, SealKey
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.imports_look import Looked, as_settled, look, remembered_in
from samsyn.apps.participants.reading import note
from samsyn.apps.participants.shapes import PEOPLE, people_shape
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.masking import masked_text
from samsyn.core.intake.rows.matching import match, with_headers_for
from samsyn.core.intake.rows.sheet import Rows

State = ImportBatch.State
IN = (State.QUEUED, State.DONE, State.UNDOING)
TWICE = gettext_lazy("Filen är redan inskriven. Ångra den först om den ska läsas in igen.")
NAME = 200


class ChangedSince(ValidationError):
    """What would be done is no longer what was shown."""


@transaction.atomic
def bring_in(*, project: Project, rows: Rows, name: str, by, file: bytes = b"", look_now: bool = True) -> ImportBatch:
    """Keep the rows of a file or paste, sealed, with its columns matched as far as they can be. Nothing is changed.

    file: the workbook, kept while another of its sheets may be chosen. look_now: False leaves the looking through to
    be asked for beside the server.
    """
    batch = ImportBatch(
        organisation=project.organisation, project=project, user=by, shape=PEOPLE, key=SealKey.fresh(),
        name=masked_text(name)[:NAME] or _("inklistrat"), state=State.CHECKING,
    )  # fmt: skip
    batch.key.save(force_insert=True)
    if len(rows.sheets) > 1:
        batch.keep_bytes("file_sealed", file)
    put_rows(batch, rows)
    batch.save(force_insert=True)
    record("import_brought_in", by=by, target=batch, organisation=batch.organisation, rows=rows.below)
    if look_now:
        look_through(batch=batch, by=by)
    return batch


def put_rows(batch: ImportBatch, rows: Rows, *, headers_as_they_are: bool = False) -> None:
    """Let the batch hold these rows, not saved, with the columns matched as far as that is sure."""
    rows, shape = _storable(rows), people_shape(batch.project)
    if not headers_as_they_are:
        near_the_top = {text for row in rows.cells[:50] for text in row if text}
        rows = with_headers_for(rows, shape, remembered_in(batch.project, sorted(near_the_top)))
    headers = rows.headers
    batch.columns = as_settled(match(headers, shape, remembered_in(batch.project, headers)))
    batch.fingerprint = _fingerprint(rows, batch.organisation_id)
    batch.counts = {"in_file": rows.below}
    keep_rows(batch, rows)


def keep_rows(batch: ImportBatch, rows: Rows, left_out: Iterable[int] = ()) -> None:
    head = {
        "headers": rows.headers_row_index, "names": rows.headers, "sheet": rows.sheet, "sheets": list(rows.sheets),
        "left_out": sorted(left_out),
    }  # fmt: skip
    batch.keep("content_sealed", head, cells=rows.cells)


@transaction.atomic
def look_through(*, batch: ImportBatch, by) -> Looked:
    """Read every row again, hold it against what is there, and keep what was found with the batch.

    Whoever is here already and has not been met in the file before is noted: that they are here says something.
    """
    looked = look(batch, by)
    _note_the_known(batch, looked)
    plan = looked.plan
    head = {
        "faults": [_plain(fault) for fault in looked.faults if not fault.row],
        "recurring": looked.recurring(),
        "digest": plan.digest(),
    }
    batch.keep(
        "report_sealed", head,
        faulty=[[number, [_plain(fault) for fault in faults]] for number, faults in looked.faulty],
        insert=[[one.row.row_number, str(one.person.pk) if one.person else ""] for one in plan.rows
                if one.what == "insert"],
        update=[[one.row.row_number, str(one.person.pk), _wired(one.before_and_after())] for one in plan.rows
                if one.what == "update"],
        same=[[one.row.row_number, str(one.person.pk)] for one in plan.rows if one.what == "same"],
        known=sorted({str(person.pk) for person in plan.known()}),
    )  # fmt: skip
    batch.counts, batch.state, batch.message, batch.asked = looked.counts(), State.READ, "", {}
    batch.save(update_fields=["counts", "report_sealed", "state", "message", "asked"])
    return looked


def _note_the_known(batch: ImportBatch, looked: Looked) -> None:
    before = batch.kept("report_sealed")
    met = set(before.every("known")) if before else set()
    once = {person.pk: person for person in looked.plan.known() if str(person.pk) not in met}
    note(once.values(), "import", (FieldClass.NUMBER, FieldClass.BACKGROUND, FieldClass.ACTIVITY))


def _plain(fault) -> list[Any]:
    return [fault.column, fault.header, fault.given, fault.message, fault.remedy, list(fault.others)]


def _wired(changes: list[tuple[str, Any, Any]]) -> list[list[Any]]:
    return [[code, *(value if value is None or isinstance(value, bool | int) else str(value) for value in values)]
            for code, *values in changes]  # fmt: skip


def take_in(*, batch: ImportBatch, by, leave_faulty: bool = False) -> ImportBatch:
    """Write in every sound row, all or nothing. Faulty rows stop it, unless they are knowingly left out.

    ValidationError when rows are faulty, when there is nothing to write, or when the same file is already in;
    ChangedSince when what would be done is not what was shown: look through it again and show that.
    """
    try:
        with transaction.atomic():
            batch = locked(batch)
            refuse_unless_waiting(batch, State.QUEUED)
            refuse_twin(batch)
            looked = look(batch, by)
            _refuse_unsettled(batch, looked, leave_faulty)
            written = write(looked.plan, batch=batch, by=by)
            _close(batch, looked, written)
            record("import_taken_in", by=by, target=batch, organisation=batch.organisation, **written.counts())
    except IntegrityError as twice:
        refuse_twice(twice)
    return batch


def _refuse_unsettled(batch: ImportBatch, looked: Looked, leave_faulty: bool) -> None:
    if not looked.matching.ready:
        raise ValidationError(_("Alla kolumner är inte klara. Säg vad de betyder först."))
    if looked.plan.digest() != batch.kept("report_sealed").head["digest"]:
        raise ChangedSince(
            _("Något har ändrats i insatsen sedan filen lästes igenom, så det som visades stämmer inte längre. Nu "
              "visas det som gäller. Se efter igen innan du skriver in.")
        )  # fmt: skip
    if looked.faulty and not leave_faulty:
        raise ValidationError(_("%(n)s rader är inte i ordning. Rätta dem, eller välj att lämna dem utanför.")
                              % {"n": len(looked.faulty)})  # fmt: skip
    if not looked.plan.count("insert") + looked.plan.count("update"):
        raise ValidationError(_("Det finns inget att skriva in: varje rad är redan så, tom, utesluten eller felaktig."))


def _close(batch: ImportBatch, looked: Looked, written: Written) -> None:
    """What is kept of a file that is in: how to undo it, and the rows that were left out. The others are people now."""
    left = {number for number, _faults in looked.faulty} | looked.left_out
    head_row, rows = looked.rows.headers_row_index, batch.kept("content_sealed").every("cells")
    kept = [row if at in left or at == head_row + 1 else [] for at, row in enumerate(rows, 1)] if left else []
    keep_rows(batch, Rows(kept, head_row), looked.left_out)
    report = batch.kept("report_sealed")
    batch.keep("report_sealed", report.head, faulty=report.every("faulty"))
    batch.keep("undo_sealed", written.undo())
    batch.file_sealed = b""
    batch.counts = {**looked.counts(), **written.counts()}
    batch.state, batch.done_at, batch.asked, batch.message = State.DONE, timezone.now(), {}, ""
    batch.save()


@transaction.atomic
def undo_import(*, batch: ImportBatch, by) -> Written:
    """Take back everything the import did. ValidationError, naming the rows, when something was built on them since."""
    batch = locked(batch)
    if batch.state not in {State.DONE, State.UNDOING}:
        raise ValidationError(_("Bara en inskriven inläsning kan ångras."))
    written = take_back(batch)
    batch.state, batch.undone_at, batch.asked, batch.message = State.UNDONE, timezone.now(), {}, ""
    batch.undo_sealed = b""
    batch.save(update_fields=["state", "undone_at", "asked", "message", "undo_sealed"])
    record("import_undone", by=by, target=batch, organisation=batch.organisation, **written.counts())
    return written


@transaction.atomic
def forget_import(*, batch: ImportBatch, by) -> None:
    """Throw away a batch that was never taken in, with its key: the file's rows are gone."""
    batch = locked(batch)
    refuse_unless_waiting(batch)
    record("import_forgotten", by=by, target=batch, organisation=batch.organisation)
    key = batch.key
    batch.delete()
    if key is not None:
        key.delete()


def locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it is now, nobody else's until the transaction ends. ValidationError when it is gone."""
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("key", "project", "organisation")
    found = rows.filter(pk=batch.pk).first()
    if found is None:
        raise ValidationError(_("Inläsningen är kastad."))
    return found


def refuse_unless_waiting(batch: ImportBatch, *also: str) -> None:
    """ValidationError unless the batch can still be changed."""
    if batch.key is None or not batch.content_sealed:
        raise ValidationError(_("Filens innehåll är gallrat. Läs in filen igen."))
    if batch.state not in {State.READ, State.CHECKING, State.FAILED, *also}:
        raise ValidationError(_("Inläsningen är redan %(state)s.") % {"state": batch.get_state_display()})


def refuse_twin(batch: ImportBatch) -> None:
    """ValidationError when the same rows are in already, or on their way in."""
    same = ImportBatch.objects.filter(project=batch.project_id, fingerprint=batch.fingerprint, state__in=IN)
    if same.exclude(pk=batch.pk).exists():
        raise ValidationError(TWICE)


def refuse_twice(fault: IntegrityError) -> None:
    """The same, when the two came at the same moment; any other fault is raised as it is."""
    if "import_file_once" not in str(fault) and "fingerprint" not in str(fault):
        raise fault
    raise ValidationError(TWICE) from fault


def _fingerprint(rows: Rows, organisation_id: int) -> str:
    digest = hashlib.sha256()
    for row in rows.cells:
        digest.update("\x1f".join(row).encode() + b"\x1e")
    return sealing.found_by("file", organisation_id, digest.hexdigest())


def _storable(rows: Rows) -> Rows:
    """The same rows without signs that are no text: halves of signs, and the null that PostgreSQL stores nowhere."""

    def plain(text: str) -> str:
        return text.encode("utf-8", "replace").decode().replace("\0", "")

    try:
        sound = not any("\0" in text for row in rows.cells for text in row if text.encode())
    except UnicodeEncodeError:
        sound = False
    if sound:
        return rows
    cells = [[plain(text) for text in row] for row in rows.cells]
    return Rows(cells, rows.headers_row_index, rows.sheet, rows.sheets)


def corrected_cells(corrections: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], str]:
    """Corrections as they may be kept."""
    return {place: text.encode("utf-8", "replace").decode().replace("\0", "") for place, text in corrections.items()}
