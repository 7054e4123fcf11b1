"""A file on its way in, in words and tables: where its rows went, what is wrong, what would be new or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.imports_pages import FaultyRow, SoundRow
from samsyn.apps.participants.queries.imports_work import Progress
from samsyn.core.intake.rows.masking import masked_cell, masked_text
from samsyn.core.intake.rows.matching import Matching
from samsyn.core.intake.rows.shapes import Shape
from samsyn.core.intake.rows.sheet import letter
from samsyn.web.formats import isodate, number, percent
from samsyn.web.tables import Cell, Column, Row, Table

State = ImportBatch.State
PER_PAGE = 50
TABS = {  # word in the address → which count, in words, and what the rows are
    "fel": ("faulty", gettext_lazy("Felaktiga"), gettext_lazy("skrivs inte in som de är")),
    "nya": ("insert", gettext_lazy("Nya deltaganden"), gettext_lazy("läggs till")),
    "andras": ("update", gettext_lazy("Ändras"), gettext_lazy("något i raden är annorlunda än det som finns")),
    "redan": ("same", gettext_lazy("Redan så"), gettext_lazy("allt i raden finns redan")),
    "uteslutna": ("left_out", gettext_lazy("Uteslutna"), gettext_lazy("du har valt att de inte ska läsas")),
}
HOW = {
    "exact": ("success", gettext_lazy("samma rubrik")),
    "normalised": ("success", gettext_lazy("samma rubrik")),
    "alias": ("success", gettext_lazy("annat ord för samma sak")),
    "remembered": ("success", gettext_lazy("så som ni har sagt förut")),
    "said": ("success", gettext_lazy("valt för den här filen")),
    "near": ("warning", gettext_lazy("liknar, behöver bekräftas")),
    "": ("neutral", gettext_lazy("känns inte igen")),
}
STATE_TAGS = {
    State.CHECKING: "ongoing", State.READ: "planned", State.QUEUED: "ongoing", State.DONE: "done",
    State.UNDOING: "ongoing", State.UNDONE: "closed", State.FAILED: "warning",
}  # fmt: skip


def state_tag(batch: ImportBatch) -> dict[str, Any]:
    return {"text": batch.get_state_display(), "kind": STATE_TAGS[State(batch.state)]}


def history_table(batches: Iterable[ImportBatch]) -> Table:
    """The project's files, newest first."""
    columns = [Column(_("Fil")), Column(_("Läge")), Column(_("Inläst")), Column(_("Av")),
               Column(_("Nya personer"), numeric=True), Column(_("Nya deltaganden"), numeric=True),
               Column(_("Ändrade"), numeric=True), Column(_("Utanför"), numeric=True)]  # fmt: skip
    return Table(_("Inläsningar"), columns, [_history_row(batch) for batch in batches])


def _history_row(batch: ImportBatch) -> list[Any]:
    tag, counts = state_tag(batch), batch.counts
    ended = batch.state in {State.DONE, State.UNDONE, State.UNDOING}
    done = [counts.get(name) if ended else None for name in ("persons", "enrolments", "changed")]
    left = counts.get("faulty", 0) + counts.get("left_out", 0) if ended else None
    return [
        Cell(batch.name or _("gallrad fil"), href=batch.get_absolute_url()),
        Cell(tag["text"], tag=tag["kind"]),
        Cell(isodate(batch.made_at), css="nowrap"),
        str(batch.user) if batch.user else "–",
        *(number(value) for value in (*done, left)),
    ]


def accounted_table(counts: Mapping[str, int], shown: str) -> Table:
    """Where every row of the file went; the parts add up to the whole."""
    rows: list[Any] = []
    for word, (name, label, meaning) in TABS.items():
        many = counts.get(name, 0)
        if many or name in {"faulty", "insert", "update", "same"}:
            href = f"?visa={word}" if many else ""
            rows.append(Row([Cell(label, href=href), number(many), meaning], css="marked" if word == shown else ""))
    if counts.get("unread"):
        rows.append([_("Inte prövade"), number(counts["unread"]), _("kolumnerna är inte klara")])
    rows.append([_("Tomma"), number(counts.get("empty", 0)), _("har inget i någon cell")])
    columns = [Column(_("Raderna i filen")), Column(_("Antal"), numeric=True), Column(_("Vad det betyder"))]
    return Table(
        _("Filens rader"), columns, rows, total=[_("Rader i filen"), number(counts.get("in_file", 0)), ""],
        note=_new_people_words(counts),
    )  # fmt: skip


