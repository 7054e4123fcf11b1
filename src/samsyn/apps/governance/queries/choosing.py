"""Who sees which scores: the blind rule, in one place. And the applications side by side when they lie open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.db.models import Q, QuerySet

from samsyn.apps.governance.models import Choosing, Invitation, Score
from samsyn.apps.governance.queries.criteria import criteria_of
from samsyn.apps.organisations.models.access import Membership, active_on
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState

DIVIDED = 2  # steps between the lowest and the highest score from which a question is worth talking about
CHOSEN_AMONG = (ApplicationState.SENT, ApplicationState.GRANTED, ApplicationState.DECLINED)


def applications_of(choosing: Choosing) -> QuerySet[Application]:
    """Those that are chosen among: everything sent, also what has been decided since."""
    rows = Application.objects.filter(call=choosing.call_id, state__in=CHOSEN_AMONG)
    return rows.select_related("organisation", "call").order_by("name", "pk")


def read_by(user) -> QuerySet[Application]:
    """The applications whose pages in a choosing the user may open, and with them the account that was sent.

    Until the scores lie open: those who score it, but not an application of an organisation where they work. From
    then: all who see the choosing.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    seen = Choosing.objects.visible_to(user)
    places = active_on(Membership.objects.filter(user=user)).values("organisation")
    opened = Q(call__in=seen.exclude(opened_at=None).values("call"))
    asked = Q(call__in=seen.filter(opened_at=None, invitations__user=user).values("call"))
    return Application.objects.filter(opened | (asked & ~Q(organisation__in=places)), state__in=CHOSEN_AMONG)


def to_score(invitation: Invitation) -> QuerySet[Application]:
    """The applications that this person scores: not those of an organisation where they work themselves."""
    places = active_on(Membership.objects.filter(user=invitation.user)).values("organisation")
    return applications_of(invitation.choosing).exclude(organisation__in=places)


def invitation_of(choosing: Choosing, user) -> Invitation | None:
    return choosing.invitations.filter(user=user).select_related("choosing__call", "user").first()


def scores_seen_by(user, choosing: Choosing) -> QuerySet[Score]:
    """The blind rule: until the choosing is opened everybody sees their own scores only, whoever they are.

    Opened: what was handed in. A half-written score is never anybody else's.
    """
    rows = Score.objects.filter(invitation__choosing=choosing)
    mine = Q(invitation__user=user)
    if choosing.opened_at is None:
        return rows.filter(mine)
    return rows.filter(mine | Q(invitation__handed_in_at__isnull=False))


def handed_in(choosing: Choosing) -> tuple[int, int]:
    """How many have handed in, of how many invited. Never who."""
    given = list(choosing.invitations.values_list("handed_in_at", flat=True))
    return sum(at is not None for at in given), len(given)


def missing_for(invitation: Invitation) -> list[tuple[Application, int]]:
    """(application, questions without an answer) that keep the person from handing in."""
    codes = {raw["code"] for raw in invitation.choosing.criteria}
    answered: dict[int, set[str]] = defaultdict(set)
    for application, criterion in invitation.scores.exclude(value=None).values_list("application", "criterion"):
        answered[application].add(criterion)
    gaps = [(one, len(codes - answered[one.pk])) for one in to_score(invitation)]
    return [(one, gap) for one, gap in gaps if gap]


@dataclass(frozen=True)
class Told:
    """What several people answered to one question about one application. values: one a person, none named."""

    values: tuple[int, ...]

    @property
    def middle(self) -> float | None:
        return median(self.values) if self.values else None

    @property
    def divided(self) -> bool:
        """Whether they differ so much that it is worth talking about."""
        return len(self.values) > 1 and max(self.values) - min(self.values) >= DIVIDED


@dataclass(frozen=True)
class Profile:
    """One application: what was answered, question by question. Never a sum."""

    application: Application
    told: dict[str, Told]


def side_by_side(user, choosing: Choosing) -> list[Profile]:
    """The applications with what was handed in; empty until the choosing is opened. Two questions."""
    if choosing.opened_at is None:
        return []
    values: dict[tuple[int, str], list[int]] = defaultdict(list)
    counted = Score.objects.filter(invitation__choosing=choosing, invitation__handed_in_at__isnull=False)
    for application, criterion, value in counted.exclude(value=None).values_list("application", "criterion", "value"):
        values[application, criterion].append(value)
    codes = [criterion.code for criterion in criteria_of(choosing)]
    return [
        Profile(one, {code: Told(tuple(sorted(values[one.pk, code]))) for code in codes})
        for one in applications_of(choosing)
    ]
