"""A chart's drawing, text alternative and table come from one specification and cannot differ."""

import datetime
import io
import itertools
import json
import re

import altair
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from lxml import etree, html
from PIL import Image

from samsyn.web.charts import Chart, Period, Series
from samsyn.web.charts.drawing import publish, published
from samsyn.web.styleguide_charts import example_charts
from samsyn.web.tables import as_row

CHARTS = {chart.kind: chart for chart in example_charts()}
ONE = Chart("bars", "Deltagare", ("Granviken", "Solberga"), (Series("Utfall", (1418, None)),), unit="personer")


def words_of(svg: str) -> str:
    """All text in a drawing, with the hard spaces made soft."""
    tree = etree.fromstring(svg.encode())
    return " ".join("".join(node.itertext()) for node in tree.iter("{*}text")).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_is_valid_vega_lite(kind):
    with translation.override("sv"):
        specification = CHARTS[kind].specification
    altair.Chart.from_dict(json.loads(json.dumps(specification)), validate=True)


@pytest.mark.parametrize("kind", ["bars", "grouped_bars", "plan_actual", "dots"])
def test_every_value_of_the_table_is_written_in_the_drawing(kind):
    chart = CHARTS[kind]
    drawing = words_of(chart.svg(embed_font=False))
    for row in chart.table.rows:
        for cell in as_row(row, []).cells[1:]:
            assert str(cell.text).replace("\u00a0", " ") in drawing or cell.text == "–"


@pytest.mark.parametrize("kind", ["bars", "grouped_bars", "plan_actual", "dots", "timeline"])
def test_every_value_of_the_table_is_told_in_words(kind):
    chart = CHARTS[kind]
    for row in chart.table.rows:
        assert all(str(cell.text) in chart.alt or cell.text == "–" for cell in as_row(row, []).cells)


def test_categories_keep_their_order_in_every_layer():
    drawing = words_of(CHARTS["plan_actual"].svg(embed_font=False))
    places = [drawing.index(name) for name in CHARTS["plan_actual"].categories[:4]]
    assert places == sorted(places)


def test_many_values_are_summed_up_in_words():
    assert "10 värden, lägst 12 (2026-01), högst 118 (2026-10)" in CHARTS["lines"].alt


def test_a_missing_value_is_a_dash_in_the_table_and_nothing_in_the_drawing():
    assert ONE.table.rows[1] == ["Solberga", "–"]
    assert "–" not in words_of(ONE.svg(embed_font=False))
    assert "Solberga" not in ONE.alt


def test_plan_of_nothing_has_no_share():
    chart = Chart("plan_actual", "T", ("A",), (Series("Plan", (0,)), Series("Utfall", (5,))))
    assert chart.table.rows[0][-1] == "–"


def test_numbers_follow_the_language():
    assert "1 418" in words_of(ONE.svg(embed_font=False))
    with translation.override("en"):
        english = Chart("bars", "Participants", ("Granviken",), (Series("Outcome", (1418,)),))
        assert "1,418" in words_of(english.svg(embed_font=False))


def test_the_drawing_does_not_fetch_anything():
    svg = ONE.svg()
    assert "data:font/woff2" in svg
    assert "http" not in svg.replace("http://www.w3.org", "")
    assert "<script" not in svg


def test_a_title_can_not_become_markup():
    chart = Chart("bars", "T", ("<script>x</script>",), (Series("A", (1,)),))
    assert "<script>" not in chart.svg()


def test_png_for_documents_is_twice_as_wide_as_the_page_shows():
    image = Image.open(io.BytesIO(ONE.png(2)))
    assert image.size == (2 * ONE.width, 2 * ONE.height)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Chart("pie", "T"), "”pie” finns inte"),
        (lambda: Chart("bars", "T", ("A", "B"), (Series("X", (1,)),)), "”X” i ”T” har inte ett värde"),
    ],
)
def test_a_wrong_chart_says_what_is_wrong(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "chart",
    [
        Chart("bars", "Tom"),
        Chart("timeline", "Tom"),
        Chart("plan_actual", "Tom", ("A",), (Series("Plan", (None,)), Series("Utfall", (None,)))),
        Chart("bars", "Under noll", ("A", "B"), (Series("Netto", (-5, 3)),)),
        Chart("timeline", "Ett ögonblick", periods=(Period("Start", datetime.date(2024, 1, 1)),)),
    ],
    ids=lambda chart: chart.title,
)
def test_odd_charts_are_drawn_too(chart):
    assert chart.svg().startswith("<svg")
    assert chart.alt


