"""An account as a workbook with live formulas, every value at its mean: change a number and follow it to the totals.

Recalculated, it gives the engine's own answer at the means, to the öre. Bands and chances need draws and are not in it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from samsyn.core.tables.formula import compute
from samsyn.core.valuation.compiling import WITH, WITHOUT, Ageing, OfCycle, Released, Written, plan_of
from samsyn.valuing import telling as telling
from samsyn.valuing.sheets import Sheet, Term, TooLarge, between, greatest, least, number, total
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import Tongue
from samsyn.valuing.yaml import Problem, Unread

if TYPE_CHECKING:
    from samsyn.core.valuation.model import Move
    from samsyn.core.valuation.scenario import Scenario

FORMATS = {
    "text": {"text_wrap": True, "valign": "top"},
    "plain": {"valign": "top"},
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "bg_color": "#E6EFF0", "text_wrap": True, "valign": "bottom"},
    "given": {"num_format": "#,##0.######", "bg_color": "#FFF6D6", "valign": "top"},
    "number": {"num_format": "#,##0.00####", "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "year": {"num_format": "0", "valign": "top"},
}
Grid = list[list[Term]]  # by year, then account


def workbook(scenario: Scenario, answer: Answer, tongue: Tongue) -> bytes:
    """The workbook. Unread where a formula would be longer than a spreadsheet can hold."""
    import xlsxwriter

    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": tongue.name(answer["name"])[:255], "author": "Samsyn", "comments": answer["hash"]})
    try:
        _Book(book, scenario, answer, tongue).write()
    except TooLarge as fault:
        raise Unread([Problem(scenario.code, 0, "--workbook", str(fault), "Dela upp kalkylens flöden.")]) from None
    book.close()
    return result.getvalue()


class _Book:
    """Writes the sheets in order; each uses the cells of those before it."""

    def __init__(self, book: Any, scenario: Scenario, answer: Answer, tongue: Tongue) -> None:
        self.scenario, self.answer, self.tongue = scenario, answer, tongue
        self.plan = plan_of(scenario)
        self.model = self.plan.model
        self.book = book
        self.formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        edges = sorted(enumerate(self.model.moves), key=lambda each: (each[1].source, each[0]))
        self.edges: list[tuple[int, Move]] = edges

    def write(self) -> None:
        self._read_me()
        named = self._values()
        rows = self._rows(named)
        courses = [self._accounts(arm, rows, *self._cohort(arm, rows)) for arm in (WITHOUT, WITH)]
        chain = self._chain(rows)
        gain, cost = self._group(courses, chain, rows)
        self._totals(gain, cost)

    def _sheet(self, sv: str, en: str) -> Sheet:
        return Sheet(self.book, self.tongue(sv, en), self.formats)

    # what it is

    def _read_me(self) -> None:
        tongue, sheet = self.tongue, self._sheet("Läs mig", "Read me")
        sheet.page.set_column(0, 0, 110)
        lines = [
            tongue.name(self.answer["about"]),
            tongue(
                "Alla tal står vid sina medelvärden. Gula celler går att ändra; allt annat är formler och följer med. "
                "Band och chanser finns inte här: de kräver dragningar, som samsyn value gör.",
                "All numbers stand at their means. Yellow cells may be changed; all else is formulas and follows. "
                "Bands and chances are not here: they need draws, which samsyn value makes.",
            ),
            tongue(
                "Medelvärdet av många dragningar är inte alltid svaret vid medelvärdena. Bladet Summor visar motorns "
                "svar vid medelvärdena bredvid formlernas.",
                "The mean of many draws is not always the answer at the means. The sheet Totals shows the engine's "
                "answer at the means beside that of the formulas.",
            ),
            telling.premises(self.answer, tongue),
            telling.standing(self.answer, tongue),
            *(tongue.name(note) for note in self.scenario.notes),
        ]
        sheet.text(0, 0, tongue.name(self.answer["name"]), "title")
        for row, line in enumerate(lines, start=2):
            sheet.text(row, 0, line)

    def _values(self) -> dict[str, Term]:
        tongue, sheet = self.tongue, self._sheet("Värden", "Values")
        sheet.heads(0, (
            tongue("Kod", "Code"), tongue("Vad", "What"), tongue("Räknat med", "Reckoned with"),
            tongue("Enhet", "Unit"), tongue("Enligt källan", "As in the source"),
            tongue("Källa eller skäl", "Source or reason"), tongue("Antagande", "Assumption"),
        ))  # fmt: skip
        for column, width in enumerate((24, 44, 16, 18, 16, 70, 12)):
            sheet.page.set_column(column, column, width)
        sheet.page.freeze_panes(1, 1)
        named = {}
        for row, (code, value) in enumerate(self.scenario.values.items(), start=1):
            sheet.text(row, 0, code, "plain")
            sheet.text(row, 1, tongue.name(value.name))
            named[code] = sheet.given(row, 2, value.used.mean)
            sheet.text(row, 3, "" if value.unit == "1" else tongue.unit(value.unit), "plain")
            sheet.page.write_number(row, 4, value.known.mean, self.formats["number"])
            sheet.text(row, 5, "; ".join(filter(None, (value.source, value.why))))
            sheet.text(row, 6, tongue("ja", "yes") if value.assumed else "", "plain")
        return named

    def _rows(self, named: dict[str, Term]) -> list[Term]:
        """The expressions of the plan, each in a cell, in an order where every row finds those it needs."""
        tongue, sheet = self.tongue, self._sheet("Uttryck", "Expressions")
        sheet.heads(0, (tongue("Nr", "No"), tongue("Uttryck", "Expression"), tongue("Värde", "Value")))
        sheet.page.set_column(1, 1, 80)
        sheet.page.set_column(2, 2, 20)
        found: list[Term] = []
        for at, row in enumerate(self.plan.rows):
            sheet.page.write_number(1 + at, 0, at, self.formats["year"])
            sheet.text(1 + at, 1, row.text or self._told(row))
            found.append(sheet.put(1 + at, 2, _made(row, named, found)))
        return found

    def _told(self, row: Any) -> str:
        if isinstance(row, OfCycle):
            return self.tongue(f"rad {row.yearly} på en period", f"row {row.yearly} in a cycle")
        if isinstance(row, Ageing):
            return self.tongue("till nästa tidsband", "to the next band of time")
        return self.tongue("frigjort så långt", "released so far")

    # the cohort of one person

    def _cohort(self, arm: int, rows: Sequence[Term]) -> tuple[Grid, Grid]:
        """(person-cycles in each state, moves along each edge) by year, for one person who begins as the arm says."""
        tongue = self.tongue
        sheet = self._sheet(*(("Lägen utan", "States without"), ("Lägen med", "States with"))[arm])
        states, cycles, per_year = self.model.states, self.model.cycles, self.model.cycles_per_year
        wide, moves = len(states), len(self.edges)
        sheet.heads(0, (tongue("Period", "Cycle"), tongue("År", "Year")))
        sheet.heads(0, (tongue("i ", "in ") + state for state in states), 2)
        sheet.heads(0, (tongue("medel i ", "mean in ") + state for state in states), 2 + wide)
        names = [f"{states[move.source]} > {states[move.target]}" for _, move in self.edges]
        sheet.heads(0, names, 2 + 2 * wide)
        sheet.page.freeze_panes(1, 2)
        now = [sheet.put(1, 2 + at, rows[row]) for at, row in enumerate(self.model.start[arm])]
        means: Grid = []
        flows: Grid = []
        for cycle in range(cycles):
            line = 1 + cycle
            sheet.page.write_number(line, 0, cycle, self.formats["year"])
            sheet.page.write_number(line, 1, self.scenario.first_year + cycle // per_year, self.formats["year"])
            gone = [
                sheet.put(line, 2 + 2 * wide + at, now[move.source] * self._chance(move, arm, cycle, rows))
                for at, (_, move) in enumerate(self.edges)
            ]
            after = [sheet.put(line + 1, 2 + at, self._left(at, here, gone)) for at, here in enumerate(now)]
            half = number(0.5)
            means.append(
                [
                    sheet.put(line, 2 + wide + at, half * (here + there))
                    for at, (here, there) in enumerate(zip(now, after, strict=True))
                ]
            )
            flows.append(gone)
            now = after
        first = cycles + 4
        sheet.heads(first - 1, (tongue("Summa", "Sum"), tongue("År", "Year")))
        by_year: tuple[Grid, Grid] = ([], [])
        for year in range(self.model.years):
            sheet.page.write_number(first + year, 1, self.scenario.first_year + year, self.formats["year"])
            begin, end = year * per_year, (year + 1) * per_year
            for part, (grid, column, width) in enumerate(((means, 2 + wide, wide), (flows, 2 + 2 * wide, moves))):
                sums = [
                    sheet.sum(column + at, 1 + begin, end, (grid[cycle][at].value for cycle in range(begin, end)))
                    for at in range(width)
                ]
                by_year[part].append([sheet.put(first + year, column + at, term) for at, term in enumerate(sums)])
        return by_year

    def _chance(self, move: Move, arm: int, cycle: int, rows: Sequence[Term]) -> Term:
        factor = float(self.model.factors[move.factor[arm], cycle])
        return rows[move.value[arm]] if factor == 1 else rows[move.value[arm]] * number(factor)

    def _left(self, state: int, here: Term, gone: Sequence[Term]) -> Term:
        changes = [here]
        for flow, (_, move) in zip(gone, self.edges, strict=True):
            if state in (move.source, move.target):
                changes.append(-flow if move.source == state else flow)
        return total(changes)

    def _accounts(self, arm: int, rows: Sequence[Term], people: Grid, moves: Grid) -> Grid:
        """What each account gains each year for one person."""
        sheet = self._sheet(*(("Konton utan", "Accounts without"), ("Konton med", "Accounts with"))[arm])
        self._account_heads(sheet, 0)
        placed = {index: at for at, (index, _) in enumerate(self.edges)}
        found: Grid = []
        for year in range(self.model.years):
            sums: list[list[Term]] = [[] for _ in self.plan.accounts]
            for entry in self.model.entries:
                factor = float(self.model.factors[entry.factor[arm], year * self.model.cycles_per_year])
                if factor:
                    count = moves[year][placed[entry.place]] if entry.on_move else people[year][entry.place]
                    amount = count * rows[entry.value[arm]]
                    sums[entry.account].append(amount if factor == 1 else amount * number(factor))
            found.append(self._by_account(sheet, 1 + year, year, [total(each) for each in sums]))
        return found

    def _account_heads(self, sheet: Sheet, row: int) -> None:
        ledgers = {
            "fiscal": self.tongue("pengar", "money"),
            "economic": self.tongue("produktion", "production"),
            "wellbeing": self.tongue("välbefinnande", "wellbeing"),
        }
        names = (
            f"{self.tongue.name(self.scenario.actors[account.actor].name)}, {ledgers[account.ledger]}"
            for account in self.plan.accounts
        )
        sheet.heads(row, (self.tongue("År", "Year"), *names))
        sheet.page.set_column(1, len(self.plan.accounts), 17)

    def _by_account(self, sheet: Sheet, row: int, year: int, terms: Sequence[Term]) -> list[Term]:
        sheet.page.write_number(row, 0, self.scenario.first_year + year, self.formats["year"])
        return [sheet.put(row, 1 + at, term, "money") for at, term in enumerate(terms)]

    # the group

    def _chain(self, rows: Sequence[Term]) -> dict[str, Term]:
        """People from the population to those in whom something changed."""
        tongue, sheet = self.tongue, self._sheet("Kedjan", "Chain")
        sheet.page.set_column(0, 0, 44)
        sheet.page.set_column(1, 1, 18)
        link = {name: rows[row] for name, row in self.plan.chain.items()}
        for name in ("need", "reach", "start", "completion", "anyway", "attribution", "displacement", "drop_off"):
            link[name] = between(0, link[name], 1)
        own = link["attribution"] * (number(1) - link["displacement"])
        if self.plan.per_success and self.scenario.chain.anyway_of == "completers":
            share = own * (link["effect"] - link["anyway"])
        elif self.plan.per_success:
            share = own * link["effect"] * (number(1) - link["anyway"])
        else:
            share = own * (number(1) - link["anyway"])
        found: dict[str, Term] = {}

        def put(code: str, sv: str, en: str, term: Term) -> Term:
            sheet.text(len(found), 0, tongue(sv, en))
            found[code] = sheet.put(len(found), 1, term)
            return found[code]

        concerned = put("concerned", "Har behovet", "Have the need", greatest(number(0), link["people"]) * link["need"])
        starters = put("starters", "Börjar", "Begin", concerned * link["reach"] * link["start"])
        completers = put("completers", "Fullföljer", "Complete", starters * link["completion"])
        part = put("share", "Del i vilka insatsen gör skillnad", "Share in whom it makes a difference", share)
        put("successes", "I vilka insatsen gör skillnad", "In whom it makes a difference", completers * part)
        put(
            "keeps",
            "Kvar av effekten efter ett år till",
            "Left of the effect after one more year",
            number(1) - link["drop_off"],
        )
        years = number(self.model.years)
        put(
            "lag",
            "År innan effekten syns",
            "Years before the effect shows",
            least(greatest(number(0), link["lag"]), years),
        )
        return found

    def _group(self, courses: Sequence[Grid], chain: dict[str, Term], rows: Sequence[Term]) -> tuple[Grid, Grid]:
        """(gain after cost, cost) of the whole group, by year and account."""
        tongue, years = self.tongue, self.model.years
        sheet = self._sheet("Gruppen", "Group")
        left_heads = tongue("Kvar av effekten", "Left of the effect")
        accounts = range(len(self.plan.accounts))
        intake = [*self.scenario.chain.intake, *[0.0] * years][:years]
        first = 1

        def block(title: str, terms: Sequence[Sequence[Term]]) -> Grid:
            nonlocal first
            sheet.text(first - 1, 0, title, "title")
            self._account_heads(sheet, first)
            grid = [self._by_account(sheet, first + 1 + year, year, terms[year]) for year in range(years)]
            first += years + 4
            return grid

        sheet.text(0, 0, left_heads, "title")
        sheet.heads(
            1,
            (
                tongue("År efter", "Years after"),
                left_heads,
                tongue("Börjar, del", "Begin, share"),
                tongue("Fördröjning, del", "Delayed, share"),
            ),
        )
        left: list[Term] = []
        begins: list[Term] = []
        late: list[Term] = []
        for year in range(years):
            sheet.page.write_number(2 + year, 0, year, self.formats["year"])
            faded = chain["successes"] if not year else left[-1] * chain["keeps"]
            left.append(sheet.put(2 + year, 1, faded))
            begins.append(sheet.given(2 + year, 2, intake[year]))
            away = greatest(chain["lag"] - number(year), number(year) - chain["lag"])
            late.append(sheet.put(2 + year, 3, greatest(number(0), number(1) - away)))
        first = years + 5
        one = block(
            tongue("En som lyckas: med minus utan", "One who succeeds: with less without"),
            [[courses[WITH][year][at] - courses[WITHOUT][year][at] for at in accounts] for year in range(years)],
        )
        still = block(
            tongue("De som lyckas, år för år efter start", "Those who succeed, by year since they began"),
            [[one[year][at] * left[year] for at in accounts] for year in range(years)],
        )
        begun = block(
            tongue("Alla som börjat", "All who have begun"),
            [
                [total(begins[since] * still[year - since][at] for since in range(year + 1)) for at in accounts]
                for year in range(years)
            ],
        )
        benefit = block(
            tongue("Nytta, med fördröjning", "Benefit, delayed"),
            [
                [total(late[by] * begun[year - by][at] for by in range(year + 1)) for at in accounts]
                for year in range(years)
            ],
        )
        cost = block(tongue("Insatsens kostnad", "Cost of the effort"), self._costs(chain, rows, begins))
        gain = block(
            tongue("Nytta efter kostnad", "Benefit after cost"),
            [[benefit[year][at] + cost[year][at] for at in accounts] for year in range(years)],
        )
        return gain, cost

    def _costs(self, chain: dict[str, Term], rows: Sequence[Term], begins: Sequence[Term]) -> list[list[Term]]:
        sums: list[list[list[Term]]] = [[[] for _ in self.plan.accounts] for _ in range(self.model.years)]
        for cost, row, account in self.plan.costs:
            if cost.per == "start":
                for year, share in enumerate(begins):
                    sums[year][account].append(-(rows[row] * chain["starters"] * share))
            else:
                sums[cost.year][account].append(-rows[row])
        return [[total(each) for each in year] for year in sums]

    def _totals(self, gain: Grid, cost: Grid) -> None:
        """Present values by perspective, and the engine's own at the means beside them."""
        from samsyn.core.valuation.cube import PUBLIC, SOCIETY, perspectives_of
        from samsyn.core.valuation.engine import run as run_engine
        from samsyn.core.valuation.results import Run
        from samsyn.core.valuation.turning import point

        tongue, years = self.tongue, self.model.years
        sheet = self._sheet("Summor", "Totals")
        sheet.page.set_column(0, 0, 34)
        sheet.text(0, 0, tongue("Kalkylränta", "Discount rate"))
        rate = sheet.given(0, 1, self.scenario.rates[0])
        sheet.text(1, 0, tongue("Skattefaktor", "Tax factor"))
        tax = sheet.given(1, 1, self.scenario.tax_factor)
        sheet.heads(3, (tongue("År", "Year"), tongue("Diskontering", "Discounting")))
        perspectives = perspectives_of(self.plan.accounts, self.scenario.actors)
        names = [tongue.name(self.answer["names"][one.code]) for one in perspectives]
        sheet.heads(3, names, 2)
        sheet.page.set_column(1, 1 + len(names), 20)
        public = next(one for one in perspectives if one.code == PUBLIC)
        weights: list[Term] = []
        seen: Grid = []
        paid: Grid = []
        for year in range(years):
            sheet.page.write_number(4 + year, 0, self.scenario.first_year + year, self.formats["year"])
            weights.append(sheet.put(4 + year, 1, number(1) / (number(1) + rate) ** number(year + 1)))
            for grid, rows in ((gain, seen), (cost, paid)):
                sums = []
                for one in perspectives:
                    term = total(grid[year][member] for member in one.members)
                    if one.code == SOCIETY:
                        taxes = total(grid[year][member] for member in public.members)
                        term = term + (tax - number(1)) * taxes
                    sums.append(term)
                rows.append(sums)
            seen[-1] = [sheet.put(4 + year, 2 + at, term, "money") for at, term in enumerate(seen[-1])]
        engine = Run(
            self.scenario,
            self.plan,
            point(self.plan.known),
            run_engine(self.plan, point(self.plan.known)),
            self.answer["seed"],
        )
        first, term_years = years + 6, range(min(self.scenario.term, years))
        labels = (
            tongue("Nuvärde", "Present value"),
            tongue(f"Första {self.scenario.term} åren", f"First {self.scenario.term} years"),
            tongue("Varav insatsens kostnad", "Of which cost of the effort"),
            tongue("Motorns nuvärde vid medelvärdena", "The engine's present value at the means"),
            tongue("Skillnad", "Difference"),
        )
        for at, label in enumerate(labels):
            sheet.text(first + at, 0, label)
        for at, one in enumerate(perspectives):
            present = sheet.put(first, 2 + at, total(weights[year] * seen[year][at] for year in range(years)), "money")
            sheet.put(first + 1, 2 + at, total(weights[year] * seen[year][at] for year in term_years), "money")
            sheet.put(first + 2, 2 + at, total(weights[year] * paid[year][at] for year in range(years)), "money")
            known = float(engine.present(one)[0])
            sheet.page.write_number(first + 3, 2 + at, known, self.formats["money"])
            sheet.put(first + 4, 2 + at, present - number(known), "money")


def _made(row: Any, named: dict[str, Term], found: Sequence[Term]) -> Term:
    """One row of the plan as a formula over the cells of values and of earlier rows."""
    if isinstance(row, Written):
        term: Term = named[row.text] if row.text in named else compute(row.text, named, number)
        return term
    if isinstance(row, OfCycle):
        leaving = total(greatest(number(0), found[each]) for each in row.among)
        stays = (number(1) - least(number(1), leaving)) ** (number(1) / number(row.per_year))
        whole = (number(1) - stays) * greatest(number(1), leaving)
        return found[row.yearly] * whole / greatest(leaving, number(1e-300))
    if isinstance(row, Ageing):
        taken = total(greatest(number(0), found[each]) * number(factor) for each, factor in row.leaving)
        return greatest(number(0), number(1) - taken) / number(max(row.cycles, 1.0))
    if isinstance(row, Released):
        since = number(row.year + 1 - row.since) - found[row.lag]
        return found[row.amount] * between(0, since, 1)
    raise TypeError(f"No formula for {type(row).__name__}: say here how it is made, as compiling.py does.")
