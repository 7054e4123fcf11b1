"""From a goal in the user's words to an account: what a project already knows, and the scenario that the answers make.

The states and the money are those of a shipped case; the numbers are the user's own, each with where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import sqrt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.economics.queries.shipped import shipped_case
from samsyn.apps.evaluation.queries import project_figures
from samsyn.apps.portfolio.models import Application, Project
from samsyn.apps.portfolio.models.projects import State
from samsyn.apps.portfolio.queries.money import plan_and_outcome
from samsyn.core.tables.figure import Figure
from samsyn.core.valuation.entries import Names
from samsyn.core.valuation.formula import names_in
from samsyn.core.valuation.scenario import LINKS, Scenario, Value
from samsyn.parameters.shipped import shipped_bank

Raw = dict[str, Any]
PLAN, OUTCOME = "plan", "utfall"
ASSOCIATION = "association"
BAND = 0.15  # either way, of a yearly amount that is given without a band; the bank's price_spread
MOST_YEARS = 5
LONGEST = 500  # characters of a source, as the form takes them
PLANS = ("revised", "plan")


@dataclass(frozen=True)
class Way:
    """One way through the guide, to one shipped case. asks: "exclusion", "effort" or "pace".

    froms, goals: the states people may come from and reach. yearly: the value that holds what a year outside costs,
    where the case has its own instead of the bank's prices; such an account is in the prices of any year. payers: who
    pays for the effort → the actor in the case, coarser where the case does not split the gain. unused: values of the
    case's own effort. kept: its notes that still hold.
    """

    code: str
    case: str
    asks: str
    froms: tuple[str, ...]
    goals: tuple[str, ...]
    yearly: str = ""
    payers: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    kept: tuple[int, ...] = ()


SPLIT = {"municipality": "municipality", "region": "region", "state": "state"}
LUMPED = {"municipality": "municipality", "region": "public_sector", "state": "public_sector"}
WAYS = {
    way.code: way
    for way in (
        Way("exclusion", "trelleborg_kedja", "exclusion", ("outside",), ("inside",), "year_outside", LUMPED,
            ("municipal_share", "effort")),
        Way("young", "trelleborg_kedja", "effort", ("outside",), ("inside",), "year_outside", LUMPED,
            ("municipal_share", "effort")),
        Way("far", "stegforflyttning", "effort", ("assistance_state", "activity_state", "sickness_state"),
            ("job_state", "subsidised_state", "studies_state"), "", SPLIT, ("months", "caseload", "more"),
            (0, 1, 3, 4)),
        Way("leaving", "kvar_till_21", "effort", ("out_of_work",), ("in_work",), "", SPLIT,
            ("day_at_home", "day_otherwise", "job_support"), (3, 4)),
        Way("pace", "snabbare_integration_kedja", "pace", ("on_the_way",), ("working",), "year_on_the_way",
            dict.fromkeys(SPLIT, "public_sector"), ("project",), (0, 2)),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What a project already says of one thing the guide asks. text: where it stands. url: the page that shows it."""

    value: Decimal
    text: str
    url: str = ""


def known_of(project: Project, first: str) -> dict[str, Known]:
    """A project's own numbers, by the guide's names. first: PLAN, or OUTCOME with the plan where there is no other.

    How many have begun and what it has cost is not the whole of a project that still goes on: its plan is.
    """
    figures, over = project_figures(project), project.state_on(timezone.localdate()) in (State.ENDED, State.STOPPED)
    parts = ("outcome", *PLANS) if first == OUTCOME and over else PLANS
    found = {"begin": _first(figures, "participants", parts), "cost": _cost(project, parts)}
    if first == OUTCOME:
        found |= _pair(figures, "completed", [("completed", "ended"), ("completed", "participants")])
        found |= _pair(
            figures, "reached", [("in_work_3_months", "followed_3_months"), ("in_work_exit", "followed_exit")]
        )
    return {name: known for name, known in found.items() if known is not None}


def known_from(application: Application) -> dict[str, Known]:
    """What an application says of what the guide asks: the amount it asks for, which others may add to."""
    if application.sought is None:
        return {}
    return {"cost": Known(application.sought, _("Sökt belopp i ansökan"), application.get_absolute_url())}


