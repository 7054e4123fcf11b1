"""What must be put right before a text can be saved: typed numbers and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from django.utils.translation import gettext as _

from samsyn.apps.reporting.changes import change_between
from samsyn.apps.reporting.references.formats import CannotWrite, plan_of, written
from samsyn.apps.reporting.references.parsing import around, covered, place, references_in
from samsyn.apps.reporting.references.typed import TypedNumber, typed_numbers
from samsyn.apps.reporting.wording import in_words
from samsyn.core.quantities import rounded
from samsyn.core.tables.figure import Figure

NEAR = Decimal("0.05")  # a typed number within five per cent of a figure is probably meant to be it
SHOWN = 3


@dataclass(frozen=True)
class Fault:
    """Where in the text, and what to do."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = _("Rad %(line)s, tecken %(column)s") % {"line": self.line, "column": self.column}
        return f"{where}: {self.message}"


def faults_in(text: str, figures: Mapping[str, Figure]) -> list[Fault]:
    """Every fault, in the order of the text."""
    text = text.replace("\r\n", "\n")
    faults, rest = [], text
    for reference in references_in(text):
        rest = covered(rest, reference.start, reference.end)
        message = _reference_fault(reference.key, reference.format, figures)
        if message:
            faults.append(Fault(*place(text, reference.start), message))
    for opening in _unclosed(rest):
        message = _("Referensen är inte avslutad. Skriv den som [[nyckel]] på en och samma rad.")
        faults.append(Fault(*place(text, opening), message))
    for typed in typed_numbers(rest):
        faults.append(Fault(*place(text, typed.start), _typed_fault(text, typed, figures)))
    return sorted(faults, key=lambda fault: (fault.line, fault.column))


def _reference_fault(key: str, wanted: str, figures: Mapping[str, Figure]) -> str:
    if key in figures:
        try:
            written(key, wanted, figures)
        except CannotWrite as error:
            return str(error)
        return ""
    near = _near_keys(key, figures)
    told = _("Det finns ingen siffra med nyckeln ”%(key)s”.") % {"key": key}
    if not near:
        return told + " " + _("Välj en i listan över siffror.")
    return told + " " + _("Menar du %(near)s?") % {"near": ", ".join(f"[[{one}]]" for one in near)}


def _near_keys(key: str, figures: Mapping[str, Figure]) -> list[str]:
    by_lower = {known.lower(): known for known in figures}
    close = get_close_matches(key.lower(), by_lower, n=SHOWN, cutoff=0.5)
    return [by_lower[one] for one in close]


def _unclosed(text: str) -> list[int]:
    return [index for index in range(len(text) - 1) if text[index : index + 2] in {"[[", "]]"}]


def _typed_fault(text: str, typed: TypedNumber, figures: Mapping[str, Figure]) -> str:
    sign = "\u00a0%" if typed.percent else ""
    number = f"{typed.text}{sign}"
    told = _("%(number)s är skrivet för hand (”%(around)s”).") % {
        "number": number,
        "around": around(text, typed.start, typed.end),
    }
    meant = _meant(typed, figures)
    if meant:
        told += " " + _("%(number)s – menar du %(meant)s?") % {
            "number": number,
            "meant": _(" eller ").join(meant),
        }
        return told
    return (
        told
        + " "
        + _(
            "Skriv en referens till siffran i stället, till exempel [[nyckel]]. "
            "Hör siffrorna till ett namn: skriv \\ före, till exempel \\%(number)s."
        )
        % {"number": typed.text}
    )


def _meant(typed: TypedNumber, figures: Mapping[str, Figure]) -> list[str]:
    """References whose value, printed value or change is, or is nearly, the typed number; best first."""
    ranked = []
    for order, figure in enumerate(figures.values()):
        for rank, wanted, words in _readings(typed, figure, figures):
            ranked.append((rank, order, f"[[{figure.key}{wanted}]] ({words})"))
    return [words for _rank, _order, words in sorted(ranked)[:SHOWN]]


def _readings(typed: TypedNumber, figure: Figure, figures: Mapping[str, Figure]):
    shown = figure.shown
    if shown is None:
        return
    if figure.measure.percent == typed.percent:
        distance = _distance(typed.value, shown)
        if figure.printed is not None and _printed_as(figure) == typed.value and figure.contradicted:
            yield Decimal("0.0001"), "", in_words(figure)
        elif distance <= NEAR:
            yield distance, "", in_words(figure)
    plan = plan_of(figure, figures)
    if typed.percent and plan is not None:
        change = change_between(plan, figure)
        if change.share is not None and rounded(abs(change.share) * 100, 0) == typed.value:
            yield Decimal("0.0002"), "|mot-plan", change.sentence


def _printed_as(figure: Figure) -> Decimal:
    scale = 100 if figure.measure.percent else 1
    return rounded((figure.printed or Decimal(0)) * scale, figure.measure.decimals)


def _distance(one: Decimal, other: Decimal) -> Decimal:
    if one == other:
        return Decimal(0)
    return abs(one - other) / abs(other) if other else Decimal(1)
