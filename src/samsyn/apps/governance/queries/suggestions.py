"""What should be on the agenda: found where it lies, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.evaluation.models import DeliveredRelease, Recommendation, StoredFigure
from samsyn.apps.evaluation.models.judgements import REPLY_DAYS
from samsyn.apps.governance.models import Board, BoardMeeting, Decision, MeetingState, SourceKind, Task
from samsyn.apps.knowledge.models import Gathered, Pattern, PatternState, Statement
from samsyn.apps.organisations.models.access import during
from samsyn.apps.portfolio.models import Project, ProjectParty
from samsyn.apps.portfolio.queries import unfollowable_goals
from samsyn.apps.portfolio.queries.projects import in_state
from samsyn.web.formats import isodate

FIRST_LOOK_BACK = timedelta(days=90)  # how far a group looks that has not met before
SILENT_AFTER = timedelta(days=60)  # a decision without a day, and without a word of what came of it
MOVES = ("figure_typed", "figure_corrected", "figure_chosen")


@dataclass(frozen=True)
class Suggestion:
    """One thing that awaits the group. kind and key name its source, so that it is suggested once a meeting."""

    kind: str
    key: str
    title: str
    about: str
    url: str


def steered_by(board: Board, user):
    """The projects that the group steers, of those the user may see: the chosen ones, or all with its organisation."""
    visible = Project.objects.visible_to(user)
    chosen = list(board.projects.values_list("pk", flat=True))
    if chosen:
        return visible.filter(pk__in=chosen)
    parts = ProjectParty.objects.filter(during(timezone.localdate()), organisation=board.organisation_id)
    return visible.filter(pk__in=parts.values("project"))


def steering(project: Project, user):
    """The groups that steer the project and that the user may see: chosen for it, or of a party that steers all its."""
    parts = ProjectParty.objects.filter(during(timezone.localdate()), project=project)
    chosen = Q(projects=project)
    all_of_theirs = Q(projects=None, organisation__in=parts.values("organisation"))
    return Board.objects.visible_to(user).filter(chosen | all_of_theirs).distinct()


def patterns_near(board: Board, projects, user):
    """Patterns that the group's organisation holds together, or that somebody in the projects has told of."""
    told = Gathered.objects.filter(observation__project__in=projects)
    ours = Q(organisation=board.organisation_id) | Q(pk__in=told.values("pattern"))
    return Pattern.objects.visible_to(user).filter(ours)


def last_met(meeting: BoardMeeting) -> datetime:
    """The end of the meeting before, or ninety days back for a group that has not met."""
    earlier = meeting.board.meetings.filter(state=MeetingState.CLOSED, on__lt=meeting.on).order_by("-on").first()
    day = earlier.on if earlier else meeting.on - FIRST_LOOK_BACK
    return timezone.make_aware(datetime.combine(day, time.max))


def suggestions_for(meeting: BoardMeeting, user) -> list[Suggestion]:
    """Everything that awaits the group on the day of the meeting and that the user may see, what is oldest first."""
    found: list[Suggestion] = []
    for find in (
        _tasks,
        _decisions,
        _recommendations,
        _statements,
        _patterns,
        _goals,
        _figures,
        _deliveries,
        _accounts,
    ):
        found += find(meeting, user)
    return found


