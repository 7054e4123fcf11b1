"""Which readings are followed up: the draw can be drawn again, and the rules agree with a plain reading of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis.strategies import booleans, builds, integers, lists, sampled_from

from samsyn.apps.participants.readings_rules import Event, drawn, flagged, load_limits, sample_size

LIMITS = replace(load_limits(), persons=2, minutes=10)
START = datetime(2026, 3, 2, 8, 0)


def test_the_same_seed_draws_the_same_and_another_another():
    numbers = range(1, 1001)
    assert drawn(numbers, 20, "a") == drawn(reversed(numbers), 20, "a")
    assert drawn(numbers, 20, "a") != drawn(numbers, 20, "b")


def test_every_reading_has_the_same_chance():
    """4 000 draws of 5 among 20: each number is expected 1 000 times; five standard deviations are about 137."""
    counts = Counter(number for seed in range(4000) for number in drawn(range(20), 5, str(seed)))
    assert set(counts) == set(range(20))
    assert max(abs(count - 1000) for count in counts.values()) < 137


@given(integers(0, 10_000))
def test_the_size_stays_within_its_limits(readings):
    size = sample_size(readings, load_limits())
    assert size <= min(readings, 60)
    assert size >= min(readings, 10)


def at(minutes, reader="7", person="a", ground="own_project", consented=True, number=1):
    return Event(number, reader, START + timedelta(minutes=minutes), person, ground, consented)


def test_three_persons_in_ten_minutes_pass_a_limit_of_two():
    events = [at(0, person="a", number=1), at(4, person="b", number=2), at(9, person="c", number=3)]
    assert flagged(events, LIMITS) == {3: "many"}
    assert flagged([*events[:2], at(15, person="c", number=3)], LIMITS) == {}


def test_a_list_of_many_is_one_page():
    events = [at(0, person=letter, number=number) for number, letter in enumerate("abcdef", start=1)]
    assert flagged(events, LIMITS) == {}


def test_the_night_is_told_once_and_the_system_never():
    night = 15 * 60  # 23 o'clock
    events = [at(night, number=1), at(night + 120, number=2), at(night, reader="system", number=3)]
    assert flagged(sorted(events, key=lambda event: event.at), LIMITS) == {1: "night"}


def test_emergency_and_a_consent_that_was_over():
    events = [
        at(0, ground="break_glass", number=1),
        at(1, ground="break_glass", number=2),
        at(2, person="b", ground="consent", consented=False, number=3),
        at(3, person="c", ground="consent", number=4),
    ]
    assert flagged(events, replace(LIMITS, persons=99)) == {1: "no_ground", 3: "consent_over"}


def plainly(events):
    """The rules as their sentences say them, one event at a time and looking back at all others."""
    found = {}
    for event in events:
        earlier = [each for each in events if each.number < event.number and each.reader == event.reader]
        same = [each for each in earlier if (each.person, each.at.date()) == (event.person, event.at.date())]
        if event.ground == "break_glass" and not any(each.ground == "break_glass" for each in same):
            found.setdefault(event.number, "no_ground")
        over = event.ground == "consent" and not event.consented
        if over and not any(each.ground == "consent" and not each.consented for each in same):
            found.setdefault(event.number, "consent_over")
    for event in events:
        if crowded(event, events) and not any(
            crowded(each, events)
            for each in events
            if each.number < event.number and (each.reader, each.at.date()) == (event.reader, event.at.date())
        ):
            found.setdefault(event.number, "many")
    for event in events:
        nights = [each for each in events if each.number < event.number and each.reader == event.reader and dark(each)]
        if event.reader != "system" and dark(event) and not any(evening(each) == evening(event) for each in nights):
            found.setdefault(event.number, "night")
    return dict(sorted(found.items()))


def alone(event, events):
    return len({each.person for each in events if (each.reader, each.at) == (event.reader, event.at)}) == 1


def crowded(event, events):
    window = {
        each.person
        for each in events
        if each.reader == event.reader
        and each.number <= event.number
        and alone(each, events)
        and event.at - each.at <= timedelta(minutes=LIMITS.minutes)
    }
    return alone(event, events) and len(window) > LIMITS.persons


def dark(event):
    return event.at.hour >= 22 or event.at.hour < 6


def evening(event):
    return (event.at - timedelta(hours=6)).date()


MOMENTS = builds(
    lambda minutes, reader, person, ground, consented: (minutes, reader, person, ground, consented),
    integers(0, 40).map(lambda step: step * 37 % 1440),
    sampled_from(["7", "8", "system"]),
    sampled_from("abcd"),
    sampled_from(["own_project", "break_glass", "consent"]),
    booleans(),
)


@settings(max_examples=500)
@given(lists(MOMENTS, max_size=25))
def test_the_rules_as_their_sentences_say_them(moments):
    ordered = sorted(moments, key=lambda moment: moment[0])
    events = [at(*moment, number=number) for number, moment in enumerate(ordered, start=1)]
    assert flagged(events, LIMITS) == plainly(events)
