"""Which header of a file stands for which column of a shape: what is sure, what must be asked, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from samsyn.core.intake.rows.errors import Fault
from samsyn.core.intake.rows.masking import masked_text
from samsyn.core.intake.rows.shapes import Column, Shape
from samsyn.core.intake.rows.sheet import LOOKED_THROUGH, Rows, letter
from samsyn.core.intake.rows.words import NEAR, likeness, normalised, unambiguous, without_note

How: TypeAlias = Literal["remembered", "exact", "normalised", "alias", "near"]
LEFT_OUT = ""  # remembered for a header that a person has said is not to be read


@dataclass(frozen=True)
class Header:
    """A header where it stands in the file; position counts columns from 0."""

    position: int
    text: str

    @property
    def letter(self) -> str:
        return letter(self.position)

    @property
    def shown(self) -> str:
        """The header as it may be shown: in a file without headers it is a row of somebody's data."""
        return masked_text(self.text)

    def __repr__(self) -> str:
        return f"Header({self.letter}: {self.shown!r})"


@dataclass(frozen=True)
class Matched:
    """A column found under a header. score is 1 for all but near ones, which a person must confirm."""

    code: str
    header: Header
    how: How
    score: float = 1.0


@dataclass(frozen=True)
class Matching:
    """columns: one entry a column at most. unmatched_headers: what will not be read. missing_required: codes without
    a sure header. faults: columns that two headers claim; they are not among the columns until one is left out.
    """

    columns: tuple[Matched, ...]
    unmatched_headers: tuple[Header, ...]
    missing_required: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def sure(self) -> tuple[Matched, ...]:
        """What validate reads."""
        return tuple(match for match in self.columns if match.how != "near")

    @property
    def proposals(self) -> tuple[Matched, ...]:
        """What a person must say yes or no to."""
        return tuple(match for match in self.columns if match.how == "near")

    @property
    def ready(self) -> bool:
        """Whether rows can be read: every required column found, and none twice."""
        return not self.missing_required and not self.faults

    @property
    def to_remember(self) -> dict[str, str]:
        """Header → code, to hand to match as remembered the next time; never somebody's number."""
        return {match.header.text: match.code for match in self.sure if match.header.shown == match.header.text}


def match(headers: Sequence[str], shape: Shape, remembered: Mapping[str, str]) -> Matching:
    """Match headers to columns: as remembered, exactly, without regard to capitals and signs, by alias, or nearly.

    remembered: header → code as a person confirmed it, or "" for a header that is not to be read; it goes first.
    A near match is a proposal: confirm it by matching again with it remembered.
    >>> shape = Shape("people", "Deltagare", (Column("number", "Personnummer", "personal_number"),))
    >>> match(["Pers.nummer"], shape, {}).proposals[0].score, match(["PERSONNUMMER"], shape, {}).columns[0].how
    (0.91, 'normalised')
    """
    there = [Header(at, text.strip()) for at, text in enumerate(headers) if text.strip()]
    known = {normalised(text): code for text, code in remembered.items() if code in (*shape.codes, LEFT_OUT)}
    sure = list(_sure(there, shape, known))
    left_out = {header for header in there if known.get(normalised(header.text)) == LEFT_OUT}
    claimed = {found.code for found in sure}
    doubled = {code for code in claimed if sum(found.code == code for found in sure) > 1}
    open_headers = [header for header in there if header not in left_out | {found.header for found in sure}]
    near = _near(open_headers, [column for column in shape.columns if column.code not in claimed])
    columns = sorted([*(found for found in sure if found.code not in doubled), *near], key=lambda m: m.header.position)
    taken = {found.header for found in columns} | {found.header for found in sure if found.code in doubled}
    return Matching(
        columns=tuple(columns),
        unmatched_headers=tuple(header for header in there if header not in taken),
        missing_required=tuple(c.code for c in shape.columns if c.required and c.code not in claimed),
        faults=tuple(_two_headers(shape.column(code), sure) for code in shape.codes if code in doubled),
    )


def with_headers_for(rows: Rows, shape: Shape, remembered: Mapping[str, str]) -> Rows:
    """The rows with their headers where most columns of the shape are found; as they were when none is better."""

    def found(at: int) -> int:
        return len({match.code for match in _sure(_headers(rows.cells[at]), shape, known)})

    known = {normalised(text): code for text, code in remembered.items() if code in shape.codes}
    rivals = range(min(LOOKED_THROUGH, len(rows.cells)))
    best = max(rivals, key=found, default=rows.headers_row_index)
    better = bool(rows.cells) and found(best) > found(rows.headers_row_index)
    return replace(rows, headers_row_index=best) if better else rows


def _headers(row: Iterable[str]) -> list[Header]:
    return [Header(at, text.strip()) for at, text in enumerate(row) if text.strip()]


def _sure(headers: Iterable[Header], shape: Shape, remembered: Mapping[str, str]) -> Iterator[Matched]:
    exact = {column.label: column.code for column in shape.columns}
    same = unambiguous((normalised(column.label), column.code) for column in shape.columns)
    alias = unambiguous((normalised(word), column.code) for column in shape.columns for word in column.aliases)
    ways: tuple[tuple[How, Mapping[str, str]], ...] = (("normalised", same), ("alias", alias))
    for header in headers:
        word, bare = normalised(header.text), normalised(without_note(header.text))
        if word in remembered:
            if remembered[word] != LEFT_OUT:
                yield Matched(remembered[word], header, "remembered")
            continue
        if header.text in exact:
            yield Matched(exact[header.text], header, "exact")
            continue
        for how, words in ways:
            if found := words.get(word) or words.get(bare):
                yield Matched(found, header, how)
                break


def _near(headers: Sequence[Header], columns: Sequence[Column]) -> list[Matched]:
    """The best pairs first; each header and each column once."""
    pairs = [
        Matched(column.code, header, "near", score)
        for header in headers
        for column in columns
        if (score := max(likeness(header.text, word) for word in (column.label, *column.aliases))) >= NEAR
    ]
    chosen: list[Matched] = []
    for pair in sorted(pairs, key=lambda pair: -pair.score):
        if all(pair.header != other.header and pair.code != other.code for other in chosen):
            chosen.append(pair)
    return chosen


def _two_headers(column: Column, sure: Iterable[Matched]) -> Fault:
    headers = [found.header for found in sure if found.code == column.code]
    named = " och ".join(f"”{header.shown}” (kolumn {header.letter})" for header in headers)
    return Fault(
        row=None,
        column=column.code,
        header=headers[0].shown,
        given="",
        message=f"Två kolumner i filen gäller ”{column.label}”: {named}.",
        remedy="Välj vilken som ska läsas och lämna den andra utanför, eller ta bort den ur filen.",
    )
