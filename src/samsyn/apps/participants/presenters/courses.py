"""Training of staff in words: planned beside actual, by sex, with hours and hours for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.apps.participants.queries.courses import CourseRow, Reach
from samsyn.web.formats import difference, isodate, number, percent
from samsyn.web.tables import Cell, Column, Table


def facts(event: CourseEvent) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Dag"), "text": isodate(event.on)},
        {"label": _("Timmar"), "text": number(event.hours, 1)},
        {"label": _("Tema"), "text": str(event.theme or "")},
        {"label": _("Plats"), "text": event.place},
    ]
    return [row for row in rows if row["text"]]


def _columns(*first: Any) -> list[Column]:
    numbers = (
        _("Planerade"), _("Kom"), _("Kvinnor"), _("Män"), _("Planerade timmar"), _("Timmar"), _("Timmar var"),
    )  # fmt: skip
    return [*(Column(label) for label in first), *(Column(label, numeric=True) for label in numbers)]


def _numbers(reach: Reach) -> list[Any]:
    each = reach.plan.each
    return [
        Cell(number(reach.planned), note=_planned_sexes(reach)),
        number(reach.came),
        number(reach.women),
        number(reach.men),
        number(reach.planned_hours, 1),
        number(reach.hours, 1),
        Cell(number(each.actual, 1), note=_("plan %(hours)s") % {"hours": number(each.plan, 1)} if each.plan else ""),
    ]


def _planned_sexes(reach: Reach) -> str:
    if not (reach.planned_women or reach.planned_men):
        return ""
    rest = reach.planned - reach.planned_women - reach.planned_men
    words = {"women": number(reach.planned_women), "men": number(reach.planned_men), "rest": number(rest)}
    if rest:
        return _("%(women)s kvinnor, %(men)s män, %(rest)s utan angivet kön") % words
    return _("%(women)s kvinnor, %(men)s män") % words


def course_table(rows: Iterable[CourseRow], total: Reach) -> Table:
    """One row a course event, and the whole below."""
    rows = list(rows)
    body = [
        [
            Cell(row.event.title, href=row.event.get_absolute_url()),
            Cell(isodate(row.event.on), css="nowrap"),
            str(row.event.theme or ""),
            *_numbers(row.reach),
        ]
        for row in rows
    ]
    return Table(
        _("Kurser"),
        _columns(_("Kurs"), _("Dag"), _("Tema")),
        body,
        [_("Totalt, deltaganden"), "", "", *_numbers(total)] if rows else (),
        note=_("Samma medarbetare kan ha gått flera kurser: här räknas deltaganden, inte personer.") if rows else "",
        empty=_("Inga kurser ännu."),
    )


def employer_table(rows: list[tuple[str, Reach]]) -> Table:
    """The same people and hours by employer."""
    return Table(_("Per arbetsgivare"), _columns(_("Arbetsgivare")), [[name, *_numbers(reach)] for name, reach in rows])


def unit_table(units: Iterable[tuple[CourseAttendance, Reach]], total: Reach, *, may_edit: bool) -> Table:
    """One row a workplace unit at a course event."""
    units = list(units)
    first = [_("Arbetsgivare"), _("Enhet"), _("Chefen med")]
    rows = []
    for unit, reach in units:
        href = reverse("course-unit", args=[unit.pk]) if may_edit else ""
        manager = Cell(_("ja"), tag="success") if unit.manager_came else _("nej")
        rows.append([Cell(unit.employer.brief, href=href), unit.unit, manager, *_numbers(reach)])
    return Table(
        _("Enheter på kursen"),
        _columns(*first),
        rows,
        [_("Totalt"), "", "", *_numbers(total)] if rows else (),
        empty=_("Ingen enhet är inskriven ännu."),
    )


def findings(total: Reach) -> list[str]:
    """What the figures say together: managers, and more people with less each."""
    said = []
    if total.with_manager:
        said.append(_("Chefen var med i %(share)s av enheterna som deltog.") % {"share": percent(total.with_manager)})
    persons, each = total.plan.persons, total.plan.each
    if total.plan.more_people_less_each:
        said.append(
            _("Fler än planerat, men mindre åt var och en: %(people)s deltaganden och %(hours)s timmar var mot planen.")
            % {
                "people": difference(persons.actual - persons.plan),
                "hours": difference(each.actual - each.plan, 1),
            }
        )
    return said
