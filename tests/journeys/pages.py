"""Every page that the demonstration has something to show on, found through the resolver."""

from __future__ import annotations

from django.urls import reverse

from tests.access.doors import DOORS
from tests.access.resolver import every_address

# What a page is about, by the name of its address: a model and how to pick one row of the demonstration.
FILES = ("-docx", "-xlsx", "-pdf")
NO_PAGE = {"set_language", "robots", "security", "account_logout", "mfa_login_webauthn", "account_confirm_login_code"}


def objects() -> dict[str, object]:
    """One row of each kind, by the names that tests/access/doors.py uses; None where the demonstration has none."""
    from samsyn.apps.catalogue.models import MeasureVersion, Term
    from samsyn.apps.evaluation import models as evaluation
    from samsyn.apps.organisations.models import Membership, Organisation
    from samsyn.apps.portfolio import models as portfolio
    from samsyn.apps.reporting import models as reporting

    project = portfolio.Project.objects.get(code="LFI")
    evaluator = Organisation.objects.get(name="Demonstrationens utvärderare")
    return {
        "project": project,
        "organisation": evaluator,
        "membership": Membership.objects.filter(organisation=evaluator).first(),
        "measure": MeasureVersion.objects.get(code="cost_per_participant"),
        "term": Term.objects.filter(kind="theme").first(),
        "party": project.parties.last(),
        "place": project.municipalities.first(),
        "phase": project.phases.first(),
        "goal": portfolio.Goal.objects.first(),
        "budget_line": project.budget_lines.first(),
        "volume": project.volumes.first(),
        "theory": portfolio.TheoryOfChange.objects.last(),
        "call": portfolio.Call.objects.first(),
        "open_call": portfolio.Call.objects.first(),
        "meeting": portfolio.NetworkMeeting.objects.first(),
        "cluster": evaluation.Cluster.objects.first(),
        "publication": evaluation.Publication.objects.first(),
        "table": evaluation.PublishedTable.objects.get(number="Tabell 1"),
        "finding": evaluation.Finding.objects.filter(severity="error").first(),
        "figure": evaluation.StoredFigure.objects.filter(project=project).first(),
        "recommendation": evaluation.Recommendation.objects.first(),
        "draft": evaluation.CheckedDraft.objects.first(),
        "report": reporting.Report.objects.filter(cluster__isnull=False).first(),
        "snapshot": reporting.Snapshot.objects.first(),
    }


def pages() -> dict[str, str]:
    """Name → address of every page with something to show."""
    rows, found = objects(), {}
    for name in sorted(every_address().keys() & DOORS.keys() - NO_PAGE):
        door = DOORS[name]
        needed = [arg for arg in door.args if not arg.startswith("=")]
        if name.endswith(FILES) or any(rows.get(arg) is None for arg in needed):
            continue
        found[name] = reverse(name, args=[arg[1:] if arg[0] == "=" else rows[arg].pk for arg in door.args])
    found["figure"] = reverse("figure", args=["cluster", rows["cluster"].pk, "cost_per_participant.outcome"])
    return found
