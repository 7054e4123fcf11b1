"""What the check answers: a place in the text, what stands there, how sure that is, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "personal_number",
    "birth_date",
    "phone",
    "email",
    "account_name",
    "address",
    "case_number",
    "plate",
    "bank_account",
    "document_number",
    "network_id",
    "long_number",
    "name",
    "initials",
    "nickname",
    "combination",
]
Sure: TypeAlias = Literal["certain", "likely", "possible"]


@dataclass(frozen=True, slots=True)
class Near:
    """What the form already tells beside the text: the place and the project. Both count as known traits."""

    place: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Signs start to end (end not counted) of the text. instead: what to write there; None: a person must choose."""

    start: int
    end: int
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may tell who a person is.

    start, end: the signs it covers, end not counted. sure: "certain" for what has one meaning, "likely" for what
    nearly always is what it looks like, "possible" for a word that no list knows. stops: the text is not kept until
    it is changed; otherwise it only warns. what and remedy: one Swedish sentence each; they never repeat a number.
    parts: what a mechanical rewriting changes; a combination has one for each trait.
    """

    start: int
    end: int
    kind: Kind
    sure: Sure
    stops: bool
    what: str
    remedy: str
    parts: tuple[Part, ...] = ()

    @property
    def may_be_confirmed(self) -> bool:
        """A person may say that this is nobody: the word is only unknown to the lists."""
        return self.stops and self.sure == "possible"
