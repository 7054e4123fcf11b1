"""Invented people whose every word can be recognised again, wherever it turns up."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

CONSONANTS, VOWELS = "bdfgklmnprst", "aeiouåäö"
SYLLABLES = [c + v for c in CONSONANTS for v in VOWELS]
LONGEST = 50_000_000  # characters of an answer that are searched


@dataclass(frozen=True)
class Canary:
    """One invented person by number. Two canaries share no word, number, telephone or address."""

    n: int

    @property
    def word(self) -> str:
        """A word in letters only, so that it is a name as well: "Zqbabade"."""
        rest, made = self.n, ""
        for _ in range(3):
            rest, place = divmod(rest, len(SYLLABLES))
            made = SYLLABLES[place] + made
        return f"Zq{made}"

    @property
    def name(self) -> str:
        return f"Kana {self.word}"

    @property
    def number(self) -> str:
        """Twelve digits with a right check digit, born before 1890: nobody living has it."""
        year, rest = divmod(self.n, 12 * 28 * 999)
        month_day, serial = divmod(rest, 999)
        month, day = divmod(month_day, 28)
        nine = f"{(80 + year) % 100:02}{month + 1:02}{day + 1:02}{serial + 1:03}"
        doubled = (sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
        return f"18{nine}{-sum(doubled) % 10}"

    @property
    def telephone(self) -> str:
        return f"0709{self.n:06}"

    @property
    def contact(self) -> dict[str, str]:
        return {
            "phone": self.telephone,
            "email": f"{self.word.lower()}@exempel.se",
            "address": f"{self.word}gatan 1",
        }

    def says(self, what: str) -> str:
        """A free text about the person that carries the word."""
        return f"{self.word} {what}"


WORDS = re.compile(rf"zq(?:[{CONSONANTS}][{VOWELS}]){{3}}")
DIGITS = re.compile(r"(?<![\w-])(?:\d{2})?(\d{6})[-+ ]?(\d{4})(?![\w-])")
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Cage:
    """All canaries of a house: whose traces are there in a text?"""

    def __init__(self) -> None:
        self._by_trace: dict[str, int] = {}
        self._by_file: dict[str, int] = {}

    def add_in_file(self, canary: Canary, key: object) -> None:
        """Somebody whom nobody has written in yet: read as a row of this file, and traced under its key."""
        self.add(canary)
        self._by_file[str(key)] = canary.n

    def logged_as(self, key: str) -> set[int]:
        """The canaries that a row of the read log with this key is about."""
        return {self._by_file[key]} if key in self._by_file else self.found_in(key)

    def add(self, canary: Canary, keys: Iterable[object] = ()) -> None:
        for trace in (canary.word.lower(), canary.number[2:], canary.telephone, *map(str, keys)):
            if self._by_trace.setdefault(trace, canary.n) != canary.n:
                raise ValueError(f"{trace} belongs to two")

    def found_in(self, text: str) -> set[int]:
        """The canaries whose word, number, telephone or key is in the text."""
        text = text[:LONGEST].lower()
        traces = set(WORDS.findall(text)) | {a + b for a, b in DIGITS.findall(text)} | set(KEYS.findall(text))
        return {self._by_trace[trace] for trace in traces if trace in self._by_trace}


def text_of(body: bytes) -> str:
    """Everything readable in an answer: a page, or what is inside a workbook, a Word file, a package or a PDF."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(f"{name}\n{text_of(packed.read(name))}" for name in packed.namelist())
    if body[:5] == b"%PDF-":
        return _pdf_text(body)
    return body.decode("utf-8", "replace")


def _pdf_text(body: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(body)
    try:
        said = [page.get_textpage().get_text_bounded() for page in document]
        return "\n".join([*said, *map(str, document.get_metadata_dict().values())])
    finally:
        document.close()
