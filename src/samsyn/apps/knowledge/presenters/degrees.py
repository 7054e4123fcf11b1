"""The three degrees of success in words: yes, no or not known, with what the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.presenters.values import figure_href, name_of
from samsyn.apps.knowledge.models import DegreeNote
from samsyn.apps.knowledge.presenters.methods import spread_words
from samsyn.apps.knowledge.queries.degrees import Better, Degree, Degrees, Tally, Told
from samsyn.apps.knowledge.queries.rules import degree_rules, said
from samsyn.core.evidence.degrees import Answer, Reached
from samsyn.core.evidence.tallies import BeforeAfter, Word
from samsyn.web.formats import MISSING, isodate, number
from samsyn.web.tables import Cell, Column, Table

TAGS = {Reached.YES: "success", Reached.NO: "neutral", Reached.UNKNOWN: "note"}


def name_of_degree(degree: int) -> str:
    return said(_degree(degree)["name"])


def ask(degree: int) -> str:
    """The question that the degree puts."""
    return said(_degree(degree)["asks"])


def asks() -> list[dict[str, str]]:
    return [{"name": _heading(degree), "asks": ask(degree)} for degree in (1, 2, 3)]


def _degree(degree: int) -> dict[str, Any]:
    return next(one for one in degree_rules()["degrees"] if one["degree"] == degree)


def _heading(degree: int) -> str:
    return _("Grad %(degree)d. %(name)s") % {"degree": degree, "name": name_of_degree(degree)}


def answer_word(reached: Reached) -> str:
    """Ja, nej or vet inte."""
    return said(degree_rules()["answers"][reached.value])


def because(answer: Answer) -> str:
    """Why the rule says so, with the count behind a yes."""
    return said(degree_rules()["why"][answer.why.value])


def degree_rows(found: Degrees, may_note: bool) -> list[dict[str, Any]]:
    """The three degrees, each with the answer that counts, the rule's, and a person's reason where there is one."""
    kind = "project" if found.of_project else "method"
    return [
        {
            "title": _heading(degree.number),
            "asks": ask(degree.number),
            "word": answer_word(degree.reached),
            "tag": TAGS[degree.reached],
            "rule": f"{answer_word(degree.rule.reached).capitalize()}. {because(degree.rule)}",
            "count": _count(degree),
            "note": _note(degree.note) if degree.overridden and degree.note else None,
            "edit": reverse(f"degree-note-{kind}", args=[found.subject.pk, degree.number]) if may_note else "",
        }
        for degree in found.degrees
    ]


def _count(degree: Degree) -> str:
    """The number behind a yes, said as what it is."""
    if degree.rule.reached is not Reached.YES or degree.overridden or not degree.rule.count:
        return ""
    many = {"count": degree.rule.count, "n": number(degree.rule.count)}
    if degree.number == 1:
        return ngettext("%(n)s person", "%(n)s personer", many["count"]) % many
    if degree.number == 2:
        return ngettext("%(n)s organisation", "%(n)s organisationer", many["count"]) % many
    return ngettext("%(n)s ändring", "%(n)s ändringar", many["count"]) % many


def _note(note: DegreeNote) -> dict[str, str]:
    return {"why": note.why, "by": str(note.by or ""), "on": isodate(note.on)}


def degrees_table(rows: Sequence[Degrees], caption: str, one: str) -> Table:
    """One row a project or a method. one: what a row is called."""
    columns = [Column(one), *(Column(_heading(degree)) for degree in (1, 2, 3))]
    return Table(caption, columns, [_listed(found) for found in rows])


def _listed(found: Degrees) -> list[Any]:
    kind = "project" if found.of_project else "method"
    href = reverse(f"degrees-{kind}", args=[found.subject.pk])
    return [
        Cell(str(found.subject), href=href),
        *(
            Cell(answer_word(degree.reached), tag=TAGS[degree.reached], css="nowrap", note=_short(degree))
            for degree in found.degrees
        ),
    ]


def _short(degree: Degree) -> str:
    if degree.overridden:
        return _("omdöme; regeln: %(word)s") % {"word": answer_word(degree.rule.reached)}
    return _count(degree)


def tally_table(projects: Sequence[Tally], methods: Sequence[Tally]) -> Table:
    """How many have reached each degree; what is not known stands for itself."""
    columns = [Column(_("Grad")), Column(_("Av")), *(Column(answer_word(one), numeric=True) for one in Reached)]
    rows = [
        [_heading(at + 1), label % {"count": number(tally.all)}, number(tally.yes), number(tally.no),
         number(tally.unknown)]
        for at in range(3)
        for label, tally in ((_("%(count)s insatser"), projects[at]), (_("%(count)s metoder"), methods[at]))
    ]  # fmt: skip
    return Table(
        _("Hela portföljen"),
        columns,
        rows,
        note=_("Vet inte är inte nej: det säger att ingen har tittat, eller skrivit."),
    )


def better_table(found: Degrees, seen: set[int]) -> Table:
    """The figures that degree 1 rests on. seen: keys of the projects that the reader may see."""
    columns = [Column(_("Insats")), Column(_("Mått")), Column(_("Antal"), numeric=True), Column(_("Av"), numeric=True),
               Column(_("Gäller"))]  # fmt: skip
    return Table(
        _("Människor som fått det bättre"),
        columns,
        [_better(one, one.project.pk in seen) for one in found.better],
        note=_("n av N som följts upp. Antalen läggs inte ihop: samma människor kan finnas i flera."),
        empty=_("Ingen uppföljning efteråt är inskriven med både antal och hur många som följdes upp."),
    )


def _better(one: Better, open_: bool) -> list[Any]:
    note = one.n.protection if one.counted else _("räknas inte av regeln: säger inte vilka som flyttat sig")
    return [
        one.project.code,
        name_of(one.n.measure),
        Cell(number(one.n.value), href=figure_href(one.project, one.n) if open_ else "", numeric=True, note=note),
        number(one.of.value),
        one.of.population,
    ]


def missing_words(found: Degrees) -> list[str]:
    """Whom nobody has followed up, project by project."""
    said_ = []
    for ground in found.grounds.values():
        people, better = ground.participants, ground.better
        if people is None or people.value is None:
            continue
        followed = max((one.of.value for one in better if one.of.value is not None), default=None)
        words = {"code": people.subject, "all": number(people.value), "of": number(followed)}
        if followed is None:
            said_.append(_("%(code)s: %(all)s deltog; ingen uppföljning med antal är inskriven.") % words)
        elif followed < people.value:
            said_.append(_("%(code)s: %(all)s deltog; %(of)s har det gått att fråga om efteråt.") % words)
    return said_


def log_rows(found: Degrees) -> list[dict[str, Any]]:
    """The methods that degree 2 is counted on, with the way to their logs."""
    return [
        {"name": method.name, "href": reverse("adoption-log", args=[method.pk]), "spread": spread_words(counted)}
        for method, counted in found.logs
    ]


def told_table(found: Degrees) -> Table:
    """The patterns that degree 3 rests on, what was changed, and what was told before and after."""
    columns = [
        Column(_("Mönster")), Column(_("Härifrån"), numeric=True, title=_("Insatsens observationer i mönstret")),
        Column(_("Ändrat")), Column(_("Före"), numeric=True), Column(_("Efter"), numeric=True), Column(_("Säger")),
    ]  # fmt: skip
    rows = [row for told in _merged(found.told) for row in _told(told)]
    return Table(
        _("Mönster och ändringar"),
        columns,
        rows,
        note=_("Före och efter räknas i lika långa tider, bland allt som berättats i samma organisationer."),
        empty=_("Inga av insatsens observationer finns i något mönster."),
    )


def _merged(told: Iterable[Told]) -> list[Told]:
    """One row a pattern also where several projects saw it."""
    found: dict[int, Told] = {}
    for one in told:
        before = found.get(one.key)
        found[one.key] = replace(one, observations=one.observations + (before.observations if before else 0))
    return list(found.values())


def _told(told: Told) -> list[list[Any]]:
    name = told.name if told.open else _("ett mönster som du inte har tillgång till")
    first = [Cell(name, href=reverse("pattern", args=[told.key]) if told.open else ""), number(told.observations)]
    if not told.changes:
        return [[*first, _("inget ändrat än"), MISSING, MISSING, MISSING]]
    return [
        [
            *first,
            Cell(isodate(change.on), note=change.what[:120] if told.open else ""),
            number(effect.before) if effect else MISSING,
            number(effect.after) if effect else MISSING,
            effect_word(effect),
        ]
        for change, effect in told.changes
    ]


def effect_word(effect: BeforeAfter | None) -> str:
    """What the counts say of a change, in two or three words."""
    if effect is None:
        return _("gäller inte än")
    return {
        Word.EARLY: _("för tidigt att säga"), Word.NONE: _("inget berättat"), Word.RARER: _("ovanligare"),
        Word.OFTENER: _("vanligare"), Word.UNSURE: _("går inte att säga"),
    }[effect.word]  # fmt: skip
