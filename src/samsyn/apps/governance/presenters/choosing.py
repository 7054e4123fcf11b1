"""Applications side by side: what was answered to each question, how far apart, and never a sum."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.governance.models import Choosing, Invitation, Proposal, Score
from samsyn.apps.governance.presenters.boards import crumbs
from samsyn.apps.governance.queries.choosing import Profile, Told
from samsyn.apps.governance.queries.criteria import Criterion
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.presenters.calls import STATE_TAGS
from samsyn.web.formats import isodate, number, sek
from samsyn.web.tables import Cell, Column, Table

PROPOSALS = {Proposal.GRANT: "success", Proposal.DECLINE: "closed", Proposal.WAIT: "warning"}


def choosing_crumbs(choosing: Choosing | None, *trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Styrning / Val bland ansökningar / …"""
    first: list[tuple[Any, str]] = [(_("Val bland ansökningar"), reverse("choosing-list"))]
    if choosing is not None:
        first.append((choosing.call.title, choosing.get_absolute_url()))
    return crumbs(*first, *trail)


def choosing_table(rows) -> Table:
    """Choosings. rows: (choosing, handed in, invited)."""
    columns = [Column(_("Utlysning")), Column(_("Läge")), Column(_("Lämnat in"), numeric=True), Column(_("Senast"))]
    cells = [
        [
            Cell(str(one.call), href=one.get_absolute_url()),
            state_cell(one),
            _("%(given)d av %(all)d") % {"given": given, "all": invited},
            Cell(isodate(one.due_on) if one.due_on else "–", css="nowrap"),
        ]
        for one, given, invited in rows
    ]
    return Table(_("Val bland ansökningar"), columns, cells)


def state_cell(choosing: Choosing) -> Cell:
    if choosing.opened_at:
        return Cell(_("öppnat"), tag="done", css="nowrap")
    return Cell(_("bedöms"), tag="ongoing", css="nowrap")


def facts(choosing: Choosing, given: int, invited: int) -> list[dict[str, Any]]:
    """Where the choosing stands. How many have handed in, never who."""
    rows = [
        {"label": _("Utlysning"), "text": str(choosing.call), "href": choosing.call.get_absolute_url()},
        {"label": _("Lämnat in"), "text": _("%(given)d av %(all)d") % {"given": given, "all": invited}},
        {"label": _("Bedömt senast"), "text": isodate(choosing.due_on) if choosing.due_on else ""},
        {"label": _("Grupp"), "text": str(choosing.board or ""),
         "href": choosing.board.get_absolute_url() if choosing.board else ""},
        {"label": _("Öppnat"), "text": isodate(choosing.opened_at) if choosing.opened_at else "",
         "note": choosing.opened_why},
    ]  # fmt: skip
    return [row for row in rows if row["text"]]


def to_score_table(applications, missing: dict[int, int], choosing: Choosing) -> Table:
    """One's own work: the applications and how many questions are left in each."""
    rows = []
    for one in applications:
        left = missing.get(one.pk, 0)
        told = ngettext("%(number)d fråga kvar", "%(number)d frågor kvar", left) % {"number": left}
        rows.append([
            Cell(one.name, href=reverse("choosing-application", args=[choosing.pk, one.pk])),
            one.organisation.brief,
            Cell(told, tag="ongoing", css="nowrap") if left else Cell(_("klar"), tag="done", css="nowrap"),
        ])  # fmt: skip
    return Table(_("Att bedöma"), [Column(_("Ansökan")), Column(_("Sökande")), Column(_("Din bedömning"))], rows)


