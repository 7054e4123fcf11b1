"""Keep the English catalogue complete: Swedish strings in the sources are the keys.

python tools/translations.py update   adds new strings, drops unused ones, compiles
python tools/translations.py missing  prints the strings that lack English, one JSON object a line
python tools/translations.py check    fails when anything is missing, unused, misfilled or not compiled
"""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "samsyn"
FOLDER = SOURCES / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "N_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def sources() -> list[tuple[str, str]]:
    """(path, Python-like text) of every file that may hold strings."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True, INSTALLED_APPS=[])
        django.setup()
    from django.utils.translation.template import templatize

    found = []
    for path in sorted(SOURCES.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name or "/static/" in name:
            continue
        if path.suffix == ".py":
            found.append((name, path.read_text("utf-8")))
        elif path.suffix in {".html", ".txt"} and "/templates/" in name:
            # In one pair of brackets, so that the indentation of the page means nothing.
            found.append((name, f"({templatize(path.read_text('utf-8'), origin=name)})"))
    return found


def template_catalogue() -> Catalog:
    """Every string that the sources mark, with where it stands."""
    catalogue = Catalog(project="Samsyn", charset="utf-8")
    for name, text in sources():
        for line, function, messages, comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
            add(catalogue, name, line, function, messages, comments)
    return catalogue


def add(catalogue: Catalog, name: str, line: int, function: str, messages, comments) -> None:
    """Put one call's string, context and plural into the catalogue."""
    given = messages if isinstance(messages, tuple) else (messages,)
    strings = [text for text in given if isinstance(text, str)]
    context = strings.pop(0) if function in {"pgettext", "pgettext_lazy", "npgettext"} and strings else None
    if not strings or not strings[0]:
        return
    key = tuple(strings[:2]) if function in {"ngettext", "ngettext_lazy", "npgettext"} else strings[0]
    catalogue.add(key, None, [(name, 0)], context=context)


def english() -> Catalog:
    """The catalogue as it stands, or an empty one."""
    if PO.exists():
        with PO.open("rb") as file:
            return read_po(file, locale="en")
    return Catalog(locale="en", project="Samsyn", charset="utf-8")


def updated() -> Catalog:
    """The catalogue brought up to date with the sources; nothing is guessed."""
    catalogue, template = english(), template_catalogue()
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def as_bytes(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as .po and as .mo; no dates, so that the same strings give the same bytes."""
    po, mo = io.BytesIO(), io.BytesIO()
    catalogue.fuzzy = False
    catalogue.header_comment = "# English beside Swedish. Made by tools/translations.py; the Swedish is in the sources."
    catalogue.project, catalogue.version = "Samsyn", ""
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "Samsyn"
    write_po(po, catalogue, width=0, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
    stable = re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By)[^\n]*\n', b"", po.getvalue())
    reread = read_po(io.BytesIO(stable), locale="en")
    reread.creation_date = reread.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same strings, the same bytes
    write_mo(mo, reread)
    return stable, mo.getvalue()


def texts(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def untranslated(catalogue: Catalog) -> list:
    return [m for m in catalogue if m.id and (not all(texts(m)) or m.fuzzy)]


def misfilled(catalogue: Catalog) -> list[str]:
    """Strings whose translation has other placeholders than the original."""
    wrong = []
    for message in catalogue:
        if not message.id or not all(texts(message)):
            continue
        keys = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set().union(*(set(PLACEHOLDER.findall(key)) for key in keys))
        for text in texts(message):
            if set(PLACEHOLDER.findall(text)) - wanted or (len(keys) == 1 and set(PLACEHOLDER.findall(text)) != wanted):
                wrong.append(f"{message.id!r} -> {text!r}")
    return wrong


def update() -> int:
    po, mo = as_bytes(updated())
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    MO.write_bytes(mo)
    missing = untranslated(english())
    print(f"{len([m for m in english() if m.id])} strings, {len(missing)} without English.")
    return 0


def missing() -> int:
    for message in untranslated(updated()):
        print(
            json.dumps(
                {"id": message.id, "context": message.context, "in": sorted({n for n, _ in message.locations})},
                ensure_ascii=False,
            )
        )
    return 0


def fill() -> int:
    """Read {"id": …, "context": …, "en": …} lines from standard input into the catalogue."""
    catalogue = updated()
    for line in filter(str.strip, sys.stdin):
        row = json.loads(line)
        key = tuple(row["id"]) if isinstance(row["id"], list) else row["id"]
        message = catalogue.get(key, row.get("context"))
        if message is None:
            print(f"unknown string: {key!r}", file=sys.stderr)
            continue
        message.string = tuple(row["en"]) if isinstance(row["en"], list) else row["en"]
    po, mo = as_bytes(catalogue)
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    MO.write_bytes(mo)
    return update()


def check() -> int:
    catalogue = updated()
    po, mo = as_bytes(catalogue)
    faults = [f"no English: {m.id!r}" for m in untranslated(catalogue)] + misfilled(catalogue)
    if not PO.exists() or PO.read_bytes() != po or MO.read_bytes() != mo:
        faults.append("The catalogue is not up to date with the sources. Run: make translations")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"update": update, "missing": missing, "fill": fill, "check": check}[sys.argv[1]]())
