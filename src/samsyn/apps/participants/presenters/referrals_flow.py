"""What becomes of the referrals from each sender, as a table and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.participants.presenters.enrolments import sender_name
from samsyn.apps.participants.presenters.referrals import days_words
from samsyn.apps.participants.queries.referrals import Stream, stalled_after
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import number
from samsyn.web.tables import Cell, Column, Table

IN_CHART = 10  # senders


def flow_table(streams: Sequence[Stream], total: Stream) -> Table:
    """In, and what became of it, for each sender. Persons and referrals are counted apart."""
    columns = [
        Column(_("Avsändare")),
        Column(_("Personer"), numeric=True),
        Column(_("Anvisningar"), numeric=True),
        Column(_("Antagna"), numeric=True),
        Column(_("Avböjda"), numeric=True),
        Column(_("Återtagna"), numeric=True),
        Column(_("Väntar eller vilar"), numeric=True),
        Column(_("Dagar till svar, median"), numeric=True),
        Column(_("Äldsta utan svar"), numeric=True),
    ]
    rows = [_flow_row(sender_name(stream.sender, stream.kind) or _("okänd"), stream) for stream in streams]
    note = _(
        "Anvisningar = antagna + avböjda + återtagna + väntar eller vilar. Medianen gäller de besvarade, antalet inom "
        "parentes. En ström har stannat när något väntat mer än %(days)s dagar utan svar; gränsen är ett antagande."
    ) % {"days": stalled_after()}
    return Table(_("Flöde per avsändare"), columns, rows, total=_flow_row(_("Totalt"), total), note=note)


def _flow_row(label: str, stream: Stream) -> list[Any]:
    median = f"{number(stream.days, 0 if stream.days == int(stream.days) else 1)} ({number(stream.answered)})" if (
        stream.days is not None
    ) else "–"  # fmt: skip
    oldest = (
        Cell(days_words(stream.oldest), tag="warning", css="nowrap") if stream.stalled else days_words(stream.oldest)
    )
    counts = (stream.persons, stream.referrals, stream.accepted, stream.declined, stream.withdrawn, stream.waiting)
    return [label, *(number(count) for count in counts), median, oldest]


def flow_chart(streams: Sequence[Stream]) -> Chart | None:
    """The largest senders side by side: taken in, declined, and what still waits."""
    shown = streams[:IN_CHART]
    if not shown:
        return None
    rest = len(streams) - len(shown)
    more = _(" De %(n)s största avsändarna.") % {"n": len(shown)} if rest else ""
    return Chart(
        "grouped_bars",
        _("Anvisningar per avsändare"),
        categories=tuple(sender_name(stream.sender, stream.kind) or _("okänd") for stream in shown),
        series=(
            Series(_("antagna"), tuple(stream.accepted for stream in shown)),
            Series(_("avböjda"), tuple(stream.declined for stream in shown)),
            Series(_("väntar eller vilar"), tuple(stream.waiting for stream in shown)),
        ),
        unit=_("anvisningar"),
        category_label=_("Avsändare"),
        source=_("Anvisningar till de insatser som du leder.") + more,
    )
