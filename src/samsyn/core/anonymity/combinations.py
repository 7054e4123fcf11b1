"""Traits added up by the rule table: together they may point at one person although none of them does alone."""

from __future__ import annotations

from samsyn.core.anonymity.found import Found, Near, Part
from samsyn.core.anonymity.lexicon import Lexicon, Trait
from samsyn.core.anonymity.seen import Seen
from samsyn.core.anonymity.traits import about_one_person, traits


def combined(text: str, lexicon: Lexicon, near: Near) -> list[Found]:
    """One find for the text, or none: each kind of trait counts once, by its heaviest."""
    seen = list(traits(text, lexicon))
    if not seen or not (
        about_one_person(text, seen, lexicon) or any(_alone(lexicon.traits[each.code], lexicon) for each in seen)
    ):
        return []
    heaviest: dict[str, tuple[Trait, Seen | None]] = {}
    for code, where in [*((each.code, each) for each in seen), *((code, None) for code in _known(lexicon, near))]:
        trait = lexicon.traits[code]
        if trait.kind not in heaviest or heaviest[trait.kind][0].points < trait.points:
            heaviest[trait.kind] = (trait, where)
    points = sum(trait.points for trait, _ in heaviest.values()) + _doubled(text, seen)
    if points < lexicon.warn_from:
        return []
    counted = sorted(heaviest.values(), key=lambda pair: -pair[0].points)
    stated = [trait for trait, where in counted if where is not None]
    several = len(stated) >= lexicon.kinds_to_stop or any(_alone(trait, lexicon) for trait in stated)
    return [_found(text, seen, counted, several and points >= lexicon.stop_from)]


def _doubled(text: str, seen: list[Seen]) -> int:
    """A point more for the family where the text tells two different things of it: a widow, and triplets."""
    return int(len({text[each.start : each.end].lower() for each in seen if each.code.startswith("family")}) > 1)


def _alone(trait: Trait, lexicon: Lexicon) -> bool:
    return trait.points >= lexicon.stop_from


def _known(lexicon: Lexicon, near: Near) -> list[str]:
    """What the form tells: the size of the place and that the project is known."""
    place = lexicon.place(near.place) if near.place else None
    size = place.size if place else ""
    return [*([f"place_{size}"] if size else []), *(["project"] if near.project else [])]


def _found(text: str, seen: list[Seen], counted: list[tuple[Trait, Seen | None]], stops: bool) -> Found:
    kinds = {trait.kind for trait, where in counted if where is not None}
    kept = [each for each in seen if any(where and each.code == where.code for _, where in counted)]
    kept = kept or [where for _, where in counted if where]
    words = [trait.sv for trait, _ in counted]
    listed = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " och " + words[-1]
    if len(words) == 1:
        what = f"Texten berättar {listed}: det kan peka ut en person också utan namn."
    else:
        what = f"Tillsammans kan detta peka ut en person också utan namn: {listed}."
    easiest = next((each for each in kept if each.instead), None)
    shown = (
        ""
        if easiest is None
        else f", till exempel ”{easiest.instead}” i stället för ”{text[easiest.start : easiest.end]}”"
    )
    remedy = f"Ta bort något av det, eller skriv det grövre{shown}."
    if len(kinds) < len(counted):
        remedy += " Platsen eller insatsen som du har angett räknas med."
    return Found(
        min(each.start for each in kept),
        max(each.end for each in kept),
        "combination",
        "likely" if stops else "possible",
        stops,
        what,
        remedy,
        tuple(Part(each.start, each.end, each.instead) for each in sorted(kept, key=lambda each: each.start)),
    )
