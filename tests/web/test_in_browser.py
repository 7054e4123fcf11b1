"""The face in a real browser: axe, narrow screens, keyboard, print and the way in."""

import pytest
from playwright.sync_api import expect

from samsyn.web.help import HELP_PAGES
from tests.browser import axe, no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [1280, 320]
OPEN = ["/stilguide/", "/tillganglighet/", "/konto/login/", "/konto/password/reset/", "/finns/inte/"]
CLOSED = [
    "/",
    "/sok/",
    "/sok/?q=ingenting",
    "/hjalp/",
    *(f"/hjalp/{page.slug}/" for page in HELP_PAGES),
    "/konto/2fa/",
    "/konto/password/change/",
    "/konto/email/",
    "/konto/reauthenticate/",
    "/konto/logout/",
]
PASSWORD = "en lång påhittad mening 7"


@pytest.fixture
def colleague(reader):
    """Rut with a password."""
    reader.set_password(PASSWORD)
    reader.save()
    return reader


def is_fine(page) -> None:
    assert axe(page) == []
    assert no_sideways_scroll(page)
    expect(page.locator("h1")).to_have_count(1)


def forget_missing_page(page, path: str) -> None:
    """The browser itself remarks on a page that answers 404, which is what that test asks for."""
    if path == "/finns/inte/":
        page.troubles.clear()


def test_axe_finds_what_is_planted(visit):
    page = visit("/tillganglighet/")
    page.evaluate("""() => document.querySelector("h1").insertAdjacentHTML("afterend",
      '<p class="planted"><img src="data:,"></p>')""")
    page.evaluate("""() => {
      const grey = document.querySelector(".planted").appendChild(document.createElement("b"));
      grey.textContent = "grått"; grey.style.color = "#ddd";
    }""")
    found = {line.partition(":")[0]: line for line in axe(page)}
    assert found.keys() == {"color-contrast", "image-alt"}
    assert found["color-contrast"].endswith('[["b"]]')
    assert found["image-alt"].endswith('[["img"]]')


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", OPEN)
def test_open_pages_are_for_everybody(visit, path, width):
    page = visit(path, width=width)
    is_fine(page)
    forget_missing_page(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_closed_pages_are_for_everybody(visit, reader, width):
    page = visit("/", user=reader, width=width)
    for path in CLOSED:
        page.goto(page.home + path)
        is_fine(page)


def test_the_style_guide_in_english(visit):
    page = visit("/stilguide/", language="en-GB")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    is_fine(page)


def test_the_first_step_of_the_keyboard_leads_past_the_menu(visit, reader):
    page = visit("/", user=reader)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


def test_the_menu_opens_without_a_mouse_on_a_narrow_screen(visit, reader):
    page = visit("/", user=reader, width=320)
    expect(page.get_by_role("link", name="Hjälp")).to_be_hidden()
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Hjälp")).to_be_visible()
    is_fine(page)


def test_the_table_of_a_chart_is_one_click_away(visit, reader):
    page = visit("/stilguide/", user=reader)
    chart = page.locator("figure.chart").first
    expect(chart.locator("table")).to_be_hidden()
    chart.locator("summary").click()
    expect(chart.locator("table")).to_be_visible()
    assert page.evaluate("[...document.querySelectorAll('figure img')].every(image => image.naturalWidth > 0)")
    assert axe(page) == []


def test_headings_of_a_long_table_stay_in_sight(visit):
    page = visit("/stilguide/")
    region = page.locator(".table-region--tall")
    region.evaluate("region => region.scrollTo(0, 400)")
    inside = "region => region.querySelector('th').getBoundingClientRect().top - region.getBoundingClientRect().top"
    assert abs(region.evaluate(inside)) < 2


def test_focus_is_always_seen(visit):
    page = visit("/stilguide/")
    for _step in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle("
                              "document.activeElement))")  # fmt: skip
        assert style[0] != "none", page.evaluate("document.activeElement.outerHTML")


def test_paper_has_content_and_no_buttons(visit):
    page = visit("/stilguide/")
    page.emulate_media(media="print")
    for hidden in ("header.site-header", "nav.tabs", ".page-heading__actions", ".pages"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
    tall = page.locator(".table-region--tall")
    assert tall.evaluate("region => region.scrollHeight <= region.clientHeight + 1")


def test_target_sizes_of_the_tools(visit, reader):
    """At least 24 by 24 pixels (WCAG 2.2, 2.5.8)."""
    page = visit("/", user=reader)
    boxes = [link.bounding_box() for link in page.locator(".site-header__tools--wide :is(a, button)").all()]
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_the_way_in_and_a_second_step(visit, colleague):
    page = visit("/hjalp/")
    page.get_by_label("E-post").fill(colleague.email)
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_fine(page)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjälp")
    for path in ("/konto/2fa/totp/activate/", "/konto/2fa/webauthn/", "/konto/2fa/webauthn/add/"):
        page.goto(page.home + path)
        is_fine(page)


def test_the_way_out(visit, reader):
    page = visit("/", user=reader)
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("link", name="Logga in")).to_be_visible()
