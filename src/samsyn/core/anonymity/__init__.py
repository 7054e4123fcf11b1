"""Whether a short text tells who somebody is: names, numbers, and traits that together point at one person.

A check is a help and never a guarantee. docs/methods/identitet.md tells it in Swedish, with both error rates.
"""

from samsyn.core.anonymity.check import check
from samsyn.core.anonymity.found import Found, Kind, Near, Part, Sure
from samsyn.core.anonymity.lexicon import Lexicon
from samsyn.core.anonymity.lexicon_reading import BadLexicon, read_lexicon
from samsyn.core.anonymity.rewriting import rewritten

__all__ = ["BadLexicon", "Found", "Kind", "Lexicon", "Near", "Part", "Sure", "check", "read_lexicon", "rewritten"]
