"""Accounts beside each other: what parts their premises, each in a sentence, all in one table, and the differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.answers import headline
from samsyn.apps.economics.presenters.wording import amount, between, chance, money, perspective
from samsyn.apps.economics.queries.comparing import Apart, Choice, Compared, apart, differing, same_effort
from samsyn.apps.economics.queries.outlines import UNDIVIDED, Outline, Party, Premises, Side
from samsyn.core.valuation.cube import PUBLIC, SOCIETY
from samsyn.valuing.tongue import MILLION
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import MISSING, isodate, number, percent, plainnumber
from samsyn.web.tables import Cell, Column, Table

PARTED = 30  # values shown of those that part the accounts


def choice_words(choice: Choice) -> str:
    """The account and which of its copies."""
    if choice.frozen is None:
        return _("%(title)s, som den är nu") % {"title": choice.account.title}
    return _("%(title)s, fryst nr %(n)s") % {"title": choice.account.title, "n": choice.frozen.number}


def choice_rows(choices: Sequence[Choice], picked: Sequence[str]) -> list[dict[str, Any]]:
    """What may be chosen, for a list of boxes."""
    return [
        {
            "key": one.key,
            "label": choice_words(one),
            "note": ", ".join(
                filter(
                    None,
                    (
                        str(one.account.project or one.account.organisation),
                        isodate(one.frozen.frozen_at) if one.frozen else "",
                        one.frozen.reason if one.frozen else "",
                    ),
                )
            ),
            "picked": one.key in picked,
        }
        for one in choices
    ]


def compared_words(compared: Sequence[Compared]) -> dict[str, Any]:
    """Everything the page shows of the chosen accounts."""
    letters = ascii_uppercase[: len(compared)]
    found = [(letter, one, one.outline) for letter, one in zip(letters, compared, strict=True)]
    told = [(letter, one, outline) for letter, one, outline in found if outline is not None]
    outlines = [outline for _letter, _one, outline in told]
    parted = differing(outlines)
    return {
        "each": [_in_short(letter, one, [other.choice.key for other in compared]) for letter, one, _outline in found],
        "warning": premises_words([(letter, outline.premises) for letter, _one, outline in told], parted),
        "picture": _picture(told) if len(told) > 1 and not parted else None,
        "tables": [_worth(told), _rest(told), _premises(told)] if told else [],
        "differences": [_difference(told[0], one) for one in told[1:] if not differing([told[0][2], one[2]])],
        "values": _values(told),
    }


Told = tuple[str, Compared, Outline]


def _in_short(letter: str, one: Compared, keys: Sequence[str]) -> dict[str, Any]:
    row = one.choice.frozen or one.choice.account
    first = [one.choice.key, *(key for key in keys if key != one.choice.key)]
    return {
        "letter": letter,
        "label": choice_words(one.choice),
        "about": str(one.choice.account.project or one.choice.account.organisation),
        "href": row.get_absolute_url(),
        "sentence": headline(one.result) if one.result else "",
        "faults": one.faults,
        "against": "" if keys[0] == one.choice.key else "?" + "&".join(f"val={key}" for key in first),
    }


def premise_labels() -> dict[str, tuple[str, Callable[[Any], str]]]:
    """What each premise is called, and how its value is said."""
    bases = {"average": _("genomsnittskostnad"), "marginal": _("marginalkostnad"), "releasable": _("frigörbar kostnad")}
    return {
        "price_year": (_("Prisår"), plainnumber),
        "first_year": (_("Första året"), plainnumber),
        "years": (_("Tidshorisont"), lambda value: _("%(n)s år") % {"n": value}),
        "term": (_("De första åren"), lambda value: _("%(n)s år") % {"n": value}),
        "rate": (_("Kalkylränta"), lambda value: percent(value, 1)),
        "basis": (_("Resurser räknas som"), lambda value: bases.get(value, value)),
        "tax_factor": (_("Skattefaktor"), plainnumber),
    }


def premises_words(premises: Sequence[tuple[str, Premises]], parted: Sequence[str]) -> list[str]:
    """One line for each premise that is not the same in all: Prisår: A 2015, B 2023."""
    labels = premise_labels()
    return [
        f"{labels[name][0]}: "
        + ", ".join(f"{letter} {labels[name][1](getattr(one, name))}" for letter, one in premises)
        for name in parted
    ]


def _picture(told: Sequence[Told]) -> Chart:
    ends = [(_("lågt"), "low"), (_("väntat"), "mean"), (_("högt"), "high")]
    return Chart(
        kind="dots",
        title=_("Nuvärde för samhället, med spannet som rymmer nio av tio beräkningar"),
        categories=tuple(f"{letter}. {choice_words(one.choice)}" for letter, one, _outline in told),
        series=tuple(
            Series(name, tuple(getattr(outline.society, end) / MILLION for _letter, _one, outline in told))
            for name, end in ends
        ),
        unit=_("Mkr"),
        decimals=1,
        category_label=_("Kalkyl"),
    )


def _columns(first: str, told: Sequence[Told]) -> list[Column]:
    heads = [Column(letter, numeric=True, title=choice_words(one.choice)) for letter, one, _outline in told]
    return [Column(first), *heads]


def _worth(told: Sequence[Told]) -> Table:
    """Each party's present value with its band; a dash where the account does not count the party."""
    codes = list(dict.fromkeys(side.code for _letter, _one, outline in told for side in outline.sides))
    rows = [
        [perspective(code), *(_worth_cell(outline.side(code)) for _letter, _one, outline in told)] for code in codes
    ]
    note = _("Nuvärden efter insatsens kostnad. Under varje belopp står spannet som rymmer nio av tio beräkningar.")
    return Table(_("Vem som betalar och vem som vinner"), _columns(_("Part"), told), rows, note=note)


