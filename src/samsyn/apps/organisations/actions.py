"""Adding people who work, giving and ending memberships, keeping the register of parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import (
    Kind,
    Membership,
    Organisation,
    User,
    active_on,
    organisations_where,
)
from samsyn.apps.organisations.policy import Permission


@transaction.atomic
def add_organisation(*, name: str, kind: str, by: User | None, parent: Organisation | None = None) -> Organisation:
    """Add a party to the register."""
    organisation = Organisation(name=name.strip(), kind=kind, parent=parent)
    organisation.full_clean()
    organisation.save()
    record("organisation_added", by=by, target=organisation, organisation=organisation, kind=kind)
    return organisation


@transaction.atomic
def add_person(*, email: str, name: str, by: User | None, password: str | None = None) -> User:
    """Add a colleague who may sign in. Without a membership they see nothing."""
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("Adressen finns redan. Ge personen ett medlemskap i stället."))
    person = User.objects.create_user(email=email, password=password, name=name)
    record("person_added", by=by, target=person)
    return person


@transaction.atomic
def give_membership(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    by: User | None,
    starts: date | None = None,
    ends: date | None = None,
) -> Membership:
    """Give a person a role in an organisation. by=None is the installation itself."""
    _may_edit_members(by, organisation)
    membership = Membership(
        user=user, organisation=organisation, role=role, starts=starts or timezone.localdate(), ends=ends
    )
    membership.full_clean()
    membership.save()
    record("membership_given", by=by, target=membership, organisation=organisation, role=role, person=user)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User, on: date | None = None) -> Membership:
    """End a membership: from the next request the person may no longer do what it allowed, and signs in anew.

    The last administrator of an organisation stays, so that somebody can always give memberships.
    """
    _may_edit_members(by, membership.organisation)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    others = active_on(
        Membership.objects.filter(organisation=membership.organisation, role="administrator").exclude(pk=membership.pk)
    )
    if membership.role == "administrator" and not others.exists():
        raise ValidationError(_("Organisationen behöver en administratör. Utse en ny innan du avslutar den här."))
    membership.ends = max(on or yesterday, membership.starts)
    if membership.ends < timezone.localdate() or on is None:
        sign_out_everywhere(user=membership.user, by=by)
    if on is None and membership.starts > yesterday:
        record("membership_withdrawn", by=by, target=membership, organisation=membership.organisation)
        membership.delete()
        return membership
    membership.full_clean()
    membership.save(update_fields=["ends"])
    record(
        "membership_ended",
        by=by,
        target=membership,
        organisation=membership.organisation,
        ends=membership.ends,
    )
    return membership


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User | None) -> None:
    """End every session of a colleague; from the next request they have to sign in."""
    user.signed_out_at = timezone.now()
    user.save(update_fields=["signed_out_at"])
    record("signed_out_everywhere", by=by, target=user)


@transaction.atomic
def switch_off(*, user: User, by: User | None) -> None:
    """Stop an account: its sessions end, and it signs in no more. Memberships and trail stay."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_out_everywhere(user=user, by=by)
    record("account_switched_off", by=by, target=user)


@transaction.atomic
def switch_on(*, user: User, by: User | None) -> None:
    """Let a stopped account sign in again; sessions from before stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("account_switched_on", by=by, target=user)


@transaction.atomic
def load_places(regions: Iterable[Mapping[str, str]], municipalities: Iterable[Mapping[str, str]]) -> int:
    """Bring Sweden's regions and municipalities in as facts; returns how many were new. Safe to run twice."""
    known = {(row.kind, row.scb_code): row for row in Organisation.objects.exclude(scb_code="")}
    new = 0
    for row in regions:
        if (Kind.REGION, row["code"]) not in known:
            region = Organisation.objects.create(
                name=row["name"], short_name=row["short"], kind=Kind.REGION, scb_code=row["code"]
            )
            known[Kind.REGION, row["code"]] = region
            new += 1
    missing = [row for row in municipalities if (Kind.MUNICIPALITY, row["code"]) not in known]
    Organisation.objects.bulk_create(
        Organisation(
            name=row["name"],
            short_name=row["short"],
            kind=Kind.MUNICIPALITY,
            scb_code=row["code"],
            parent=known[Kind.REGION, row["code"][:2]],
        )
        for row in missing
    )
    return new + len(missing)


def _may_edit_members(by: User | None, organisation: Organisation) -> None:
    if by is not None and not organisations_where(by, Permission.MEMBER_EDIT).filter(pk=organisation.pk).exists():
        raise PermissionDenied(_("Bara organisationens administratör ger och avslutar medlemskap."))
