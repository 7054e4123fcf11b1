"""What search is measured on: documents from the sources, the terms and the demonstration, and questions with answers.

The documents are put where search reads, as rows of the good examples, so that the whole way is measured: the index,
the store, what may be seen, the ranking.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SHIPPED = files("samsyn.parameters")
KIND = "measured"


@dataclass(frozen=True)
class Text:
    """A document by the key that the questions use."""

    key: str
    title: str
    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question with its answers, 2 for what was sought and 1 for what is of use too. held_out: never tuned on."""

    text: str
    how: str
    answers: Mapping[str, int]
    held_out: bool


@dataclass(frozen=True)
class Measured:
    """Means over questions: recall among the first five, and discounted gain among the first ten."""

    questions: int
    recall: float
    gain: float


def questions() -> list[Asked]:
    raw = _read(HERE / "questions.yaml")
    return [Asked(one["ask"], one["how"], one["answers"], at % 2 == 1) for at, one in enumerate(raw)]


def texts() -> list[Text]:
    """Every document that is searched, each key once."""
    return [*_passages(), *_terms(), *_measures(), *_demonstration()]


def measure(asked: Iterable[Asked], find: Callable[[str], Sequence[str]]) -> Measured:
    """How well `find`, which answers keys in order, answers the questions."""
    recalls, gains = [], []
    for one in asked:
        found = list(find(one.text))
        recalls.append(recall_at_5(found, one.answers))
        gains.append(gain_at_10(found, one.answers))
    return Measured(len(recalls), sum(recalls) / len(recalls), sum(gains) / len(gains))


def recall_at_5(found: Sequence[str], answers: Mapping[str, int]) -> float:
    """Of the known answers, as many as five places hold, the share that stands among the first five."""
    return len(set(found[:5]) & set(answers)) / min(5, len(answers))


def gain_at_10(found: Sequence[str], answers: Mapping[str, int]) -> float:
    """nDCG@10: a grade gains 2^grade - 1, less the further down; 1 is the best order there could be."""
    return _gain([answers.get(key, 0) for key in found[:10]]) / _gain(sorted(answers.values(), reverse=True)[:10])


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades))


def finder(organisation: Any, user: Any, registry_of: Any) -> Callable[[str], list[str]]:
    """Index the texts as good examples of an organisation, and answer as the search page does for the user.

    registry_of: the registry's documents, which the texts stand in place of until the caller puts the others back.
    """
    from samsyn.apps.knowledge.actions.indexing import make_index
    from samsyn.apps.knowledge.models import Example
    from samsyn.apps.knowledge.queries.searching import search
    from samsyn.web.registry import Document, Documents

    every = texts()
    rows = Example.objects.bulk_create(
        Example(organisation=organisation, name=each.title[:200], what=each.text, result="-", source="-")
        for each in every
    )
    keys = {row.pk: each for row, each in zip(rows, every, strict=True)}

    def source(wanted: Iterable[int] | None) -> Iterator[Document]:
        for key in keys if wanted is None else wanted:
            each = keys[key]
            terms = tuple(("theme", name) for name in each.about)
            yield Document(key, each.title, each.text, terms, href=f"#{each.key}")

    registry_of.clear()
    registry_of[KIND] = Documents(KIND, KIND, source, Example.objects.visible_to, {})
    make_index()

    def find(text: str) -> list[str]:
        hits = search(user, text)
        return [keys[document.key].key for document in hits.documents] if hits else []

    return find


def _passages() -> Iterator[Text]:
    for number, told in _read(HERE / "passages.yaml").items():
        for one in told:
            yield Text(f"{number}/{one['key']}", one["title"], one["text"])


def _terms() -> Iterator[Text]:
    for path in sorted(SHIPPED.joinpath("catalogue").iterdir(), key=lambda path: path.name):
        raw = yaml.safe_load(path.read_text("utf-8"))
        for one in raw["terms"]:
            yield Text(f"term/{raw['kind']}/{one['code']}", one["name"]["sv"], one["definition"]["sv"])


def _measures() -> Iterator[Text]:
    for path in sorted(SHIPPED.joinpath("measures").iterdir(), key=lambda path: path.name):
        raw = yaml.safe_load(path.read_text("utf-8"))
        for one in raw["measures"] if isinstance(raw, dict) else raw:
            labels = "\n".join(one.get("labels", ()))
            yield Text(f"measure/{one['code']}", one["name"]["sv"], f"{one['definition']['sv']}\n{labels}")


def _demonstration() -> Iterator[Text]:
    names = {text.key.removeprefix("term/"): text.title for text in _terms()}
    esf, samfi, people = (_read(SHIPPED.joinpath(f"demo/{name}.yaml")) for name in ("esf_cluster", "samfi", "people"))
    for one in (*esf["projects"], samfi["project"], people["ostra_goinge"]["project"]):
        about = [names[f"theme/{code}"] for code in one["themes"]]
        about += [names[f"target_group/{code}"] for code in one.get("target_groups", ())]
        about += [names[f"staff_group/{code}"] for code in one.get("staff_groups", ())]
        text = f"{one['summary']}\n{one['focus']}"
        yield Text(f"project/{one['code']}", f"{one['code']} – {one['name']}", text, tuple(about))
    for at, call in enumerate(esf["calls"], start=1):
        yield Text(f"call/{at}", f"{call['number']} {call['title']}", f"{call['aim']}\n{call['programme']}")
    yield Text("cluster", esf["cluster"]["name"], f"{esf['cluster']['summary']}\n{esf['cluster']['question']}")
    for goal in samfi["goals"]:
        told = (goal.get(field, "") for field in ("test", "data_source", "baseline", "missing_why", "evidence"))
        yield Text(f"goal/SamFi/{goal['label']}", goal["text"], "\n".join(filter(None, told)))
    for code, raw in (("SamFi", samfi), ("cluster", esf)):
        for at, advice in enumerate(raw["recommendations"], start=1):
            yield Text(f"advice/{code}/{at}", advice["text"], "", (advice["addressee"],))
        for one in raw["judgements"]:
            kind, term = one["term"]
            title = f"{names[f'{kind}/{term}']}: {one['text']}"
            yield Text(f"verdict/{code}/{term}", title, one["evidence"])


def _read(path: Any) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))
