"""Whom the shown rows of a file are about: a file is a reading too, and so is everyone in it who is here already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.imports_known import enrolments_by_pk, persons_by_number, persons_by_pk
from samsyn.apps.participants.reading import note
from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.personal_number import read_personal_number

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FEWEST_SIGNS = 10  # of a personnummer without its century
IN_A_FILE = (FieldClass.NAME, FieldClass.NUMBER, FieldClass.BACKGROUND, FieldClass.ACTIVITY, FieldClass.PROGRESS,
             FieldClass.NOTES)  # fmt: skip


def note_rows(batch: ImportBatch, rows: Iterable[Sequence[str]]) -> None:
    """Say that these rows are about to be shown: the file by its own key, and those whom a number or Samsyn-id in any
    cell points at, whether or not the row is sound. Those who are not here have no key yet; the file stands for them.
    """
    cells = [cell for row in rows for cell in row if cell]
    if not cells:
        return
    note([batch], "import_file", IN_A_FILE)
    persons = {person.pk: person for person in persons_by_number(set(_numbers(cells)), batch.project).values()}
    keys = {key.lower() for key in cells if KEY.fullmatch(key)}
    if keys:
        there = enrolments_by_pk(keys, batch.project)
        persons |= persons_by_pk({one.person_id for one in there.values()} - persons.keys())
    note(persons.values(), "import", IN_A_FILE)


def _numbers(cells: Iterable[str]) -> Iterator[str]:
    today = timezone.localdate()
    for cell in cells:
        if sum(map(str.isdigit, cell)) >= FEWEST_SIGNS:
            try:
                yield read_personal_number(cell, today).digits
            except NotRead:
                continue
