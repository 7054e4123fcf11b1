"""Answers, endings and hours of a project's people: tables, a chart and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.participants.presenters.follow_up_charts import ClosedChart
from samsyn.apps.participants.presenters.follow_up_words import label_of, upper
from samsyn.apps.participants.queries.due import Rate
from samsyn.apps.participants.queries.matrix import AtOccasion, FollowUp
from samsyn.core.followup.completion import Completion
from samsyn.core.followup.dosage import AgainstPlan, Change, Dosage
from samsyn.core.followup.rates import Lag, Response
from samsyn.core.followup.reasons import Reason
from samsyn.web.charts import Series
from samsyn.web.formats import MISSING, difference, isodate, number, percent
from samsyn.web.sentences import phrase_in_tongue
from samsyn.web.tables import Cell, Column, Row, Table


def response_table(found: FollowUp) -> Table:
    """Who was due, who has answered and how late, at each occasion of the plan."""
    heads = [
        _("Att följa upp"), _("Har svarat"), _("Inom tiden"), _("Senare"), _("Utanför fönstret"), _("Kan ännu svara"),
        _("Missade"), _("Eftersläpning"), _("Komplett t.o.m."),
    ]  # fmt: skip
    rows = [_response_row(each) for each in found.at]
    note = _(
        "Att följa upp: %(population)s vars dag har kommit. Den som inte har avslutat finns inte här. Eftersläpning: "
        "dagar från rätt dag tills svaret skrevs in, median bland dem som har svarat."
    ) % {"population": phrase_in_tongue(found.population)}
    columns = [Column(_("Tillfälle")), *(Column(head, numeric=True) for head in heads)]
    return Table(_("Svarsfrekvens och eftersläpning"), columns, rows, note=note)


def _response_row(at: AtOccasion) -> list[Any]:
    one = at.response
    return [
        upper(phrase_in_tongue(at.occasion.label)),
        number(one.due),
        rate_text(one),
        number(one.on_time),
        number(one.late),
        number(one.outside_window),
        number(one.still_open),
        number(one.missed),
        lag_text(at.lag),
        isodate(at.complete_through),
    ]


def rate_text(response: Response) -> str:
    """85 % (57/67)"""
    return percent(response.rate())


def lag_text(lag: Lag) -> str:
    """12 dagar (57 svar)"""
    if lag.median_days is None:
        return MISSING
    return _("%(days)s dagar (%(n)s svar)") % {"days": number(lag.median_days), "n": number(lag.n)}


def rates_table(rates: list[Rate]) -> Table:
    """Response and lag of several projects, one row for each occasion."""
    columns = [Column(_("Insats")), Column(_("Tillfälle"))]
    columns += [Column(head, numeric=True) for head in (_("Har svarat"), _("Eftersläpning"), _("Missade"))]
    rows = [
        [
            rate.project.code,
            upper(phrase_in_tongue(rate.response.occasion.label)),
            rate_text(rate.response),
            lag_text(rate.lag),
            number(rate.response.missed),
        ]
        for rate in rates
    ]
    note = _("Svarat, av de deltaganden vars dag har kommit. Eftersläpning: median i dagar tills svaret skrevs in.")
    return Table(_("Svarsfrekvens och eftersläpning"), columns, rows, note=note)


def completion_table(participations: Completion, persons: Completion) -> Table:
    """How everything ended, counted both ways side by side."""
    columns = [Column(_("Hur det gick")), Column(_("Deltaganden"), numeric=True), Column(_("Personer"), numeric=True)]
    both = (participations, persons)
    rows = [
        [_("Har börjat"), *(number(each.started) for each in both)],
        [_("Pågår"), *(number(each.ongoing) for each in both)],
        Row([_("Har avslutats"), *(number(each.ended) for each in both)], "subtotal"),
        [_("Fullföljde"), *(number(each.completed) for each in both)],
        [_("Lämnade för något bättre"), *(number(each.positive) for each in both)],
        [_("Lämnade av orsak som varken är bättre eller sämre"), *(number(each.neutral) for each in both)],
        [_("Lämnade av annan orsak"), *(number(each.negative) for each in both)],
        [_("Orsaken saknas"), *(number(each.reason_missing) for each in both)],
        Row([_("Fullföljde, av alla som har börjat"), *(percent(each.of_started()) for each in both)], "subtotal"),
        Row([_("Fullföljde, av alla som har avslutats"), *(percent(each.of_ended()) for each in both)], "subtotal"),
        [
            _("Fullföljde eller lämnade för något bättre, av alla som har avslutats"),
            *(percent(each.completed_or_positive()) for each in both),
        ],
    ]
    note = ""
    if participations.mistakes:
        note = _("%(many)s felregistreringar räknas inte.") % {"many": number(participations.mistakes)}
    return Table(_("Fullföljande"), columns, rows, note=note)


def reasons_table(completion: Completion, reasons: Mapping[str, Reason]) -> Table:
    """Why participations ended, with steps forward told apart."""
    columns = [Column(_("Avslutsorsak")), Column(_("Slag")), Column(_("Deltaganden"), numeric=True)]
    columns.append(Column(_("Av alla avslutade"), numeric=True))
    rows = [
        [label_of(reasons[code]), _kind(reasons[code]), number(many), percent(many / completion.ended)]
        for code, many in completion.by_reason.items()
    ]
    missing = completion.ended - sum(completion.by_reason.values())
    if missing:
        rows.append([_("Orsaken saknas"), "", number(missing), percent(missing / completion.ended)])
    note = _("Deltaganden som har avslutats: %(n)s.") % {"n": number(completion.ended)}
    return Table(_("Varför deltaganden slutade"), columns, rows, note=note, empty=_("Inget deltagande har avslutats."))


def _kind(reason: Reason) -> Cell:
    if reason.completed:
        return Cell(_("fullföljt"), tag="done", css="nowrap")
    if reason.positive is None:
        return Cell(_("varken eller"), tag="neutral", css="nowrap")
    if reason.positive:
        return Cell(_("steg framåt"), tag="success", css="nowrap")
    return Cell(_("inte ett steg framåt"), tag="warning", css="nowrap")


def hours_table(found: Dosage) -> Table:
    """How many persons took part how much, and how much of all hours they hold."""
    columns = [Column(_("Timmar per person"))]
    columns += [Column(head, numeric=True) for head in (_("Personer"), _("Timmar tillsammans"))]
    rows = [[phrase_in_tongue(each.label), percent(each.share), number(each.hours, 1)] for each in found.classes]
    note = _("Personer med kända timmar: %(known)s. För %(unknown)s finns varken närvaro eller samtal inskrivet; de "
             "räknas inte med noll timmar.") % {"known": number(found.n), "unknown": number(found.unknown)}  # fmt: skip
    total = [_("Alla"), number(found.n), number(found.total, 1)]
    return Table(_("Timmar per person"), columns, rows, total, note=note)


def hours_chart(found: Dosage) -> ClosedChart | None:
    if not found.n:
        return None
    return ClosedChart(
        "bars",
        _("Så många timmar deltog de"),
        tuple(phrase_in_tongue(each.label) for each in found.classes),
        (Series(_("Personer"), tuple(each.persons for each in found.classes)),),
        unit=_("antal av %(n)s personer med kända timmar") % {"n": number(found.n)},
        category_label=_("Timmar per person"),
    )


def hours_facts(found: Dosage) -> list[dict[str, Any]]:
    """The spread in numbers; nothing when no hours are known."""
    if not found.n:
        return []
    rows = [
        (_("Median"), _hours(found.median)),
        (_("Mitthälften"), f"{number(found.lower, 1)}–{_hours(found.upper)}"),
        (_("Medeltal"), _hours(found.mean)),
        (_("Utan timmar"), _("%(many)s personer") % {"many": number(found.without_hours)}),
    ]
    if found.top_tenth is not None:
        rows.append((_("Den tiondel som deltog mest har"), _("%(share)s av timmarna") % {
            "share": percent(found.top_tenth),
        }))  # fmt: skip
    return [{"label": label, "text": text} for label, text in rows]


def plan_sentences(found: AgainstPlan) -> list[str]:
    """What differs from the plan, and whether more people got less each."""
    said = []
    if found.persons.direction:
        said.append(_("Personer: %(change)s.") % {"change": _change(found.persons)})
    if found.hours.direction:
        said.append(_("Timmar: %(change)s.") % {"change": _change(found.hours)})
    if found.each.direction:
        said.append(_("Timmar per person: %(change)s.") % {"change": _change(found.each, 1)})
    if found.more_people_less_each:
        said.append(_("Insatsen når fler personer än planerat, men var och en får mindre."))
    return said


def _change(change: Change, decimals: int = 0) -> str:
    words = _("%(actual)s av planerade %(plan)s") % {
        "actual": number(change.actual, decimals),
        "plan": number(change.plan, decimals),
    }
    return words if change.relative is None else f"{words} ({difference(change.relative * 100)}\u00a0%)"


def _hours(value: float | None) -> str:
    return _("%(hours)s timmar") % {"hours": number(value, 1)}
