"""How old one person is said to be, and the decade to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.core.anonymity.lexicon import Lexicon
from samsyn.core.anonymity.seen import Seen

TEEN, GROWN, OLD = 13, 20, 80
LOOKED_BACK = 30  # signs in which "under" or "fyllt" makes an age that of a rule


def ages(text: str, lexicon: Lexicon) -> Iterator[Seen]:
    """Exact ages, years of birth and approximate ages; the ages of rules ("under 18 år", "16–24 år") are nobody's."""
    patterns, coarser = lexicon.patterns, lexicon.coarser
    for regex in patterns.traits["exact_ages"]:
        for match in regex.finditer(text):
            if patterns.one("of_rules").search(text[max(0, match.start("age") - LOOKED_BACK) : match.start("age")]):
                continue
            band, said = _band(match["age"], lexicon), match.groupdict()
            if said.get("noun"):
                yield Seen("age_exact", *match.span(), f"{said['noun']} {band}")
            elif "genitive" in said:
                somebody = coarser["somebodys"] if said["genitive"] else coarser["somebody"]
                yield Seen("age_exact", *match.span(), f"{somebody} {band}")
            else:
                yield Seen("age_exact", match.start("age"), match.end(), band)
    for match in patterns.one("born_year").finditer(text):
        decade = f"{match['year'].lstrip('-')[:-1]}0"
        yield Seen("age_exact", *match.span(), coarser["born"].format(born=match["born"], decade=decade))
    for match in patterns.one("about_age").finditer(text):
        yield Seen("age_about", *match.span())


def _band(written: str, lexicon: Lexicon) -> str:
    """The age as a decade, or a word for those who are younger or older.

    written: digits, or a number in words.
    """
    age = int(written) if written.isdigit() else _in_digits(written.lower(), lexicon)
    if GROWN <= age < OLD:
        return lexicon.coarser["age"].format(decade=age // 10 * 10)
    return lexicon.coarser["age_child" if age < TEEN else "age_teen" if age < GROWN else "age_old"]


def _in_digits(written: str, lexicon: Lexicon) -> int:
    """A number in words by its tens: a band needs no more."""
    if written in lexicon.numbers["teens"]:
        return 10 + lexicon.numbers["teens"].index(written)
    return next(10 * tens for tens, word in enumerate(lexicon.numbers["tens"], start=2) if written.startswith(word))
