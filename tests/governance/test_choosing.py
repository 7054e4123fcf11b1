"""Scored by several people blind to each other, opened, talked about, decided by people."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.queries import verify_chain
from samsyn.apps.governance import actions
from samsyn.apps.governance.models import Choosing, Score
from samsyn.apps.governance.queries.choosing import handed_in, scores_seen_by, side_by_side
from samsyn.apps.governance.queries.criteria import criteria_of, shipped
from samsyn.apps.portfolio import actions as portfolio

SECRET = "Hemligt skäl som ingen annan får se"
CODES = [one["code"] for one in shipped()]


@pytest.fixture
def choice(people, places):
    """Two applications of the owner's and the partner's; scored by the funder's manager and two of its board."""
    from samsyn.apps.organisations.models import Membership, User

    def member(name):
        user = User.objects.create(email=f"{name}@exempel.se", name=name.capitalize())
        since = datetime.date(2020, 1, 1)
        Membership.objects.create(user=user, organisation=places.funder, role="board", starts=since)
        return user

    call = portfolio.open_call(
        organisation=places.funder, title="Vägar vidare", aim="Fler vidare", published=True, by=people.funder
    )
    sent = [
        portfolio.send_application(
            application=portfolio.write_application(
                call=call, organisation=place, name=name, need="Unga väntar länge.", sought=Decimal(900000), by=by
            ),
            by=by,
        )
        for name, place, by in (("Ankaret", places.owner, people.lead), ("Bryggan", places.partner, people.partner))
    ]
    scorers = [people.funder, member("birger"), member("carin")]
    choosing = actions.begin_choosing(call=call, scorers=scorers, by=people.funder)
    return SimpleNamespace(call=call, choosing=choosing, ankaret=sent[0], bryggan=sent[1], scorers=scorers)


def invitation(choice, user):
    return choice.choosing.invitations.get(user=user)


def answer_all(choice, user, value=3, why="", hand_in=True):
    mine = invitation(choice, user)
    for application in (choice.ankaret, choice.bryggan):
        actions.score(invitation=mine, application=application, answers=dict.fromkeys(CODES, (value, why)))
    if hand_in:
        actions.hand_in(invitation=mine, by=user)


def test_the_six_questions_ship_with_what_every_step_means():
    assert CODES == ["need", "earlier", "takeover", "insight", "worth", "anchoring"]
    for raw in shipped():
        assert [set(level) for level in raw["levels"]] == [{"sv", "en"}] * 5


def test_one_alone_is_no_comparison(people, choice):
    with pytest.raises(ValidationError, match="minst två"):
        actions.begin_choosing(call=choice.call, scorers=[people.funder], by=people.funder)


def test_a_call_asks_questions_of_its_own(people, places, choice):
    call = portfolio.open_call(organisation=places.funder, title="En till", aim="Mer", published=True, by=people.funder)
    one = actions.begin_choosing(
        call=call, scorers=choice.scorers, criteria=["need", "insight"],
        own_questions=[("Språk", "Hur möts den som inte talar svenska?")], by=people.funder,
    )  # fmt: skip
    assert [criterion.name for criterion in criteria_of(one)] == ["Behov", "Väntad systeminsikt", "Språk"]


def test_nobody_sees_anothers_scores_until_all_have_handed_in(choice):
    first, second, third = choice.scorers
    answer_all(choice, first, why=SECRET)
    answer_all(choice, second)
    assert handed_in(choice.choosing) == (2, 3)
    for user in choice.scorers:
        assert {row.invitation.user for row in scores_seen_by(user, choice.choosing)} <= {user}
        assert side_by_side(user, choice.choosing) == []
    answer_all(choice, third)
    opened = Choosing.objects.get(pk=choice.choosing.pk)
    assert (opened.opened_at is not None, opened.opened_why) == (True, "Alla har lämnat in.")
    assert {row.invitation.user for row in scores_seen_by(third, opened)} == set(choice.scorers)
    assert verify_chain().holds


def every_address(choice, people):
    """Every address of the station, with the choosing and its application where they are asked for."""
    keys = {"pk": choice.choosing.pk, "application": choice.ankaret.pk}
    found = []
    for name, patterns in get_resolver().reverse_dict.lists():
        for options, pattern, *_rest in patterns:
            names = options[0][1]
            if isinstance(name, str) and pattern.startswith("styrning/") and set(names) <= set(keys):
                found.append((name, reverse(name, kwargs={key: keys[key] for key in names})))
    return found


