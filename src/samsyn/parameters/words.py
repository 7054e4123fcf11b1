"""The words that ship with Samsyn for its search, read from their files."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from samsyn.core.searching.language import Language, language_from

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def shipped_language() -> Language:
    """The shipped language of search. BadWords says what is wrong in the files."""
    folder = files("samsyn.parameters").joinpath("search")
    return language_from(_read(folder.joinpath("words.yaml")), _read(folder.joinpath("near.yaml")))


def _read(file: Any) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=_Fast)  # noqa: S506 (a SafeLoader)
