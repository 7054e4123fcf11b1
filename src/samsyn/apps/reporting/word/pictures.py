"""A chart in Word: the same drawing as on the page, with its text alternative."""

from __future__ import annotations

import io

from docx.shared import Mm

from samsyn.apps.reporting.content import ChartBlock
from samsyn.apps.reporting.drawings import png_of
from samsyn.apps.reporting.word.xml import attribute

WIDEST = Mm(160)
_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def picture_xml(document, block: ChartBlock, number: int) -> str:
    """A run with the drawing; number makes its name and id unique in the document."""
    relation, image = document.part.get_or_add_image(io.BytesIO(png_of(block)))
    width = min(int(WIDEST), int(image.width))
    height = int(image.height * width / image.width)
    name, alternative = attribute(f"Diagram {block.number}"), attribute(block.alt)
    return (
        f'<w:r><w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name={name} descr={alternative}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name} descr={alternative}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
