"""Answers about definitions: which there are, in which versions, and what builds on what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from samsyn.apps.catalogue.models import MeasureVersion, Term, TermKind


def measures_for(user, text: str = ""):
    """Current measures that the user may see and whose words match."""
    measures = MeasureVersion.objects.visible_to(user).current().select_related("organisation")
    return measures.filter(_words(text)) if text else measures


def terms_for(user, text: str = "", kind: str = ""):
    """Current terms that the user may see, of one kind or all, whose words match."""
    terms = Term.objects.visible_to(user).current().select_related("organisation")
    if kind:
        terms = terms.filter(kind=kind)
    return terms.filter(_words(text)) if text else terms


def by_kind(terms) -> list[tuple[TermKind, list[Term]]]:
    """The terms grouped, kinds in the order they are declared; kinds without terms are left out."""
    terms = list(terms)
    groups = [(kind, [term for term in terms if term.kind == kind]) for kind in TermKind]
    return [(kind, found) for kind, found in groups if found]


def versions_of(row):
    """All versions of the same measure or term in the same hands, latest first."""
    same = type(row).objects.filter(code=row.code, organisation=row.organisation_id)
    if isinstance(row, Term):
        same = same.filter(kind=row.kind)
    return same.order_by("-version")


@dataclass(frozen=True)
class Built:
    """What a measure is built from, and what is built from it."""

    numerator: MeasureVersion | None
    denominator: MeasureVersion | None
    parts: tuple[MeasureVersion, ...]
    used_by: tuple[MeasureVersion, ...]


def built(measure: MeasureVersion, user) -> Built:
    """The measures on both sides of this one, as the user may see them. One query.

    An organisation's own measure of a code stands before a shipped one for that organisation's measures.
    """
    near = list(MeasureVersion.objects.visible_to(user).current())
    by_code = {row.code: row for row in near if row.organisation_id is None}
    by_code |= {row.code: row for row in near if row.organisation_id and row.organisation_id == measure.organisation_id}
    used_by = [row for row in near if measure.code in (row.numerator, row.denominator, *row.parts)]
    return Built(
        by_code.get(measure.numerator),
        by_code.get(measure.denominator),
        tuple(by_code[code] for code in measure.parts if code in by_code),
        tuple(used_by),
    )


def _words(text: str) -> Q:
    fields = ("name_sv", "name_en", "definition_sv", "definition_en", "code")
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": text})
    return found