def _worth_cell(side: Side | None) -> Cell:
    if side is None:
        return Cell(MISSING)
    return Cell(money(side.mean), css="stacked", note=between(side.spread) if side.banded else _("utan spann"))


def _rest(told: Sequence[Told]) -> Table:
    facts: list[tuple[str, Callable[[Outline], Any]]] = [
        (_("Samhället, de första åren"), lambda one: money(one.society.first_term)),
        (_("Offentlig sektor, de första åren"), lambda one: _of_side(one.side(PUBLIC), "first_term")),
        (_("Samhället vinner"), lambda one: chance_words(one.society)),
        (_("Offentlig sektor vinner"), lambda one: chance_words(one.side(PUBLIC))),
        (_("Återbetalt för det offentliga"), lambda one: payback_words(one.side(PUBLIC))),
        (_("Minsta effekt som bär insatsen för samhället"), break_even_words),
        (_("Effekt som kalkylen räknar med"), expected_words),
        (_("Insatsens kostnad"), lambda one: money(one.cost)),
        (_("Kostnad per person som börjar"), lambda one: money(one.cost_per_starter) if one.starters else MISSING),
        (_("Börjar"), lambda one: number(one.starters, 0 if one.starters >= 10 else 1)),
        (_("Underlag för effekten"), lambda one: grade_words(one.effect_grade)),
        (_("Alla graderade tal"), grades_words),
        (_("Antaganden"), assumed_words),
        (_("Antagandenas del i osäkerheten"), swing_words),
    ]
    rows = [[label, *(say(outline) for _letter, _one, outline in told)] for label, say in facts]
    return Table(_("Mer om kalkylerna"), _columns(_("Uppgift"), told), rows)


def _premises(told: Sequence[Told]) -> Table:
    rows = [
        [label, *(say(getattr(outline.premises, name)) for _letter, _one, outline in told)]
        for name, (label, say) in premise_labels().items()
    ]
    rows.append([_("Kontrollsumma"), *(outline.hash[:12] for _letter, _one, outline in told)])
    return Table(_("Vad kalkylerna vilar på"), _columns(_("Uppgift"), told), rows)


def _of_side(side: Side | None, name: str) -> str:
    return money(getattr(side, name)) if side else MISSING


def chance_words(side: Side | None) -> str:
    """How often a party gains; a dash where nothing is uncertain, since once is not a frequency."""
    return chance(side.chance) if side and side.banded else MISSING


def payback_words(side: Side | None) -> str:
    if side is None or not side.moves:
        return MISSING
    return plainnumber(side.payback_year) if side.payback_year is not None else _("inte inom tiden")


def break_even_words(one: Outline) -> str:
    """The least effect; that none is enough, or that any is; a dash where the question cannot be put."""
    if not one.asked:
        return MISSING
    if one.break_even is None:
        return _("vilken som helst") if one.society.mean > 0 else _("ingen prövad räcker")
    return amount(one.break_even, one.effect_unit)


def expected_words(one: Outline) -> str:
    return MISSING if one.expected is None else amount(one.expected, one.effect_unit)


def grade_words(grade: int | None) -> str:
    """Grade 6 of 6: 1 is the strongest evidence."""
    return _("grad %(n)s (1 är starkast, 6 svagast)") % {"n": grade} if grade else _("inte graderat")


def grades_words(one: Outline) -> str:
    told = [_("grad %(grade)s: %(n)s tal") % {"grade": grade, "n": n} for grade, n in one.grades.items()]
    return ", ".join(told) or _("inga")


def assumed_words(one: Outline) -> str:
    return _("%(n)s av %(of)s tal") % {"n": one.assumed, "of": one.numbers}


def swing_words(one: Outline) -> str:
    return MISSING if one.assumed_swing is None else percent(one.assumed_swing, 0)


def party_name(party: Party) -> str:
    return _("Det offentliga, inte uppdelat") if party.code == UNDIVIDED else perspective(party.code)


