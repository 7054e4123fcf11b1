"""What happens to a method card: born from a project, written, opened, adapted, used and graded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.models import Adaptation, Method, MethodGrade, MethodPart, MethodUse, NoCard
from samsyn.apps.knowledge.queries.grading import Graded
from samsyn.apps.knowledge.queries.grounds import ground_of_rule
from samsyn.apps.knowledge.queries.methods import card_of, keeper_for, may_bear, readable
from samsyn.apps.knowledge.queries.rules import scale
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project, TheoryOfChange
from samsyn.apps.portfolio.models.theory import Drift

ACTIVITY = "activity"  # the kind of step in a theory of change that says what is done


@transaction.atomic
def make_card(*, project: Project, by) -> Method:
    """Make a draft card of what the project already says: name, for whom, about what, and how it is done.

    Costs and results are not copied: the card reads the project's figures. PermissionDenied for whoever may not write
    for the project. ValidationError where the project has a card already.
    """
    keeper = keeper_for(by, project)
    if keeper is None or not may_bear(by, project):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)  # two presses at once make one card
    if project.method_uses.filter(born_here=True).exists():
        raise ValidationError(_("Insatsen har redan ett metodkort."))
    done = _activities(project)
    method = Method()
    summary = " ".join(text for text in (project.summary.strip(), project.focus.strip()) if text)
    apply(
        method,
        {
            "organisation": keeper,
            "name": project.name,
            "summary": summary or project.name,
            "problem": _problem(project),
            "steps": "\n".join(done),
            "source": project.source,
        },
    )
    method.themes.set(project.themes.all())
    method.target_groups.set(project.target_groups.all())
    MethodUse.objects.create(method=method, project=project, born_here=True, source=project.source)
    record("method_born", by=by, target=method, organisation=keeper, project=project)
    return method


@transaction.atomic
def decline_card(*, project: Project, why: str, by) -> NoCard:
    """Say that the project leaves nothing to keep, and why: nobody is asked for its card any more.

    PermissionDenied for whoever may not write for the project. A card can be made all the same, later.
    """
    if not may_bear(by, project):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför det inte finns något att spara.")})
    Project.objects.select_for_update().get(pk=project.pk)
    if project.method_uses.exists():
        raise ValidationError(_("Insatsen står redan på ett metodkort."))
    row = NoCard.objects.filter(project=project).first() or NoCard(project=project)
    apply(row, {"why": why.strip(), "on": timezone.localdate(), "noted_by": by})
    record("method_declined", by=by, target=project, organisation=project.organisation, why=row.why)
    return row


def _problem(project: Project) -> str:
    if project.application and project.application.need:
        return project.application.need
    return project.call.aim if project.call else ""


def _activities(project: Project) -> list[str]:
    """What is done, from the latest theory of change; one line a step."""
    latest = TheoryOfChange.objects.filter(project=project).order_by("-version").first()
    if latest is None:
        return []
    steps = latest.steps.filter(kind__code=ACTIVITY).exclude(drift=Drift.DROPPED)
    return [" ".join(step.text.split()) for step in steps]


@transaction.atomic
def write_method(
    *, organisation, name: str, summary: str, by, themes: Iterable = (), target_groups: Iterable = (), **values: Any
) -> Method:
    """Write a card from nothing."""
    method = Method()
    apply(method, {**values, "organisation": organisation, "name": name, "summary": summary})
    method.themes.set(themes)
    method.target_groups.set(target_groups)
    record("method_written", by=by, target=method, organisation=organisation)
    return method


@transaction.atomic
def edit_method(
    *, method: Method, by, themes: Iterable | None = None, target_groups: Iterable | None = None, **changes: Any
) -> Method:
    """Change what a card says. What it said before stays in the trail."""
    before = {name: getattr(method, name) for name in changes}
    changed = apply(method, changes)
    for name, terms in (("themes", themes), ("target_groups", target_groups)):
        if terms is not None:
            getattr(method, name).set(terms)
            changed.append(name)
    said = {name: before[name] for name in changed if name in before}
    record("method_edited", by=by, target=method, organisation=method.organisation, changed=changed, before=said)
    return method


@transaction.atomic
def open_method(*, method: Method, by) -> Method:
    """Let everyone with a role read the card. The grades of today are kept."""
    if method.published:
        raise ValidationError(_("Kortet är redan öppet."))
    apply(method, {"published": True, "published_on": timezone.localdate()})
    record("method_opened", by=by, target=method, organisation=method.organisation)
    keep_grades(method=method, by=by)
    return method


@transaction.atomic
def close_method(*, method: Method, by) -> Method:
    """Take the card back as a draft that only its keeper's own people read. The log of use stays."""
    if not method.published:
        raise ValidationError(_("Kortet är redan ett utkast."))
    apply(method, {"published": False, "published_on": None})
    record("method_closed", by=by, target=method, organisation=method.organisation)
    return method


