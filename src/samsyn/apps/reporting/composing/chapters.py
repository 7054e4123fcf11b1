"""Chapters that reports on a cluster and on a project share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster, Finding
from samsyn.apps.evaluation.presenters.claims import answer_text, reason_text, verdict_label
from samsyn.apps.evaluation.presenters.printed import place_text
from samsyn.apps.evaluation.presenters.values import page_words
from samsyn.apps.evaluation.queries import Checked, judgements_of, recommendations_of, timeline
from samsyn.apps.evaluation.queries.claims import check_claims
from samsyn.apps.portfolio.models import Project
from samsyn.apps.reporting.content import Block, Cell, Column, FigureNote, Row, TableBlock
from samsyn.apps.reporting.drawings import block_of
from samsyn.apps.reporting.tabulating import text_table
from samsyn.apps.reporting.wording import bare, in_words, name_of, parts, plain, with_unit
from samsyn.core.tables.figure import Figure
from samsyn.core.tables.formula import Answer
from samsyn.web.charts import Chart, Period
from samsyn.web.formats import MISSING, difference, isodate
from samsyn.web.sentences import in_tongue

Figures = Mapping[str, Figure]
LEADING = ("participants", "share_women", "total_cost", "cost_per_participant", "hours_per_participant")


def key_figures(figures: Figures) -> tuple[Block, ...]:
    """The outcomes that carry the summary, each with whom it speaks of."""
    notes = []
    for code in LEADING:
        figure = figures.get(f"{code}.outcome")
        if figure is not None and figure.value is not None:
            label = f"{name_of(figure)}, {parts()['outcome']}"
            # Whether persons or participations are counted is said by the population, not by the unit.
            text = in_words(figure) if figure.measure.unit == "person" else with_unit(figure)
            notes.append(FigureNote(figure.key, label, text, figure.population, _printed_words(figure)))
    return tuple(notes)


def _printed_words(figure: Figure) -> str:
    if not figure.contradicted:
        return ""
    return _("tryckt: %(printed)s") % {"printed": bare(figure, figure.printed)}


def contradictions(subject: Cluster | Project, figures: Figures) -> tuple[Block, ...]:
    """Printed values beside what the rows give, and what the checker found in the publications."""
    different = [figure for figure in figures.values() if figure.contradicted]
    found = _findings(subject)
    blocks = [_printed_table(different)] if different else []
    return (*blocks, _findings_table(found)) if found else tuple(blocks)


def _printed_table(different: Iterable[Figure]) -> TableBlock:
    headings = [_("Gäller"), _("Mått"), _("Del"), _("Tryckt"), _("Raderna ger"), _("Skillnad"), _("Var")]
    numeric = {3, 4, 5}
    columns = tuple(Column(heading, index in numeric) for index, heading in enumerate(headings))
    return TableBlock(_("Tryckta värden beräknade på nytt ur sina rader"), columns, tuple(map(_printed_row, different)))


def _printed_row(figure: Figure) -> Row:
    kind, scale = ("percent", 100) if figure.measure.percent else ("number", 1)
    decimals = figure.measure.decimals
    gap = ((figure.value or 0) - (figure.printed or 0)) * scale
    return Row(
        (
            Cell(figure.subject),
            Cell(name_of(figure)),
            Cell(parts().get(figure.part, figure.part)),
            Cell(bare(figure, figure.printed), kind, plain(figure.printed), decimals),
            Cell(bare(figure), kind, plain(figure.value), decimals, figure_key=figure.key),
            Cell(difference(gap, decimals), "change", plain(gap), decimals),
            Cell(figure.note),
        )
    )


def _findings(subject: Cluster | Project) -> list[Finding]:
    """Findings in the publications that the subject's figures are taken from."""
    if isinstance(subject, Cluster):
        own = subject.figures.values("publication")
        projects = subject.projects.values("figures__publication")
        rows = Finding.objects.filter(publication__in=own) | Finding.objects.filter(publication__in=projects)
    else:
        rows = Finding.objects.filter(publication__in=subject.figures.values("publication"))
    return list(rows.select_related("table", "publication").distinct())


