"""Bringing the definitions that ship with Samsyn into the database. Safe to run at every start.

A definition that figures have been made with never changes under them: other words, another version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Ladder, LadderKind, MeasureVersion, Term, TermKind
from samsyn.core.parameters import measure_from

PARAMETERS = Path(__file__).parents[3] / "parameters"
Raw = Mapping[str, Any]


class ShippedDefinitionChanged(ValueError):
    """The files and the database disagree about a version that is already in use."""


@dataclass(frozen=True)
class Loaded:
    """Codes of what was new and of what got a new version."""

    new: tuple[str, ...]
    revised: tuple[str, ...]


@transaction.atomic
def load_shipped(
    *,
    measures: Iterable[Raw] | None = None,
    terms: Iterable[Raw] | None = None,
    ladders: Iterable[Raw] | None = None,
    by=None,
) -> Loaded:
    """Make the database hold the shipped definitions; a higher version replaces the one before.

    measures, terms, ladders: entries to load instead of the files. ShippedDefinitionChanged when a version in use has
    other words, or when the files are older than the database.
    """
    rows = [_measure(raw) for raw in (measures if measures is not None else _shipped_measures())]
    rows += [_term(raw) for raw in (terms if terms is not None else _shipped_terms())]
    rows += [_ladder(raw) for raw in (ladders if ladders is not None else _shipped_ladders())]
    _refuse_unknown_codes([row for row in rows if isinstance(row, MeasureVersion)])
    shipped = {
        _key(row): row for model in (MeasureVersion, Term, Ladder) for row in model.objects.filter(organisation=None)
    }
    new, revised = [], []
    for row in sorted(rows, key=lambda row: row.version):
        known = shipped.get(_key(row))
        if known is not None:
            _refuse_other_words(known, row)
            continue
        latest = _latest(shipped, row)
        _add(row, latest)
        shipped[_key(row)] = row
        (revised if latest else new).append(row)
    if new or revised:
        record(
            "catalogue_loaded",
            by=by,
            target=(new + revised)[-1],
            new=[_label(row) for row in new],
            revised=[_label(row) for row in revised],
        )
    return Loaded(tuple(row.code for row in new), tuple(row.code for row in revised))


def _add(row: models.Model, latest: models.Model | None) -> None:
    if latest is not None and row.version < latest.version:
        raise ShippedDefinitionChanged(
            f"{_label(row)} finns i version {latest.version} i databasen, men filen har version {row.version}. "
            "Filerna är äldre än databasen: installera den nyare Samsyn, eller höj versionen i filen."
        )
    row.clean_fields()
    row.save(force_insert=True)
    if latest is not None:
        latest.replaced_by = row
        latest.save(update_fields=["replaced_by"])


def _refuse_other_words(known: models.Model, row: models.Model) -> None:
    skipped = {"id", "replaced_by", "organisation"}
    changed = [
        str(field.verbose_name)
        for field in known._meta.concrete_fields
        if field.name not in skipped and getattr(known, field.attname) != getattr(row, field.attname)
    ]
    if changed:
        raise ShippedDefinitionChanged(
            f"{_label(row)} har ändrats i filen ({', '.join(changed)}) men har fortfarande version {row.version}. "
            "Siffror kan vara gjorda med den gamla definitionen: höj versionen i filen i stället."
        )


def _refuse_unknown_codes(rows: list[MeasureVersion]) -> None:
    known = {row.code for row in rows} | set(MeasureVersion.objects.values_list("code", flat=True))
    for row in rows:
        for code in (row.numerator, row.denominator, *row.parts):
            if code and code not in known:
                raise ShippedDefinitionChanged(
                    f"Måttet {row.code} bygger på {code}, som inte finns. Rätta koden, eller lägg till måttet {code}."
                )


def _measure(raw: Raw) -> MeasureVersion:
    core = measure_from(raw)
    checked_on = str(core.checked_on or "")
    return MeasureVersion(
        code=core.code,
        version=core.version,
        name_sv=core.name["sv"],
        name_en=core.name.get("en", ""),
        definition_sv=core.definition["sv"],
        definition_en=core.definition.get("en", ""),
        numerator=core.numerator,
        denominator=core.denominator,
        parts=list(core.parts),
        unit=core.unit,
        decimals=core.decimals,
        percent=core.percent,
        direction=core.direction,
        breakdowns=list(core.breakdowns),
        labels=list(core.labels),
        source=core.source,
        checked_by=core.checked_by,
        checked_on=date.fromisoformat(checked_on) if checked_on else None,
    )


def _term(raw: Raw) -> Term:
    for needed in ("code", "name", "definition", "source"):
        if not raw.get(needed):
            raise ShippedDefinitionChanged(f"Begreppet {raw.get('code', '(utan kod)')} saknar {needed}. Fyll i det.")
    return Term(
        kind=TermKind(raw["kind"]),
        code=raw["code"],
        version=raw.get("version", 1),
        name_sv=raw["name"]["sv"],
        name_en=raw["name"].get("en", ""),
        definition_sv=raw["definition"]["sv"],
        definition_en=raw["definition"].get("en", ""),
        source=raw["source"],
        order=raw.get("order", 0),
    )


def _ladder(raw: Raw) -> Ladder:
    """A ladder or the reasons for leaving. Its states are asked when it is used, and by a test for what ships."""
    return Ladder(
        kind=LadderKind.REASONS if "reasons" in raw else LadderKind.LADDER,
        code=raw["code"],
        version=raw["version"],
        name_sv=raw["label"]["sv"],
        name_en=raw["label"].get("en", ""),
        definition=json.loads(json.dumps(raw, default=str)),
        source=raw["source"],
    )


def _shipped_ladders() -> Iterable[Raw]:
    for path in sorted((PARAMETERS / "ladders").glob("*.yaml")):
        yield {"code": path.stem, **yaml.safe_load(path.read_text(encoding="utf-8"))}


def _shipped_measures() -> Iterable[Raw]:
    for path in sorted((PARAMETERS / "measures").glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def _shipped_terms() -> Iterable[Raw]:
    for path in sorted((PARAMETERS / "catalogue").glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        for order, raw in enumerate(page["terms"], start=1):
            yield {"kind": page["kind"], "order": order, **raw}


def _name(row: models.Model) -> tuple[str, str]:
    """What stays the same through all versions."""
    return (row._meta.model_name + getattr(row, "kind", ""), row.code)


def _key(row: models.Model) -> tuple[str, str, int]:
    return (*_name(row), row.version)


def _latest(shipped: Mapping[tuple[str, str, int], models.Model], row: models.Model) -> models.Model | None:
    versions = [other for other in shipped.values() if _name(other) == _name(row)]
    return max(versions, key=lambda other: other.version, default=None)


def _label(row: models.Model) -> str:
    return f"{row._meta.verbose_name.capitalize()} {row.code}"
