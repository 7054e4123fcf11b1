"""A price of one's own: what it is, and what stands behind each version of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.models import OwnPriceVersion
from samsyn.apps.economics.naming import said
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.core.valuation.entries import Names
from samsyn.parameters.shipped import shipped_bank

HERE = ("local", "fact", "closed")  # licences that a price of one's own may be under; "own" is Samsyn's
NO_GROUP = "model_values"  # others' models; they mix kinds of cost and are only compared with
FIRST_YEAR, LAST_YEAR = 1990, 2100


def _amount(label: Any, required: bool = False, **more: Any) -> SwedishDecimalField:
    return SwedishDecimalField(label=label, required=required, min_value=0, max_digits=14, decimal_places=2, **more)


class OwnVersionForm(forms.Form):
    """One version: the amount, when it holds, and what it rests on."""

    amount = _amount(gettext_lazy("Belopp i kronor"), True)
    low = _amount(
        gettext_lazy("Lägst"),
        help_text=gettext_lazy("Nio gånger av tio ligger det rätta beloppet mellan lägst och högst."),
    )
    high = _amount(gettext_lazy("Högst"))
    price_year = forms.IntegerField(
        label=gettext_lazy("Vilket års priser?"), min_value=FIRST_YEAR, max_value=LAST_YEAR,
        help_text=gettext_lazy("Året som beloppet gäller. Det räknas om när en kalkyl är i ett annat års priser."),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("Gäller från"), widget=forms.DateInput)
    source = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("Varifrån kommer beloppet?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Till exempel: nämndens bokslut 2025, tabell 4. Lämna tomt om det är ett antagande."),
    )  # fmt: skip
    quality = forms.TypedChoiceField(label=gettext_lazy("Hur säker är uppgiften?"), coerce=int)
    why = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("Varför det antas, eller varför det är osäkert"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Behövs när beloppet saknar källa eller är av kvalitet 3."),
    )  # fmt: skip
    index = forms.ChoiceField(label=gettext_lazy("Räknas upp med"))
    review_by = forms.DateField(
        label=gettext_lazy("Ses över senast"), widget=forms.DateInput,
        help_text=gettext_lazy("Efter den dagen står priset bland dem som borde ses över."),
    )  # fmt: skip

    def __init__(self, *args: Any, after: OwnPriceVersion | None = None, **kwargs: Any) -> None:
        initial = {
            "index": "prisbasbelopp",
            **(_carried(after) if after else {}),
            **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["quality"].choices = [("", _("välj")), *_qualities()]
        indices = [(index.code, said(index.name)) for index in shipped_bank().indices.values() if index.values]
        self.fields["index"].choices = [*indices, ("none", _("Räknas inte upp"))]
        if after:
            self.fields["after"] = forms.IntegerField(widget=forms.HiddenInput, initial=after.number)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        low, amount, high = (values.get(name) for name in ("low", "amount", "high"))
        if None not in (low, amount, high) and not low < amount < high:
            self.add_error("amount", _("Talet ska ligga mellan lågt och högt."))
        return values


class OwnPriceForm(OwnVersionForm):
    """A new price: what it is, and its first version."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Vems pris?"), empty_label=None,
        help_text=gettext_lazy("De som arbetar där ser priset, och deras kalkyler kan räkna med det."),
    )  # fmt: skip
    name = forms.CharField(
        max_length=200, label=gettext_lazy("Vad är det som kostar?"),
        help_text=gettext_lazy("Till exempel: Handläggning av försörjningsstöd, ett år"),
    )  # fmt: skip
    group = forms.ChoiceField(label=gettext_lazy("Hör ihop med"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Enhet"), help_text=gettext_lazy("Ett pris kan bara användas för tal i samma enhet.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Slag"), widget=forms.RadioSelect,
        choices=[
            ("resource", gettext_lazy("Resurs: arbete, lokaler och annat som förbrukas")),
            ("transfer", gettext_lazy("Överföring: pengar som byter ägare, som ett bidrag eller en skatt")),
            ("production", gettext_lazy("Produktion: värde som skapas")),
        ],
    )  # fmt: skip
    bearer = forms.ChoiceField(label=gettext_lazy("Vem bär kostnaden?"))
    receiver = forms.ChoiceField(
        label=gettext_lazy("Vem får pengarna?"), required=False, help_text=gettext_lazy("Bara för en överföring.")
    )
    licence = forms.ChoiceField(label=gettext_lazy("Vem får använda uppgiften?"))
    code = forms.CharField(
        required=False, max_length=60, label=gettext_lazy("Kod"),
        help_text=gettext_lazy("Lämna tomt, så görs den av namnet."),
    )  # fmt: skip

    field_order = ("organisation", "name", "amount", "unit", "price_year", "source", "quality", "why", "low", "high",
                   "group", "kind", "bearer", "receiver", "since", "index", "review_by", "licence", "code")  # fmt: skip

    def __init__(self, *args: Any, homes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bank, none = shipped_bank(), ("", _("välj"))
        self.fields["organisation"].queryset = homes
        self.fields["group"].choices = [
            none,
            *_named((g.code, g.name) for g in bank.groups.values() if g.code != NO_GROUP),
        ]
        self.fields["unit"].choices = [none, *_named((unit.code, unit.name) for unit in bank.units.values())]
        actors = _named((actor.code, actor.name) for actor in bank.actors.values())
        self.fields["bearer"].choices, self.fields["receiver"].choices = [none, *actors], [none, *actors]
        self.fields["licence"].choices = _named((code, bank.licences[code].name) for code in HERE)


class RetirePriceForm(forms.Form):
    """Why a price is taken out of use. out: it is in use; both forms say which way they go."""

    why = forms.CharField(
        max_length=300, label=gettext_lazy("Varför?"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Till exempel: nämnden redovisar inte längre kostnaden så här."),
    )  # fmt: skip
    out = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, out: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"out": out}, **kwargs)
        if not out:
            del self.fields["why"]


def _named(pairs: Iterable[tuple[str, Names]]) -> list[tuple[str, str]]:
    return [(code, said(name)) for code, name in pairs]


def _qualities() -> list[tuple[int, str]]:
    return [
        (1, _("1. Läst i källan")),
        (2, _("2. Återgiven av någon annan")),
        (3, _("3. Osäker, i andra hand eller antagen")),
    ]


def _carried(version: OwnPriceVersion) -> dict[str, Any]:
    """What a new version usually has in common with the one before. The amount and its source are looked up anew."""
    return {"index": version.index}


class ChoosePriceForm(forms.Form):
    """Which price of the bank a number is to be taken from."""

    price = forms.ChoiceField(label=gettext_lazy("Pris"), widget=forms.RadioSelect)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], revision: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"revision": revision, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.fields["price"].choices = choices
