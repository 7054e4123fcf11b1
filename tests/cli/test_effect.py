"""`samsyn effect`: from a file to an effect, or to why there is none. All people here are generated."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
import xlsxwriter

from samsyn.cli import main
from samsyn.core.evidence import randomised
from samsyn.core.intake.rows.sheet import Rows
from samsyn.estimating import Columns, Question, Unasked, estimate, read_file
from samsyn.estimating_text import as_json
from tests.core.evidence.lalonde import PUBLISHED, experiment

ASKED = ("--outcome", "inkomst 1978", "--participated", "deltog", "--unit", "dollar")


def swedish(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def written(path, rows, delimiter=";"):
    with path.open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.fixture(scope="module")
def lalonde(tmp_path_factory):
    """The experiment as an evaluator would have it: ja and nej, decimal commas, semicolons."""
    drawn = experiment()
    known = ("ålder", "gift", "inkomst 1974")
    rows = [["deltog", "inkomst 1978", "inkomst 1975", *known]]
    for at, treated in enumerate(drawn.treated):
        numbers = (drawn.earnings[at], drawn.before[at], *(drawn.covariates[name][at] for name in known))
        rows.append(["ja" if treated else "nej", *map(swedish, numbers)])
    return written(tmp_path_factory.mktemp("effekt") / "nsw.csv", rows)


def said(capsys) -> str:
    return " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_published_answer_from_a_file(lalonde, capsys):
    assert main(["effect", str(lalonde), *ASKED, "--assigned", "lot"]) == 0
    shown = said(capsys)
    assert "Skillnaden är 1 794 dollar (95 %-intervall 474 till 3 115), 185 deltagare mot 260" in shown
    assert "Lotten, och inget annat, avgjorde vem som fick insatsen." in shown
    assert "Evidensgrad 1 av 6: Lottning" in shown


def test_english_is_complete(lalonde, capsys):
    known = ("--known", "ålder,gift,inkomst 1974", "--before", "inkomst 1975")
    assert main(["effect", str(lalonde), *ASKED, *known, "--english"]) == 0
    shown = said(capsys)
    assert "It is about those participants who have somebody like them. Method: doubly robust weighting." in shown
    assert "check against the time before: Before the start, when there can be no effect" in shown
    for word in ("Skillnaden", "deltagare", "bortfall", "jämförelse", "kontroll"):
        assert word not in shown


def test_other_ways_stand_beside_and_the_plain_one_is_worth_less(lalonde, capsys):
    known = ("--known", "ålder,gift,inkomst 1974", "--before", "inkomst 1975")
    assert main(["effect", str(lalonde), *ASKED, *known, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    grades = {one["method"]: one["grade"] for one in answer["beside"]}
    assert grades["ojusterad skillnad mellan medelvärden"] == 5 > answer["grade"]
    assert abs(answer["effect"] - PUBLISHED) < 300
    assert {"vägning", "matchning mot den närmaste"} <= set(grades)
    assert answer["diagnostics"][0].keys() == {"name", "value", "verdict", "words"}
    assert answer["sentence"]["en"].startswith("The difference is")
    assert answer["settlement"] is None  # dollars are no share


def test_the_same_numbers_as_the_core_gives(lalonde):
    drawn = experiment()
    found = estimate(read_file(lalonde), Question("inkomst 1978", "deltog", assigned="lot", unit="dollar")).found
    direct = randomised(np.round(drawn.earnings, 6), drawn.treated, unit="dollar")
    assert (found.effect, found.low, found.high) == pytest.approx((direct.effect, direct.low, direct.high), abs=1e-3)


def test_before_and_after_with_decimal_points(tmp_path, capsys):
    outcome, who, year, treated = experiment().panel()
    rows = [["person", "år", "deltog", "inkomst"]]
    rows += [[f"p{a}", b, int(c), f"{d:.3f}"] for a, b, c, d in zip(who, year, treated, outcome, strict=True)]
    path = str(written(tmp_path / "panel.csv", rows, ","))
    asked = ["effect", path, "--outcome", "inkomst", "--participated", "deltog", "--person", "person", "--period", "år",
             "--start", "1978"]  # fmt: skip
    assert main(asked) == 2
    fault = capsys.readouterr().err
    assert "kolumnen inkomst: Punkten kan vara" in fault
    assert "ange --decimal-point" in fault
    assert main([*asked, "--decimal-point"]) == 0
    shown = said(capsys)
    assert "Metod: skillnad i skillnader." in shown
    assert "lika utveckling före" in shown


def people(*columns) -> Rows:
    """Rows of generated people."""
    return Rows([list(row) for row in zip(*[(name, *cells) for name, cells in columns], strict=True)])


def drawn(size=40) -> tuple[tuple[str, list[str]], ...]:
    took = [("deltog", ["ja", "nej"] * (size // 2))]
    went = [("i arbete", ["ja" if at % 3 else "nej" for at in range(size)])]
    return (*took, *went)


def test_yes_and_no_is_a_share(capsys):
    found = estimate(people(*drawn()), Question("i arbete", "deltog", assigned="waiting")).found
    assert found.unit == "andel"
    assert "procentenheter" in found.sentence()


def test_unknown_outcomes_are_counted_as_lost():
    rows = people(("deltog", ["1", "0"] * 30), ("poäng", ["", "NA", *map(str, range(58))]))
    found = estimate(rows, Question("poäng", "deltog", assigned="lot")).found
    assert (found.n_treated, found.n_compared) == (29, 29)


def test_words_become_one_column_for_each_kind_but_the_commonest():
    kinds = Columns(people(("bakgrund", ["Osby", "Osby", "Ekby", "", "Granby"]))).kinds("bakgrund")
    assert list(kinds) == ["bakgrund: Ekby", "bakgrund: Granby"]
    assert kinds["bakgrund: Ekby"][:3].tolist() == [0, 0, 1]
    assert np.isnan(kinds["bakgrund: Ekby"][3])


def test_where_everybody_took_part_no_effect_is_shown(tmp_path, capsys):
    rows = [["deltog", "i arbete"], *([["ja", "ja"], ["ja", "nej"]] * 15)]
    path = str(written(tmp_path / "alla.csv", rows))
    assert main(["effect", path, "--outcome", "i arbete", "--participated", "deltog"]) == 0
    shown = said(capsys)
    assert "Ingen effekt påvisad: det finns ingen att jämföra med" in shown
    assert "lottad väntelista" in shown
    assert main(["effect", path, "--outcome", "i arbete", "--participated", "deltog", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["effect"] is None


@pytest.mark.parametrize(
    ("rows", "question", "told"),
    [
        (drawn(), Question("i arbete", "deltog"), "Säg hur jämförelsen kom till"),
        (drawn(), Question("inkomst", "deltog"), "ingen kolumn som heter inkomst. Den har: deltog, i arbete."),
        (drawn(10), Question("i arbete", "deltog", assigned="lot"), "Vänta tills fler har följts"),
        ((("deltog", ["1", "2"]), ("p", ["1", "2"])), Question("p", "deltog"), "Rad 3, kolumnen deltog: skriv 1"),
        ((("deltog", ["1", "0"]), ("p", ["1", "två"])), Question("p", "deltog"), "Rad 3, kolumnen p: Det är inget tal"),
        (drawn(), Question("i arbete", "deltog", person="vem"), "--period saknas"),
        (drawn(), Question("i arbete", "deltog", known=("ort",), group="grupp"), "--group hör till en lott"),
        (drawn(), Question("i arbete", "deltog", known=("I arbete",)), "I arbete är angiven som två saker"),
        (drawn(), Question("i arbete", ""), "Ange både --outcome"),
        (
            (*drawn(), ("skola", ["A", ""] * 20)),
            Question("i arbete", "deltog", assigned="lot", group="skola"),
            "Rad 3, kolumnen skola: cellen är tom",
        ),
    ],
)  # fmt: skip
def test_a_question_that_does_not_fit_says_why_and_what_to_do(rows, question, told):
    with pytest.raises((Unasked, ValueError), match=told.replace(".", r"\.")):
        estimate(people(*rows), question)


def test_too_many_words_are_refused():
    rows = people(*drawn(), ("namn", [f"person {at}" for at in range(40)]))
    with pytest.raises(Unasked, match="40 olika ord; högst 20"):
        estimate(rows, Question("i arbete", "deltog", known=("namn",)))


def test_without_columns_the_file_says_what_it_holds(lalonde, capsys):
    assert main(["effect", str(lalonde)]) == 0
    shown = said(capsys)
    assert "445 rader deltog inkomst 1978" in shown
    assert "--help har exempel" in shown


@pytest.mark.parametrize(("name", "told"), [("saknas.csv", "Filen finns inte."), ("", "Det är en mapp.")])
def test_a_file_that_is_not_there_is_said(tmp_path, name, told, capsys):
    assert main(["effect", str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err


def test_a_workbook_reads_as_well(lalonde, tmp_path, capsys):
    with xlsxwriter.Workbook(tmp_path / "nsw.xlsx") as book:
        sheet = book.add_worksheet("Deltagare")
        for at, row in enumerate(csv.reader(lalonde.read_text().splitlines(), delimiter=";")):
            sheet.write_row(at, 0, row if at == 0 else [row[0], *(float(cell.replace(",", ".")) for cell in row[1:])])
    assert main(["effect", str(tmp_path / "nsw.xlsx"), *ASKED, "--assigned", "lot"]) == 0
    assert "Skillnaden är 1 794 dollar" in said(capsys)


def test_nobody_in_the_file_shows_in_the_answer_or_in_what_is_logged(lalonde, capsys):
    assert "inkomst" not in repr(read_file(lalonde))
    assert main(["effect", str(lalonde), *ASKED, "--assigned", "lot", "--json"]) == 0
    assert "9930" not in capsys.readouterr().out


def test_a_share_told_in_per_cent_is_not_taken_for_a_fraction():
    """A column called andel may hold 0,45 or 45."""
    places = [f"ort {at}" for at in range(20)]
    columns = [("ort", places * 2), ("med", ["1" if at < 10 else "0" for at in range(20)] * 2),
               ("år", ["2023"] * 20 + ["2024"] * 20)]  # fmt: skip
    per_cent = [40 + at % 7 for at in range(20)] + [45 + at % 5 + 3 * (at < 10) for at in range(20)]
    asked = {"person": "ort", "period": "år", "start": "2024"}
    whole = estimate(people(*columns, ("andel", [str(each) for each in per_cent])), Question("andel", "med", **asked))
    part = estimate(
        people(*columns, ("andel", [str(each / 100).replace(".", ",") for each in per_cent])),
        Question("andel", "med", **asked),
    )
    assert whole.found.unit == "procentenheter"
    assert part.found.unit == "andel"
    assert whole.found.effect == pytest.approx(100 * part.found.effect)
    assert whole.found.sentence().split(" (")[0] == part.found.sentence().split(" (")[0]
    with pytest.raises(Unasked, match="Andelar skrivs mellan 0 och 1"):
        estimate(
            people(*columns, ("utfall", [str(each) for each in per_cent])),
            Question("utfall", "med", unit="andel", **asked),
        )


def test_a_decimal_point_never_reads_a_comma_as_one():
    cells = ["1,234", "1,234.5", "12,500", "-3.25", "1e-3", "62.5 %"]
    assert Columns(people(("y", cells)), point=True).numbers("y").tolist() == [1234, 1234.5, 12500, -3.25, 0.001, 0.625]
    for odd in ("1,5", "12,34.5", "e5", "två"):
        with pytest.raises(Unasked, match="Skriv det med decimalpunkt"):
            Columns(people(("y", ["1", odd])), point=True).numbers("y")


def test_days_of_a_month_are_told_apart():
    rows = [["vem", "deltog", "dag", "utfall"]]
    for at in range(24):
        for day, value in (
            ("2024-06-20", at % 5),
            ("2024-07-01", at % 5 + 1),
            ("2024-08-01", at % 5 + 1 + 4 * (at < 12)),
        ):
            rows.append([f"p{at}", "1" if at < 12 else "0", day, str(value)])
    asked = {"person": "vem", "period": "dag"}
    late, later = (
        estimate(Rows(rows), Question("utfall", "deltog", start=start, **asked)).found
        for start in ("2024-07-15", "2024-08-01")
    )
    assert late.effect == later.effect == pytest.approx(4)
    with pytest.raises(Unasked, match="--start 2024-13: skriv ett år"):
        estimate(Rows(rows), Question("utfall", "deltog", start="2024-13", **asked))


def test_one_odd_cell_among_numbers_is_a_fault_and_no_kind():
    columns = Columns(people(("ålder", [*map(str, range(20, 59)), "ca 40"])))
    with pytest.raises(Unasked, match="Rad 41, kolumnen ålder: Det är inget tal"):
        columns.kinds("ålder")
    assert list(Columns(people(("ålder", ["20", "31", "okänd", "44"]))).kinds("ålder")) == ["ålder"]


def test_before_and_after_adjusts_for_nothing_and_says_so():
    question = Question("i arbete", "deltog", person="vem", period="år", start="2024", known=("ålder",))
    with pytest.raises(Unasked, match="hör inte dit"):
        estimate(people(*drawn()), question)


def test_before_and_after_where_all_took_part_shows_no_effect():
    rows = people(("vem", ["a", "b"] * 10), ("deltog", ["1"] * 20), ("år", ["1", "2"] * 10), ("y", ["3", "4"] * 10))
    found = estimate(rows, Question("y", "deltog", person="vem", period="år", start="2")).found
    assert "det finns ingen att jämföra med" in found.sentence()


def test_what_a_bokslut_takes_is_told_to_three_decimals(tmp_path, capsys):
    rows = [["deltog", "i arbete"], *([["ja", "ja"], ["nej", "nej"], ["ja", "nej"], ["nej", "nej"]] * 12)]
    path = str(written(tmp_path / "a.csv", rows))
    assert main(["effect", path, "--outcome", "i arbete", "--participated", "deltog", "--assigned", "lot"]) == 0
    assert "Att skriva i ett bokslut: 50,000 (" in said(capsys)


def test_the_json_says_what_a_bokslut_asks_for():
    """Counts where each person was drawn alone and the outcome is yes or no; otherwise the estimate with its span."""
    told = {kind: json.loads(as_json("x", each))["settlement"] for kind, each in {
        "drawn": estimate(people(*drawn()), Question("i arbete", "deltog", assigned="waiting")),
        "queue": estimate(people(*drawn()), Question("i arbete", "deltog", assigned="queue")),
        "alone": estimate(people(("deltog", ["1"] * 30), ("p", ["1", "0"] * 15)), Question("p", "deltog")),
    }.items()}  # fmt: skip
    assert told["alone"] is None
    assert told["drawn"]["comparison"] == "lot_waiting"
    assert told["queue"] == told["drawn"] | {"comparison": "queue"}
    columns = dict(drawn())
    for side, reached, of in (("ja", "reached", "followed"), ("nej", "compared_reached", "compared")):
        went = [out == "ja" for took, out in zip(columns["deltog"], columns["i arbete"], strict=True) if took == side]
        assert (told["drawn"][reached], told["drawn"][of]) == (sum(went), len(went))


def test_change_over_time_gives_a_bokslut_its_difference_and_no_counts():
    places = [f"ort {at}" for at in range(20)]
    shares = [0.40 + at % 7 / 100 for at in range(20)] + [0.45 + at % 5 / 100 + 0.1 * (at < 10) for at in range(20)]
    found = estimate(
        people(
            ("ort", places * 2), ("med", ["1" if at < 10 else "0" for at in range(20)] * 2),
            ("år", ["2023"] * 20 + ["2024"] * 20), ("andel", [swedish(each) for each in shares]),
        ),
        Question("andel", "med", person="ort", period="år", start="2024"),
    )  # fmt: skip
    told = json.loads(as_json("x", found))["settlement"]
    assert told.keys() == {"comparison", "stated", "stated_low", "stated_high", "stated_doubted", "compared"}
    assert (told["comparison"], told["compared"]) == ("change", 10)
    means = [np.mean(shares[at : at + 10]) for at in (0, 10, 20, 30)]
    assert told["stated"] == pytest.approx((means[2] - means[0]) - (means[3] - means[1]))
    assert told["stated_doubted"] is True  # one period before the start says nothing of how they had changed
