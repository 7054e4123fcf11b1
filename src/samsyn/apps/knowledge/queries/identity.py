"""Whether a text that somebody is about to keep tells who a person is."""

from __future__ import annotations

from collections.abc import Collection

from samsyn.apps.portfolio.models import Project
from samsyn.core.anonymity import Found, Near, check
from samsyn.parameters.lexicon import shipped_lexicon


def found_in(text: str, *, place: str = "", project: Project | None = None) -> list[Found]:
    """Everything that may point at somebody, in the order it stands; place and project are known beside the text."""
    near = Near(place=place, project=project.name if project else "")
    return check(text, shipped_lexicon(), near)


def stopping(text: str, found: Collection[Found], confirmed: Collection[str] = ()) -> list[Found]:
    """What the text is not kept with. confirmed: words that somebody has said are nobody, where that may be said."""
    return [
        each
        for each in found
        if each.stops and not (each.may_be_confirmed and text[each.start : each.end] in confirmed)
    ]
