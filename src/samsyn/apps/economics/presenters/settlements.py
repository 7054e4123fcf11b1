"""A bokslut in words: what was promised, what became of it and why; and never an effect that nobody compared."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.naming import said as said_name
from samsyn.apps.economics.presenters.wording import between, money
from samsyn.apps.economics.queries.settlements import Settled
from samsyn.core.valuation.cube import SOCIETY
from samsyn.core.valuation.settlement import EFFECT, LUCK, PRICE, VOLUME
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import number, percent, sek
from samsyn.web.tables import Column, Table

MILLION = 1e6


def settlement_words(row: Settlement, answer: Settled) -> dict[str, Any]:
    """Everything the page shows of a bokslut."""
    found = answer.settlement
    if found is None:
        return {"fault": answer.fault}
    promised = row.frozen.result["perspectives"][SOCIETY]["present_value"]
    moved = _("Prisbanken eller motorn har ändrats sedan kalkylen frystes. Bokslutet är räknat med dagens.")
    return {
        "headline": _headline(promised, found),
        "effect": _effect(row, answer),
        "scored": _scored(promised, found),
        "moved": moved if answer.moved else "",
        "table": _table(found),
        "picture": _picture(found),
        "facts": _facts(row, answer),
    }


def _headline(promised: dict[str, float], found) -> str:
    values = {"planned": money(promised["mean"]), "became": money(found.bridge.end)}
    if found.effect_shown:
        return _("Kalkylen lovade samhället %(planned)s. Bokslutet visar %(became)s.") % values
    return (
        _(
            "Ingen effekt påvisad. Med verkliga volymer och kostnader, men med planens antagna effekt, skulle "
            "samhället få %(became)s; kalkylen lovade %(planned)s."
        )
        % values
    )


def _effect(row: Settlement, answer: Settled) -> list[str]:
    found, estimate = answer.settlement, answer.estimate
    said = [estimate.sentence()] if estimate is not None else []
    if found is None:
        return said
    if found.reached is not None:
        text = _("%(reached)s nådde målet (%(n)s av %(of)s som följdes upp).")
        n, of = number(row.reached), number(row.followed)
        said.append(text % {"reached": percent(found.reached, 0), "n": n, "of": of})
    if found.needed is None:
        return [*said, _("Inte ens om alla som fullföljde lyckats tack vare insatsen skulle den bära sig.")]
    if found.needed == 0:
        return [*said, _("Insatsen bär sig även om ingen lyckats tack vare den.")]
    text = _(
        "För att insatsen ska bära sig behöver minst %(needed)s av dem som fullföljde ha lyckats tack vare den, "
        "och inte bara efter den."
    )
    return [*said, text % {"needed": percent(found.needed, 1)}]


def _scored(promised: dict[str, float], found) -> str:
    values = {"between": between(promised), "rank": percent(found.score.rank, 0)}
    if promised["low"] == promised["high"]:
        return _("Kalkylen hade inget spann att pröva mot.")
    if not found.effect_shown:
        text = _("Räknat så hamnar %(rank)s av kalkylens beräkningar lägre (spannet var %(between)s).")
    elif found.score.inside:
        text = _("Utfallet ligger inom kalkylens spann (%(between)s); %(rank)s av beräkningarna låg lägre.")
    else:
        text = _("Utfallet ligger utanför kalkylens spann (%(between)s); %(rank)s av beräkningarna låg lägre.")
    return text % values


def _labels() -> dict[str, str]:
    return {
        VOLUME: _("Volym: hur många som började och fullföljde"),
        PRICE: _("Pris: vad insatsen kostade"),
        EFFECT: _("Effekt: vad insatsen gjorde, vägt mot det som antogs"),
        LUCK: _("Slump: det som återstår"),
    }


def _table(found) -> Table:
    rows: list[list[Any]] = [[_("Kalkylen, med alla tal vid sitt medelvärde"), money(found.bridge.start)]]
    labels = _labels()
    rows += [[labels[reason], money(amount)] for reason, amount in found.bridge.parts.items()]
    columns = [Column(_("Steg")), Column(_("Samhällets nuvärde"), numeric=True)]
    last = _("Utfallet") if found.effect_shown else _("Med planens antagna effekt")
    return Table(_("Från kalkyl till utfall"), columns, rows, total=[last, money(found.bridge.end)])


def _picture(found) -> Chart:
    labels = _labels()
    parts = found.bridge.parts
    return Chart(
        kind="bars",
        title=_("Vad skillnaden beror på"),
        categories=tuple(labels[reason].partition(":")[0] for reason in parts),
        series=(Series(_("skillnad"), tuple(amount / MILLION for amount in parts.values())),),
        unit=_("Mkr"),
        decimals=1,
        category_label=_("Orsak"),
    )


def _facts(row: Settlement, answer: Settled) -> list[dict[str, Any]]:
    chain = row.frozen.result["chain"]

    def planned(code: str) -> str:
        return _("planerat %(n)s") % {"n": number(chain[code]["mean"])}

    facts = [
        {"label": _("Började"), "text": number(row.starters), "note": planned("starters")},
        {"label": _("Fullföljde"), "text": number(row.completed), "note": planned("completers")},
    ]
    if row.followed:
        facts.append({"label": _("Nådde målet"), "text": f"{number(row.reached)}/{number(row.followed)}"})
    if row.compared:
        facts.append(
            {"label": row.get_comparison_display(), "text": f"{number(row.compared_reached)}/{number(row.compared)}"}
        )
    for line in answer.costs:
        became = row.costs.get(str(line.number))
        if became is not None:
            note = _("planerat %(n)s") % {"n": sek(line.planned)}
            facts.append({"label": said_name(line.name), "text": sek(became), "note": note})
    return [*facts, {"label": _("Källa"), "text": row.source}]
