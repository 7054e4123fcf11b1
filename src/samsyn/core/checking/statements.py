"""Statements without a figure of their own to compare: "alla utom", "en dryg tredjedel", "35 procentenheter"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.core.checking.claims import Evidence, Heard
from samsyn.core.checking.facts import TOTAL, Fact
from samsyn.core.checking.meaning import Quantity
from samsyn.core.checking.mentions import Mention, Sentence
from samsyn.core.checking.report import Finding, Relation, Severity
from samsyn.core.checking.wording import place
from samsyn.core.quantities import NBSP, swedish
from samsyn.core.tables.grid import NUMBER
from samsyn.core.tables.labels import is_total, normal
from samsyn.core.tables.structure import Block, Sheet

ALL_BUT = re.compile(
    r"\b(?i:samtliga|alla)\b(?:\s+\w+){0,3}?\s+(?:utom|förutom"
    r"|med undantag av)\s+(?P<but>[\wÅÄÖåäö-]+(?:(?:, | och )[A-ZÅÄÖ][\w-]+)*)"
    r"[^.;]*?\b(?P<way>lägre|högre|fler|färre|mindre"
    r"|större)\s+(?P<what>[\wåäö]+(?: per \w+)?)[^.;]{0,30}?\bän\b[^.;]{0,20}"
    r"(?:planera|budgetera|beräkna|förvänta)"
)
FRACTION = re.compile(
    r"\b(?P<about>drygt? |dryga |knappt? |nästan |över |mer än |närmare )?(?:en |ett )?(?P<dryg>dryg |knapp )?"
    r"(?P<word>hälften|halva|tredjedel|fjärdedel|femtedel|tiondel)(?:en|ar|s)?\b"
)
FRACTIONS = {
    "hälften": 1 / 2,
    "halva": 1 / 2,
    "tredjedel": 1 / 3,
    "fjärdedel": 1 / 4,
    "femtedel": 1 / 5,
    "tiondel": 1 / 10,
}
STATED_BASE = re.compile(
    r"\bn\s*=\s*(\d[\d ]*)|\(\s*(\d[\d ]*)\s*(?:st|stycken|personer|deltagare|kvinnor|män|svar|svarande|individer)\b",
    re.I,
)
ANSWERED = re.compile(
    r"\b(\d{1,3}) (?:personer|deltagare|respondenter)\b[^.;]{0,20}\bsvarat?\w*|besvarade (?:av )?(\d{1,3}) personer"
    r"|(\d{1,3}) svarande\b"
)
ANSWERS = re.compile(r"^\s*av (?:respondenterna|de svarande|de som svara\w*|svaren)")
LONGEST_SENTENCE = 1_500  # characters; the patterns below look far
FEW = 100  # below so many persons not every whole percentage exists
NEAR = 3  # paragraphs


@dataclass(frozen=True)
class Share:
    """A percentage of a table with its base, None where none is stated."""

    label: str
    value: float
    base: int | None
    title: str
    sheet: Sheet
    cell: tuple[int, int]


def check_statements(paragraph: Sequence[Sentence], last: Sheet | None, evidence: Evidence, heard: Heard) -> None:
    """last: the nearest table before the paragraph."""
    for sentence in paragraph:
        words = sentence.words
        if len(words) > LONGEST_SENTENCE:
            continue
        if "svara" in words or "respondent" in words:
            _answers(sentence, heard)
        if "utom" in words or "undantag" in words:
            _all_but(sentence, evidence, heard)
        if "procentenhet" in words:
            _points(sentence, last, heard)
        if last is not None and ("del" in words or "hälften" in words):
            _fraction(sentence, last, heard)


def _answers(sentence: Sentence, heard: Heard) -> None:
    """ "88 % av respondenterna" when 51 answered: only some percentages exist."""
    stated = ANSWERED.search(sentence.words)
    if stated:
        heard.answered = int(next(group for group in stated.groups() if group)), sentence.paragraph
    count, paragraph = heard.answered
    if not 0 < count < FEW or sentence.paragraph - paragraph > NEAR:
        return
    for mention in sentence.mentions:
        if mention.number.unit not in ("%", "procent") or not ANSWERS.match(mention.after) or mention.about:
            continue
        nearest = round(mention.value * count / 100)
        share = 100 * nearest / count
        words = f"{mention.text} av {count} svarande: {nearest} / {count} = {swedish(share, 1)}{NBSP}%"
        holds = abs(share - mention.value) <= mention.half + 1e-9
        heard.relations.append(Relation("share", sentence.where, words, holds))
        if not holds:
            message = (
                f"Texten säger {mention.text} av de svarande, men av "
                f"{count} finns inget antal som blir {mention.text}: "
                f"närmast är {nearest}, som är {swedish(share, 1)}{NBSP}%. Ange antalet, eller rätta procenttalet."
            )
            shown = f"{swedish(share, mention.number.decimals)}{NBSP}%"
            near = stated is not None or paragraph == sentence.paragraph
            severity: Severity = "warning" if near else "note"
            heard.findings.append(Finding("share", severity, sentence.where, mention.text, shown, message))


def _all_but(sentence: Sentence, evidence: Evidence, heard: Heard) -> None:
    match = ALL_BUT.search(sentence.text)
    if match is None:
        return
    quantity = evidence.measures.named((match["what"],))
    if quantity is None:
        return
    lower = match["way"].lower() in ("lägre", "färre", "mindre")
    pairs = _pairs(quantity.measure, evidence)
    named = {name.strip().lower() for name in re.split(r", | och ", match["but"])}
    if len(pairs) < 3 or not named <= set(pairs):
        return
    true = {
        entity
        for entity, (plan, actual) in pairs.items()
        if (actual.value < plan.value) == lower and actual.value != plan.value
    }
    wrong_but = sorted(named & true)
    also_but = sorted(set(pairs) - true - named)
    words = f"alla utom {match['but']} har {match['way']} {match['what']} än planerat"
    if not wrong_but and not also_but:
        heard.holds(sentence, words)
        return
    parts = []
    for entity in [*wrong_but, *also_but]:
        plan, actual = pairs[entity]
        gap = swedish(abs(plan.value - actual.value))
        side = "lägre" if actual.value < plan.value else "högre" if actual.value > plan.value else "lika"
        parts.append(f"{entity.upper()} har {actual.text} mot planerade {plan.text}, alltså {gap} {side}")
    first = pairs[[*wrong_but, *also_but][0]]
    listed = "; ".join(parts)
    message = f"Texten säger att {words}, men {listed}. Ändra undantaget eller skriv vad som räknas som lägre."
    heard.fails(sentence, "warning", f"utom {match['but']}", first[1].text, message, words)


def _pairs(measure: str, evidence: Evidence) -> dict[str, tuple[Fact, Fact]]:
    found: dict[str, tuple[Fact, Fact]] = {}
    for (entity, quantity), fact in evidence.by_name.items():
        if quantity == Quantity(measure, "", "plan") and entity != TOTAL:
            actual = evidence.by_name.get((entity, Quantity(measure, "", "actual")))
            if actual is not None:
                found[entity] = fact, actual
    return found


def _points(sentence: Sentence, last: Sheet | None, heard: Heard) -> None:
    """A change in percentage points: between which shares, of how many each?"""
    points = [each for each in sentence.mentions if each.number.unit == "procentenheter"]
    shares = [each for each in sentence.mentions if each.number.percent and each not in points]
    for point in points:
        pair = re.search(r"från (\d+(?:,\d+)?)\s?(?:%|procent)? till (\d+(?:,\d+)?)\s?(?:%|procent)", sentence.text)
        if pair and len(shares) >= 1:
            _stated_pair(sentence, point, float(pair[1].replace(",", ".")), float(pair[2].replace(",", ".")), heard)
        elif last is not None:
            _table_pair(sentence, point, last, heard)


def _stated_pair(sentence: Sentence, point: Mention, before: float, after: float, heard: Heard) -> None:
    change = abs(after - before)
    words = f"{point.text}: från {swedish(before, 0)} till {swedish(after, 0)}"
    if abs(change - point.value) <= 2 * point.half + 1e-9:
        heard.holds(sentence, words)
        return
    computed = swedish(change, point.number.decimals)
    message = (
        f"Texten säger {point.text}, men från {swedish(before)} % till "
        f"{swedish(after)} % är {computed} procentenheter. Rätta det ena."
    )
    heard.fails(sentence, "error", point.text, f"{computed} procentenheter", message, words)


def _table_pair(sentence: Sentence, point: Mention, sheet: Sheet, heard: Heard) -> None:
    shares = _shares(sheet)
    pairs = [
        (a, b) for n, a in enumerate(shares) for b in shares[n + 1 :]
        if abs(abs(a.value - b.value) - point.value) <= point.half and normal(a.label) == normal(b.label)
    ]  # fmt: skip
    falls = re.search(r"\b(?:minska|sjunk|gått ned|lägre|färre)", sentence.words) is not None
    rises = re.search(r"\b(?:öka|stig|gått upp|högre|fler)", sentence.words) is not None
    if falls != rises:
        pairs = [(a, b) for a, b in pairs if (a.value > b.value) == falls]
    if not pairs or len({(a.base, b.base) for a, b in pairs}) > 1:
        return
    a, b = pairs[0]
    words = f"{point.text}: {_share(a)} och {_share(b)}"
    if a.base is not None and a.base == b.base:
        heard.holds(sentence, words)
        return
    heard.relations.append(Relation("base", sentence.where, words, False))
    cells = tuple((sheet.index, *each.cell) for each in (a, b))
    message = (
        f"Texten säger {point.text}. I {place(sheet, a.cell).table.split(':')[0]} "
        f"går ”{a.label}” från {_share(a)} till {_share(b)}. "
        + ("Utan samma bas kan förändringen bero på att det är olika personer. " if a.base != b.base else "")
        + "Ange antalet bakom båda procenttalen, och jämför samma grupp."
    )
    stated = f"{_base_words(a)}, {_base_words(b)}"
    heard.findings.append(Finding("base", "warning", sentence.where, point.text, stated, message, None, cells))


def _share(share: Share) -> str:
    return f"{swedish(share.value)}{NBSP}% ({_base_words(share)})"


def _base_words(share: Share) -> str:
    return f"av {share.base}" if share.base is not None else "basen anges inte"


def _shares(sheet: Sheet) -> list[Share]:
    grid = sheet.grid
    if grid.shape[0] > 500:
        return []
    found: list[Share] = []
    for block in sheet.blocks:
        stated = _stated(block, sheet)
        for r in block.rows:
            for c in sheet.columns:
                if grid.percent[r, c] and grid.kind[r, c] == NUMBER and sheet.row_label(r):
                    found.append(Share(sheet.row_label(r), float(grid.value[r, c]), stated, block.title, sheet, (r, c)))
    return found


def _stated(block: Block, sheet: Sheet) -> int | None:
    words = " ".join([block.title, *block.headings.values()])
    if block is sheet.blocks[0]:
        words += " " + " ".join(word for path in sheet.paths for word in path)
    match = STATED_BASE.search(words)
    return int((match[1] or match[2]).replace(" ", "")) if match else None


def _fraction(sentence: Sentence, sheet: Sheet, heard: Heard) -> None:
    """ "en dryg tredjedel" of what? Only when the sentence repeats the words of one row."""
    match = FRACTION.search(sentence.words)
    row = _row_said(sentence, sheet) if match else None
    if match is None or row is None:
        return
    part = FRACTIONS[match["word"]]
    said = " ".join(word.strip() for word in (match["about"], match["dryg"], match["word"]) if word)
    more = "dryg" in said or "över" in said or "mer än" in said
    less = "knapp" in said or "nästan" in said or "närmare" in said
    r, c, value, bases = row
    shares = {base: value / base for base in bases if base > value}
    if not shares:
        return
    fits = {
        base
        for base, share in shares.items()
        if (part * (0.85 if less or not more else 1.0)) <= share <= part * (1.25 if not less else 1.0)
    }
    listed = ", ".join(
        f"{swedish(value)} av {swedish(base)} är {swedish(100 * share)}{NBSP}%" for base, share in shares.items()
    )
    words = f"{said}: {listed}"
    if fits == set(shares):
        heard.holds(sentence, words)
    elif fits:
        where = place(sheet, (r, c))
        heard.relations.append(Relation("claim", sentence.where, words, False))
        heard.findings.append(Finding(
            "claim", "note", sentence.where, said, listed,
            f"Texten säger {said} om ”{sheet.row_label(r)}” ({where.table.split(':')[0]}): "
f"{listed}. Skriv vilket antal andelen räknas på.",
            None, ((sheet.index, r, c),),
        ))  # fmt: skip


def _row_said(sentence: Sentence, sheet: Sheet) -> tuple[int, int, float, list[float]] | None:
    """The one row whose label the sentence repeats, its first number, and the totals it may be a share of."""
    grid = sheet.grid
    words = re.sub(r"\s*/\s*", "/", sentence.words)
    found = []
    for block in sheet.blocks:
        for r in block.rows[:200]:
            label = re.sub(r"\s*/\s*", "/", normal(sheet.row_label(r)))
            if len(label) >= 8 and label in words and not is_total(label):
                found.append((block, r))
    if len(found) != 1 or not sheet.columns:
        return None
    block, r = found[0]
    c = sheet.columns[0]
    if grid.kind[r, c] != NUMBER or grid.percent[r, c]:
        return None
    own = [
        float(grid.value[x, c]) for x in block.rows if grid.kind[x, c] == NUMBER and not is_total(sheet.row_label(x))
    ]
    totals = [
        float(grid.value[x, c])
        for b in sheet.blocks
        for x in b.rows
        if is_total(sheet.row_label(x)) and grid.kind[x, c] == NUMBER
    ]
    return r, c, float(grid.value[r, c]), list(dict.fromkeys([*totals[:1], sum(own)]))
