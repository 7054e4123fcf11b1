"""Hostile web pages."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import HTML


def pages() -> Iterator[Case]:
    def case(label: str, text: str, refused: bool | None = None) -> Case:
        return Case(f"page: {label}", "a.html", text.encode(), refused)

    yield case("cut in a tag", HTML[:200])
    yield case("cut in an attribute", '<table><tr><td colspan="')
    yield case("comment without end", "<!-- " + "x" * 100_000)
    yield case("script without end", "<p>1</p><script>while(1);" + "x" * 100_000)
    yield case("entities", '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;&nosuch;&#x110000;&#0;</p>')
    yield case("only a document type", "<!doctype html>")
    yield case(
        "picture, frame and style from elsewhere",
        '<img src="http://127.0.0.1/x"><iframe src="file:///etc/passwd"></iframe><link rel=stylesheet href="http://127.0.0.1/"><p>1</p>',
        False,
    )
    yield case("refresh", '<meta http-equiv=refresh content="0;url=http://127.0.0.1/"><p>1</p>', False)
    yield case("base", '<base href="http://127.0.0.1/"><a href=x>1</a>', False)
    yield case("2 000 attributes", f"<p {' '.join(f'a{at}=1' for at in range(2_000))}>1</p>")
    yield case("20 000 tables", "<table><tr><td>1<td>2</table>" * 20_000, True)
    yield case("2 000 frames in each other", "<span>" * 2_000 + "1" + "</span>" * 2_000)
    yield case("a cell down a million rows", "<table>" + "<tr><td rowspan=999999 colspan=150>1<td>2" * 40 + "</table>")
    yield case(
        "spans that are no numbers",
        "<table><tr><td rowspan=x colspan=-1>1<td rowspan=0>2<tr><td colspan=٣>3</table>",
        False,
    )
    yield case("5 000 columns", "<table><tr>" + "<td>1" * 5_000 + "</table>", True)
    yield case("cells outside a table", "<td>1<td>2<tr><th>3")
    yield case("a table in a heading in a table", "<table><tr><td><h1><table><tr><td>1<td>2</table></h1><td>3</table>")
    yield case("hidden rows", "<table><tr hidden><td>1<td>2<tr><td style='display : none'>3<td>4</table>")
    yield case("XML", '<?xml version="1.0" encoding="UTF-16"?><html><body><p>1</p></body></html>')
    yield case("processing instructions", "<?php system('id'); ?><p>1</p>" * 100)
    yield case("namespaces", '<x:table xmlns:x="y"><x:tr><x:td>1</x:td></x:tr></x:table>')
    yield case("100 000 line breaks", "<br>" * 100_000)
