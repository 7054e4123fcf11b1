"""What became of an account: people, outcomes, a comparison where there was one, and costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.models import Comparison, Settlement
from samsyn.apps.economics.naming import said
from samsyn.apps.economics.queries.settlements import CostLine
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.web.formats import sek

MOST = 10_000_000


def _people(label: Any, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=required)


class SettlementForm(forms.Form):
    starters = _people(gettext_lazy("Hur många började?"), True)
    completed = _people(gettext_lazy("Hur många fullföljde?"), True)
    reached = _people(gettext_lazy("Hur många nådde målet?"))
    followed = _people(gettext_lazy("Av hur många som följdes upp?"))
    comparison = forms.ChoiceField(
        label=gettext_lazy("Vad jämförs utfallet med?"), choices=Comparison.choices, required=False,
        help_text=gettext_lazy("Utan jämförelse går det inte att säga att insatsen haft effekt, hur bra det än gick."),
    )  # fmt: skip
    compared_reached = _people(gettext_lazy("Hur många i jämförelsen nådde målet?"))
    compared = _people(gettext_lazy("Av hur många i jämförelsen?"))
    source = forms.CharField(
        max_length=500, label=gettext_lazy("Var talen kommer från"),
        help_text=gettext_lazy("Till exempel: skyddad leverans nr 3 och bokföringen för 2025."),
    )  # fmt: skip

    def __init__(self, *args: Any, costs: Iterable[CostLine], row: Settlement | None, **kwargs: Any) -> None:
        self.costs = list(costs)
        super().__init__(*args, initial=_as_it_is(row), **kwargs)
        for line in self.costs:
            became = row.costs.get(str(line.number)) if row else None
            self.fields[f"cost-{line.number}"] = SwedishDecimalField(
                required=False, initial=became, min_value=0, max_digits=18, decimal_places=2,
                label=_("%(name)s: vad det kostade i allt, i kalkylens prisår") % {"name": said(line.name)},
                help_text=_("Planerat: %(amount)s. Lämna tomt om det blev så.") % {"amount": sek(line.planned)},
            )  # fmt: skip
        self.order_fields([*(name for name in self.fields if name != "source"), "source"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._pair(values, "reached", "followed")
        if values.get("comparison"):
            for name in ("reached", "followed", "compared_reached", "compared"):
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Behövs för jämförelsen."))
            self._pair(values, "compared_reached", "compared")
        return values

    def _pair(self, values: dict[str, Any], part: str, whole: str) -> None:
        n, of = values.get(part), values.get(whole)
        if (n is None) != (of is None) and part not in self.errors and whole not in self.errors:
            self.add_error(whole if of is None else part, ValidationError(_("Skriv båda talen, eller inget av dem.")))
        elif n is not None and n > of:
            self.add_error(part, _("Kan inte vara fler än %(of)s.") % {"of": of})

    @property
    def facts(self) -> dict[str, Any]:
        """The cleaned fields as the row's."""
        values = {name: self.cleaned_data[name] for name in self.fields if not name.startswith("cost-")}
        became = {str(line.number): self.cleaned_data[f"cost-{line.number}"] for line in self.costs}
        return values | {"costs": {number: float(amount) for number, amount in became.items() if amount is not None}}


def _as_it_is(row: Settlement | None) -> dict[str, Any]:
    names = ("starters", "completed", "reached", "followed", "comparison", "compared_reached", "compared", "source")
    return {name: getattr(row, name) for name in names} if row else {}
