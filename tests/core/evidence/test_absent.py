"""Without a comparison: no number, and a way to get one."""

from __future__ import annotations

from dataclasses import fields

from samsyn.core.evidence import no_comparison


def test_the_answer_holds_no_number_of_effect() -> None:
    found = no_comparison(40)
    assert found.answer == "ingen effekt påvisad"
    assert not {"effect", "low", "high", "error"} & {each.name for each in fields(found)}
    assert (found.grade, found.grade_rule) == (6, "Ingen jämförelse: en bedömning, inte en uppmätt effekt.")


def test_the_comparison_within_reach_comes_first() -> None:
    def nearest(**known):
        return no_comparison(40, **known).possible[0].name

    assert nearest(queue=True, others_followed=True, known_before=True) == "lottad väntelista"
    assert nearest(starts_in_turn=True) == "lottad startordning"
    assert nearest(others_followed=True, periods_before=2) == "skillnad i skillnader"
    assert nearest(others_followed=True, known_before=True) == "matchning eller vägning"
    assert nearest(periods_before=2) == "lottad väntelista"  # nobody outside is followed, so lots are as near as any
    assert len(no_comparison(40).possible) == 4


def test_the_sentence_says_why_and_what_to_do() -> None:
    assert no_comparison(40, queue=True).sentence() == (
        "Ingen effekt påvisad: det finns ingen att jämföra med, så det går inte att veta hur det annars hade gått. "
        "Närmast till hands: lottad väntelista. Är fler intresserade än det finns plats för: lotta vem som börjar nu "
        "och följ båda."
    )
    assert "Gruppen är liten (12)" in no_comparison(12).sentence()


def test_english_says_the_same():
    said = no_comparison(12, queue=True).sentence(english=True)
    assert said.startswith("No effect shown: there is nobody to compare with")
    assert "The group is small (12)" in said
    assert "waiting list by lot" in said
