"""Every Swedish sentence that code without Django composes for a reader has English in `parameters/sentences`.

python tools/sentences.py missing  prints those that lack it, as YAML to fill in
python tools/sentences.py check    fails when one lacks English, or an entry has no source or other placeholders
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "samsyn"
sys.path.insert(0, str(ROOT / "src"))

from samsyn.core.quantities import NBSP  # noqa: E402
from samsyn.web.sentences.catalogue import MADE_OF_PARTS, Sentence, catalogue  # noqa: E402 - as the pages read it
from samsyn.web.sentences.telling import WAYS  # noqa: E402

COVERED = (
    "core/**/*.py", "sandbox*.py", "estimating.py", "valuing/yaml.py", "valuing/sheets.py", "parameters/shipped.py",
    # What these say is stored, or raised where the reader's language is not known.
    "apps/evaluation/queries/layouts.py", "apps/participants/queries/attendance_sheet.py",
    "apps/participants/queries/imports.py", "apps/participants/queries/sessions_series.py",
    "apps/participants/views/imports.py", "apps/reporting/content/wire.py",
)  # fmt: skip
LEFT_OUT = {
    # words that are looked for in what others have written
    "core/checking/meaning", "core/checking/mentions", "core/tables/labels", "core/tables/numbers",
    "core/searching/language", "core/searching/spelling", "core/searching/words",
    "core/evidence/absent", "core/evidence/estimates",  # say everything in both languages themselves
}  # fmt: skip
UNSAID = {  # strings that look like sentences: looked for, in English already, or said in both where they are
    "core/checking/claims": {"fler högre mer större ökning längre dyrare"},
    "core/checking/margins": {"ska fördela raden"},
    "core/checking/statements": {"mer än"},
    "core/intake/rows/matching": {"Header({}: {})"},
    "core/intake/rows/validate": {"Value | _Wrong"},
    "sandbox_child": {"the child opens nothing but its own program", "the child may not do {}"},
    "valuing/yaml": {
        "# samsyn value ger kontrollsumman {}\n{}", "cannot start any token", "mapping values are not allowed",
        "could not find expected ':'", "flow mapping", "flow sequence", "quoted scalar", "block mapping",
        "block collection", "single document",
    },
}  # fmt: skip
BOTH = {"Notice", "Step"}  # are given each text in both languages
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
WORDS = re.compile(r"[A-Za-zÅÄÖåäöé]{2,}")
PATTERN = re.compile(r"\\|\(\?|\[0-9|\[a-z|\[A-Z")
NAMED = re.compile(r"\{\{|\}\}|\{\w*\}")
IDENTIFIER = re.compile(r"[A-Za-z]\w*")


def texts(path: Path) -> Iterator[str]:
    """Every string of a module, with {names} where something is put in. Docstrings, patterns and types are none."""
    tree = ast.parse(path.read_text("utf-8"))
    left_out = set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.FormattedValue):
            left_out.update(
                ast.walk(node.format_spec) if isinstance(node, ast.FormattedValue) and node.format_spec else ()
            )
            left_out.update({node.value} if isinstance(node, ast.Expr) else ())
        elif isinstance(node, ast.JoinedStr):
            left_out.update(each for each in node.values if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Call) and _called(node) in BOTH | TRANSLATED | {"re"}:
            left_out.update(inside for argument in node.args for inside in ast.walk(argument))
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            left_out.update(ast.walk(node.annotation))
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            yield _template(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _escaped(node.value)


def _called(call: ast.Call) -> str:
    """What is called: re for every function of re."""
    if isinstance(call.func, ast.Attribute):
        return "re" if isinstance(call.func.value, ast.Name) and call.func.value.id == "re" else call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _template(node: ast.JoinedStr) -> str:
    """{f"Filen är {size} MB"} as it is written in the catalogue; the last name in an expression names its value."""
    written, names = "", dict[str, str]()
    for part in node.values:
        if isinstance(part, ast.Constant):
            written += _escaped(str(part.value))
            continue
        assert isinstance(part, ast.FormattedValue)
        expression = ast.unparse(part.value)
        if expression == "NBSP":
            written += " "
            continue
        if expression not in names:
            name = (IDENTIFIER.findall(expression) or ["value"])[-1].lower()
            taken = Counter(each.rstrip("0123456789") for each in names.values())
            names[expression] = f"{name}{taken[name] + 1}" if taken[name] else name
        written += f"{{{names[expression]}}}"
    return written


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}").replace(NBSP, " ")


def without_names(template: str) -> str:
    """{a} av {b} as {} av {}: which sentence it is, whatever its values are called."""
    return NAMED.sub(lambda match: match[0] if match[0] in ("{{", "}}") else "{}", template).strip()


def looks_said(text: str) -> bool:
    """Two words or more, or a word beside a value; and no pattern. A single word is its writer's to enter."""
    if PATTERN.search(text):
        return False
    words = WORDS.findall(NAMED.sub(" ", text))
    beside = "{}" in text and bool(words) and bool(re.search("[ ”]", text))
    return (len(words) > 1 and " " in text) or beside


def sources() -> Iterator[tuple[str, str]]:
    """(module, string) of everything that is covered."""
    for pattern in COVERED:
        for path in sorted(SOURCES.glob(pattern)):
            module = path.relative_to(SOURCES).with_suffix("").as_posix()
            if module not in LEFT_OUT:
                for text in texts(path):
                    yield module, text.strip()


def lacking() -> list[tuple[str, str]]:
    """(module, sentence) of what has no English."""
    known = {without_names(each["sv"]) for _heading, each in catalogue()}
    found = {}
    for module, text in sources():
        bare = without_names(text)
        if bare not in known and bare not in UNSAID.get(module, ()) and looks_said(bare):
            found.setdefault(bare, (module, text))
    return list(found.values())


def faults() -> Iterator[str]:
    for module, text in lacking():
        yield f"{module}: no English: {text}"
    written = {without_names(text) for _module, text in sources()}
    many = Counter(without_names(each["sv"]) for _heading, each in catalogue())
    for heading, each in catalogue():
        bare = without_names(each["sv"])
        if bare not in written and heading != MADE_OF_PARTS:
            yield f"{heading}: no source says: {each['sv']}"
        if many[bare] > 1:
            yield f"{heading}: stands {many[bare]} times: {each['sv']}"
        if not Sentence(**each).words:
            yield f"{heading}: has no word to be recognised by: {each['sv']}"
        yield from (f"{heading}: {fault}: {each['en']}" for fault in _misfilled(each["sv"], each["en"]))


def _misfilled(sv: str, en: str) -> Iterator[str]:
    names = [name for _text, name, _how, _conversion in Formatter().parse(sv) if name]
    wanted = set(names)
    if len(names) != len(wanted):
        yield "names two values alike"
    given = [(name, how) for _text, name, how, _conversion in Formatter().parse(en) if name]
    if {name for name, _how in given} != wanted:
        yield f"has {sorted({name for name, _how in given})}, not {sorted(wanted)}"
    if wrong := sorted({str(how) for _name, how in given if how and how not in WAYS}):
        yield f"does not say how: {wrong}"


def missing() -> int:
    import yaml

    by_module: dict[str, list[dict[str, str]]] = {}
    for module, text in lacking():
        by_module.setdefault(module, []).append({"sv": text, "en": ""})
    if by_module:
        print(yaml.safe_dump(by_module, allow_unicode=True, sort_keys=False, width=100_000), end="")
    return 0


def check() -> int:
    found = list(faults())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit({"missing": missing, "check": check}[sys.argv[1]]())