def _first(figures: Mapping[str, Figure], measure: str, parts: tuple[str, ...]) -> Known | None:
    for part in parts:
        figure = figures.get(f"{measure}.{part}")
        if figure is not None and figure.value is not None:
            return Known(figure.value, _where(figure, figures), figure.provenance.url)
    return None


def _cost(project: Project, parts: tuple[str, ...]) -> Known | None:
    """The sum of the project's budget lines, as its page on money has it."""
    total = plan_and_outcome(project).total
    for part in parts:
        amount = total.amounts[part]
        if amount is not None:
            sources = dict.fromkeys(line.source for line in total.lines if line.source)
            text = f"{_pictures()[part]}: {'; '.join(sources) or _('budgetrader i Samsyn')}"
            return Known(amount, text[:LONGEST], reverse("project-economy", args=[project.pk]))
    return None


def _pair(figures: Mapping[str, Figure], name: str, pairs: list[tuple[str, str]]) -> dict[str, Known | None]:
    """A number and of how many, from the same follow-up; a part that is more than its whole is no pair."""
    for part, whole in pairs:
        n, of = (_first(figures, measure, ("outcome",)) for measure in (part, whole))
        if n and of and 0 <= n.value <= of.value and of.value > 0:
            return {name: n, f"{name}_of": of}
    return {}


def _where(figure: Figure, figures: Mapping[str, Figure]) -> str:
    """In words: which picture of the project, and what it rests on."""
    return f"{_pictures()[figure.part]}: {'; '.join(dict.fromkeys(_rests_on(figure, figures)))}"[:LONGEST]


def _pictures() -> dict[str, str]:
    return {
        "plan": _("Insatsens plan"), "revised": _("Insatsens reviderade plan"), "outcome": _("Insatsens uppföljning"),
    }  # fmt: skip


def _rests_on(figure: Figure, figures: Mapping[str, Figure]) -> Iterator[str]:
    if figure.provenance.text:
        yield figure.provenance.text
    for key in figure.provenance.inputs:
        if key in figures:
            yield from _rests_on(figures[key], figures)


# From answers to a scenario


def price_years(way: Way, today: date) -> list[int]:
    """The years whose prices the effort's cost may be in: those that can be carried to the account's."""
    if way.yearly:
        return list(range(2015, today.year + 1))
    case = shipped_case(way.case)
    own = case.raw["price_year"] if case else today.year
    return sorted({*shipped_bank().indices["prisbasbelopp"].values, own})


def contents_from(way: Way, answers: Mapping[str, Any], today: date) -> Raw:
    """The scenario that the answers make, as the format writes it; `scenario_of` says whether it can be read.

    answers: the cleaned fields of the guide's form. Nothing is filled in without saying where it comes from.
    """
    case = shipped_case(way.case)
    assert case is not None, way.case  # noqa: S101  the ways name shipped cases; a test holds them to it
    raw, title = case.raw, answers["title"]
    notes = [note for at, note in enumerate(raw.get("notes", ())) if at in way.kept]
    raw |= {
        "code": "guidad", "name": {"sv": title, "en": title}, "about": _about(way, raw),
        "source": f"Guidens svar {today.isoformat()}; lägen och pengar efter: {raw['source']}",
        "first_year": answers["first_year"], "notes": [*notes, HOW[way.asks]],
    }  # fmt: skip
    if way.yearly:
        raw["price_year"] = answers["cost_year"]
    raw["values"] = {code: facts for code, facts in raw["values"].items() if code not in way.unused}
    raw["costs"] = _costs(way, answers, raw)
    _year_outside(way, answers, raw)
    _chain(way, answers, raw)
    return raw


def _about(way: Way, raw: Raw) -> Names:
    return {
        "sv": f"Byggd i guiden på strukturen i ”{raw['name']['sv']}”, med egna tal för grupp, utfall och kostnad.",
        "en": f"Built in the guide on the structure of “{raw['name']['en']}”, with own numbers.",
    }  # fmt: skip


