"""What would happen if a file were taken in: which rows are new, which change something, which are already so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from samsyn.apps.participants.queries.enrolments import reasons_by_code
from samsyn.apps.participants.queries.imports_known import (
    KnownEnrolment,
    KnownPerson,
    enrolments_by_pk,
    enrolments_by_start,
    persons_by_number,
    persons_by_pk,
    reached_by,
)
from samsyn.apps.participants.shapes import LONGEST_LANGUAGE
from samsyn.apps.portfolio.models import Project
from samsyn.core.followup.reasons import Reason
from samsyn.core.intake.rows.errors import Fault, NotRead
from samsyn.core.intake.rows.shapes import Shape
from samsyn.core.intake.rows.validate import Read

PLAIN_PERSON = {"sex": "sex", "birth_year": "birth_year", "municipality": "municipality_id", "language": "language",
                "needs_interpreter": "needs_interpreter"}  # fmt: skip
PLAIN_ENROLMENT = {
    "starts": "starts", "ends": "ends", "reason": "reason", "completed": "completed", "sender_kind": "sender_kind",
    "target_group": "target_group_id", "education": "education", "support": "support",
    "support_length": "support_length",
}  # fmt: skip
KEYS = {"municipality", "target_group"}  # choices that are rows elsewhere
SEXES = {"woman": "women", "man": "men"}
EARLIEST = 1900


@dataclass(slots=True)
class Planned:
    """What one row would do. person, enrolment: as they are; None when they would be made.

    changes: column code → new value, of the person's and the taking part's plain columns that differ. Names and free
    text of those who are there already are never changed by a file, so nobody is opened to compare them. Persons whom
    the reader did not reach before are not changed either, nor told about: the row only lets them begin.
    """

    row: Read
    person: KnownPerson | None = None
    enrolment: KnownEnrolment | None = None
    person_changes: dict[str, Any] = field(default_factory=dict)
    enrolment_changes: dict[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """insert, update or same."""
        if self.enrolment is None:
            return "insert"
        return "update" if self.person_changes or self.enrolment_changes else "same"

    def before_and_after(self) -> list[tuple[str, Any, Any]]:
        """(column code, what is there, what would be there) of what would change in those who are there."""
        found = []
        for there, columns, changes in (
            (self.person, PLAIN_PERSON, self.person_changes),
            (self.enrolment, PLAIN_ENROLMENT, self.enrolment_changes),
        ):
            if there is not None:
                found += [(code, getattr(there, columns[code]), value) for code, value in changes.items()]
        return found


@dataclass
class Plan:
    """rows: what the sound rows would do. faults: of the others. hidden: persons whom rows point at in vain."""

    rows: list[Planned]
    faults: list[Fault]
    hidden: list[KnownPerson] = field(default_factory=list)

    def count(self, what: str) -> int:
        return sum(1 for row in self.rows if row.what == what)

    @property
    def new_persons(self) -> int:
        """Persons that would be written in: a number counts once, a row without a number is a person of its own."""
        made = [row for row in self.rows if row.person is None]
        numbered = {row.row.values["number"].digits for row in made if row.row.values.get("number")}
        return len(numbered) + sum(1 for row in made if not row.row.values.get("number"))

    @property
    def without_number(self) -> int:
        """New persons that no later file can recognise."""
        return sum(1 for row in self.rows if row.person is None and not row.row.values.get("number"))

    def known(self) -> list[KnownPerson]:
        """Everyone who is here already and whom the file is about."""
        return [*self.hidden, *(row.person for row in self.rows if row.person is not None)]

    def digest(self) -> str:
        """Changes when anything that would be done, or to whom, is another than it was."""
        told = hashlib.sha256()
        for row in self.rows:
            there = f"{row.person and row.person.pk} {row.enrolment and row.enrolment.pk}"
            told.update(f"{row.row.row_number} {row.what} {there} {row.before_and_after()}\n".encode())
        return told.hexdigest()


def plan(rows: Iterable[Read], *, project: Project, shape: Shape, by) -> Plan:
    """Hold each sound row against what is there. Rows with faults of their own are left out.

    An empty cell never takes anything away. Faults: somebody new without a name, an unknown Samsyn-id, an end before
    the start, a year of birth that says something else than the number, a reason that does not hold together with the
    rest, and persons who must not be changed here.
    """
    rows = [row for row in rows if not row.faults]
    there = _There.of(rows, project, by)
    found, faults, hidden = [], [], []
    for row in rows:
        made = Planned(row)
        try:
            _find(made, there)
            _differences(made, there)
            _refuse_hidden(made)
            if made.what != "same":  # what is so already is not for a file to judge
                _refuse(made, there)
        except _Refused as refused:
            faults.append(Fault(row.row_number, refused.code, shape.column(refused.code).label, "",
                                refused.message, refused.remedy))  # fmt: skip
            if refused.person is not None:
                hidden.append(refused.person)
        else:
            found.append(made)
    return Plan(found, faults, hidden)


class _Refused(NotRead):
    """A row that cannot be taken in as it is. person: somebody whose being here that says something about."""

    def __init__(self, code: str, message: str, remedy: str, person: KnownPerson | None = None) -> None:
        super().__init__(message, remedy)
        self.code, self.person = code, person


@dataclass
class _There:
    """Whatever is here already of what the rows are about."""

    by_number: dict[str, KnownPerson]
    by_pk: dict[Any, KnownPerson]
    by_id: dict[str, KnownEnrolment]
    by_start: dict[tuple[Any, Any], KnownEnrolment]
    reached: set[Any]
    reasons: dict[str, Reason]
    this_year: int

    @classmethod
    def of(cls, rows: list[Read], project: Project, by) -> _There:
        by_number = persons_by_number({r.values["number"].digits for r in rows if r.values.get("number")}, project)
        by_id = enrolments_by_pk({_id(r.values) for r in rows if r.values.get("id")}, project)
        by_pk = {person.pk: person for person in by_number.values()}
        by_pk |= persons_by_pk({one.person_id for one in by_id.values()} - by_pk.keys())
        by_start = enrolments_by_start([person.pk for person in by_number.values()], project)
        inside = {one.person_id for one in (*by_id.values(), *by_start.values())}
        reached = inside | reached_by(by, by_pk.keys() - inside)
        return cls(by_number, by_pk, by_id, by_start, reached, reasons_by_code(), timezone.localdate().year)


def _id(values: Mapping[str, Any]) -> str:
    return str(values["id"]).strip().lower()


def _find(made: Planned, there: _There) -> None:
    """The person and the taking part that the row is about, where they are here."""
    values = made.row.values
    number = values.get("number")
    if values.get("id"):
        made.enrolment = there.by_id.get(_id(values))
        if made.enrolment is None:
            raise _Refused("id", "Det deltagandet finns inte i insatsen.", "Töm cellen om det är nytt.")
        made.person = there.by_pk[made.enrolment.person_id]
        known = there.by_number.get(number.digits) if number else None
        if known is not None and known.pk != made.person.pk:
            raise _Refused("number", "Personnumret hör till en annan person än Samsyn-id.", "Rätta det ena.", known)
    elif number:
        made.person = there.by_number.get(number.digits)
        made.enrolment = there.by_start.get((made.person.pk, values["starts"])) if made.person else None


def _refuse_hidden(made: Planned) -> None:
    person = made.person
    if person is not None and (person.protection or person.restricted_on):
        raise _Refused(
            "number", "Personens uppgifter ändras inte genom inläsning.",
            "Ta bort raden; den som är utsedd för personen ändrar på personens sida.", person,
        )  # fmt: skip


def _refuse(made: Planned, there: _There) -> None:
    """What would not hold together if the row were taken in."""
    values, person = made.row.values, made.person
    if person is None and not values.get("name"):
        raise _Refused("name", "Personen är ny och saknar namn.", "Skriv namnet.")
    starts, ends = _either(made, "starts"), _either(made, "ends")
    if starts and ends and ends < starts:
        raise _Refused("ends", "Deltagandet slutar innan det börjar.", "Ändra något av datumen.")
    _refuse_reason(made, there, ends)
    number, year = values.get("number"), values.get("birth_year")
    if number and year and year != number.birth_year:
        raise _Refused("birth_year", "Födelseåret är ett annat än i personnumret.", "Rätta det ena.")
    if year is not None and not EARLIEST <= year <= there.this_year:
        raise _Refused("birth_year", "Födelseåret kan inte stämma.", "Skriv fyra siffror: 1990.")
    if len(values.get("language") or "") > LONGEST_LANGUAGE:
        raise _Refused("language", f"Språket är längre än {LONGEST_LANGUAGE} tecken.", "Skriv bara språket.")


def _refuse_reason(made: Planned, there: _There, ends) -> None:
    """The same rules as when a taking part is ended on its page."""
    code, completed = _either(made, "reason"), _either(made, "completed")
    reason = there.reasons.get(code) if code else None
    if code and not ends:
        raise _Refused("reason", "Det finns en avslutsorsak men inget slutdatum.", "Skriv när deltagandet slutade.")
    if reason and reason.completed and completed is False:
        raise _Refused("completed", "Orsaken säger att personen fullföljde.", "Ändra det ena av de två.")
    if reason and reason.mistake and completed:
        raise _Refused("completed", "En felregistrering kan inte vara fullföljd.", "Ändra det ena av de två.")


def _either(made: Planned, code: str) -> Any:
    """What would be there afterwards: what the row says, else what is there."""
    value = plain(made.row.values, code)
    return value if value is not None or made.enrolment is None else getattr(made.enrolment, PLAIN_ENROLMENT[code])


def _differences(made: Planned, there: _There) -> None:
    """What the row says that is not already so."""
    reached = made.person is None or made.person.pk in there.reached
    for columns, known, changes in (
        (PLAIN_PERSON if reached else {}, made.person, made.person_changes),
        (PLAIN_ENROLMENT, made.enrolment, made.enrolment_changes),
    ):
        for code, attname in columns.items():
            value = plain(made.row.values, code) if known is None else stored(made.row.values, code)
            if value is not None and (known is None or getattr(known, attname) != value):
                changes[code] = value


def plain(values: Mapping[str, Any], code: str) -> Any:
    """The value as it is stored; sex and year of birth follow from the number where they are empty."""
    value = stored(values, code)
    number = values.get("number") if value is None and code in {"sex", "birth_year"} else None
    if number is None:
        return value
    return SEXES[number.sex] if code == "sex" else number.birth_year


def stored(values: Mapping[str, Any], code: str) -> Any:
    """The value as it is stored; None when the cell is empty or the column is not there."""
    value = values.get(code)
    if value is None or value == "":
        return None
    if code == "sex":
        return SEXES.get(value, value)
    return int(value) if code in KEYS else value
