"""Answers about ladders and reasons for leaving."""

from __future__ import annotations

from django.db.models import Q

from samsyn.apps.catalogue.models import Ladder


def ladders_for(user, text: str = ""):
    """Current ladders and lists of reasons that the user may see and whose name or source matches."""
    ladders = Ladder.objects.visible_to(user).current().select_related("organisation")
    if not text:
        return ladders
    return ladders.filter(Q(name_sv__icontains=text) | Q(name_en__icontains=text) | Q(source__icontains=text))
