"""Which reports and snapshots there are, who may do what with them, and whether a snapshot is what was frozen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.queries import trail_of
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.reporting.content import BadContent, ReportContent, from_json
from samsyn.apps.reporting.models import Report, Snapshot


@dataclass(frozen=True)
class Frozen:
    """A snapshot as it can be shown. content is None when it cannot be read; faults say what does not hold."""

    snapshot: Snapshot
    content: ReportContent | None
    faults: tuple[str, ...]


def reports_of(user) -> QuerySet[Report]:
    """The reports the user may read, with what their lists show."""
    rows = Report.objects.visible_to(user).select_related("project__organisation", "cluster__organisation")
    return rows.prefetch_related("snapshots").order_by("title", "pk")


def snapshots_of(user) -> QuerySet[Snapshot]:
    """The frozen reports the user may read, latest first."""
    mine = Report.objects.visible_to(user)
    rows = Snapshot.objects.filter(report__in=mine).select_related(
        "report__project__organisation", "report__cluster__organisation"
    )
    return rows.order_by("-frozen_at", "-pk")


def with_permissions(reports: QuerySet[Report], user) -> QuerySet[Report]:
    """Each report with may_edit, may_freeze and has_accounts, in the same question to the store."""

    def holds(permission: Permission) -> Exists:
        return Exists(Report.objects.visible_to(user, permission).filter(pk=OuterRef("pk")))

    return reports.annotate(
        may_edit=holds(Permission.REPORT_EDIT),
        may_freeze=holds(Permission.REPORT_FREEZE),
        has_accounts=Exists(Report.accounts.through.objects.filter(report=OuterRef("pk"))),
    )


def subjects_for(user) -> tuple[QuerySet[Project], QuerySet[Cluster]]:
    """What the user may begin a report on."""
    return (
        Project.objects.visible_to(user, Permission.REPORT_EDIT),
        Cluster.objects.visible_to(user, Permission.REPORT_EDIT),
    )


def accounts_for(report: Report, user) -> QuerySet[FrozenAccount]:
    """The frozen accounts the user may put in the report: those about its efforts, and general ones of its home."""
    projects = report.cluster.projects.all() if report.cluster_id else Project.objects.filter(pk=report.project_id)
    about = Q(account__project__in=projects)
    general = Q(account__project=None, account__organisation=report.subject.organisation)
    rows = FrozenAccount.objects.filter(about | general, account__in=Account.objects.visible_to(user))
    return (
        rows.select_related("account")
        .defer("contents", "result", "account__contents")
        .order_by("account__title", "account", "-number")
    )


def opened(snapshot: Snapshot) -> Frozen:
    """The snapshot's content, held against its fingerprint, its own date and number, and the trail."""
    faults = (
        [] if snapshot.intact else [_("Innehållet stämmer inte med fingeravtrycket: det har ändrats efter frysningen.")]
    )
    told = trail_of(snapshot).filter(verb="report_frozen").first()
    faults += _against_trail(snapshot, told)
    try:
        content = from_json(snapshot.content)
    except BadContent as error:
        return Frozen(snapshot, None, (*faults, str(error)))
    if (content.status.number, content.status.by) != (snapshot.number, snapshot.frozen_by_name):
        faults.append(_("Nummer eller namn på den frysta rapporten är ändrat efter frysningen."))
    return Frozen(snapshot, content, tuple(faults))


def _against_trail(snapshot: Snapshot, told: Entry | None) -> list[str]:
    if told is None:
        return [_("Spåret berättar inte om frysningen.")]
    if told.details.get("sha256") != snapshot.sha256:
        return [_("Fingeravtrycket är ett annat än det som antecknades i spåret vid frysningen.")]
    return []
