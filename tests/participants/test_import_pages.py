"""The pages of files in and out, by client: who comes in, what is said before anything is written, what is logged."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.models import Enrolment, ImportBatch, Person
from samsyn.apps.participants.reading import as_keeper

MOST_QUERIES = 25
HEAD = "Personnummer\tNamn\tStart\tSlut\tKommun\tFörsörjning\n"
SOUND = "19811228-9874\tBo Påhittad\t2025-02-10\t\tEkby kommun\tlön eller eget företag\n"
WRONG = "19811228-9875\tDag Påhittad\t2025-13-01\t\tEkbi\t\n"


@pytest.fixture
def lead(client, colleagues, measures):
    client.force_login(colleagues.lead)
    return client


@pytest.fixture
def bring(lead, project):
    """Paste rows in, and answer the page one lands on."""

    def bring(rows: str, head: str = HEAD):
        answer = lead.post(reverse("project-imports", args=[project.pk]), {"text": head + rows}, follow=True)
        assert answer.status_code == 200
        return answer

    return bring


def batch() -> ImportBatch:
    with as_keeper():
        return ImportBatch.objects.select_related("key").order_by("-made_at").first()


def page(name: str, *more, **query) -> str:
    return reverse(name, args=[batch().pk, *more]) + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    )


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def people_there() -> int:
    with as_keeper():
        return Person.objects.count()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("group_leader", 404), ("referrer", 404), ("protector", 404), ("manager", 404), ("partner", 404),
     ("foreign", 404), ("reader", 404), ("board", 404), ("controller", 404), ("administrator", 404),
     ("evaluator", 404), ("outsider", 404)],
)  # fmt: skip
def test_who_may_read_files_in(client, colleagues, project, measures, bring, who, status):
    bring(SOUND)
    client.force_login(getattr(colleagues, who))
    own = ["project-imports", "import-template-xlsx", "import-template-csv", "people-export-xlsx", "people-export-csv"]
    for name in own:
        assert client.get(reverse(name, args=[project.pk])).status_code == status, name
    for name in ("import", "import-columns", "import-take-in", "import-forget"):
        assert client.get(page(name)).status_code == status, name
    for name in ("import-correct", "import-correct-alike", "import-bring-back", "import-again", "import-stop"):
        assert client.post(page(name)).status_code == (302 if status == 200 else 404), name


def test_nothing_is_written_before_it_is_asked_for(bring, lead):
    text = text_of(bring(SOUND))
    assert "Rader i filen 1" in text
    assert "1 person är ny" in text
    assert people_there() == 0
    said = text_of(lead.get(page("import-take-in")))
    assert "1 ny person skrivs in" in said
    assert "1 nytt deltagande läggs till" in said
    assert people_there() == 0
    assert "Raderna är inskrivna" in text_of(lead.post(page("import-take-in"), follow=True))
    assert people_there() == 1


def test_every_wrong_row_says_where_and_what_to_do_and_shows_no_number(bring):
    text = text_of(bring(SOUND + WRONG))
    assert "Rad 3" in text
    for said in ("Personnummer", "19811228-****", "Start : ”2025-13-01”", "Kommun", "Ekbi", "Menade du"):
        assert said in text, said
    assert "9875" not in text
    assert "Felaktiga 1" in text
    assert "Nya deltaganden 1" in text


def test_cells_are_put_right_in_the_page(bring, lead):
    bring(SOUND + WRONG)
    answer = lead.post(
        page("import-correct"),
        {"cell-3-number": "199203042388", "cell-3-starts": "2025-03-01", "cell-3-municipality": "Ekby kommun"},
        follow=True,
    )
    assert "3 celler är rättade" in text_of(answer)
    assert batch().counts["insert"] == 2
    assert batch().counts["faulty"] == 0


def test_what_is_not_changed_in_the_page_is_not_changed_in_the_row(bring, lead):
    bring(SOUND + WRONG)
    fields = {"cell-3-number": "", "cell-3-starts": "2025-13-01", "cell-3-municipality": "Ekbi"}
    assert "Inget var ändrat" in text_of(lead.post(page("import-correct"), fields, follow=True))
    assert batch().counts["faulty"] == 1


def test_one_text_wrong_in_many_rows_is_put_right_at_once(bring, lead):
    rows = "".join(f"\tPerson {letter}\t2025-02-10\t\tEkbyy komun\t\n" for letter in "ABC")
    text = text_of(bring(rows))
    assert "Kommun: ”Ekbyy komun” i 3 rader" in text
    answer = lead.post(
        page("import-correct-alike"), {"row": 2, "column": "municipality", "text": "Ekby kommun"}, follow=True
    )
    assert "3 rader är rättade" in text_of(answer)
    assert batch().counts["insert"] == 3


def test_a_row_is_left_out_and_brought_back(bring, lead):
    bring(SOUND + WRONG)
    text = text_of(lead.post(page("import-correct"), {"leave_out": "3"}, follow=True))
    assert "Uteslutna 1" in text
    assert (batch().counts["faulty"], batch().counts["left_out"]) == (0, 1)
    assert "Rad 3: Dag Påhittad" in text_of(lead.get(page("import", visa="uteslutna")))
    lead.post(page("import-bring-back"), {"bring_back": "3"})
    assert (batch().counts["faulty"], batch().counts["left_out"]) == (1, 0)


def test_faulty_rows_are_left_out_knowingly_or_not_at_all_and_can_be_fetched(bring, lead):
    bring(SOUND + WRONG)
    assert "Rätta raderna, eller kryssa i" in text_of(lead.post(page("import-take-in")))
    assert people_there() == 0
    text = text_of(lead.post(page("import-take-in"), {"leave_faulty": "on"}, follow=True))
    assert people_there() == 1
    assert "Felaktiga, lämnade utanför 1" in text
    assert "Dag Påhittad" in text
    left = lead.get(page("import-left-csv"))
    assert left.content.decode("utf-8-sig").splitlines() == [
        "Personnummer;Namn;Start;Slut;Kommun;Försörjning",
        "19811228-9875;Dag Påhittad;2025-13-01;;Ekbi",
    ]


def test_what_would_change_is_shown_before_and_after_and_logged(bring, lead, alma):
    bring("19900101-2393\tAlma Annat Namn\t2025-02-03\t2025-06-01\tEkby kommun\tstudiestöd\n")
    text = text_of(lead.get(page("import", visa="andras")))
    assert "Slutar – 2025-06-01" in text
    assert "Kommun – Ekby kommun" in text
    assert "Alma Påhittad" in text
    assert "Alma Annat Namn" not in text
    assert set(Reading.objects.filter(what="import").values_list("person_key", flat=True)) == {str(alma.pk)}
    lead.post(page("import-take-in"))
    with as_keeper():
        assert str(Enrolment.objects.get().ends) == "2025-06-01"


def test_what_is_done_is_what_was_shown(bring, lead, alma):
    bring("19900101-2393\tAlma\t2025-02-03\t2025-06-01\t\t\n")
    with as_keeper():
        Enrolment.objects.update(ends="2025-05-01")
    answer = lead.post(page("import-take-in"), follow=True)
    assert "stämmer inte längre" in text_of(answer)
    with as_keeper():
        assert str(Enrolment.objects.get().ends) == "2025-05-01"
    assert "2025-05-01 2025-06-01" in text_of(lead.get(page("import", visa="andras")))
    lead.post(page("import-take-in"))
    with as_keeper():
        assert str(Enrolment.objects.get().ends) == "2025-06-01"


def test_undoing_says_what_it_will_do_and_does_it(bring, lead):
    bring(SOUND)
    lead.post(page("import-take-in"))
    text = text_of(lead.get(page("import-undo")))
    assert "1 deltagande tas bort" in text
    assert "1 person som skrevs in tas bort" in text
    assert people_there() == 1
    assert "ångrad" in text_of(lead.post(page("import-undo"), follow=True))
    assert people_there() == 0


def test_undoing_refuses_what_somebody_has_changed_since_and_names_the_row(bring, lead):
    bring(SOUND)
    lead.post(page("import-take-in"))
    with as_keeper():
        Enrolment.objects.update(education="secondary")
    assert "rad 2 i filen" in text_of(lead.get(page("import-undo")))
    lead.post(page("import-undo"))
    assert people_there() == 1


def test_a_header_that_is_nearly_a_column_must_be_confirmed_and_is_remembered(bring, lead, project):
    text = text_of(bring("199203042388\tBo\t2025-02-10\n", "Personnumret\tNamn\tStart\n"))
    assert "liknar, behöver bekräftas" in text
    assert batch().columns.keys() == {"1", "2"}
    columns = {"column_0": "number", "column_1": "name", "column_2": "starts"}
    assert "känns igen direkt" in text_of(lead.post(page("import-columns"), columns, follow=True))
    assert batch().counts["without_number"] == 0
    bring("197802022382\tEva\t2025-02-10\n", "Personnumret\tNamn\tStart\n")
    assert batch().columns["0"] == ["number", "remembered"]
    with as_keeper():
        from samsyn.apps.participants.models import ColumnMemory

        assert not any("person" in memory.header for memory in ColumnMemory.objects.all())


def test_two_headers_for_the_same_column_are_told_apart(bring, lead):
    text = text_of(bring("Bo\t2025-02-10\t2025-03-10\n", "Namn\tStart\tStart\n"))
    assert "Två kolumner i filen gäller ”Börjar”" in text
    assert "Start (kolumn C)" in text
    lead.post(page("import-columns"), {"column_0": "name", "column_1": "", "column_2": "starts"})
    lead.post(page("import-take-in"))
    with as_keeper():
        assert str(Enrolment.objects.get().starts) == "2025-03-10"


def test_the_row_of_headers_can_be_chosen(bring, lead):
    bring("Vem\tNär\nBo\t2025-02-10\n", "Lista\tett\n")
    lead.post(page("import-place"), {"headers": "2"})
    lead.post(page("import-columns"), {"column_0": "name", "column_1": "starts"})
    assert (batch().counts["in_file"], batch().counts["insert"]) == (1, 1)
    assert "Filen har 3 rader" in text_of(lead.post(page("import-place"), {"headers": "9"}))


def test_another_sheet_can_be_chosen(lead, project):
    import io

    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        book.add_worksheet("Annat").write_row(0, 0, ["Ort", "Antal"])
        book.get_worksheet_by_name("Annat").write_row(1, 0, ["Osby", 3])
        book.add_worksheet("Folk").write_row(0, 0, ["Namn", "Börjar"])
        book.get_worksheet_by_name("Folk").write_row(1, 0, ["Bo Påhittad", "2025-02-10"])
    file = SimpleUploadedFile("bok.xlsx", data.getvalue())
    lead.post(reverse("project-imports", args=[project.pk]), {"file": file})
    text = text_of(lead.post(page("import-place"), {"sheet": "1", "headers": "1"}, follow=True))
    assert "Namn" in text
    assert batch().counts["insert"] == 1
    lead.post(page("import-take-in"))
    assert people_there() == 1
    assert bytes(batch().file_sealed) == b""


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Välj en fil, eller klistra in rader"),
        ({"text": "Namn\tStart"}, "inga rader under rubrikerna"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "kan inte läsas in ur .pdf"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04nonsense")}, "kan inte packas upp"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(lead, project, sent, said):
    assert said in text_of(lead.post(reverse("project-imports", args=[project.pk]), sent))


def test_the_template_reads_in_again_and_has_the_choices(lead, project):
    from samsyn.sandbox import read_rows

    data = lead.get(reverse("import-template-xlsx", args=[project.pk])).content
    rows = read_rows(data, "mall.xlsx")
    assert rows.sheets == ("Deltagare", "Val")
    assert rows.headers[:3] == ["Samsyn-id", "Personnummer", "Namn"]
    choices = read_rows(data, "mall.xlsx", "Val")
    assert "grundskola" in {cell for row in choices.cells for cell in row}
    text = lead.get(reverse("import-template-csv", args=[project.pk])).content.decode("utf-8-sig")
    assert text.strip().split(";")[:3] == rows.headers[:3]


def test_pages_ask_the_same_few_questions_however_many_rows(bring, lead, write_in):
    def asked() -> list[int]:
        found = []
        for address in (page("import"), page("import", visa="nya"), page("import", visa="andras"),
                        page("import-columns"), page("import-take-in")):  # fmt: skip
            with CaptureQueriesContext(
                connection,
            ) as questions:
                assert lead.get(address).status_code == 200
            found.append(len(questions))
        return found

    numbers = ["199001012393", "198112289874", "199203042388", "197802022382"]
    for at, number in enumerate(numbers):
        write_in(f"Person {'ABCD'[at]}", number)
    changed = [f"{number}\t\t2025-02-03\t2025-06-0{at + 1}\t\t\n" for at, number in enumerate(numbers)]
    bring(changed[0] + "\tNy Å\t2025-02-10\t\t\t\n" + WRONG)
    few = asked()
    bring("".join(changed) + "".join(f"\tNy {letter}\t2025-02-10\t\t\t\n" for letter in "ABCDE") + WRONG)
    assert asked() == few
    assert max(few) <= MOST_QUERIES, few


def test_no_name_and_no_number_in_addresses_titles_or_the_trail(bring, lead):
    answer = bring(SOUND + WRONG)
    lead.post(page("import-take-in"), {"leave_faulty": "on"})
    title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.S)[1]
    said = f"{title} {answer.request['PATH_INFO']}" + " ".join(str(entry.details) for entry in Entry.objects.all())
    assert not re.search(r"Bo|Dag|1981|9874", said)


def test_what_is_wrong_in_a_file_is_said_in_english_to_who_has_chosen_it(lead, bring, project):
    lead.cookies["django_language"] = "en"
    bring(WRONG)
    text = text_of(lead.get(page("import", visa="fel")))
    assert "The check digit is not right: some digit is wrong or has changed places." in text
    assert "The date is not in the calendar." in text
    assert "It is none of the choices. Did you mean ”Ekby kommun”?" in text
    for swedish in ("Kontrollsiffran", "Datumet finns", "svarsalternativen", "Menade du", "Jämför"):
        assert swedish not in text
    refused = lead.post(reverse("project-imports", args=[project.pk]), {"file": SimpleUploadedFile("a.xlsx", b"nej")})
    assert "The file is no real .xlsx file, or is damaged at the beginning." in text_of(refused)
