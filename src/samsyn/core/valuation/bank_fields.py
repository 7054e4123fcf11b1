"""Reading one mapping field by field; every fault is written down, and the reading goes on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from samsyn.core.valuation.bank_faults import Fault
from samsyn.core.valuation.entries import Expression, Names
from samsyn.core.valuation.formula import BadFormula, check

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
QUALITIES = (1, 2, 3)
LARGEST = Decimal("1e300")  # beyond what arithmetic in floating point can hold
REMEDIES = {
    "source": "Skriv varifrån uppgiften kommer, med år eller sida. Finns ingen källa är den ett antagande.",
    "quality": "Skriv 1 (läst i källan), 2 (återgiven av någon annan) eller 3 (i andra hand, osäker).",
    "price_year": "Skriv vilket års priser beloppet är i, unknown om källan inte säger det, eller formula.",
    "review_by": "Skriv en dag då uppgiften ska ses över, som 2027-06-30.",
    "why": "Skriv varför: why: {sv: …, en: …}.",
    "name": "Skriv name: {sv: …, en: …}.",
    "code": "Skriv en kod med små bokstäver a–z, siffror och understreck, som prison_day.",
    "average": "Skriv value, ett belopp, eller null när det inte är känt.",
    "marginal": "Skriv value, ett belopp, eller null när det inte är känt.",
    "releasable": "Skriv value, ett belopp, eller null när det inte är känt.",
    "values": "Skriv minst ett värde med datum: values: {2024-01-01: {value: …}}.",
    "index": "Skriv vilket index priset räknas upp med, eller none.",
    "bearer": "Skriv vem som bär kostnaden, med en kod ur actors.yaml.",
    "licence": "Skriv på vilka villkor uppgiften får återges, med en kod ur vocabulary.yaml.",
}


class Fields:
    """One mapping of a file. Each method answers a value of the right kind, or a stand-in after noting a fault."""

    def __init__(self, raw: object, file: str, entry: str, faults: list[Fault], prefix: str = "") -> None:
        self.file, self.entry, self.prefix, self.faults = file, entry, prefix, faults
        self.raw: Mapping[Any, Any] = raw if isinstance(raw, Mapping) else {}
        self.asked: set[str] = set()
        if not isinstance(raw, Mapping):
            self.fault("", "ska bestå av fält med värden.", "Skriv fältets namn, kolon och värdet.")

    def fault(self, field: str, problem: str, remedy: str = "") -> None:
        path = ".".join(filter(None, (self.prefix, field)))
        remedy = remedy or REMEDIES.get(field, "Fyll i det.")
        self.faults.append(Fault(self.file, self.entry, path, problem, remedy))

    def inside(self, raw: object, name: str) -> Fields:
        """The fields of a mapping within this one."""
        return Fields(raw, self.file, self.entry, self.faults, ".".join(filter(None, (self.prefix, name))))

    def given(self, field: str) -> Any:
        """The value, or None when it is absent or empty; no fault."""
        self.asked.add(field)
        value = self.raw.get(field)
        return None if isinstance(value, str) and not value.strip() else value

    def needed(self, field: str) -> Any:
        value = self.given(field)
        if value is None:
            self.fault(field, "saknas.")
        return value

    def written(self, field: str) -> Any:
        """A value that may be null, but has to be written down as null."""
        self.asked.add(field)
        if field not in self.raw:
            self.fault(field, "saknas.", REMEDIES.get(field, "Skriv null om det inte finns."))
        return self.raw.get(field)

    def text(self, field: str) -> str:
        value = self.needed(field)
        if value is not None and not isinstance(value, str):
            self.fault(field, f"är {value} och inte en text.", "Skriv det inom citattecken.")
        return str(value or "").strip()

    def code(self, field: str = "code", shape: re.Pattern[str] = CODE) -> str:
        value = self.needed(field)
        if value is not None and not (isinstance(value, str) and shape.fullmatch(value)):
            self.fault(field, f"{value} är ingen kod.", REMEDIES["code"])
        return str(value or "")

    def names(self, field: str, *, optional: bool = False) -> Names:
        """{sv, en}, both written."""
        value = self.given(field) if optional else self.needed(field)
        if value is None:
            return {}
        inner = self.inside(value, field)
        found = {language: inner.text(language) for language in ("sv", "en")}
        inner.done()
        return found

    def choice(self, field: str, among: Collection[Any], *, optional: bool = False) -> Any:
        value = self.given(field) if optional else self.needed(field)
        if value is not None and (not isinstance(value, str | int) or value not in among or isinstance(value, bool)):
            self.fault(field, f"{value} finns inte.", f"Välj {_or(among, value)}.")
        return value

    def number(self, field: str, least: int | None = 0, most: int | None = None) -> Decimal:
        return self.as_number(field, self.needed(field), least, most)

    def as_number(self, field: str, value: object, least: int | None = 0, most: int | None = None) -> Decimal:
        number = _number(value)
        if value is not None and number is None:
            self.fault(field, f"{value} är inget tal.", "Skriv bara siffror och decimalpunkt, utan enhet.")
        elif number is not None and least is not None and number < least:
            self.fault(field, f"{value} är mindre än {least}.", "Rätta talet.")
        elif number is not None and most is not None and number > most:
            self.fault(field, f"{value} är större än {most}.", "Rätta talet.")
        return Decimal(0) if number is None else number

    def whole(self, field: str, among: Collection[int]) -> int:
        value = self.choice(field, among)
        return value if isinstance(value, int) else 0

    def expression(self, field: str, value: object) -> Expression | None:
        """An amount of nought or more, or a formula that can be read."""
        if value is None or not isinstance(value, str):
            return None if value is None else self.as_number(field, value)
        try:
            check(value)
        except BadFormula as error:
            self.fault(field, f"uttrycket ”{value}” går inte att läsa.", str(error))
        return value

    def day(self, field: str) -> date:
        value = self.needed(field)
        return self.as_day(field, value) if value is not None else date.min

    def as_day(self, field: str, value: object) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.fault(field, f"{value} är ingen dag.", "Skriv datumet som 2027-06-30.")
            return date.min

    def flag(self, field: str, default: bool | None = None) -> bool:
        value = self.needed(field) if default is None else self.given(field)
        if value is not None and not isinstance(value, bool):
            self.fault(field, f"{value} är varken true eller false.", "Skriv true eller false.")
        return value if isinstance(value, bool) else bool(default)

    def each(self, field: str, *, optional: bool = True) -> tuple[Any, ...]:
        """A list; a single value counts as a list of one."""
        value = self.given(field) if optional else self.needed(field)
        if value is None:
            return ()
        return tuple(value) if isinstance(value, list | tuple) else (value,)

    def candidates(self) -> tuple[int, ...]:
        """Rows of the list of candidates that the entry comes from."""
        return tuple(int(self.as_number("candidate", each, least=1)) for each in self.each("candidate"))

    def done(self) -> None:
        """A field that nobody asked for is a misspelt one."""
        for field in self.raw:
            if field not in self.asked:
                near = difflib.get_close_matches(str(field), self.asked, n=1)
                self.fault(str(field), "är inget fält här.", f"Menade du {near[0]}?" if near else "Ta bort det.")


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None


def _or(among: Collection[Any], value: object) -> str:
    """All of a few; of many the nearest."""
    options = [str(each) for each in among]
    if len(options) > 12:
        options = difflib.get_close_matches(str(value), options, n=5, cutoff=0.3) or options[:12]
    if not options:
        return "något annat; inget finns inlagt"
    return " eller ".join(filter(None, (", ".join(options[:-1]), options[-1])))