HOW: dict[str, Names] = {
    "exclusion": {
        "sv": "Frågan är vad utanförskapet kostar. Summan för hela gruppen står som det som vore möjligt; vinsten är "
        "vad det vore värt om den angivna andelen slapp det.",
        "en": "The question is what exclusion costs. The whole group's sum is what would be possible; the gain is what "
        "it would be worth if the given share were spared it.",
    },
    "effort": {
        "sv": "Den som når målet är i ett annat läge än annars. De som hade nått det ändå är avdragna. Därefter "
        "flyttar sig alla så som kalkylens flyttar säger.",
        "en": "Whoever reaches the goal is in another state than otherwise. Those who would have reached it anyway are "
        "taken off. After that everyone moves as the account's moves say.",
    },
    "pace": {
        "sv": "Alla når arbete till slut; det är takten som skiljer. Tiden utan insatsen är det som hade hänt ändå.",
        "en": "Everyone reaches work in the end; it is the pace that differs. The time without the effort is what "
        "would have happened anyway.",
    },
}  # fmt: skip


def _costs(way: Way, answers: Mapping[str, Any], raw: Raw) -> list[Raw]:
    """The effort's cost, even over its years, with whoever pays; and the value it rests on."""
    if not answers.get("cost"):
        return []
    raw["values"]["effort"] = {
        "name": {"sv": "Insatsens kostnad", "en": "Cost of the effort"}, "value": float(answers["cost"]), "unit": "kr",
        "price_year": answers["cost_year"], **_behind(answers, "cost"),
    }  # fmt: skip
    raw["values"].setdefault("overrun", _assumed("cost_overrun"))
    years = answers["years"]
    shares = {way.payers.get(answers["payer"], answers["payer"]): ""}
    if answers["payer"] == ASSOCIATION:
        raw["values"]["state_part"] = {
            "name": {"sv": "Statens del av förbundets medel", "en": "The state's share of the association's funds"},
            "value": 0.5, "unit": "1",
            "source": "Lag (2003:1210) om finansiell samordning av rehabiliteringsinsatser, 5 §: staten hälften, "
            "kommun och region var sin fjärdedel. Lydelse t.o.m. SFS 2011:1517, läst hos klevringsjuridik.se",
            "quality": 2,
        }  # fmt: skip
        shares = {}
        for payer, share in (("state", " * state_part"), ("municipality", " * (1 - state_part) / 2"),
                             ("region", " * (1 - state_part) / 2")):  # fmt: skip
            shares[payer] = share
    return [
        {
            "name": {"sv": f"Insatsen, år {year + 1}", "en": f"The effort, year {year + 1}"},
            "payer": way.payers.get(payer, payer), "year": year, "amount": f"effort * (1 + overrun){share} / {years}",
        }
        for payer, share in shares.items()
        for year in range(years)
    ]  # fmt: skip


def _year_outside(way: Way, answers: Mapping[str, Any], raw: Raw) -> None:
    """What a year costs, where the case has no prices of the bank: the user's own, or the case's with its doubt."""
    if not way.yearly:
        return
    facts = raw["values"][way.yearly]
    if own := answers.get("year_cost"):
        mean = float(own)
        for gone in ("source", "quality"):
            facts.pop(gone, None)
        facts |= {"value": mean, "price_year": answers["cost_year"], **_behind(answers, "year_cost")}
        facts["spread"] = {"low": mean * (1 - BAND), "high": mean * (1 + BAND)}
    elif answers["cost_year"] != facts["price_year"]:
        source, year = facts.pop("source"), facts["price_year"]
        doubt = {
            "sv": f"{source}. I {year} års priser och inte omräknat, eftersom banken saknar index för det året",
            "en": f"{source}. In prices of {year} and not carried over, since the bank has no index for that year",
        }
        facts |= {"assumption": doubt, "price_year": answers["cost_year"]}


LINK_NAMES: dict[str, Names] = {
    "people": {"sv": "Gruppen", "en": "The group"},
    "need": {"sv": "Har behovet", "en": "Have the need"},
    "reach": {"sv": "Nås", "en": "Are reached"},
    "start": {"sv": "Börjar", "en": "Begin"},
    "completion": {"sv": "Fullföljer", "en": "Complete"},
    "effect": {"sv": "Når målet, av dem som fullföljer", "en": "Reach the goal, of those who complete"},
    "anyway": {"sv": "Hade nått målet ändå", "en": "Would have reached the goal anyway"},
}
BY_GROUP = "Gruppen är vald som de som har behovet"
BY_BEGINNING = "Ingår i Börjar: de som börjar räknas av hela gruppen"


