"""The board, the clock and the effect in words and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.models import REPLY_DAYS, Change, Pattern, PatternState, Room, Statement
from samsyn.apps.knowledge.presenters.observations import state_tag
from samsyn.apps.knowledge.queries.patterns import TREND, OnBoard, waiting_for
from samsyn.core.evidence.tallies import BeforeAfter, Word
from samsyn.web.formats import isodate, number, plainnumber
from samsyn.web.tables import Cell, Column, Row, Table

SHOWN_ON_CARD = 5


def board_table(rows: list[OnBoard], count: int) -> Table:
    """One row a pattern: what, how often, between whom, who holds it together, and what is awaited. count: of all."""
    today = timezone.localdate()
    columns = [
        Column(_("Mönster")),
        Column(_("Läge")),
        Column(_("Observationer"), numeric=True),
        Column(_("Senaste kvartalet"), numeric=True, title=_("Observationer de senaste 91 dagarna, mot 91 dagar före")),
        Column(_("Mellan")),
        Column(_("Ansvarig")),
        Column(_("Härnäst")),
    ]
    caption = ngettext("%(count)s mönster", "%(count)s mönster", count) % {"count": number(count)}
    return Table(caption, columns, [_on_board(row, today) for row in rows])


def _on_board(row: OnBoard, today: date) -> Row:
    pattern, tag = row.pattern, state_tag(row.pattern)
    return Row(
        [
            Cell(pattern.name, href=pattern.get_absolute_url(), note=pattern.kind.name if pattern.kind else ""),
            Cell(tag["text"], tag=tag["kind"], css="nowrap"),
            number(row.told),
            Cell(number(row.recent), note=_("mot %(earlier)s") % {"earlier": number(row.earlier)}),
            ", ".join(actor.name for actor in pattern.actors.all()),
            Cell(str(pattern.owner or ""), note=pattern.organisation.brief),
            _next(row, today),
        ],
        css="marked" if row.overdue(today) or row.due(today) else "",
    )


def _next(row: OnBoard, today: date) -> Cell:
    """What happens next, and whether it should have happened."""
    if row.pattern.state == PatternState.CLOSED:
        return Cell("–")
    if row.awaited is not None:
        if row.overdue(today):
            return Cell(_("svar skulle ha kommit %(day)s") % {"day": isodate(row.awaited)}, tag="error")
        return Cell(_("svar senast %(day)s") % {"day": isodate(row.awaited)})
    if row.due(today):
        return Cell(_("skulle ha tagits upp %(day)s") % {"day": isodate(row.pattern.next_on)}, tag="warning")
    return Cell(_("tas upp senast %(day)s") % {"day": isodate(row.pattern.next_on)})


def pattern_facts(pattern: Pattern, row: OnBoard, hours: float) -> list[dict[str, Any]]:
    """What is known of a pattern; what nobody said is left out. hours: `hours_in` the pattern."""
    account = pattern.account
    facts = [
        {"label": _("Slag"), "text": pattern.kind.name if pattern.kind else ""},
        {"label": _("Mellan"), "text": ", ".join(actor.name for actor in pattern.actors.all())},
        {"label": _("Drabbar"), "text": ", ".join(group.name for group in pattern.target_groups.all())},
        {"label": _("Handlingsutrymme"), "text": "" if pattern.room == Room.UNKNOWN else pattern.get_room_display()},
        {"label": _("Lag, regel eller rutin"), "text": pattern.rule},
        {"label": _("Kan beslutas annorlunda av"), "text": pattern.level.name if pattern.level else ""},
        {
            "label": _("Observationer"),
            "text": _("%(told)s, varav %(recent)s de senaste %(days)s dagarna")
            % {"told": number(row.told), "recent": number(row.recent), "days": TREND},
        },
        {
            "label": _("Tid det tagit"),
            "text": _("minst %(hours)s timmar, enligt dem som berättat") % {"hours": plainnumber(hours)}
            if hours else "",
        },
        {
            "label": _("Vad det kostar"), "text": account.title if account else "",
            "href": account.get_absolute_url() if account else "",
        },
        {"label": _("Ansvarig"), "text": f"{pattern.owner or '–'}, {pattern.organisation.name}"},
        {"label": _("Tas upp igen senast"), "text": isodate(pattern.next_on)},
        {"label": _("Avslutat"), "text": pattern.closed_why},
        {"label": _("Källa"), "text": pattern.source},
    ]  # fmt: skip
    return [fact for fact in facts if fact["text"]]


def statement_rows(statements: Iterable[Statement], *, writes: bool, answers: set[int]) -> list[dict[str, Any]]:
    """Each statement with its clock and what can be done with it. answers: keys that the reader may answer."""
    today = timezone.localdate()
    return [
        {
            "row": row,
            "clock": clock(row, today),
            "late": bool(row.sent_on and not row.answer and row.reply_by < today),
            "edit": reverse("statement-edit", args=[row.pk]) if writes and not row.sent_on else "",
            "send": reverse("statement-send", args=[row.pk]) if writes and not row.sent_on else "",
            "answer": reverse("statement-answer", args=[row.pk]) if row.pk in answers and not row.answer else "",
        }
        for row in statements
    ]


def clock(statement: Statement, today: date) -> str:
    """How the clock stands, in words."""
    if statement.sent_on is None:
        return _("utkast, inte skickad")
    sent = {"sent": isodate(statement.sent_on), "by": isodate(statement.reply_by)}
    if statement.answered_on:
        days = (statement.answered_on - statement.sent_on).days
        return ngettext(
            "skickad %(sent)s, besvarad efter %(days)s dag", "skickad %(sent)s, besvarad efter %(days)s dagar", days
        ) % {**sent, "days": number(days)}
    left = (statement.reply_by - today).days
    if left < 0:
        return ngettext(
            "skickad %(sent)s, svaret är %(days)s dag försenat", "skickad %(sent)s, svaret är %(days)s dagar försenat",
            -left,
        ) % {**sent, "days": number(-left)}  # fmt: skip
    return ngettext(
        "skickad %(sent)s, svar senast %(by)s, om %(days)s dag",
        "skickad %(sent)s, svar senast %(by)s, om %(days)s dagar", left,
    ) % {**sent, "days": number(left)}  # fmt: skip


def effect_rows(effects: list[tuple[Change, BeforeAfter | None]]) -> list[dict[str, Any]]:
    """Each change with what the counts say after it, in a sentence and a table."""
    return [
        {
            "change": change,
            "sentence": effect_sentence(found),
            "table": effect_table(found) if found and found.word != Word.EARLY else None,
            "kind": {Word.RARER: "success", Word.OFTENER: "error"}.get(found.word, "neutral") if found else "neutral",
        }
        for change, found in effects
    ]


def effect_sentence(found: BeforeAfter | None) -> str:
    """Whether it has become rarer, and how sure that is. Telling less often is not the same as happening less often."""
    if found is None:
        return _("Ändringen gäller inte än.")
    if found.word == Word.EARLY:
        return _("Det har gått %(days)s dagar. Efter fyra veckor jämförs tiden före och efter.") % {"days": found.days}
    counts = {"days": number(found.days), "before": number(found.before), "after": number(found.after)}
    base = _("%(before)s observationer %(days)s dagar före ändringen och %(after)s lika lång tid efter.") % counts
    rest = {
        Word.NONE: _("Det går inte att säga om något blivit annorlunda."),
        Word.RARER: _("Det berättas mer sällan om det än om annat, mer än slumpen förklarar."),
        Word.OFTENER: _("Det berättas oftare om det än om annat, mer än slumpen förklarar."),
        Word.UNSURE: _("Skillnaden är inte större än slumpen kan ge."),
    }
    return f"{base} {rest[found.word]}"


def effect_table(found: BeforeAfter) -> Table:
    """What was told of this and of all else, in equal time before and after."""
    columns = [Column(_("Observationer")), Column(_("Före"), numeric=True), Column(_("Efter"), numeric=True)]
    rows: list[list[Any]] = [
        [_("i mönstret"), number(found.before), number(found.after)],
        [
            _("om annat, från samma organisationer"),
            number(found.all_before - found.before), number(found.all_after - found.after),
        ],
    ]  # fmt: skip
    note = ""
    if found.ratio is not None and found.low is not None and found.high is not None:
        high = plainnumber(round(found.high, 2)) if found.high != float("inf") else "∞"
        note = _("Kvot efter mot före, med hänsyn till annat: %(ratio)s (90 %%: %(low)s–%(high)s).") % {
            "ratio": plainnumber(round(found.ratio, 2)), "low": plainnumber(round(found.low, 2)), "high": high,
        }  # fmt: skip
    caption = _("Lika lång tid före och efter, %(days)s dagar") % {"days": number(found.days)}
    return Table(caption, columns, rows, note=note)


def waiting_card(request: HttpRequest) -> dict[str, Any] | None:
    """On Översikt: questions put to one's own organisation, and patterns one should have looked at again."""
    rows = waiting_for(request.user, SHOWN_ON_CARD + 1)
    if not rows:
        return None
    shown = [{"row": row, "href": reverse("pattern", args=[row.pattern])} for row in rows[:SHOWN_ON_CARD]]
    return {
        "statements": [each for each in shown if each["row"].asked],
        "held": [each for each in shown if not each["row"].asked],
        "more": len(rows) > SHOWN_ON_CARD,
    }


def default_text(pattern: Pattern, row: OnBoard) -> str:
    """What a statement begins from: what the board knows. Whoever writes makes it their own."""
    lines = [
        pattern.name + ".",
        pattern.about,
        ngettext(
            "Vi har samlat %(told)s observation av detta, %(recent)s av dem de senaste %(days)s dagarna.",
            "Vi har samlat %(told)s observationer av detta, %(recent)s av dem de senaste %(days)s dagarna.", row.told,
        ) % {"told": number(row.told), "recent": number(row.recent), "days": TREND},
        _("Regel eller rutin: %(rule)s.") % {"rule": pattern.rule} if pattern.rule else "",
        _("Vi ber er svara på om ni kan ändra detta, och i så fall hur och när. Svara inom %(days)s dagar.")
        % {"days": REPLY_DAYS},
    ]  # fmt: skip
    return "\n\n".join(line for line in lines if line.strip())
