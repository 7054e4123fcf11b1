"""What of this station can be found by its words: accounts, with what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models import Account
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    register_documents("account", _("Kalkyler"), accounts, Account.objects.visible_to, {Account: "pk"})


def accounts(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Account.objects.select_related("project", "organisation"), keys):
        about = (("project", str(row.project)),) if row.project else (("party", row.organisation.name),)
        yield Document(row.pk, row.title, "\n".join(_said(row.contents)), about, href=row.get_absolute_url())


def _said(contents: dict[str, Any]) -> Iterator[str]:
    """Name, description and notes in Swedish; an account half written may lack any of them."""
    told = [contents.get("name"), contents.get("about"), *(contents.get("notes") or ())]
    for each in told:
        text = each.get("sv") if isinstance(each, dict) else each
        if isinstance(text, str) and text:
            yield text
