"""Hostile PDF files."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import pdf


def prints() -> Iterator[Case]:
    def case(label: str, data: bytes, refused: bool | None = None) -> Case:
        return Case(f"print: {label}", "a.pdf", data, refused)

    sound = pdf()
    for share in (0.02, 0.3, 0.7, 0.97):
        yield case(f"cut at {share:.0%}", sound[: int(len(sound) * share)])
    yield case("only the first line", b"%PDF-1.7\n", True)
    yield case("only rubbish", b"%PDF-1.7\n" + random.Random(2).randbytes(20_000), True)
    yield case("rubbish before", b"x" * 500 + sound)
    yield case("no text", pdf(b""), True)
    yield case("only a line", pdf(b"0 0 m 100 100 l S"), True)
    yield case(
        "locked",
        pdf(
            objects={6: b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -1>>" % (b"o" * 32, b"u" * 32)},
            trailer=b"/Encrypt 6 0 R/ID[(a)(a)]",
        ),
        True,
    )
    yield case("unknown lock", pdf(objects={6: b"<</Filter/Nosuch>>"}, trailer=b"/Encrypt 6 0 R/ID[(a)(a)]"))
    yield case("no pages", pdf(objects={2: b"<</Type/Pages/Kids[]/Count 0>>"}), True)
    yield case("pages below 0", pdf(objects={2: b"<</Type/Pages/Kids[3 0 R]/Count -5>>"}))
    yield case("a billion pages", pdf(objects={2: b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"}))
    yield case(
        "20 000 times the same page",
        pdf(objects={2: b"<</Type/Pages/Kids[" + b"3 0 R " * 20_000 + b"]/Count 20000>>"}),
        True,
    )
    yield case("catalogue of itself", pdf(objects={1: b"1 0 R"}))
    yield case("stream of itself", pdf(objects={4: b"<</Length 4 0 R>>stream\nBT\nendstream"}))
    yield case("font of itself", pdf(objects={5: b"<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[5 0 R]>>"}))
    yield case(
        "form that draws itself",
        pdf(
            b"/X Do",
            {
                6: b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>"
                b"stream\n/X Do\nendstream",
                3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                b"/Resources<</XObject<</X 6 0 R>>>>>>",
            },
        ),
        True,
    )
    yield case("deep arrays", pdf(objects={6: b"[" * 100_000}))
    yield case("deep arrays in the text", pdf(b"[" * 100_000 + b"] TJ"))
    yield case(
        "a page without bounds",
        pdf(
            objects={
                3: b"<</Type/Page/Parent 2 0 R/MediaBox[-1e38 -1e38 1e38 1e38]/Contents 4 0 R"
                b"/Resources<</Font<</F 5 0 R>>>>>>"
            }
        ),
    )
    yield case("signs of no size", pdf(b"BT /F 0 Tf 60 700 Td (Totalt deltog 61 personer) Tj ET"))
    yield case("signs of all sizes", pdf(b"BT /F 1e30 Tf 60 700 Td (Totalt deltog 61 personer) Tj ET"))
    yield case("signs nowhere", pdf(b"BT /F 9 Tf 1e30 -1e30 Td (Totalt deltog 61 personer) Tj ET"))
    yield case("signs on end", pdf(b"BT /F 9 Tf 0 1 -1 0 60 700 Tm (Totalt deltog 61 personer) Tj ET"))
    yield case("all signs in one place", pdf(b"BT /F 9 Tf 60 700 Td " + b"(1) Tj 0 0 Td " * 5_000 + b"ET"))
    yield case(
        "script",
        pdf(objects={1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(1\\);)>>>>"}),
        False,
    )
    yield case(
        "start a program", pdf(objects={1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>"}), False
    )
    yield case(
        "fetch from elsewhere",
        pdf(objects={1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1/)>>>>"}),
        False,
    )
    yield case("unknown filter", pdf(objects={4: b"<</Length 2/Filter/Nosuch>>stream\nxx\nendstream"}), True)
    yield case(
        "broken deflate", pdf(objects={4: b"<</Length 9/Filter/FlateDecode>>stream\nxxxxxxxxx\nendstream"}), True
    )
    yield case(
        "filters on filters",
        pdf(objects={4: b"<</Length 2/Filter[" + b"/ASCIIHexDecode" * 2_000 + b"]>>stream\n41\nendstream"}),
        True,
    )
