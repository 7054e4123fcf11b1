"""What of this station can be found by its words: clusters, publications, judgements and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.evaluation.models import (
    Cluster,
    GoalAttainment,
    Judgement,
    Publication,
    PublishedTable,
    Recommendation,
)
from samsyn.apps.portfolio.models import Goal
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    register_documents("cluster", _("Kluster"), clusters, Cluster.objects.visible_to, {Cluster: "pk"})
    register_documents(
        "publication", _("Publikationer"), publications, Publication.objects.visible_to,
        {Publication: "pk", PublishedTable: "publication_id"},
    )  # fmt: skip
    register_documents("judgement", _("Bedömningar"), judgements, Judgement.objects.visible_to, {Judgement: "pk"})
    register_documents("attainment", _("Måluppfyllelse"), attainments, visible_attainments, {GoalAttainment: "pk"})
    register_documents(
        "recommendation", _("Rekommendationer"), recommendations, Recommendation.objects.visible_to,
        {Recommendation: "pk"},
    )  # fmt: skip


def clusters(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Cluster.objects.prefetch_related("projects"), keys):
        terms = tuple(("project", str(project)) for project in row.projects.all())
        text = "\n".join(filter(None, (row.summary, row.question)))
        yield Document(row.pk, row.name, text, terms, href=row.get_absolute_url())


def publications(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Publication.objects.prefetch_related("tables"), keys):
        tables = "\n".join(f"{table.number} {table.caption}".strip() for table in row.tables.all())
        yield Document(row.pk, row.title, tables, href=row.get_absolute_url())


def judgements(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Judgement.objects.select_related("term", "project", "cluster"), keys):
        yield Document(
            key=row.pk,
            title=f"{row.term.name_sv}: {row.text}",
            text=row.evidence,
            terms=(("perspective", row.term.name_sv), ("project", str(row.subject))),
            href=reverse("project-learning", args=[row.project_id])
            if row.project_id
            else reverse("cluster-judgements", args=[row.cluster_id]),
        )


def attainments(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(GoalAttainment.objects.select_related("goal__project"), keys):
        yield Document(
            key=row.pk,
            title=row.goal.text,
            text="\n".join(filter(None, (row.value, row.evidence))),
            terms=(("project", str(row.goal.project)),),
            href=row.goal.get_absolute_url(),
        )


def visible_attainments(user):
    return GoalAttainment.objects.filter(goal__in=Goal.objects.visible_to(user))


def recommendations(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Recommendation.objects.select_related("addressee", "project", "cluster"), keys):
        terms = (("party", row.addressee.name), ("project", str(row.subject)))
        yield Document(row.pk, row.text, row.answer, terms, href=row.get_absolute_url())
