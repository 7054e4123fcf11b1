"""What of this station can be found by its words: observations, patterns, methods, examples, resources and needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsyn.apps.knowledge.models import (
    Adaptation,
    Example,
    Method,
    MethodPart,
    Need,
    Observation,
    Pattern,
    Resource,
    Spread,
    Statement,
)
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    method = {Method: "pk", MethodPart: "method_id", Adaptation: "method_id"}
    example = {Example: "pk", Spread: "example_id"}
    observation = {Observation: "pk"}
    register_documents("method", _("Metoder"), methods, Method.objects.visible_to, method)
    register_documents("pattern", _("Mönster"), patterns, Pattern.objects.visible_to, {Pattern: "pk"})
    register_documents("statement", _("Skrivelser"), statements, Statement.objects.visible_to, {Statement: "pk"})
    register_documents("observation", _("Observationer"), observations, Observation.objects.visible_to, observation)
    register_documents("example", _("Goda exempel"), examples, Example.objects.visible_to, example)
    register_documents("resource", _("Resurser"), resources, Resource.objects.visible_to, {Resource: "pk"})
    register_documents("need", _("Behov"), needs, Need.objects.visible_to, {Need: "pk"})


def methods(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Method.objects.prefetch_related("themes", "target_groups", "parts", "adaptations")
    for row in of_keys(rows, keys):
        parts = [part.name for part in row.parts.all()]
        told = [row.summary, row.problem, row.steps, row.training, row.materials, row.takes]
        told += [f"{each.name} {each.what}".strip() for each in row.parts.all()]
        told += [f"{each.name} {each.changed} {each.why}".strip() for each in row.adaptations.all()]
        terms = (*_terms(row), *(("component", name) for name in parts))
        yield Document(row.pk, row.name, _text(*told), terms, href=row.get_absolute_url())


def patterns(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Pattern.objects.select_related("kind", "level").prefetch_related("actors", "target_groups")
    for row in of_keys(rows, keys):
        text = _text(row.about, row.rule, row.closed_why)
        yield Document(row.pk, row.name, text, _terms(row), href=row.get_absolute_url())


def statements(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Statement.objects.select_related("pattern", "addressee"), keys):
        terms = (("party", row.addressee.name),)
        yield Document(row.pk, str(row), _text(row.text, row.answer_text), terms, href=row.get_absolute_url())


def observations(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Observation.objects.select_related("kind", "level").prefetch_related("actors", "target_groups")
    for row in of_keys(rows, keys):
        first, rest = _first_sentence(row.text)
        yield Document(row.pk, first, _text(rest, row.rule), _terms(row), href=row.get_absolute_url())


def examples(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Example.objects.prefetch_related("themes", "target_groups", "strengths", "spread__municipality")
    for row in of_keys(rows, keys):
        text = _text(row.what, row.built_on, row.barrier, row.result)
        spread = [each.municipality.brief if each.municipality else each.place for each in row.spread.all()]
        place = ", ".join(dict.fromkeys(filter(None, [row.place, *spread])))
        yield Document(row.pk, row.name, text, _terms(row), place, row.get_absolute_url())


def resources(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Resource.objects.select_related("municipality", "from_group").prefetch_related("strengths")
    for row in of_keys(rows, keys):
        place = row.municipality.brief if row.municipality else ""
        yield Document(row.pk, row.name, row.what, _terms(row), place, row.get_absolute_url())


def needs(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Need.objects.select_related("municipality", "whose").prefetch_related("strengths")
    for row in of_keys(rows, keys):
        place = row.municipality.brief if row.municipality else ""
        yield Document(row.pk, row.name, row.what, _terms(row), place, row.get_absolute_url())


MANY = {"theme": "themes", "target_group": "target_groups", "strength": "strengths", "actor": "actors"}
ONE = {"barrier": "kind", "decision_level": "level", "target_group": "whose"}


def _terms(row: Any) -> tuple[tuple[str, str], ...]:
    """What the row is said to be about: its terms, by their Swedish names."""
    many = [
        (group, term.name_sv)
        for group, field in MANY.items()
        if hasattr(row, field)
        for term in getattr(row, field).all()
    ]
    one = [(group, term.name_sv) for group, field in ONE.items() if (term := getattr(row, field, None)) is not None]
    from_group = [("target_group", row.from_group.name_sv)] if getattr(row, "from_group", None) else []
    return tuple(dict.fromkeys([*many, *one, *from_group]))


def _text(*told: str) -> str:
    return "\n".join(each for each in told if each)


def _first_sentence(text: str) -> tuple[str, str]:
    """An observation has no title: its first sentence stands for one, when it is not too long."""
    first, stop, rest = text.partition(". ")
    return (first + stop.strip(), rest) if len(first) <= 160 else (text[:120].rsplit(" ", 1)[0] + " …", text)
