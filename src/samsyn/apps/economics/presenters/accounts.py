"""Lists of accounts and cases, and what a search answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.queries import ShippedCase, accounts_of
from samsyn.apps.portfolio.models import Project
from samsyn.web.formats import isodate
from samsyn.web.registry import Hit
from samsyn.web.tables import Cell, Column, Table

HITS = 20


def account_table(accounts: Iterable[Account], judged: dict[str, Any] | None = None) -> Table:
    """One row an account: what it is called, whose it is, when it changed, and its latest frozen copy.

    judged: as presenters.following.judged_panel answers, for the list of one project.
    """
    columns = [Column(_("Kalkyl")), Column(_("Gäller")), Column(_("Ändrad")), Column(_("Fryst"), numeric=True)]
    rows = [
        [
            Cell(account.title, href=account.get_absolute_url(), note=_judged_note(account, judged)),
            str(account.project or account.organisation),
            Cell(isodate(account.changed_at), css="nowrap"),
            _("nr %(n)s") % {"n": account.frozen_number} if account.frozen_number else "–",
        ]
        for account in accounts
    ]
    return Table(_("Kalkyler"), columns, rows)


def _judged_note(account: Account, judged: dict[str, Any] | None) -> str:
    if judged is None or judged["account"] != account.get_absolute_url():
        return ""
    return _("ansökan bedömdes på fryst nr %(n)s") % {"n": judged["number"]}


def frozen_table(frozen: Iterable[FrozenAccount]) -> Table:
    columns = [Column(_("Nummer")), Column(_("Fryst")), Column(_("Av")), Column(_("Varför"))]
    rows = [
        [
            Cell(_("nr %(n)s") % {"n": one.number}, href=one.get_absolute_url()),
            isodate(one.frozen_at),
            one.frozen_by_name,
            one.reason,
        ]
        for one in frozen
    ]
    return Table(_("Frysta kopior"), columns, rows)


def case_rows(cases: Iterable[ShippedCase], project: Project | None = None) -> list[dict[str, Any]]:
    """The shipped cases as cards: name, what it is about, source, where to look, and where to begin from it."""
    address, about = reverse("account-new"), f"&insats={project.pk}" if project else ""
    return [
        {
            "name": case.name,
            "about": case.about,
            "source": case.source,
            "look": reverse("account-case", args=[case.code]),
            "href": f"{address}?exempel={case.code}{about}",
        }
        for case in cases
    ]


def search_accounts(user, text: str) -> Iterator[Hit]:
    """Accounts by their names."""
    for account in accounts_of(user).filter(title__icontains=text)[:HITS]:
        yield Hit(
            account.title, account.get_absolute_url(), _("Kalkyler"), str(account.project or account.organisation)
        )
