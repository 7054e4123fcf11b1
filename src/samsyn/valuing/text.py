"""An account on one screen, for a controller who has not seen it before."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from samsyn.valuing import telling as telling
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import Tongue

WIDTH = 98


def as_text(answer: Answer, tongue: Tongue) -> str:
    """What it is, who pays and who gains, what it takes, what decides, what is assumed."""
    name = tongue.name(answer["name"])
    about, headline = tongue.name(answer["about"]), telling.headline(answer, tongue)
    lines = [name, "=" * len(name), *_wrapped(about), "", *_wrapped(headline), "", *_table(answer, tongue), ""]
    for said in _sentences(answer, tongue):
        lines += _wrapped(said, hang=2)
    lines += _deciding(answer, tongue)
    lines += _assumed(answer, tongue)
    lines += _wrapped(telling.standing(answer, tongue))
    return "\n".join(lines) + "\n"


def _table(answer: Answer, tongue: Tongue) -> list[str]:
    places, term = telling.decimals_of(answer), answer["term"]
    heads = (
        tongue("Mkr", "SEK million"),
        tongue("nuvärde", "present value"),
        tongue("nio av tio", "nine of ten"),
        tongue(f"första {term} åren", f"first {term} years"),
        tongue("i plus", "in plus"),
        tongue("chans", "chance"),
    )
    rows = [
        (
            "  " * line.depth + line.name,
            tongue.millions(line.seen["present_value"]["mean"], places),
            tongue.band(line.seen["present_value"], places),
            tongue.millions(line.seen["first_term"]["mean"], places),
            telling.payback(line.seen, answer, tongue),
            telling.chance_of(line.seen, tongue),
        )
        for line in telling.by_actor(answer, tongue)
    ]
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]

    def shown(row: tuple[str, ...]) -> str:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        return "  ".join([row[0].ljust(widths[0]), *numbers])

    table = [shown(heads), *(shown(row) for row in rows)]
    return [*table, *_wrapped(telling.premises(answer, tongue))]


def _sentences(answer: Answer, tongue: Tongue) -> Iterable[str]:
    said = (
        (tongue("Väntat", "Expected"), telling.expected(answer, tongue)),
        (tongue("Potential", "Potential"), telling.potential(answer, tongue)),
        (tongue("Består av", "Made of"), telling.made_of(answer, tongue)),
        (
            tongue("Vem förlorar", "Who loses"),
            f"{telling.losers(answer, tongue)} {telling.paid_back(answer, tongue)}",
        ),
        (
            tongue("Vad som krävs", "What it takes"),
            " ".join(filter(None, (telling.break_even(answer, side, tongue) for side in telling.SIDES))),
        ),
        (tongue("Slump", "Chance"), telling.chance(answer, tongue)),
        (tongue("Räknat annorlunda", "Otherwise reckoned"), telling.other_terms(answer, tongue)),
    )
    return (f"{head}: {text}" for head, text in said if text)


def _deciding(answer: Answer, tongue: Tongue) -> list[str]:
    rows = [row[:3] for row in telling.what_decides(answer, tongue)]
    if not rows:
        return []
    head = tongue(
        "Avgör mest (samhällets nuvärde i Mkr när en sak i taget går mellan sina ytterlägen):",
        "Decides most (society's present value in SEK million as one thing at a time goes between its ends):",
    )
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    return [head, *(f"  {what.ljust(widths[0])}  {ends.ljust(widths[1])}  {at}" for what, ends, at in rows)]


def _assumed(answer: Answer, tongue: Tongue) -> list[str]:
    head, told = telling.assumptions(answer, tongue, most=6)
    rest = len(answer["assumptions"]) - len(told)
    more = tongue(f"; {rest} till står i --json och i rapporten", f"; {rest} more in --json and the report")
    return _wrapped(f"{head}: {'; '.join(told)}{more if rest > 0 else ''}." if told else f"{head}.", hang=2)


def _wrapped(text: str, hang: int = 0) -> list[str]:
    return textwrap.wrap(text.strip(), WIDTH, subsequent_indent=" " * hang, break_on_hyphens=False)
