"""Where a person stands: the section on the person's page, and the tables beside the form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Enrolment, FollowUpPlan, OccasionChoice, StateRecord
from samsyn.apps.participants.presenters.follow_up_words import label_of, upper
from samsyn.apps.participants.queries.enrolments import enrolments_met
from samsyn.apps.participants.queries.states import Known, current_states, ladders_in, shapes_of
from samsyn.core.followup.ladders import Dimension, Ladder
from samsyn.core.periods import Occasion, due_on, window
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table

Shapes = dict[int, Ladder]


def occasion_facts(enrolment: Enrolment, occasion: Occasion) -> list[dict[str, Any]]:
    """When the occasion falls, and which days count as it."""
    due, days = (
        due_on(occasion, enrolment.starts, enrolment.ends),
        window(occasion, enrolment.starts, enrolment.ends),
    )
    rows = [
        (_("Deltagandet"), f"{isodate(enrolment.starts)} – {isodate(enrolment.ends) if enrolment.ends else _('pågår')}")
    ]
    if due and days:
        rows += [
            (_("Rätt dag"), isodate(due)),
            (_("Räknas om läget gällde"), f"{isodate(days[0])} – {isodate(days[1])}"),
        ]
    return [{"label": label, "text": text} for label, text in rows]


def earlier_table(states: Sequence[Known], now: Occasion) -> Table | None:
    """What is known at the other occasions, as a background to the talk."""
    others = [state for state in states if state.occasion != now]
    return _states_table(others, _("Vid andra tillfällen"), _shapes_in(others)) if others else None


def corrections_table(rows: Sequence[StateRecord]) -> Table | None:
    """What was said before: the old state, what it was corrected to, by whom and when."""
    if not rows:
        return None
    shapes = shapes_of(ladders_in({row.ladder_id for row in rows}))
    columns = [_("Tillfälle"), _("Dimension"), _("Stod"), _("Rättat till"), _("Av"), _("Den")]
    cells = [
        [
            upper(OccasionChoice(row.occasion).label),
            label_of(_dimension(shapes, row.ladder_id, row.dimension)),
            _state(shapes, row.ladder_id, row.dimension, row.state),
            _corrected_to(shapes, row),
            str((row.replaced_by.recorded_by if row.replaced_by_id != row.pk else None) or "–"),
            isodate(row.replaced_by.recorded_on) if row.replaced_by_id != row.pk else "–",
        ]
        for row in rows
    ]
    return Table(_("Rättelser"), [Column(label) for label in columns], cells)


def _corrected_to(shapes: Shapes, row: StateRecord) -> str:
    if row.replaced_by_id == row.pk:
        return _("ingen uppgift")
    new = row.replaced_by
    text = _state(shapes, new.ladder_id, new.dimension, new.state)
    return text if new.state != row.state else f"{text}, {isodate(new.as_of)}"


def _shapes_in(states: Sequence[Known]) -> Shapes:
    return shapes_of(ladders_in({state.ladder for state in states}))


def _states_table(states: Sequence[Known], caption: str, shapes: Shapes) -> Table:
    """One row a dimension, one column an occasion."""
    occasions = [each for each in Occasion if any(state.occasion == each for state in states)]
    by_place: dict[tuple[int, str], dict[str, Known]] = defaultdict(dict)
    for state in states:
        by_place[state.ladder, state.dimension][state.occasion] = state
    rows = [
        [
            label_of(_dimension(shapes, ladder, dimension)),
            *(_known_cell(shapes, known.get(each)) for each in occasions),
        ]
        for (ladder, dimension), known in sorted(by_place.items(), key=lambda item: _order(shapes, *item[0]))
    ]
    columns = [Column(_("Dimension")), *(Column(upper(OccasionChoice(each.value).label)) for each in occasions)]
    return Table(caption, columns, rows)


def _known_cell(shapes: Shapes, state: Known | None) -> Cell:
    if state is None:
        return Cell("–")
    return Cell(_state(shapes, state.ladder, state.dimension, state.state), note=isodate(state.as_of))


def _dimension(shapes: Shapes, ladder: int, code: str) -> Dimension:
    return shapes[ladder].dimension(code)


def _state(shapes: Shapes, ladder: int, dimension: str, code: str) -> str:
    return label_of(_dimension(shapes, ladder, dimension).by_code[code])


def _order(shapes: Shapes, ladder: int, dimension: str) -> tuple[int, int]:
    return ladder, [each.code for each in shapes[ladder].dimensions].index(dimension)


def states_section(user, person, grounded) -> dict[str, Any] | None:
    """The person's states, one table for each participation that the ground opens; links where one may write."""
    enrolments = enrolments_met(user, person, grounded)
    states: dict[Any, list[Known]] = defaultdict(list)
    known = current_states([each.pk for each in enrolments])
    shapes = _shapes_in(known) if known else {}
    for state in known:
        states[state.enrolment].append(state)
    may_write = bool(grounded.writes & {"progress"})
    plans = _plans(enrolments) if may_write else {}
    blocks = [
        {
            "enrolment": each,
            "table": _states_table(states[each.pk], each.project.code, shapes) if states[each.pk] else None,
            "links": _links(each, plans.get(each.project_id, ())),
        }
        for each in enrolments
    ]
    blocks = [block for block in blocks if block["table"] or block["links"]]
    return {"blocks": blocks} if blocks else None


def _plans(enrolments: Sequence[Enrolment]) -> dict[int, set[str]]:
    """The occasions each project asks for. One query."""
    asked: dict[int, set[str]] = defaultdict(set)
    projects = {each.project_id for each in enrolments}
    for project, occasions in FollowUpPlan.objects.filter(project__in=projects).values_list("project", "occasions"):
        asked[project] |= set(occasions)
    return asked


def _links(enrolment: Enrolment, asked) -> list[dict[str, str]]:
    return [
        {
            "text": upper(OccasionChoice(occasion.value).label),
            "href": reverse("states-record", args=[enrolment.pk, occasion.value]),
        }
        for occasion in Occasion
        if occasion in asked and (occasion.months is None or enrolment.ends)
    ]
