"""What of this station can be found by its words: terms and measures, in the version that is current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    register_documents("term", _("Begrepp"), terms, Term.objects.visible_to, {Term: "pk"})
    register_documents("measure", _("Mått"), measures, MeasureVersion.objects.visible_to, {MeasureVersion: "pk"})


def terms(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Term.objects.current(), keys):
        yield Document(row.pk, row.name_sv, row.definition_sv, href=row.get_absolute_url())


def measures(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(MeasureVersion.objects.current(), keys):
        text = "\n".join([row.definition_sv, *row.labels])
        yield Document(row.pk, row.name_sv, text, href=row.get_absolute_url())
