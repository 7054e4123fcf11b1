"""Taking part in words, tables and a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.participants.models import Answer, Education, Enrolment, Question, Referral, Support, SupportLength
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.enrolments import SELF, Leaving, Month, SexRow
from samsyn.apps.participants.queries.questions import text_of
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.core.followup.reasons import Reason
from samsyn.core.quantities import Share
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import isodate, number, percent
from samsyn.web.tables import Cell, Column, Row, Table

SEX_WORDS = {
    "women": gettext_lazy("Kvinnor"),
    "men": gettext_lazy("Män"),
    "": gettext_lazy("Kön inte angivet"),
    "total": gettext_lazy("Totalt"),
}


def state_of(enrolment: Enrolment, today: date) -> dict[str, str]:
    """Where a taking part is today: word and kind of tag."""
    if enrolment.starts > today:
        return {"text": _("börjar senare"), "kind": "planned"}
    if enrolment.ends is None or enrolment.ends >= today:
        return {"text": _("pågår"), "kind": "ongoing"}
    return {"text": _("avslutat"), "kind": "closed"}


def sender_name(sender: Organisation | None, kind: str) -> str:
    """Who somebody came through."""
    if sender:
        return sender.brief
    if kind == SELF:
        return _("personen själv")
    return str(Kind(kind).label) if kind in Kind.values else ""


def sender_words(row: Enrolment | Referral) -> str:
    """Who somebody came through, as the row has it."""
    return sender_name(row.sender, row.sender_kind)


def reason_words(enrolment: Enrolment, reasons: dict[str, Reason]) -> dict[str, str]:
    """Why it ended, and what sort of ending that is: completed, for something better, or neither."""
    reason = reasons.get(enrolment.reason)
    text = reason.label if reason else enrolment.reason
    if reason and reason.mistake:
        return {"text": text, "kind": "neutral", "sort": _("räknas inte")}
    if enrolment.completed or (reason and reason.completed):
        return {"text": text, "kind": "done", "sort": _("fullföljt")}
    if reason and reason.positive:
        return {"text": text, "kind": "success", "sort": _("positivt avslut")}
    return {"text": text, "kind": "closed", "sort": _("inte fullföljt")} if text else {}


def enrolment_table(
    enrolments: Iterable[Enrolment], reads: frozenset[FieldClass], reasons: dict[str, Reason], today: date, link: bool
) -> Table:
    """The participations of one person; columns follow from the field classes that the ground opens."""
    progress, case = FieldClass.PROGRESS in reads, FieldClass.CASE in reads
    columns = [Column(_("Insats")), Column(_("Period")), Column(_("Läge"))]
    columns += [Column(_("Varför det slutade"))] if progress else []
    columns += [Column(_("Anvisad av"))] if case else []
    rows = []
    for enrolment in enrolments:
        state = state_of(enrolment, today)
        row = [
            Cell(
                enrolment.project.code, href=enrolment.get_absolute_url() if link else "", note=enrolment.project.name
            ),
            Cell(period_of(enrolment.starts, enrolment.ends), css="nowrap"),
            Cell(state["text"], tag=state["kind"], css="nowrap"),
        ]
        if progress:
            why = reason_words(enrolment, reasons) if enrolment.ends else {}
            row.append(Cell(why["text"], note=why["sort"]) if why else "–")
        if case:
            row.append(sender_words(enrolment) or "–")
        rows.append(row)
    return Table(_("Deltaganden"), columns, rows)


def background_facts(enrolment: Enrolment) -> list[dict[str, Any]]:
    """What was known when it began."""
    labels = {
        _("Målgrupp"): enrolment.target_group.name if enrolment.target_group_id else "",
        _("Högsta utbildning"): Education(enrolment.education).label if enrolment.education else "",
        _("Försörjning vid start"): Support(enrolment.support).label if enrolment.support else "",
        _("Tid med offentligt stöd"): (
            SupportLength(enrolment.support_length).label if enrolment.support_length else ""
        ),
    }
    return [{"label": label, "text": text} for label, text in labels.items() if text]


def note_facts(enrolment: Enrolment, answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """The person's own resources, answers to own questions, and the note. The person must have been noted."""
    found = [{"label": _("Vad kan du redan?"), "text": enrolment.opened("resources_sealed")}]
    found += [
        {
            "label": text_of(answer.question),
            "text": answer_words(answer.question, answer.opened("text_sealed")),
            "note": isodate(answer.answered_on),
        }
        for answer in answers
    ]
    found.append({"label": _("Anteckning"), "text": enrolment.opened("note_sealed")})
    return [fact for fact in found if fact["text"]]