def test_no_address_gives_away_a_score_or_a_name_while_they_are_blind(client, choice, people, record_property):
    """Everybody, every address of the station, get and post: no word of a score that is not one's own."""
    first, second, _third = choice.scorers
    answer_all(choice, first, why=SECRET)
    answer_all(choice, second, why="Birgers egna ord", hand_in=False)
    addresses = every_address(choice, people)
    assert {"choosing", "choosing-application", "choosing-list"} <= {name for name, _address in addresses}
    tried = wrong = 0
    everybody = {**vars(people), "birger": choice.scorers[1], "carin": choice.scorers[2]}
    for user in everybody.values():
        client.force_login(user)
        for name, address in addresses:
            page = client.get(address, follow=True).content.decode()
            tried += 1
            wrong += (SECRET in page) and user != first
            wrong += ("Birgers egna ord" in page) and user != second
            if name.startswith("choosing") and user != people.funder:  # the holder knows whom they invited
                wrong += any(other.name in page for other in choice.scorers if other != user)
    record_property("blind_pages_tried", tried)
    record_property("blind_pages_wrong", wrong)
    assert wrong == 0


def test_the_trail_says_that_somebody_handed_in_and_never_what(choice):
    answer_all(choice, choice.scorers[0], why=SECRET)
    told = Entry.objects.filter(verb__startswith="score")
    assert {one.verb for one in told} == {"scorers_invited", "scores_handed_in"}
    assert not any(SECRET in str(one.details) for one in Entry.objects.all())


def test_the_holder_opens_early_with_a_reason_and_what_was_not_handed_in_stays_closed(choice, people):
    answer_all(choice, choice.scorers[0])
    answer_all(choice, choice.scorers[1], why=SECRET, hand_in=False)
    with pytest.raises(ValidationError, match="varför"):
        actions.open_choosing(choosing=choice.choosing, why="", by=people.funder)
    opened = actions.open_choosing(choosing=choice.choosing, why="Två är sjuka.", by=people.funder)
    assert not scores_seen_by(people.funder, opened).filter(why=SECRET).exists()
    profile = side_by_side(people.funder, opened)[0]
    assert profile.told["need"].values == (3,)
    late = invitation(choice, choice.scorers[1])
    for refused in (
        lambda: actions.score(invitation=late, application=choice.ankaret, answers={"need": (4, "")}),
        lambda: actions.hand_in(invitation=late, by=choice.scorers[1]),
        lambda: actions.invite_scorers(choosing=opened, scorers=[people.evaluator], by=people.funder),
    ):
        with pytest.raises(ValidationError, match="öppnade"):
            refused()


def test_a_half_written_scoring_is_not_handed_in(choice):
    mine = invitation(choice, choice.scorers[0])
    actions.score(invitation=mine, application=choice.ankaret, answers={"need": (4, ""), "worth": (None, "Vet inte")})
    with pytest.raises(ValidationError) as refused:
        actions.hand_in(invitation=mine, by=choice.scorers[0])
    assert refused.value.messages == ["Ankaret: 5 frågor saknar svar.", "Bryggan: 6 frågor saknar svar."]


def test_nobody_scores_their_own_organisations_application(choice, people):
    (mine,) = actions.invite_scorers(choosing=choice.choosing, scorers=[people.board], by=people.funder)
    with pytest.raises(ValidationError, match="egen organisation"):
        actions.score(invitation=mine, application=choice.ankaret, answers={"need": (4, "")})
    actions.score(invitation=mine, application=choice.bryggan, answers=dict.fromkeys(CODES, (2, "")))
    assert actions.hand_in(invitation=mine, by=people.board).handed_in_at


def test_a_score_is_on_its_scale(choice):
    mine = invitation(choice, choice.scorers[0])
    with pytest.raises(ValidationError):
        actions.score(invitation=mine, application=choice.ankaret, answers={"need": (5, "")})
    with pytest.raises(ValidationError, match="ingår inte"):
        actions.score(invitation=mine, application=choice.ankaret, answers={"other": (3, "")})
    assert not Score.objects.exists()


