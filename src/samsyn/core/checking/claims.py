"""Numbers in running text held against the tables: what follows, what does not, and from what else it would follow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from samsyn.core.checking.facts import TOTAL, Fact
from samsyn.core.checking.meaning import Measures, Quantity
from samsyn.core.checking.mentions import Mention, Sentence
from samsyn.core.checking.report import Finding, Relation, Severity
from samsyn.core.quantities import NBSP, swedish

CHANGE = re.compile(
    (
        r"^\s*(?P<way>fler|högre|mer|större|ökning|längre|dyrare|lägre"
        r"|färre|mindre|minskning|kortare|billigare)\b(?P<rest>[^.;]*)"
    ),
    re.I,
)
UP = frozenset("fler högre mer större ökning längre dyrare".split())  # noqa: SIM905
THAN_PLAN = re.compile(r"\bän\b[^.;]{0,25}\b(?:planera|budgetera|beräkna|förvänta|ursprunglig|beslut|plan\b|målet)")
MOST_TERMS = 30  # numbers of a paragraph tried as terms of a sum
MONEY_WORDS = re.compile(r"budget|medel|kostna|stöd|finansier|anslag|bidrag")
USED = re.compile(
    r"^\s*av\b[^.;]{0,30}\b(?:budget|planera|bevilja|avsatt)\w*[^.;]*\b(?:använ|förbruk|utnyttja)\w*", re.I
)


@dataclass(frozen=True)
class Wrong:
    """A printed total that its own table contradicts: what stands there and what the rows give."""

    printed: float
    computed: float
    cell: tuple[int, int, int]


@dataclass
class Evidence:
    """What the tables say, looked up by value or by name."""

    facts: Sequence[Fact]
    wrong: Sequence[Wrong]
    measures: Measures
    by_value: dict[float, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, Quantity], Fact] = field(default_factory=dict)
    entities: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for fact in self.facts:
            self.by_value[round(fact.value, 6)].append(fact)
            self.by_name.setdefault((fact.entity, fact.quantity), fact)
        self.entities = sorted({fact.entity for fact in self.facts} - {TOTAL, ""})

    def equal(self, mention: Mention) -> list[Fact]:
        """Figures that the number repeats exactly."""
        found = self.by_value.get(round(mention.value, 6), [])
        return [fact for fact in found if mention.number.percent == self._percent(fact)]

    def _percent(self, fact: Fact) -> bool:
        measure = self.measures.by_code.get(fact.quantity.measure)
        return bool(measure and measure.percent)

    def total(self, measure: str, part: str, entity: str = TOTAL) -> Fact | None:
        return self.by_name.get((entity, Quantity(measure, "", part)))


@dataclass
class Heard:
    """Relations and findings of the text so far."""

    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answered: tuple[int, int] = (0, -10)  # how many answered, and in which paragraph that is said

    def holds(self, sentence: Sentence, words: str) -> None:
        self.relations.append(Relation("claim", sentence.where, words, True))

    def fails(
        self, sentence: Sentence, severity: Severity, printed: str, computed: str, message: str, words: str
    ) -> None:
        self.relations.append(Relation("claim", sentence.where, words, False))
        self.findings.append(Finding("claim", severity, sentence.where, printed, computed, message))


def check_claims(paragraph: Sequence[Sentence], evidence: Evidence, heard: Heard) -> None:
    """All numbers of one paragraph."""
    for sentence in paragraph:
        for mention in sentence.mentions:
            if mention.number.percent and mention.number.unit != "procentenheter":
                _check_percent(sentence, mention, paragraph, evidence, heard)
            elif mention.number.scale:
                _check_rounded(sentence, mention, evidence, heard)
            elif not mention.number.percent:
                _check_number(sentence, mention, paragraph, evidence, heard)


def _check_percent(
    sentence: Sentence, mention: Mention, paragraph: Sequence[Sentence], evidence: Evidence, heard: Heard
) -> None:
    change = CHANGE.match(mention.after)
    if change is not None:
        _check_change(sentence, mention, change, paragraph, evidence, heard)
        return
    if USED.match(mention.after + sentence.text[mention.end + 60 :]):
        _check_used(sentence, mention, evidence, heard)
        return
    for fact in evidence.equal(mention)[:1]:
        heard.holds(sentence, f"{mention.text} står i {fact.where.spoken}")


def _check_change(
    sentence: Sentence, mention: Mention, change: re.Match[str], paragraph: Sequence[Sentence],
    evidence: Evidence, heard: Heard,
) -> None:  # fmt: skip
    """ "26 % fler än planerat": from the last number of the sentence to the plan."""
    earlier = [each for each in sentence.mentions if each.end <= mention.start and not each.number.percent]
    if not earlier or mention.about:
        return
    after = earlier[-1]
    base = _base(sentence, mention, after, change["rest"], paragraph, evidence)
    if base is None or base[0] <= 0 or base[0] == after.value:
        return
    value, named, slack = base
    sign = 1.0 if change["way"].lower() in UP else -1.0
    low, high = sorted(
        sign * 100 * ((after.value + a * after.slack) / (value + b * slack) - 1) for a, b in ((-1, 1), (1, -1))
    )
    computed = sign * 100 * (after.value / value - 1)
    words = f"{mention.text} {change['way']}: {after.text} mot {named} är {_percent(computed)}"
    if low - mention.half - 1e-9 <= mention.value <= high + mention.half + 1e-9:
        heard.holds(sentence, words)
        return
    largest = max(each.value for each in earlier)
    if after.value < largest or not 0.3 <= after.value / value <= 3 or abs(computed - mention.value) > 40:
        return  # the number before the percentage need not be what it compares
    near = abs(computed - mention.value) < 2 * mention.half
    reason = _other_population(mention, after, value, named, sign, paragraph, evidence)
    way, exact = change["way"], _percent(computed, 1 if near else 0)
    if near:
        told = (
            f"Texten säger {mention.text} {way}, men {after.text} mot {named} är {exact} {way}, "
            f"som avrundas till {_percent(computed)}."
        )
        remedy = "Rätta procenttalet."
    else:
        told = f"Texten säger {mention.text} {way}, men {after.text} mot {named} är {exact} {way}."
        remedy = "Skriv vilket antal som jämförs med vilket, eller rätta procenttalet."
    message = " ".join(filter(None, (told, reason, remedy)))
    heard.fails(sentence, "note" if near else "error", mention.text, _percent(computed), message, words)


def _base(
    sentence: Sentence, mention: Mention, after: Mention, rest: str, paragraph: Sequence[Sentence], evidence: Evidence
) -> tuple[float, str, float] | None:
    """What the change starts from: a number behind "än", a planned number of the paragraph, or the plan in a table."""
    behind = [each for each in sentence.mentions if each.start >= mention.end and not each.number.percent]
    if behind and re.search(r"\bän\b", sentence.text[mention.end : behind[0].start]):
        return behind[0].value, behind[0].text, behind[0].slack
    if not THAN_PLAN.search(rest):
        return None
    for fact in evidence.equal(after):
        plan = evidence.by_name.get((fact.entity, Quantity(fact.quantity.measure, fact.quantity.sex, "plan")))
        if fact.quantity.part == "actual" and plan is not None:
            return plan.value, plan.text, 0.0 if plan.exact else plan.half
    planned = {each.value: each for s in paragraph for each in s.mentions if each.planned and not each.number.percent}
    if len(planned) == 1:
        only = next(iter(planned.values()))
        return only.value, only.text, only.slack
    return None


def _other_population(
    mention: Mention, after: Mention, base: float, named: str, sign: float,
    paragraph: Sequence[Sentence], evidence: Evidence,
) -> str:  # fmt: skip
    """Would the percentage follow from what the rows give instead of a contradicted total, or from another number?"""
    others = [each for s in paragraph for each in s.mentions if not each.number.percent and each is not after]
    for wrong in evidence.wrong:
        for extra in [0.0, *(each.value for each in others)]:
            if abs(wrong.printed + extra - after.value) > 1e-9:
                continue
            value = wrong.computed + extra
            if abs(sign * 100 * (value / base - 1) - mention.value) <= mention.half:
                added = f" + {_number(extra)}" if extra else ""
                return (
                    f"{mention.text} följer bara om {_number(wrong.printed)} "
                    f"byts mot radernas summa {_number(wrong.computed)}: "
                    f"({_number(wrong.computed)}{added}) / {named} = {swedish(value / base, 3)}."
                )
    for each in others:
        if each.value != base and abs(sign * 100 * (each.value / base - 1) - mention.value) <= mention.half:
            return f"{mention.text} följer i stället av {each.text} mot {named}."
    return ""


def _check_used(sentence: Sentence, mention: Mention, evidence: Evidence, heard: Heard) -> None:
    """ "77 % av de budgeterade medlen har använts": outcome over plan of an amount of money."""
    shares: list[tuple[float, Fact, Fact]] = []
    entity = next((e for e in evidence.entities if re.search(rf"(?<!\w){re.escape(e)}(?!\w)", sentence.words)), TOTAL)
    for code, measure in evidence.measures.by_code.items():
        plan, actual = evidence.total(code, "plan", entity), evidence.total(code, "actual", entity)
        if measure.unit == "SEK" and plan is not None and actual is not None and plan.value:
            shares.append((100 * actual.value / plan.value, actual, plan))
    if not shares:
        return
    for share, actual, plan in shares:
        if abs(share - mention.value) <= mention.half + 1e-9:
            heard.holds(sentence, f"{mention.text}: {actual.text} / {plan.text} = {_percent(share)}")
            return
    share, actual, plan = max(shares, key=lambda each: each[2].value)
    words = f"{mention.text}: {actual.text} / {plan.text} = {_percent(share)}"
    message = (
        f"Texten säger att {mention.text} av medlen använts, men {actual.text} av {plan.text} är {_percent(share)}. "
        "Rätta procenttalet eller skriv vilka medel som avses."
    )
    heard.fails(sentence, "warning", mention.text, _percent(share), message, words)


def _check_rounded(sentence: Sentence, mention: Mention, evidence: Evidence, heard: Heard) -> None:
    """ "38,3 miljoner kronor" beside a total of 38 374 980 kr."""
    if mention.about or not MONEY_WORDS.search(sentence.words):
        return
    near: Fact | None = None
    for fact in evidence.facts:
        measure = evidence.measures.by_code.get(fact.quantity.measure)
        if fact.entity != TOTAL or measure is None or measure.unit != "SEK":
            continue
        if abs(fact.value - mention.value) <= mention.half:
            heard.holds(sentence, f"{mention.text} är {fact.text} avrundat")
            return
        if abs(fact.value - mention.value) < 2 * mention.half and 0 < mention.half <= 0.005 * fact.value:
            near = near or fact
    if near is not None:
        scaled = swedish(near.value / 10**mention.number.scale, mention.number.decimals)
        computed = f"{scaled}{NBSP}{mention.number.unit}"
        heard.fails(
            sentence, "note", mention.text, computed,
            f"Texten säger {mention.text}, men {near.text} ({near.where.spoken}) "
f"avrundas till {computed}. Rätta, eller skriv drygt.",
            f"{mention.text} är {near.text} avrundat",
        )  # fmt: skip


def _check_number(
    sentence: Sentence, mention: Mention, paragraph: Sequence[Sentence], evidence: Evidence, heard: Heard
) -> None:
    """A count or amount that repeats a figure, or that is the sum of two numbers said just before."""
    if mention.value < 10 and not mention.number.decimals:
        return
    named = _entity_behind(mention, evidence)
    if named is not None:
        _check_named(sentence, mention, named, evidence, heard)
        return
    equal = [fact for fact in evidence.equal(mention) if _about(fact, sentence, paragraph, evidence)]
    if equal:
        heard.holds(sentence, f"{mention.text} står i {equal[0].where.spoken}")
        _note_dependence(sentence, mention, equal[0], evidence, heard)
        return
    numbers = [each for s in paragraph for each in s.mentions if not each.number.percent and each is not mention]
    numbers = numbers[:MOST_TERMS]
    for n, a in enumerate(numbers):
        for b in numbers[n + 1 :]:
            if a.value and b.value and a.value + b.value == mention.value and mention.value >= 20:
                heard.holds(sentence, f"{mention.text} = {a.text} + {b.text}")
                return


def _entity_behind(mention: Mention, evidence: Evidence) -> str | None:
    """ "13 229 kr (BOSS)" """
    match = re.match(r"\s*(?:per \w+ )?\(([^()]{2,30})\)", mention.after)
    name = match[1].lower().strip() if match else ""
    return name if name and any(fact.entity == name for fact in evidence.facts) else None


def _check_named(sentence: Sentence, mention: Mention, entity: str, evidence: Evidence, heard: Heard) -> None:
    own = [fact for fact in evidence.facts if fact.entity == entity]
    for fact in own:
        if abs(fact.value - mention.value) <= (0.0 if fact.exact else fact.half) + mention.slack + 1e-9:
            heard.holds(sentence, f"{mention.text} för {entity.upper()} står i {fact.where.spoken}")
            return
    meant = [fact for fact in own if _says(fact, sentence.words, evidence) and fact.quantity.part in ("", "actual")]
    if len({fact.quantity for fact in meant}) == 1:
        fact = meant[0]
        heard.fails(
            sentence, "error", mention.text, fact.text,
            f"Texten säger {mention.text} för {entity.upper()}, men i "
f"{fact.where.spoken} står {fact.text}. Skriv samma på båda ställena.",
            f"{mention.text} för {entity.upper()} är {fact.text}",
        )  # fmt: skip


def _says(fact: Fact, words: str, evidence: Evidence) -> bool:
    measure = evidence.measures.by_code.get(fact.quantity.measure)
    return measure is not None and any(" " in label and label in words for label in measure.labels)


def _about(fact: Fact, sentence: Sentence, paragraph: Sequence[Sentence], evidence: Evidence) -> bool:
    """The paragraph speaks of what the figure measures; a total needs no name, others must be named."""
    words = " ".join(each.words for each in paragraph)
    if fact.entity != TOTAL and not re.search(rf"(?<!\w){re.escape(fact.entity)}(?!\w)", words):
        return False
    measure = evidence.measures.by_code.get(fact.quantity.measure)
    said = {"women": "kvinn", "men": "män", "": ""}[fact.quantity.sex]
    if measure is None or said not in words:
        return False
    stems = {word[:7] for label in measure.labels for word in label.split() if len(word) > 4}
    return any(stem in words for stem in stems)


def _note_dependence(sentence: Sentence, mention: Mention, fact: Fact, evidence: Evidence, heard: Heard) -> None:
    """A ratio in the text that rests on a total which the table's rows contradict."""
    terms = evidence.measures.terms(fact.quantity)
    if terms is None or fact.entity != TOTAL or any(f.printed == mention.text for f in heard.findings):
        return
    values: list[float] = []
    changed = ""
    for term in terms:
        found = _term(term, evidence)
        if found is None:
            return
        wrong = next((each for each in evidence.wrong if each.cell == found.where.cell), None)
        values.append(wrong.computed if wrong else found.value)
        if wrong is not None:
            changed = f"{_number(wrong.printed)}, där raderna ger {_number(wrong.computed)}"
    if changed and values[1]:
        percent = evidence.measures.by_code[fact.quantity.measure].percent
        other = swedish(values[0] / values[1] * (100 if percent else 1), mention.number.decimals)
        other += f"{NBSP}{mention.number.unit}" if mention.number.unit else ""
        if abs(float(values[0] / values[1]) - mention.value) > mention.half:
            heard.fails(
                sentence, "note", mention.text, other,
                f"Texten säger {mention.text}. Det bygger på summan {changed}; med radernas summa blir det {other}. "
                "Rätta summan först och räkna sedan om detta tal.",
                f"{mention.text} med radernas summa",
            )  # fmt: skip


def _term(wanted: Quantity, evidence: Evidence) -> Fact | None:
    for part in (wanted.part, "", "actual"):
        found = evidence.by_name.get((TOTAL, Quantity(wanted.measure, wanted.sex, part, wanted.context)))
        if found is not None:
            return found
    return None


def _percent(value: float, decimals: int = 0) -> str:
    return f"{swedish(value, decimals)}{NBSP}%"


def _number(value: float) -> str:
    return swedish(value, 0 if value == int(value) else 1)
