"""The ground of a grade in words, as the rule has it: kept with the grade, and shown beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.models import GradeOf
from samsyn.apps.knowledge.queries.grading import Graded
from samsyn.apps.knowledge.queries.rules import fact_words, grade_rules, said, scale
from samsyn.web.formats import sek


def ground_of_rule(graded: Graded) -> str:
    """Why the rule says what it says, and what would take it further. What was lowered says first what it reached."""
    if graded.of == GradeOf.COST:
        return _cost(graded)
    rule = graded.rule
    reached = scale(graded.of)
    at = None if rule.value is None else rule.value + graded.lowered
    words = [] if at is None else [reached.means(at)]
    if graded.lowered:
        words.append(said(grade_rules()[GradeOf.IMPLEMENTABILITY]["lowered"]))
    if rule.missing:
        words.append(_("Nästa nivå kräver också: %(facts)s.") % {"facts": ", ".join(map(fact_words, rule.missing))})
    if rule.open:
        facts = ", ".join(map(fact_words, rule.open))
        words.append(_("Det här behöver en granskare bedöma: %(facts)s.") % {"facts": facts})
    return " ".join(words)


def _cost(graded: Graded) -> str:
    cost = graded.cost
    if cost is None or cost.each is None:
        return _("Ingen insats som prövat metoden har både kostnad och antal deltagare inskrivna.")
    text = ngettext(
        "%(each)s per deltagare i %(count)d insats, i löpande priser.",
        "%(each)s per deltagare i %(count)d insatser tillsammans, från %(low)s till %(high)s, i löpande priser.",
        cost.projects,
    )
    return text % {"each": sek(cost.each), "count": cost.projects, "low": sek(cost.low), "high": sek(cost.high)}
