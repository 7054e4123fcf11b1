"""The report's own pages in Word: headings, text, lists, tables and pictures, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from samsyn.apps.reporting.content import (
    Block,
    ChartBlock,
    FigureNote,
    ListBlock,
    ReportContent,
    Run,
    TableBlock,
    Text,
    sections_of,
)
from samsyn.apps.reporting.word.pictures import picture_xml
from samsyn.apps.reporting.word.tables import table_xml
from samsyn.apps.reporting.word.words import words
from samsyn.apps.reporting.word.xml import bookmarked, field_over, link_to, paragraph, run, simple_field

TEXT_STYLES = {"body": "Normal", "lead": "Ingress", "note": "Tabellnot"}
FIRST_PICTURE = 2000  # ids above those that the template's own pictures have


class Body:
    """Builds the XML of a report for one document, whose style ids and pictures it uses."""

    def __init__(self, document, content: ReportContent, styles: Mapping[str, str]) -> None:
        self.document, self.content, self.styles = document, content, styles
        self.words = words()
        self.marks = count(1000)

    def xml(self) -> str:
        """Everything after the contents."""
        pieces = []
        for index, (level, section) in enumerate(sections_of(self.content)):
            title = bookmarked(next(self.marks), _section_mark(index), run(section.title))
            first = "" if index else "<w:pageBreakBefore/>"
            pieces.append(paragraph(self.styles[f"Heading {level}"], title, first))
            pieces += [self._block(block) for block in section.blocks]
        return "".join(pieces)

    def short_xml(self, lines: Sequence[str]) -> str:
        """Title, lines under it and the sections, whose headings name their only table: nothing is numbered."""
        pieces = [paragraph(self.styles["Heading 1"], run(self.content.title))]
        pieces += [paragraph(self.styles["Tabellnot"], run(line)) for line in lines]
        for _level, section in sections_of(self.content):
            pieces.append(paragraph(self.styles["Heading 2"], run(section.title)))
            pieces += [
                table_xml(block, self.styles) if isinstance(block, TableBlock) else self._block(block)
                for block in section.blocks
            ]
        return "".join(pieces)

    def contents(self) -> str:
        """The table of contents as a field, filled with the headings until Word counts the pages."""
        rows = [
            (self.styles[f"toc {level}"], link_to(_section_mark(index), section.title))
            for index, (level, section) in enumerate(sections_of(self.content))
        ]
        return field_over(r'TOC \o "1-3" \h \z \u', rows or [(self.styles["toc 1"], "")])

    def table_list(self) -> str:
        """The list of tables as a field."""
        rows = []
        for _level, section in sections_of(self.content):
            for table in (block for block in section.blocks if isinstance(block, TableBlock)):
                text = f"{self.words.table} {table.number}. {table.caption}"
                rows.append((self.styles["table of figures"], link_to(f"_Tabell{table.number}", text)))
        return field_over(rf'TOC \h \z \c "{self.words.table}"', rows) if rows else ""

    def _block(self, block: Block) -> str:
        if isinstance(block, Text):
            return paragraph(self.styles[TEXT_STYLES[block.style]], _runs(block.runs))
        if isinstance(block, ListBlock):
            return self._list(block)
        if isinstance(block, TableBlock):
            return self._table(block)
        return self._chart(block) if isinstance(block, ChartBlock) else self._figure(block)

    def _list(self, block: ListBlock) -> str:
        style = self.styles["List Number" if block.numbered else "List Bullet"]
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._restarted()}"/></w:numPr>'
        extra = numbering if block.numbered else ""
        return "".join(paragraph(style, _runs(point), extra) for point in block.points)

    def _restarted(self) -> int:
        """A list of numbers that begins at 1 again."""
        numbering = self.document.part.numbering_part.element
        style = self.document.styles.element.get_by_id(self.styles["List Number"])
        used = style.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
        number.add_lvlOverride(0).add_startOverride(1)
        return number.numId

    def _table(self, block: TableBlock) -> str:
        caption = self._caption(self.words.table, block.number, block.caption, f"_Tabell{block.number}")
        note = paragraph(self.styles["Tabellnot"], run(block.note) if block.note else "")
        return caption + table_xml(block, self.styles) + note

    def _chart(self, block: ChartBlock) -> str:
        caption = self._caption(self.words.chart, block.number, block.caption, f"_Diagram{block.number}")
        picture = picture_xml(self.document, block, FIRST_PICTURE + block.number)
        told = self.words.numbers_in(block.table_number) if block.table_number else ""
        note = paragraph(self.styles["Tabellnot"], run(told) if told else "")
        return caption + paragraph(self.styles["Diagrambild"], picture) + note

    def _caption(self, label: str, number: int, text: str, mark: str) -> str:
        sequence = simple_field(rf"SEQ {label} \* ARABIC", str(number))
        title = f"{run(f'{label} ')}{sequence}{run(f'. {text}')}"
        return paragraph(self.styles["Caption"], bookmarked(next(self.marks), mark, title))

    def _figure(self, block: FigureNote) -> str:
        told = "".join([run(f"{block.label}: ", bold=True), run(block.text)])
        for more in (block.population, block.note):
            told += run(f" · {more}") if more else ""
        return paragraph(self.styles["Nyckeltal"], told)


def parsed(xml: str) -> list:
    """The XML as elements to put into a document."""
    return list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(run(one.text) for one in runs)


def _section_mark(index: int) -> str:
    return f"_Toc{index + 1:06}"
