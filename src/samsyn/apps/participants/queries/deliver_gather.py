"""Everybody whom a release counts, as pseudonyms with facts. Gathered by the queries that the pages themselves use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from samsyn.apps.catalogue.models import Ladder, Sex
from samsyn.apps.catalogue.models.ladders import COMMON
from samsyn.apps.evaluation import delivered as words
from samsyn.apps.organisations.models import Kind
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.participants.models import Person, Referral, ReferralState, SupportLength
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.deliver_tables import DAYS, Counted, Plan, at, move, moved
from samsyn.apps.participants.queries.enrolments import SELF
from samsyn.apps.participants.queries.follow_up import (
    Noted,
    Participation,
    occasions_of,
    one_each,
    participations,
    plans_of,
    shared_definitions,
)
from samsyn.apps.participants.queries.follow_up_splits import SPLITS, hours_of_persons
from samsyn.apps.participants.queries.matrix import known_at
from samsyn.apps.participants.queries.states import Scale, current_states, scales_of
from samsyn.apps.participants.reading import note
from samsyn.apps.portfolio.models import Project, ProjectParty
from samsyn.core.followup.dosage import HOURS
from samsyn.core.followup.reasons import Reason
from samsyn.core.periods import Occasion, due_on

Pseudonym = Callable[[str, Any], str]  # (of what, its number) → a member of the tables

SEXES = {Sex.WOMEN.value: words.WOMEN, Sex.MEN.value: words.MEN}
ON_THEIR_OWN, ANOTHER = "Personen själv", "Någon annan"
# Senders in few enough kinds that each can hold some people. Kinds that are no party's share a row.
KINDS = {
    "Kommun": (Kind.MUNICIPALITY, Kind.MUNICIPAL_ASSOCIATION, Kind.MUNICIPAL_COMPANY),
    "Region och vård": (Kind.REGION, Kind.HEALTH_CARE),
    "Arbetsförmedlingen": (Kind.EMPLOYMENT_SERVICE,),
    "Försäkringskassan": (Kind.SOCIAL_INSURANCE,),
    "Skola": (Kind.SCHOOL,),
    "Civilsamhälle": (Kind.CIVIL_SOCIETY,),
}
KIND_OF = {str(kind): name for name, kinds in KINDS.items() for kind in kinds} | {SELF: ON_THEIR_OWN}


def counted(user, project: Project, up_to: date, pseudonym: Pseudonym) -> tuple[Plan, list[Counted]]:
    """The plan of the project's release, and everybody it counts, noted as read. At most fourteen queries.

    Persons with protected identity are left out, whoever delivers: counting them under stricter rules would tell that
    somebody here is protected. What happened after `up_to` has not happened.
    """
    every_reason, common = shared_definitions()
    reasons = {code: reason for code, reason in every_reason.items() if not reason.mistake}
    hidden = set(Person.objects.exclude(protection="").values_list("pk", flat=True))
    everyone = [
        _by_then(row, up_to)
        for row in participations(user, project, every_reason, "delivery")
        if row.core.person not in hidden and row.starts <= up_to
    ]
    plans = plans_of(project)
    states = current_states(enrolment__project=project, as_of__lte=up_to)
    scales = _common_scales(scales_of(plans, states, common), common)
    names, kinds = _senders(project)
    plan = Plan(
        sides=[scale.dimension for scale in scales],
        occasions=[occasion.value for occasion in occasions_of(plans)],
        senders=names,
        kinds=kinds,
        reasons=_reasons(project, reasons),
    )
    persons = one_each(everyone, reasons)
    facts = {row.core.person: _facts(row, plan, reasons) for row in persons}
    _add_hours(facts, project, everyone, up_to)
    populations = {row.core.person: _populations(row, up_to) for row in persons}
    for scale in scales:
        _add_states(scale, plan, persons, known_at(states, scale, persons)[0], facts, populations)
    made = [Counted(pseudonym("person", who), frozenset(populations[who]), facts[who]) for who in facts]
    made += [_participation(row, pseudonym) for row in everyone]
    return plan, made + _referred(project, up_to, hidden, plan.kinds, pseudonym)


def _by_then(row: Participation, up_to: date) -> Participation:
    """The participation as it stood on a day: one that ended later was going on."""
    if row.core.ends is None or row.core.ends <= up_to:
        return row
    return replace(row, core=row.core._replace(ends=None, reason="", completed=None))


def _facts(row: Participation, plan: Plan, reasons: Mapping[str, Reason]) -> dict[str, str]:
    facts = {
        "sex": SEXES.get(row.sex, words.UNKNOWN),
        "age": SPLITS["age"].label(row) or words.UNKNOWN,
        "sender": _sender(row, plan.senders),
        "support_length": _support(row),
    }
    if row.core.ends is not None:
        reason = reasons.get(row.core.reason or "")
        named = dict(plan.named_reasons())
        label = reason.label if reason and not reason.completed else words.UNKNOWN
        facts["reason"] = (
            words.COMPLETED if row.core.went_through(reasons) else label if label in named else words.UNKNOWN
        )
        facts["ending"] = named[facts["reason"]]
    return facts


def _sender(row: Participation, senders: Iterable[str]) -> str:
    if row.sender in senders:
        return row.sender
    if row.sender_kind == SELF:
        return ON_THEIR_OWN
    return ANOTHER if row.sender or row.sender_kind else words.UNKNOWN


def _support(row: Participation) -> str:
    code = SPLITS["support_length"].label(row)
    return str(SupportLength(code).label) if code else words.UNKNOWN


def _add_hours(
    facts: Mapping[object, dict[str, str]], project: Project, everyone: Iterable[Participation], up_to: date
) -> None:
    """Hours of all of a person's participations together; not known is not zero."""
    _dosage, hours = hours_of_persons(project, everyone, up_to)
    for who, mine in facts.items():
        mine["hours"] = HOURS.label_of(hours.get(who)) or words.UNKNOWN  # type: ignore[call-overload]


