"""A person's word where the rule for a degree of success says otherwise."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.models import DegreeNote, Method
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def note_degree(*, subject: Project | Method, degree: int, reached: bool | None, why: str, by) -> DegreeNote:
    """Say whether a degree is reached, or (None) let the rule speak again. Earlier words stay.

    The rule's answer is always shown beside.
    """
    if not why.strip():
        raise ValidationError({"why": _("Skriv vad du bygger på, så att den som läser kan pröva det.")})
    about = {"project": subject} if isinstance(subject, Project) else {"method": subject}
    note = DegreeNote(**about, degree=degree, reached=reached, why=why.strip(), by=by)
    note.full_clean(exclude={"reached"})  # empty is an answer here
    note.save()
    record("degree_noted", by=by, target=note, organisation=subject.organisation, degree=degree, reached=reached)
    return note
