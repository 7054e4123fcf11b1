"""Accounts of the demonstration: shipped cases that somebody has made their own."""

from __future__ import annotations

from collections.abc import Mapping

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.organisations.models import User
from samsyn.config.accounts import EVALUATOR
from samsyn.config.seeding.people import organisation


def bring_accounts(people: Mapping[str, User]) -> None:
    """The evaluator's copy of the published case, frozen once."""
    case = shipped_case("trelleborg")
    if case is None:
        raise LookupError("trelleborg")
    by = people["utvarderare"]
    account = begin_account(
        title="Skolmisslyckanden i Trelleborg",
        contents=case.raw,
        begun_from=case.code,
        organisation=organisation(EVALUATOR),
        project=None,
        by=by,
    )
    freeze_account(account=account, reason="Kontroll mot de publicerade talen", by=by)