def test_the_same_content_has_the_same_address_and_other_content_another():
    again = Chart("bars", "Deltagare", ("Granviken", "Solberga"), (Series("Utfall", (1418, None)),), unit="personer")
    other = Chart("bars", "Deltagare", ("Granviken", "Solberga"), (Series("Utfall", (1419, None)),), unit="personer")
    assert publish(ONE) == publish(again)
    assert publish(ONE) != publish(other)


def test_a_drawing_nobody_has_been_shown_has_no_address():
    assert published("0" * 40) is None


def test_the_drawing_is_served_to_those_who_are_signed_in(client, reader):
    address = ONE.address
    assert client.get(address).status_code == 302
    client.force_login(reader)
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "private" in answer["Cache-Control"]
    assert "max-age=604800" in answer["Cache-Control"]
    assert client.get(reverse("chart", args=["0" * 40])).status_code == 404


def test_the_component_shows_drawing_words_and_table():
    page = html.fromstring(render_to_string("web/components/_chart.html", {"chart": ONE}))
    image = page.xpath("//img")[0]
    assert image.get("alt") == ONE.alt
    assert image.get("src") == ONE.address
    assert page.xpath("//details//table//td[1]")[0].text == ONE.table.rows[0][1]
    assert page.xpath("//details//caption")[0].text == ONE.title


def test_names_at_the_ends_of_lines_never_lie_on_each_other():
    chart = Chart("lines", "T", ("2025", "2026"), tuple(Series(name, (-2, end)) for name, end in
                  (("Kommun", 0.20), ("Offentlig sektor", 0.21), ("Individen", 0.22), ("Samhället", 0.8))))  # fmt: skip
    drawn = etree.fromstring(chart.svg(embed_font=False).encode())
    heights = sorted(
        float(node.get("transform").rsplit(",", 1)[1].rstrip(")"))
        for node in drawn.iter("{*}text")
        if "".join(node.itertext()).split()[0] in {"Kommun", "Offentlig", "Individen", "Samhället"}
    )
    assert len(heights) == 4
    assert min(below - above for above, below in itertools.pairwise(heights)) >= 12


@pytest.mark.parametrize(
    ("chart", "step"),
    [
        (Chart("lines", "Metoder", ("2024", "2025"), (Series("Ekby", (0, 2)),)), 1),
        (Chart("lines", "Timmar", ("2024", "2025"), (Series("Ekby", (0, 2)),), decimals=1), 0.1),
        (Chart("lines", "Andel", ("2024", "2025"), (Series("Ekby", (0, 0.02)),), as_percent=True), 0.01),
    ],
    ids=lambda one: getattr(one, "title", one),
)
def test_the_axis_is_marked_no_finer_than_the_values_are_shown(chart, step):
    """There are no half methods."""
    marks = [float(text.replace(",", ".")) for text in re.findall(r">(\d+(?:,\d+)?)(?:\xa0%)?</text>", chart.svg())][2:]
    unit = 100 if chart.as_percent else 1
    assert len(set(marks)) == len(marks) > 1
    assert all(round(mark / (step * unit), 6) == round(mark / (step * unit)) for mark in marks), marks


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ((0, 2), [0, 1, 2]),
        ((0, 9), [0, 2, 4, 6, 8, 10]),
        ((3, 130), [0, 50, 100, 150]),
        ((-40, 10), [-40, -30, -20, -10, 0, 10]),
        ((0, 0), [0, 1]),
        ((0, 1_234_567), [0, 500_000, 1_000_000, 1_500_000]),
    ],
)
def test_the_axis_has_about_four_even_marks_and_nought(values, marks):
    chart = Chart("lines", "T", ("2024", "2025"), (Series("Ekby", values),))
    drawn = chart.specification["layer"][1]["encoding"]["y"]["axis"]["values"]
    assert drawn == marks
