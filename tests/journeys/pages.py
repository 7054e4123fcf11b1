"""Every page that the demonstration has something to show on: through the resolver, and by following links."""

from __future__ import annotations

from collections import deque

import lxml.html
from django.urls import Resolver404, resolve, reverse

from tests.access.doors import DOORS
from tests.access.resolver import every_address

# What a page is about, by the name of its address: a model and how to pick one row of the demonstration.
FILES = ("-docx", "-xlsx", "-pdf", "-csv", "-json", "-yaml", "-export")
NO_PAGE = {"set_language", "robots", "security", "account_logout", "mfa_login_webauthn", "account_confirm_login_code"}


def objects() -> dict[str, object]:
    """One row of each kind, by the names that tests/access/doors.py uses; None where the demonstration has none."""
    from samsyn.apps.catalogue.models import MeasureVersion, Term
    from samsyn.apps.economics import models as economics
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
        "account": economics.Account.objects.first(),
        "frozen_account": economics.FrozenAccount.objects.first(),
        "own_price": economics.OwnPrice.objects.first(),
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


def opened(get) -> dict[str, str]:
    """Name → address of every page that somebody can open: those named above, and those that links lead to.

    One address of each name; get is called once for each address and answers as a test client does.
    """
    found: dict[str, str] = {}
    waiting = deque(["/", *pages().values()])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        name = _name_of(address)
        if not name or name in found or name in NO_PAGE or name.endswith(FILES):
            continue
        response = get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        found[name] = address
        for _element, attribute, target, _at in lxml.html.fromstring(response.content).iterlinks():
            where = target.partition("#")[0]
            if attribute == "href" and where.startswith("/") and where not in seen:
                seen.add(where)
                waiting.append(where)
    return found


def _name_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