def _chain(way: Way, answers: Mapping[str, Any], raw: Raw) -> None:
    chain = raw["chain"]
    chain.pop("anyway_of", None)
    chain["intake"] = [1 / answers["years"]] * answers["years"]
    chain["people"] = _link("people", float(answers["people"]), "person", _behind(answers, "people"))
    chain["need"] = _link("need", 1, "1", {"source": BY_GROUP})
    chain["reach"] = _link("reach", 1, "1", {"source": BY_BEGINNING})
    if way.asks == "exclusion":
        for link in ("start", "completion"):
            chain[link] = _link(link, 1, "1", {"source": "Räkneexemplet gäller hela gruppen"})
        chain["effect"] = _link("effect", float(answers["fewer"]) / 100, "1", {**_behind(answers, "fewer"), "grade": 6})
        chain["effect"]["name"] = {"sv": "Färre i utanförskap", "en": "Fewer in exclusion"}
    else:
        chain["start"] = _counted("start", answers["begin"], answers["people"], _behind(answers, "begin"))
        chain["completion"] = _counted(
            "completion", answers["completed"], answers["completed_of"], _behind(answers, "completed")
        )
    if way.asks == "pace":
        _pace(answers, raw)
        return
    if way.asks == "effort":
        chain["effect"] = _counted("effect", answers["reached"], answers["reached_of"], _behind(answers, "reached"))
        chain["effect"]["grade"] = int(answers["how"])
    raw.pop("start", None)
    chain["works"] = {"from": answers.get("where_from") or way.froms[0], "to": answers.get("goal") or way.goals[0]}
    chain["anyway"] = {**_assumed("anyway"), "name": LINK_NAMES["anyway"]}
    if answers["anyway_is"] == "own":
        chain["anyway"] = _link("anyway", float(answers["anyway"]) / 100, "1", _behind(answers, "anyway"))


def _pace(answers: Mapping[str, Any], raw: Raw) -> None:
    """How long it takes now and with the effort, as a chance a year and how much more often it happens."""
    now = float(answers["anyway"]) if answers["anyway_is"] == "own" else 1 / raw["values"]["to_work"]["value"]
    if answers["anyway_is"] == "own":
        facts = raw["values"]["to_work"]
        for gone in ("source", "quality", "spread"):
            facts.pop(gone, None)
        facts |= {"value": 1 / now, **_behind(answers, "anyway")}
    faster = raw["values"]["faster"]
    faster.pop("source", None)
    faster |= {"value": now / float(answers["with_effort"]) - 1, "grade": int(answers["how"])}
    faster |= _behind(answers, "with_effort")


def _link(link: str, value: float, unit: str, behind: Raw) -> Raw:
    return {"name": LINK_NAMES[link], "value": value, "unit": unit, **behind}


def _counted(link: str, part: Any, whole: Any, behind: Raw) -> Raw:
    """A share of people, with the uncertainty that so few people have."""
    share = min(1.0, float(part) / float(whole))
    found = _link(link, share, "1", behind)
    if 0 < share < 1:
        found["spread"] = {"family": "beta", "sd": sqrt(share * (1 - share) / float(whole))}
    return found


def _behind(answers: Mapping[str, Any], name: str) -> Raw:
    """The source as it was given; without one the number is an assumption, and says so."""
    text = (answers.get(f"{name}_from") or "").strip()
    if text:
        return {"source": text}
    return {"assumption": {"sv": "Egen bedömning i guiden; ingen källa angavs",
                           "en": "Own judgement in the guide; no source was given"}}  # fmt: skip


def _assumed(code: str) -> Raw:
    """One of the bank's assumptions, as a value of a scenario."""
    known = shipped_bank().assumptions[code]
    band = {"family": "beta", "low": float(known.low), "high": float(known.high)}
    return {
        "name": dict(known.name), "value": float(known.value), "unit": known.unit, "spread": band,
        "assumption": {"sv": f"Bankens antagande {code}: {known.why['sv']}",
                       "en": f"The bank's assumption {code}: {known.why['en']}"},
    }  # fmt: skip


def chain_values(scenario: Scenario) -> list[tuple[str, list[Value]]]:
    """Each link of the chain, in its order, with the values it rests on."""
    found = []
    for link in LINKS:
        code = f"chain.{link}"
        named = [code] if code in scenario.values else names_in(scenario.chain.links[link])
        found.append((link, [scenario.values[name] for name in named if name in scenario.values]))
    return found
