"""The shared pages, their doors and what they say when something goes wrong."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html

from samsyn.web import views
from samsyn.web.help import HELP_PAGES
from samsyn.web.registry import Hit

CLOSED = ["/", "/sok/", "/hjalp/", "/hjalp/kom-igang/"]
OPEN = ["/tillganglighet/", "/robots.txt", "/.well-known/security.txt", "/konto/login/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_is_sent_to_the_door(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", OPEN)
def test_what_the_law_wants_open_is_open(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", CLOSED)
def test_what_a_person_reads_is_not_kept_on_the_way(client, reader, address):
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", HELP_PAGES, ids=lambda page: page.slug)
def test_every_help_page_has_text(client, reader, page):
    client.force_login(reader)
    text = client.get(reverse("help-page", args=[page.slug])).content.decode()
    assert str(page.title) in text
    assert len(html.fromstring(text).xpath("//main//h2")) >= 3


def test_help_that_is_not_there(client, reader):
    client.force_login(reader)
    assert client.get("/hjalp/finns-inte/").status_code == 404


def test_an_empty_overview_offers_the_first_step(client, reader, empty_registry):
    client.force_login(reader)
    page = html.fromstring(client.get("/").content)
    assert "Ingenting väntar på dig" in page.text_content()
    assert page.xpath("//*[@class='empty']//a/@href") == ["/hjalp/"]


def test_cards_speak_on_the_overview(client, reader, empty_registry):
    empty_registry.register_card(10, "web/components/_empty.html", lambda request: {"title": f"Hej {request.user}"})
    client.force_login(reader)
    assert f"Hej {reader}" in client.get("/").content.decode()


@pytest.fixture
def two_hits(empty_registry):
    empty_registry.register_search(
        lambda user, text: [Hit("Granviken", "/insatser/1/", "Insatser"), Hit("Gran", "/begrepp/2/", "Begrepp")]
    )


def test_hits_are_grouped_by_what_they_are(client, reader, two_hits):
    client.force_login(reader)
    page = html.fromstring(client.get("/sok/", {"q": "gran"}).content)
    assert [heading.text for heading in page.xpath("//main//h2")] == ["Begrepp", "Insatser"]
    assert "2 träffar" in page.text_content()


@pytest.mark.parametrize(
    ("text", "said"),
    [("g", "Skriv minst två tecken"), ("granit", "Inga träffar på ”granit”"), ("<b>x", "Inga träffar på ”&lt;b&gt;x”")],
)
def test_search_without_hits_says_what_to_do(client, reader, empty_registry, text, said):
    client.force_login(reader)
    assert said in client.get("/sok/", {"q": text}).content.decode()


def test_search_survives_odd_text(client, reader, two_hits):
    client.force_login(reader)
    assert client.get("/sok/", {"q": "\x00" + "å" * 5000}).status_code == 200


def test_only_what_is_registered_is_in_the_menu(client, reader, empty_registry):
    empty_registry.register_station("overview", "Översikt", "overview", 0)
    empty_registry.register_station("help", "Handbok", "help", 10)
    empty_registry.register_station("secret", "Hemligt", "search", 20, lambda user: False)
    client.force_login(reader)
    page = html.fromstring(client.get("/hjalp/kom-igang/").content)
    links = page.xpath("//nav[contains(@class, 'main-nav--wide')]//a")
    assert [(link.text, link.get("aria-current")) for link in links] == [("Översikt", None), ("Handbok", "true")]


def test_language_is_chosen_by_a_form_and_remembered(client, reader):
    client.force_login(reader)
    assert '<html lang="sv"' in client.get("/").content.decode()
    assert client.post("/sprak/", {"language": "en", "next": "/"}).status_code == 302
    assert '<html lang="en"' in client.get("/").content.decode()


def test_language_does_not_send_anybody_elsewhere(client, db):
    answer = client.post("/sprak/", {"language": "en", "next": "https://exempel.se/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("view", "error", "status", "said"),
    [
        (views.bad_request, SuspiciousOperation(), 400, "gick inte att förstå"),
        (views.permission_denied, PermissionDenied(), 403, "inte behörighet"),
        (views.page_not_found, Exception(), 404, "Sidan finns inte"),
    ],
)
def test_an_error_page_says_what_to_do(view, error, status, said):
    request = RequestFactory().get("/nej/")
    answer = view(request, error)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "Gör så här" in answer.content.decode()


def test_the_worst_page_needs_no_database():
    answer = views.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()


def test_an_old_form_is_explained(reader):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(reader)
    answer = careful.post("/sprak/", {"language": "en"})
    assert answer.status_code == 403
    assert "Formuläret var för gammalt" in answer.content.decode()


def test_a_closed_door_is_a_page_of_ours(client, reader):
    client.force_login(reader)
    answer = client.get("/finns/inte/")
    assert answer.status_code == 404
    assert "Till Översikt" in answer.content.decode()


def test_the_overview_is_current_on_its_own_page_only(client, reader):
    client.force_login(reader)
    current = "//nav[contains(@class, 'main-nav--wide')]//a[@aria-current='page']/text()"
    assert html.fromstring(client.get("/").content).xpath(current) == ["Översikt"]
    assert html.fromstring(client.get("/sok/").content).xpath(current) == []


def test_security_txt_is_not_out_of_date(client):
    lines = dict(line.split(": ") for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert datetime.datetime.fromisoformat(lines["Expires"]) > datetime.datetime.now(datetime.UTC)
    assert lines["Contact"].startswith("mailto:")


@pytest.mark.parametrize("path", CLOSED)
def test_a_shared_page_asks_the_database_for_little(
    client, reader, empty_registry, django_assert_max_num_queries, path
):
    client.force_login(reader)
    with django_assert_max_num_queries(4):
        client.get(path)
