"""The lists of the identity check that ship with Samsyn, read from their files once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from samsyn.core.anonymity import Lexicon, read_lexicon

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """The shipped lists. BadLexicon names what is missing in the files."""
    folder = files("samsyn.parameters").joinpath("anonymity")
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith((".txt", ".yaml"))}
    data = {
        name: yaml.load(text, Loader=_Fast)  # noqa: S506 (a SafeLoader)
        for name, text in texts.items()
        if name.endswith(".yaml")
    }
    return read_lexicon(texts, data)
