"""Every component with invented content, for tests and for those who build pages. Not served in production."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.web.formats import number, sek
from samsyn.web.styleguide_charts import example_charts
from samsyn.web.tables import Cell, Column, Row, Table


class EveryField(forms.Form):
    """One field of each kind, some of them wrong."""

    name = forms.CharField(label="Insatsens namn", help_text="Som det står i ansökan.")
    contact = forms.EmailField(label="E-post till kontaktperson", required=False)
    starts_on = forms.DateField(label="Startdag", widget=forms.DateInput)
    amount = forms.DecimalField(label="Budget", help_text="I kronor.", required=False)
    phase = forms.ChoiceField(label="Fas", choices=[("", "Välj fas"), ("a", "Analys"), ("b", "Genomförande")])
    sort = forms.ChoiceField(
        label="Syfte", widget=forms.RadioSelect, choices=[("o", "Operativt"), ("s", "Strategiskt")]
    )
    groups = forms.MultipleChoiceField(
        label="Målgrupper",
        widget=forms.CheckboxSelectMultiple,
        choices=[("u", "Unga"), ("v", "Vuxna"), ("n", "Nyanlända")],
        required=False,
        help_text="En eller flera.",
    )
    purpose = forms.CharField(label="Vad ska bli annorlunda?", widget=forms.Textarea(attrs={"rows": 4}))
    draft = forms.FileField(label="Utkast", required=False, help_text="Word, PDF eller Excel, högst 20 MB.")
    agreed = forms.BooleanField(label="Styrgruppen har sett målet")


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page itself."""
    messages.success(request, "Målet är sparat. Du kan ångra under Händelser.")
    messages.error(request, "Filen kunde inte läsas. Spara den som .xlsx och försök igen.")
    messages.warning(request, "Två delägare har inte svarat på tre veckor.")
    messages.info(request, "Rapporten uppdateras tills du fryser den.")
    return render(request, "web/styleguide.html", _content())


def _content() -> dict[str, Any]:
    return {
        "crumbs": [{"label": "Insatser", "href": "#"}, {"label": "Granviken", "href": "#"}, {"label": "Om"}],
        "tabs": [
            {"key": key, "label": label, "href": "#", "current": key == "goals"}
            for key, label in [
                ("about", "Om"),
                ("follow", "Uppföljning"),
                ("goals", "Mål"),
                ("economy", "Ekonomi"),
                ("governance", "Styrning"),
                ("learning", "Lärande"),
                ("report", "Rapport"),
            ]
        ],
        "charts": example_charts(),
        "table": _printed_table(),
        "long_table": _long_table(),
        "wrong_form": EveryField({"name": "", "contact": "inte-en-adress", "starts_on": "igår"}),
        "form": EveryField(initial={"name": "Granviken"}, prefix="new"),
        "facts": [
            {"label": "Samordnande part", "text": "Granvikens kommun", "href": "#"},
            {"label": "Period", "text": "2024-01-01 – 2026-12-31"},
            {"label": "Läge", "text": "Pågår", "tag": "ongoing"},
            {"label": "Budget", "text": sek(4_250_000), "note": "varav medfinansiering 40 %"},
        ],
        "figures": [
            {"label": "I arbete eller studier vid avslut", "value": "71 %", "n_of_N": "415/585", "href": "#",
             "population": "avslutade deltagare i fem insatser"},
            {"label": "Deltagare", "value": number(5393), "population": "summan av raderna", "href": "#",
             "tag": "error", "tag_text": "Tryckt: 5 240"},
            {"label": "Kostnad per deltagare", "value": sek(18_900), "population": "5 393 deltagare, 2024 års priser",
             "href": "#"},
        ],
        "finding": {
            "severity": "error", "severity_text": "Fel", "title": "Summan av deltagare stämmer inte",
            "message": "Raderna ger 5 393 men sista raden säger 5 240.", "printed": "5 240", "computed": "5 393",
            "suggestion": "Ändra totalen till 5 393.", "where": "Tabell 1, rad Totalt, kolumn Utfall", "href": "#",
        },
        "page_obj": Paginator(range(1200), 50).page(2),
        "kinds": [
            ("error", "Fel"), ("warning", "Varning"), ("note", "Notering"), ("success", "Stämmer"), ("done", "Klar"),
            ("ongoing", "Pågår"), ("planned", "Planerad"), ("closed", "Avslutad"), ("neutral", "Utkast"),
        ],
    }  # fmt: skip


def _printed_table() -> Table:
    columns = [
        Column("Insats"),
        *(Column(label, numeric=True) for label in ("Plan", "Utfall", "Kvinnor", "Män")),
    ]
    rows = [
        Row([Cell("Granviken", href="#"), number(1200), number(1418), number(700), number(718)]),
        Row([Cell("Solberga", href="#"), number(2500), number(2600), number(1300), number(1300)]),
        Row([Cell("Delsumma"), number(3700), number(4018), number(2000), number(2018)], css="subtotal"),
    ]
    total = [
        "Totalt",
        number(3700),
        Cell(number(3918), css="contradiction", title="Raderna ger 4 018"),
        number(2000),
        number(2018),
    ]
    note = "Källa: påhittat underlag. Tomt betyder att uppgift saknas, 0 att inga fanns."
    return Table("Deltagare per insats, plan och utfall", columns, rows, total, note)


def _long_table() -> Table:
    columns = [
        Column("Kommun", sort="?sort=name", sorted="ascending"),
        Column("Tema"),
        Column("Personer", numeric=True),
    ]
    rows = [[f"Påhittad kommun {index}", "Arbete och studier", number(index * 137)] for index in range(1, 31)]
    return Table("Trettio rader, med rubriken kvar när man rullar", columns, rows)
