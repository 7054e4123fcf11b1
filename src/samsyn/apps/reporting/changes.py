"""A change between plan and outcome, always with both ends and the base it is a share of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from samsyn.apps.reporting.content import Cell
from samsyn.apps.reporting.wording import in_words, plain
from samsyn.core.quantities import NBSP
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING, difference, in_english, percent


@dataclass(frozen=True)
class Change:
    """From one figure to another of the same measure. amount is None when either is unknown."""

    plan: Figure
    outcome: Figure
    amount: Decimal | None
    share: Decimal | None

    @property
    def sentence(self) -> str:
        """+73 (14 % över planens 512); for shares the difference in percentage points with both n/N."""
        if self.amount is None:
            return _("uppgift saknas")
        if self.plan.measure.percent:
            return _("%(points)s procentenheter (%(plan)s i planen)") % {
                "points": difference(self.amount * 100, self.plan.measure.decimals),
                "plan": in_words(self.plan),
            }
        size = difference(self.amount, self.plan.measure.decimals) + self._currency
        if self.share is None:
            return _("%(size)s (planen var %(plan)s)") % {"size": size, "plan": in_words(self.plan)}
        if not self.amount:
            return _("lika med planens %(plan)s") % {"plan": in_words(self.plan)}
        words = _("%(size)s (%(share)s över planens %(plan)s)") if self.amount > 0 else None
        words = words or _("%(size)s (%(share)s under planens %(plan)s)")
        return words % {"size": size, "share": percent(abs(self.share)), "plan": in_words(self.plan)}

    @property
    def amount_cell(self) -> Cell:
        """The difference as a cell: in the measure's unit, or in percentage points for a share."""
        if self.amount is None:
            return Cell(MISSING)
        value = self.amount * 100 if self.plan.measure.percent else self.amount
        decimals = self.plan.measure.decimals
        return Cell(difference(value, decimals), "change", plain(value), decimals)

    @property
    def share_cell(self) -> Cell:
        """The difference as a share of the plan; plan and difference stand beside it in the same row."""
        if self.share is None:
            return Cell(MISSING)
        text = f"{difference(self.share * 100)}{percent_sign()}"
        return Cell(text, "percent_change", plain(self.share))

    @property
    def _currency(self) -> str:
        return f"{NBSP}{_('kr')}" if self.plan.measure.unit.startswith("SEK") else ""


def percent_sign() -> str:
    return "%" if in_english() else f"{NBSP}%"


def change_between(plan: Figure, outcome: Figure) -> Change:
    """Outcome minus plan, and the difference as a share of the plan; unknown when either is, or the plan is zero."""
    if plan.value is None or outcome.value is None:
        return Change(plan, outcome, None, None)
    amount = outcome.value - plan.value
    return Change(plan, outcome, amount, amount / plan.value if plan.value else None)