def test_people_decide_after_writing_why(choice, people):
    for value, user in zip((0, 2, 4), choice.scorers, strict=True):
        answer_all(choice, user, value=value)
    opened = Choosing.objects.get(pk=choice.choosing.pk)
    told = side_by_side(people.funder, opened)[0].told["insight"]
    assert (told.middle, told.values, told.divided) == (2, (0, 2, 4), True)
    with pytest.raises(ValidationError, match="gruppens skäl"):
        actions.decide_chosen(
            choosing=opened, application=choice.ankaret, granted=True, amount=Decimal(1), by=people.funder
        )
    actions.note_choice(
        choosing=opened, application=choice.ankaret, proposal="grant", text="Vi var oense.", by=people.funder
    )
    decided = actions.decide_chosen(
        choosing=opened, application=choice.ankaret, granted=True, amount=Decimal(800000), by=people.funder
    )
    assert (decided.state, decided.granted) == ("granted", 800000)


def test_the_way_on_the_pages(client, choice, people):
    """One scores and hands in; the last one opens; the reasons are written and the application decided."""
    birger = choice.scorers[1]
    client.force_login(birger)
    assert "Bedöm ansökningar" in client.get(reverse("overview")).content.decode()
    early = client.get(reverse("choosing-hand-in", args=[choice.choosing.pk])).content.decode()
    assert "frågor saknar svar." in early
    assert '<form method="post" class="form"' not in early, "no button that is refused"
    for application in (choice.ankaret, choice.bryggan):
        address = reverse("choosing-application", args=[choice.choosing.pk, application.pk])
        assert "Unga väntar länge." in client.get(address).content.decode()
        answers = {f"steg_{code}": "3" for code in CODES} | {"skal_need": "De har frågat."}
        assert client.post(address, answers).status_code == 302
    assert client.post(reverse("choosing-hand-in", args=[choice.choosing.pk])).status_code == 302
    page = client.get(choice.choosing.get_absolute_url()).content.decode()
    assert "1 av 3" in page
    assert "Din bedömning är inlämnad" in page
    for user in (choice.scorers[0], choice.scorers[2]):
        answer_all(choice, user, value=1)
    page = client.get(choice.choosing.get_absolute_url()).content.decode()
    assert "1–3, n=3" in page
    assert "oeniga" in page
    address = reverse("choosing-application", args=[choice.choosing.pk, choice.ankaret.pk])
    assert "De har frågat." in client.get(address).content.decode()
    assert client.post(address, {"proposal": "grant", "text": "Nej"}).status_code == 404  # a scorer does not hold it
    client.force_login(people.funder)
    assert client.post(address, {"proposal": "grant", "text": "Bäst känt behov."}).status_code == 302
    decide = reverse("choosing-decide", args=[choice.choosing.pk, choice.ankaret.pk])
    assert "Bäst känt behov." in client.get(decide).content.decode()
    assert client.post(decide, {"granted": "yes", "amount": "900 000", "reason": ""}).status_code == 302
    choice.ankaret.refresh_from_db()
    assert choice.ankaret.state == "granted"


def test_a_new_choosing_on_the_page_and_what_is_refused(client, people, places, choice):
    portfolio.open_call(organisation=places.funder, title="En till", aim="Mer", published=True, by=people.funder)
    call = places.funder.calls.get(title="En till")
    client.force_login(people.funder)
    address = reverse("choosing-new")
    given = {"call": call.pk, "criteria": CODES, "own_questions": "Språk: Hur möts de?", "scorers": [people.funder.pk]}
    answer = client.post(address, given)
    assert "minst två" in answer.content.decode()
    answer = client.post(address, {**given, "scorers": [one.pk for one in choice.scorers]})
    assert answer.status_code == 302
    assert len(call.choosing.criteria) == 7
    client.force_login(people.lead)
    assert client.get(address).status_code == 404


def test_side_by_side_asks_as_many_questions_however_many_applications(
    client, choice, people, places, django_assert_max_num_queries
):
    for number in range(12):
        one = portfolio.write_application(
            call=choice.call, organisation=places.owner, name=f"Nr {number}", need="Behov", by=people.lead
        )
        portfolio.send_application(application=one, by=people.lead)
    actions.open_choosing(choosing=choice.choosing, why="Prov", by=people.funder)
    client.force_login(people.funder)
    with django_assert_max_num_queries(25):
        assert client.get(choice.choosing.get_absolute_url()).status_code == 200
