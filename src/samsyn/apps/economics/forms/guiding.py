"""The guide from a goal to an account: what the user wants to know, and what the answer rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.naming import said
from samsyn.apps.economics.queries import homes_for, shipped_case
from samsyn.apps.economics.queries.guiding import ASSOCIATION, MOST_YEARS, OUTCOME, PLAN, Known, Way, price_years
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.apps.portfolio.models import Application, Project
from samsyn.parameters.shipped import shipped_bank
from samsyn.web.formats import number, percent, plainnumber

MOST = 10_000_000
STRONGEST = 3  # grade that an effort of one's own can have: compared with a group like its participants


class StartForm(forms.Form):
    """What the user wants to know, and whose account it is. Asked in the address, so that the step back is a step."""

    fraga = forms.ChoiceField(
        label=gettext_lazy("Vad vill du veta?"), widget=forms.RadioSelect,
        choices=[
            ("far", gettext_lazy("Vad en insats är värd för vuxna långt från arbete")),
            ("young", gettext_lazy("Vad en insats är värd för unga som riskerar långvarigt utanförskap")),
            ("leaving", gettext_lazy("Vad en insats är värd för unga som lämnar en placering")),
            ("pace", gettext_lazy("Vad det är värt att nyanlända når arbete snabbare")),
            ("exclusion", gettext_lazy("Vad det kostar att unga hamnar i långvarigt utanförskap")),
        ],
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label=None,
        label=gettext_lazy("Vilken organisation räknar?"),
        help_text=gettext_lazy("De som arbetar där ser kalkylen."),
    )  # fmt: skip
    insats = forms.ModelChoiceField(
        Project.objects.none(), required=False, label=gettext_lazy("Gäller det en av era insatser?"),
        empty_label=gettext_lazy("Nej, ingen bestämd insats"),
        help_text=gettext_lazy("Då hämtas det som redan finns i insatsens plan, budget och uppföljning."),
    )  # fmt: skip
    tal = forms.ChoiceField(
        label=gettext_lazy("Vilka av insatsens tal ska kalkylen börja från?"), widget=forms.RadioSelect, required=False,
        choices=[
            (PLAN, gettext_lazy("Planen")),
            (OUTCOME, gettext_lazy("Uppföljningen, och planen där det saknas")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, user, application: Application | None = None, **kwargs: Any) -> None:
        """application: what is reckoned on, so whose account it is and what it is about are already said."""
        super().__init__(*args, **kwargs)
        self.application = application
        if application is not None:
            for name in ("organisation", "insats", "tal"):
                del self.fields[name]
            self.fields["ansokan"] = forms.IntegerField(widget=forms.HiddenInput, initial=application.pk)
            return
        self.fields["organisation"].queryset, self.fields["insats"].queryset = homes_for(user)
        if not self.fields["organisation"].queryset.exists():
            del self.fields["organisation"]
            self.fields["insats"].required, self.fields["insats"].empty_label = True, None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.application is not None:
            return values | {"organisation": self.application.organisation, "insats": None, "tal": PLAN}
        if project := values.get("insats"):
            values["organisation"] = project.organisation
        elif "organisation" in self.fields and values.get("organisation") is None:
            self.add_error("organisation", _("Välj en organisation eller en insats."))
        values["tal"] = values.get("tal") or OUTCOME
        return values


@dataclass(frozen=True)
class Section:
    """Some questions that belong together, as the template draws them."""

    title: str
    intro: str
    fields: list[forms.BoundField]


def _people(label: Any, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, **more)


def _percent(label: Any, **more: Any) -> SwedishDecimalField:
    return SwedishDecimalField(label=label, min_value=0, max_value=100, max_digits=6, decimal_places=2, **more)


def _years(label: Any, **more: Any) -> SwedishDecimalField:
    return SwedishDecimalField(label=label, min_value=0, max_value=60, max_digits=5, decimal_places=2, **more)


def _from(label: Any = None) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=500, label=label or gettext_lazy("Varifrån kommer talet?"),
        help_text=gettext_lazy("Lämna tomt om ingen källa finns. Då märks talet som ett antagande."),
    )  # fmt: skip


class GuideForm(forms.Form):
    """Everything that one way through the guide asks. What the project knows stands there from the beginning."""

    title = forms.CharField(max_length=200, label=gettext_lazy("Vad ska kalkylen heta?"))

    def __init__(self, *args: Any, way: Way, known: Mapping[str, Known], project: Project | None, today: date,
                 application: Application | None = None, **kwargs: Any) -> None:  # fmt: skip
        self.way, self.known = way, known
        named = {"title": _titled(application.name)} if application else {}
        initial = {**_initial(known, project, today), **named, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self._plan = [("", "", ["title"])]
        self._ask_who()
        if way.asks != "exclusion":
            self._ask_how_it_goes()
        self._ask_anyway()
        self._ask_cost(today)
        if way.yearly:
            self._ask_year()
        for name, one in known.items():
            if name in self.fields and not self.fields[name].help_text:
                self.fields[name].help_text = _("%(where)s: %(n)s.") % {"where": one.text, "n": number(one.value)}

    @property
    def sections(self) -> list[Section]:
        return [Section(title, intro, [self[name] for name in names]) for title, intro, names in self._plan]

    def _ask(self, title: str, intro: str, fields: Mapping[str, forms.Field]) -> None:
        self.fields.update(fields)
        self._plan.append((title, intro, list(fields)))

    def _ask_who(self) -> None:
        states = {state["code"]: said(state["name"]) for state in _case(self.way)["states"]}
        fields: dict[str, forms.Field] = {
            "people": _people(_("Hur många personer gäller det?"), 1),
            "people_from": _from(),
        }
        if self.way.asks == "exclusion":
            fields["fewer"] = _percent(_("Räkna på att så här många procent slipper utanförskapet"))
            fields["fewer_from"] = _from()
        if len(self.way.froms) > 1:
            fields["where_from"] = forms.ChoiceField(
                label=_("Var är de flesta när de börjar?"), choices=[(code, states[code]) for code in self.way.froms]
            )
        if len(self.way.goals) > 1:
            fields["goal"] = forms.ChoiceField(
                label=_("Vad är målet?"), choices=[(code, states[code]) for code in self.way.goals]
            )
        self._ask(_("Vilka gäller det?"), _("Räkna bara dem som har behovet."), fields)

    def _ask_how_it_goes(self) -> None:
        fields: dict[str, forms.Field] = {
            "begin": _people(_("Hur många av dem börjar?"), 1), "begin_from": _from(),
            "completed": _people(_("Hur många fullföljer?")),
            "completed_of": _people(_("Av hur många?"), 1), "completed_from": _from(),
        }  # fmt: skip
        if self.way.asks == "effort":
            fields |= {
                "reached": _people(_("Hur många av dem som fullföljer når målet?")),
                "reached_of": _people(_("Av hur många som följs upp?"), 1), "reached_from": _from(),
            }  # fmt: skip
        else:
            fields |= {
                "with_effort": _years(_("Hur många år tar det till arbete med insatsen?")), "with_effort_from": _from(),
            }  # fmt: skip
        grades = sorted(shipped_bank().grades.values(), key=lambda grade: grade.order)
        fields["how"] = forms.ChoiceField(
            label=_("Hur vet ni det?"), widget=forms.RadioSelect,
            choices=[(str(one.order), said(one.means)) for one in grades if one.order >= STRONGEST],
            help_text=_("Svagare underlag drar ned effekten och gör svaret mer osäkert."),
        )  # fmt: skip
        self._ask(_("Hur går det för dem?"), "", fields)

    def _ask_anyway(self) -> None:
        fields: dict[str, forms.Field]
        if self.way.asks == "pace":
            moves = _case(self.way)["values"]["to_work"]
            told = _("Vi vet inte: räkna med %(n)s år. %(why)s") % {
                "n": plainnumber(round(1 / moves["value"])),
                "why": moves["source"],
            }
            field = _years(_("Så många år tar det utan insatsen"), required=False)
        else:
            one = shipped_bank().assumptions["anyway"]
            told = _("Vi vet inte: räkna med %(value)s (%(low)s till %(high)s). %(why)s") % {
                "value": percent(float(one.value), 0), "low": percent(float(one.low), 0),
                "high": percent(float(one.high), 0), "why": said(one.why),
            }  # fmt: skip
            field = _percent(_("Så många procent av dem som når målet hade nått det ändå"), required=False)
        fields = {
            "anyway_is": forms.ChoiceField(
                label=_("Vad hade hänt utan insatsen?"), widget=forms.RadioSelect,
                choices=[("bank", told), ("own", _("Vi har ett eget svar"))],
            ),
            "anyway": field,
            "anyway_from": _from(),
        }  # fmt: skip
        intro = _("Det som hade hänt ändå är inte insatsens förtjänst. Därför måste frågan besvaras.")
        self._ask(_("Vad hade hänt ändå?"), intro, fields)

    def _ask_cost(self, today: date) -> None:
        free = self.way.asks == "exclusion"
        payers = [
            (ASSOCIATION, _("Ett samordningsförbund: staten hälften, kommun och region var sin fjärdedel")),
            ("municipality", _("Kommunen")), ("region", _("Regionen")), ("state", _("Staten eller EU")),
            ("civil_society", _("Civilsamhället")),
        ]  # fmt: skip
        fields = {
            "cost": SwedishDecimalField(
                label=_("Vad kostar insatsen i allt, i kronor?"), required=not free, min_value=0, max_digits=14,
                decimal_places=2, help_text=_("Lämna tomt om ingen insats är tänkt.") if free else "",
            ),
            "cost_from": _from(),
            "cost_year": forms.TypedChoiceField(
                label=_("Vilket års priser?"), coerce=int,
                choices=[("", _("välj")), *((year, str(year)) for year in reversed(price_years(self.way, today)))],
                help_text=_(
                    "År utan index i banken går inte att räkna om, och står därför inte här. Gäller kostnaden ett "
                    "annat år: räkna om den till ett av åren här, och skriv i källan hur."
                ),
            ),
            "first_year": forms.IntegerField(label=_("Vilket år börjar den?"), min_value=1990, max_value=2100),
            "years": forms.TypedChoiceField(
                label=_("Hur många år pågår den?"), coerce=int,
                choices=[(year, str(year)) for year in range(1, MOST_YEARS + 1)],
            ),
            "payer": forms.ChoiceField(label=_("Vem betalar den?"), choices=payers),
        }  # fmt: skip
        self._ask(_("Vad kostar insatsen?"), "", fields)

    def _ask_year(self) -> None:
        facts = _case(self.way)["values"][self.way.yearly]
        fields = {
            "year_cost": SwedishDecimalField(
                label=_("Kronor per person och år"), required=False, min_value=1, max_digits=12, decimal_places=2,
                help_text=_("Lämna tomt, så räknas med %(kr)s kr i %(year)s års priser. %(source)s.") % {
                    "kr": number(facts["value"]), "year": facts["price_year"], "source": facts["source"]
                },
            ),
            "year_cost_from": _from(),
        }  # fmt: skip
        self._ask(_("Vad kostar ett år för en person?"), _("Allt som samhället betalar eller går miste om."), fields)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._within(values, "begin", "people", _("Fler börjar än gruppen är. Rätta det ena talet."))
        self._within(values, "completed", "completed_of", _("Kan inte vara fler än antalet bredvid."))
        self._within(values, "reached", "reached_of", _("Kan inte vara fler än antalet bredvid."))
        if values.get("anyway_is") == "own" and values.get("anyway") is None and "anyway" not in self.errors:
            self.add_error("anyway", _("Skriv talet, eller välj antagandet ovanför."))
        for name in ("anyway", "with_effort"):
            if self.way.asks == "pace" and values.get(name) is not None and values[name] <= 0:
                self.add_error(name, _("Skriv ett tal som är större än noll."))
        for name, one in self.known.items():
            told = name.removesuffix("_of")
            same = values.get(f"{told}_from") == self.known[told].text if told in self.known else False
            if name in values and values[name] is not None and same and round(values[name]) != round(one.value):
                changed = _(
                    "Talet är ändrat, men källan är den gamla. Skriv varifrån det nya kommer, eller töm fältet."
                )
                if f"{told}_from" not in self.errors:
                    self.add_error(f"{told}_from", ValidationError(changed))
        return values

    def _within(self, values: Mapping[str, Any], part: str, whole: str, told: str) -> None:
        n, of = values.get(part), values.get(whole)
        if n is not None and of is not None and n > of:
            self.add_error(part, told)


def _case(way: Way) -> dict[str, Any]:
    case = shipped_case(way.case)
    assert case is not None, way.case  # noqa: S101  the ways name shipped cases; a test holds them to it
    return case.raw


def _titled(name: str) -> str:
    """What an account of a project or an application is called until somebody says otherwise."""
    return _("%(project)s: vad den är värd") % {"project": name}


def _initial(known: Mapping[str, Known], project: Project | None, today: date) -> dict[str, Any]:
    """What the project says, with its source; where it says nothing the field is empty and has to be answered."""
    found: dict[str, Any] = {"first_year": today.year, "years": 1, "payer": ASSOCIATION}
    for name, one in known.items():
        found[name] = number(one.value) if name == "cost" else plainnumber(one.value)
        if not name.endswith("_of"):
            found[f"{name}_from"] = one.text
    if "reached" in known:
        found["how"] = "4"
    if project is not None:
        last = project.ends or project.starts
        found |= {
            "title": _titled(project.name),
            "first_year": project.starts.year,
            "years": min(MOST_YEARS, max(1, last.year - project.starts.year + 1)),
            "cost_year": project.starts.year,
        }
    return found
