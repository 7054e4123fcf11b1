"""A small spreadsheet: reads the cells of an .xlsx and works out its formulas anew; stored values are not trusted."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REFERENCE = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
KNOWN = {"SUM": lambda *parts: sum(_flat(parts)), "MIN": lambda *parts: min(parts), "MAX": lambda *parts: max(parts)}


class Recalculated:
    """Cells by sheet and place, such as book["Summor", "C17"]. set() changes a number before anything is asked."""

    def __init__(self, data: bytes) -> None:
        self.formulas: dict[tuple[str, str], str] = {}
        self.numbers: dict[tuple[str, str], float] = {}
        self.texts: dict[tuple[str, str], str] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            self.sheets = [each.get("name") for each in book.iterfind(".//x:sheet", SPACE)]
            shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            strings = ["".join(part.itertext()) for part in shared.iterfind("x:si", SPACE)]
            for number, name in enumerate(self.sheets, 1):
                page = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
                for cell in page.iterfind(".//x:c", SPACE):
                    self._keep((name, cell.get("r")), cell, strings)

    def _keep(self, place, cell, strings):
        formula, value = cell.find("x:f", SPACE), cell.find("x:v", SPACE)
        if formula is not None:
            self.formulas[place] = formula.text
        elif cell.get("t") == "s":
            self.texts[place] = strings[int(value.text)]
        elif value is not None:
            self.numbers[place] = float(value.text)

    def set(self, place, number):
        assert place in self.numbers
        self.numbers[place] = number

    def __getitem__(self, place):
        if place not in self.numbers:
            self.numbers[place] = self._worked_out(self.formulas[place])
        return self.numbers[place]

    def _worked_out(self, formula):
        parts: list = []

        def named(match):
            sheet, column, row, last_column, last = match.groups()
            if last is None:
                parts.append(self[sheet, f"{column}{row}"])
            else:
                assert column == last_column
                parts.append([self[sheet, f"{column}{at}"] for at in range(int(row), int(last) + 1)])
            return f"part[{len(parts) - 1}]"

        text = REFERENCE.sub(named, formula).replace("^", "**")
        assert re.fullmatch(r"(SUM|MIN|MAX|part|[\d.()+\-*/,\[\]]|E[-+]?\d)+", text), formula
        return float(eval(text, {"__builtins__": {}}, {**KNOWN, "part": parts}))

    def row_of(self, sheet, text):
        """The row of the sheet that has this text in its first column."""
        return next(int(place[1:]) for (name, place), said in self.texts.items() if (name, said) == (sheet, text))


def _flat(parts):
    for part in parts:
        yield from part if isinstance(part, list) else [part]
