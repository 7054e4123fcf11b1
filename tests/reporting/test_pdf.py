"""The PDF: tagged, titled, in Swedish, the same every time; and a clear message where it cannot be made."""

from __future__ import annotations

import io
import os
import re
import zlib

import pypdfium2
import pytest

from samsyn.apps.reporting.content import tables_of
from samsyn.apps.reporting.pdf import NoPango, pdf_document, printing
from tests.reporting.samples import FROZEN, sample


@pytest.fixture(scope="module")
def data() -> bytes:
    try:
        return pdf_document(sample(FROZEN), "f" * 64)
    except NoPango as missing:
        if os.environ.get("SAMSYN_REQUIRE_ALL"):
            raise
        pytest.skip(str(missing))


def opened(data: bytes) -> bytes:
    """Everything inside, with compressed parts unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return data + b"".join(unpacked(stream) for stream in streams)


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_it_is_tagged_titled_and_in_swedish(data):
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "Tre insatser & ett kluster <2024>"
    inside = opened(data)
    assert b"/Lang (sv)" in inside
    assert b"pdfuaid" in inside
    assert inside.count(b"/S /TH") >= 10


def test_it_has_the_numbers_of_the_tables(data):
    flat = re.sub(r"\s+", "", text_of(data))
    for table in tables_of(sample()):
        for row in table.rows:
            for cell in row.cells:
                assert re.sub(r"\s+", "", cell.text) in flat, cell.text


def test_it_says_which_copy_it_is_on_every_page(data):
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    for page in document:
        assert "Fryst nr 2" in page.get_textpage().get_text_range()
    assert "f" * 64 in re.sub(r"\s+", "", document[0].get_textpage().get_text_range())


def test_the_same_content_gives_the_same_bytes(data):
    assert pdf_document(sample(FROZEN), "f" * 64) == data


def test_without_pango_the_message_says_what_to_do(monkeypatch):
    def missing(name, *more):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *more)

    real = __import__
    monkeypatch.setattr("builtins.__import__", missing)
    with pytest.raises(NoPango, match=r"Pango saknas.*apt install.*Word"):
        pdf_document(sample())


def test_without_pango_the_page_stays_and_tells(client, people, report, monkeypatch):
    def missing():
        raise NoPango("PDF går inte att göra här: systembiblioteket Pango saknas.")

    monkeypatch.setattr(printing, "_maker", missing)
    client.force_login(people.evaluator)
    answer = client.get(f"{report.get_absolute_url()}rapport.pdf", follow=True)
    assert "Pango saknas" in answer.content.decode()
    assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
