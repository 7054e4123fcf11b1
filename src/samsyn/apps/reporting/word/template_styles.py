"""The styles of the Word template: one typeface, one accent colour, tables that carry their meaning in rules."""

from __future__ import annotations

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Arial"  # on every machine, with digits of equal width
INK, ACCENT, QUIET = RGBColor(0x18, 0x21, 0x26), RGBColor(0x00, 0x5E, 0x66), RGBColor(0x48, 0x54, 0x5B)
TEXT_WIDTH = Mm(160)

# name: (based on, points, bold, colour, space before, space after, keep with next)
_EXISTING = {
    "Normal": (10.5, False, INK, 0, 7, False),
    "Title": (28, True, INK, 12, 8, False),
    "Subtitle": (15, False, QUIET, 0, 24, False),
    "Heading 1": (18, True, ACCENT, 26, 8, True),
    "Heading 2": (13.5, True, INK, 18, 5, True),
    "Heading 3": (11.5, True, INK, 13, 4, True),
    "TOC Heading": (18, True, ACCENT, 20, 8, True),
    "Caption": (9.5, True, INK, 12, 5, True),
    "List Bullet": (10.5, False, INK, 0, 3, False),
    "List Number": (10.5, False, INK, 0, 3, False),
    "Header": (8.5, False, QUIET, 0, 0, False),
    "Footer": (8.5, False, QUIET, 0, 0, False),
}
_NEW = {
    "Ingress": ("Normal", 12, False, INK, 0, 10, False),
    "Läge": ("Normal", 10.5, True, ACCENT, 130, 6, False),
    "Omslag": ("Normal", 10.5, False, QUIET, 0, 3, False),
    "Nyckeltal": ("Normal", 10.5, False, INK, 0, 5, False),
    "Tabelltext": ("Normal", 8.5, False, INK, 0, 0, False),
    "Tabelltal": ("Tabelltext", 8.5, False, INK, 0, 0, False),
    "Tabellnot": ("Normal", 8.5, False, QUIET, 4, 10, False),
    "Diagrambild": ("Normal", 10.5, False, INK, 0, 0, True),
    "toc 1": ("Normal", 10.5, True, INK, 6, 2, False),
    "toc 2": ("Normal", 10.5, False, INK, 0, 2, False),
    "toc 3": ("Normal", 10.5, False, QUIET, 0, 2, False),
    "table of figures": ("Normal", 10.5, False, INK, 0, 3, False),
}


def dress(document) -> None:
    """Give the document its styles, Swedish as its language and the table style."""
    _defaults(document)
    for name, (size, bold, color, before, after, keep) in _EXISTING.items():
        _shape(document.styles[name], size, bold, color, before, after, keep)
    for name, (base, size, bold, color, before, after, keep) in _NEW.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles[base], True
        _shape(style, size, bold, color, before, after, keep)
    document.styles["Tabelltal"].paragraph_format.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
    _contents_styles(document)
    _title_without_rule(document)
    document.styles.element.append(parse_xml(_TABLE_STYLE))


def _defaults(document) -> None:
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "sv-SE")
    language.set(qn("w:eastAsia"), "sv-SE")
    spacing = document.styles.element.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    spacing.set(qn("w:after"), "140")


def _shape(style, size: float, bold: bool, color, before: float, after: float, keep: bool) -> None:
    font = style.font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    font.size, font.bold, font.italic = Pt(size), bold or None, None
    font.color.rgb = color
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = keep
    style.paragraph_format.line_spacing = 1.0 if size < 9 else 1.15
    for tag in ("w:spacing", "w:kern"):  # letter spacing, of the Title
        for found in style.element.rPr.findall(qn(tag)):
            style.element.rPr.remove(found)


def _contents_styles(document) -> None:
    for name, indent in (("toc 1", 0), ("toc 2", 6), ("toc 3", 12), ("table of figures", 0)):
        format_ = document.styles[name].paragraph_format
        format_.left_indent = Mm(indent)
        format_.right_indent = Mm(8)
        format_.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    outline = document.styles["TOC Heading"].element.find(f".//{qn('w:outlineLvl')}")
    outline.set(qn("w:val"), "9")  # the heading of the contents is not in the contents


def _title_without_rule(document) -> None:
    for borders in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        borders.getparent().remove(borders)


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Samsyntabell">
  <w:name w:val="Samsyntabell"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="99"/>
  <w:qFormat/>
  <w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:tblPr>
    <w:tblStyleRowBandSize w:val="1"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="182126"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="182126"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9D2D6"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
      <w:bottom w:w="45" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tblPr/>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="182126"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="E6EFF0"/>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tblPr/>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="182126"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""