def profile_table(profiles: list[Profile], criteria: list[Criterion], choosing: Choosing, notes) -> Table:
    """One row an application and one column a question: the middle answer, and lowest to highest."""
    columns = [Column(_("Ansökan")), *(Column(one.name, title=one.question) for one in criteria)]
    columns += [Column(_("Förslag")), Column(_("Beslut"))]
    rows = []
    for profile in profiles:
        application = profile.application
        href = reverse("choosing-application", args=[choosing.pk, application.pk])
        latest = notes.get(application.pk)
        rows.append([
            Cell(application.name, href=href, css="stacked",
                 note=f"{application.organisation.brief}, {sek(application.sought)}"),
            *(_told(profile.told[one.code]) for one in criteria),
            _proposed(latest),
            Cell(ApplicationState(application.state).label, tag=STATE_TAGS[application.state], css="nowrap"),
        ])  # fmt: skip
    note = _(
        "Mittersta svaret på skalan 0–4, och lägst–högst. Frågorna läggs aldrig ihop. "
        "Oeniga: minst två steg mellan lägst och högst."
    )
    return Table(_("Ansökningarna sida vid sida"), columns, rows, note=note)


def _proposed(note) -> Cell:
    if note is None:
        return Cell("–")
    return Cell(note.get_proposal_display(), tag=PROPOSALS[Proposal(note.proposal)], css="nowrap")


def _told(told: Told) -> Cell:
    if told.middle is None:
        return Cell("–")
    spread = f"{min(told.values)}–{max(told.values)}, n={len(told.values)}"
    note = f"{spread} {_('oeniga')}" if told.divided else spread
    return Cell(_step(told.middle), note=note,
                css="stacked computed" if told.divided else "stacked")  # fmt: skip


def _step(middle: float) -> str:
    """A median of whole steps: 3, or 2,5 between two of them."""
    return number(middle, 0 if middle == int(middle) else 1)


def in_words(profile: Profile, criteria: list[Criterion]) -> list[str]:
    """What the scores say of one application, in sentences: strongest, weakest and where people differ."""
    known = [(one, profile.told[one.code]) for one in criteria if profile.told[one.code].middle is not None]
    if not known:
        return [_("Ingen inlämnad bedömning gäller ansökan.")]
    highest = max(told.middle for _one, told in known)
    lowest = min(told.middle for _one, told in known)
    names = {
        "highest": ", ".join(one.name for one, told in known if told.middle == highest),
        "lowest": ", ".join(one.name for one, told in known if told.middle == lowest),
        "divided": ", ".join(one.name for one, told in known if told.divided),
    }
    said = [_("Starkast: %(names)s (%(value)s av 4).") % {"names": names["highest"], "value": _step(highest)}]
    if lowest != highest:
        said.append(_("Svagast: %(names)s (%(value)s av 4).") % {"names": names["lowest"], "value": _step(lowest)})
    if names["divided"]:
        said.append(_("Oeniga om: %(names)s. Börja samtalet där.") % {"names": names["divided"]})
    return said


def answers_table(scores: list[Score], criteria: list[Criterion]) -> list[Table]:
    """Every question with each person's answer and reason, when the scores lie open."""
    tables = []
    for one in criteria:
        rows = [
            [
                score.invitation.name,
                "–" if score.value is None else str(score.value),
                Cell(score.why or "–", css="words", note=one.level(score.value) if score.value is not None else ""),
            ]
            for score in scores
            if score.criterion == one.code
        ]
        if rows:
            columns = [Column(_("Bedömare")), Column(_("Steg"), numeric=True), Column(_("Skäl"))]
            tables.append(Table(f"{one.name}: {one.question}", columns, rows))
    return tables


def application_facts(application: Application) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Sökande"), "text": application.organisation.name},
        {"label": _("Sökt belopp"), "text": sek(application.sought) if application.sought is not None else ""},
        {"label": _("Läge"), "text": ApplicationState(application.state).label, "tag": STATE_TAGS[application.state]},
        {"label": _("Beviljat belopp"), "text": sek(application.granted) if application.granted is not None else ""},
        {"label": _("Motivering"), "text": application.reason},
    ]
    return [row for row in rows if row["text"]]


def invited_names(invitations: list[Invitation]) -> str:
    """Whom the holder has asked; nothing of who has answered."""
    return ", ".join(one.name for one in invitations)
