"""The three grades in words: never one number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.knowledge.models import GradeOf, Method, MethodGrade
from samsyn.apps.knowledge.queries.grading import Graded
from samsyn.apps.knowledge.queries.grounds import ground_of_rule
from samsyn.apps.knowledge.queries.rules import Scale, scale
from samsyn.web.formats import MISSING, isodate, sek
from samsyn.web.tables import Cell, Column, Table

QUESTIONS = (GradeOf.EVIDENCE, GradeOf.COST, GradeOf.IMPLEMENTABILITY)


def grade_word(of: str, value: int | None) -> str:
    """ "2. Förändring uppmätt"; a dash where nothing is known."""
    return MISSING if value is None else f"{value}. {scale(of).name(value)}"


def grade_rows(method: Method, grades: Mapping[str, Graded], may_edit: bool) -> list[dict[str, Any]]:
    """The three questions, each with its grade, what it rests on, and what the rule says where a person stands."""
    return [_row(method, grades[of], may_edit) for of in QUESTIONS]


def _row(method: Method, graded: Graded, may_edit: bool) -> dict[str, Any]:
    asked, reviewed = scale(graded.of), graded.reviewed
    return {
        "question": GradeOf(graded.of).label,
        "grade": grade_word(graded.of, graded.value),
        "means": asked.means(graded.value) if graded.value is not None else "",
        "standard": asked.standard,
        "ground": reviewed.ground if reviewed else ground_of_rule(graded),
        "by": _by(reviewed) if reviewed else _("enligt regel, i dag"),
        "rule": _rule_beside(graded) if reviewed else "",
        "waits": graded.waits,
        "review": reverse("method-grade", args=[method.pk, graded.of]) if may_edit else "",
        "follow": reverse("method-grade-rule", args=[method.pk, graded.of]) if may_edit and reviewed else "",
    }


def _by(row: MethodGrade) -> str:
    who = str(row.reviewer) if row.reviewer else _("en granskare")
    return _("bedömd av %(who)s %(day)s") % {"who": who, "day": isodate(row.on)}


def _rule_beside(graded: Graded) -> str:
    words = {"grade": grade_word(graded.of, graded.rule.value), "ground": ground_of_rule(graded)}
    return _("Regeln säger %(grade)s: %(ground)s") % words


def grade_history(grades: Mapping[str, Graded]) -> Table | None:
    """Every grade that has been kept, latest first in each question."""
    rows = [row for of in QUESTIONS for row in grades[of].kept]
    if not rows:
        return None
    columns = [Column(label) for label in (_("Fråga"), _("Grad"), _("Datum"), _("Av"), _("Grund"))]
    return Table(
        _("Tidigare och nuvarande grader"),
        columns,
        [
            [
                GradeOf(row.of).label,
                grade_word(row.of, row.value),
                Cell(isodate(row.on), css="nowrap"),
                _("regeln") if row.by_rule else str(row.reviewer or _("en granskare")),
                Cell(row.ground, note=row.standard),
            ]
            for row in rows
        ],
    )


def scale_table(of: str) -> Table:
    """What every level means: shown where somebody grades."""
    asked = scale(of)
    rows = [[grade_word(of, value), asked.means(value) or _band(asked, value)] for value in asked.values()]
    return Table(asked.standard, [Column(_("Grad")), Column(_("Betyder"))], rows, note=asked.why)


def _band(asked: Scale, value: int) -> str:
    """The limits of a cost band in words."""
    at = value - 1
    if at >= len(asked.limits):
        return _("över %(low)s per deltagare") % {"low": sek(asked.limits[-1])}
    return _("högst %(high)s per deltagare") % {"high": sek(asked.limits[at])}