def answer_words(question: Question, text: str) -> str:
    """A kept answer as it is read."""
    if question.kind == Question.AnswerKind.YES_NO:
        return {"yes": _("ja"), "no": _("nej")}.get(text, text)
    if question.kind == Question.AnswerKind.NUMBER and text:
        return number(text, max(0, len(text.partition(".")[2])))
    if question.kind == Question.AnswerKind.SCALE and text:
        return _("%(step)s av 5") % {"step": text}
    return text


def sex_table(rows: Sequence[SexRow]) -> Table:
    """Both ways of counting, by sex; nothing is added up across the two."""
    columns = [
        Column(_("Kön")),
        Column(_("Personer"), numeric=True),
        Column(_("Deltaganden"), numeric=True),
        Column(_("Personer nu"), numeric=True),
        Column(_("Deltaganden nu"), numeric=True),
    ]
    lines = [
        [str(SEX_WORDS[row.sex]), *(number(value) for value in (row.all.persons, row.all.participations,
                                                            row.running.persons, row.running.participations))]
        for row in rows
    ]  # fmt: skip
    note = _(
        "Samma person räknas en gång bland personer och en gång för varje deltagande. Felregistreringar räknas inte."
    )
    return Table(_("Deltagare efter kön"), columns, lines[:-1], total=lines[-1], note=note)


def leaving_table(leavings: Sequence[Leaving]) -> Table | None:
    """Why participations ended, in kinds: completed, for something better, other. Each kind with n of N."""
    total = sum(leaving.participations for leaving in leavings)
    if not total:
        return None
    headings = {
        "completed": _("Fullföljt"),
        "positive": _("Positivt avslut i förtid"),
        "other": _("Annat skäl"),
        "unknown": _("Orsak inte angiven"),
    }
    rows: list[Any] = []
    for kind, heading in headings.items():
        of_kind = [leaving for leaving in leavings if leaving.kind == kind]
        if of_kind:
            rows.append(Row([heading, *_of(sum(leaving.participations for leaving in of_kind), total)], css="subtotal"))
            told = [leaving for leaving in of_kind if leaving.label not in {"", heading}]
            rows += [[leaving.label, *_of(leaving.participations, total)] for leaving in told]
    columns = [
        Column(_("Varför")),
        Column(_("Deltaganden"), numeric=True),
        Column(_("Andel av avslutade"), numeric=True),
    ]
    return Table(_("Hur deltaganden har slutat"), columns, rows, total=[_("Avslutade"), *_of(total, total)])


def _of(many: int, total: int) -> list[str]:
    return [number(many), percent(Share(many, total, _("avslutade deltaganden")))]


def month_chart(months: Sequence[Month], project: Any) -> Chart | None:
    """Participations that began and ended, month by month; nothing for a single month."""
    if len(months) < 2:
        return None
    return Chart(
        "lines",
        _("Började och slutade, månad för månad"),
        categories=tuple(f"{month.first:%Y-%m}" for month in months),
        series=(
            Series(_("började"), tuple(month.began for month in months)),
            Series(_("slutade"), tuple(month.ended for month in months)),
        ),
        unit=_("deltaganden"),
        category_label=_("Månad"),
        source=_("Deltaganden i %(project)s.") % {"project": project.code},
    )
