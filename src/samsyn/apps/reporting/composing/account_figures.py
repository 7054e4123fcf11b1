"""What the chosen accounts say, as figures that a writer refers to: no amount of theirs is typed by hand either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.reporting.composing.titles import has_accounts
from samsyn.apps.reporting.links import OF_ACCOUNT
from samsyn.apps.reporting.models import Report
from samsyn.apps.reporting.wording import MILLIONS
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Figure, Provenance
from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING
from samsyn.valuing import telling
from samsyn.valuing.tongue import MILLION, Tongue

BANDED = (SOCIETY, PUBLIC)  # those whose low and high can be referred to too


def accounts_in(report: Report) -> list[FrozenAccount]:
    """The chosen copies with what a chapter needs of them."""
    if not has_accounts(report):
        return []
    rows = report.accounts.select_related("account__organisation", "account__project", "settlement")
    return list(rows.order_by("account__title", "account", "number"))


def name_of(frozen: FrozenAccount) -> str:
    return _("%(title)s, fryst nr %(n)s") % {"title": frozen.account.title, "n": frozen.number}


def account_figures(chosen: Iterable[FrozenAccount]) -> dict[str, Figure]:
    """Present values and costs in millions of SEK, by keys such as kalkyl-3.society and kalkyl-3.society-cost."""
    return {figure.key: figure for frozen in chosen for figure in _of(frozen)}


def _of(frozen: FrozenAccount) -> Iterator[Figure]:
    for code, seen in frozen.result["perspectives"].items():
        if code == WELLBEING:
            continue
        worth = seen["present_value"]
        yield _figure(frozen, code, "", worth["mean"])
        if code in BANDED and not telling.without_bands(frozen.result):
            yield _figure(frozen, code, "-low", worth["low"])
            yield _figure(frozen, code, "-high", worth["high"])
        if seen["cost"]["mean"]:
            yield _figure(frozen, code, "-cost", -seen["cost"]["mean"])


def _figure(frozen: FrozenAccount, code: str, what: str, value: float) -> Figure:
    year = frozen.result["price_year"]
    return Figure(
        key=f"{OF_ACCOUNT}{frozen.pk}.{code}{what}",
        measure=_measure(frozen.result, code, what),
        subject=name_of(frozen),
        part="plan",
        value=Decimal(repr(value / MILLION)),
        population=_("%(name)s, %(year)s års priser") % {"name": name_of(frozen), "year": year},
        provenance=Provenance("computed", name_of(frozen), url=frozen.get_absolute_url(), formula=frozen.sha256[:16]),
        price_year=year,
    )


def _measure(answer: Mapping[str, Any], code: str, what: str) -> Measure:
    names = answer["names"][code]
    kinds = {
        "": ("Nuvärde: {}", "Present value: {}"),
        "-low": ("Nuvärde, lågt: {}", "Present value, low: {}"),
        "-high": ("Nuvärde, högt: {}", "Present value, high: {}"),
        "-cost": ("Betalar av insatsen: {}", "Pays of the effort: {}"),
    }
    name = {tongue("sv", "en"): tongue(*kinds[what]).format(tongue.name(names)) for tongue in (Tongue(), Tongue(True))}
    return Measure(
        code=f"account_{code}{what}",
        version=1,
        name=name,
        definition=name,
        unit=MILLIONS,
        direction="up",
        source="docs/methods/samhallsekonomi.md",
        decimals=telling.decimals_of(answer),
    )
