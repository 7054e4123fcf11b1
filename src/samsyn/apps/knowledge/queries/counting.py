"""What somebody has counted of a method in kronor, and the frozen accounts that an amount can be taken from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.knowledge.models import Counted, Method, Spread, What

HEAVY = ("contents", "result", "account__contents")  # whole scenarios and answers: never read for a name


def accounts_to_name(user, kept: int | None = None) -> QuerySet[FrozenAccount]:
    """The frozen accounts that the user may see, the latest first, without what they hold. kept: one chosen already."""
    rows = FrozenAccount.objects.filter(Q(account__in=Account.objects.visible_to(user)) | Q(pk=kept))
    return rows.select_related("account").defer(*HEAVY).order_by("-frozen_at", "pk")


def open_accounts(user, frozen: Iterable[FrozenAccount | None]) -> set[int]:
    """The keys of those accounts that the user may see: the others are named but not linked. No question where none."""
    keys = {one.account_id for one in frozen if one is not None}
    return set(Account.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def counted_of(method: Method, what: What) -> list[Counted]:
    """Costs or savings of a method, the latest first at each organisation. One question."""
    rows = method.counted.filter(what=what).select_related("organisation__parent", "frozen__account")
    light = [f"frozen__{name}" for name in HEAVY]
    return list(rows.defer(*light).order_by("organisation__name", "-on", "-pk"))


def spread_with_accounts() -> Prefetch:
    """The places of an example with their municipalities and accounts, in one question."""
    light = [f"frozen__{name}" for name in HEAVY]
    rows = Spread.objects.select_related("municipality__parent", "frozen__account").defer(*light)
    return Prefetch("spread", rows)
