"""Referrals in words, lists, flows and as a letter to the sender."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.participants.models import DeclineReason, Referral, ReferralState
from samsyn.apps.participants.presenters.enrolments import sender_words
from samsyn.apps.participants.presenters.people import protection_mark, shown_name
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table

TAGS = {
    ReferralState.NEW: "warning",
    ReferralState.ON_HOLD: "planned",
    ReferralState.ACCEPTED: "success",
    ReferralState.DECLINED: "closed",
    ReferralState.WITHDRAWN: "neutral",
}


def days_words(days: int | float | None) -> str:
    """1 dag, 12 dagar"""
    if days is None:
        return "–"
    whole = days == int(days)
    return ngettext("%(n)s dag", "%(n)s dagar", int(days) if whole else 2) % {"n": number(days, 0 if whole else 1)}


def state_of(referral: Referral, today: date) -> dict[str, str]:
    """Where the referral is, as word and kind of tag; a rest that is over says so."""
    if referral.state == ReferralState.ON_HOLD:
        if referral.waits_on(today):
            return {"text": _("vilade till %(day)s") % {"day": isodate(referral.hold_until)}, "kind": "warning"}
        return {"text": _("vilar till %(day)s") % {"day": isodate(referral.hold_until)}, "kind": "planned"}
    return {"text": str(ReferralState(referral.state).label), "kind": TAGS[referral.state]}


def inbox_table(referrals: Iterable[Referral], caption: str, today: date) -> Table:
    """The receiver's list: who, to what, from whom, and how long they have waited."""
    columns = [
        Column(_("Person")),
        Column(_("Väntat"), numeric=True),
        Column(_("Läge")),
        Column(_("Insats")),
        Column(_("Anvisad av")),
        Column(_("Kom in")),
    ]
    return Table(caption, columns, [_inbox_row(referral, today) for referral in referrals])


def _inbox_row(referral: Referral, today: date) -> list[Any]:
    state, person = state_of(referral, today), referral.person
    return [
        Cell(shown_name(person), href=referral.get_absolute_url(), note=protection_mark(person)),
        days_words(referral.waiting_days(today)),
        Cell(state["text"], tag=state["kind"], css="nowrap"),
        referral.project.code,
        sender_words(referral),
        Cell(isodate(referral.received_on), css="nowrap"),
    ]


def sent_table(referrals: Iterable[Referral], today: date, address, unread: set[Any] = frozenset()) -> Table:
    """The sender's list: what was sent, and the answer. Nothing of what happens later. address(referral) → its page."""
    columns = [
        Column(_("Person")),
        Column(_("Läge")),
        Column(_("Insats")),
        Column(_("Skickad")),
        Column(_("Väntat"), numeric=True, title=_("Till svaret, eller till i dag")),
    ]
    rows = []
    for referral in referrals:
        state = state_of(referral, today)
        new = _("nytt svar") if referral.pk in unread else ""
        rows.append(
            [
                Cell(referral.name or _("utan namn"), href=address(referral), note=new),
                Cell(state["text"], tag=state["kind"], css="nowrap"),
                Cell(referral.project.code, note=referral.project.name),
                Cell(isodate(referral.received_on), css="nowrap"),
                days_words(referral.waiting_days(today)),
            ]
        )
    return Table(_("Anvisningar som ni har skickat"), columns, rows)


def person_table(referrals: Iterable[Referral], today: date, link: bool) -> Table:
    """The referrals of one person, on the person's page."""
    columns = [Column(_("Insats")), Column(_("Anvisad av")), Column(_("Kom in")), Column(_("Läge"))]
    rows = []
    for referral in referrals:
        state = state_of(referral, today)
        href = referral.get_absolute_url() if link else ""
        tag = Cell(state["text"], tag=state["kind"], css="nowrap")
        rows.append(
            [Cell(referral.project.code, href=href), sender_words(referral), isodate(referral.received_on), tag]
        )
    return Table(_("Anvisningar"), columns, rows)


def facts_of(referral: Referral, today: date) -> list[dict[str, Any]]:
    """The referral as both sides may read it. The person must have been noted."""
    state = state_of(referral, today)
    handler = referral.sent_by_text or (str(referral.sent_by) if referral.sent_by_id else "")
    facts = [
        {"label": _("Läge"), "text": state["text"], "tag": state["kind"]},
        {"label": _("Insats"), "text": referral.project.name, "note": referral.project.code},
        {"label": _("Anvisad av"), "text": sender_words(referral), "note": handler},
        {"label": _("Kom in"), "text": isodate(referral.received_on)},
        {"label": _("Väntat"), "text": days_words(referral.waiting_days(today))},
        {"label": _("Målgrupp"), "text": referral.target_group.name if referral.target_group_id else ""},
        {"label": _("Samtycke till anvisningen"), "text": isodate(referral.consented_on)},
        {"label": _("Behov"), "text": referral.opened("need_sealed")},
    ]
    return [fact for fact in facts if fact["text"] and fact["text"] != "–"]


def answer_facts(referral: Referral) -> list[dict[str, Any]]:
    """The answer: when, which way, why and in words; nothing while there is none."""
    facts = [{"label": _("Svar"), "text": referral.opened("answer_sealed")}]
    if referral.reason:
        facts.insert(0, {"label": _("Skäl"), "text": str(DeclineReason(referral.reason).label)})
    if referral.answered_on:
        facts.insert(0, {"label": _("Besvarad"), "text": isodate(referral.answered_on)})
    return [fact for fact in facts if fact["text"]]


def letter(referral: Referral, today: date) -> list[str]:
    """The answer as paragraphs, for a sender without an account. The person must have been noted."""
    about = {"project": referral.project.name, "day": isodate(referral.received_on)}
    state = referral.state
    said = {
        ReferralState.ACCEPTED: _("Vi har antagit anvisningen till %(project)s som kom in %(day)s."),
        ReferralState.DECLINED: _("Vi kan inte ta emot anvisningen till %(project)s som kom in %(day)s."),
        ReferralState.ON_HOLD: _("Anvisningen till %(project)s som kom in %(day)s vilar."),
        ReferralState.WITHDRAWN: _("Anvisningen till %(project)s som kom in %(day)s är återtagen."),
        ReferralState.NEW: _("Vi har tagit emot anvisningen till %(project)s som kom in %(day)s. Svar kommer."),
    }[ReferralState(state)] % about
    name = referral.name or shown_name(referral.person)
    to = ", ".join(filter(None, (sender_words(referral), referral.sent_by_text))) if referral.sender_id else name
    about_whom = [_("Gäller: %(name)s") % {"name": name}] if referral.sender_id else []
    paragraphs = [_("Till: %(who)s") % {"who": to}, *about_whom, said]
    if state == ReferralState.ON_HOLD:
        paragraphs.append(_("Vi återkommer senast %(day)s.") % {"day": isodate(referral.hold_until)})
    if referral.reason:
        paragraphs.append(_("Skäl: %(reason)s.") % {"reason": DeclineReason(referral.reason).label})
    if text := referral.opened("answer_sealed"):
        paragraphs.append(text)
    by = str(referral.answered_by) if referral.answered_by_id else ""
    day = isodate(referral.answered_on or today)
    return [*paragraphs, ", ".join(filter(None, (day, by, referral.project.organisation.name)))]
