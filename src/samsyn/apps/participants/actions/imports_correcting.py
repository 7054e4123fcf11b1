"""While a file waits: what its columns mean, which cells are wrong, which rows are left out. Nobody is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.imports import (
    corrected_cells,
    keep_rows,
    locked,
    put_rows,
    refuse_unless_waiting,
)
from samsyn.apps.participants.models import ColumnMemory, ImportBatch
from samsyn.apps.participants.queries.imports_look import (
    LEFT_OUT,
    as_settled,
    cell,
    header_mark,
    rows_in,
    settled,
)
from samsyn.apps.participants.shapes import people_shape
from samsyn.core.intake.rows.matching import match
from samsyn.core.intake.rows.sheet import Rows

SAID = "said"  # how a column was matched: somebody said so, for this very file


@transaction.atomic
def settle_columns(*, batch: ImportBatch, columns: Mapping[int, str], by) -> ImportBatch:
    """What a person says that each header means, by its position ("" is not to be read). Remembered for the next file.

    The rows are to be looked through afterwards.
    """
    batch = locked(batch)
    refuse_unless_waiting(batch)
    headers, codes = rows_in(batch).headers, {*people_shape(batch.project).codes, LEFT_OUT}
    if any(not 0 <= at < len(headers) or code not in codes for at, code in columns.items()):
        raise ValidationError(_("En kolumn finns inte längre i filen. Ladda om sidan och försök igen."))
    said = {**batch.columns, **{str(at): [code, SAID] for at, code in columns.items()}}
    batch.columns = said
    batch.columns = {**as_settled(match(headers, people_shape(batch.project), settled(batch, headers))), **said}
    batch.save(update_fields=["columns"])
    for at, code in columns.items():
        if headers[at] and not headers[at].startswith("("):  # a column without a header says nothing the next time
            ColumnMemory.objects.update_or_create(
                organisation=batch.organisation, shape=batch.shape,
                header=header_mark(batch.organisation_id, headers[at]), defaults={"column": code},
            )  # fmt: skip
    read = sorted(code for code in columns.values() if code)
    record("import_columns_settled", by=by, target=batch, organisation=batch.organisation, columns=read)
    return batch


@transaction.atomic
def choose_headers(*, batch: ImportBatch, row_number: int, by) -> ImportBatch:
    """Say in which row the headers stand, as Excel numbers it; 0 when there are none. Columns are matched anew."""
    batch = locked(batch)
    refuse_unless_waiting(batch)
    whole = rows_in(batch)
    try:
        rows = whole.with_headers_in(row_number)
    except ValueError:
        raise ValidationError(
            _("Filen har %(n)s rader. Skriv ett av deras nummer, eller 0.") % {"n": len(whole.cells)}
        ) from None
    put_rows(batch, rows, headers_as_they_are=True)
    batch.save()
    record("import_columns_settled", by=by, target=batch, organisation=batch.organisation, headers=row_number)
    return batch


@transaction.atomic
def choose_sheet(*, batch: ImportBatch, rows: Rows, by) -> ImportBatch:
    """Let the batch hold another sheet of the same workbook. Corrections of the other sheet are gone."""
    batch = locked(batch)
    refuse_unless_waiting(batch)
    put_rows(batch, rows)
    batch.report_sealed = b""
    batch.save()
    record("import_brought_in", by=by, target=batch, organisation=batch.organisation, rows=rows.below)
    return batch


@transaction.atomic
def correct_rows(
    *, batch: ImportBatch, corrections: Mapping[tuple[int, str], str], by, leave_out: Iterable[int] = (),
    bring_back: Iterable[int] = (),
) -> ImportBatch:  # fmt: skip
    """Change cells, {(row, column): text}, and leave whole rows out or bring them back.

    The file stays as it was; the batch holds the corrected rows, which are to be looked through afterwards.
    """
    batch = locked(batch)
    refuse_unless_waiting(batch)
    rows, out = rows_in(batch), set(batch.kept("content_sealed").head["left_out"])
    cells = list(rows.cells)
    for (number, code), text in corrected_cells(corrections).items():
        _refuse_outside(rows, number)
        cells[number - 1] = _with(cells[number - 1], _position(batch, rows, code), text)
    for number in leave_out:
        _refuse_outside(rows, number)
        out.add(number)
    out -= set(bring_back)
    keep_rows(batch, replace(rows, cells=cells), out)
    batch.save(update_fields=["content_sealed"])
    record("import_corrected", by=by, target=batch, organisation=batch.organisation, cells=len(corrections),
           left_out=len(out))  # fmt: skip
    return batch


@transaction.atomic
def correct_alike(*, batch: ImportBatch, row_number: int, column: str, text: str, by) -> int:
    """Change a text everywhere in a column where it stands as it does in that row. Answers in how many rows."""
    rows = rows_in(batch)
    _refuse_outside(rows, row_number)
    position = _position(batch, rows, column)
    wrong = cell(rows, row_number, position)
    first = rows.headers_row_index + 2
    alike = [number for number in range(first, len(rows.cells) + 1) if cell(rows, number, position) == wrong]
    correct_rows(batch=batch, corrections={(number, column): text for number in alike}, by=by)
    return len(alike)


def _position(batch: ImportBatch, rows: Rows, code: str) -> int:
    for at, (column, _how) in batch.columns.items():
        if column == code:
            return int(at)
    raise ValidationError(_("Kolumnen läses inte ur filen. Välj vilken rubrik den är först."))


def _with(row: list[str], position: int, text: str) -> list[str]:
    wide = [*row, *([""] * (position + 1 - len(row)))]
    wide[position] = text
    return wide


def _refuse_outside(rows: Rows, number: int) -> None:
    if not rows.headers_row_index + 1 < number <= len(rows.cells):
        raise ValidationError(_("Rad %(n)s finns inte bland filens rader.") % {"n": number})
