"""A report's content as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone, translation

from samsyn.apps.evaluation.queries import cluster_figures, project_figures
from samsyn.apps.reporting.composing.account_figures import account_figures, accounts_in
from samsyn.apps.reporting.composing.accounts import with_accounts
from samsyn.apps.reporting.composing.cluster import cluster_sections, with_projects
from samsyn.apps.reporting.composing.ordering import all_in_order, in_order
from samsyn.apps.reporting.composing.project import project_sections
from samsyn.apps.reporting.composing.titles import section_titles
from samsyn.apps.reporting.content import ReportContent, Section, Status, numbered
from samsyn.apps.reporting.links import figure_address
from samsyn.apps.reporting.models import Report
from samsyn.apps.reporting.references import blocks_of
from samsyn.apps.reporting.wording import entry_of
from samsyn.core.tables.figure import Figure

LANGUAGES = ("sv", "en")


def compose(report: Report, *, status: Status | None = None, language: str = "") -> ReportContent:
    """The whole report from today's figures. language: of labels and numbers; that of the reader when not said."""
    language = language if language in LANGUAGES else _reader_language()
    with translation.override(language):
        own, sections = _composed(report)
        chosen = accounts_in(report)
        figures = {**own, **account_figures(chosen)}
        texts = {section.code: section.text for section in report.sections.all()}
        content = ReportContent(
            title=report.title,
            subject=str(report.subject),
            author=report.author,
            language=language,
            status=status or draft_status(),
            sections=tuple(_with_text(section, texts, figures) for section in with_accounts(chosen, sections)),
            figures={key: entry_of(figure, figure_address(report, figure)) for key, figure in figures.items()},
            subtitle=str(report.subject),
        )
        return numbered(content)


def figures_for(report: Report) -> Mapping[str, Figure]:
    """The figures that the report's text may refer to, by key."""
    if report.cluster_id:
        return {**all_in_order(cluster_figures(report.cluster)), **account_figures(accounts_in(report))}
    return {**in_order(project_figures(report.project)), **account_figures(accounts_in(report))}


def draft_status(at: datetime | None = None) -> Status:
    return Status("draft", timezone.localtime(at).isoformat(timespec="seconds"))


def _composed(report: Report) -> tuple[Mapping[str, Figure], list[Section]]:
    if report.cluster_id:
        figures = cluster_figures(with_projects(report.cluster))
        everything = all_in_order(figures)
        return everything, cluster_sections(report.cluster, figures, everything)
    own = in_order(project_figures(report.project))
    return own, project_sections(report.project, own)


def _with_text(section: Section, texts: Mapping[str, str], figures: Mapping[str, Figure]) -> Section:
    """The writer's own words first, then what follows from the data."""
    text = texts.get(section.editable, "") if section.editable else ""
    style = "lead" if section.editable == "sammanfattning" else "body"
    written = blocks_of(text, figures, style) if text.strip() else ()
    below = tuple(_with_text(one, texts, figures) for one in section.sections)
    return replace(section, blocks=(*written, *section.blocks), sections=below)


def _reader_language() -> str:
    return "en" if (translation.get_language() or "sv").startswith("en") else "sv"


__all__ = ["compose", "draft_status", "figures_for", "section_titles"]
