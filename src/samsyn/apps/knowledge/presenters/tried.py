"""What has been tried before, in words: why it is like the plan, and what became of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.knowledge.models import Method, Pattern
from samsyn.apps.knowledge.presenters.degrees import answer_word, name_of_degree
from samsyn.apps.knowledge.presenters.observations import state_tag
from samsyn.apps.knowledge.presenters.searching import explained
from samsyn.apps.knowledge.presenters.station import TAGS
from samsyn.apps.knowledge.queries.degrees import Degrees
from samsyn.apps.knowledge.queries.searching import Like
from samsyn.apps.knowledge.queries.tried import Tried
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.apps.portfolio.presenters.pages import state_tag as project_tag
from samsyn.core.evidence.adoption import Spread
from samsyn.web.formats import number

WORDS = 6  # telling words shown for each


def tried_sections(found: Tried) -> list[dict[str, Any]]:
    """What is alike by kind, each with why and what became of it; kinds without anything are left out."""
    projects = [_row(found, like, _of_project(row, found.degrees.get(row.pk)), project_tag(row))
                for like, row in found.projects]  # fmt: skip
    methods = [_row(found, like, _of_method(row, found.spread.get(row.pk))) for like, row in found.methods]
    patterns = [_row(found, like, _of_pattern(row), state_tag(row)) for like, row in found.patterns]
    advice = [_row(found, like, _of_advice(row), {"text": row.get_state_display(), "kind": TAGS[row.state]})
              for like, row in found.recommendations]  # fmt: skip
    examples = [_row(found, like, [row.result]) for like, row in found.examples]
    sections = [
        (_("Insatser"), projects), (_("Metoder"), methods), (_("Mönster av hinder"), patterns),
        (_("Rekommendationer"), advice), (_("Goda exempel"), examples),
    ]  # fmt: skip
    return [{"title": title, "rows": rows} for title, rows in sections if rows]


def _row(found: Tried, like: Like, became: list[str], tag: dict[str, Any] | None = None) -> dict[str, Any]:
    hit = explained(like.document, found.likes.question, found.likes.lexicon)
    words = ", ".join(word for word, _how in hit.reasons[:WORDS])
    shared = ", ".join(name for _group, name in like.shared)
    return {
        "title": like.document.title, "href": like.document.href, "tag": tag,
        "became": [each for each in became if each], "shared": shared, "words": words,
    }  # fmt: skip


def _of_project(project: Project, degrees: Degrees | None) -> list[str]:
    """When it ran, whether it was stopped, and how far it came in the three degrees."""
    lines = [period_of(project.starts, project.ends), project.stopped_why]
    if degrees is not None:
        lines.append("; ".join(
            f"{name_of_degree(each.number)}: {answer_word(each.reached)}" for each in degrees.degrees
        ))  # fmt: skip
    return lines


def _of_method(method: Method, spread: Spread | None) -> list[str]:
    if spread is None:
        return []
    used = spread.verified + spread.unverified + spread.inside
    in_use = ngettext(
        "i ordinarie bruk hos %(count)s organisation", "i ordinarie bruk hos %(count)s organisationer", used
    ) % {"count": number(used)}
    stopped = ngettext("%(count)s har slutat", "%(count)s har slutat", spread.stopped) % {
        "count": number(spread.stopped)
    }
    return [in_use, stopped if spread.stopped else ""]


def _of_pattern(pattern: Pattern) -> list[str]:
    return [pattern.about]


def _of_advice(row: Recommendation) -> list[str]:
    to = _("till %(who)s") % {"who": row.addressee.brief}
    return [to, row.answer]
