"""Figures and reports made by hand, with invented efforts."""

from __future__ import annotations

from decimal import Decimal

from samsyn.apps.reporting.content import (
    FigureNote,
    ListBlock,
    ReportContent,
    Run,
    Section,
    Status,
    Text,
    numbered,
)
from samsyn.apps.reporting.drawings import block_of
from samsyn.apps.reporting.tabulating import plan_and_outcome_table, shares_table
from samsyn.apps.reporting.wording import entry_of
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Figure, Provenance, ratio, total
from samsyn.web.charts import Chart, Series

DRAFT = Status("draft", "2026-11-21T14:05:00+01:00")
FROZEN = Status("frozen", "2026-11-21T14:05:00+01:00", 2, "Ulla Utvärderare", "Slutrapport till styrgruppen")


def measure(code: str, name: str, unit: str = "person", **more) -> Measure:
    return Measure(
        code=code, version=1, name={"sv": name, "en": code}, definition={"sv": f"{name} räknas så här.", "en": ""},
        unit=unit, direction="none", source="påhittad", **more,
    )  # fmt: skip


PARTICIPANTS = measure("participants", "Deltagare", parts=("women", "men"))
WOMEN, MEN = measure("women", "Kvinnor"), measure("men", "Män")
COST = measure("total_cost", "Summa kostnader", "SEK")
SHARE_WOMEN = measure("share_women", "Andel kvinnor", "1", percent=True, numerator="women", denominator="participants")
PER_PERSON = measure(
    "cost_per_participant", "Kostnad per deltagare", "SEK/person", numerator="total_cost", denominator="participants"
)
NUMBERS = {
    "VIND": {"women": (318, 415), "men": (194, 170), "total_cost": (9_612_019, 7_738_904)},
    "SOL": {"women": (2048, 2033), "men": (519, 631), "total_cost": (7_787_326, 7_783_317)},
    "BRYGGA": {"women": (251, 590), "men": (119, 203), "total_cost": (6_139_917, 4_407_163)},
}
MEASURES = {"women": WOMEN, "men": MEN, "total_cost": COST}


def of_one(subject: str, stem: str, numbers: dict) -> dict[str, Figure]:
    """All figures of one effort, plan and outcome."""
    found: dict[str, Figure] = {}
    for place, part in enumerate(("plan", "outcome")):
        for code, pair in numbers.items():
            key = f"{stem}{code}.{part}"
            made = Provenance("printed", "Påhittad rapport, tabell 1", "12", "/uppfoljning/siffra/1/")
            found[key] = Figure(
                key, MEASURES[code], subject, part, Decimal(pair[place]), f"deltagare i {subject}", made
            )
        _add_computed(found, subject, stem, part)
    return found


def _add_computed(found: dict[str, Figure], subject: str, stem: str, part: str) -> None:
    everyone = f"{stem}participants.{part}"
    found[everyone] = total(
        [found[f"{stem}women.{part}"], found[f"{stem}men.{part}"]],
        key=everyone,
        subject=subject,
        population=f"deltagare i {subject}",
        measure=PARTICIPANTS,
        formula="kvinnor + män",
    )
    for code, kind, above in (
        ("share_women", SHARE_WOMEN, "women"),
        ("cost_per_participant", PER_PERSON, "total_cost"),
    ):
        key = f"{stem}{code}.{part}"
        found[key] = ratio(kind, found[f"{stem}{above}.{part}"], found[everyone], key=key, formula="täljare / nämnare")


def cluster_figures() -> tuple[dict[str, dict[str, Figure]], dict[str, Figure], dict[str, Figure]]:
    """By project (keys without the project), the total, and all under their full keys."""
    projects = {name: of_one(name, "", numbers) for name, numbers in NUMBERS.items()}
    sums = {
        code: tuple(sum(numbers[code][place] for numbers in NUMBERS.values()) for place in (0, 1)) for code in MEASURES
    }
    everything = dict(of_one("Klustret", "", sums))
    from dataclasses import replace

    everything["participants.outcome"] = replace(everything["participants.outcome"], printed=Decimal(3918))
    whole = dict(everything)
    for name, numbers in NUMBERS.items():
        everything |= of_one(name, f"{name}.", numbers)
    return projects, whole, everything


def sample(status: Status = DRAFT, tables: int = 1, title: str = "Tre insatser & ett kluster <2024>") -> ReportContent:
    """A report with every kind of block and as many tables of each kind as asked for."""
    projects, whole, everything = cluster_figures()
    columns = [*projects.items(), ("Totalt", whole)]
    blocks = []
    for index in range(tables):
        more = f" ({index + 1})" if index else ""
        blocks += [
            plan_and_outcome_table(f"Deltagande personer{more}", "participants", columns),
            plan_and_outcome_table(f"Summa kostnader, kr{more}", "total_cost", columns),
            shares_table(f"Andel kvinnor{more}", "share_women", columns),
        ]
    chart = Chart(
        "plan_actual",
        "Deltagande personer",
        tuple(projects),
        tuple(
            Series(name, tuple(figures[f"participants.{part}"].value for figures in projects.values()))
            for name, part in (("Plan", "plan"), ("Utfall", "outcome"))
        ),
        unit="personer",
    )
    summary = Section(
        "summary",
        "Sammanfattning",
        (
            Text((Run("I klustret deltog "), Run("4 042", "participants.outcome"), Run(" personer.")), "lead"),
            ListBlock(((Run("=SUMMA(A1:A9)"),), (Run("Två åä & <ö>"),))),
            ListBlock(((Run("Först"),), (Run("Sedan"),)), numbered=True),
            FigureNote("participants.outcome", "Deltagare, utfall", "4 042 personer", "deltagare i Klustret"),
        ),
        editable="summary",
    )
    results = Section(
        "results",
        "Resultat",
        (),
        (Section("volumes", "Volymer", (*blocks, block_of(chart, "Deltagande personer", "Deltagande personer"))),),
    )
    return numbered(
        ReportContent(
            title=title, subtitle="Slutrapport", subject="Klustret", author="Påhittade utvärderarna", language="sv",
            status=status, sections=(summary, results),
            figures={key: entry_of(figure, f"/uppfoljning/siffror/{key}/") for key, figure in everything.items()},
        )
    )  # fmt: skip
