"""What a group means to take up, in order: written as a list, kept with the sessions that already point at it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.participants.models import Group, PlanItem

MOST, LONGEST = 200, 200  # themes in a plan; letters in a theme
ASIDE = 10_000  # where numbers wait while the order changes, since no two themes have the same number
BULLET = re.compile(r"^\s*(?:\d{1,3}\s*[.):]\s+|[-–•*·]\s*)")


def themes_in(text: str) -> list[str]:
    """Themes in a pasted list: one a line, without the number or bullet that stood before it.

    >>> themes_in("1. Hälsa\\n\\n- Ekonomi\\n3) Arbete")
    ['Hälsa', 'Ekonomi', 'Arbete']
    """
    lines = (BULLET.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


@transaction.atomic
def write_plan(*, group: Group, themes: Sequence[str], by) -> list[PlanItem]:
    """Let the plan say these themes, in this order.

    A theme that stays keeps its sessions, also in a new place, and so does one that is reworded in its place.
    One that is taken away leaves its sessions without a planned theme.
    """
    _must_fit(themes)
    rows, gone = _matched(list(group.plan.order_by("number")), themes)
    group.plan.filter(pk__in=[row.pk for row in gone]).delete()
    group.plan.update(number=F("number") + ASIDE)
    terms = _terms_for(group, themes)
    for number, (row, theme) in enumerate(zip(rows, themes, strict=True), 1):
        row.organisation_id, row.group = group.organisation_id, group
        row.number, row.theme, row.term = number, theme, terms.get(theme.casefold())
    PlanItem.objects.bulk_update([row for row in rows if row.pk], ["number", "theme", "term"])
    PlanItem.objects.bulk_create([row for row in rows if not row.pk])
    record("plan_written", by=by, target=group, organisation=group.organisation, themes=len(rows))
    return rows


def _must_fit(themes: Sequence[str]) -> None:
    if len(themes) > MOST:
        raise ValidationError({"themes": _("Planen får ha högst %(most)s teman.") % {"most": MOST}})
    for row, theme in enumerate(themes, 1):
        if len(theme) > LONGEST:
            words = {"row": row, "most": LONGEST}
            raise ValidationError({"themes": _("Tema %(row)s är längre än %(most)s tecken. Korta det.") % words})


def _matched(before: list[PlanItem], themes: Sequence[str]) -> tuple[list[PlanItem], list[PlanItem]]:
    """For each theme the row that is to say it, and the rows that are left.

    First the row with the same words, then the row in the same place, then a new one.
    """
    free, found = {item.number: item for item in before}, {}
    for place, theme in enumerate(themes, 1):
        same = next((item.number for item in free.values() if item.theme.casefold() == theme.casefold()), None)
        if same is not None:
            found[place] = free.pop(same)
    for place in range(1, len(themes) + 1):
        if place not in found:
            found[place] = free.pop(place, None) or PlanItem()
    return [found[place] for place in range(1, len(themes) + 1)], list(free.values())


def _terms_for(group: Group, themes: Sequence[str]) -> dict[str, Term]:
    """The catalogue's themes of the same names, so that plans can be compared."""
    names = {theme.casefold() for theme in themes}
    shipped_or_own = Q(organisation=None) | Q(organisation=group.organisation_id)
    known = Term.objects.current().filter(shipped_or_own, kind=TermKind.THEME)
    return {term.name_sv.casefold(): term for term in known if term.name_sv.casefold() in names}
