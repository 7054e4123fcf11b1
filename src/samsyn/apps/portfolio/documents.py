"""What of this station can be found by its words: projects, calls, applications and goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from samsyn.apps.portfolio.models import Application, Call, Goal, Project, ProjectMunicipality, ProjectParty
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    of_project = {Project: "pk", ProjectMunicipality: "project_id", ProjectParty: "project_id"}
    register_documents("project", _("Insatser"), projects, Project.objects.visible_to, of_project)
    register_documents("call", _("Utlysningar"), calls, Call.objects.visible_to, {Call: "pk"})
    register_documents(
        "application", _("Ansökningar"), applications, Application.objects.visible_to, {Application: "pk"}
    )
    register_documents("goal", _("Mål"), goals, Goal.objects.visible_to, {Goal: "pk"})


def projects(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Project.objects.select_related("organisation").prefetch_related(
        "themes", "target_groups", "staff_groups", "municipalities__municipality", "parties__organisation"
    )
    for row in of_keys(rows, keys):
        about = (("theme", row.themes), ("target_group", row.target_groups), ("staff_group", row.staff_groups))
        terms = [(group, term.name_sv) for group, found in about for term in found.all()]
        parties = {party.organisation.name: None for party in row.parties.all()} | {row.organisation.name: None}
        yield Document(
            key=row.pk,
            title=str(row),
            text="\n".join(filter(None, (row.summary, row.focus, row.insight, row.former_name, row.stopped_why))),
            terms=(*terms, *(("party", name) for name in parties)),
            place=", ".join(place.municipality.brief for place in row.municipalities.all()),
            href=row.get_absolute_url(),
        )


def calls(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Call.objects.select_related("organisation"), keys):
        terms = (("party", row.organisation.name),)
        text = "\n".join(filter(None, (row.aim, row.programme)))
        yield Document(row.pk, str(row), text, terms, href=row.get_absolute_url())


def applications(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Application.objects.select_related("organisation"), keys):
        terms = (("party", row.organisation.name),)
        text = "\n".join(filter(None, (row.need, row.target_group_influence, row.reason)))
        yield Document(row.pk, row.name, text, terms, href=row.get_absolute_url())


def goals(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Goal.objects.select_related("project"), keys):
        told = (row.test, row.data_source, row.baseline, row.target, row.missing_why, row.stopped_why)
        terms = (("project", str(row.project)),)
        yield Document(row.pk, row.text, "\n".join(filter(None, told)), terms, href=row.get_absolute_url())
