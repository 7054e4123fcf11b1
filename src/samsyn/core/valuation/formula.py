"""An amount written as arithmetic over codes of the bank: "2.48 * prisbasbelopp".

The parser is that of the claims (`core/tables/formula.py`): numbers, + − * /, parentheses and names, nothing else.
Own prices are written `eget:kod`. Source: docs/methods/prisbank.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from samsyn.core.tables.formula import BadFormula, evaluate, keys_in

OWN = "eget:"
_OWN_AS_WORD = "eget."  # a colon cannot stand in a word of the parser; a dot can, and no code has one

__all__ = ["OWN", "BadFormula", "check", "computed", "names_in"]


def names_in(formula: str) -> tuple[str, ...]:
    """The codes that a formula names, in order, each once. BadFormula when it cannot be read.

    >>> names_in("prisbasbelopp * (eget:andel + 0.48)")
    ('prisbasbelopp', 'eget:andel')
    """
    return tuple(_as_code(word) for word in keys_in(_readable(formula)))


def computed(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The amount, in the unit of the values named. BadFormula in Swedish when it cannot be computed.

    >>> computed("2.48 * prisbasbelopp", {"prisbasbelopp": Decimal(48300)})
    Decimal('119784.00')
    """
    answer = evaluate(_readable(formula), {_readable(code): value for code, value in values.items()})
    if answer.value is None:
        raise BadFormula("Uttrycket jämför i stället för att räkna ut ett belopp. Ta bort <, > och =.")
    return answer.value


def check(formula: str) -> None:
    """BadFormula when the formula cannot be read to its end. Tried on invented amounts."""
    computed(formula, {code: Decimal("1.7") + Decimal(place) / 3 for place, code in enumerate(names_in(formula))})


def _readable(text: str) -> str:
    return text.replace(OWN, _OWN_AS_WORD)


def _as_code(word: str) -> str:
    return OWN + word.removeprefix(_OWN_AS_WORD) if word.startswith(_OWN_AS_WORD) else word
