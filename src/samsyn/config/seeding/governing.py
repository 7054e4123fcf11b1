"""Steering: SamFi's group that talked more than it decided, a group at work now, and applications to choose among."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from samsyn.apps.governance import actions
from samsyn.apps.governance.models import AgendaItem, Board, BoardMeeting, Seat
from samsyn.apps.governance.queries.choosing import to_score
from samsyn.apps.governance.queries.criteria import shipped
from samsyn.apps.organisations.models import User
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Application, Project
from samsyn.config.accounts import ASSOCIATION
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.worth import account_from, of_effect, of_people, with_values

Facts = Mapping[str, Any]
SEAT_WORDS = ("function", "promised", "promised_words", "held", "held_words")


def bring_governing(facts: Facts, samfi: Project, running: Project, people: Mapping[str, User]) -> None:
    """Everything of the station Styrning, walked in through its actions."""
    _bring_group(facts["samfi"], samfi, people["samfi"], people)
    board, _seats = _bring_group(facts["vind"], running, people["processledare"], people)
    _bring_coming(facts["vind"]["coming"], board, people["processledare"])
    _bring_choosing(facts["choosing"], people)


def _bring_group(facts: Facts, project: Project, by: User, people: Mapping[str, User]) -> tuple[Board, dict[str, Seat]]:
    board = actions.start_board(
        organisation=organisation(facts["organisation"]), name=facts["name"], purpose=facts["purpose"],
        source=facts["source"], projects=[project], by=by,
    )  # fmt: skip
    seats: dict[str, Seat] = {}
    for raw in facts["seats"]:
        words = {name: raw[name] for name in SEAT_WORDS if name in raw}
        seats[raw["key"]] = actions.give_seat(
            board=board, organisation=organisation(raw["organisation"]), user=people.get(raw.get("user", "")),
            substitute_for=seats.get(raw.get("substitute_for", "")), starts=raw.get("starts", project.starts), by=by,
            **words,
        )  # fmt: skip
    # Every meeting is called before the first is held, so that an item can be moved to the one after.
    meetings = [actions.call_meeting(board=board, on=_day(raw["day"]), by=by) for raw in facts["meetings"]]
    for at, (meeting, raw) in enumerate(zip(meetings, facts["meetings"], strict=True)):
        after = meetings[at + 1] if at + 1 < len(meetings) else None
        _hold(meeting, after, raw, seats, project, by)
    if "until" in facts:
        actions.edit_board(board=board, until=facts["until"], by=by)
        for seat in seats.values():
            actions.end_seat(seat=seat, on=facts["until"], by=by)
    return board, seats


def _hold(meeting: BoardMeeting, after, raw: Facts, seats: Mapping[str, Seat], project: Project, by: User) -> None:
    """One meeting: its items, how they ended, who was there, and closed."""
    for told in raw["items"]:
        _end(_item(meeting, told, by), after, told, seats, project, by)
    for item in meeting.items.filter(ending="", state="taken"):  # moved here, and talked about without an answer
        actions.note_item(item=item, said="Vi pratade vidare utan att bestämma något.", by=by)
    presence: dict[Seat, tuple[str, Seat | None]] = {}
    for key, seat in seats.items():
        if seat.substitute_for is None and seat.starts <= meeting.on:
            presence[seat] = ("absent" if key in raw["absent"] else "present", None)
    for key in raw.get("substitute", ()):
        instead = next(seat for seat in seats.values() if seat.substitute_for == seats[key])
        presence[seats[key]] = ("substitute", instead)
    actions.note_presence(meeting=meeting, presence=presence, by=by)
    actions.close_meeting(meeting=meeting, by=by)


def _item(meeting: BoardMeeting, told: Facts, by: User) -> AgendaItem:
    """The item, or the one that was moved here under the same title."""
    if told.get("continues"):
        return meeting.items.get(title=told["title"])
    return actions.add_item(
        meeting=meeting, title=told["title"], about=told.get("about", ""), source=told.get("source", ""), by=by
    )


def _end(item: AgendaItem, after, told: Facts, seats: Mapping[str, Seat], project: Project, by: User) -> None:
    how, due = told["how"], _day(told["due"]) if "due" in told else None
    promise = None
    if how == "noted":
        actions.note_item(item=item, said=told["said"], by=by)
    elif how == "moved":
        actions.move_item(item=item, to=after, said=told["said"], by=by)
    elif how == "task":
        promise = actions.assign(item=item, text=told["text"], owner=seats[told["owner"]], due_on=due, by=by)
    else:
        promise = actions.decide(
            item=item, text=told["text"], why=told.get("why", ""), owner=seats[told["owner"]], due_on=due,
            basis=_basis(told.get("basis", ""), project), by=by,
        )  # fmt: skip
    if promise is not None and "done" in told:
        actions.close_promise(promise=promise, result="done", became=told["became"], on=_day(told["done"]), by=by)


def _basis(kind: str, project: Project) -> list[str]:
    """What a decision of the demonstration rests on: the project itself, or its goal about routines."""
    if kind == "goal":
        return [f"goal:{goal.pk}" for goal in project.goals.filter(label="2")]
    return [f"project:{project.pk}"] if kind == "project" else []


def _bring_coming(raw: Facts, board: Board, by: User) -> None:
    """A meeting to come: the agenda filled, most of it taken in, something left out with its reason, a frozen pack."""
    hour, minute = raw["at"].split(":")
    at = timezone.localtime().time().replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    meeting = actions.call_meeting(board=board, on=_day(raw["day"]), at=at, place=raw["place"], by=by)
    for own in raw["own"]:
        actions.add_item(meeting=meeting, title=own["title"], about=own["about"], by=by)
    for item in actions.prepare_agenda(meeting=meeting, by=by):
        if item.source_kind == raw["leave_out"]["kind"]:
            actions.leave_out(item=item, why=raw["leave_out"]["why"], by=by)
        elif item.source_kind in {"task", "decision", "recommendation"}:
            actions.take_in(item=item, by=by)
    actions.freeze_pack(meeting=meeting, by=by)


def _bring_choosing(raw: Facts, people: Mapping[str, User]) -> None:
    """A call with applications, two of them with an account; scored blind by two of three, and the third has begun."""
    funder = people["forbundschef"]
    call = portfolio.open_call(
        organisation=organisation(ASSOCIATION), title=raw["title"], aim=raw["aim"], opens=_day(raw["opened"]),
        closes=_day(raw["closed"]), published=True, source="Påhittat för demonstrationen", by=funder,
    )  # fmt: skip
    for one in raw["applications"]:
        written = portfolio.write_application(
            call=call, organisation=organisation(one["organisation"]), name=one["name"], need=one["need"],
            target_group_influence=one["influence"], sought=Decimal(one["sought"]), by=people[one["by"]],
        )  # fmt: skip
        if "account" in one:
            _attach(written, one["account"], people[one["by"]])
        portfolio.send_application(
            application=written, on=_day(raw["closed"]) - timedelta(days=3), by=people[one["by"]]
        )
    choosing = actions.begin_choosing(
        call=call, scorers=[people[key] for key in raw["scorers"]], due_on=_day(raw["due"]), by=funder
    )
    order = [one["name"] for one in raw["applications"]]
    for key, rows in {**raw["scores"], **raw["begun"]}.items():
        mine = choosing.invitations.get(user=people[key])
        named = {application.name: application for application in to_score(mine)}
        for name, values in zip(order, rows, strict=False):
            said = raw["why"].get(key, {})
            answers = {
                one["code"]: (value, said.get(one["code"], "")) for one, value in zip(shipped(), values, strict=True)
            }
            actions.score(invitation=mine, application=named[name], answers=answers)
        if key in raw["scores"]:
            actions.hand_in(invitation=mine, by=people[key])


def _attach(application: Application, told: Facts, by: User) -> None:
    """An account made for the application, from a shipped case with the applicant's own numbers."""
    account = account_from(
        told["case"], told["title"], organisation=application.organisation, project=None, application=application, by=by
    )
    values = {code: of_people(*numbers) for code, numbers in told.get("people", {}).items()}
    values |= {code: of_effect(number) for code, number in told.get("effect", {}).items()}
    if values:
        with_values(account, by, **values)


def _day(when: date | int) -> date:
    """A printed day, or days from today."""
    return when if isinstance(when, date) else timezone.localdate() + timedelta(days=when)
