"""Cut the two weights of Inter that charts use out of the variable typeface.

Charts are drawn on the server, which reads TrueType, and shown in an <img>, which cannot reach the page's typeface.
So each weight is written twice: whole for drawing (.ttf), and letters and digits alone for embedding (-chart.woff2).

    chart_fonts.py FOLDER    the folder with inter-latin-wght-normal.woff2
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "SemiBold": 600}
# Latin letters, narrow spaces, dashes, quotation marks, bullet, minus and "not equal".
SHOWN = [*range(0x20, 0x17F), 0x2009, 0x202F, 0x2013, 0x2014, 0x2019, 0x201D, 0x2022, 0x2212, 0x2260]


def rename(font: TTFont, style: str) -> None:
    """Call the cut "Inter", so that one family name works on the page, in the picture and in PDF."""
    for record in font["name"].names:
        if record.nameID in {1, 16}:
            record.string = "Inter"
        elif record.nameID in {2, 17}:
            record.string = style
    font["OS/2"].usWeightClass = WEIGHTS[style]


def cut(folder: Path, style: str) -> None:
    """Write one weight, whole and small."""
    variable = TTFont(folder / "inter-latin-wght-normal.woff2")
    font = instantiateVariableFont(variable, {"wght": WEIGHTS[style]})
    rename(font, style)
    font.flavor = None
    font.save(folder / f"Inter-{style}.ttf")
    small = Subsetter(Options(layout_features=["kern", "tnum"]))
    small.populate(unicodes=SHOWN)
    small.subset(font)
    font.flavor = "woff2"
    font.save(folder / f"Inter-{style}-chart.woff2")


if __name__ == "__main__":
    for name in WEIGHTS:
        cut(Path(sys.argv[1]), name)
