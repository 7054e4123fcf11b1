"""One chart of each kind with invented numbers, for the style guide and the tests."""

from __future__ import annotations

from datetime import date

from samsyn.web.charts import Chart, Period, Series

PROJECTS = ("Granviken", "Solberga", "Norra stråket", "Hemma i arbete", "Vägen tillbaka för unga vuxna")


def example_charts() -> list[Chart]:
    """Every kind of chart."""
    source = "Källa: påhittat underlag."
    return [
        Chart("bars", "Deltagare per insats", PROJECTS, (Series("Utfall", (1418, 2600, 375, 840, 160)),),
              unit="personer", source=source),
        Chart("grouped_bars", "Deltagare per insats och kön", PROJECTS,
              (Series("Kvinnor", (700, 1300, 200, 440, 90)), Series("Män", (718, 1300, 175, 400, None))),
              unit="personer", source=source),
        Chart("plan_actual", "Plan och utfall", PROJECTS,
              (Series("Plan", (1200, 2500, 400, 900, 300)), Series("Utfall", (1418, 2600, 375, 840, 160))),
              unit="deltagare", source=source),
        Chart("dots", "I arbete före och efter", PROJECTS,
              (Series("Vid start", (0.05, 0.11, 0.08, 0.02, 0.1)), Series("Vid avslut", (0.41, 0.35, 0.22, 0.3, 0.12))),
              as_percent=True, source=source),
        Chart("lines", "Pågående deltagare per månad",
              tuple(f"2026-{month:02}" for month in range(1, 11)),
              (Series("Granviken", (12, 25, 40, 61, 80, 84, 70, 92, 110, 118)),
               Series("Solberga", (0, 4, 9, 20, 31, None, 28, 44, 52, 60))), unit="deltagare", source=source),
        Chart("timeline", "Insatsen i tiden", periods=(
            Period("Analysfas", date(2023, 1, 1), date(2023, 8, 31)),
            Period("Genomförande", date(2023, 9, 1), date(2026, 3, 31)),
            Period("Ny lag i kraft", date(2024, 7, 1)),
            Period("Avslut", date(2026, 4, 1), date(2026, 6, 30)))),
        Chart("small_multiples", "Plan och utfall per insats", ("2023", "2024", "2025"), tuple(
            Series(name, values, project)
            for project, plan, outcome in [
                ("Granviken", (300, 450, 450), (280, 520, 618)), ("Solberga", (500, 1000, 1000), (620, 980, 1000)),
                ("Norra stråket", (100, 150, 150), (90, 120, 165)),
                ("Hemma i arbete", (300, 300, 300), (240, 290, 310))]
            for name, values in (("Plan", plan), ("Utfall", outcome))),
              unit="deltagare", category_label="År"),
    ]  # fmt: skip
