"""A real browser for every station's tests: Debian's Chromium, axe, and a visitor who notices trouble.

In a test folder's conftest.py:

    from tests.browser import browser, visit  # noqa: F401

In a test:

    @pytest.mark.browser
    def test_the_project_page(visit, people, project):
        page = visit(f"/insatser/{project.pk}/", user=people.lead, width=320)
        assert axe(page) == []
        assert no_sideways_scroll(page)

Without Chromium the tests are skipped with the reason, unless SAMSYN_REQUIRE_BROWSER=1: then they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

AXE = Path(__file__).parents[1] / "src/samsyn/web/static/vendor/axe/axe.min.js"
CHROMIUM = os.environ.get("SAMSYN_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passed is neither described nor sent here: that took three quarters of the time.
OBJECTIONS = """async rules => {
  const report = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  const places = each => JSON.stringify(each.nodes.map(node => node.target));
  return report.violations.map(each => `${each.id}: ${each.help} ${places(each)}`);
}"""
EXPECTED_NOISE = ("does not conform to the required format",)  # a date field shown with the error it was sent


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, started once for each worker."""
    found = shutil.which(CHROMIUM) or shutil.which("chromium")
    if not found:
        reason = f"Ingen Chromium på {CHROMIUM}. Kör: sudo apt-get install chromium"
        if os.environ.get("SAMSYN_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the tests
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, live_server) -> Iterator[Callable]:
    """Open a page: `visit(path, user=None, width=1280, language="sv-SE")`.

    At the end of the test every visit must have been without errors in the console, such as a
    breach of the content security policy or a missing file. `page.troubles` holds them; `page.home` is the address
    of the site, for `page.goto(page.home + path)`.
    """
    contexts, troubles = [], []

    def open_page(path: str = "/", *, user=None, width: int = 1280, height: int = 800, language: str = "sv-SE"):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, accept_downloads=True
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session_of(user, live_server.url)])
        page = context.new_page()
        page.troubles, page.home = troubles, live_server.url
        page.on("console", lambda message: _notice(message, troubles))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def axe(page) -> list[str]:
    """What axe objects to on the page, one line for each violation; an empty list is what we want."""
    page.wait_for_load_state("load")  # a press may just have led here
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    return page.evaluate(OBJECTIONS, RULES)


def no_sideways_scroll(page) -> bool:
    """Whether the page itself fits in the window (tables and drawings may scroll inside it)."""
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _session_of(user, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _notice(message, troubles: list[str]) -> None:
    if message.type in {"error", "warning"} and not any(noise in message.text for noise in EXPECTED_NOISE):
        troubles.append(message.text)
