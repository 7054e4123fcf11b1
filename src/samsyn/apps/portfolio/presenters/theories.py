"""Theories of change: versions beside each other, and what drifted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.portfolio.models import TheoryOfChange
from samsyn.apps.portfolio.models.theory import Drift
from samsyn.apps.portfolio.queries import drift
from samsyn.apps.portfolio.queries.theory import side_by_side
from samsyn.web.formats import number
from samsyn.web.tables import Cell, Column, Table

DRIFT_TAGS = {Drift.KEPT: "neutral", Drift.CHANGED: "warning", Drift.ADDED: "success", Drift.DROPPED: "error"}


def comparison(theories: list[TheoryOfChange]) -> dict[str, Any] | None:
    """Columns are versions, rows are kinds of step; each cell lists the steps with what became of them."""
    if not theories:
        return None
    rows = [
        {"kind": kind, "cells": [[_step(step) for step in steps] for steps in cells]}
        for kind, cells in side_by_side(theories)
    ]
    return {"heads": [{"theory": theory, "name": name_of(theory)} for theory in theories], "rows": rows}


def drift_table(theories: list[TheoryOfChange]) -> Table | None:
    """How many steps were kept, changed, added and dropped per kind, in versions that build on another."""
    rows = []
    for theory in theories:
        if theory.previous_id is None:
            continue
        for group in drift(theory):
            counts = (group.kept, group.changed, group.added, group.dropped)
            rows.append([group.kind.name, name_of(theory), *(number(count) for count in counts)])
    if not rows:
        return None
    columns = [Column(_("Slag av steg")), Column(_("Version"))]
    columns += [Column(label, numeric=True) for label in (_("Kvar"), _("Ändrat"), _("Tillkom"), _("Föll bort"))]
    return Table(_("Förskjutning per slag av steg"), columns, rows)


def name_of(theory: TheoryOfChange) -> str:
    """The heading of a version: occasion first, since that is what people remember."""
    occasion = str(theory.get_occasion_display())
    whose = _("utlysningen") if theory.call_id else _("insatsen")
    return _("%(occasion)s (%(whose)s, version %(version)s)") % {
        "occasion": occasion[:1].upper() + occasion[1:],
        "whose": whose,
        "version": theory.version,
    }


def crumbs(theory: TheoryOfChange) -> list[dict[str, Any]]:
    """The way to one version, through its project or its call."""
    owner = theory.project or theory.call
    if theory.project:
        listed = [{"label": _("Insatser"), "href": reverse("project-list")}]
        between = [{"label": _("Förändringsteori"), "href": reverse("project-theory", args=[owner.pk])}]
        name = owner.code
    else:
        listed, between, name = [{"label": _("Utlysningar"), "href": reverse("call-list")}], [], owner.title
    here = {"label": _("Version %(number)s") % {"number": theory.version}}
    return [*listed, {"label": name, "href": owner.get_absolute_url()}, *between, here]


def _step(step) -> dict[str, Any]:
    tag = Cell(Drift(step.drift).label, tag=DRIFT_TAGS[step.drift]) if step.drift else None
    return {"text": step.text, "tag": tag, "why": step.drift_why, "dropped": step.drift == Drift.DROPPED}
