"""What of this station can be found by its words: the parties. Never the people who work for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    register_documents(
        "organisation", _("Organisationer"), organisations, Organisation.objects.visible_to, {Organisation: "pk"}
    )


def organisations(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Organisation.objects.all(), keys):
        short = row.short_name if row.short_name not in row.name else ""
        yield Document(row.pk, row.name, short, href=row.get_absolute_url())
