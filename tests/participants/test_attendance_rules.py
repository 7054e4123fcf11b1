"""What a saving writes, as a table: what its writer saw, what the form says, what stands now, what is written."""

from __future__ import annotations

import pytest

from samsyn.apps.participants.actions.attendance_rules import Entry, decided, stands, stretched
from samsyn.apps.participants.models import Attendance
from samsyn.apps.participants.queries.attendance_sheet import Said, said_from, said_in

WORDS = {
    "-": Said(),
    "here": Said("present"),
    "45": Said("present", 45),
    "away": Said("absent"),
    "told": Said("excused"),
    "told before": Said("excused", in_advance=True),
}
CASES = """
    saw    says   now          writes
    -      here   -            here
    -      here   away         nothing
    -      here   told         nothing
    -      here   told before  nothing
    -      away   -            away
    -      away   here         away
    -      away   told         away
    -      away   told before  nothing
    -      told   told before  nothing
    -      45     -            45
    -      45     here         45
    here   here   here         nothing
    here   here   away         nothing
    here   away   here         away
    here   away   away         nothing
    away   here   away         here
    away   away   here         nothing
    told   here   told before  here
    told   away   told before  away
    45     here   45           here
    here   here   -            nothing
    -      -      -            nothing
"""


def rows(text: str) -> list[list[str]]:
    import re

    return [re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize(("saw", "says", "now", "writes"), rows(CASES))
def test_what_is_written(saw, says, now, writes):
    found = decided(Entry(WORDS[says], WORDS[saw]), WORDS[now])
    assert found == (None if writes == "nothing" else WORDS[writes])


@pytest.mark.parametrize(("saw", "says", "now", "writes"), rows(CASES))
def test_without_filling_only_what_was_chosen_is_written(saw, says, now, writes):
    entry = Entry(WORDS[says], WORDS[saw])
    filled = saw == "-" and says == "here"
    assert decided(entry, WORDS[now], fill=False) == (None if filled else decided(entry, WORDS[now]))


def test_somebody_elses_mark_stands_when_the_writer_had_not_seen_it():
    assert stands(Entry(WORDS["here"]), WORDS["away"])
    assert not stands(Entry(WORDS["here"]), WORDS["-"])
    assert not stands(Entry(WORDS["away"], WORDS["here"]), WORDS["here"])


@pytest.mark.parametrize("said", ["-", "here", "45", "away", "told"])
def test_a_form_carries_what_was_seen_and_gives_it_back(said):
    assert said_from(WORDS[said].as_text()) == WORDS[said]


@pytest.mark.parametrize("text", ["ill", "absent 20", "present much", "present -1 0"])
def test_a_tampered_form_is_refused(text):
    with pytest.raises(ValueError):
        said_from(text)


def test_a_mark_is_read_against_the_length_of_the_session():
    assert said_in(None, 120) == WORDS["-"]
    assert said_in(Attendance(presence="present", minutes=120), 120) == WORDS["here"]
    assert said_in(Attendance(presence="present", minutes=45), 120) == WORDS["45"]
    assert said_in(Attendance(presence="excused", minutes=0, in_advance=True), 120) == WORDS["told before"]


@pytest.mark.parametrize(
    ("minutes", "after", "follows"),
    [(120, 90, True), (100, 90, True), (60, 90, False), (120, 150, True), (60, 150, False)],
)
def test_those_who_were_there_the_whole_time_follow_a_new_length(minutes, after, follows):
    mark = Attendance(presence="present", minutes=minutes)
    assert (stretched([mark], 120, after) == [mark]) is follows
    assert stretched([Attendance(presence="absent", minutes=0)], 120, after) == []
