"""A scenario file as plain values → `Scenario`. Every fault is gathered, with its place, what is wrong and what to do.

The file's grammar for editors is `parameters/valuation/scenario.schema.json`; a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise
from typing import Any

from samsyn.core.tables.formula import AND
from samsyn.core.valuation.bank import Bank
from samsyn.core.valuation.bank_faults import BadValue, Fault, Missing
from samsyn.core.valuation.bank_fields import CODE, QUALITIES, REMEDIES, Fields
from samsyn.core.valuation.distributions import (
    FAMILIES,
    Z90,
    BadDistribution,
    Distribution,
    Fixed,
    Normal,
    distribution_from,
)
from samsyn.core.valuation.draws import BadCorrelation, Together
from samsyn.core.valuation.entries import Amount, Assumption, Names, Notice, Quote
from samsyn.core.valuation.formula import BadFormula, check, names_in
from samsyn.core.valuation.scenario import (
    BASES,
    FORMAT,
    KINDS,
    LINKS,
    SHARES,
    Chain,
    Cost,
    Flow,
    MoveSpec,
    Scenario,
    State,
    Value,
    Works,
)
from samsyn.core.valuation.scenario_freezing import is_frozen, thawed
from samsyn.core.valuation.uprating import index_doubts

FROM_THE_BANK = (
    "marginal_share",
    "releasable_share",
    "release_lag",
)  # assumed where a scenario says nothing of its own
LONGEST = 60  # years of horizon
LONGEST_EXPRESSION = 140  # characters; two are put together, with signs, within what the parser reads
SHARE_UNITS = ("1", "andel", "1/year")
BASE_AMOUNT = "prisbasbelopp"  # carries amounts between years unless another index is named
Raw = Mapping[str, Any]


def read_scenario(raw: object, bank: Bank, name: str = "scenario") -> Scenario:
    """Shape a scenario, or one that was frozen, which has all it needs without the bank.

    BadValue lists every fault; each field is a path such as chain.effect.value.
    """
    if isinstance(raw, Mapping) and is_frozen(raw):
        return thawed(raw, name)
    reader = _Reader(raw, bank, name)
    scenario = reader.scenario()
    if reader.faults:
        raise BadValue(reader.faults)
    return scenario


class _Reader:
    def __init__(self, raw: object, bank: Bank, name: str) -> None:
        self.bank, self.name = bank, name
        self.faults: list[Fault] = []
        self.top = Fields(raw, name, "", self.faults)
        self.values: dict[str, Value] = {}
        self.price_year = 0
        self.costly = self._named_by_costs()

    def scenario(self) -> Scenario:
        top = self.top
        top.choice("format", (FORMAT,))
        self.price_year = self._whole(top, "price_year", 1990, 2100)
        years = self._whole(top, "years", 1, LONGEST) or LONGEST  # a fault is noted; what names years is read on
        per_year = self._whole(top, "cycles_per_year", 1, 12, default=1)
        for code, raw in self._mapping(top, "values").items():
            fields = top.inside(raw, f"values.{code}")
            if not CODE.fullmatch(str(code)) or str(code) in AND:
                fields.fault("", f"{code} är ingen kod.", REMEDIES["code"])
            self._value(fields, str(code))
        chain = self._chain(top.inside(top.needed("chain") or {}, "chain"), years)
        self._assumed()
        states = tuple(self._state(each, at, per_year) for at, each in enumerate(top.each("states", optional=False)))
        codes = {state.code for state in states}
        if len(codes) < len(states):
            top.fault("states", "två lägen har samma kod.", "Ge det ena en annan kod.")
        bands = {state.code: len(state.bands) + 1 for state in states}
        moves = tuple(self._move(each, at, bands, years) for at, each in enumerate(top.each("moves")))
        possible = {(move.source, move.target) for move in moves}
        scenario = Scenario(
            code=top.code(),
            name=top.names("name"),
            about=top.names("about"),
            source=top.text("source"),
            price_year=self.price_year,
            first_year=self._whole(top, "first_year", 1990, 2100),
            years=years,
            cycles_per_year=per_year,
            rates=self._rates(),
            tax_factor=self._tax_factor(),
            term=self._whole(top, "term", 1, LONGEST, default=4),
            basis=top.choice("basis", BASES, optional=True) or "average",
            states=states,
            start=self._start(codes, chain),
            moves=moves,
            flows=tuple(
                self._flow(each, at, codes, possible, years)
                for at, each in enumerate(top.each("flows", optional=False))
            ),
            costs=tuple(self._cost(each, at, years) for at, each in enumerate(top.each("costs"))),
            chain=chain,
            together=tuple(self._together(each, at) for at, each in enumerate(top.each("together"))),
            values=self.values,
            actors=self.bank.actors,
            grades=self.bank.grades,
            notes=tuple(self._note(each, at) for at, each in enumerate(top.each("notes"))),
        )
        self._works_on(chain.works, codes, possible)
        self._once_together(scenario.together)
        top.done()
        return scenario

    # values

    def _value(self, fields: Fields, code: str) -> str:
        """One number with its facts; answers its code. A price of the bank brings its own."""
        if fields.given("price") is not None:
            value = self._from_the_bank(fields, code)
        else:
            value = self._written(fields, code)
        fields.done()
        self.values[code] = value
        return code

    def _written(self, fields: Fields, code: str) -> Value:
        name = fields.names("name", optional=True) or {"sv": code, "en": code}
        unit = fields.text("unit")
        source, why, why_en = self._behind(fields)
        known = self._known(fields, share=unit in SHARE_UNITS)
        money = unit.startswith("kr")
        year = self._whole(fields, "price_year", 1990, 2100) if money else None
        notices: tuple[Notice, ...] = ()
        if money and year and self.price_year and year != self.price_year:
            known, notices = self._uprated(fields, known, year)
        bears, link = self._bears(code), code.removeprefix("chain.")
        bare = isinstance(known, Fixed) and 0 < known.mean < 1 and unit in SHARE_UNITS and bears != "ratio"
        value = Value(
            code=code,
            name=name,
            unit=unit,
            known=known,
            used=known,
            source=source,
            why=why,
            why_en=why_en,
            quality=fields.choice("quality", QUALITIES, optional=True) or 0,
            grade=fields.choice("grade", range(1, 7), optional=True) or 0,
            price_year=self.price_year if money else None,
            notices=notices,
            bears=bears,
            share=bare or (link != code and link in SHARES),
        )
        return value.with_known(known, self.bank.grades.values())

    def _bears(self, code: str) -> str:
        """To which side the grade of its evidence moves a value, so that poor evidence never flatters."""
        if code == "chain.effect":
            chain = self.top.raw.get("chain")
            works = chain.get("works") if isinstance(chain, Mapping) else None
            return "ratio" if isinstance(works, Mapping) and works.get("moves") else "gain"
        if code in ("chain.anyway", "chain.displacement"):
            return "against"
        return "cost" if code in ("chain.drop_off", "chain.lag") or code in self.costly else "gain"

    def _named_by_costs(self) -> set[str]:
        found: set[str] = set()
        costs = self.top.raw.get("costs")
        for cost in costs if isinstance(costs, list) else ():
            amount = cost.get("amount") if isinstance(cost, Mapping) else None
            with suppress(BadFormula):
                found.update(names_in(amount) if isinstance(amount, str) else ())
        return found

    def _behind(self, fields: Fields) -> tuple[str, str, str]:
        """The source, or why it was assumed, and that in English where it is said; one of the two is always given."""
        source, why, why_en = fields.given("source"), fields.given("assumption"), ""
        if isinstance(why, Mapping):
            both = fields.names("assumption")
            why, why_en = both["sv"], both["en"]
        if source is None and why is None:
            fields.fault(
                "source", "saknas.", "Skriv source: varifrån talet kommer, eller assumption: varför det antas."
            )
        for field, text in (("source", source), ("assumption", why)):
            if text is not None and not isinstance(text, str):
                fields.fault(field, "ska vara en text.", "Skriv varifrån talet kommer, eller varför det antas.")
        return str(source or ""), "" if source else str(why or ""), "" if source else why_en

    def _known(self, fields: Fields, share: bool) -> Distribution:
        value = fields.given("value")
        spread = fields.given("spread")
        if spread is None:
            return Fixed(float(fields.number("value", least=None)))
        inner = fields.inside(spread, "spread")
        family = _word(inner.choice("family", tuple(FAMILIES), optional=True)) or ("beta" if share else "gamma")
        numbers = {
            key: float(inner.as_number(key, inner.given(key), least=None))
            for key in ("sd", "low", "high", "mode")
            if inner.given(key) is not None
        }
        inner.done()
        ends = family in ("uniform", "pert")
        if not ends:
            numbers["mean"] = float(fields.number("value", least=None))
            if value is None:
                return Fixed(0.5)
        try:
            known = distribution_from(family, numbers)
        except BadDistribution as fault:
            fields.fault("spread", str(fault), "Ange sd, eller low och high som rymmer nio av tio.")
            return Fixed(numbers.get("mean", 0.5))
        if ends and value is not None:
            said = float(fields.as_number("value", value, least=None))
            if not any(math.isclose(said, each) for each in (known.mean, numbers.get("mode", known.mean))):
                fields.fault("value", f"{value} är inte vad spridningen säger ({known.mean:g}).", "Ta bort value.")
        return known

    def _uprated(self, fields: Fields, known: Distribution, year: int) -> tuple[Distribution, tuple[Notice, ...]]:
        """An amount in another year's prices, carried over by the base amount, with a notice that it was."""
        index = fields.choice("index", tuple(self.bank.indices), optional=True) or BASE_AMOUNT
        if index not in self.bank.indices:
            return known, ()
        try:
            series = self.bank.indices[index]
            factor = float(series.at(self.price_year).value / series.at(year).value)
        except Missing as fault:
            fields.fault("price_year", f"är {year}, kalkylen räknar i {self.price_year} års priser.", str(fault))
            return known, ()
        name = series.name
        notice = Notice(
            "uprated",
            f"Omräknat från {year} till {self.price_year} års priser med {name['sv']}.",
            f"Carried from {year} to {self.price_year} prices by {name['en']}.",
        )
        return known.moved(known.mean * factor, known.sd * factor), (
            notice,
            *index_doubts(series, year, self.price_year),
        )

    def _from_the_bank(self, fields: Fields, code: str) -> Value:
        wanted, times = fields.text("price"), fields.given("times")
        factor = fields.as_number("times", times) if times is not None else Decimal(1)
        source, why, why_en = self._behind(fields) if times is not None else ("", "", "")
        try:
            quote = (
                self.bank.yearly(self.bank.price(wanted, self.price_year))
                if fields.flag("yearly", False)
                else (self.bank.price(wanted, self.price_year))
            )
            uprated = self.bank.uprated(quote, self.price_year)
        except (Missing, BadValue) as fault:
            fields.fault("price", f"{wanted} går inte att använda i {self.price_year} års priser.", str(fault))
            return Value(code, {"sv": wanted, "en": wanted}, "kr", Fixed(0.0), Fixed(0.0), source="-", price=wanted)
        if not quote.price.bookable:
            fields.fault(
                "price", f"{wanted} blandar flera slag av kostnader.", "Jämför med det, men räkna inte på det."
            )
        known = self._spread_of_price(uprated.quote.times(factor).amount, fields)
        if not quote.source:  # a user's own assumption stays one wherever it is used
            why_en = "; ".join(filter(None, (quote.why["en"], source, why_en or why)))
            source, why = "", "; ".join(filter(None, (quote.why["sv"], source, why)))
        return Value(
            code=code,
            name=fields.names("name", optional=True) or quote.price.name,
            unit=quote.unit,
            known=known,
            used=known,
            source="; ".join(filter(None, (quote.source, source))),
            why=why,
            why_en=why_en,
            quality=quote.quality,
            price_year=self.price_year,
            price=wanted,
            notices=(*uprated.notices, *self._cases(quote)),
            bears=self._bears(code),
        )

    @staticmethod
    def _cases(quote: Quote) -> tuple[Notice, ...]:
        """A range over ages or kinds is not uncertainty but different cases; whoever reads has to know."""
        if quote.amount.point is not None or quote.range_of not in ("age", "kind"):
            return ()
        return (
            Notice(
                "cases",
                f"{quote.price.name['sv']}: spannet gäller olika fall, inte osäkerhet. Alla räknas som lika vanliga.",
                f"{quote.price.name['en']}: the range is over different cases, not uncertainty. All count alike.",
            ),
        )

    def _spread_of_price(self, amount: Amount, fields: Fields) -> Distribution:
        """A point between two ends has its band there; a lone point gets the bank's assumed spread; a range is even."""
        point, low, high = (None if each is None else float(each) for each in (amount.point, amount.low, amount.high))
        if point is not None and point <= 0:
            return Fixed(point)
        if point is not None and low is not None and high is not None and low < point < high:
            return distribution_from("gamma", {"mean": point, "low": low, "high": high})
        if point is not None and "price_spread" in self.bank.assumptions:
            share = float(self.bank.assumptions["price_spread"].value) / Z90
            return distribution_from("gamma", {"mean": point, "sd": point * share})
        if point is not None or (low is not None and low == high):
            return Fixed(point if point is not None else low or 0.0)
        if low is None or high is None:
            fields.fault("price", "har inget belopp.", "Ange ett eget pris med källa.")
            return Fixed(0.0)
        return distribution_from("uniform", {"low": low, "high": high})

    def _assumed(self) -> None:
        """What the bank assumes of every resource, where the scenario says nothing of its own."""
        for code in FROM_THE_BANK:
            if code not in self.values and code in self.bank.assumptions:
                self.values[code] = assumed_value(self.bank.assumptions[code], code)

    # the model

    def _state(self, raw: object, at: int, per_year: int) -> State:
        fields = self.top.inside(raw, f"states.{at}")
        bands = tuple(float(fields.as_number("bands", each, 0)) for each in fields.each("bands"))
        if list(bands) != sorted(set(bands)) or any(end <= 0 for end in bands):
            fields.fault("bands", "ska vara stigande och större än 0.", "Skriv till exempel [1, 3].")
        elif any((end - begin) * per_year < 1 for begin, end in pairwise((0.0, *bands))):
            fields.fault("bands", "ett band är kortare än en period.", "Gör banden längre, eller höj cycles_per_year.")
        found = State(fields.code(), fields.names("name"), bands)
        fields.done()
        return found

    def _start(self, codes: set[str], chain: Chain) -> dict[str, str]:
        found: dict[str, str] = {}
        if chain.works.source:
            if self.top.given("start") is not None:
                self.top.fault("start", f"alla börjar i {chain.works.source} (chain.works).", "Ta bort start.")
            return found
        for code, raw in self._mapping(self.top, "start").items():
            fields = self.top.inside({"start": raw}, f"start.{code}")
            if code not in codes:
                fields.fault("", f"{code} är inget läge.", f"Välj bland {', '.join(sorted(codes))}.")
            found[str(code)] = self._expression(fields, "start")
        return found

    def _move(self, raw: object, at: int, bands: Mapping[str, int], years: int) -> MoveSpec:
        fields = self.top.inside(raw, f"moves.{at}")
        found = MoveSpec(
            source=_word(fields.choice("from", sorted(bands))),
            target=_word(fields.choice("to", sorted(bands))),
            chance=self._expression(fields, "yearly"),
            by_year=self._factors(fields, "by_year"),
            by_band=self._factors(fields, "by_band"),
        )
        if found.source == found.target:
            fields.fault(
                "to", "är samma läge som from.", "Att stanna behöver inte skrivas; det är vad ingen flytt tog."
            )
        for field, given, most in (
            ("by_year", found.by_year, years),
            ("by_band", found.by_band, bands.get(found.source, len(found.by_band))),
        ):
            if len(given) > most:
                fields.fault(field, f"har {len(given)} tal, men det finns {most}.", "Ta bort dem som är över.")
        fields.done()
        return found

    def _flow(self, raw: object, at: int, codes: set[str], possible: set[tuple[str, str]], years: int) -> Flow:
        fields = self.top.inside(raw, f"flows.{at}")
        kind = _word(fields.choice("kind", tuple(KINDS))) or "resource"
        on: str | tuple[str, str] = _word(fields.choice("state", sorted(codes), optional=True))
        if fields.given("state") is None and (raw_move := fields.needed("move")) is not None:
            move = fields.inside(raw_move, "move")
            on = (_word(move.choice("from", sorted(codes))), _word(move.choice("to", sorted(codes))))
            move.done()
            if set(on) <= codes and on not in possible:
                fields.fault("move", f"Flytten {on[0]} > {on[1]} finns inte.", "Skriv den under moves först.")
        actors = tuple(self.bank.actors)
        payer = _word(fields.choice("payer", actors, optional=True))
        receiver = _word(fields.choice("receiver", actors, optional=True))
        self._both_ends(fields, kind, payer, receiver)
        found = Flow(
            code=f"flows.{at}",
            name=fields.names("name"),
            on=on,
            kind=kind if kind in KINDS else "resource",
            amount=self._expression(fields, "amount"),
            payer=payer,
            receiver=receiver,
            since=self._whole(fields, "since", 0, years, default=0),
            until=self._whole(fields, "until", 0, years, default=years),
            marginal=self._expression(fields, "marginal", optional=True),
            releasable=self._expression(fields, "releasable", optional=True),
        )
        if found.until is not None and found.since >= found.until:
            fields.fault("until", "är inte efter since, så inget flödar.", "Rätta åren; until räknas inte med.")
        fields.done()
        return found

    @staticmethod
    def _both_ends(fields: Fields, kind: str, payer: str, receiver: str) -> None:
        if kind == "transfer" and not (payer and receiver and payer != receiver):
            fields.fault("receiver", "En överföring går från en part till en annan.", "Skriv både payer och receiver.")
        if kind == "resource" and (receiver or not payer):
            fields.fault("payer", "En resurs förbrukas av den som betalar.", "Skriv payer, och ingen receiver.")
        if kind in ("production", "wellbeing") and payer:
            fields.fault("payer", "Produktion och välbefinnande betalas inte av någon.", "Skriv receiver i stället.")
        if kind in ("production", "wellbeing") and not receiver:
            fields.fault("receiver", "saknas.", "Skriv hos vem värdet uppstår.")

    def _cost(self, raw: object, at: int, years: int) -> Cost:
        fields = self.top.inside(raw, f"costs.{at}")
        found = Cost(
            name=fields.names("name"),
            payer=_word(fields.choice("payer", tuple(self.bank.actors))),
            amount=self._expression(fields, "amount"),
            year=self._whole(fields, "year", 0, years - 1 if years else 0, default=0),
            per=_word(fields.choice("per", ("total", "start"), optional=True)) or "total",
        )
        fields.done()
        return found

    # the chain

    def _chain(self, fields: Fields, years: int) -> Chain:
        links = {}
        for link in LINKS:
            raw = fields.needed(link)
            if isinstance(raw, Mapping):
                inner = fields.inside(raw, link)
                links[link] = self._value(inner, f"chain.{link}")
                self._in_reach(inner, link)
            elif raw is not None:
                links[link] = self._expression(fields, link)
        raw_works = fields.needed("works")
        works = fields.inside({} if raw_works is None else raw_works, "works")
        moves = tuple(
            (str(inner.needed("from") or ""), str(inner.needed("to") or ""))
            for inner in (works.inside(each, f"moves.{at}") for at, each in enumerate(works.each("moves")))
        )
        found = Works(str(works.given("from") or ""), str(works.given("to") or ""), moves)
        both = bool(found.source) and bool(found.target) and found.source != found.target
        neither = not found.source and not found.target
        if raw_works is not None and not (both and not moves) and not (neither and moves):
            works.fault(
                "", "Säg vad som är att lyckas.", "Skriv from och to (två lägen), eller moves (flyttar) — inte båda."
            )
        works.done()
        effect = self.values.get("chain.effect")
        if found.source and effect is not None and not 0 <= effect.known.mean <= 1:
            problem = f"{effect.known.mean:g} är ingen andel."
            fields.fault("effect.value", problem, "Skriv andelen som lyckas, mellan 0 och 1; 25 procent är 0.25.")
        intake = self._factors(fields, "intake") or (1.0,)
        if abs(sum(intake) - 1) > 1e-9:
            fields.fault("intake", "Andelarna som börjar varje år ska bli 1 tillsammans.", "Rätta dem.")
        if len(intake) > max(years, 1):
            fields.fault("intake", f"har {len(intake)} år, men kalkylen {years}.", "Förläng years, eller korta intake.")
        anyway_of = _word(fields.choice("anyway_of", ("reached", "completers"), optional=True))
        if anyway_of and moves:
            fields.fault(
                "anyway_of", "gäller inte när effekten är på flyttar.", "Ta bort det; anyway är en del av skillnaden."
            )
        self._effect_in_reach(fields, bool(moves))
        fields.done()
        return Chain(links, found, anyway_of or "reached", intake)

    def _effect_in_reach(self, fields: Fields, on_moves: bool) -> None:
        """A share, when it is of people; how many times as often, when it is of moves."""
        effect = self.values.get("chain.effect")
        if effect is None:
            return
        mean = effect.known.mean
        if not on_moves and not -1 <= mean <= 1:
            fields.fault(
                "effect.value", f"{mean:g} är ingen andel.", "Skriv ett tal mellan 0 och 1; 25 procent är 0.25."
            )
        if on_moves and mean < 0:
            fields.fault("effect.value", f"{mean:g} är mindre än 0.", "Skriv hur många gånger så ofta flytten sker.")

    def _in_reach(self, fields: Fields, link: str) -> None:
        known = self.values[f"chain.{link}"].known
        if link in SHARES and not 0 <= known.mean <= 1:
            fields.fault(
                "value", f"{known.mean:g} är ingen andel.", "Skriv ett tal mellan 0 och 1; 25 procent är 0.25."
            )
        if link in ("people", "lag") and known.mean < 0:
            fields.fault("value", f"{known.mean:g} är mindre än 0.", "Rätta talet.")

    def _works_on(self, works: Works, codes: set[str], moves: set[tuple[str, str]]) -> None:
        fields = self.top.inside({}, "chain.works")
        for code in (works.source, works.target):
            if code and code not in codes:
                fields.fault("", f"{code} är inget läge.", f"Välj bland {', '.join(sorted(codes))}.")
        for source, target in works.moves:
            if (source, target) not in moves:
                fields.fault("moves", f"Flytten {source} > {target} finns inte.", "Skriv den under moves först.")

    # small things

    def _together(self, raw: object, at: int) -> Together:
        fields = self.top.inside(raw, f"together.{at}")
        codes = tuple(str(code) for code in fields.each("codes", optional=False))
        rows = [row if isinstance(row, list | tuple) else (row,) for row in fields.each("matrix")]
        matrix = tuple(tuple(float(fields.as_number("matrix", each, None)) for each in row) for row in rows)
        for code in codes:
            if code not in self.values:
                fields.fault("codes", f"{code} finns inte bland värdena.", "Skriv koden som den står under values.")
        found = Together(codes, matrix)
        try:
            found.roots()
        except BadCorrelation as fault:
            fields.fault("matrix", str(fault), "Rätta sambanden.")
        fields.done()
        return found

    def _once_together(self, groups: tuple[Together, ...]) -> None:
        codes = [code for group in groups for code in group.codes]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.top.fault("together", f"{code} står med i två grupper, eller två gånger i en.", "Skriv det en gång.")

    def _rates(self) -> tuple[float, ...]:
        raw = self.top.given("discount")
        fields = self.top.inside({} if raw is None else raw, "discount")
        main = fields.given("main")
        first = float(fields.as_number("main", main, 0, 1)) if main is not None else float(self.bank.base_rate.value)
        shipped = [float(rate.value) for rate in self.bank.rates.values() if rate.kind == "discount"]
        beside = [float(fields.as_number("beside", each, 0, 1)) for each in fields.each("beside")] or shipped
        fields.done()
        return tuple(dict.fromkeys((first, *beside)))

    def _tax_factor(self) -> float:
        given = self.top.given("tax_factor")
        return float(self.top.as_number("tax_factor", given, 1, 3)) if given is not None else 1.0

    def _expression(self, fields: Fields, field: str, optional: bool = False) -> str:
        raw = fields.given(field) if optional else fields.needed(field)
        if raw is None:
            return "" if optional else "0"
        text = str(raw)
        if not isinstance(raw, str):
            if float(fields.as_number(field, raw, None)) not in (0.0, 1.0):
                fields.fault(
                    field,
                    f"{text} står utan källa.",
                    "Lägg talet under values med source eller assumption; skriv koden här.",
                )
            return text
        try:
            check(text)
        except BadFormula as fault:
            fields.fault(field, f"”{text}” går inte att läsa.", str(fault))
            return "0"
        if len(text) > LONGEST_EXPRESSION:
            problem = f"är {len(text)} tecken, högst {LONGEST_EXPRESSION} går att räkna med."
            fields.fault(field, problem, "Korta koderna, eller dela flödet i två.")
        named = names_in(text)
        if not named and text.strip() not in ("0", "1"):
            fields.fault(
                field,
                f"{text} står utan källa.",
                "Lägg talet under values med source eller assumption; skriv koden här.",
            )
        for name in named:
            if name not in self.values and name not in FROM_THE_BANK:
                near = ", ".join(sorted(self.values)) or "inga värden än"
                fields.fault(field, f"{name} finns inte bland värdena.", f"Där finns {near}.")
        return text

    @staticmethod
    def _factors(fields: Fields, field: str) -> tuple[float, ...]:
        return tuple(float(fields.as_number(field, each, 0)) for each in fields.each(field))

    def _note(self, raw: object, at: int) -> Names:
        return self.top.inside({"note": raw}, f"notes.{at}").names("note")

    @staticmethod
    def _whole(fields: Fields, field: str, least: int, most: int, default: int | None = None) -> int:
        given = fields.given(field)
        if given is None and default is not None:
            return default
        number = fields.number(field, least, most)
        if number != int(number):
            fields.fault(field, f"{number} är inget heltal.", "Skriv ett helt tal.")
        return int(number)

    @staticmethod
    def _mapping(fields: Fields, field: str, optional: bool = False) -> Mapping[str, Any]:
        raw = fields.given(field) if optional else fields.needed(field)
        if raw is not None and not isinstance(raw, Mapping):
            fields.fault(field, "ska vara fält med värden.", "Skriv namn, kolon och värde på var sin rad.")
        return raw if isinstance(raw, Mapping) else {}


def _word(value: object) -> str:
    """A choice that was written as text; nothing otherwise, since the fault is noted."""
    return value if isinstance(value, str) else ""


def assumed_value(known: Assumption, code: str) -> Value:
    """One of the bank's assumptions as a value of a scenario: said to be assumed wherever it is used."""
    low, high = float(known.low), float(known.high)
    share = known.unit in SHARE_UNITS
    family = "beta" if share else "gamma"
    try:
        spread = distribution_from(family, {"mean": float(known.value), "low": low, "high": high})
    except BadDistribution:
        spread = Normal(float(known.value), (high - low) / (2 * Z90))
    return Value(code, known.name, known.unit, spread, spread, why=known.why["sv"], why_en=known.why["en"])
