"""A variant of an account: the same numbers but those that were tried, beside the one it came from."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.actions.accounts import begin_account, facts_of, set_facts
from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import moved, scenario_of
from samsyn.apps.economics.written import number_facts
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Project
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.scenario import Value
from samsyn.core.valuation.turning import ENDS


@transaction.atomic
def begin_variant(
    *, account: Account, means: Mapping[str, float], title: str, organisation: Organisation, project: Project | None, by
) -> Account:
    """A new account with everything that `account` holds, and other means of some values by code.

    What was tried rests on nothing but the trying, and says so as an assumption; its band follows in proportion.
    ValidationError where the account can no longer be read; the errors of `begin_account`.
    """
    contents = copy.deepcopy(account.contents)
    try:
        before = scenario_of(account.contents, account.organisation)
    except BadValue as fault:
        raise ValidationError([str(each) for each in fault.faults]) from None
    after = moved(before, means)
    tried = [code for code in means if code in after.values and after.values[code] != before.values[code]]
    for code in tried:
        _write_tried(facts_of(contents, code), after.values[code], account)
    made = begin_account(
        title=title, contents=contents, begun_from=account.begun_from, organisation=organisation, project=project, by=by
    )
    record("account_varied", by=by, target=made, organisation=organisation, variant_of=account.pk, tried=sorted(tried))
    return made


def _write_tried(facts: dict[str, Any], value: Value, account: Account) -> None:
    known = value.known
    low, high = (float(end) for end in known.at(np.array(ENDS))) if known.sd else (None, None)
    why = {"sv": f"Prövat, utgående från ”{account}”. Ingen källa.", "en": f"Tried, from “{account}”. No source."}
    set_facts(facts, number_facts(value, known.mean, low, high) | {"assumption": why, "source": None})
