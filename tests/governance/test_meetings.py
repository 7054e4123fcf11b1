"""From group to meeting, item, ending and a word about what came of it."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.queries import verify_chain
from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.governance import actions
from samsyn.apps.governance.models import AgendaItem, Decision, Task
from samsyn.apps.governance.queries.bases import compared
from samsyn.apps.governance.queries.meetings import agenda_of
from samsyn.apps.governance.queries.standing import attendance_of, standing_of

DAY = datetime.timedelta(days=1)


def everybody_present(steering, by):
    seats = (steering.chair, steering.bo, steering.pia)
    actions.note_presence(meeting=steering.past, presence=dict.fromkeys(seats, ("present", None)), by=by)


@pytest.fixture
def recommendation(project, places):
    return Recommendation.objects.create(
        project=project, text="Ge styrgruppen mandat", addressee=places.owner,
        answer_by=timezone.localdate() - 30 * DAY,
    )  # fmt: skip


def test_a_meeting_is_not_closed_until_everything_on_it_has_ended(steering, item, people):
    with pytest.raises(ValidationError) as refused:
        actions.close_meeting(meeting=steering.past, by=people.lead)
    assert [text for text in refused.value.messages if "Vem tar över" in text]
    assert "Närvaron är inte ifylld." in refused.value.messages
    everybody_present(steering, people.lead)
    actions.note_item(item=item, said="Vi pratade länge.", by=people.lead)
    meeting = actions.close_meeting(meeting=steering.past, by=people.lead)
    assert (meeting.state, meeting.closed_by) == ("closed", people.lead)
    with pytest.raises(ValidationError, match="avslutat"):
        actions.add_item(meeting=meeting, title="För sent", by=people.lead)
    assert verify_chain().holds


def test_a_meeting_that_has_not_been_is_not_closed(steering, people):
    with pytest.raises(ValidationError, match="kan inte avslutas före"):
        actions.close_meeting(meeting=steering.coming, by=people.lead)


def test_a_group_meets_once_a_day(steering, people):
    with pytest.raises(ValidationError, match="redan ett möte den dagen"):
        actions.call_meeting(board=steering.board, on=steering.coming.on, by=people.lead)


def test_the_agenda_fills_itself_with_what_awaits_and_says_where_from(steering, recommendation, people):
    found = actions.prepare_agenda(meeting=steering.past, by=people.lead)
    assert [(one.source_kind, one.title, one.state) for one in found] == [
        ("recommendation", "Ge styrgruppen mandat", "suggested")
    ]
    assert found[0].source_url == recommendation.get_absolute_url()
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []


def test_the_agenda_is_one_text_for_all_whatever_tongue_it_was_filled_in(steering, recommendation, people):
    with translation.override("en"):
        (found,) = actions.prepare_agenda(meeting=steering.past, by=people.lead)
    assert "skulle ha svarat senast" in found.about


def test_a_recommendation_whose_day_has_not_come_does_not_await(steering, recommendation, people):
    Recommendation.objects.update(answer_by=steering.past.on)
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []


def test_nothing_is_found_that_the_preparer_may_not_see(steering, recommendation, people, places):
    from samsyn.apps.organisations.models import Membership

    Membership.objects.filter(user=people.lead).update(ends=timezone.localdate() - DAY)
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []


def test_what_is_left_out_keeps_its_reason_and_may_come_back(steering, recommendation, people):
    (found,) = actions.prepare_agenda(meeting=steering.past, by=people.lead)
    with pytest.raises(ValidationError, match="varför"):
        actions.leave_out(item=found, why=" ", by=people.lead)
    actions.leave_out(item=found, why="Tas i presidiet först.", by=people.lead)
    assert AgendaItem.objects.get(pk=found.pk).left_why == "Tas i presidiet först."
    with pytest.raises(ValidationError, match="Ta in punkten"):
        actions.note_item(item=found, said="", by=people.lead)
    assert actions.take_in(item=found, by=people.lead).left_why == ""


def test_late_tasks_and_silent_owners_come_back(steering, item, people):
    actions.assign(item=item, text="Fråga nämnden", owner=steering.pia, due_on=steering.past.on, by=people.lead)
    second = actions.add_item(meeting=steering.past, title="Lokaler", by=people.lead)
    actions.decide(item=second, text="Vi hyr", owner=steering.chair, due_on=steering.past.on + DAY, by=people.lead)
    found = actions.prepare_agenda(meeting=steering.coming, by=people.lead)
    assert [(one.source_kind, one.title) for one in found] == [
        ("task", "Försenat: Fråga nämnden"), ("decision", "Vad blev det av: Vi hyr"),
    ]  # fmt: skip


def test_figures_that_moved_and_goals_that_cannot_be_followed_come_up(steering, project, people, measures):
    from samsyn.apps.evaluation.actions import type_figure
    from samsyn.apps.portfolio.actions import write_goal

    write_goal(project=project, text="Deltagarna mår bättre.", by=people.lead)
    type_figure(project=project, measure=measures["participants"], value=12, by=people.lead)
    found = actions.prepare_agenda(meeting=steering.coming, by=people.lead)
    assert {one.source_kind for one in found} == {"goal", "figure"}
    assert "1 siffra ändrad" in next(one.title for one in found if one.source_kind == "figure")


def test_patterns_past_the_threshold_and_statements_without_reply_come_up(steering, people, places):
    from samsyn.apps.knowledge.models import Gathered, Observation, Pattern, Statement

    soon = timezone.localdate() + 90 * DAY
    ripe = Pattern.objects.create(organisation=places.owner, name="Tre handläggare, ingen plan", next_on=soon)
    thin = Pattern.objects.create(organisation=places.owner, name="Blanketten", next_on=soon)
    for number in range(6):
        seen = Observation.objects.create(organisation=places.owner, text=f"Händelse {number}")
        Gathered.objects.create(pattern=ripe if number else thin, observation=seen)
    Statement.objects.create(
        pattern=thin, addressee=places.partner, text="Ändra blanketten", sent_on=steering.past.on - 60 * DAY,
        reply_by=steering.past.on - DAY,
    )  # fmt: skip
    found = actions.prepare_agenda(meeting=steering.coming, by=people.lead)
    assert [(one.source_kind, one.title) for one in found] == [
        ("statement", "Inget svar om: Blanketten"), ("pattern", "Tre handläggare, ingen plan"),
    ]  # fmt: skip
    assert found[1].about.startswith("5 observationer.")


def test_a_decision_takes_effect_and_keeps_its_basis_as_it_was(steering, recommendation, people):
    (found,) = actions.prepare_agenda(meeting=steering.past, by=people.manager)
    actions.take_in(item=found, by=people.manager)
    decision = actions.decide(
        item=found, text="Ledamöterna får besluta själva.", owner=steering.chair, by=people.manager,
        basis=[f"recommendation:{recommendation.pk}"], effect="answer_recommendation",
        values={"recommendation": recommendation, "state": "accepted"},
    )  # fmt: skip
    recommendation.refresh_from_db()
    assert (recommendation.state, recommendation.answer) == ("accepted", "Ledamöterna får besluta själva.")
    assert (decision.result, decision.closed_on) == ("done", steering.past.on)
    (basis,) = decision.basis.all()
    assert basis.intact
    assert basis.frozen["state"] == "open"
    then_and_now = {str(pair.label): (pair.then, pair.now) for pair in compared(basis, people.lead)}
    assert then_and_now["läge"] == ("väntar på svar", "antagen")
    assert all(pair.now is None for pair in compared(basis, people.outsider))
    basis.frozen["state"] = "done"
    assert not basis.intact


def test_an_effect_that_is_refused_leaves_no_decision(steering, item, people, project):
    with pytest.raises(ValidationError, match="kan du inte ändra"):  # a process leader does not answer recommendations
        actions.decide(
            item=item, text="Vi svarar", owner=steering.chair, by=people.lead, effect="answer_recommendation",
            values={"recommendation": Recommendation.objects.create(
                project=project, text="Gör mer", addressee=project.organisation), "state": "accepted"},
        )  # fmt: skip
    assert not Decision.objects.exists()
    assert AgendaItem.objects.get(pk=item.pk).ending == ""
    with pytest.raises(ValidationError, match="Den verkan finns inte"):
        actions.decide(item=item, text="Vi gör", owner=steering.chair, by=people.lead, effect="magic")


def test_a_decision_stops_a_project_for_the_decisions_own_reason(steering, item, people, project):
    actions.decide(
        item=item, text="VIND avbryts.", why="Parterna vill inte ta över.", owner=steering.chair, by=people.lead,
        effect="stop_project", values={"project": project},
    )  # fmt: skip
    project.refresh_from_db()
    assert (project.stopped_on, project.stopped_why) == (steering.past.on, "Parterna vill inte ta över.")


def test_the_owner_sits_in_the_group(steering, item, people, places):
    other = actions.start_board(organisation=places.owner, name="En annan", by=people.lead)
    stranger = actions.give_seat(board=other, function="Gäst", organisation=places.owner, by=people.lead)
    with pytest.raises(ValidationError, match="plats i gruppen"):
        actions.decide(item=item, text="Vi gör", owner=stranger, by=people.lead)


def test_a_moved_item_counts_from_the_first_time(steering, item, people):
    there = actions.move_item(item=item, to=steering.coming, said="Hinner inte.", by=people.lead)
    assert (there.first, there.title, there.state) == (item, item.title, "taken")
    (shown,) = agenda_of(steering.coming)
    assert shown.moved == 1
    with pytest.raises(ValidationError, match="senare möte"):
        actions.move_item(item=there, to=steering.past, by=people.lead)
    decision = actions.decide(item=there, text="Kommunen tar över.", owner=steering.chair, by=people.lead)
    lead = standing_of(steering.board).lead
    assert (lead.number, lead.median) == (1, 14.0)
    assert decision.decided_on == steering.coming.on


def test_an_ending_is_taken_back_while_the_meeting_goes_on(steering, item, people):
    actions.decide(item=item, text="Kommunen", owner=steering.chair, by=people.lead)
    actions.assign(item=item, text="Ring", owner=steering.bo, due_on=steering.past.on, by=people.lead)
    actions.reopen_item(item=item, by=people.lead)
    assert (item.ending, Decision.objects.count(), Task.objects.count()) == ("", 0, 0)
    there = actions.move_item(item=AgendaItem.objects.get(pk=item.pk), to=steering.coming, by=people.lead)
    actions.reopen_item(item=AgendaItem.objects.get(pk=item.pk), by=people.lead)
    assert not AgendaItem.objects.filter(pk=there.pk).exists()
    with pytest.raises(ValidationError, match="ingen avslutning"):
        actions.reopen_item(item=AgendaItem.objects.get(pk=item.pk), by=people.lead)
    told = [entry.details["taken_back"] for entry in Entry.objects.filter(verb="item_reopened").order_by("number")]
    assert told == [["Kommunen", "Ring"], [item.title]]


def test_what_has_taken_effect_or_been_answered_is_not_taken_back(steering, item, people, project):
    values = {"project": project, "stopped_on": None}
    actions.decide(
        item=item, text="Avbryts", owner=steering.chair, by=people.lead, effect="stop_project", values=values
    )
    with pytest.raises(ValidationError, match="fått verkan"):
        actions.reopen_item(item=item, by=people.lead)
    other = actions.add_item(meeting=steering.past, title="Lokal", by=people.lead)
    task = actions.assign(item=other, text="Ring", owner=steering.bo, due_on=steering.past.on, by=people.lead)
    actions.close_promise(promise=task, result="done", became="Klart", by=people.board)
    with pytest.raises(ValidationError, match="skrivit vad det blev"):
        actions.reopen_item(item=other, by=people.lead)


def test_how_the_group_works_is_told_with_n_of_N(steering, item, people):
    note, task = (actions.add_item(meeting=steering.past, title=title, by=people.lead) for title in ("Läget", "Lokal"))
    actions.decide(item=item, text="Kommunen", owner=steering.chair, by=people.lead)
    actions.note_item(item=note, said="", by=people.lead)
    given = actions.assign(item=task, text="Ring", owner=steering.bo, due_on=steering.past.on + DAY, by=people.lead)
    everybody_present(steering, people.lead)
    actions.close_meeting(meeting=steering.past, by=people.lead)
    standing = standing_of(steering.board)
    assert (standing.decided.n, standing.decided.of) == (1, 3)
    assert (standing.tasks_kept.n, standing.tasks_kept.of) == (0, 1)
    assert standing.decisions_kept is None  # its day has not come: it has none
    actions.close_promise(promise=given, result="done", became="Klart", on=steering.past.on + DAY, by=people.board)
    assert standing_of(steering.board).tasks_kept.n == 1


def test_a_task_ends_once_and_with_a_word(steering, item, people):
    task = actions.assign(item=item, text="Ring", owner=steering.bo, due_on=steering.past.on + DAY, by=people.lead)
    for wrong in ({"result": "done", "became": " "}, {"result": "", "became": "Klart"}):
        with pytest.raises(ValidationError):
            actions.close_promise(promise=task, by=people.lead, **wrong)
    with pytest.raises(ValidationError, match="före mötet"):
        actions.close_promise(promise=task, result="done", became="K", on=steering.past.on - DAY, by=people.lead)
    actions.close_promise(promise=task, result="dropped", became="Ingen svarade", by=people.lead)
    with pytest.raises(ValidationError, match="redan avslutat"):
        actions.close_promise(promise=Task.objects.get(pk=task.pk), result="done", became="Jo", by=people.lead)


def test_a_substitute_fills_the_seat(steering, people, places):
    extra = actions.give_seat(
        board=steering.board, function="Ersättare", organisation=places.partner, substitute_for=steering.pia,
        starts=datetime.date(2024, 1, 1), by=people.lead,
    )  # fmt: skip
    presence = {steering.chair: ("absent", None), steering.bo: ("present", None), steering.pia: ("substitute", extra)}
    actions.note_presence(meeting=steering.past, presence=presence, by=people.lead)
    actions.close_meeting(meeting=steering.past, by=people.lead)
    meetings, rows = attendance_of(steering.board)
    filled = {one.seat.function: one.filled and (one.filled.n, one.filled.of) for one in rows}
    assert filled == {"Ordförande": (0, 1), "Ledamot": (1, 1), "Enhetschef": (1, 1), "Ersättare": None}
    assert [one.pk for one in meetings] == [steering.past.pk]


def test_the_whole_way_on_the_pages(client, steering, recommendation, people):
    """Group, meeting, fill, take in, decide with effect, presence, close: as the manager clicks it."""
    client.force_login(people.manager)
    meeting = steering.past
    client.post(reverse("board-meeting-prepare", args=[meeting.pk]))
    found = meeting.items.get()
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Ge styrgruppen mandat" in page
    assert "rekommendation utan svar" in page
    client.post(reverse("item-take-in", args=[found.pk]))
    address = reverse("item-decide", args=[found.pk])
    form = client.get(address).context["form"]
    assert form.effect.key == "answer_recommendation"
    assert form["recommendation"].initial == str(recommendation.pk)
    answer = client.post(address, {
        "recommendation": recommendation.pk, "state": "accepted", "text": "Ja.", "owner": steering.chair.pk,
        "basis": [f"recommendation:{recommendation.pk}"],
    })  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    decision = Decision.objects.get()
    seats = {f"plats_{seat.pk}": "present" for seat in (steering.chair, steering.bo, steering.pia)}
    client.post(reverse("board-meeting-presence", args=[meeting.pk]), seats)
    client.post(reverse("board-meeting-close", args=[meeting.pk]))
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Protokoll" in page
    assert "Ja." in page
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "ändrat sedan beslutet" in page
    assert "Ledamot" not in page
    page = client.get(steering.board.get_absolute_url()).content.decode()
    assert "1/1" in page
    assert "Frågade nämnden varje gång" in page


def test_what_is_refused_is_said_and_nothing_entered_is_lost(client, steering, item, people):
    client.force_login(people.lead)
    answer = client.post(reverse("item-decide", args=[item.pk]) + "?verkan=", {"text": "Vi gör det", "owner": ""})
    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == "Vi gör det"
    assert "owner" in answer.context["form"].errors


def test_the_owner_with_a_seat_closes_the_task_on_the_page(client, steering, item, people):
    task = actions.assign(item=item, text="Ring", owner=steering.pia, due_on=steering.past.on + DAY, by=people.lead)
    client.force_login(people.partner)
    assert "Ring" in client.get(reverse("overview")).content.decode()
    address = reverse("board-task-close", args=[task.pk])
    assert client.post(address, {"result": "done", "became": "De svarar i maj."}).status_code == 302
    task.refresh_from_db()
    assert (task.result, task.became) == ("done", "De svarar i maj.")
    client.force_login(people.board)
    assert client.get(task.get_absolute_url()).status_code == 200
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("who", "sees", "changes"), [
    ("lead", True, True), ("manager", True, True), ("reader", True, False), ("partner", True, False),
    ("funder", False, False), ("foreign", False, False), ("outsider", False, False),
])  # fmt: skip
def test_who_sees_and_who_changes_the_group(client, steering, people, who, sees, changes):
    client.force_login(getattr(people, who))
    assert (client.get(steering.board.get_absolute_url()).status_code == 200) is sees
    assert (client.get(reverse("board-edit", args=[steering.board.pk])).status_code == 200) is changes
    assert (client.get(steering.past.get_absolute_url()).status_code == 200) is sees


def test_whoever_leaves_the_seat_leaves_the_pages(client, steering, people):
    actions.end_seat(seat=steering.pia, on=timezone.localdate() - DAY, by=people.lead)
    client.force_login(people.partner)
    assert client.get(steering.board.get_absolute_url()).status_code == 404


def test_pages_ask_as_many_questions_however_many_rows(client, steering, people, django_assert_max_num_queries):
    for number in range(12):
        one = actions.add_item(meeting=steering.past, title=f"Punkt {number}", by=people.lead)
        actions.decide(item=one, text=f"Beslut {number}", owner=steering.chair, by=people.lead)
        actions.assign(item=one, text="Gör", owner=steering.bo, due_on=steering.past.on + DAY, by=people.lead)
    everybody_present(steering, people.lead)
    client.force_login(people.lead)
    for address in (reverse("board-list"), steering.board.get_absolute_url(), steering.past.get_absolute_url()):
        with django_assert_max_num_queries(25):
            assert client.get(address).status_code == 200


def test_a_delivery_since_last_time_comes_up(steering, project, people):
    from samsyn.apps.evaluation.models import DeliveredRelease

    DeliveredRelease.objects.create(
        project=project, organisation=project.organisation, number=2, population="Alla", up_to=timezone.localdate(),
        rules_version="vanlig-1",
    )  # fmt: skip
    (found,) = actions.prepare_agenda(meeting=steering.coming, by=people.lead)
    assert (found.source_kind, found.title) == ("figure", "VIND: ny leverans nr 2")


@pytest.fixture
def undated(recommendation):
    """Given, and nobody has said by when it should be answered."""
    Recommendation.objects.update(answer_by=None)
    return recommendation


@pytest.mark.parametrize(("days", "awaits"), [(56, False), (57, True)])
def test_silence_about_advice_without_a_day_awaits_when_the_default_clock_has_run_out(
    steering, undated, people, days, awaits
):
    Recommendation.objects.update(given_on=steering.past.on - days * DAY)
    found = actions.prepare_agenda(meeting=steering.past, by=people.lead)
    assert [one.title for one in found] == ["Ge styrgruppen mandat"] * awaits


def test_the_agenda_says_that_the_day_is_the_default(steering, undated, people):
    given = steering.past.on - 100 * DAY
    Recommendation.objects.update(given_on=given)
    (found,) = actions.prepare_agenda(meeting=steering.past, by=people.lead)
    due = (given + 56 * DAY).isoformat()
    assert found.about == (
        f"Ekby kommun skulle ha svarat senast {due}. Ingen dag är satt: 56 dagar efter att den gavs, {given}."
    )


def test_a_day_that_is_set_goes_before_the_default_clock(steering, undated, people):
    Recommendation.objects.update(given_on=steering.past.on - 100 * DAY, answer_by=steering.past.on + DAY)
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []


def test_advice_that_is_answered_or_of_unknown_age_does_not_await(steering, undated, people):
    Recommendation.objects.update(given_on=None)
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []
    Recommendation.objects.update(
        given_on=steering.past.on - 100 * DAY, state="done", answer="Gjort", answered_on=steering.past.on
    )
    assert actions.prepare_agenda(meeting=steering.past, by=people.lead) == []


def test_the_pack_counts_advice_without_a_day_among_what_is_awaited(steering, undated, people):
    from samsyn.apps.governance.models import Pack

    given = steering.past.on - 100 * DAY
    Recommendation.objects.update(given_on=given)
    actions.freeze_pack(meeting=steering.past, by=people.lead)
    pack = Pack.objects.get()
    assert (given + 56 * DAY).isoformat() in str(pack.content)
