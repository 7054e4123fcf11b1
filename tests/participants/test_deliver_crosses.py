"""Nothing but protected values crosses to the follow-up: everything it stores is walked, release after release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.apps.audit.models import Entry
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.evaluation.queries import project_figures
from samsyn.apps.participants.models import Delivery, Person
from samsyn.apps.participants.queries.deliver import remembered
from samsyn.apps.participants.reading import as_system
from samsyn.core.disclosure.attack import releasable
from samsyn.core.disclosure.checks import faults
from tests.participants.deliver_given import background_of, bring, deliver_as, follow
from tests.sizes import mostly

pytestmark = pytest.mark.django_db
CANARY = "Kanariefågel Påhittad"
NUMBER = "199001012394"
RELEASES = mostly("sqlite", 100)


def stored() -> str:
    """Every column of every row of the follow-up, and its trail, as one text."""
    rows = [
        list(row) for model in apps.get_app_config("evaluation").get_models() for row in model.objects.values_list()
    ]
    told = list(Entry.objects.filter(verb="tables_received").values_list("details", "target_label"))
    return json.dumps([rows, told], default=str, ensure_ascii=False)


def breaches(release: DeliveredRelease) -> Iterator[str]:
    """What a reader of one delivery could see that breaks a rule."""
    for row in release.tables.all():
        table = row.as_core
        yield from faults(table)
        for value in _values(row.content):
            if value in (1, 2, 3, 4) or value % 5:
                yield f"{table.code} tells {value}"
        for line in table.rows:
            for column in table.columns:
                share = table.share(line.key, column)
                if share is not None and share.of < 20:
                    yield f"{table.code} has a share of {share.of}"


def _values(content) -> Iterator[int]:
    """Every figure on the wire: what is called value or people."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name in ("value", "people") and value is not None:
                yield value
            yield from _values(value)
    elif isinstance(content, list):
        for each in content:
            yield from _values(each)


def test_no_name_number_pseudonym_or_key_is_stored_on_the_other_side(colleagues, places, project, measures, write_in):
    ladder = follow(project)
    bring(project, 80, ladder=ladder, senders=(places.partner,))
    canary = write_in(
        CANARY, NUMBER, sex="women", birth_year=1990, contact={"phone": "070-1740605"},
        enrolled={"note": "hemlig-anteckning", "resources": "hemlig-resurs"},
    )  # fmt: skip
    delivery = deliver_as(colleagues.lead, project, correction=True, why="Hemligt-skäl")
    text = stored()
    with as_system([project.organisation_id]):
        delivery = Delivery.objects.get(pk=delivery.pk)
        memory = remembered(delivery)
        keys = [str(pk) for pk in Person.objects.values_list("pk", flat=True)]
    secrets = [
        "Kanariefågel", "Påhittad", NUMBER, NUMBER[2:], "19900101", "070-1740605", "hemlig", "Hemligt-skäl",
        memory.series.hex(), *keys, *(key.replace("-", "") for key in keys),
        *(memory.pseudonym(what, key) for what in ("person", "participation", "referral") for key in keys),
        *(mark for each in memory.published.values() for row in each.rows.values() for mark in row.marks),
    ]  # fmt: skip
    assert str(canary.pk) in keys
    assert [secret for secret in secrets if secret in text] == []
    assert str(canary.pk) not in json.dumps(delivery.tables)
    assert not re.search(r"[0-9a-f]{32}", text.replace(delivery.sha256, "").replace(delivery.sha256[:40], ""))


def test_random_small_populations_tell_nothing_small(
    colleagues, places, project, measures, record_property, monkeypatch
):
    """A hundred releases, two or three after each other of the same people, some of them corrections."""
    ladder = follow(project, "samfi_ostra_goinge")
    batches = st.sampled_from([0, 3, 6, 8, 12, 20])
    known = background_of(colleagues.lead, project)
    tally = {"tried": 0, "through": 0, "cells": 0}

    @settings(
        max_examples=mostly("sqlite", 50),  # each is two or three releases; the database has no part in it
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.integers(0, 10**9), st.integers(18, 120), st.lists(batches, min_size=3, max_size=3))
    def releases(seed: int, size: int, more: list[int]):
        with transaction.atomic():
            bring(project, size, ladder=ladder, senders=(places.partner, places.owner), seed=seed)
            told = []
            for step, many in enumerate([0, *more]):
                bring(project, many, ladder=ladder, senders=(places.partner,), seed=seed + step + 1)
                _release(told, correction=step == 3)
            transaction.set_rollback(True)

    def _release(told, correction):
        try:
            deliver_as(colleagues.lead, project, correction=correction, why="Prov")
        except ValidationError:  # nobody new, or too few: then nothing has left
            assert DeliveredRelease.objects.count() == len(told)
            return
        release = DeliveredRelease.objects.get(number=len(told) + 1)
        tables = [row.as_core for row in release.tables.all()]
        found = list(breaches(release))
        found += releasable(tables, told, background=known)
        found += [
            f"{figure.key} of {figure.denominator}"
            for figure in project_figures(project).values()
            if figure.measure.percent and figure.value is not None and (figure.denominator or 0) < 20
        ]
        told.append(tables)
        tally["tried"] += 1
        tally["through"] += bool(found)
        tally["cells"] += sum(1 for row in DeliveredTable.objects.filter(release=release) for _ in _values(row.content))
        assert found == []

    releases()
    assert tally["tried"] >= RELEASES
    assert tally["cells"] > 20 * RELEASES
    record_property("deliveries_tried", tally["tried"])
    record_property("deliveries_through", tally["through"])
