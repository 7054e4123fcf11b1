"""Calls and applications: tables, facts and breadcrumbs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.portfolio.models import Application, Call
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.web.formats import isodate, sek
from samsyn.web.tables import Cell, Column, Table

STATE_TAGS = {
    ApplicationState.DRAFT: "planned",
    ApplicationState.SENT: "ongoing",
    ApplicationState.GRANTED: "success",
    ApplicationState.DECLINED: "closed",
    ApplicationState.WITHDRAWN: "closed",
}


def crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Insatser / Utlysningar / …"""
    first = [(_("Insatser"), reverse("project-list")), (_("Utlysningar"), reverse("call-list"))]
    return [{"label": label, "href": href} for label, href in (*first, *trail)]


def call_table(calls) -> Table:
    """Calls, latest first."""
    labels = (_("Utlysning"), _("Diarienummer"), _("Finansiär"), _("Öppen"), _("Läge"))
    rows = [
        [
            Cell(call.title, href=call.get_absolute_url()),
            call.number,
            call.organisation.brief,
            f"{isodate(call.opens)} – {isodate(call.closes)}",
            Cell(_("utlyst"), tag="done") if call.published else Cell(_("utkast"), tag="planned"),
        ]
        for call in calls
    ]
    return Table(_("Utlysningar"), [Column(label) for label in labels], rows)


def facts(call: Call) -> list[dict[str, Any]]:
    """The facts of a call; what is not known is left out."""
    rows = [
        {"label": _("Finansiär"), "text": call.organisation.name, "href": call.organisation.get_absolute_url()},
        {"label": _("Diarienummer"), "text": call.number},
        {"label": _("Program"), "text": call.programme},
        {"label": _("Beslutad"), "text": call.decided},
        {"label": _("Öppen"), "text": f"{isodate(call.opens)} – {isodate(call.closes)}" if call.opens else ""},
        {"label": _("Tidigaste projektstart"), "text": isodate(call.earliest_start) if call.earliest_start else ""},
        {"label": _("Läge"), "text": _("utlyst") if call.published else _("utkast, syns bara för finansiären")},
        {"label": _("Källa"), "text": call.source},
    ]
    return [row for row in rows if row["text"]]


def application_table(applications) -> Table | None:
    """Applications that the reader may see; None when there are none."""
    rows = [
        [
            Cell(one.name, href=one.get_absolute_url()),
            one.organisation.brief,
            Cell(ApplicationState(one.state).label, tag=STATE_TAGS[one.state], css="nowrap"),
            sek(one.sought),
            sek(one.granted),
        ]
        for one in applications
    ]
    columns = [Column(_("Ansökan")), Column(_("Sökande")), Column(_("Läge"))]
    columns += [Column(_("Sökt"), numeric=True), Column(_("Beviljat"), numeric=True)]
    return Table(_("Ansökningar"), columns, rows) if rows else None


def application_tag(application: Application) -> dict[str, Any]:
    return {"text": ApplicationState(application.state).label, "kind": STATE_TAGS[application.state]}


def application_facts(application: Application) -> list[dict[str, Any]]:
    """What was asked for and what was decided."""
    call = application.call
    rows = [
        {"label": _("Utlysning"), "text": str(call), "href": call.get_absolute_url()},
        {"label": _("Sökande"), "text": application.organisation.name},
        {"label": _("Sökt belopp"), "text": sek(application.sought) if application.sought is not None else ""},
        {"label": _("Beviljat belopp"), "text": sek(application.granted) if application.granted is not None else ""},
        {"label": _("Beslutad"), "text": isodate(application.decided_on) if application.decided_on else ""},
        {"label": _("Motivering"), "text": application.reason},
    ]
    return [row for row in rows if row["text"]]
