"""The pages of Kunskap with 100 000 observations in 1 000 patterns, whole pages through Django, on both stores.

Everything is invented. SAMSYN_BENCH_SCALE=0.01 for a smaller world.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import statistics
import sys
import time
from typing import Any

from bench._stores import in_child, ready, settled, stores

SCALE = float(os.environ.get("SAMSYN_BENCH_SCALE", "1"))
OBSERVATIONS, PATTERNS, PROJECTS = (max(10, round(SCALE * count)) for count in (100_000, 1_000, 9_000))
TIMES = 60
LIMIT = 150  # milliseconds for nineteen of twenty
TODAY = datetime.date.today()  # noqa: DTZ011
MODULE = "bench.board_speed"


def main() -> None:
    """Per store: p50 and p95 of each page, and how many questions it asks."""
    with stores("samsyn_bench_board") as places:
        for store, address in places.items():
            print(f"  {store}: {OBSERVATIONS} observations in {PATTERNS} patterns")
            for what, (p50, p95, sql) in in_child(MODULE, address).items():
                print(
                    f"    {what:42} p50 {p50:4.0f} ms   p95 {p95:4.0f} ms of {LIMIT} ({p95 / LIMIT:4.0%})   {sql} SQL"
                )


def child() -> None:
    """Fill the database of the environment, and measure."""
    ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings
    from django.urls import reverse

    reader, pattern = _fill(random.Random(1))
    settled()
    client = Client()
    client.force_login(reader)
    pages = {
        "a page without data": reverse("accessibility"),
        "the pattern board": reverse("pattern-list"),
        "the board, filtered by words": reverse("pattern-list") + "?text=samma",
        "the station": reverse("knowledge"),
        "one pattern": reverse("pattern", args=[pattern]),
        "the list of observations": reverse("observation-list"),
    }
    found: dict[str, Any] = {}
    with override_settings(ALLOWED_HOSTS=["*"]):
        for what, address in pages.items():
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            questions = len(asked)
            times = []
            for _ in range(TIMES):
                begun = time.perf_counter()
                client.get(address)
                times.append(1000 * (time.perf_counter() - begun))
            found[what] = statistics.median(times), statistics.quantiles(times, n=20)[-1], questions
    json.dump(found, sys.stdout)


def _fill(chance: random.Random) -> tuple[Any, int]:
    from samsyn.apps.catalogue.actions import load_shipped
    from samsyn.apps.catalogue.models import Term
    from samsyn.apps.knowledge.models import Gathered, Observation, Pattern
    from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
    from samsyn.apps.portfolio.models import Project, ProjectParty

    load_shipped()
    kinds, actors = (list(Term.objects.filter(kind=kind)) for kind in ("barrier", "actor"))
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommun {number}", kind=Kind.MUNICIPALITY) for number in range(290)
    )
    reader = User.objects.create(email="chef@exempel.se", name="Chef")
    Membership.objects.create(user=reader, organisation=places[0], role="manager", starts=datetime.date(2015, 1, 1))
    projects = Project.objects.bulk_create(
        (
            Project(code=f"P{number}", name=f"Insats {number}", organisation=places[number % 290], starts=TODAY)
            for number in range(PROJECTS)
        ),
        batch_size=1000,
    )  # fmt: skip
    ProjectParty.objects.bulk_create(
        (
            ProjectParty(project=project, organisation=place, part=part, starts=TODAY)
            for number, project in enumerate(projects)
            for place, part in ((project.organisation, "owner"), (places[0], "partner"))[: 1 + (number % 3 == 0)]
        ),
        batch_size=1000,
    )
    told = Observation.objects.bulk_create(
        (
            Observation(
                organisation=places[number % 290], project=projects[number % PROJECTS], kind=chance.choice(kinds),
                text=f"Samma sak hände igen, gång {number}, och ingen kunde säga vem som beslutar.",
                seen_on=TODAY - datetime.timedelta(days=chance.randrange(1500)), hours=chance.randrange(1, 9),
            )
            for number in range(OBSERVATIONS)
        ),
        batch_size=1000,
    )  # fmt: skip
    between = Observation.actors.through
    between.objects.bulk_create(
        (between(observation=row, term=actor) for row in told for actor in chance.sample(actors, 2)), batch_size=5000
    )
    patterns = Pattern.objects.bulk_create(
        Pattern(
            organisation=places[number % 290], name=f"Samma mönster {number}", kind=chance.choice(kinds),
            next_on=TODAY + datetime.timedelta(days=chance.randrange(-50, 50)), shared=number % 2 == 0, owner=reader,
        )
        for number in range(PATTERNS)
    )  # fmt: skip
    Gathered.objects.bulk_create(
        (Gathered(pattern=patterns[int(PATTERNS * chance.random() ** 2)], observation=row) for row in told),
        batch_size=5000,
    )
    for pattern in patterns:
        pattern.actors.set(chance.sample(actors, 2))
    return reader, patterns[0].pk


if __name__ == "__main__" and sys.argv[1:2] == ["child"]:
    child()
