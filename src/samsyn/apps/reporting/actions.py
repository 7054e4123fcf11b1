"""Making, writing and freezing reports, and taking them out."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.organisations.models import Organisation, User
from samsyn.apps.portfolio.models import Project
from samsyn.apps.reporting.composing import compose, figures_for, section_titles
from samsyn.apps.reporting.composing.drafts import first_draft
from samsyn.apps.reporting.content import Status, to_json
from samsyn.apps.reporting.drawings import with_drawings
from samsyn.apps.reporting.models import Report, ReportSection, Snapshot
from samsyn.apps.reporting.queries import accounts_for
from samsyn.apps.reporting.references import faults_in


@transaction.atomic
def make_report(
    *,
    title: str,
    by: User | None,
    project: Project | None = None,
    cluster: Cluster | None = None,
    author: str = "",
) -> Report:
    """Begin a report on a project or a cluster, with a first draft of its text."""
    report = Report(project=project, cluster=cluster, title=title.strip(), author=author.strip())
    report.full_clean()
    report.save()
    for code, text in first_draft(report, figures_for(report)).items():
        ReportSection.objects.create(report=report, code=code, text=text)
    record("report_made", by=by, target=report, organisation=home_of(report))
    return report


@transaction.atomic
def write_section(*, report: Report, code: str, text: str, by: User | None) -> ReportSection:
    """Write a section. ValidationError lists every typed number and every reference that leads nowhere."""
    if code not in section_titles(report):
        known = ", ".join(section_titles(report))
        raise ValidationError(
            _("Rapporten har inget avsnitt ”%(code)s”. Välj ett av %(known)s.") % {"code": code, "known": known}
        )
    text = text.replace("\r\n", "\n").strip()
    faults = faults_in(text, figures_for(report))
    if faults:
        raise ValidationError([str(fault) for fault in faults])
    section, _new = ReportSection.objects.get_or_create(report=report, code=code)
    before, section.text = section.text, text
    section.full_clean()
    section.save()
    record("section_written", by=by, target=report, organisation=home_of(report), section=code, before=before)
    return section


@transaction.atomic
def choose_accounts(*, report: Report, accounts: Iterable[FrozenAccount], by: User) -> Report:
    """Say which frozen accounts the report tells of. ValidationError for one that is not about the report's efforts.

    Those that are in the report already may stay, also where `by` does not see the account itself.
    """
    chosen = list(accounts)
    inside = dict(report.accounts.values_list("pk", "sha256"))
    allowed = inside.keys() | set(accounts_for(report, by).values_list("pk", flat=True))
    if any(one.pk not in allowed for one in chosen):
        raise ValidationError(_("En av kalkylerna gäller inte rapportens insatser. Välj bland dem som räknas upp."))
    report.accounts.set(chosen)
    told = {"before": list(inside.values()), "after": [one.sha256 for one in chosen]}
    record("report_accounts_chosen", by=by, target=report, organisation=home_of(report), **told)
    return report


@transaction.atomic
def freeze_report(*, report: Report, by: User, reason: str = "", language: str = "") -> Snapshot:
    """Freeze the report as it reads now: all its content with a fingerprint. The report itself lives on."""
    Report.objects.select_for_update().get(pk=report.pk)
    latest = report.snapshots.aggregate(latest=Max("number"))["latest"] or 0
    now = timezone.now().replace(microsecond=0)
    status = Status("frozen", timezone.localtime(now).isoformat(), latest + 1, str(by), reason.strip())
    content = to_json(with_drawings(compose(report, status=status, language=language)))
    snapshot = Snapshot(
        report=report,
        number=status.number,
        frozen_at=now,
        frozen_by=by,
        frozen_by_name=status.by,
        reason=status.reason,
        content=content,
        sha256=Snapshot.fingerprint(content),
    )
    snapshot.full_clean()
    snapshot.save()
    record(
        "report_frozen",
        by=by,
        target=snapshot,
        organisation=home_of(report),
        number=snapshot.number,
        reason=snapshot.reason,
        sha256=snapshot.sha256,
    )
    return snapshot


@transaction.atomic
def take_out(*, what: Report | Snapshot, kind: str, by: User) -> None:
    """Remember who took a copy out, of which report or snapshot and in which form ("docx", "xlsx", "pdf")."""
    report = what.report if isinstance(what, Snapshot) else what
    more = {"number": what.number, "sha256": what.sha256} if isinstance(what, Snapshot) else {}
    record("report_taken_out", by=by, target=what, organisation=home_of(report), kind=kind, **more)


def home_of(report: Report) -> Organisation:
    """The organisation whose trail tells of the report."""
    return report.cluster.organisation if report.cluster_id else report.project.organisation
