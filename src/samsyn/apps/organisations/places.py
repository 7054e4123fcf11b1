"""Sweden's regions, municipalities and counties, read from the facts that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from samsyn.apps.organisations.models import Organisation

Rows = list[dict[str, str]]


def sweden() -> tuple[Rows, Rows]:
    """The 21 regions and the 290 municipalities, each with code, short and name."""
    facts = yaml.safe_load(files("samsyn.parameters").joinpath("places/sweden.yaml").read_text("utf-8"))
    return facts["regions"], facts["municipalities"]


@dataclass(frozen=True)
class County:
    """One of the 21 counties, and its tile on a map where all are alike. column, row: from nought, north first."""

    code: str
    letters: str
    name: str
    column: int
    row: int


@cache
def counties() -> dict[str, County]:
    """The counties by SCB code, from north to south as the tiles lie."""
    facts = yaml.safe_load(files("samsyn.parameters").joinpath("places/counties.yaml").read_text("utf-8"))
    name = {region["code"]: region["county"] for region in sweden()[0]}
    return {row["code"]: County(name=name[row["code"]], **row) for row in facts["counties"]}


def county_of(organisation: Organisation | None) -> County | None:
    """The county that the organisation's SCB code lies in, its own or that of what it is a part of. None: not known."""
    while organisation is not None:
        found = counties().get(organisation.scb_code[:2]) if organisation.scb_code else None
        if found:
            return found
        organisation = organisation.parent
    return None