def _findings_table(found: Iterable[Finding]) -> TableBlock:
    return text_table(
        _("Vad granskningen fann"),
        [_("Var"), _("Vad som inte stämmer"), _("Tryckt"), _("Beräknat"), _("Bedömning")],
        [
            [
                _place(one),
                in_tongue(one.message),
                one.printed,
                one.computed,
                ". ".join(text for text in (str(one.get_state_display()), one.comment) if text),
            ]
            for one in found
        ],
    )


def _place(finding: Finding) -> str:
    page = page_words(finding.table.page) if finding.table else ""
    words = [str(finding.table or finding.publication), page, place_text(finding.row, finding.column)]
    return ", ".join(word for word in words if word)


def claims(subject: Cluster | Project, figures: Figures) -> tuple[Block, ...]:
    """Every claim with what follows from the rows and from the printed totals."""
    checked = check_claims(subject.claim_set.select_related("publication"), figures)
    if not checked:
        return ()
    headings = [_("Påstående"), _("Står"), _("Raderna ger"), _("Tryckta summor ger"), _("Omdöme"), _("Sida")]
    columns = tuple(Column(heading, index in {1, 2, 3}) for index, heading in enumerate(headings))
    return (TableBlock(_("Påståenden i text, prövade mot siffrorna"), columns, tuple(map(_claim_row, checked))),)


def _claim_row(checked: Checked) -> Row:
    claim = checked.claim
    words = ". ".join(text for text in (verdict_label(checked.verdict), reason_text(checked), claim.comment) if text)
    answers = (_answer(checked, checked.from_rows), _answer(checked, checked.from_printed))
    cells = (claim.text, claim.printed, *answers, words, page_words(claim.page))
    return Row(tuple(Cell(text or MISSING) for text in cells))


def _answer(checked: Checked, answer: Answer | None) -> str:
    """What a calculation gives, as the claim would print it, or whether its comparison holds."""
    if answer is not None and answer.comparisons:
        return _("stämmer") if answer.holds else _("stämmer inte")
    return answer_text(checked, answer)


def judgements(subject: Cluster | Project) -> tuple[Block, ...]:
    """Perspectives, learning levels and success factors, each with the evidence it rests on."""
    captions = {
        "perspective": (_("Bedömning i fyra perspektiv"), _("Perspektiv")),
        "learning_level": (_("Lärande i fem nivåer"), _("Nivå")),
        "success_factor": (_("Framgångsfaktorer"), _("Faktor")),
    }
    blocks = []
    for kind, rows in judgements_of(subject).items():
        caption, heading = captions.get(kind, (_("Övriga bedömningar"), _("Gäller")))
        if rows:
            blocks.append(
                text_table(
                    caption,
                    [heading, _("Bedömning"), _("Motivering"), _("Underlag")],
                    [[str(row.term), str(row.get_grade_display()), row.text, row.evidence] for row in rows],
                )
            )
    return tuple(blocks)


def time_line(subject: Cluster | Project) -> tuple[Block, ...]:
    """Phases, outside events and meetings, drawn and as a table."""
    spans = timeline(subject)
    if not spans:
        return ()
    caption = _("Händelser i tiden")
    kinds = {"phase": _("fas"), "project": _("insats"), "event": _("händelse utanför"), "meeting": _("nätverksträff")}
    rows = [
        [span.lane, span.name, kinds.get(span.kind, span.kind), isodate(span.starts), _end(span), span.text]
        for span in spans
    ]
    table = text_table(caption, [_("Insats"), _("Vad"), _("Slag"), _("Från"), _("Till"), _("Betydelse")], rows)
    periods = tuple(Period(f"{span.lane} {span.name}".strip(), span.starts, span.ends) for span in spans)
    chart = Chart("timeline", caption, periods=periods)
    return block_of(chart, _("Insatser och händelser i tiden"), caption), table


def _end(span) -> str:
    return isodate(span.ends) if span.ends else ""


def recommendations(subject: Cluster | Project) -> tuple[Block, ...]:
    rows = [
        [
            row.text,
            str(row.addressee),
            ". ".join(word for word in (str(row.get_state_display()), row.answer) if word),
            page_words(row.page),
        ]
        for row in recommendations_of(subject)
    ]
    if not rows:
        return ()
    headings = [_("Rekommendation"), _("Till"), _("Svar"), _("Sida")]
    return (text_table(_("Rekommendationer och vem de riktas till"), headings, rows),)
