"""What applications are worth, beside each other once the scores lie open, and for each while it is scored."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.economics.actions import begin_account
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.governance import actions
from samsyn.apps.governance.models import Choosing
from samsyn.apps.governance.queries.choosing import read_by
from samsyn.apps.governance.queries.criteria import shipped
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Application
from tests.browser import axe, no_sideways_scroll

# name, whose, who writes it, and the shipped case of its account
APPLICATIONS = (
    ("Ankaret", "owner", "lead", "stegforflyttning"),
    ("Bryggan", "partner", "partner", ""),
    ("Cirkeln", "foreign", "foreign", "trelleborg"),
)


@pytest.fixture
def choice(people, places):
    """Three applications: two with accounts on different premises, one without; scored by the funder and a partner."""
    call = portfolio.open_call(
        organisation=places.funder, title="Vägar vidare", aim="Fler vidare", published=True, by=people.funder
    )
    made = {}
    for name, place, who, case in APPLICATIONS:
        home, by = getattr(places, place), getattr(people, who)
        written = portfolio.write_application(
            call=call, organisation=home, name=name, need="Unga väntar länge.", sought=Decimal(900000), by=by
        )
        if case:
            begin_account(
                title=f"Kalkylen för {name}", contents=shipped_case(case).raw, begun_from=case, organisation=home,
                project=None, application=written, by=by,
            )  # fmt: skip
        made[name.lower()] = portfolio.send_application(application=written, by=by)
    choosing = actions.begin_choosing(call=call, scorers=[people.funder, people.partner], by=people.funder)
    return SimpleNamespace(call=call, choosing=choosing, **made)


def opened(choice, people) -> Choosing:
    return actions.open_choosing(choosing=choice.choosing, why="Prov", by=people.funder)


def page_of(client, user, address):
    client.force_login(user)
    return client.get(address)


def rows_of(page) -> list[list[str]]:
    """The cells of the table of worth, as text."""
    for table in lxml.html.fromstring(page.content).iter("table"):
        if "Vad ansökningarna är värda" in table.text_content():
            return [[" ".join(cell.text_content().split()) for cell in row] for row in table.find("tbody")]
    return []


def test_side_by_side_says_who_has_reckoned_and_what_it_gave(client, choice, people):
    assert rows_of(page_of(client, people.funder, choice.choosing.get_absolute_url())) == []
    opened(choice, people)
    page = page_of(client, people.funder, choice.choosing.get_absolute_url())
    ankaret, bryggan, cirkeln = rows_of(page)
    assert [row[0] for row in (ankaret, bryggan, cirkeln)] == ["Ankaret", "Bryggan", "Cirkeln"]
    assert bryggan[1:] == ["Ingen kalkyl", *["–"] * 6]
    assert "fryst nr 1" in ankaret[1]
    for cell in ankaret[2:4]:
        assert "kr" in cell
    assert "av 100 beräkningar" in ankaret[4]
    assert "Förlorar: " in ankaret[6]
    assert ankaret[7] == "11 av 11"
    for copy in FrozenAccount.objects.all():
        assert copy.get_absolute_url() in page.content.decode()


def test_different_premises_are_told_before_the_amounts(client, choice, people):
    opened(choice, people)
    text = page_of(client, people.funder, choice.choosing.get_absolute_url()).content.decode()
    assert "Kalkylerna vilar på olika förutsättningar." in text
    copy = FrozenAccount.objects.get(account__title="Kalkylen för Ankaret")
    assert text.index("Prisår: Ankaret") < text.index(copy.get_absolute_url())


def test_the_copies_are_compared_by_those_who_choose_and_by_nobody_else(client, choice, people):
    opened(choice, people)
    text = page_of(client, people.funder, choice.choosing.get_absolute_url()).content.decode()
    copies = FrozenAccount.objects.order_by("attachment__application__name")
    address = f"{reverse('account-compare')}?{'&'.join(f'val=f{copy.pk}' for copy in copies)}"
    assert address.replace("&", "&amp;") in text
    page = page_of(client, people.funder, address)
    assert page.status_code == 200
    for shown in ("Kalkylen för Ankaret, fryst nr 1", "Kalkylen för Cirkeln, fryst nr 1", "olika förutsättningar"):
        assert shown in page.content.decode()
    for user in (people.lead, people.foreign, people.evaluator, people.outsider):
        assert page_of(client, user, address).status_code == 404


def test_who_scores_sees_the_account_and_still_no_score(client, choice, people):
    address = reverse("choosing-application", args=[choice.choosing.pk, choice.ankaret.pk])
    answers = dict.fromkeys((one["code"] for one in shipped()), (4, "Hemligt skäl"))
    mine = choice.choosing.invitations.get(user=people.funder)
    actions.score(invitation=mine, application=choice.ankaret, answers=answers)
    text = page_of(client, people.partner, address).content.decode()
    assert "Minsta effekt som bär insatsen" in text
    assert FrozenAccount.objects.get(account__title="Kalkylen för Ankaret").get_absolute_url() in text
    assert "Hemligt skäl" not in text
    without = reverse("choosing-application", args=[choice.choosing.pk, choice.bryggan.pk])
    assert page_of(client, people.partner, without).status_code == 404
    assert "ingen har räknat" in page_of(client, people.funder, without).content.decode()


@pytest.mark.parametrize("lies_open", [False, True])
def test_the_page_opens_for_exactly_those_whom_the_rule_names(client, choice, people, lies_open):
    """One rule opens both the application in the choosing and the copy that was sent with it."""
    if lies_open:
        opened(choice, people)
    tried = 0
    for user in vars(people).values():
        may = set(read_by(user).values_list("pk", flat=True))
        for application in (choice.ankaret, choice.bryggan, choice.cirkeln):
            address = reverse("choosing-application", args=[choice.choosing.pk, application.pk])
            assert (page_of(client, user, address).status_code == 200) == (application.pk in may), user
            copy = FrozenAccount.objects.filter(attachment__application=application).first()
            if copy is not None and application.pk in may:
                assert page_of(client, user, copy.get_absolute_url()).status_code == 200
            tried += 1
    assert tried == 3 * len(vars(people))
    assert set(read_by(people.partner)) == (
        set(Application.objects.all()) if lies_open else {choice.ankaret, choice.cirkeln}
    )


def test_the_pages_ask_at_most_25_questions(client, choice, people, django_assert_max_num_queries):
    one = reverse("choosing-application", args=[choice.choosing.pk, choice.ankaret.pk])
    client.force_login(people.funder)
    with django_assert_max_num_queries(25):
        client.get(one)
    opened(choice, people)
    for address in (one, choice.choosing.get_absolute_url(), choice.ankaret.get_absolute_url()):
        with django_assert_max_num_queries(25):
            assert client.get(address).status_code == 200


def test_a_decision_of_the_funders_rests_on_the_copy(choice, people, places):
    board = actions.start_board(organisation=places.funder, name="Fondens styrelse", by=people.funder)
    chair = actions.give_seat(
        board=board, function="Ordförande", organisation=places.funder, starts=timezone.localdate(), by=people.funder
    )
    meeting = actions.call_meeting(board=board, on=timezone.localdate(), by=people.funder)
    item = actions.add_item(meeting=meeting, title="Ankaret", by=people.funder)
    copy = FrozenAccount.objects.get(account__title="Kalkylen för Ankaret")
    decision = actions.decide(
        item=item, text="Vi beviljar Ankaret.", owner=chair, by=people.funder, basis=[f"account:{copy.pk}"],
        effect="decide_application",
        values={"application": choice.ankaret, "granted": "yes", "amount": Decimal(850000)},
    )  # fmt: skip
    assert decision.basis.get().frozen["sha256"] == copy.sha256
    choice.ankaret.refresh_from_db()
    assert choice.ankaret.state == "granted"


@pytest.mark.browser
def test_the_table_of_worth_is_accessible_and_fits(transactional_db, visit, choice, people):
    opened(choice, people)
    one = reverse("choosing-application", args=[choice.choosing.pk, choice.ankaret.pk])
    page = visit(choice.choosing.get_absolute_url(), user=people.funder)
    for address in (choice.choosing.get_absolute_url(), one):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(page.home + address)
            assert axe(page) == [], (address, width)
            assert no_sideways_scroll(page), (address, width)
