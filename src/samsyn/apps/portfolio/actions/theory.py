"""A theory of change is never overwritten: each writing is a version that says what became of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.portfolio.models import Call, Project, TheoryOfChange, TheoryStep
from samsyn.apps.portfolio.models.theory import Drift, Occasion


@transaction.atomic
def write_theory(
    *,
    steps: Iterable[Mapping[str, Any]],
    by,
    call: Call | None = None,
    project: Project | None = None,
    occasion: str = Occasion.CALLED,
    previous: TheoryOfChange | None = None,
    as_of: date | None = None,
    drift_summary: str = "",
    source: str = "",
) -> TheoryOfChange:
    """Write the next version for a call or a project.

    steps: {kind: Term or its code, text, previous: TheoryStep or its key, drift, drift_why}. Where drift is not said
    it follows: no previous step is "added", the same words "kept", other words "changed". Steps of the previous
    version that nothing corresponds to are kept as "dropped", so that nothing disappears unseen.
    """
    theory = TheoryOfChange(
        call=call,
        project=project,
        version=_next_version(call, project),
        occasion=occasion,
        previous=previous,
        as_of=as_of,
        drift_summary=drift_summary,
        source=source,
    )
    theory.full_clean()
    theory.save()
    before = {step.pk: step for step in previous.steps.all()} if previous else {}
    kinds = {term.code: term for term in Term.objects.current().filter(kind=TermKind.STEP_KIND, organisation=None)}
    rows = [_step(theory, order, raw, before, kinds) for order, raw in enumerate(steps)]
    if not rows:
        raise ValidationError(_("En förändringsteori behöver minst ett steg."))
    rows += _dropped(theory, rows, before)
    for row in rows:
        row.full_clean(exclude=["theory"])
    TheoryStep.objects.bulk_create(rows)
    owner = call or project
    record("theory_written", by=by, target=theory, organisation=owner.organisation, steps=len(rows), about=owner)
    return theory


def _next_version(call: Call | None, project: Project | None) -> int:
    about = TheoryOfChange.objects.filter(call=call, project=project)
    return (about.aggregate(last=Max("version"))["last"] or 0) + 1


def _step(theory, order, raw, before, kinds) -> TheoryStep:
    kind = raw["kind"] if isinstance(raw["kind"], Term) else kinds.get(raw["kind"])
    if kind is None:
        raise ValidationError(_("Det finns inget slags steg som heter %(code)s.") % {"code": raw["kind"]})
    key = getattr(raw.get("previous"), "pk", raw.get("previous"))
    if key and key not in before:
        raise ValidationError(_("Steget motsvarar ett steg som inte finns i den förra versionen."))
    text = raw["text"].strip()
    return TheoryStep(
        theory=theory,
        kind=kind,
        text=text,
        order=order,
        previous=before.get(key),
        drift=raw.get("drift") or (_drift(text, before.get(key)) if before else ""),
        drift_why=raw.get("drift_why", ""),
    )


def _drift(text: str, previous: TheoryStep | None) -> str:
    if previous is None:
        return Drift.ADDED
    return Drift.KEPT if text == previous.text.strip() else Drift.CHANGED


def _dropped(theory, rows: list[TheoryStep], before: Mapping[int, TheoryStep]) -> list[TheoryStep]:
    """Steps of the version before that no row answers to, unless they had already been dropped there."""
    answered = {row.previous_id for row in rows}
    return [
        TheoryStep(theory=theory, kind=old.kind, text=old.text, order=old.order, previous=old, drift=Drift.DROPPED)
        for old in before.values()
        if old.pk not in answered and old.drift != Drift.DROPPED
    ]
