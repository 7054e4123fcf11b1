"""A person's request about their own data: opened, extended, released by a second person, and closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.models import Person, RightsCase
from samsyn.apps.participants.queries.extract import Extract, reviewed_state
from samsyn.core.periods import add_months

# GDPR article 12.3: without undue delay and within one month; two further months where necessary, with reasons given
# within the first month.
MONTHS, MORE_MONTHS = 1, 2
TWO_PEOPLE = (RightsCase.Kind.EXTRACT, RightsCase.Kind.ERASE)


@transaction.atomic
def open_case(*, person: Person, kind: str, came_on: date, by, note: str = "") -> RightsCase:
    """Write in what a person has asked for. From now on those who handle rights at the authority see the person."""
    if came_on > timezone.localdate():
        raise ValidationError({"came_on": _("Begäran kan inte ha kommit in senare än i dag.")})
    if RightsCase.objects.open().filter(person=person, kind=kind).exists():
        raise ValidationError(_("Personen har redan ett sådant ärende öppet. Gå till det i stället."))
    case = RightsCase(
        organisation=person.organisation,
        person=person,
        person_key=str(person.pk),
        kind=kind,
        came_on=came_on,
        due_on=add_months(came_on, MONTHS),
        opened_by=by,
    )
    case.clean_fields(exclude=["person", "opened_by"])
    case.save()
    case.close("note_sealed", note)
    case.save(update_fields=["note_sealed"])
    record(
        "rights_case_opened",
        by=by,
        target=case,
        organisation=case.organisation,
        kind=kind,
        person=case.person_key,
        due=case.due_on,
    )
    return case


@transaction.atomic
def extend_case(*, case: RightsCase, why: str, by) -> None:
    """Take two further months, once, while the first month still runs. The person shall be told why."""
    _refuse_done(case)
    if case.extended_why:
        raise ValidationError(_("Tiden är redan förlängd. Den kan inte förlängas mer."))
    if timezone.localdate() > case.due_on:
        raise ValidationError(_("Den första månaden har gått ut, så tiden kan inte förlängas längre. Svara nu."))
    case.extended_why, case.due_on = why, add_months(case.came_on, MONTHS + MORE_MONTHS)
    case.save(update_fields=["extended_why", "due_on"])
    record("rights_case_extended", by=by, target=case, organisation=case.organisation, due=case.due_on)


@transaction.atomic
def release_extract(*, case: RightsCase, extract: Extract, withheld: Mapping[str, str], by) -> None:
    """Let an extract out after reading it through for secrecy. Never by the one who opened the case.

    withheld: place in the extract → a code of RightsCase.Secrecy. What is written later needs another review.
    """
    _refuse_done(case)
    refuse_same_person(case, by)
    places = {item.place for item in extract.items()} | {READERS}
    if unknown := set(withheld) - places:
        raise ValidationError(
            _("%(count)s uppgifter finns inte längre. Läs igenom utdraget igen.") % {"count": len(unknown)}
        )
    codes = {str(choice) for choice in RightsCase.Secrecy}
    if not set(withheld.values()) <= codes:
        raise ValidationError(_("Välj vilken bestämmelse som gäller för varje uppgift som utelämnas."))
    case.withheld = {"places": dict(withheld), "reviewed": reviewed_state(extract, case, case.person)}
    case.released_by, case.released_at = by, timezone.now()
    case.save(update_fields=["withheld", "released_by", "released_at"])
    record(
        "extract_released",
        by=by,
        target=case,
        organisation=case.organisation,
        withheld=sorted(withheld.values()),
    )


READERS = "readings:names"  # the place of the names of those who have read


def refuse_unreviewed(case: RightsCase, extract: Extract) -> None:
    """ValidationError unless somebody else has released just this extract."""
    if case.released_at is None:
        raise ValidationError(_("Utdraget är inte sekretessprövat. Någon annan än den som öppnade ärendet gör det."))
    if case.withheld.get("reviewed") != reviewed_state(extract, case, case.person):
        raise ValidationError(_("Något har skrivits om personen efter sekretessprövningen. Pröva utdraget igen."))


@transaction.atomic
def take_out_extract(*, case: RightsCase, extract: Extract, form: str, by) -> None:
    """Say in the trail that the extract was fetched, in which form. ValidationError when it may not be."""
    refuse_unreviewed(case, extract)
    record("extract_taken_out", by=by, target=case, organisation=case.organisation, form=form)


@transaction.atomic
def close_case(*, case: RightsCase, decision: str, outcome: str, by, on: date | None = None) -> None:
    """Close a case with what was decided. The ground to see the person ends with it."""
    _refuse_done(case)
    if decision != RightsCase.Decision.DECLINED and case.kind in TWO_PEOPLE and case.released_at is None:
        raise ValidationError(_("Utdrag och radering kräver att en andra person har prövat dem. Be en kollega."))
    if decision == RightsCase.Decision.DECLINED and not outcome.strip():
        raise ValidationError({"outcome": _("Ett avslag behöver skäl, och personen ska få veta hur man överklagar.")})
    case.decision, case.outcome, case.done_on = decision, outcome, on or timezone.localdate()
    case.clean_fields(exclude=["person", "opened_by"])
    case.save(update_fields=["decision", "outcome", "done_on"])
    record(
        "rights_case_closed",
        by=by,
        target=case,
        organisation=case.organisation,
        kind=case.kind,
        decision=decision,
        in_time=case.done_on <= case.due_on,
    )


def refuse_same_person(case: RightsCase, user) -> None:
    if case.opened_by_id == user.pk:
        raise ValidationError(_("Den som öppnade ärendet kan inte själv pröva det. Be en kollega."))


def _refuse_done(case: RightsCase) -> None:
    if case.done_on is not None:
        raise ValidationError(_("Ärendet är avslutat. Öppna ett nytt om personen begär något mer."))
