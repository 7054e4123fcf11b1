"""The demonstration's groups: SamFi's that talked more than it decided, one at work, and a choice that waits."""

from __future__ import annotations

from django.urls import reverse

from samsyn.apps.economics.queries.applications import sent_worths
from samsyn.apps.governance.models import AgendaItem, Board, Choosing
from samsyn.apps.governance.queries.choosing import applications_of, handed_in, side_by_side
from samsyn.apps.governance.queries.standing import attendance_of, standing_of


def test_samfis_group_is_told_as_the_source_tells_it(client, read_demo, colleague):
    board = Board.objects.get(name="Styrgruppen för Samtal för integration")
    standing = standing_of(board)
    assert (standing.decided.n, standing.noted.n, standing.decided.of) == (2, 10, 17)
    assert (standing.tasks_kept.n, standing.tasks_kept.of) == (0, 2)
    _meetings, seats = attendance_of(board)
    service = next(one for one in seats if "Arbetsförmedlingen" in one.seat.function)
    assert (service.seat.promised, service.seat.held) == ("decide", "listen")
    assert (service.filled.n, service.filled.of) == (5, 8)
    for item in AgendaItem.objects.filter(meeting__board=board, first=None):
        assert "källa 002" in item.source.lower(), item
        assert "påhitta" in item.source, item
    client.force_login(colleague("samfi"))
    assert "2/17" in client.get(board.get_absolute_url()).content.decode()


def test_the_group_at_work_has_an_agenda_that_filled_itself(client, read_demo, colleague):
    board = Board.objects.get(name__startswith="Styrgruppen för Vägen in")
    coming = board.meetings.get(state="planned")
    kinds = {(item.source_kind, item.state) for item in coming.items.all()}
    assert {("own", "taken"), ("decision", "taken"), ("goal", "suggested"), ("figure", "left_out")} <= kinds
    assert coming.packs.get().intact
    client.force_login(colleague("processledare"))
    page = client.get(reverse("overview")).content.decode()
    assert "Be sex unga berätta" in page


def test_the_choice_waits_for_the_third(client, read_demo, colleague):
    choosing = Choosing.objects.get()
    assert handed_in(choosing) == (2, 3)
    assert side_by_side(colleague("forbundschef"), choosing) == []
    client.force_login(colleague("styrelse"))
    page = client.get(choosing.get_absolute_url()).content.decode()
    assert "2 av 3" in page
    assert "Farid" not in page


def test_who_scores_sees_which_applications_somebody_has_reckoned_on(client, read_demo, colleague):
    choosing = Choosing.objects.get()
    worths = {one.application.name: one for one in sent_worths(applications_of(choosing))}
    assert {name for name, one in worths.items() if one.frozen is None} == {"Samtal som fortsätter"}
    assert all(one.frozen.intact for one in worths.values() if one.frozen)
    client.force_login(colleague("styrelse"))
    for name, one in worths.items():
        address = reverse("choosing-application", args=[choosing.pk, one.application.pk])
        page = client.get(address).content.decode()
        assert ("ingen har räknat" in page) == (one.frozen is None), name
        if one.frozen:
            assert client.get(one.frozen.get_absolute_url()).status_code == 200
            client.force_login(colleague("remittent"))
            assert client.get(one.frozen.get_absolute_url()).status_code == 404
            client.force_login(colleague("styrelse"))
