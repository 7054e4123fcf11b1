"""What a decision can rest on: kinds of rows, and what is kept of each at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.evaluation.models import Recommendation, StoredFigure
from samsyn.apps.governance.models import Basis
from samsyn.apps.knowledge.models import Pattern
from samsyn.apps.portfolio.models import Application, Goal, Project

MOST = 40  # of each kind in a list to choose from


@dataclass(frozen=True)
class GroundKind:
    """One kind of basis.

    rows: those a user may see; near: those about the projects or the organisation of a group. fields: what is kept;
    counted: what is counted, by the word that says it.
    """

    key: str
    label: Any
    rows: Callable[[Any], QuerySet]
    near: Callable[[QuerySet, Any], Q]
    fields: tuple[str, ...]
    counted: Mapping[str, tuple[Any, Callable[[Any], Any]]]

    def state_of(self, row: Model) -> dict[str, str]:
        """Name → value as text, the same whatever language the reader has."""
        known = {name: plain(getattr(row, name)) for name in self.fields}
        return known | {name: plain(count(row)) for name, (_label, count) in self.counted.items()}

    def word_for(self, row_model: type[Model], name: str) -> Any:
        """The label of a kept value, in the reader's language."""
        return self.counted[name][0] if name in self.counted else row_model._meta.get_field(name).verbose_name

    def said(self, row_model: type[Model], name: str, value: str) -> Any:
        """A kept value in the reader's words: a choice by its label, anything else as it is."""
        if name in self.counted:
            return value
        labels = dict(row_model._meta.get_field(name).flatchoices)
        return labels.get(value, value)


@dataclass(frozen=True)
class Ground:
    """One row chosen as a basis."""

    kind: str
    key: str
    label: str
    url: str
    row: Model

    def state(self) -> dict[str, str]:
        return KINDS[self.kind].state_of(self.row)


def plain(value: Any) -> str:
    """A value as text that JSON keeps and that can be held against a later one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _accounts(user):
    return FrozenAccount.objects.visible_to(user).select_related("account__project")


def _latest_copy(frozen: FrozenAccount) -> int:
    latest = frozen.account.frozen.order_by("-number").first()
    return latest.number if latest else 0


KINDS: dict[str, GroundKind] = {
    kind.key: kind
    for kind in (
        GroundKind(
            "recommendation", gettext_lazy("rekommendation"),
            lambda user: Recommendation.objects.visible_to(user).select_related("project", "cluster", "addressee"),
            lambda projects, home: Q(project__in=projects) | Q(cluster__projects__in=projects) | Q(addressee=home),
            ("text", "answer_by", "state", "answer", "answered_on"), {},
        ),
        GroundKind(
            "pattern", gettext_lazy("mönster"), lambda user: Pattern.objects.visible_to(user),
            lambda projects, home: Q(organisation=home) | Q(gathered__observation__project__in=projects),
            ("name", "state", "next_on", "rule"),
            {"told": (gettext_lazy("observationer"), lambda row: row.gathered.count())},
        ),
        GroundKind(
            "account", gettext_lazy("fryst kalkyl"), _accounts,
            lambda projects, home: Q(account__project__in=projects)
            | Q(account__organisation=home)
            | Q(attachment__application__call__organisation=home),
            ("sha256",),
            {"latest": (gettext_lazy("senaste frysta kopia"), _latest_copy)},
        ),
        GroundKind(
            "figure", gettext_lazy("siffra"),
            lambda user: StoredFigure.objects.visible_to(user)
            .filter(counts=True, replaced_by=None)
            .select_related("project", "cluster", "measure"),
            lambda projects, home: Q(project__in=projects),
            ("value", "as_printed", "period", "origin"),
            {"corrected": (gettext_lazy("rättad till"), lambda row: row.replaced_by.value if row.replaced_by else "")},
        ),
        GroundKind(
            "application", gettext_lazy("ansökan"),
            lambda user: Application.objects.visible_to(user).select_related("organisation"),
            lambda projects, home: Q(call__organisation=home) & ~Q(state="draft"),
            ("state", "sought", "granted", "decided_on", "reason"), {},
        ),
        GroundKind(
            "goal", gettext_lazy("mål"), lambda user: Goal.objects.visible_to(user).select_related("project"),
            lambda projects, home: Q(project__in=projects),
            ("text", "state", "target", "baseline", "known_on"), {},
        ),
        GroundKind(
            "project", gettext_lazy("insats"), lambda user: Project.objects.visible_to(user),
            lambda projects, home: Q(pk__in=projects),
            ("name", "starts", "ends", "stopped_on"), {},
        ),
    )
}  # fmt: skip


def choices_for(user, projects: QuerySet, home) -> list[tuple[Any, list[tuple[str, str]]]]:
    """(kind, rows as "kind:number" and label) of what the user may see about the projects and the organisation."""
    groups = []
    for kind in KINDS.values():
        about = kind.rows(user).filter(kind.near(projects, home)).order_by()
        near = kind.rows(user).filter(pk__in=about.values("pk")).order_by("-pk")  # PostgreSQL has no distinct of JSON
        rows = [(f"{kind.key}:{row.pk}", label_of(row)) for row in near[:MOST]]
        if rows:
            groups.append((capfirst(kind.label), rows))
    return groups


def grounds_for(references: Iterable[str], user) -> list[Ground]:
    """The rows of references such as "goal:3". ValidationError for one that the user may not see."""
    found = []
    for reference in references:
        kind, _sep, key = reference.partition(":")
        row = KINDS[kind].rows(user).filter(pk=key).first() if kind in KINDS and key.isdigit() else None
        if row is None:
            raise ValidationError({"basis": _("Ett av underlagen finns inte längre. Välj bland dem i listan.")})
        url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
        found.append(Ground(kind, key, label_of(row), url, row))
    return found


def label_of(row: Model) -> str:
    """What the row is called, with the project it belongs to where that is not said already."""
    if isinstance(row, FrozenAccount):
        called = _("%(title)s, fryst nr %(number)s") % {"title": row.account.title, "number": row.number}
        return f"{row.account.project.code}: {called}" if row.account.project else called
    project = getattr(row, "project", None)
    return f"{project.code}: {row}" if isinstance(project, Project) and not isinstance(row, StoredFigure) else str(row)


@dataclass(frozen=True)
class ThenAndNow:
    """One kept value beside what it is today. now is None where the reader may not see the row, or it is gone."""

    label: Any
    then: Any
    now: Any

    @property
    def moved(self) -> bool:
        return self.now is not None and self.now != self.then


def compared(basis: Basis, user) -> list[ThenAndNow]:
    """The basis as it was, beside how it is for this reader."""
    kind = KINDS[basis.kind]
    rows = kind.rows(user) if basis.kind != "figure" else StoredFigure.objects.visible_to(user)
    row = rows.filter(pk=basis.key).first()
    now = kind.state_of(row) if row is not None else {}
    model = rows.model
    return [
        ThenAndNow(
            kind.word_for(model, name),
            kind.said(model, name, value),
            kind.said(model, name, now[name]) if name in now else None,
        )
        for name, value in basis.frozen.items()
    ]
