"""Readings in words and tables: who, from where, when, which page, on which ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.audit.models import Reading
from samsyn.apps.audit.words import READINGS
from samsyn.apps.participants.models import ReadingReview
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.readings import Houses, Month, MonthOfReport
from samsyn.apps.participants.readings_rules import load_limits
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table

SHORT = {
    Ground.OWN_PROJECT: _("egen insats"),
    Ground.OWN_GROUP: _("egen grupp"),
    Ground.OWN_REFERRAL: _("egen anvisning"),
    Ground.CONSENT: _("samtycke"),
    Ground.BREAK_GLASS: _("nödläge"),
    Ground.RIGHTS_CASE: _("ärende om rättigheter"),
    Ground.LOG_REVIEW: _("uppföljning av loggen"),
}
# What a reading showed, shorter than the policy says it.
KINDS = {
    FieldClass.NAME: _("namn"),
    FieldClass.NUMBER: _("personnummer, kontakt"),
    FieldClass.BACKGROUND: _("bakgrund"),
    FieldClass.ACTIVITY: _("närvaro"),
    FieldClass.PROGRESS: _("uppföljning"),
    FieldClass.NOTES: _("fri text"),
    FieldClass.CASE: _("ärenden"),
}


def page_of(reading: Reading) -> str:
    return str(READINGS.get(reading.what, reading.what.replace("_", " ")))


def ground_of(reading: Reading) -> str:
    return str(SHORT.get(reading.ground, reading.ground))


def kinds_of(reading: Reading) -> str:
    """What was shown, in the order of the policy; keys and times say nothing about anyone, and are left out."""
    shown = set(reading.classes.split())
    return ", ".join(str(label) for kind, label in KINDS.items() if kind in shown)


def houses_of_reader(reading: Reading, houses: Houses) -> str:
    return ", ".join(str(house) for house in houses.of(reading)) or "–"


def person_table(readings: Iterable[Reading], houses: Houses, may_ask: bool) -> Table:
    """Everybody who has read about one person."""
    columns = [_("Tid"), _("Vem"), _("Från"), _("Sida"), _("Grund"), _("Uppgifter")]
    rows = []
    for reading in readings:
        row: list[Any] = [
            Cell(isodate(reading.at), css="nowrap"),
            reading.actor_label,
            houses_of_reader(reading, houses),
            page_of(reading),
            ground_of(reading),
            kinds_of(reading),
        ]
        if may_ask:
            row.append(Cell(_("Följ upp"), href=reverse("reading-ask", args=[reading.number])))
        rows.append(row)
    return Table(
        caption=_("Vem som har läst, senaste först"),
        columns=[Column(label) for label in (*columns, *([_("Följ upp")] if may_ask else []))],
        rows=rows,
        empty=_("Ingen har läst om personen."),
    )


def review_table(reviews: Iterable[ReadingReview], readings: Mapping[int, Reading], houses: Houses) -> Table:
    """Chosen readings that wait for a decision."""
    rows = []
    for review in reviews:
        reading = readings[review.reading]
        rows.append(
            [
                Cell(isodate(reading.at), href=reverse("reading-review", args=[review.pk]), css="nowrap"),
                reading.actor_label,
                page_of(reading),
                ground_of(reading),
                why_chosen(review),
                Cell(_("frågan ställd"), tag="warning") if review.verdict else "",
            ]
        )
    return Table(
        caption=_("Läsningar att bedöma"),
        columns=[Column(label) for label in (_("Tid"), _("Vem"), _("Sida"), _("Grund"), _("Varför den"), _("Läge"))],
        rows=rows,
        empty=_("Inga läsningar väntar på bedömning."),
    )


def why_chosen(review: ReadingReview) -> str:
    rule = load_limits().labels.get(review.rule, "")
    return f"{review.get_chosen_display()}: {rule}" if rule else str(review.get_chosen_display())


def month_table(months: Iterable[Month]) -> Table:
    """The latest months and their draws."""
    return Table(
        caption=_("Månader"),
        columns=[
            Column(_("Månad")),
            Column(_("Organisation")),
            Column(_("Läsningar"), numeric=True),
            Column(_("Slumpat valda"), numeric=True),
            Column(_("Valda av regel"), numeric=True),
            Column(_("Dragen")),
        ],
        rows=[
            [
                Cell(f"{each.month:%Y-%m}", css="nowrap"),
                each.organisation.name,
                number(each.draw.population) if each.draw else "–",
                number(each.draw.size) if each.draw else "–",
                number(sum(each.draw.by_rule.values())) if each.draw else "–",
                Cell(isodate(each.draw.at), note=str(each.draw.by or "")) if each.draw else _("inte än"),
            ]
            for each in months
        ],
    )


def facts(review: ReadingReview, reading: Reading, houses: Houses) -> list[dict[str, Any]]:
    return [
        {"label": _("Vem"), "text": reading.actor_label, "note": houses_of_reader(reading, houses)},
        {"label": _("När"), "text": isodate(reading.at)},
        {"label": _("Sida"), "text": page_of(reading)},
        {"label": _("Grund"), "text": ground_of(reading)},
        {"label": _("Uppgifter"), "text": kinds_of(reading)},
        {
            "label": _("Personen"),
            "text": f"{_('person')} {reading.person_key[:8]}",
            "href": reverse("person-readings", args=[reading.person_key]),
        },
        {"label": _("Varför den"), "text": why_chosen(review)},
        {"label": _("Läsning nummer"), "text": str(reading.number)},
    ]


ROWS = (
    ("readings", _("Läsningar")),
    ("persons", _("Personer som lästes om")),
    ("readers", _("Medarbetare som läste")),
    ("chosen", _("Valda för granskning")),
    ("by_rule", _("… av en regel")),
    ("right", _("Bedömda som riktiga")),
    ("unclear", _("Oklara, frågan ställd")),
    ("wrong", _("Otillåtna")),
    ("undecided", _("Inte bedömda")),
    ("opened", _("Nödöppningar")),
    ("reviewed_in_time", _("… granskade i tid")),
    ("unjustified", _("… inte befogade")),
)
NOT_ADDED = {"persons", "readers"}  # the same person may have been read about in several months


def quarter_table(months: list[MonthOfReport]) -> Table:
    """One quarter: a row for each count, a column for each month and the sum."""
    rows = []
    for name, label in ROWS:
        values = [getattr(month, name) for month in months]
        total = "" if name in NOT_ADDED else number(sum(values))
        rows.append([str(label), *(number(value) for value in values), total])
    return Table(
        caption=_("Uppföljning av läsloggen"),
        columns=[
            Column(_("Antal")),
            *(Column(f"{month.month:%Y-%m}", numeric=True) for month in months),
            Column(_("Kvartalet"), numeric=True),
        ],
        rows=rows,
        note=_("Personer och medarbetare läggs inte ihop över månader: samma person kan finnas i flera."),
    )