def _new_people_words(counts: Mapping[str, int]) -> str:
    if not counts.get("new_persons"):
        return ""
    many = counts["new_persons"]
    text = ngettext("%(n)s person är ny.", "%(n)s personer är nya.", many) % {"n": number(many)}
    without = counts.get("without_number", 0)
    if without:
        text += " " + ngettext(
            "%(n)s av dem saknar personnummer: läses de in en gång till blir de en person till.",
            "%(n)s av dem saknar personnummer: läses de in en gång till blir de nya personer igen.",
            without,
        ) % {"n": number(without)}
    return text


def tabs_of(counts: Mapping[str, int], shown: str) -> list[dict[str, Any]]:
    """The kinds of rows there are, as links."""
    return [
        {"label": f"{label} ({number(counts.get(name, 0))})", "href": f"?visa={word}", "current": word == shown}
        for word, (name, label, _meaning) in TABS.items()
        if counts.get(name) or word == shown
    ]


def first_tab(counts: Mapping[str, int]) -> str:
    """What is most worth looking at."""
    return next((word for word, (name, *_rest) in TABS.items() if counts.get(name)), "nya")


def file_faults(report: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """What is wrong with the file as a whole."""
    return [{"message": message, "remedy": remedy}
            for _code, _header, _given, message, remedy, _others in (report or {}).get("faults", ())]  # fmt: skip


def faulty_list(rows: Iterable[FaultyRow], shape: Shape, editable: bool) -> list[dict[str, Any]]:
    """Rows with faults as a form: one field for each wrong cell that can be corrected."""
    return [
        {
            "number": row.number,
            "who": _who(row.cells),
            "faults": [_fault(row, shape, fault, editable) for fault in row.faults],
        }
        for row in rows
    ]


def _fault(row: FaultyRow, shape: Shape, fault: Sequence[Any], editable: bool) -> dict[str, Any]:
    code, header, given, message, remedy, _others = fault
    text = row.cells.get(code, "")
    kind = shape.column(code).kind if code else ""
    return {
        "name": field_name(row.number, code) if editable and code in row.cells else "",
        "label": header or (shape.column(code).label if code else ""),
        "given": given or masked_cell(text, kind == "personal_number"),
        "message": message,
        "remedy": remedy,
        "value": "" if is_covered(text, kind) else text,
        "covered": is_covered(text, kind) and bool(text),
        "list": f"val-{code}" if kind == "choice" else "",
    }


def is_covered(text: str, kind: str) -> bool:
    """Whether a cell is not written out in its field: it holds, or may hold, a personal number."""
    return kind == "personal_number" or masked_text(text) != text


def field_name(row_number: int, code: str) -> str:
    return f"cell-{row_number}-{code}"


def choices_for(rows: Iterable[FaultyRow], shape: Shape) -> list[dict[str, Any]]:
    """The answers of the columns that have faults on the page, once for all its fields."""
    codes = {fault[0] for row in rows for fault in row.faults if fault[0]}
    columns = [shape.column(code) for code in shape.codes if code in codes]
    return [{"id": f"val-{column.code}", "labels": [choice.label for choice in column.choices]}
            for column in columns if column.kind == "choice"]  # fmt: skip


def recurring_list(report: Mapping[str, Any] | None, cells: Mapping[int, Mapping[str, str]], shape: Shape):
    """Texts that are wrong in the same way in many rows."""
    found = []
    for code, row_number, many in (report or {}).get("recurring", ()):
        text = cells.get(row_number, {}).get(code, "")
        column = shape.column(code)
        found.append({
            "row": row_number, "column": code, "label": column.label, "many": many,
            "given": masked_cell(text, column.kind == "personal_number") or _("tom cell"),
            "list": f"val-{code}" if column.kind == "choice" else "",
            "labels": [choice.label for choice in column.choices],
        })  # fmt: skip
    return found


def _who(cells: Mapping[str, str]) -> str:
    """What a row in the file calls the person, to recognise it by."""
    return masked_text(cells.get("name", "").strip())


def new_table(rows: Iterable[SoundRow], shape: Shape) -> Table:
    """Rows that would be written in, as they stand in the file."""
    rows = list(rows)
    codes = [code for code in shape.codes if code not in {"id", "name"} and any(row.cells.get(code) for row in rows)]
    columns = [Column(_("Rad"), numeric=True), Column(_("Namn i filen")), Column(_("Person"))]
    columns += [Column(shape.column(code).label) for code in codes]
    return Table(_("Nya deltaganden"), columns, [_new_row(row, codes, shape) for row in rows])


def _new_row(row: SoundRow, codes: Sequence[str], shape: Shape) -> list[Any]:
    person: Any = _("ny")
    if row.known:
        person = _person(row.person) if row.person else _("finns redan hos er")
    cells = [masked_cell(row.cells.get(code, ""), shape.column(code).kind == "personal_number") for code in codes]
    return [number(row.number), _who(row.cells) or "–", person, *cells]


def changed_table(rows: Iterable[SoundRow], shape: Shape) -> Table:
    """One row for each cell that would change, what is there and what the file says."""
    columns = [Column(_("Rad"), numeric=True), Column(_("Person")), Column(_("Vad")), Column(_("Nu")),
               Column(_("Ändras till"))]  # fmt: skip
    cells = [
        [number(row.number) if not at else "", _person(row.person) if not at else "", shape.column(code).label,
         said(shape, code, before), Cell(said(shape, code, after), css="suggestion")]
        for row in rows
        for at, (code, before, after) in enumerate(row.changes)
    ]  # fmt: skip
    return Table(_("Det som ändras"), columns, cells)


def same_table(rows: Iterable[SoundRow]) -> Table:
    columns = [Column(_("Rad"), numeric=True), Column(_("Person"))]
    return Table(_("Redan så"), columns, [[number(row.number), _person(row.person)] for row in rows])


def _person(person) -> Any:
    return Cell(shown_name(person), href=person.get_absolute_url()) if person else "–"


def said(shape: Shape, code: str, value: Any) -> str:
    """A stored value in the words of the file."""
    if value is None or value == "":
        return "–"
    column = shape.column(code)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if column.kind == "sex":
        return {"women": _("kvinna"), "men": _("man")}.get(value, str(value))
    labels = {choice.code: choice.label for choice in column.choices}
    return labels.get(str(value), str(value))


def column_rows(form, matching: Matching, settled: Mapping[str, Sequence[str]], examples: Sequence[Sequence[str]]):
    """One row for each header: what it was matched to and how, with what stands below it."""
    matched = {found.header.position: found for found in matching.columns}
    rows = []
    for field in form:
        position = int(field.name.removeprefix("column_"))
        found = matched.get(position)
        way = "near" if found and found.how == "near" else settled.get(str(position), ["", ""])[1]
        kind, text = HOW[way]
        numbers = found is not None and found.code == "number"
        rows.append({
            "field": field, "letter": letter(position),
            "tag": {"kind": kind, "text": f"{text} ({percent(found.score)})" if way == "near" else text},
            "examples": [masked_cell(row[position], numbers) for row in examples
                         if position < len(row) and row[position].strip()],
        })  # fmt: skip
    return rows


def consequences(batch: ImportBatch) -> list[str]:
    """What writing it in will do."""
    counts = batch.counts
    found = []
    if counts["new_persons"]:
        found.append(_many(ngettext("%(n)s ny person skrivs in.", "%(n)s nya personer skrivs in.",
                                    counts["new_persons"]), counts["new_persons"]))  # fmt: skip
    if counts["insert"]:
        found.append(_many(ngettext("%(n)s nytt deltagande läggs till.", "%(n)s nya deltaganden läggs till.",
                                    counts["insert"]), counts["insert"]))  # fmt: skip
    if counts["update"]:
        found.append(_many(ngettext("%(n)s deltagande som finns ändras så som det visas under Ändras.",
                                    "%(n)s deltaganden som finns ändras så som det visas under Ändras.",
                                    counts["update"]), counts["update"]))  # fmt: skip
    left = counts["faulty"] + counts["left_out"]
    if left:
        found.append(_many(ngettext("%(n)s rad skrivs inte in. Den finns kvar här, att hämta och rätta.",
                                    "%(n)s rader skrivs inte in. De finns kvar här, att hämta och rätta.",
                                    left), left))  # fmt: skip
    found.append(_("Allt skrivs in på en gång, eller inget. Hela inläsningen går att ångra efteråt."))
    return found


def undoing_consequences(undoing) -> list[str]:
    """What taking it back will do."""
    found = []
    if undoing.enrolments:
        found.append(_many(ngettext("%(n)s deltagande tas bort.", "%(n)s deltaganden tas bort.", undoing.enrolments),
                           undoing.enrolments))  # fmt: skip
    if undoing.persons:
        found.append(_many(ngettext("%(n)s person som skrevs in tas bort, med sin nyckel.",
                                    "%(n)s personer som skrevs in tas bort, med sina nycklar. Den som har fått ett "
                                    "annat deltagande sedan dess är kvar.", undoing.persons),
                           undoing.persons))  # fmt: skip
    if undoing.changed:
        found.append(_many(ngettext("%(n)s rads ändringar ges tillbaka.", "%(n)s raders ändringar ges tillbaka.",
                                    undoing.changed), undoing.changed))  # fmt: skip
    if undoing.left:
        found.append(_("Uppgifter som någon har ändrat sedan dess lämnas som de är: rad %(rows)s i filen.")
                     % {"rows": row_numbers(undoing.left)})  # fmt: skip
    return found


def undoing_refusal(undoing) -> list[str]:
    if not undoing.built_on:
        return []
    return [_("Det går inte att ångra: rad %(rows)s i filen har ändrats, eller fått närvaro, lägen, samtal, svar, "
              "samtycken eller grupper sedan dess. Ta bort det först, eller avsluta deltagandena ett och ett.")
            % {"rows": row_numbers(undoing.built_on)}]  # fmt: skip


def row_numbers(rows: Sequence[int], most: int = 20) -> str:
    return ", ".join(str(row) for row in rows[:most]) + (" …" if len(rows) > most else "")


def _many(text: str, many: int) -> str:
    return text % {"n": number(many)}


def done_facts(batch: ImportBatch) -> list[dict[str, Any]]:
    """What an import that is in, or was undone, did."""
    counts = batch.counts
    labels = {"persons": _("Nya personer"), "enrolments": _("Nya deltaganden"), "changed": _("Ändrade deltaganden"),
              "same": _("Redan så"), "faulty": _("Felaktiga, lämnade utanför"), "left_out": _("Uteslutna"),
              "empty": _("Tomma rader"), "in_file": _("Rader i filen")}  # fmt: skip
    facts = [{"label": label, "text": number(counts.get(name, 0))} for name, label in labels.items()]
    if batch.done_at:
        facts.append({"label": _("Inskriven"), "text": isodate(batch.done_at)})
    if batch.undone_at:
        facts.append({"label": _("Ångrad"), "text": isodate(batch.undone_at)})
    return facts


def waiting_words(batch: ImportBatch, progress: Progress) -> dict[str, str]:
    """What is going on beside the server, and what to do when nothing is."""
    doing = {
        State.CHECKING: _("Raderna läses igenom. Inget är ändrat."),
        State.QUEUED: _("Raderna skrivs in, alla på en gång. Tills det är klart är inget ändrat."),
        State.UNDOING: _("Inläsningen ångras, hela på en gång. Tills det är klart är inget ändrat."),
    }[State(batch.state)]
    where = {
        Progress.WAITING: _("Det väntar på sin tur."),
        Progress.WORKING: _("Det pågår nu. Stora filer tar upp till en minut."),
        Progress.NOBODY: _("Ingen har börjat. Säg till den som driver Samsyn att arbetaren (samsyn worker) inte är i "
                           "gång. Arbetet ligger kvar."),
        Progress.STOPPED: _("Arbetet avbröts innan det blev klart. Inget är ändrat. Försök igen."),
    }[progress]  # fmt: skip
    return {"doing": doing, "where": where}


def project_crumbs(project, *trail: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The pages above one about files."""
    return [
        (_("Deltagare"), reverse("project-people", args=[project.pk])),
        (_("Läs in"), reverse("project-imports", args=[project.pk])),
        *trail,
    ]
