"""Which defined measure a label names, for whom and in which part (plan or outcome)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from samsyn.core.parameters import Measure
from samsyn.core.tables.labels import ACTUAL, MEN, PLAN, TOTAL, WOMEN, YEAR, normal, part_of, sex_of

FILLERS = frozenset(
    [
        "antal",
        "st",
        "kr",
        "tkr",
        "mkr",
        "kronor",
        "sek",
        "av",
        "och",
        "i",
        "för",
        "de",
        "den",
        "det",
        "samt",
        "tot",
        "totalt",
        "total",
        "totala",
        "summa",
        "alla",
        "samtliga",
        "%",
        "procent",
        "andel",
        "(kr)",
        "(tkr)",
        "(st)",
        "(%)",
        "stycken",
        "per",
    ]
)
SHARE_WORDS = re.compile(r"\b(?:andel\w*|procent)\b|%")


@dataclass(frozen=True)
class Quantity:
    """A measure as one line of a table shows it. context keeps what else the header says (a year, a place)."""

    measure: str
    sex: str = ""
    part: str = ""
    context: str = ""

    @property
    def swedish(self) -> str:
        return {"women": "kvinnor", "men": "män", "": ""}[self.sex]


def phrase(text: str) -> str:
    """A label as plain words: "Kostnad/deltagare" and "kostnad per deltagare" become the same."""
    return re.sub(r"\s+", " ", normal(text).replace("/", " per ").replace("-", " ").replace("(", "( ")).strip()


class Measures:
    """The shipped and entered definitions, ready for looking up labels."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self.by_code = {measure.code: measure for measure in measures}
        self._named: dict[tuple[tuple[str, ...], bool, str], Quantity | None] = {}

    @cached_property
    def labels(self) -> list[tuple[tuple[str, ...], str]]:
        """Label as words, longest first, with the code it names."""
        pairs = [(tuple(phrase(label).split()), m.code) for m in self.by_code.values() for label in m.labels]
        return sorted(pairs, key=lambda pair: -len(" ".join(pair[0])))

    @cached_property
    def parts(self) -> dict[str, tuple[str, str]]:
        """Code of a measure for one sex → (code of the whole, sex)."""
        found: dict[str, tuple[str, str]] = {}
        for whole in self.by_code.values():
            for code in whole.parts:
                sex = sex_of(" ".join(self.by_code[code].labels[:1])) if code in self.by_code else ""
                if sex:
                    found[code] = (whole.code, sex)
        return found

    def whole(self, code: str, sex: str = "") -> tuple[str, str]:
        """Measure and sex, with women and men led back to what they are part of."""
        measure, own = self.parts.get(code, (code, ""))
        return measure, own or sex

    def share_of(self, measure: str, sex: str) -> str:
        """The code of the percentage that has this as its numerator; "" where none is defined."""
        for each in self.by_code.values():
            if each.is_ratio and each.percent and self.whole(each.numerator) == (measure, sex):
                return each.code
        return ""

    def named(self, path: Sequence[str], percent: bool = False, caption: str = "") -> Quantity | None:
        """Read header words from leaf to group; None where they say something that no definition covers."""
        key = (tuple(path), percent, caption)
        if key not in self._named:
            self._named[key] = self._read(path, percent, caption)
        return self._named[key]

    def _read(self, path: Sequence[str], percent: bool, caption: str) -> Quantity | None:
        part = sex = measure = ""
        fallback = ""
        share = percent
        context: list[str] = []
        for word in reversed(path):
            text = phrase(word)
            part = part or part_of(text)
            sex = sex or sex_of(text)
            share = share or (SHARE_WORDS.search(text) is not None)
            code, rest = self._match(text)
            if code in self.parts and phrase(text) and not _says_what(text):
                fallback, sex = self.whole(code, sex)  # "Kv" below "Deltagartimmar" tells the sex alone
                code = ""
            if code and not measure:
                measure, own = self.whole(code, sex)
                sex = own or sex
                if rest:
                    return None
            elif not code and rest:
                if not measure and not all(YEAR.match(token) for token in rest):
                    return None
                context += rest
        if not measure and not context:
            measure = fallback or (self._counted() if sex else "")
        if not measure:
            return None
        if share and not (measure in self.by_code and self.by_code[measure].is_ratio):
            measure = self.share_of(measure, sex)
            if not measure:
                return None
        if measure in self.by_code and self.by_code[measure].numerator in self.parts:
            sex = ""  # the sex belongs to the numerator alone
        return Quantity(measure, sex, part or part_of(caption_part(caption)), " ".join(context))

    def _counted(self) -> str:
        """What a bare "Kvinnor" counts: the whole that women and men are parts of and that is counted in persons."""
        return next((m.code for m in self.by_code.values() if m.unit == "person" and m.parts), "")

    def _match(self, text: str) -> tuple[str, list[str]]:
        """The longest label found among the words, and the words that are left unexplained."""
        words = [word for word in PLAN.sub(" ", ACTUAL.sub(" ", text)).split() if word]
        for label, code in self.labels:
            size = len(label)
            for start in range(len(words) - size + 1):
                if tuple(words[start : start + size]) == label:
                    rest = words[:start] + words[start + size :]
                    return code, _unexplained(rest)
        return "", _unexplained(words)

    def terms(self, quantity: Quantity) -> tuple[Quantity, Quantity] | None:
        """Numerator and denominator of a ratio, for the same sex and part."""
        measure = self.by_code.get(quantity.measure)
        if measure is None or not measure.is_ratio:
            return None
        top, top_sex = self.whole(measure.numerator, quantity.sex)
        base, base_sex = self.whole(measure.denominator, quantity.sex)
        return replace(quantity, measure=top, sex=top_sex), replace(quantity, measure=base, sex=base_sex)

    def name_of(self, quantity: Quantity) -> str:
        """How a message names it: "deltagartimmar, kvinnor, faktiskt"."""
        measure = self.by_code.get(quantity.measure)
        name = measure.name.get("sv", measure.code).lower() if measure else quantity.measure
        part = {"plan": "planerat", "actual": "faktiskt", "": ""}[quantity.part]
        return ", ".join(word for word in (name, quantity.swedish, part) if word)


def _says_what(text: str) -> bool:
    """More than a sex, a part and filling words."""
    return any(
        word not in FILLERS for word in WOMEN.sub(" ", MEN.sub(" ", PLAN.sub(" ", ACTUAL.sub(" ", text)))).split()
    )


def _unexplained(words: Sequence[str]) -> list[str]:
    return [
        word
        for word in words
        if word.strip("()*") and word not in FILLERS and not TOTAL.match(word)
        and not WOMEN.fullmatch(word) and not MEN.fullmatch(word)
    ]  # fmt: skip


def caption_part(caption: str) -> str:
    """The caption decides plan or outcome only when it names one of them."""
    text = normal(caption)
    plan, actual = PLAN.search(text), re.search(r"\b(?:faktisk\w*|verklig\w*|redovisad\w*)\b", text)
    return text if bool(plan) != bool(actual) else ""
