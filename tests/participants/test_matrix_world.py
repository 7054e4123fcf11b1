"""The world that the trials walk in holds a row of everything, on both sides, and every word of it is recognised."""

from __future__ import annotations

import pytest
from django.apps import apps

from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.participants.selftest import world
from samsyn.apps.participants.selftest.canaries import Cage, Canary, text_of


@pytest.fixture
def built(db):
    return world.build(people=2)


def test_every_model_has_a_row_on_both_sides(built):
    with as_keeper():
        for model in apps.get_app_config("participants").get_models():
            if model.__name__ == "SealKey":
                continue
            held = set(model.objects.values_list("organisation", flat=True))
            assert held == {built.own.house.pk, built.foreign.house.pk}, model


def test_a_canary_is_found_by_every_trace_of_it():
    cage, canary = Cage(), Canary(4711)
    cage.add(canary, ["0b9d1f1e-0000-4000-8000-000000004711"])
    number = canary.number
    for text in (
        canary.name, canary.name.upper(), f"<td>{canary.word}sson</td>", number, f"{number[:8]}-{number[8:]}",
        f"{number[2:8]}-{number[8:]}", canary.telephone, canary.contact["email"], canary.says("språk"),
        "/deltagare/0b9d1f1e-0000-4000-8000-000000004711/",
    ):  # fmt: skip
        assert cage.found_in(text) == {4711}, text
    assert cage.found_in(f"{Canary(4712).name} {number}1 zq") == set()


def test_no_two_canaries_share_anything():
    cage = Cage()
    for n in range(20_000):
        cage.add(Canary(n))
    assert all(cage.found_in(f"{Canary(n).name} {Canary(n).number}") == {n} for n in range(0, 20_000, 997))


def test_the_number_is_one_that_could_be():
    from stdnum.se import personnummer

    assert all(personnummer.is_valid(f"{c.number[:8]}-{c.number[8:]}") for c in map(Canary, range(1, 3000, 37)))


def test_a_workbook_and_a_pdf_are_read_too(tmp_path):
    import xlsxwriter

    path = tmp_path / "lista.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, Canary(7).name)
    page = f"BT /F 12 Tf 9 9 Td ({Canary(7).name}) Tj ET".encode("latin-1")
    pdf = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
""" % (len(page), page)
    cage = Cage()
    cage.add(Canary(7))
    for body in (path.read_bytes(), pdf):
        assert cage.found_in(text_of(body)) == {7}
