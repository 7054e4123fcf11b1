"""Restricted data stand still (GDPR article 18): kept, counted, shown to nobody but those who handle the request.

Lists leave restricted persons out (models/reach.py) and pages about them are not there (queries/grounds.py). Here is
the third lock: nothing about them is written either, whatever action is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _

# What may be written while a person is restricted: the handling of their rights, and the review of who opened them.
ABOUT_RIGHTS = {"rightscase", "rectification", "emergency"}
_handling: ContextVar[bool] = ContextVar("samsyn_handling_rights", default=False)


class Restricted(ValidationError):
    """Something was about to be written about a person whose data are restricted."""


def refuse_restricted(person) -> None:
    """Restricted, with the remedy, when the person's data are restricted. For actions that write many rows at once."""
    if person.restricted_on and not _handling.get():
        raise Restricted(
            _(
                "Uppgifterna om personen är begränsade och får inte ändras. Vänd dig till den som är "
                "dataskyddsansvarig hos er."
            )
        )


@contextmanager
def handling_rights() -> Iterator[None]:
    """Inside: what those who handle a person's rights write about them."""
    token = _handling.set(True)
    try:
        yield
    finally:
        _handling.reset(token)


def _before_saving(sender, instance, raw: bool = False, **_) -> None:
    """Asks the person at hand and never the store, so that it costs nothing."""
    if raw or sender._meta.app_label != "participants" or sender._meta.model_name in ABOUT_RIGHTS:
        return
    person = instance if sender._meta.model_name == "person" else instance._state.fields_cache.get("person")
    if person is not None:
        refuse_restricted(person)


def watch() -> None:
    """Called when Django starts."""
    pre_save.connect(_before_saving, dispatch_uid="samsyn restricted persons")