def _populations(row: Participation, up_to: date) -> set[str]:
    """Which occasions have come for a person by that day, and so which populations they are in."""
    due = {occasion: due_on(Occasion(occasion), row.core.starts, row.core.ends) for occasion in words.AT}
    return {words.AT[occasion] for occasion, day in due.items() if day is not None and day <= up_to}


def _add_states(scale: Scale, plan: Plan, persons, known, facts, populations) -> None:
    """The state of each person at each occasion that has come, and the steps of those who have one both times."""
    side = scale.dimension
    for row in persons:
        who, mine = row.core.person, populations[row.core.person]
        found = {}
        for occasion in plan.occasions:
            if words.AT[occasion] in mine:
                code = known.get((row.core.key, Occasion(occasion)), (None,))[0]
                found[occasion] = side.by_code[code] if code else None
                facts[who][at(occasion, side.code)] = side.by_code[code].label if code else words.UNANSWERED
        for occasion in plan.compared():
            if found.get("before") and found.get(occasion):
                mine.add(words.paired(occasion, side.label))
                facts[who][move(occasion, side.code)] = moved(found["before"], found[occasion])


def _common_scales(scales: Iterable[Scale], common: Ladder) -> list[Scale]:
    """The dimensions of the common ladder that the project's states can be read on, whatever ladders it uses."""
    found: dict[str, Scale] = {}
    for scale in scales:
        shared = common.shape.dimension(scale.dimension.code)
        if scale.dimension == shared or scale.ladder.code == COMMON:
            before = found[shared.code].reads if shared.code in found else {}
            found[shared.code] = Scale(f"{COMMON}.{shared.code}", common, shared, {**before, **scale.reads})
    return [found[side.code] for side in common.shape.dimensions if side.code in found]


def _senders(project: Project) -> tuple[list[str], list[str]]:
    """Owner and partners, also former ones, by name and by kind: never a sender that happens to be among the people."""
    parties = ProjectParty.objects.filter(project=project, part__in=(PartIn.OWNER, PartIn.PARTNER))
    found = set(parties.values_list("organisation__name", "organisation__kind"))
    kinds = {KIND_OF.get(kind, ANOTHER) for _name, kind in found}
    names = sorted({name for name, _kind in found})
    return [*names, ON_THEIR_OWN, ANOTHER, words.UNKNOWN], [*(k for k in KINDS if k in kinds), ON_THEIR_OWN, ANOTHER]


def _reasons(project: Project, reasons: Mapping[str, Reason]) -> list[Reason]:
    """Every reason in the lists that the authority may have used, in all their versions, in the order of the lists."""
    lists = Ladder.objects.reasons().filter(Q(organisation=None) | Q(organisation=project.organisation_id))
    codes = dict.fromkeys(reason.code for one in lists.order_by("organisation", "version") for reason in one.reasons)
    return [reasons[code] for code in codes if code in reasons]


def _participation(row: Participation, pseudonym: Pseudonym) -> Counted:
    sex = SEXES.get(row.sex, words.UNKNOWN)
    return Counted(pseudonym("participation", row.core.key), frozenset({words.PARTICIPATIONS}), {"sex": sex})


def _referred(
    project: Project, up_to: date, hidden: set[UUID], kinds: Sequence[str], pseudonym: Pseudonym
) -> list[Counted]:
    """Each person who has been referred, by their latest referral, and how long it waited for its answer."""
    rows = Referral.objects.filter(project=project, received_on__lte=up_to).order_by("received_on", "pk")
    columns = ("person_id", "organisation_id", "sender_kind", "state", "received_on", "answered_on")
    latest = {row.person_id: row for row in rows.values_list(*columns, named=True) if row.person_id not in hidden}
    note([Noted(row.person_id, row.organisation_id) for row in latest.values()], "delivery", [FieldClass.CASE])
    return [
        Counted(
            pseudonym("referral", who),
            frozenset({words.REFERRED}),
            {"sender_kind": _kind(row.sender_kind, kinds), "waiting": _waited(row, up_to)},
        )
        for who, row in latest.items()
    ]


def _kind(code: str, kinds: Sequence[str]) -> str:
    name = KIND_OF.get(code, ANOTHER)
    return name if name in kinds else ANOTHER


def _waited(row: Any, up_to: date) -> str:
    if row.state == ReferralState.WITHDRAWN:
        return words.WITHDRAWN
    if row.answered_on is None or row.answered_on > up_to or row.state in WAITING:
        return words.NOT_ANSWERED
    return str(DAYS.label_of((row.answered_on - row.received_on).days))
