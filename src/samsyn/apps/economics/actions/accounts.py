"""What happens to an account: begun, changed, frozen, removed. Each leaves a trace."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.actions.attachments import attach_account
from samsyn.apps.economics.actions.copies import keep_copy
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.queries import answer_with, homes_for, may_edit
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Application, Project


@transaction.atomic
def begin_account(
    *, title: str, contents: dict[str, Any], begun_from: str, organisation: Organisation, project: Project | None, by,
    application: Application | None = None,
) -> Account:  # fmt: skip
    """Begin an account from a scenario, with `application` to go with it at once.

    PermissionDenied where `by` may not write accounts; ValidationError where the scenario cannot be read.
    """
    organisations, projects = homes_for(by)
    home = projects.filter(pk=project.pk) if project else organisations.filter(pk=organisation.pk)
    if not home.exists():
        raise PermissionDenied
    _readable(contents, organisation)
    account = Account.objects.create(
        title=title, contents=contents, begun_from=begun_from, organisation=organisation, project=project,
        changed_at=timezone.now(), changed_by=by,
    )  # fmt: skip
    record("account_begun", by=by, target=account, organisation=organisation, begun_from=begun_from)
    if application is not None:
        attach_account(application=application, account=account, by=by)
    return account


@transaction.atomic
def change_values(*, account: Account, values: Mapping[str, Mapping[str, Any]], revision: int, by) -> Account:
    """Give some values other facts. values: code → the fields that change, as the format names them; None takes away.

    ValidationError when somebody else has changed the account since `revision`, or when the facts do not hold.
    """
    account = _held(account, by)
    if account.revision != revision:
        raise ValidationError(
            _(
                "Någon annan har ändrat kalkylen sedan du öppnade den. Spara en gång till, så visas båda versionerna "
                "bredvid varandra."
            )
        )
    contents = copy.deepcopy(account.contents)
    before = {}
    for code, fields in values.items():
        facts = facts_of(contents, code)
        before[code] = {field: facts.get(field) for field in fields}
        set_facts(facts, fields)
    _readable(contents, account.organisation)
    account.contents, account.revision = contents, account.revision + 1
    account.changed_at, account.changed_by = timezone.now(), by
    account.save(update_fields=["contents", "revision", "changed_at", "changed_by"])
    after = {code: dict(fields) for code, fields in values.items()}
    record("account_changed", by=by, target=account, organisation=account.organisation, before=before, after=after)
    return account


@transaction.atomic
def freeze_account(*, account: Account, reason: str, by) -> FrozenAccount:
    """Keep the account as it is today, with all it took from the bank and everything it answers. ValidationError when
    it answers nothing."""
    return keep_copy(account=_held(account, by), reason=reason, by=by)


@transaction.atomic
def remove_account(*, account: Account, by) -> None:
    """Take away an account that has never been frozen; a frozen one is somebody's source."""
    account = _held(account, by)
    if account.frozen.exists():
        raise ValidationError(_("Kalkylen har frysta kopior som kan vara någons källa, så den tas inte bort."))
    if attached := account.attachments.select_related("application").first():
        raise ValidationError(
            _("Kalkylen är bifogad till ansökan %(name)s. Ta bort den från ansökan först.")
            % {"name": attached.application}
        )
    record("account_removed", by=by, target=account, organisation=account.organisation)
    account.delete()


@transaction.atomic
def take_out(*, what: Account | FrozenAccount, kind: str, by) -> None:
    """Remember who took an account, or a frozen copy of it, out as a file ("docx", "xlsx", "json", "yaml")."""
    account = what.account if isinstance(what, FrozenAccount) else what
    more = {"number": what.number, "sha256": what.sha256} if isinstance(what, FrozenAccount) else {}
    record("account_taken_out", by=by, target=what, organisation=account.organisation, kind=kind, **more)


def facts_of(contents: dict[str, Any], code: str) -> dict[str, Any]:
    """The facts of one value, where they stand in the scenario."""
    if code.startswith("chain."):
        facts = contents["chain"].get(code.removeprefix("chain."))
    else:
        facts = contents.get("values", {}).get(code)
    if not isinstance(facts, dict):
        raise ValidationError(_("%(code)s finns inte i kalkylen.") % {"code": code})
    return facts


def set_facts(facts: dict[str, Any], fields: Mapping[str, Any]) -> None:
    """Write fields among the facts of a value; None takes a field away."""
    for field, value in fields.items():
        if value is None:
            facts.pop(field, None)
        else:
            facts[field] = value


def _held(account: Account, by) -> Account:
    if not may_edit(by, account):
        raise PermissionDenied
    return Account.objects.select_for_update().get(pk=account.pk)


def _readable(contents: Mapping[str, Any], organisation: Organisation) -> None:
    """ValidationError unless the contents answer: few draws tell that, and the page that shows it makes the rest."""
    answered = answer_with(contents, {}, organisation)
    if answered.result is None:
        raise ValidationError(list(answered.faults))
