"""Everything the demonstration holds, in the order it would have happened."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from samsyn.config.seeding.accounts import bring_accounts
from samsyn.config.seeding.cluster import bring_cluster
from samsyn.config.seeding.governing import bring_governing
from samsyn.config.seeding.learning import bring_learning
from samsyn.config.seeding.methods import bring_endings, bring_methods
from samsyn.config.seeding.people import bring_people
from samsyn.config.seeding.running import bring_running
from samsyn.config.seeding.samfi import bring_samfi
from samsyn.config.seeding.settlements import bring_settlements
from samsyn.config.seeding.worth import bring_worth


@transaction.atomic
def fill_demo() -> None:
    """Fill an empty node: people, the cluster of five, SamFi, one invented project, an account. All or nothing."""
    people = bring_people()
    bring_cluster(facts("esf_cluster"), people)
    samfi = bring_samfi(facts("samfi"), people)
    running = bring_running(people)
    bring_accounts(people)
    bring_worth(running, people)
    bring_learning(running, people)
    bring_methods(facts("methods"), people)
    bring_endings(facts("methods"), people)
    bring_governing(facts("governing"), samfi, running, people)
    if settings.SAMSYN_NODE == "party":
        call_command("people_demo", verbosity=0)  # nobody imports the station for people: it brings its own
    bring_settlements(people)  # after the people: one of them is of what was delivered


def facts(name: str) -> dict[str, Any]:
    """Published facts of the demonstration, as shipped."""
    return yaml.safe_load(files("samsyn.parameters").joinpath(f"demo/{name}.yaml").read_text("utf-8"))
