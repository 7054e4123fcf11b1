"""The ladders and reasons that ship with Samsyn, read from their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samsyn.core.followup.definitions import ladder_from, reasons_from
from samsyn.core.followup.ladders import Dimension, Ladder
from samsyn.core.followup.reasons import Reason

LADDERS = Path(__file__).parents[3] / "src/samsyn/parameters/ladders"
LOCAL = sorted(path.stem for path in LADDERS.glob("*.yaml") if path.stem not in ("common", "reasons"))


def page(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((LADDERS / f"{name}.yaml").read_text(encoding="utf-8")))


@cache
def common() -> Ladder:
    return ladder_from(page("common"))


@cache
def ladder(name: str) -> Ladder:
    return ladder_from(page(name), common())


def reasons() -> dict[str, Reason]:
    return {reason.code: reason for reason in reasons_from(page("reasons"))}


def occupation(name: str) -> Dimension:
    return ladder(name).dimension("occupation")