def _tasks(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    late = Task.objects.open().filter(item__meeting__board=meeting.board, due_on__lt=meeting.on)
    for task in late.select_related("owner__organisation", "owner__user"):
        said = _("%(owner)s skulle vara klar %(day)s.") % {"owner": task.owner, "day": isodate(task.due_on)}
        yield Suggestion(SourceKind.TASK, str(task.pk), _("Försenat: %(task)s") % {"task": task.text}, said,
                         task.get_absolute_url())  # fmt: skip


def _decisions(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    silent = Q(due_on__lt=meeting.on) | Q(due_on=None, decided_on__lt=meeting.on - SILENT_AFTER)
    waiting = Decision.objects.open().filter(silent, item__meeting__board=meeting.board)
    for one in waiting.select_related("owner__organisation", "owner__user"):
        said = _("Beslutat %(day)s. %(owner)s har inte sagt vad det blev.") % {
            "day": isodate(one.decided_on), "owner": one.owner,
        }  # fmt: skip
        yield Suggestion(SourceKind.DECISION, str(one.pk), _("Vad blev det av: %(text)s") % {"text": one.text}, said,
                         one.get_absolute_url())  # fmt: skip


def _recommendations(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    projects = steered_by(meeting.board, user)
    ours = Q(addressee=meeting.board.organisation_id) | Q(project__in=projects) | Q(cluster__projects__in=projects)
    late = Recommendation.objects.visible_to(user).silent_on(meeting.on).filter(ours)
    for one in sorted(late.select_related("addressee").distinct(), key=lambda one: (one.due_on, one.pk)):
        said = _("%(addressee)s skulle ha svarat senast %(day)s.") % {
            "addressee": one.addressee, "day": isodate(one.due_on),
        }  # fmt: skip
        if one.due_by_default:
            said += " " + _("Ingen dag är satt: %(days)d dagar efter att den gavs, %(given)s.") % {
                "days": REPLY_DAYS, "given": isodate(one.given_on),
            }  # fmt: skip
        yield Suggestion(SourceKind.RECOMMENDATION, str(one.pk), one.text, said, one.get_absolute_url())


def _statements(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    ours = Q(pattern__organisation=meeting.board.organisation_id) | Q(addressee=meeting.board.organisation_id)
    late = Statement.objects.visible_to(user).filter(ours, sent_on__isnull=False, answer="", reply_by__lt=meeting.on)
    for one in late.select_related("pattern", "addressee").order_by("reply_by", "pk"):
        said = _("Skickad %(sent)s till %(addressee)s, svar senast %(day)s.") % {
            "sent": isodate(one.sent_on), "addressee": one.addressee, "day": isodate(one.reply_by),
        }  # fmt: skip
        title = _("Inget svar om: %(pattern)s") % {"pattern": one.pattern}
        yield Suggestion(SourceKind.STATEMENT, str(one.pk), title, said, one.get_absolute_url())


def _patterns(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    ripe = Q(told__gte=meeting.board.observations, state=PatternState.GATHERING) | Q(next_on__lte=meeting.on)
    ours = patterns_near(meeting.board, steered_by(meeting.board, user), user)
    rows = ours.exclude(state=PatternState.CLOSED).annotate(told=Count("gathered")).filter(ripe)
    for one in rows.order_by("next_on", "pk"):
        told = ngettext("%(number)d observation", "%(number)d observationer", one.told) % {"number": one.told}
        said = _("%(told)s. Läge: %(state)s. Skulle tas upp igen senast %(day)s.") % {
            "told": told, "state": one.get_state_display(), "day": isodate(one.next_on),
        }  # fmt: skip
        yield Suggestion(SourceKind.PATTERN, str(one.pk), one.name, said, one.get_absolute_url())


def _goals(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    alive = in_state("running", meeting.on) | in_state("planned", meeting.on)
    for goal in unfollowable_goals(steered_by(meeting.board, user).filter(alive)):
        title = _("%(project)s: målet ”%(goal)s” går inte att följa") % {
            "project": goal.project.code,
            "goal": goal.text,
        }
        said = _("Det saknar datakälla, utgångsläge, datum eller prov, och säger inte varför.")
        yield Suggestion(SourceKind.GOAL, str(goal.pk), title, said, goal.get_absolute_url())


def _figures(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    """One item a project whose figures have been typed, corrected or chosen since the group last met."""
    since = last_met(meeting)
    moved = Entry.objects.filter(verb__in=MOVES, target_type="evaluation.storedfigure", at__gt=since)
    keys = {int(key) for key in moved.values_list("target_key", flat=True)}
    rows = StoredFigure.objects.filter(project__in=steered_by(meeting.board, user), pk__in=keys)
    for row in rows.order_by().values("project", "project__code").annotate(many=Count("pk")).order_by("project__code"):
        title = ngettext(
            "%(project)s: %(number)d siffra ändrad sedan %(day)s",
            "%(project)s: %(number)d siffror ändrade sedan %(day)s",
            row["many"],
        ) % {"project": row["project__code"], "number": row["many"], "day": isodate(since.date())}  # fmt: skip
        url = reverse("project-follow-up", args=[row["project"]])
        yield Suggestion(SourceKind.FIGURE, f"{row['project']}:{since.date()}", title, "", url)


def _deliveries(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    """Protected tables that have come since the group last met: they move figures too."""
    new = DeliveredRelease.objects.visible_to(user).filter(
        project__in=steered_by(meeting.board, user), received_at__gt=last_met(meeting)
    )
    for one in new.select_related("project", "organisation").order_by("received_at"):
        title = _("%(project)s: ny leverans nr %(number)d") % {"project": one.project.code, "number": one.number}
        said = _("Från %(who)s, till och med %(day)s.") % {"who": one.organisation, "day": isodate(one.up_to)}
        yield Suggestion(SourceKind.FIGURE, f"release:{one.pk}", title, said, one.get_absolute_url())


def _accounts(meeting: BoardMeeting, user) -> Iterator[Suggestion]:
    ours = Q(account__project__in=steered_by(meeting.board, user))
    ours |= Q(account__organisation=meeting.board.organisation_id, account__project=None)
    visible = FrozenAccount.objects.filter(account__in=Account.objects.visible_to(user))
    new = visible.filter(ours, frozen_at__gt=last_met(meeting))
    for one in new.select_related("account").order_by("frozen_at"):
        title = _("Ny kalkyl: %(account)s") % {"account": one.account}
        said = _("Fryst %(day)s av %(who)s. %(reason)s") % {
            "day": isodate(timezone.localtime(one.frozen_at).date()), "who": one.frozen_by_name, "reason": one.reason,
        }  # fmt: skip
        yield Suggestion(SourceKind.ACCOUNT, str(one.pk), title, said.strip(), one.get_absolute_url())
