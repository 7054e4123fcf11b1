"""One browser in one colleague's hand: every press is counted, and nothing may be wider than the window."""

from __future__ import annotations

from playwright.sync_api import Error

from tests.browser import _session_of, no_sideways_scroll

LEADS_ON = "here => Boolean(here.closest('a[href], button[type=submit], button:not([type])'))"


class Hand:
    """One browser in one colleague's hand. Every press is counted, and nothing may be wider than the window."""

    def __init__(self, browser, home: str, width: int) -> None:
        self.home, self.phone = home, width < 600
        self.context = browser.new_context(
            viewport={"width": width, "height": 812}, has_touch=self.phone, is_mobile=self.phone, locale="sv-SE"
        )
        self.page, self.taps, self.trouble = self.context.new_page(), 0, []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)

    def becomes(self, user) -> None:
        self.context.clear_cookies()
        self.context.add_cookies([_session_of(user, self.home)])
        self.page.goto(self.home + "/")
        self.taps = 0

    def press(self, what) -> None:
        leads_on = what.evaluate(LEADS_ON)
        self.page.evaluate("window.pressed = true")
        what.tap() if self.phone else what.click()
        self.taps += 1
        if leads_on:
            self._arrive()
        for _again in range(3):
            self.page.wait_for_load_state("load")
            try:
                if not no_sideways_scroll(self.page):
                    self.trouble.append(f"{self.page.url} scrolls sideways")
                return
            except Error:  # the press led to another page meanwhile
                self.page.wait_for_timeout(100)

    def _arrive(self) -> None:
        """Wait for the page that the press leads to: a touch becomes a press, and that a new page, only afterwards."""
        for _again in range(100):
            try:
                if not self.page.evaluate("window.pressed"):
                    return
            except Error:  # between two pages
                pass
            self.page.wait_for_timeout(50)

    def link(self, name: str, *, exact: bool = True):
        return self.page.locator("main").get_by_role("link", name=name, exact=exact).first

    def button(self, name: str):
        return self.page.get_by_role("button", name=name, exact=True).first

    def station(self, name: str) -> None:
        """Through the menu, which is folded on a phone."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first
        if not link.is_visible():
            self.press(self.page.locator("header details > summary").first)
        self.press(link)

    def choose(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.select_option(label=text)
        self.taps += 2  # open the list, touch the choice
