"""What an estimate says, for a person at a terminal: the number last of all that makes it doubtful or sure."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from samsyn.core.evidence import SHARE, Estimate, NoComparison, Verdict
from samsyn.core.intake import Unreadable
from samsyn.core.quantities import swedish
from samsyn.estimating import Answer

WIDTH = 100


def as_text(name: str, answer: Answer, english: bool = False) -> str:
    """The answer in Swedish or English: the effect, the same in other ways, what was checked and what must hold."""
    say = _english if english else str
    head = _head(name, answer.rows, english)
    found = answer.found
    if isinstance(found, NoComparison):
        return "\n".join([head, "", *_wrapped(found.sentence(english)), "", *_possible(found, english), ""])
    lines = [head, "", *_wrapped(found.sentence(english)), *_wrapped(_about(found, english, say))]
    if found.unit == SHARE:
        lines += _wrapped(_exactly(found, english))
    if answer.beside or answer.refused:
        title = "The same data reckoned in other ways" if english else "Samma uppgifter räknade på andra sätt"
        lines += ["", title, *(line for one in answer.beside for line in _beside(one, english, say))]
        lines += [line for text in answer.refused for line in _wrapped(say(text), "  – ")]
    lines += ["", "What was checked" if english else "Vad som prövats"]
    for check in found.diagnostics:
        mark = "!" if check.verdict is Verdict.WARNING else " "
        kind, _colon, what = check.name.partition(": ")  # balans: ålder, where the words begin by what
        told = say(check.words) if what and check.words.startswith(f"{what}:") else f"{say(kind)}: {say(check.words)}"
        lines += _wrapped(told, f"  {mark} ")
    lines += ["", "For the difference to be an effect" if english else "För att skillnaden ska vara en effekt"]
    lines += [line for text in found.assumptions for line in _wrapped(say(text), "  – ")]
    grade = f"Grade of evidence {found.grade} of 6" if english else f"Evidensgrad {found.grade} av 6"
    return "\n".join([*lines, "", *_wrapped(f"{grade}: {say(found.grade_rule)}"), ""])


def as_json(name: str, answer: Answer) -> str:
    """The answer for other programs; docs/methods/effekt.md names the fields."""
    whole = {"file": name, "rows": answer.rows, **_told(answer.found)}
    whole |= {"beside": [_told(one) for one in answer.beside], "refused": list(answer.refused)}
    whole |= {"settlement": _for_settlement(answer)}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)


def listed(name: str, columns: Sequence[str], rows: int, english: bool = False) -> str:
    """What a file holds, and how to ask of it."""
    held = "\n".join(f"  {column}" for column in columns)
    asked = "--outcome, --participated"
    if english:
        next_step = f"Say which column is what with {asked} and how the comparison came about; --help has examples."
    else:
        next_step = f"Säg vilken kolumn som är vad med {asked} och hur jämförelsen kom till; --help har exempel."
    return f"{_head(name, rows, english)}\n{held}\n\n{next_step}"


def refused(name: str, fault: Exception, english: bool = False) -> str:
    """Why a file says nothing, and what to do."""
    text = f"{fault.reason} {fault.remedy}" if isinstance(fault, Unreadable) else str(fault)
    return f"{name}: {_english(text) if english else text}"


def _head(name: str, rows: int, english: bool) -> str:
    return f"{name}: {rows:,} rows" if english else f"{name}: {swedish(rows)} rader"


def _about(found: Estimate, english: bool, say: Callable[[str], str]) -> str:
    return (
        f"It is about {say(found.about)}. Method: {say(found.method)}."
        if english
        else f"Det gäller {found.about}. Metod: {found.method}."
    )


def _exactly(found: Estimate, english: bool) -> str:
    """To three decimals, as a bokslut takes it: rounded to the sentence's, an end may fall on nought."""
    effect, low, high = (100 * each for each in (found.effect, found.low, found.high))
    if english:
        return f"To write in the accounts: {effect:.3f} ({low:.3f} to {high:.3f}) percentage points."
    told = [swedish(each, 3) for each in (effect, low, high)]
    return f"Att skriva i ett bokslut: {told[0]} ({told[1]} till {told[2]}) procentenheter."


def _for_settlement(answer: Answer) -> dict[str, Any] | None:
    """What a bokslut asks for, by the names of its fields: shares and counts; None where it takes no such effect."""
    found = answer.found
    if isinstance(found, NoComparison) or found.unit != SHARE:
        return None
    facts: dict[str, Any] = {"comparison": answer.comparison}
    if answer.counts:
        (reached, followed), (compared_reached, compared) = answer.counts
        facts |= {"reached": reached, "followed": followed}
    if answer.comparison in ("alike", "change"):
        ends = {"stated": found.effect, "stated_low": found.low, "stated_high": found.high}
        return facts | ends | {"stated_doubted": bool(found.warnings), "compared": found.n_compared}
    return facts | {"compared_reached": compared_reached, "compared": compared} if answer.counts else None


def _beside(one: Estimate, english: bool, say: Callable[[str], str]) -> list[str]:
    return _wrapped(f"{say(one.method)}: {one.sentence(english)}", "  – ")


def _possible(found: NoComparison, english: bool) -> list[str]:
    title = "Comparisons that can be made" if english else "Jämförelser som går att göra"
    told = [f"{one.name_en}: {one.needs_en}" if english else f"{one.name}: {one.needs}" for one in found.possible]
    return [title, *(line for text in told for line in _wrapped(text, "  – "))]


def _wrapped(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False)


def _told(found: Estimate | NoComparison) -> dict[str, Any]:
    said = {"sentence": {"sv": found.sentence(), "en": found.sentence(english=True)}}
    if isinstance(found, NoComparison):
        return {"effect": None, **said, "grade": found.grade, "possible": [asdict(one) for one in found.possible]}
    fields = asdict(found) | {"detected": found.detected}
    fields["freedom"] = found.freedom if isfinite(found.freedom) else None
    for check in fields["diagnostics"]:
        check["verdict"] = str(check["verdict"])
        check["value"] = check["value"] if check["value"] is not None and isfinite(check["value"]) else None
    return fields | said


def _english(text: str) -> str:
    """A text of the core in English, by the sentences that ship; a sentence that is not there stays Swedish."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from samsyn.web.sentences.telling import told

    return told(text, phrases=True)
