"""Cards on Översikt and answers to a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster, Publication, Recommendation
from samsyn.apps.evaluation.queries import goals_due_for, unanswered_for, unjudged_for
from samsyn.web.registry import Hit

SHOWN = 5


def waiting_card(request: HttpRequest) -> dict[str, Any] | None:
    """Väntar på dig: what the reader is asked to answer, judge or find out."""
    lists = {
        "recommendations": list(unanswered_for(request.user)[: SHOWN + 1]),
        "findings": list(unjudged_for(request.user)[: SHOWN + 1]),
        "goals": list(goals_due_for(request.user)[: SHOWN + 1]),
    }
    if not any(lists.values()):
        return None
    more = any(len(rows) > SHOWN for rows in lists.values())
    return {**{name: rows[:SHOWN] for name, rows in lists.items()}, "more": more}


def search_evaluation(user, text: str) -> Iterator[Hit]:
    """Clusters, publications and recommendations that the user may see."""
    clusters = Cluster.objects.visible_to(user).filter(Q(name__icontains=text) | Q(summary__icontains=text))
    for cluster in clusters[:20]:
        yield Hit(cluster.name, cluster.get_absolute_url(), _("Kluster"), cluster.summary[:160])
    publications = Publication.objects.visible_to(user).filter(Q(title__icontains=text) | Q(author__icontains=text))
    for publication in publications[:20]:
        yield Hit(publication.title, publication.get_absolute_url(), _("Publikationer"), publication.published)
    advice = Recommendation.objects.visible_to(user).filter(Q(text__icontains=text) | Q(answer__icontains=text))
    for row in advice.select_related("addressee")[:20]:
        yield Hit(row.text[:100], row.get_absolute_url(), _("Rekommendationer"), row.addressee.name)
