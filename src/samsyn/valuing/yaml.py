"""A YAML file as plain values with the line of every field, so that a fault can say where it stands.

What is refused here is refused before anybody reads the contents: broken YAML, a key written twice, and aliases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

LARGEST = 1_000_000  # bytes; the shipped scenarios are a fiftieth of it
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HINTS = (  # part of what the parser says → what to do, in Swedish
    ("\\t", "Raden har ett tabbtecken. Gör indrag med mellanslag."),
    ("cannot start any token", "Ett tecken kan inte stå först. Sätt texten inom citattecken; indrag är mellanslag."),
    ("mapping values are not allowed", "Ett kolon följt av mellanslag står i en text. Sätt texten inom citattecken."),
    ("could not find expected ':'", "Ett kolon saknas efter fältets namn."),
    ("flow mapping", "En klammer { } är inte avslutad, eller ett komma saknas."),
    ("flow sequence", "En hakparentes [ ] är inte avslutad, eller ett komma saknas."),
    ("quoted scalar", "Ett citattecken är inte avslutat."),
    ("block mapping", "Raden har fel indrag, eller ett kolon saknas."),
    ("block collection", "Raden har fel indrag; punkter i en lista börjar med ”- ” i samma kolumn."),
    ("single document", "Filen har flera dokument. Ta bort raden ---."),
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. line: 0 where there is no line to point at."""

    file: str
    line: int
    field: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.file, f"rad {self.line}" if self.line else "", self.field)))
        return f"{where}: {self.problem} {self.remedy}".rstrip()


class Unread(ValueError):
    """A file that is no scenario. problems: all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class Page:
    """What a file holds. lines: path such as chain.effect.value → its line."""

    file: str
    values: Any
    lines: dict[str, int]

    def line(self, path: str) -> int:
        """Where the field stands; one that is missing, where the nearest mapping around it begins."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path.rpartition(".")[0]
        return 1


def page_of(text: str, file: str) -> Page:
    """Read one document. Unread with the line and what to do."""
    if len(text.encode()) > LARGEST:
        raise _refused(file, 0, "Filen är större än en megabyte.", "En kalkyl ryms på några sidor.")
    try:
        return _read(text, file)
    except yaml.MarkedYAMLError as error:
        raise Unread([_told(error, file)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _refused(file, line, "Ett tecken går inte att läsa.", "Skriv om raden, och spara som UTF-8.") from None
    except RecursionError:
        raise _refused(file, 0, "Fälten ligger i för många nivåer.", "Flytta ut dem.") from None


def _read(text: str, file: str) -> Page:
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise _refused(file, 0, "Filen är tom.", "Utgå från en medföljande: samsyn value --list.")
        if not isinstance(node, yaml.MappingNode):
            raise _refused(file, _line(node), "ska bestå av fält med värden.", "Börja med format: samsyn-konto/1.")
        problems: list[Problem] = []
        lines = dict(_walked(node, "", file, problems, {id(node)}))
        if problems:
            raise Unread(problems)
        try:
            return Page(file, loader.construct_document(node), lines)
        except ValueError:  # a day or a number that cannot be
            raise _refused(file, 0, "Ett datum eller tal går inte att läsa.", "Sätt det inom citattecken.") from None
    finally:
        loader.dispose()


def _refused(file: str, line: int, problem: str, remedy: str) -> Unread:
    return Unread([Problem(file, line, "", problem, remedy)])


def _walked(node: Any, path: str, file: str, problems: list[Problem], seen: set[int]) -> Iterator[tuple[str, int]]:
    """(path, line) of everything within a node; what is written twice or borrowed is a problem."""
    inside: list[tuple[str, Any, int]] = []
    if isinstance(node, yaml.MappingNode):
        keys: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), _line(key)
            if name in keys:
                told = f"står två gånger (också på rad {keys[name]})."
                problems.append(Problem(file, line, _under(path, name), told, "Ta bort eller byt namn på det ena."))
            keys.setdefault(name, line)
            inside.append((name, value, line))
    elif isinstance(node, yaml.SequenceNode):
        inside = [(str(at), value, _line(value)) for at, value in enumerate(node.value)]
    for name, value, line in inside:
        here = _under(path, name)
        yield here, line
        if isinstance(value, yaml.CollectionNode):
            if id(value) in seen:
                told = "är lånat från en annan rad med & och *."
                problems.append(Problem(file, line, here, told, "Skriv ut det, eller lägg talet under values."))
                continue
            seen.add(id(value))
            yield from _walked(value, here, file, problems, seen)


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _told(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.problem or ''} {error.context or ''}"
    remedy = next((hint for part, hint in HINTS if part in said), "Jämför indrag och tecken med en medföljande kalkyl.")
    return Problem(file, mark.line + 1 if mark else 0, "", "Filen är inte giltig YAML.", remedy)


class _Writer(yaml.SafeDumper):
    """Everything written out: an alias is refused by who reads."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(values: Mapping[str, Any], checksum: str) -> str:
    """A scenario as a file that `page_of` reads back. checksum: of what it answers, said in the first line."""
    text = yaml.dump(values, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)
    return f"# samsyn value ger kontrollsumman {checksum}\n{text}"