@transaction.atomic
def write_part(*, method: Method, by, part: MethodPart | None = None, **values: Any) -> MethodPart:
    """Add a part, or change one."""
    part = part or MethodPart(method=method, order=method.parts.count())
    changed = apply(part, values)
    record("method_part_written", by=by, target=part, organisation=method.organisation, method=method, changed=changed)
    return part


@transaction.atomic
def remove_part(*, part: MethodPart, by) -> None:
    """Take a part away. What was verified stands: the numbers were noted then."""
    record("method_part_removed", by=by, target=part, organisation=part.method.organisation, name=part.name)
    part.delete()


@transaction.atomic
def write_adaptation(*, method: Method, by, adaptation: Adaptation | None = None, **values: Any) -> Adaptation:
    """Say how the method was changed for somebody, or change what was said."""
    adaptation = adaptation or Adaptation(method=method)
    changed = apply(adaptation, values)
    record("method_adapted", by=by, target=adaptation, organisation=method.organisation, method=method, changed=changed)
    return adaptation


@transaction.atomic
def remove_adaptation(*, adaptation: Adaptation, by) -> None:
    """Take an adaptation away; ValidationError while somebody uses it."""
    if adaptation.uses.exists() or adaptation.method.adoptions.filter(adaptation=adaptation).exists():
        raise ValidationError(_("Anpassningen används av en insats eller en organisation, så den kan inte tas bort."))
    organisation = adaptation.method.organisation
    record("adaptation_removed", by=by, target=adaptation, organisation=organisation, name=adaptation.name)
    adaptation.delete()


@transaction.atomic
def note_use(*, method: Method, project: Project, by, **values: Any) -> MethodUse:
    """Say that a project tried the method. Its figures are then shown on the card to everyone who reads it.

    PermissionDenied for whoever may not write for the project: its figures are its own people's to show.
    """
    if not may_bear(by, project):
        raise PermissionDenied
    use = MethodUse(method=method, project=project)
    apply(use, values)
    record("method_used", by=by, target=use, organisation=project.organisation, method=method, project=project)
    return use


@transaction.atomic
def edit_use(*, use: MethodUse, by, **changes: Any) -> MethodUse:
    """Change what a project learnt from trying the method."""
    changed = apply(use, changes)
    record("method_use_edited", by=by, target=use, organisation=use.project.organisation, changed=changed)
    return use


@transaction.atomic
def remove_use(*, use: MethodUse, by) -> None:
    """Say that the project did not try the method after all; its figures leave the card."""
    record(
        "method_use_removed", by=by, target=use, organisation=use.project.organisation, method=use.method,
        project=use.project,
    )  # fmt: skip
    use.delete()


@transaction.atomic
def grade_method(*, method: Method, of: str, value: int, ground: str, by) -> MethodGrade:
    """Grade in one's own name, with the ground. What the rule says is shown beside; earlier grades stay."""
    if not ground.strip():
        raise ValidationError({"ground": _("Skriv vad du bygger på, så att någon annan kan pröva det.")})
    if value not in scale(of).values():
        raise ValidationError({"value": _("Den graden finns inte på skalan. Välj en av dem i listan.")})
    keep_grades(method=method, by=by, only=of)
    row = MethodGrade()
    apply(
        row,
        {"method": method, "of": of, "value": value, "standard": scale(of).standard, "ground": ground, "reviewer": by},
    )
    record("method_graded", by=by, target=row, organisation=method.organisation, of=of, value=value)
    return row


@transaction.atomic
def follow_rule(*, method: Method, of: str, by) -> MethodGrade:
    """Let the rule speak again where a reviewer did. ValidationError where the rule has nothing to go by."""
    graded = card_of(_fresh(method, by), by).grades[of]
    if graded.rule.value is None:
        raise ValidationError(_("Regeln har inget att gå på, så granskarens grad får stå."))
    row = _keep(method, graded)
    record("method_graded", by=by, target=row, organisation=method.organisation, of=of, value=row.value, by_rule=True)
    return row


@transaction.atomic
def keep_grades(*, method: Method, by, only: str = "") -> list[MethodGrade]:
    """Keep what the rules say today where it has changed, so that it can be read later. A reviewer's grade stands."""
    kept = []
    for graded in card_of(_fresh(method, by), by).grades.values():
        last = graded.kept[0].value if graded.kept else None
        asked = not only or graded.of == only
        if asked and graded.reviewed is None and graded.rule.value is not None and graded.rule.value != last:
            kept.append(_keep(method, graded))
    return kept


def _keep(method: Method, graded: Graded) -> MethodGrade:
    """The rule's grade as a row. Nobody answers for it, so it has no reviewer."""
    return MethodGrade.objects.create(
        method=method, of=graded.of, value=graded.rule.value, standard=scale(graded.of).standard,
        ground=ground_of_rule(graded), by_rule=True,
    )  # fmt: skip


def _fresh(method: Method, by) -> Method:
    """The card with all its rows as they stand now."""
    return readable(by).filter(pk=method.pk).first() or method
