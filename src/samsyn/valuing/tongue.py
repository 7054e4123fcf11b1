"""Words and numbers of an account in Swedish or English, the same on screen, in Word and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.core.quantities import NBSP, swedish

MILLION, THOUSAND = 1_000_000, 1_000
WHOLES = {  # sides that are no actor of the bank
    "public": {"sv": "Offentlig sektor", "en": "Public sector"},
    "wellbeing": {"sv": "Välbefinnande (för sig)", "en": "Wellbeing (by itself)"},
}
STILL = 0.5  # kronor; a band narrower than this is a point
SHARES = {"1": ("", ""), "1/year": (" per år", " a year")}  # written as percentages
UNITS = {  # unit → how it is written after a number, in Swedish and English; one or several
    "year": (" år", " years"),
    "month": (" månader", " months"),
    "person": (" personer", " people"),
    "visit": (" besök", " visits"),
    "hour": (" timmar", " hours"),
    "kr": (" kr", " SEK"),
}
ONE = {"year": (" år", " year"), "month": (" månad", " month"), "person": (" person", " person"),
       "visit": (" besök", " visit"), "hour": (" timme", " hour")}  # fmt: skip
PER = {  # what a krona is per
    "person": ("person", "person"),
    "household": ("hushåll", "household"),
    "employee": ("anställd", "employee"),
    "pupil": ("elev", "pupil"),
    "child": ("barn", "child"),
    "participant": ("deltagare", "participant"),
    "visit": ("besök", "visit"),
    "contact": ("kontakt", "contact"),
    "hour": ("timme", "hour"),
    "item": ("styck", "item"),
    "unclear": ("okänd enhet", "unknown unit"),
    "year": ("år", "year"),
    "month": ("månad", "month"),
    "week": ("vecka", "week"),
    "day": ("dygn", "day"),
    "weekday": ("vardag", "weekday"),
}


@dataclass(frozen=True)
class Tongue:
    """Swedish unless English is asked for. Called with a text in both, it answers with its own."""

    english: bool = False

    def __call__(self, sv: str, en: str) -> str:
        return en if self.english else sv

    def name(self, names: Mapping[str, str]) -> str:
        return names["en" if self.english else "sv"]

    def number(self, value: float, decimals: int = 0) -> str:
        if self.english:
            return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
        return swedish(round(value, decimals) + 0.0, decimals)

    def plain(self, value: float) -> str:
        """A value as a reader would write it: no more digits than say something, and no noughts at the end."""
        size = abs(value)
        decimals = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 3
        text = self.number(value, decimals)
        return text.rstrip("0").rstrip(",.") if decimals else text

    def with_unit(self, value: float, unit: str) -> str:
        """25 %, 736 000 kr per person och år, 60 personer; a unit that nobody has words for stands as it is."""
        if unit in SHARES:
            return self.share(value) + SHARES[unit][self.english]
        if abs(value) == 1 and unit in ONE:
            return self.plain(value) + ONE[unit][self.english]
        return self._counted(value, unit) + NBSP + self.unit(unit)

    def people(self, value: float) -> str:
        """Whole from ten on; fewer are expected numbers, as 2,4, and would vanish if they were rounded."""
        return self.number(value) if abs(value) >= 10 else self.plain(value)

    def _counted(self, value: float, unit: str) -> str:
        return self.people(value) if unit == "person" else self.plain(value)

    def unit(self, unit: str) -> str:
        """What stands after a number: kr per person och år."""
        if unit in SHARES:
            return (self("procent", "per cent") + SHARES[unit][self.english]).strip()
        if unit in UNITS:
            return UNITS[unit][self.english].strip()
        money, *per = unit.split("/")
        if money != "kr" or any(each not in PER for each in per):
            return unit
        return self("kr per ", "SEK per ") + self(" och ", " and ").join(PER[each][self.english] for each in per)

    def ends(self, low: float, high: float, unit: str) -> str:
        """15 till 36 % per år; one value where there is no band."""
        if high - low <= abs(high) * 1e-9:
            return self.with_unit(high, unit)
        first = self.plain(low * 100) if unit in SHARES else self._counted(low, unit)
        return first + self(" till ", " to ") + self.with_unit(high, unit)

    def share(self, value: float) -> str:
        return self.plain(value * 100) + self(f"{NBSP}%", "%")

    def millions(self, sek: float, decimals: int = 1) -> str:
        return self.number(sek / MILLION, decimals)

    def money(self, sek: float, decimals: int = 1) -> str:
        """As exact as an account deserves: in millions, and what is smaller in thousands or whole kronor."""
        size = abs(sek)
        if size >= 0.95 * MILLION:
            amount, sv, en = self.millions(sek, decimals), "Mkr", " million"
        elif size >= THOUSAND / 2:
            amount, sv, en = self.number(sek / THOUSAND), "tkr", " thousand"
        else:
            amount, sv, en = self.number(sek), "kr", ""
        return f"SEK {amount}{en}" if self.english else f"{amount}{NBSP}{sv}"

    def between(self, spread: Mapping[str, float], decimals: int = 1) -> str:
        """Low to high as amounts; one amount where they are the same."""
        low, high = self.money(spread["low"], decimals), self.money(spread["high"], decimals)
        return low if low == high else low + self(" till ", " to ") + high

    def band(self, spread: Mapping[str, float], decimals: int = 1) -> str:
        """Low to high in millions; a dash where there is no band."""
        if spread["high"] - spread["low"] < STILL:
            return "–"
        between = self("till", "to")
        return f"{self.millions(spread['low'], decimals)} {between} {self.millions(spread['high'], decimals)}"

    def chance(self, share: float) -> str:
        percent = round(share * 100)
        if percent in (0, 100):
            return self(f"under 1{NBSP}%", "below 1%") if percent == 0 else self(f"över 99{NBSP}%", "above 99%")
        return f"{percent}" + self(f"{NBSP}%", "%")

    def frequency(self, share: float) -> str:
        """A chance as a count of calculations, never none or all unless it is."""
        if share <= 0:
            return self("inte i någon beräkning", "in no calculation")
        if share >= 1:
            return self("i alla beräkningar", "in all calculations")
        of_hundred = min(99, max(1, round(share * 100)))
        return self(f"i {of_hundred} av 100 beräkningar", f"in {of_hundred} of 100 calculations")

    def rate(self, rate: float) -> str:
        return self.share(rate)

    def listed(self, texts: Iterable[str]) -> str:
        each = list(texts)
        return self(" och ", " and ").join(filter(None, (", ".join(each[:-1]), each[-1]))) if each else ""
