"""What became of an account: people, outcomes, a comparison where there was one, and costs.

Where a number is known already it stands in the field with its source, for whoever writes to confirm. A number left as
it was offered keeps its source and its bounds; another number is the writer's own, and exact.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.forms.effect_file import DECIDED, POINTS, read_effect
from samsyn.apps.economics.models import Comparison, FollowedOf, Settlement
from samsyn.apps.economics.models.settlements import STATED
from samsyn.apps.economics.naming import said
from samsyn.apps.economics.queries.outcomes import BEGAN, Offer, Outcome, Spent
from samsyn.apps.economics.queries.settlements import Asked, CostLine, StartLine
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.web.formats import number, percent, plainnumber, sek

MOST = 10_000_000
COST, START = "cost-", "began-"
PLAIN = (
    "starters",
    "completed",
    "followed_of",
    "goal",
    "reached",
    "followed",
    "over",
    "comparison",
    "compared_reached",
    "compared",
    "stated_doubted",
    "source",
)


def _points(label: Any, **more: Any) -> SwedishDecimalField:
    return SwedishDecimalField(
        label=label, required=False, min_value=-100, max_value=100, max_digits=7, decimal_places=3, **more
    )


def _people(label: Any, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=required)


class SettlementForm(forms.Form):
    starters = _people(gettext_lazy("Hur många började?"), True)
    completed = _people(gettext_lazy("Hur många fullföljde?"), True)
    goal = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Vad räknas som att nå målet?"),
        help_text=gettext_lazy("Till exempel: i arbete tolv månader efter avslut."),
    )  # fmt: skip
    reached = _people(gettext_lazy("Hur många nådde målet?"))
    followed = _people(gettext_lazy("Av hur många som följdes upp?"))
    followed_of = forms.ChoiceField(
        label=gettext_lazy("Vilka är det som följdes upp?"), choices=FollowedOf.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    over = SwedishDecimalField(
        label=gettext_lazy("År mellan de två tillfällena"), max_digits=5, decimal_places=2, min_value=0.05,
        max_value=30,
        help_text=gettext_lazy("Från det läge de började i till det läge de följdes upp i, i genomsnitt."),
    )  # fmt: skip
    comparison = forms.ChoiceField(
        label=gettext_lazy("Vad jämförs utfallet med?"), choices=Comparison.choices, required=False,
        help_text=gettext_lazy("Utan jämförelse går det inte att säga att insatsen haft effekt, hur bra det än gick."),
    )  # fmt: skip
    effect = forms.FileField(
        label=gettext_lazy("Svar från samsyn effect"), required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=gettext_lazy(
            "Har du räknat fram effekten ur en fil: välj svaret, sparat med --json. Det fyller i jämförelsen och det "
            "som hör till den. Filen har inga personer och sparas inte."
        ),
    )  # fmt: skip
    compared_reached = _people(gettext_lazy("Hur många i jämförelsen nådde målet?"))
    compared = _people(gettext_lazy("Av hur många i jämförelsen?"))
    stated = _points(
        gettext_lazy("Uppskattad skillnad, i procentenheter"),
        help_text=gettext_lazy(
            "Bara där jämförelsen är matchad, vägd eller en förändring i en grupp utanför. Skillnaden mellan andelen "
            "som nådde målet och andelen som hade gjort det ändå. Kommandot samsyn effect räknar fram den ur en fil."
        ),
    )
    stated_low = _points(
        gettext_lazy("Spannets nedre ände, i procentenheter"),
        help_text=gettext_lazy("Av det 95-procentiga spannet, så som uppskattningen gav det."),
    )
    stated_high = _points(gettext_lazy("Spannets övre ände, i procentenheter"))
    stated_doubted = forms.BooleanField(
        required=False, label=gettext_lazy("Något i kontrollerna ger anledning till tvekan"),
        help_text=gettext_lazy("Till exempel ett utropstecken i svaret. Då blir evidensgraden 4 i stället för 3."),
    )  # fmt: skip
    source = forms.CharField(
        max_length=500, label=gettext_lazy("Var talen kommer från"),
        help_text=gettext_lazy("Till exempel: bokföringen för 2025 och väntelistans uppföljning i mars."),
    )  # fmt: skip
    delivery = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        asked: Asked,
        outcome: Outcome,
        row: Settlement | None,
        fresh: bool = False,
        **kwargs: Any,
    ) -> None:
        """fresh: take what is offered also where the row says something else."""
        self.asked, self.outcome = asked, outcome
        self.unread: ValidationError | None = None
        if files and "effect" in files and not asked.moves:
            data = self._filled(data, files["effect"])
        as_it_is = _as_it_is(row)
        offered = _offered(outcome)
        initial = {**as_it_is, **offered} if fresh or not row else as_it_is
        super().__init__(data, files, initial=initial, **kwargs)
        if asked.moves:
            self._of_moves(asked.starts)
            self.fields["comparison"].choices = [each for each in Comparison.choices if each[0] not in STATED]
            for name in (*POINTS, "stated_doubted", "effect"):
                del self.fields[name]
        else:
            del self.fields["over"]
        for line in asked.costs:
            self.fields[f"{COST}{line.number}"] = self._cost(line, row)
        for name in self.offers:
            self.fields[name].help_text = _where(self.offers[name])
        self.order_fields([*(name for name in self.fields if name not in ("source", "delivery")), "source", "delivery"])

    def _filled(self, data: Any, sent: Any) -> Any:
        """What was posted, with what the file says of the comparison in its place."""
        try:
            told = read_effect(sent)
        except ValidationError as fault:
            self.unread = fault
            return data
        filled = data.copy()
        for name in DECIDED:
            filled.pop(name, None)
        for name, text in told.items():
            if name != "source" or not filled.get(name):
                filled[name] = text
        return filled

    def clean_effect(self) -> None:
        if self.unread:
            raise self.unread

    @property
    def offers(self) -> dict[str, Offer]:
        """What is offered, by the names of fields."""
        found = {_field(name): offer for name, offer in self.outcome.counts.items()}
        return {name: offer for name, offer in found.items() if name in self.fields}

    def _of_moves(self, starts: tuple[StartLine, ...]) -> None:
        self.fields["goal"].label = _("Vilka flyttar räknas?")
        self.fields["goal"].help_text = _("Till exempel: från aktivitet till praktik, studier eller arbete.")
        self.fields["reached"].label = _("Hur många gjorde någon av flyttarna?")
        self.fields["followed"].label = _("Av hur många som kunde göra dem, och följdes upp?")
        self.fields["compared_reached"].label = _("Hur många i jämförelsen gjorde någon av flyttarna?")
        for line in starts:
            field = _people(_("Började i läget ”%(state)s”") % {"state": said(line.name)})
            field.help_text = _("Planerat: %(share)s. Lämna alla lägen tomma om fördelningen blev som planerat.") % {
                "share": percent(line.planned, 0)
            }
            self.fields[f"{START}{line.code}"] = field
        self.fields["over"].initial = self.fields["over"].initial or 1

    def _cost(self, line: CostLine, row: Settlement | None) -> SwedishDecimalField:
        became, spent = row.costs.get(str(line.number)) if row else None, self.outcome.spent
        scenario = self.asked.scenario
        hint = _("Planerat: %(amount)s. Lämna tomt om det blev så.") % {"amount": sek(line.planned)}
        if spent:
            share = _share_of(line, self.asked.costs)
            hint = f"{hint} {_spent(spent, share, scenario.price_year, self.outcome.going_on)}"
            if became is None and row is None and spent.years == (scenario.price_year,):
                became = round(float(spent.amount) * share, 2)
        return SwedishDecimalField(
            required=False, initial=became, min_value=0, max_digits=18, decimal_places=2, help_text=hint,
            label=_("%(name)s: vad det kostade i allt, i %(year)s års priser")
            % {"name": said(line.name), "year": plainnumber(scenario.price_year)},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._pair(values, "reached", "followed")
        if values.get("comparison"):
            stated = values["comparison"] in STATED
            for name in ("reached", "followed", *(POINTS if stated else ("compared_reached",)), "compared"):
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Behövs för jämförelsen."))
            if not stated:
                self._pair(values, "compared_reached", "compared")
        if any(values.get(name) is not None for name in POINTS) and values.get("comparison") not in STATED:
            self.add_error("comparison", _("Säg hur den uppskattade skillnaden kom till, eller ta bort den."))
        return values

    def clean_followed_of(self) -> str:
        return self.cleaned_data["followed_of"] or FollowedOf.COMPLETED

    def _pair(self, values: dict[str, Any], part: str, whole: str) -> None:
        n, of = values.get(part), values.get(whole)
        if (n is None) != (of is None) and part not in self.errors and whole not in self.errors:
            self.add_error(whole if of is None else part, ValidationError(_("Skriv båda talen, eller inget av dem.")))
        elif n is not None and of is not None and n > of:
            self.add_error(part, _("Kan inte vara fler än %(of)s.") % {"of": of})

    @property
    def facts(self) -> dict[str, Any]:
        """The cleaned fields as the row's, with where the counts that were left as offered come from."""
        values = {name: self.cleaned_data[name] for name in PLAIN if name in self.fields}
        if self.asked.moves:
            values["over"] = float(values["over"])
        else:
            stated = self.cleaned_data["comparison"] in STATED
            points = {name: self.cleaned_data[name] if stated else None for name in POINTS}
            values |= {name: None if value is None else float(value) / 100 for name, value in points.items()}
            values["stated_doubted"] = stated and values["stated_doubted"]
        delivered = self._left_as_offered()
        from_table = any(each["table"] for each in delivered.values())
        picked = self.outcome.picked
        return values | {
            "costs": {code: float(amount) for code, amount in self._given(COST).items()},
            "began": self._given(START),
            "delivered": delivered,
            "release": self.outcome.release if from_table else None,
            "picked": {"table": picked.table, "states": picked.states, "froms": picked.froms}
            if from_table and picked
            else {},
        }

    def _given(self, prefix: str) -> dict[str, Any]:
        found = {name.removeprefix(prefix): self.cleaned_data[name] for name in self.fields if name.startswith(prefix)}
        return {code: value for code, value in found.items() if value is not None}

    def _left_as_offered(self) -> dict[str, dict[str, Any]]:
        return {
            _count(name): {
                "low": offer.count.low,
                "high": offer.count.high,
                "table": offer.table,
                "where": offer.where,
                "url": offer.url,
            }
            for name, offer in self.offers.items()
            if self.cleaned_data.get(name) == offer.count.value
        }


