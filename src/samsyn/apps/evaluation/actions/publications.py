"""Publications come in with their tables, are checked against themselves, and get their findings judged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.evaluation.actions.subjects import saved
from samsyn.apps.evaluation.models import Finding, Publication, PublishedTable
from samsyn.core.checking import Finding as Found
from samsyn.core.checking import check
from samsyn.core.tables import Document, Paragraph

MOST_CELLS = 20_000


@transaction.atomic
def bring_in_publication(
    *, organisation, title: str, by, author: str = "", published: str = "", url: str = ""
) -> Publication:
    """Register a publication that tables and figures are taken from."""
    publication = saved(
        Publication(organisation=organisation, title=title.strip(), author=author, published=published, url=url)
    )
    record("publication_brought_in", by=by, target=publication, organisation=organisation)
    return publication


@transaction.atomic
def add_table(
    *,
    publication: Publication,
    rows: Sequence[Sequence[str]],
    by,
    number: str = "",
    caption: str = "",
    page: str = "",
    header_rows: int = 1,
    layout: dict[str, Any] | None = None,
    order: int | None = None,
) -> PublishedTable:
    """Enter a table exactly as printed. Shorter rows are filled with empty cells."""
    width = max((len(row) for row in rows), default=0)
    if not width or len(rows) <= header_rows:
        raise ValidationError({"rows": _("Tabellen har inga rader under rubriken. Klistra in hela tabellen.")})
    if width * len(rows) > MOST_CELLS:
        raise ValidationError({"rows": _("Tabellen har fler än 20 000 celler. Dela upp den.")})
    whole = [[str(cell).strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    table = saved(
        PublishedTable(
            publication=publication, number=number, caption=caption, page=page, rows=whole, header_rows=header_rows,
            layout=layout or {}, order=publication.tables.count() if order is None else order,
        )
    )  # fmt: skip
    record("table_added", by=by, target=table, organisation=publication.organisation, rows=len(whole), columns=width)
    return table


@transaction.atomic
def check_publication(*, publication: Publication, by) -> Publication:
    """Hold the tables and claims of a publication against each other and keep what does not hold.

    A finding that is found again keeps the answer it was given; one that no longer is found disappears.
    """
    tables = list(publication.tables.all())
    claims = list(publication.claims.all())
    blocks = (*(table.as_core() for table in tables), *(Paragraph(claim.text) for claim in claims))
    measures = [row.as_core() for row in MeasureVersion.objects.current().filter(organisation=None)]
    report = check(Document(publication.title, blocks), measures)
    known = {finding.fingerprint: finding for finding in publication.findings.all()}
    seen = {}
    for found in report.findings:
        table = tables[found.table_index] if found.table_index is not None else None
        print_of = _fingerprint(found, table)
        seen[print_of] = _kept(known.get(print_of) or Finding(publication=publication), found, table, print_of)
    gone = [finding.pk for print_of, finding in known.items() if print_of not in seen]
    publication.findings.filter(pk__in=gone).delete()
    publication.checked_at, publication.relations_verified = timezone.now(), report.relations_verified
    publication.save(update_fields=["checked_at", "relations_verified"])
    record(
        "publication_checked", by=by, target=publication, organisation=publication.organisation,
        findings=len(seen), gone=len(gone), relations=report.relations_verified,
    )  # fmt: skip
    return publication


def _kept(finding: Finding, found: Found, table: PublishedTable | None, print_of: str) -> Finding:
    finding.table, finding.fingerprint = table, print_of
    finding.kind, finding.severity, finding.message = found.kind, found.severity, found.message
    finding.row, finding.column = found.where.row[:200], found.where.column[:200]
    finding.row_index, finding.column_index = found.row_index, found.column_index
    finding.text, finding.printed, finding.computed = found.where.text, found.printed[:100], found.computed[:100]
    finding.suggestion = found.suggestion.as_dict() if found.suggestion else None
    finding.save()  # made by the checker, not entered by a person: the store's own constraints are enough
    return finding


def _fingerprint(found: Found, table: PublishedTable | None) -> str:
    """The same place, the same printed value and the same kind are the same finding."""
    said = [found.kind, str(table.pk if table else ""), str(found.row_index), str(found.column_index)]
    said += [found.where.row, found.where.column, found.where.text, found.printed, found.computed]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()


@transaction.atomic
def judge_finding(*, finding: Finding, state: str, by, comment: str = "") -> Finding:
    """Say what a person makes of a finding: misprinted, or explained."""
    if state == "explained" and not comment.strip():
        raise ValidationError({"comment": _("Skriv förklaringen, så att nästa läsare slipper fråga.")})
    finding.state, finding.comment = state, comment
    saved(finding, changed=["state", "comment"])
    record("finding_judged", by=by, target=finding, organisation=finding.publication.organisation, state=state)
    return finding
