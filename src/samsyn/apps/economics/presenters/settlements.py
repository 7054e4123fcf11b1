"""A bokslut in words: what was promised, what became of it and why; and never an effect that nobody compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.models.settlements import STATED
from samsyn.apps.economics.naming import said as said_name
from samsyn.apps.economics.presenters.wording import between, money
from samsyn.apps.economics.queries.outcomes import BEGAN, Outcome
from samsyn.apps.economics.queries.settlements import Asked, Fared, Settled
from samsyn.core.valuation.bridge import Record
from samsyn.core.valuation.cube import SOCIETY
from samsyn.core.valuation.settlement import EFFECT, LUCK, MIX, PRICE, VOLUME
from samsyn.core.valuation.settlement import Settlement as Found
from samsyn.valuing.tongue import MILLION
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import in_english, isodate, number, percent, plainnumber, sek
from samsyn.web.tables import Cell, Column, Table

ENOUGH = 5  # outcomes before anything is said of whether forecasts are right
UNLIKELY = 0.05  # the chance under which something is said not to be chance


def settlement_words(row: Settlement, answer: Settled) -> dict[str, Any]:
    """Everything the page shows of a bokslut."""
    found, asked = answer.settlement, answer.asked
    if found is None or asked is None:
        return {"fault": answer.fault}
    promised = row.frozen.result["perspectives"][SOCIETY]["present_value"]
    moved = _("Prisbanken eller motorn har ändrats sedan kalkylen frystes. Bokslutet är räknat med dagens.")
    return {
        "headline": _headline(promised, found),
        "effect": [*_effect(row, answer, found), *_rounding(found)],
        "scored": _scored(promised, found),
        "moved": moved if answer.moved else "",
        "table": _table(promised, found, asked.scenario.price_year),
        "picture": _picture(found),
        "facts": _facts(row, asked),
    }


def _headline(promised: Mapping[str, float], found: Found) -> str:
    values = {"planned": money(promised["mean"]), "became": money(found.bridge.end)}
    if found.effect_shown and found.likely:
        values |= {"low": money(found.likely[0]), "high": money(found.likely[1])}
        text = _(
            "Kalkylen lovade samhället %(planned)s. Bokslutet visar %(became)s, och mellan %(low)s och %(high)s med "
            "jämförelsens osäkerhet."
        )
        return text % values
    return (
        _(
            "Ingen effekt påvisad. Med verkliga volymer och kostnader, men med planens antagna effekt, skulle "
            "samhället få %(became)s; kalkylen lovade %(planned)s."
        )
        % values
    )


def _effect(row: Settlement, answer: Settled, found: Found) -> list[str]:
    said = [answer.estimate.sentence(in_english())] if answer.estimate is not None else []
    if answer.wavering:
        said.append(
            _(
                "Om skillnaden är större än slumpen beror på hur talen avrundades innan de lämnades. "
                "Därför sägs ingen effekt påvisad."
            )
        )
    if found.reached is not None:
        said.append(_reached(row, found))
        said += _beyond(row, found.reached)
    if found.effect_shown:
        said.append(
            _(
                "Effekten är det som är rimligt att tro när jämförelsen vägs mot det som kalkylen antog. Slumpen är "
                "resten; den blir mindre ju fler som följs upp."
            )
        )
    return [*said, _needed_times(found) if found.needed_is == "times" else _needed_share(found)]


def _beyond(row: Settlement, reached: float) -> list[str]:
    """Where the estimate and the outcome cannot be of the same people."""
    if row.comparison not in STATED or row.stated is None or 0 <= reached - row.stated <= 1:
        return []
    text = _(
        "Utan insatsen skulle då %(share)s ha nått målet, och det går inte. Uppskattningen och utfallet gäller inte "
        "samma människor eller samma mål; kontrollera talen."
    )
    return [text % {"share": percent(reached - row.stated, 0)}]


def _reached(row: Settlement, found: Found) -> str:
    values = {"reached": percent(found.reached, 0), "n": number(row.reached), "of": number(row.followed)}
    if found.needed_is == "times":
        text = _("%(reached)s gjorde någon av flyttarna (%(n)s av %(of)s som kunde göra dem och följdes upp).")
    else:
        text = _("%(reached)s nådde målet (%(n)s av %(of)s som följdes upp).")
    ends = found.reached_between
    if ends and ends[0] < ends[1]:
        values |= {"low": percent(ends[0], 0), "high": percent(ends[1], 0)}
        text += " " + _("De talen är skyddade; andelen är mellan %(low)s och %(high)s.")
    return text % values


def _needed_share(found: Found) -> str:
    if found.needed is None:
        return _("Inte ens om alla som fullföljde lyckats tack vare insatsen skulle den bära sig.")
    if found.needed == 0:
        return _("Insatsen bär sig även om ingen lyckats tack vare den.")
    text = _(
        "För att insatsen ska bära sig behöver minst %(needed)s av dem som fullföljde ha lyckats tack vare den, "
        "och inte bara efter den."
    )
    return text % {"needed": percent(found.needed, 1)} + _needed_between(found, lambda share: percent(share, 1))


def _needed_times(found: Found) -> str:
    if found.needed is None:
        return _("Inte ens om flyttarna blivit många gånger så vanliga skulle insatsen bära sig.")
    if found.needed == 1:
        return _("Insatsen bär sig även om flyttarna inte blivit vanligare.")
    text = _(
        "För att insatsen ska bära sig behöver flyttarna ha blivit minst %(needed)s gånger så vanliga tack vare den; "
        "kalkylen räknade med %(expected)s gånger."
    )
    values = {"needed": number(found.needed, 2), "expected": number(found.expected, 2)}
    return text % values + _needed_between(found, lambda times: number(times, 2))


def _needed_between(found: Found, told) -> str:
    """What it takes, at the ends of what protected counts may have been; empty where they change nothing."""
    if found.needed_between is None:
        return ""
    low, high = found.needed_between
    if low is not None and high is not None and told(low) != told(high):
        values = {"low": told(low), "high": told(high)}
        return " " + _("Mellan %(low)s och %(high)s beroende på avrundning.") % values
    if low is not None and high is None:
        return " " + _("Beroende på avrundning mellan %(low)s och aldrig.") % {"low": told(low)}
    return ""


def _rounding(found: Found) -> list[str]:
    if found.end_between is None:
        return []
    low, high = (money(end) for end in found.end_between)
    if low == high:
        return [_("Några av talen är skyddade, men avrundningen ändrar inte svaret.")]
    text = _("Några av talen är skyddade. Samhällets nuvärde är mellan %(low)s och %(high)s beroende på avrundning.")
    return [text % {"low": low, "high": high}]


def _scored(promised: Mapping[str, float], found: Found) -> str:
    values = {"between": between(promised), "rank": percent(found.score.rank, 0)}
    if promised["low"] == promised["high"]:
        return _("Kalkylen hade inget spann att pröva mot.")
    if not found.effect_shown:
        text = _(
            "Kalkylen prövas inte mot utfallet, för ingen effekt är påvisad. Räknat så hamnar %(rank)s av kalkylens "
            "beräkningar lägre (spannet var %(between)s)."
        )
    elif found.inside is None:
        text = _("Om utfallet ligger inom kalkylens spann (%(between)s) beror på avrundningen, så den prövas inte.")
    elif found.inside:
        text = _("Utfallet ligger inom kalkylens spann (%(between)s); %(rank)s av beräkningarna låg lägre.")
    else:
        text = _("Utfallet ligger utanför kalkylens spann (%(between)s); %(rank)s av beräkningarna låg lägre.")
    return text % values


def _labels(times: bool) -> dict[str, str]:
    return {
        VOLUME: _("Volym: hur många som började och fullföljde"),
        PRICE: _("Pris: vad insatsen kostade"),
        MIX: _("Sammansättning: var de stod som började"),
        EFFECT: _("Effekt: hur mycket vanligare flyttarna blev, vägt mot det som antogs")
        if times
        else _("Effekt: vad insatsen gjorde, vägt mot det som antogs"),
        LUCK: _("Slump: det som återstår"),
    }


def _table(promised: Mapping[str, float], found: Found, price_year: int) -> Table:
    """In whole kronor that add up: each amount is rounded with those before it."""
    labels = _labels(found.needed_is == "times")
    rows: list[list[Any]] = [[_("Kalkylen, med alla tal vid sitt medelvärde"), sek(round(found.bridge.start))]]
    exact = found.bridge.start
    for reason, amount in found.bridge.parts.items():
        before, exact = round(exact), exact + amount
        rows.append([labels[reason], sek(round(exact) - before)])
    columns = [Column(_("Steg")), Column(_("Samhällets nuvärde"), numeric=True)]
    last = _("Utfallet") if found.effect_shown else _("Med planens antagna effekt")
    note = _(
        "I %(year)s års priser. Delarna är tillsammans exakt hela skillnaden. De räknas vid talens medelvärden; "
        "löftet, %(planned)s, är genomsnittet av alla kalkylens beräkningar."
    ) % {"year": plainnumber(price_year), "planned": money(promised["mean"])}
    return Table(_("Från kalkyl till utfall"), columns, rows, total=[last, sek(round(exact))], note=note)


def _picture(found: Found) -> Chart:
    labels = _labels(found.needed_is == "times")
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


def _facts(row: Settlement, asked: Asked) -> list[dict[str, Any]]:
    """The outcome, count by count, each with what was planned and where it comes from."""
    chain = row.frozen.result["chain"]

    def planned(code: str) -> str:
        return _("planerat %(n)s") % {"n": number(chain[code]["mean"])}

    facts = [
        _fact(row, _("Började"), "starters", planned("starters")),
        _fact(row, _("Fullföljde"), "completed", planned("completers")),
    ]
    if row.goal:
        facts.append({"label": _("Flyttar som räknas") if asked.moves else _("Målet"), "text": row.goal})
    if row.followed:
        made = _("Gjorde någon av flyttarna") if asked.moves else _("Nådde målet")
        facts.append(_fact(row, made, "reached"))
        facts.append(_fact(row, _("Följdes upp"), "followed", row.get_followed_of_display()))
    if row.compared and row.comparison in STATED:
        ends = {"n": number(row.compared), "low": _points(row.stated_low), "high": _points(row.stated_high)}
        note = _("95 %%: %(low)s till %(high)s, mot %(n)s i jämförelsen") % ends
        told = _("%(n)s procentenheter") % {"n": _points(row.stated)}
        facts.append({"label": row.get_comparison_display(), "text": told, "note": note})
    elif row.compared and row.comparison:
        text = f"{number(row.compared_reached)}/{number(row.compared)}"
        facts.append({"label": row.get_comparison_display(), "text": text})
    facts += _began(row, asked)
    for line in asked.costs:
        became = row.costs.get(str(line.number))
        if became is not None:
            note = _("planerat %(n)s") % {"n": sek(line.planned)}
            facts.append({"label": said_name(line.name), "text": sek(became), "note": note})
    return [*facts, {"label": _("Källa"), "text": row.source}]


def _points(share: float | None) -> str:
    return "–" if share is None else number(100 * share, 1)


def _began(row: Settlement, asked: Asked) -> Iterable[dict[str, Any]]:
    for line in asked.starts:
        if line.code in row.began:
            label = _("Började i läget ”%(state)s”") % {"state": said_name(line.name)}
            note = _("planerat %(n)s") % {"n": percent(line.planned, 0)}
            yield _fact(row, label, f"{BEGAN}{line.code}", note, row.began[line.code])


def _fact(row: Settlement, label: str, name: str, note: str = "", value: int | None = None) -> dict[str, Any]:
    """One count: linked to where it stands, with what it may have been before it was protected."""
    value = getattr(row, name) if value is None else value
    source = row.delivered.get(name)
    if source is None:
        return {"label": label, "text": number(value), "note": note}
    text = number(value)
    if source["low"] < source["high"]:
        text = _("omkring %(n)s (%(low)s–%(high)s)") % {
            "n": number(value), "low": number(source["low"]), "high": number(source["high"]),
        }  # fmt: skip
    where = _("ur %(where)s") % {"where": source["where"]}
    return {
        "label": label,
        "text": text,
        "href": source["url"],
        "note": "; ".join(each for each in (note, where) if each),
    }


def ground_choices(outcome: Outcome) -> dict[str, Any] | None:
    """The delivered tables to read the outcome from, with the states of the one that is picked."""
    picked = outcome.picked
    ground = next((each for each in outcome.grounds if picked and each.code == picked.table), None)
    if ground is None or picked is None or outcome.release is None:
        return None
    return {
        "tables": [{"code": each.code, "title": _(each.title), "picked": each is ground} for each in outcome.grounds],
        "states": [{"code": each, "label": _(each), "picked": each in picked.states} for each in ground.states],
        "froms": [{"code": each, "label": _(each), "picked": each in picked.froms} for each in ground.froms],
        "hidden": outcome.hidden,
    }


def record_words(fared: Sequence[Fared], record: Record | None) -> dict[str, Any]:
    """How the forecasts have fared: sentences about all that may be scored, and a row for every bokslut."""
    return {"sentences": _record(record, len(fared)), "table": _fared_table(fared)}


def _record(record: Record | None, every: int) -> list[str]:
    if record is None:
        return [
            _(
                "Ingen kalkyl går att pröva än. Det kräver ett bokslut med jämförelse, för utan den är effekten "
                "fortfarande planens."
            )
        ]
    said = [
        _("%(inside)s av %(of)s utfall låg inom kalkylens spann. I längden ska det vara %(expected)s.")
        % {"inside": number(record.inside), "of": number(record.of), "expected": percent(record.expected, 0)},
        _("I genomsnitt låg %(rank)s av kalkylens beräkningar lägre än utfallet; 50 %% vore mitt i.")
        % {"rank": percent(record.mean_rank, 0)},
        _verdict(record),
    ]
    left = every - record.of
    if left:
        text = ngettext(
            "%(n)s bokslut räknas inte med: utan påvisad effekt, utan spann, eller så att avrundningen avgör.",
            "%(n)s bokslut räknas inte med: utan påvisad effekt, utan spann, eller så att avrundningen avgör.",
            left,
        )
        said.append(text % {"n": number(left)})
    return said


def _verdict(record: Record) -> str:
    if record.of < ENOUGH:
        return _("Så få utfall säger inte om kalkylerna är för hoppfulla.")
    found = [
        (
            record.hopeful,
            _("Kalkylerna lovar för mycket: utfallen blir sämre än väntat oftare än slumpen kan förklara."),
        ),
        (
            record.doubtful,
            _("Kalkylerna lovar för lite: utfallen blir bättre än väntat oftare än slumpen kan förklara."),
        ),
        (record.narrow, _("Spannen är för snäva: fler utfall hamnar utanför än slumpen kan förklara.")),
    ]
    told = [text for likely, text in found if likely < UNLIKELY]
    return " ".join(told) or _("Inget tyder på att kalkylerna lovar för mycket eller för lite.")


def _fared_table(fared: Sequence[Fared]) -> Table:
    columns = [
        Column(_("Kalkyl")), Column(_("Gäller")), Column(_("Kalkylen lovade, nio av tio beräkningar"), numeric=True),
        Column(_("Bokslutet"), numeric=True), Column(_("Inom spannet")),
        Column(_("Andel beräkningar som låg lägre"), numeric=True),
    ]  # fmt: skip
    return Table(_("Bokslut"), columns, [_fared_row(each) for each in fared])


def _fared_row(one: Fared) -> list[Any]:
    account, found = one.row.frozen.account, one.answer.settlement
    day = isodate(timezone.localtime(one.row.frozen.frozen_at).date())
    note = _("fryst %(day)s") % {"day": day}
    title = Cell(account.title, href=reverse("settlement", args=[one.row.frozen_id]), note=note)
    prices = _("%(year)s års priser") % {"year": plainnumber(one.row.frozen.result["price_year"])}
    first = [title, str(account.project or account.organisation), Cell(between(one.promised), note=prices)]
    if found is None:
        return [*first, "–", _("går inte att räkna"), "–"]
    if not found.effect_shown:
        return [*first, "–", _("ingen effekt påvisad"), "–"]
    if one.promised["low"] == one.promised["high"]:
        return [*first, money(found.bridge.end), _("inget spann"), "–"]
    if found.inside is None:
        return [*first, money(found.bridge.end), _("avrundningen avgör"), "–"]
    held = _("ja") if found.inside else _("nej")
    return [*first, money(found.bridge.end), held, percent(found.score.rank, 0)]
