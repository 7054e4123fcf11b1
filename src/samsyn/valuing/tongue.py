"""Words and numbers of an account in Swedish or English, the same on screen, in Word and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.core.quantities import NBSP, swedish

MILLION = 1_000_000
STILL = 0.5  # kronor; a band narrower than this is a point
UNITS = {  # unit → how it is written after a number, in Swedish and English
    "1": ("", ""),
    "1/year": (" per år", " a year"),
    "year": (" år", " years"),
    "person": (" personer", " people"),
    "visit": (" besök", " visits"),
    "kr": (" kr", " SEK"),
    "kr/person/year": (" kr per person och år", " SEK per person and year"),
    "kr/household/year": (" kr per hushåll och år", " SEK per household and year"),
    "kr/employee/year": (" kr per anställd och år", " SEK per employee and year"),
    "kr/pupil/year": (" kr per elev och år", " SEK per pupil and year"),
    "kr/person/day": (" kr per person och dygn", " SEK per person and day"),
    "kr/visit": (" kr per besök", " SEK per visit"),
    "kr/item": (" kr per styck", " SEK each"),
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
        after = UNITS.get(unit, (f" {unit}", f" {unit}"))
        return self.plain(value) + after[self.english]

    def millions(self, sek: float, decimals: int = 1) -> str:
        return self.number(sek / MILLION, decimals)

    def money(self, sek: float, decimals: int = 1) -> str:
        millions = self.millions(sek, decimals)
        return f"SEK {millions} million" if self.english else f"{millions}{NBSP}Mkr"

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

    def rate(self, rate: float) -> str:
        return self.plain(rate * 100) + self(f"{NBSP}%", "%")

    def listed(self, texts: Iterable[str]) -> str:
        each = list(texts)
        return self(" och ", " and ").join(filter(None, (", ".join(each[:-1]), each[-1]))) if each else ""
