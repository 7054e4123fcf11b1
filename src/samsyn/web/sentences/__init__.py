"""Sentences that code without Django composes in Swedish, said in English to a reader who has chosen it.

The core says why a file, a price or a number is refused, and what a check found, in Swedish. Some of it is stored or
has crossed a process before anybody reads it, so it is recognised when it is shown: by which of the sentences in
`parameters/sentences` it is, filled in with what. What is not recognised stays Swedish.
"""

from __future__ import annotations

from samsyn.web.formats import in_english
from samsyn.web.sentences.telling import told


def in_tongue(text: object) -> str:
    """A text of whole sentences in the reader's language. What is HTML already is left as it is."""
    return told(str(text), phrases=False) if _may_be_told(text) else str(text)


def phrase_in_tongue(text: object) -> str:
    """The same of a place, a formula in words or a population, which is no whole sentence."""
    return told(str(text), phrases=True) if _may_be_told(text) else str(text)


def _may_be_told(text: object) -> bool:
    return in_english() and not hasattr(text, "__html__")
