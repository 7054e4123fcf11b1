"""Time of search and of "similar to this" among 100 000 observations, 9 000 projects and 2 000 methods, on both stores.

Everything is invented: texts are drawn from the words of the measured set and from compounds made of shipped parts.
A wide reader may see nearly everything; a narrow one has a part in twenty projects and sees one observation in 450.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.knowledge.measured import questions, texts

from bench._stores import in_child, ready, settled, stores
from samsyn.core.searching.words import tokens
from samsyn.parameters.words import shipped_language

SCALE = float(os.environ.get("SAMSYN_BENCH_SCALE", "1"))
OBSERVATIONS, PROJECTS, METHODS = (round(SCALE * count) for count in (100_000, 9_000, 2_000))
LIMIT = 200  # milliseconds for nineteen of twenty
RARE_WORDS = 40_000
ASKED, LIKENED = 240, 120
DAY = datetime.date(2024, 1, 1)
MODULE = "bench.search_speed"


def main() -> None:
    """Per store: making the index, keeping it with one saved row, and p50 and p95 for each reader."""
    with stores("samsyn_bench_speed") as places:
        for store, address in places.items():
            found = in_child(MODULE, address)
            print(
                f"  {store}: {found['documents']} documents, {found['words']} words; index made in "
                f"{found['made']:.0f} s of processor, one saved row followed in {found['followed']:.0f} ms"
            )
            for what, (clock, worked) in found["times"].items():
                print(
                    f"    {what:50} p50 {clock[0]:4.0f} ms  p95 {clock[1]:4.0f} ms of {LIMIT} "
                    f"({clock[1] / LIMIT:4.0%});  processor p50 {worked[0]:3.0f}, p95 {worked[1]:3.0f} ms"
                )


def child() -> None:
    """Fill the database of the environment, make the index, and measure."""
    ready()
    from samsyn.apps.knowledge.actions.indexing import make_index, refresh
    from samsyn.apps.knowledge.models import Observation, SearchWord

    readers = _fill(random.Random(1))
    settled()
    begun = time.process_time()
    documents = make_index()
    made = time.process_time() - begun
    settled()
    chance = random.Random(2)
    times: dict[str, tuple[Spread, Spread]] = {}
    for name, reader in readers.items():
        asked = [chance.choice(questions()).text for _ in range(ASKED)]
        times[f"search and explain a page, {name} reader"] = _timed(_search(reader), asked)
        likened = list(Observation.objects.order_by("pk").values_list("text", flat=True)[: LIKENED * 7 : 7])
        times[f"similar projects to an observation, {name} reader"] = _timed(_similar(reader), likened)
    words = iter(_stream(random.Random(3)))
    followed = []
    for row in Observation.objects.order_by("-pk")[:20]:
        row.text = " ".join(itertools.islice(words, 40))
        row.save()
        begun = time.perf_counter()
        refresh("observation", {row.pk})
        followed.append(1000 * (time.perf_counter() - begun))
    json.dump(
        {
            "documents": documents,
            "words": SearchWord.objects.count(),
            "made": made,
            "followed": statistics.median(followed),
            "times": times,
        },
        sys.stdout,
    )


def _search(reader: Any) -> Callable[[str], None]:
    from samsyn.apps.knowledge.presenters.searching import found_for

    def search(text: str) -> None:
        found = found_for(reader, text)
        assert found is not None
        list(found.hits[:20])

    return search


def _similar(reader: Any) -> Callable[[str], None]:
    from samsyn.apps.knowledge.queries.searching import similar_to

    def similar(text: str) -> None:
        similar_to(reader, title="", text=text, kinds=["project"], place="Kommun 3")

    return similar


Spread = tuple[float, float]  # milliseconds: the median, and what nineteen of twenty stay below


def _timed(work: Callable[[str], None], asked: list[str]) -> tuple[Spread, Spread]:
    """By the clock, which others on the machine make longer, and of this process's own processor time."""
    work(asked[0])
    clock, worked = [], []
    for each in asked:
        begun, busy = time.perf_counter(), time.process_time()
        work(each)
        clock.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - busy))
    return _spread(clock), _spread(worked)


def _spread(times: list[float]) -> Spread:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _fill(chance: random.Random) -> dict[str, Any]:
    from samsyn.apps.knowledge.models import Method, Observation
    from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
    from samsyn.apps.portfolio.models import Project, ProjectMunicipality, ProjectParty

    words = iter(_stream(chance))

    def told(least: int, most: int) -> str:
        return " ".join(itertools.islice(words, chance.randint(least, most))).capitalize() + "."

    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommun {number}", kind=Kind.MUNICIPALITY) for number in range(300)
    )
    wide = Organisation.objects.create(name="Förbundet", kind=Kind.ASSOCIATION)
    projects = Project.objects.bulk_create(
        (
            Project(code=f"P{number}", name=told(2, 5)[:200], organisation=places[number % 300], starts=DAY,
                    summary=told(30, 70), focus=told(20, 50))
            for number in range(PROJECTS)
        ),
        batch_size=1000,
    )  # fmt: skip
    parties = [
        ProjectParty(project=project, organisation=place, part=part, starts=DAY)
        for project in projects
        for place, part in ((project.organisation, "owner"), (wide, "partner"))
    ]
    ProjectParty.objects.bulk_create(parties, batch_size=1000)
    ProjectMunicipality.objects.bulk_create(
        (ProjectMunicipality(project=project, municipality=project.organisation) for project in projects),
        batch_size=1000,
    )
    Observation.objects.bulk_create(
        (
            Observation(organisation=project.organisation, project=project, text=told(20, 60)[:2000])
            for project in itertools.islice(itertools.cycle(projects), OBSERVATIONS)
        ),
        batch_size=1000,
    )
    Method.objects.bulk_create(
        (
            Method(organisation=places[number % 300], name=told(2, 5)[:200], summary=told(30, 60),
                   problem=told(30, 60), steps=told(60, 150), published=number % 3 > 0)
            for number in range(METHODS)
        ),
        batch_size=500,
    )  # fmt: skip
    readers = {}
    for name, place in (("wide", wide), ("narrow", places[7])):
        readers[name] = User.objects.create(email=f"{name}@exempel.se", name=name)
        Membership.objects.create(user=readers[name], organisation=place, role="reader", starts=DAY)
    return readers


def _stream(chance: random.Random) -> Iterator[str]:
    """Words without end, as often as in Swedish: the measured texts' own in their proportions, and rare compounds."""
    common = [text[token.start : token.end].lower() for text in _measured() for token in tokens(text)]
    parts = sorted(part for part in shipped_language().parts if len(part) > 3)
    rare = ["".join(chance.sample(parts, 2)) for _ in range(RARE_WORDS)]
    while True:
        yield from chance.choices(common, k=900)
        yield from (rare[int(RARE_WORDS * chance.random() ** 2)] for _ in range(100))


def _measured() -> list[str]:
    return [f"{each.title} {each.text}" for each in texts()]


if __name__ == "__main__" and sys.argv[1:2] == ["child"]:
    child()