def _field(count: str) -> str:
    return count.replace(BEGAN, START)


def _count(field: str) -> str:
    return field.replace(START, BEGAN)


def _as_it_is(row: Settlement | None) -> dict[str, Any]:
    if row is None:
        return {"followed_of": FollowedOf.COMPLETED, "over": 1}
    began = {f"{START}{code}": many for code, many in row.began.items()}
    number_of = row.release.number if row.release else None
    points = {name: None if (share := getattr(row, name)) is None else round(100 * share, 3) for name in POINTS}
    return {name: getattr(row, name) for name in PLAIN} | points | began | {"delivery": number_of}


def _offered(outcome: Outcome) -> dict[str, Any]:
    """What is offered, as the fields are filled at first. Deliveries tell of everyone who has ended."""
    found: dict[str, Any] = {_field(name): offer.count.value for name, offer in outcome.counts.items()}
    if outcome.release:
        found["delivery"] = outcome.release.number
    if "followed" in found:
        found |= {"followed_of": FollowedOf.STARTERS, "goal": outcome.goal}
    sources = "; ".join(dict.fromkeys(offer.where for offer in outcome.counts.values()))
    return found | ({"source": f"{sources[:1].upper()}{sources[1:]}"[:500]} if sources else {})


def _where(offer: Offer) -> str:
    """Where an offered number comes from, and what it may be."""
    if offer.count.exact:
        return _("Ur %(where)s. Skriver du ett annat tal räknas det som ditt eget.") % {"where": offer.where}
    text = _(
        "Ur %(where)s. Skyddat: det verkliga talet är mellan %(low)s och %(high)s, och bokslutet räknar med båda "
        "ändarna. Skriver du ett annat tal räknas det som ditt eget och exakt."
    )
    return text % {"where": offer.where, "low": number(offer.count.low), "high": number(offer.count.high)}


