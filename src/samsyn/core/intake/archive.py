"""Zip packages (.xlsx, .docx) are looked through before any reader opens them.

Source: security measurements behind ADR 0004: a 2 MB workbook can unpack to 900 MB, one of 1 KB can name
a cell so far out that a native reader asks for more memory than there is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.limits import MEGABYTE
from samsyn.core.quantities import swedish

UNPACKED_BYTES = 200 * MEGABYTE
RATIO = 100  # unpacked to packed; counted only above RATIO_FROM, where it could do harm
RATIO_FROM = 5 * MEGABYTE
ENTRIES = {"xlsx": 200, "docx": 1000}  # a report may hold many pictures
MACROS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*$|/activex/|/macrosheets/", re.IGNORECASE)
OUTSIDE = re.compile(r"^xl/(externallinks/|connections\.xml|querytables/)", re.IGNORECASE)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
HARMLESS = re.compile(rb"""Type\s*=\s*["'][^"']*/(hyperlink|attachedTemplate)["']""", re.IGNORECASE)
FETCHED = re.compile(rb"""Type\s*=\s*["'][^"']*/attachedTemplate["'](?=.*["'](https?|ftp):)""", re.IGNORECASE)
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def parts_of(data: bytes, kind: str) -> dict[str, bytes]:
    """The XML parts of a package by lower-case name; pictures are left packed.

    Unreadable for anything that is damaged, too large, locked, runs programs or fetches from elsewhere.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_large(entries, len(data), kind)
            _refuse_names([entry.filename for entry in entries])
            parts = {
                entry.filename.lower(): package.read(entry)
                for entry in entries
                if entry.filename.lower().endswith((".xml", ".rels"))
            }
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            f"Paketet .{kind} är skadat och kan inte packas upp.",
            "Hämta filen på nytt, eller öppna och spara om den i sitt program.",
        ) from None
    _refuse_contents(parts)
    return parts


def _refuse_large(entries: list[ZipInfo], packed: int, kind: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES[kind]:
        raise Unreadable(
            f"Paketet innehåller {len(entries)} delar; högst {ENTRIES[kind]} läses.",
            "Spara om filen utan bilder och inbäddade objekt.",
        )
    if unpacked > UNPACKED_BYTES or (unpacked > RATIO_FROM and unpacked > RATIO * packed):
        raise Unreadable(
            f"Filen på {swedish(packed / MEGABYTE, 1)} MB packas upp till {swedish(unpacked / MEGABYTE)} MB.",
            "Ta bort tomma eller upprepade celler och spara om filen.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("Filen är skyddad med lösenord.", "Ta bort lösenordet och spara om filen.")


def _refuse_names(names: list[str]) -> None:
    lowered = [name.lower().replace("\\", "/") for name in names]
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in lowered):
        raise Unreadable("Paketet har delar med otillåtna sökvägar.", "Spara om filen i sitt program.")
    if len(set(lowered)) < len(lowered):
        raise Unreadable("Paketet har flera delar med samma namn.", "Spara om filen i sitt program.")
    if any(MACROS.search(name) for name in lowered):
        raise Unreadable("Filen innehåller makron.", "Spara den utan makron som .xlsx eller .docx.")
    if any(OUTSIDE.search(name) for name in lowered):
        raise Unreadable(
            "Arbetsboken hämtar värden från andra filer eller databaser.",
            "Bryt länkarna (Data, Redigera länkar, Bryt länk) och spara om den.",
        )


def _refuse_contents(parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:2] in (b"<\0", b"\0<"):
            raise Unreadable(f"Delen {name} har okänd teckenkodning.", "Spara om filen i sitt program.")
        if DECLARES.search(content):
            raise Unreadable(
                f"Delen {name} innehåller en dokumenttyp, som kan dölja angrepp.",
                "Spara om filen i sitt program.",
            )
        if name.endswith(".rels"):
            _refuse_fetching(content)
    if b"macroEnabled" in parts.get("[content_types].xml", b""):
        raise Unreadable("Filen innehåller makron.", "Spara den utan makron som .xlsx eller .docx.")


def _refuse_fetching(relations: bytes) -> None:
    """Links that a reader clicks on are harmless; parts that a program would fetch are not."""
    for found in RELATION.finditer(relations):
        outside = re.search(rb"""TargetMode\s*=\s*["']External["']""", found[0], re.IGNORECASE)
        if outside and (not HARMLESS.search(found[0]) or FETCHED.search(found[0])):
            raise Unreadable(
                "Filen hämtar innehåll från en annan plats (bild, mall eller objekt).",
                "Bädda in innehållet eller ta bort länken, och spara om filen.",
            )
