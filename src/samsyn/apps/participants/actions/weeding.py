"""Weeding by rule: first a trial run by one colleague, then the same by another, with a protocol that names nobody."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.rights_removal import remove_person, weed_import
from samsyn.apps.participants.models import Person, Weeding
from samsyn.apps.participants.queries.weeding import Sorted, imports_out_of_time, sort_persons
from samsyn.apps.participants.weeding_rules import Rules, load_rules

TRIAL_HOLDS = 30  # days; an assumption. Older trial runs are made anew, since people have changed


@transaction.atomic
def try_weeding(*, organisation: Organisation, by, rules: Rules | None = None) -> Weeding:
    """What the rules would remove today. Removes nothing."""
    rules = rules or load_rules()
    found = sort_persons(organisation, rules, timezone.localdate(), "weeding_tried")
    trial = Weeding.objects.create(
        organisation=organisation, by=by, dry=True, rules_version=rules.version, protocol=_protocol(found, rules)
    )
    record("weeding_tried", by=by, target=trial, organisation=organisation, counts=found.counts, digest=found.digest)
    return trial


@transaction.atomic
def weed(*, trial: Weeding, by, rules: Rules | None = None) -> Weeding:
    """Carry out a trial run of somebody else's. It must still say the same, by the same version of the rules.

    ValidationError, with the remedy, when it does not. All or nothing: a fault half-way removes nobody.
    """
    rules = rules or load_rules()
    organisation = trial.organisation
    _refuse(trial, by, rules)
    found = sort_persons(organisation, rules, timezone.localdate(), "weeded")
    if found.digest != trial.protocol.get("digest"):
        raise ValidationError(
            _("Något har ändrats sedan provkörningen. Gör en ny och låt en kollega gallra efter den.")
        )
    removed: Counter[str] = Counter()
    for person in Person.objects.filter(pk__in=found.weed).select_related("key"):
        removed.update(remove_person(person))
    imports = weed_imports(organisation, rules)
    protocol = {**_protocol(found, rules), "trial": trial.pk, "rows": dict(sorted(removed.items())), "imports": imports}
    done = Weeding.objects.create(
        organisation=organisation, by=by, dry=False, rules_version=rules.version, carries_out=trial, protocol=protocol
    )
    record(
        "weeded",
        by=by,
        target=done,
        organisation=organisation,
        counts=found.counts,
        rows=protocol["rows"],
        sha256=fingerprint(done),
    )
    return done


def _refuse(trial: Weeding, by, rules: Rules) -> None:
    if not trial.dry or hasattr(trial, "carried_out_by"):
        raise ValidationError(_("Provkörningen är redan genomförd."))
    if trial.by_id == by.pk:
        raise ValidationError(_("Den som provkörde kan inte själv gallra. Be en kollega."))
    if trial.rules_version != rules.version:
        raise ValidationError(_("Reglerna är ändrade sedan provkörningen. Gör en ny."))
    if trial.at < timezone.now() - timedelta(days=TRIAL_HOLDS):
        raise ValidationError(_("Provkörningen är äldre än %(days)s dagar. Gör en ny.") % {"days": TRIAL_HOLDS})


def weed_imports(organisation: Organisation, rules: Rules | None = None) -> int:
    """Destroy what is kept of files whose time is out. Needs no second person: it is only a way to undo."""
    batches = list(imports_out_of_time(organisation, rules or load_rules(), timezone.now()))
    for batch in batches:
        weed_import(batch)
    return len(batches)


def _protocol(found: Sorted, rules: Rules) -> dict:
    """Counts, pseudonyms and a digest. After the weeding the pseudonyms lead nowhere."""
    return {
        "day": timezone.localdate().isoformat(),
        "rules": rules.version,
        "counts": found.counts,
        "by_rule": found.by_rule,
        "because": found.because,
        "persons": [str(key) for key in found.weed],
        "digest": found.digest,
    }


def fingerprint(weeding: Weeding) -> str:
    """SHA-256 over a protocol. The trail keeps it, so that a protocol changed afterwards shows."""
    text = json.dumps(weeding.protocol, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