def _difference(base: Told, other: Told) -> dict[str, Any]:
    """Another account against the first: a sentence, the table by party, and how it was drawn."""
    (first, one, here), (letter, two, there) = base, other
    found = apart(two, one)
    title = _("%(other)s mot %(first)s") % {"other": letter, "first": first}
    if found is None or found.moved:
        return {"title": title, "moved": _(
            "Prisbanken eller motorn har ändrats sedan någon av kalkylerna frystes, så skillnaden går inte att räkna "
            "beräkning för beräkning. Jämför medelvärdena ovan med försiktighet, eller frys om."
        )}  # fmt: skip
    return {
        "title": title,
        "sentence": _difference_words(first, letter, found),
        "table": _difference_table(first, letter, here, there, found),
        "drawn": _drawn_words(found, same_effort(one.choice, two.choice)),
    }


def _difference_words(first: str, letter: str, found: Apart) -> str:
    side = found.sides[SOCIETY]
    values = {
        "other": letter,
        "first": first,
        "worth": money(abs(side.mean)),
        "between": between({"low": side.low, "high": side.high}),
        "chance": chance(side.chance),
    }
    if side.low == side.high:
        more = _("%(other)s är värd %(worth)s mer för samhället än %(first)s, utan spann.")
        less = _("%(other)s är värd %(worth)s mindre för samhället än %(first)s, utan spann.")
        return (more if side.mean >= 0 else less) % values
    more = _(
        "%(other)s väntas vara värd %(worth)s mer för samhället än %(first)s. Nio av tio beräkningar ger %(between)s, "
        "och %(other)s är bäst %(chance)s."
    )
    less = _(
        "%(other)s väntas vara värd %(worth)s mindre för samhället än %(first)s. Nio av tio beräkningar ger "
        "%(between)s, och %(other)s är bäst %(chance)s."
    )
    return (more if side.mean >= 0 else less) % values


def _difference_table(first: str, letter: str, here: Outline, there: Outline, found: Apart) -> Table:
    columns = [
        Column(_("Part")),
        Column(letter, numeric=True),
        Column(first, numeric=True),
        Column(_("Skillnad"), numeric=True),
        Column(_("Nio av tio beräkningar"), numeric=True),
        Column(_("%(letter)s bäst") % {"letter": letter}),
    ]
    rows = []
    for code, side in found.sides.items():
        banded = side.low != side.high
        rows.append(
            [
                perspective(code),
                _of_side(there.side(code), "mean"),
                _of_side(here.side(code), "mean"),
                money(side.mean),
                between({"low": side.low, "high": side.high}) if banded else MISSING,
                chance(side.chance) if banded else MISSING,
            ]
        )
    return Table(_("%(other)s mot %(first)s, part för part") % {"other": letter, "first": first}, columns, rows)


def _drawn_words(found: Apart, same: bool) -> str:
    values = {"shared": number(found.shared), "own": number(found.own)}
    if same:
        text = _(
            "Skillnaden är räknad beräkning för beräkning. %(shared)s osäkra tal står lika i båda och är dragna en "
            "gång; %(own)s skiljer sig och är dragna var för sig. Då blir spannet hellre för brett än för smalt."
        )
    else:
        text = _(
            "Skillnaden är räknad beräkning för beräkning. %(shared)s osäkra tal, som priser, står lika i båda och är "
            "dragna en gång. %(own)s är dragna var för sig: de skiljer sig, eller hör till kedjan och gäller olika "
            "människor även när talet är detsamma. Då blir spannet hellre för brett än för smalt."
        )
    return text % values


def _values(told: Sequence[Told]) -> Table | None:
    """The numbers that part accounts of the same effort."""
    if len(told) < 2 or not all(same_effort(told[0][1].choice, one.choice) for _letter, one, _outline in told[1:]):
        return None
    rows_of = [{row["code"]: row for row in one.result["sources"]} for _letter, one, _outline in told]
    facts = ("value", "low", "high", "grade", "source", "assumption")
    rows = []
    for code, row in rows_of[0].items():
        beside = [each.get(code) for each in rows_of]
        if None not in beside and len({tuple(each[name] for name in facts) for each in beside}) > 1:
            rows.append([said(row["name"]), *(_value_cell(each) for each in beside)])
    if not rows:
        return None
    return Table(_("Tal som skiljer kalkylerna åt"), _columns(_("Värde"), told), rows[:PARTED])


def _value_cell(row: dict[str, Any]) -> Cell:
    band = {"low": amount(row["low"], row["unit"]), "high": amount(row["high"], row["unit"])}
    note = _("%(low)s till %(high)s") % band if row["low"] != row["high"] else _("utan spann")
    note = f"{note}, {_('antaget')}" if row["assumption"] else note
    return Cell(amount(row["value"], row["unit"]), css="stacked", note=note)
