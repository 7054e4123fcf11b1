"""One door for every format: the name chooses the reader, the first bytes must agree."""

from __future__ import annotations

from importlib import import_module

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.limits import TABLES, refuse_oversized
from samsyn.core.quantities import swedish
from samsyn.core.tables import Document

# ending → (module, function); imported only when such a file comes, so that a small file is read at once.
FORMATS = {
    "csv": ("delimited", "read_csv"),
    "tsv": ("delimited", "read_csv"),
    "txt": ("plain", "read_text"),
    "md": ("plain", "read_text"),
    "html": ("web", "read_html"),
    "htm": ("web", "read_html"),
    "xlsx": ("workbook", "read_xlsx"),
    "docx": ("word", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
}
# What each reader imports late; the sandbox imports it early, before it shuts its doors.
PREPARED = {
    "xlsx": ("python_calamine",),
    "docx": ("lxml.etree",),
    "html": ("lxml.html",),
    "htm": ("lxml.html",),
    "pdf": ("pypdfium2",),
}
SIGNATURES = {
    b"%PDF-": "en PDF",
    b"PK\x03\x04": "ett zip-paket (som .xlsx och .docx)",
    b"PK\x05\x06": "ett tomt zip-paket",
    b"\xd0\xcf\x11\xe0": "en fil i äldre Office-format eller med lösenord",
    b"\x89PNG": "en bild",
    b"\xff\xd8\xff": "en bild",
    b"GIF8": "en bild",
    b"{\\rtf": "ett RTF-dokument",
    b"\x1f\x8b": "ett komprimerat arkiv",
    b"7z\xbc\xaf": "ett komprimerat arkiv",
    b"MZ": "ett program",
    b"\x7fELF": "ett program",
}
EXPECTED = {"xlsx": b"PK\x03\x04", "docx": b"PK\x03\x04", "pdf": b"%PDF-"}
OTHERS = {
    "xls": "Öppna den i Excel och spara som .xlsx.",
    "xlsm": "Spara den utan makron som .xlsx.",
    "xlsb": "Öppna den i Excel och spara som .xlsx.",
    "ods": "Öppna den i LibreOffice och spara som .xlsx.",
    "doc": "Öppna den i Word och spara som .docx.",
    "docm": "Spara den utan makron som .docx.",
    "odt": "Öppna den i LibreOffice och spara som .docx.",
    "rtf": "Öppna den i Word och spara som .docx.",
    "pptx": "Spara bilderna som .pdf med textlager.",
}


def kind_of(name: str) -> str:
    """The ending that says how a file is read; Unreadable for a kind we do not read."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in FORMATS:
        raise Unreadable(
            f"Filer av slaget .{ending} läses inte." if ending else "Filnamnet saknar ändelse.",
            OTHERS.get(ending, "Använd .csv, .xlsx, .docx, .html, .txt, .md eller .pdf."),
        )
    return ending


def read(name: str, data: bytes) -> Document:
    """Read one file of at most 20 MB. name is shown to people and chooses the reader.

    Unreadable (Swedish reason and remedy) for anything that is not a sound file of that kind.
    Not safe alone for files from strangers: a native reader may be killed by one. See samsyn.sandbox.
    >>> read("a.csv", "Mått;2025;2026\\nDeltagare;3;4".encode()).tables[0].shape
    (2, 3)
    """
    kind = kind_of(name)
    refuse_oversized(data)
    refuse_disguised(kind, data)
    module, function = FORMATS[kind]
    document: Document = getattr(import_module(f"samsyn.core.intake.{module}"), function)(name, data)
    if len(document.tables) > TABLES:
        raise Unreadable(
            f"Filen har {swedish(len(document.tables))} tabeller; högst {swedish(TABLES)} läses.", "Dela upp filen."
        )
    return document


def refuse_disguised(kind: str, data: bytes) -> None:
    """Unreadable when the first bytes belong to another kind than the name says."""
    expected = EXPECTED.get(kind)
    head = data[:1024] if kind == "pdf" else data[:8]  # readers of PDF accept some rubbish before the mark
    if expected and expected in head:
        return
    found = next((what for mark, what in SIGNATURES.items() if data.startswith(mark)), "")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_or_locked(kind, data)
    if found:
        reason = f"Namnet slutar på .{kind} men innehållet är {found}."
        raise Unreadable(reason, "Ge filen rätt ändelse och försök igen.")
    if expected:
        raise Unreadable(
            f"Filen är ingen riktig .{kind}-fil eller är skadad i början.",
            "Öppna den i sitt program och spara om den.",
        )


def _old_or_locked(kind: str, data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("Filen är skyddad med lösenord.", "Ta bort lösenordet och spara om filen.")
    return Unreadable(
        f"Namnet slutar på .{kind} men filen har äldre Office-format.", "Spara om den som .xlsx eller .docx."
    )
