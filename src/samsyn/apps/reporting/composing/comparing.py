"""Plan against outcome: the tables and charts of volumes, money and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from samsyn.apps.reporting.content import Block, Section
from samsyn.apps.reporting.drawings import block_of
from samsyn.apps.reporting.tabulating import (
    Subjects,
    measures_table,
    own_shares_table,
    paired_table,
    plan_and_outcome_table,
    shares_table,
)
from samsyn.apps.reporting.wording import name_of, unit_of
from samsyn.core.tables.figure import Figure
from samsyn.web.charts import Chart, Series

PEOPLE = ("participants", "women", "men", "share_women", "share_men")
MONEY = ("esf_support", "cofinancing", "total_cost", "cost_per_participant", "cost_per_hour")
HOURS = ("hours", "hours_women", "hours_men", "hours_per_participant")
PAIRED = ("women", "men")


def comparison(subjects: Subjects, total: str) -> tuple[Section, ...]:
    """Sections on people, money, time and whatever else is measured. total: the name of the summing subject."""
    known = _known(subjects)
    sections = []
    for code, title, codes in _groups(known):
        blocks = _blocks([one for one in codes if one in known], subjects, total)
        if blocks:
            sections.append(Section(code, title, tuple(blocks)))
    return tuple(sections)


def project_comparison(name: str, figures: Mapping[str, Figure]) -> tuple[Section, ...]:
    """The same for one effort: its measures are the rows."""
    known = _known([(name, figures)])
    sections = []
    for code, title, codes in _groups(known):
        present = [one for one in codes if one in known]
        counted = [one for one in present if not known[one].measure.percent]
        blocks: list[Block] = [measures_table(_("%(title)s, plan och utfall") % {"title": title}, counted, figures)]
        if code == "deltagare" and set(PAIRED) <= set(counted):
            blocks.append(_one_people_chart(known, figures, blocks[0].caption))
        shares = [one for one in present if one not in counted]
        if shares:
            blocks.append(own_shares_table(_("%(title)s, andelar") % {"title": title}, shares, figures))
        if present:
            sections.append(Section(code, title, tuple(blocks if counted else blocks[1:])))
    return tuple(sections)


def _one_people_chart(known: dict[str, Figure], figures: Mapping[str, Figure], table_caption: str) -> Block:
    series = tuple(
        Series(label, tuple(_value(figures, f"{code}.{part}") for code in PAIRED))
        for label, part in ((_("Plan"), "plan"), (_("Utfall"), "outcome"))
    )
    caption = _("Kvinnor och män, plan och utfall")
    names = tuple(name_of(known[code]) for code in PAIRED)
    return block_of(Chart("plan_actual", caption, names, series, unit=unit_of(known["women"])), caption, table_caption)


def _groups(known: Mapping[str, Figure]) -> list[tuple[str, str, Sequence[str]]]:
    return [
        ("deltagare", _("Deltagare"), PEOPLE),
        ("kostnader", _("Kostnader"), MONEY),
        ("tid", _("Tid"), HOURS),
        ("ovrigt", _("Övriga mått"), [code for code in known if code not in (*PEOPLE, *MONEY, *HOURS)]),
    ]


def _known(subjects: Subjects) -> dict[str, Figure]:
    """One figure of each measure that has a plan or an outcome, for its name and unit."""
    found: dict[str, Figure] = {}
    for _name, figures in subjects:
        for key, figure in figures.items():
            if "@" not in key and figure.value is not None:
                found.setdefault(figure.measure.code, figure)
    return found


def _blocks(codes: Sequence[str], subjects: Subjects, total: str) -> list[Block]:
    known = _known(subjects)
    blocks: list[Block] = []
    for code in codes:
        figure = known[code]
        if figure.measure.percent:
            blocks.append(shares_table(name_of(figure), code, subjects, total))
        else:
            blocks.append(plan_and_outcome_table(caption_of(figure), code, subjects, total))
        if code == "total_cost":
            blocks += _cost_chart(figure, subjects, total)
    return blocks + _people_chart(known, subjects, total) if set(PAIRED) <= set(codes) else blocks


def caption_of(figure: Figure) -> str:
    """The measure and its unit: "Summa kostnader, kr". Persons or participations: the note says which."""
    return name_of(figure) if figure.measure.unit == "person" else f"{name_of(figure)}, {unit_of(figure)}"


def _people_chart(known: dict[str, Figure], subjects: Subjects, total: str) -> list[Block]:
    """Women and men in one small drawing for each project, the same scale in all, and their table."""
    each = [(name, figures) for name, figures in subjects if name != total]
    names = {code: name_of(known[code]) for code in PAIRED}
    series = tuple(
        Series(label, tuple(_value(figures, f"{code}.{part}") for code in PAIRED), name)
        for name, figures in each
        for label, part in ((_("Plan"), "plan"), (_("Utfall"), "outcome"))
    )
    caption = _("Kvinnor och män, plan och utfall")
    chart = Chart("small_multiples", caption, tuple(names.values()), series, unit=unit_of(known["women"]))
    return [paired_table(caption, names, subjects, total), block_of(chart, caption, caption)]


def _cost_chart(figure: Figure, subjects: Subjects, total: str) -> list[Block]:
    each = [(name, figures) for name, figures in subjects if name != total]
    if len(each) <= 1:  # one bar compares nothing
        return []
    series = tuple(
        Series(label, tuple(_value(figures, f"total_cost.{part}") for _name, figures in each))
        for label, part in ((_("Plan"), "plan"), (_("Utfall"), "outcome"))
    )
    chart = Chart("plan_actual", name_of(figure), tuple(name for name, _figures in each), series, unit=unit_of(figure))
    return [block_of(chart, _("Kostnader, plan och utfall"), caption_of(figure))]


def _value(figures, key: str):
    figure = figures.get(key)
    return figure.value if figure else None
