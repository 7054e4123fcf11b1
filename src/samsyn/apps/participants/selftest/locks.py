"""Beyond the pages: every table of the station, asked by everybody in every way, with only one lock on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scopes_disabled

from samsyn.apps.organisations.models import Membership, User
from samsyn.apps.participants.reading import houses_of, people
from samsyn.apps.participants.rls import held_models
from samsyn.apps.participants.selftest.outcome import Outcome
from samsyn.apps.participants.selftest.switches import without_row_locks, without_scopes
from samsyn.apps.participants.selftest.world import World

# ruff: noqa: S608  (names of our own tables)


def first_lock_alone(world: World) -> Outcome:
    """Scopes only: PostgreSQL asked as the owner, or SQLite. Ways that Django's managers offer."""
    outcome = Outcome()
    with without_row_locks():
        for user, model, keys in _asked(world):
            with people(user):
                houses = houses_of(user)
                for way, ask in _through_managers(model, keys).items():
                    _judge(outcome, user, model, way, ask(), houses)
    return outcome


def second_lock_alone(world: World) -> Outcome:
    """Row-level security only: Django asks for everything, in every way there is, also past its managers."""
    outcome = Outcome()
    with without_scopes():
        for user, model, keys in _asked(world):
            with people(user):
                houses = houses_of(user)
                ways = _through_managers(model, keys) | _past_managers(model, keys)
                for way, ask in ways.items():
                    _judge(outcome, user, model, way, ask(), houses)
    return outcome


def second_lock_on_writing(world: World) -> Outcome:
    """Changing, taking over, giving away and removing rows of another authority: nothing happens, or an error."""
    outcome = Outcome()
    with without_scopes():
        for user, model, keys in _asked(world):
            with people(user):
                _write(outcome, user, model, keys, houses_of(user))
    return outcome


def _asked(world: World) -> Iterator[tuple[User, type[models.Model], dict[int, list[Any]]]]:
    """Everybody × every model, with the keys of all rows by authority, as the owner of the database knows them."""
    keys: dict[type[models.Model], dict[int, list[Any]]] = {}
    with without_row_locks(), scopes_disabled():
        for model in held_models():
            for key, house in model._base_manager.values_list("pk", "organisation"):
                keys.setdefault(model, {}).setdefault(house, []).append(key)
    for user in world.everyone():
        for model in held_models():
            yield user, model, keys[model]


def _through_managers(model: type[models.Model], keys: dict[int, list[Any]]) -> dict[str, Callable[[], Any]]:
    everything = [key for some in keys.values() for key in some]
    return {
        "all": lambda: list(model.objects.all()),
        "default": lambda: list(model._default_manager.all()),
        "filter": lambda: list(model.objects.filter(pk__in=everything)),
        "in_bulk": lambda: list(model.objects.in_bulk(everything).values()),
        "values": lambda: list(model.objects.values("organisation_id", "pk")),
        "order": lambda: list(model.objects.order_by("?")[:1000]),
        "or": lambda: list(model.objects.filter(models.Q(pk__in=everything) | models.Q(organisation__in=list(keys)))),
        "group": lambda: list(model.objects.order_by().values("organisation_id").annotate(n=models.Count("pk"))),
        "lock": lambda: (
            list(model.objects.select_for_update(of=("self",)).filter(pk__in=everything))
            if connection.vendor == "postgresql"
            else []
        ),
    }


def _past_managers(model: type[models.Model], keys: dict[int, list[Any]]) -> dict[str, Callable[[], Any]]:
    table = model._meta.db_table

    def raw() -> list[dict[str, Any]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT organisation_id, {model._meta.pk.column} FROM {table}")
            return [{"organisation_id": house, "pk": key} for house, key in cursor.fetchall()]

    return {
        "base": lambda: list(model._base_manager.all()),
        "raw": lambda: list(model._base_manager.raw(f"SELECT * FROM {table}")),
        "cursor": raw,
    }


def _judge(outcome: Outcome, user: User, model: type[models.Model], way: str, rows: Any, houses: list[int]) -> None:
    """Every row of another authority got through, but for those on which the reader's own is named."""
    for row in rows:
        value = row.get if isinstance(row, dict) else lambda name, row=row: getattr(row, name)
        if value("organisation_id") not in houses and not _is_named(model, value("pk") or value("id"), user, houses):
            outcome.attempt(f"{user} såg {model.__name__} {way}")
            return
    outcome.attempt()


def _is_named(model: type[models.Model], key: Any, user: User, houses: list[int]) -> bool:
    """A referral one sent, a consent one got, an emergency one opened or answers for: written out plainly."""
    if model.__name__ not in {"Referral", "Consent", "Emergency"}:
        return False
    with scopes_disabled():
        if key is None:  # rows counted by authority: no row of them is shown
            return True
        row = model._base_manager.get(pk=key)
    if model.__name__ == "Referral":
        return row.sender_id in houses
    if model.__name__ == "Consent":
        return row.to_organisation_id in houses
    return row.user_id == user.pk or Membership.objects.filter(user=row.user_id, organisation__in=houses).exists()


def _write(outcome: Outcome, user: User, model: type[models.Model], keys: dict[int, list[Any]], houses) -> None:
    others = [key for house, some in keys.items() if house not in houses for key in some]
    others = [key for key in others if not _reaches_named(model, key, user, houses)]
    mine = [key for house, some in keys.items() if house in houses for key in some]
    away = next(house for house in keys if house not in houses)
    attempts = {"ändra": lambda: model._base_manager.filter(pk__in=others).update(organisation=away)}
    attempts["ta bort"] = lambda: model._base_manager.filter(pk__in=others)._raw_delete("default")
    if houses:
        attempts["ta över"] = lambda: model._base_manager.filter(pk__in=others).update(organisation=houses[0])
    if mine:
        attempts["ge bort"] = lambda: model._base_manager.filter(pk__in=mine).update(organisation=away)
    for what, attempt in attempts.items():
        changed = _tried(attempt)
        outcome.attempt(f"{user} kunde {what} {changed} {model.__name__}" if changed else None)


def _reaches_named(model: type[models.Model], key: Any, user: User, houses: list[int]) -> bool:
    with without_row_locks():
        found = model._base_manager.filter(pk=key).exists()
    return found and _is_named(model, key, user, houses)


def _tried(attempt: Callable[[], int]) -> int:
    """How many rows it changed; a refusal is none. Whatever it did is undone."""
    try:
        with transaction.atomic():
            changed = attempt() or 0
            transaction.set_rollback(True)
        return changed
    except DatabaseError:
        return 0


def tables_of_the_station() -> list[str]:
    """Every table that Django makes for the station, also those between two others."""
    station = apps.get_app_config("participants")
    return sorted(model._meta.db_table for model in station.get_models(include_auto_created=True))
