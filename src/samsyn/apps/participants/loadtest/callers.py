"""Colleagues at their browsers: signed in, each with a connection of their own, filling in the forms they are given."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode

from django.test import Client
from lxml import html

HOST = "127.0.0.1"
IDLE = 5.0  # seconds


class Caller:
    """One colleague. Times are from the request sent to the whole answer read, in milliseconds."""

    def __init__(self, user, port: int) -> None:
        client = Client()
        client.force_login(user)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.used = 0.0
        self.user, self.line = user, http.client.HTTPConnection(HOST, port, timeout=120)

    def get(self, address: str) -> tuple[float, str]:
        return self._ask("GET", address, None)

    def post(self, address: str, fields: dict[str, str]) -> tuple[float, str]:
        return self._ask("POST", address, urlencode(fields))

    def _ask(self, method: str, address: str, body: str | None) -> tuple[float, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self.used > IDLE:
            self.line.close()  # the server has hung up by now; the next request calls again
        self.used = time.monotonic()
        begun = time.perf_counter()
        self.line.request(method, address, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        spent = (time.perf_counter() - begun) * 1000
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status >= 400 or "/konto/" in (answer.getheader("Location") or ""):
            raise RuntimeError(f"{method} {address} answered {answer.status} {answer.getheader('Location') or ''}")
        return spent, text

    def form(self, address: str, wanted: str) -> dict[str, str]:
        """The fields of the form on a page that has a field with that in its name, as they stand."""
        page = html.fromstring(self.get(address)[1])
        for form in page.forms:
            if any(wanted in (name or "") for name in form.fields):
                return {**{name: "" for name in form.fields if wanted in name}, **dict(form.form_values())}
        raise RuntimeError(f"{address} has no form with {wanted}")


def at_once(callers: list[Caller], act: Callable[[Caller], float]) -> list[float]:
    """Everybody does the same thing at the same moment; how long each waited."""
    start = Barrier(len(callers))

    def one(caller: Caller) -> float:
        start.wait()
        return act(caller)

    with ThreadPoolExecutor(len(callers)) as crowd:
        return list(crowd.map(one, callers))


def working(callers: list[Caller], act: Callable[[Caller], float], times: int, think: float) -> list[float]:
    """Everybody does it again and again, and reads and thinks in between: `think` seconds on average."""

    def one(caller: Caller) -> list[float]:
        chance, found = random.Random(caller.user.pk), []  # noqa: S311
        for _ in range(times):
            time.sleep(chance.uniform(0, 2 * think))
            found.append(act(caller))
        return found

    with ThreadPoolExecutor(len(callers)) as crowd:
        return [spent for each in crowd.map(one, callers) for spent in each]
