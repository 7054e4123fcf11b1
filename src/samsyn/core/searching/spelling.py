"""Words that are one slip of the fingers away: a letter too many, one missing, one wrong, or two changed about."""

from __future__ import annotations

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
SHORTEST = 4  # shorter words are one slip away from too many others


def near_spellings(word: str) -> set[str]:
    """Every word at one slip from this one (Damerau's distance); none for a short word or a number.

    >>> "arbete" in near_spellings("arbeet"), "arbete" in near_spellings("abete"), near_spellings("sfi")
    (True, True, set())
    """
    if len(word) < SHORTEST or not word.isalpha():
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    more = {left + letter + right for left, right in cuts for letter in LETTERS}
    return (fewer | turned | other | more) - {word}