def _share_of(line: CostLine, lines: tuple[CostLine, ...]) -> float:
    whole = sum(each.planned for each in lines)
    return line.planned / whole if whole else 1 / len(lines)


def _spent(spent: Spent, share: float, price_year: int, going_on: bool) -> str:
    """What the project's outcome says of one cost; never uprated in silence."""
    values = {
        "amount": sek(float(spent.amount) * share),
        "years": ", ".join(map(plainnumber, spent.years)) or _("okänt år"),
        "share": percent(share, 0),
        "year": plainnumber(price_year),
    }
    text = _("Insatsens utfall är %(amount)s i löpande priser (%(years)s).") % values
    if share < 1:
        text = _(
            "Insatsens utfall är %(amount)s i löpande priser (%(years)s), om det delas mellan posterna som i planen "
            "(%(share)s på den här)."
        )
        text %= values
    if spent.years != (price_year,):
        carried = spent.in_prices_of(price_year)
        if carried is None:
            rest = _("Det är inte omräknat till %(year)s års priser: ett år är okänt, eller saknas i bankens index.")
        else:
            rest = _("Omräknat med prisbasbeloppet är det %(carried)s i %(year)s års priser.")
            values["carried"] = sek(float(carried) * share)
        text += " " + rest % values
    if going_on:
        text += " " + _("Insatsen pågår, så utfallet är inte slutligt.")
    return text
