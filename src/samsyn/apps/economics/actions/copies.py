"""How an account is kept as it is: its scenario with all it took from the bank, what it answers, and a fingerprint."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.queries import answer_of
from samsyn.core.valuation.scenario_freezing import frozen_form


def keep_copy(*, account: Account, reason: str, by) -> FrozenAccount:
    """The copy itself, of an account that is held, whoever `by` is: an application takes its account along."""
    answered = answer_of(account.contents, organisation=account.organisation)
    if answered.result is None or answered.scenario is None:
        raise ValidationError(list(answered.faults))
    contents = frozen_form(answered.scenario)
    last = account.frozen.order_by("-number").first()
    frozen = FrozenAccount.objects.create(
        account=account, number=last.number + 1 if last else 1, frozen_at=timezone.now(), frozen_by=by,
        frozen_by_name=str(by), reason=reason, contents=contents, result=answered.result,
        sha256=FrozenAccount.fingerprint(contents, answered.result),
    )  # fmt: skip
    record("account_frozen", by=by, target=frozen, organisation=account.organisation, sha256=frozen.sha256)
    return frozen
