"""Sweden's regions and municipalities, read from the facts that ship."""

from __future__ import annotations

from importlib.resources import files

import yaml

Rows = list[dict[str, str]]


def sweden() -> tuple[Rows, Rows]:
    """The 21 regions and the 290 municipalities, each with code, short and name."""
    facts = yaml.safe_load(files("samsyn.parameters").joinpath("places/sweden.yaml").read_text("utf-8"))
    return facts["regions"], facts["municipalities"]
