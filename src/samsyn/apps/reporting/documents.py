"""What of this station can be found by its words: reports, with what their writers have written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from samsyn.apps.reporting.models import Report, ReportSection
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    follows = {Report: "pk", ReportSection: "report_id"}
    register_documents("report", _("Rapporter"), reports, Report.objects.visible_to, follows)


def reports(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Report.objects.select_related("project", "cluster").prefetch_related("sections")
    for row in of_keys(rows, keys):
        text = "\n".join(section.text for section in row.sections.all() if section.text)
        yield Document(row.pk, row.title, text, (("project", str(row.subject)),), href=row.get_absolute_url())
