"""Names of persons in running Swedish, told apart from places, organisations and words that only look like names.

A capital inside a sentence is nearly always a name in Swedish. So a word there that no list knows is taken for a
person's until somebody says otherwise: the lists are never whole for names of people from all over the world.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samsyn.core.anonymity.found import Found, Kind, Near, Part, Sure
from samsyn.core.anonymity.lexicon import SHORTEST_FORM, Lexicon, bases
from samsyn.core.anonymity.words import Word, words_of

PARTICLES = frozenset(
    {"von", "af", "de", "al", "el", "bin", "ibn", "van", "der", "den", "abu", "umm", "da", "dos", "la", "ben", "ould"}
)
INITIALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ]\.[ \u00a0]?[A-ZÅÄÖ]\.?(?:[ \u00a0]?[A-ZÅÄÖ]\.)?(?!\w)")
LONE_INITIAL = re.compile(r"(?<![\w./])(?P<sign>[A-HJ-MO-WZ])(?:\.(?= [a-zåäö])|(?= ))\s(?P<next>[a-zåäö]+)")
TWO_LETTERS = re.compile(r"(?<![\w./-])(?P<sign>[A-ZÅÄÖ]{2})(?::?s)?(?= (?P<next>[a-zåäö]+))")
TWO_SIGNS = re.compile(r"(?<![\w.])(?P<sign>[A-ZÅÄÖ] [A-ZÅÄÖ])(?= (?P<next>[a-zåäö]+))")
QUOTED = re.compile(
    r"(?<!\w)(?P<before>(?:\w{1,40} ){0,2}\w{1,40})\W{1,3}[\"”“»'’]"
    r"(?P<name>[^\W\d_][\w-]{1,20}(?: [^\W\d_][\w-]{1,20})?)[\"”“«'’]"
)
PASSIVE = re.compile(r"[a-zåäö]{3,}(?:ades|ats|tes)")
FINITE = re.compile(r"[a-zåäö]{2,}(?:r|de|te|ts|des|ll|ck)")  # as Swedish verbs mostly end
LOOKED_BACK = 30  # signs
PSEUDONYMS = frozenset({"NN", "XX", "YY"})
INITIALS_NOT = frozenset({"N.N", "P.S", "F.D", "N.B", "S.O", "O.S", "D.V", "P.G", "S.K", "T.O"})
SHORTEST_SHOUTED, SHORTEST_LOWER = 4, 3  # signs of a name written without its capital
LONGEST_TO_QUOTE = 40
LONGEST_NAME = 60  # signs; a longer word is no name, and would take long to take apart
MIXED = re.compile(r"(?:Mc|Mac|De|Di|La|Le|O['’]|[A-Z][a-z]*[-'’])")  # "McDonald" is a name, "LibreOffice" is not
FROM_WHERE = frozenset({"på", "hos", "från", "vid"})
SHORT = 5
LONG = 8  # signs of a form with a capital inside a sentence: "Kuratorn"; shorter ones may be names
# First in a run these are no names; after a first name they are last names: "Kim Berg".
NO_NAME = frozenset({"place", "other", "other_or_name"})

Groups = list[list[Word]]


@dataclass(frozen=True)
class Reader:
    """One reading of a text: its words, and what the lists say of them."""

    text: str
    words: list[Word]
    lexicon: Lexicon
    excused: frozenset[str]

    def found(self) -> Iterator[Found]:
        """Names, nicknames and initials."""
        covered = [match.span() for match in self.lexicon.phrase_pattern.finditer(self.text)]
        free = [word for word in self.words if not any(a <= word.start < b for a, b in covered)]
        index = {word.start: number for number, word in enumerate(self.words)}
        for group in _groups(free):
            yield from self._group(group, index[group[0].start], index[group[-1].start])
        for word in free:
            yield from self._written_small(word, index[word.start])
        yield from self._quoted()
        yield from self._initials()

    def _group(self, group: list[Word], first: int, last: int) -> Iterator[Found]:
        """Words with capitals in a row: at most one name."""
        before = self.words[first - 1] if first and _joined(self.words[first - 1]) else None
        after = (
            self.words[last + 1] if last + 1 < len(self.words) and group[-1].after.strip() in ("", ",", "(") else None
        )
        if after and self._institution(group, after):
            return
        kinds = [self._kind(word, before) for word, before in zip(group, [before, *group], strict=False)]
        while len(group) > 1 and _before_a_name(group[0], kinds[0]):
            before, group, kinds = group[0], group[1:], kinds[1:]
        sure = self._sure(group, kinds, before, after)
        if sure is None:
            return
        free = (
            (word.begins and kind == "ordinary") or kind in NO_NAME for word, kind in zip(group, kinds, strict=True)
        )
        at = next((number for number, no_name in enumerate(free) if not no_name), 0)
        names = [
            word for word, kind in zip(group[at:], kinds[at:], strict=True) if kind != "other" or len(word.text) == 1
        ]
        yield self._name(names[0].start, names[-1].end, sure, after=before if at == 0 else None)

    def _kind(self, word: Word, before: Word | None) -> str:
        """What one word with a capital may be, by the lists: the first that fits."""
        lexicon, context = self.lexicon, self.lexicon.context
        lower, plain = word.lower, word.text
        if lower in self.excused or len(plain) == 1:
            return "other"
        if re.match(r"[A-ZÅÄÖ]{2,}[-:.]|[A-ZÅÄÖ]-[a-zåäö]", plain) or (
            re.search(r"[a-zåäö][A-ZÅÄÖ]", plain) and not MIXED.match(plain)
        ):
            return "other"  # "HVB-hem", "ESF:s", "SoL"
        if word.begins and lower in lexicon.function_words:
            return "ordinary"
        if word.shouted and (
            len(plain) < SHORTEST_SHOUTED or plain in lexicon.abbreviations or not lexicon.is_given(plain)
        ):
            return "other"
        parts = [part for part in re.split(r"[-:'’.]", plain) if part[:1].isupper()]
        place = lexicon.place(plain) or lexicon.place(plain.title() if word.shouted else plain)
        given = any(lexicon.is_given(part) for part in [plain, *parts] if len(part) > 1)
        if place and (
            not given
            or place.kind in ("municipality", "county", "country")
            or (before and before.lower in context.place_prepositions)
        ):
            return "place"
        built = "-" in plain and plain.rpartition("-")[2][:1].islower()
        if (built or not given) and lexicon.patterns.one("named_thing").search(lower):  # "Linnégatan", "Ria-gården"
            return "other"
        if given and lexicon.is_other(plain):
            return "other_or_name"
        if lexicon.is_other(plain) or (parts and len(parts) < len(plain.split("-")) and lexicon.is_other(parts[0])):
            return "other"
        if given:
            return "also" if self._also_a_word(lower) else "given"
        if self._sounds_like_a_surname(word, before) and lower not in lexicon.ordinary:
            return "surname"
        if lexicon.is_surname(plain) or any(lexicon.is_surname(part) for part in parts):
            return "surname" if not lexicon.is_ordinary(plain) else "surname_or_word"
        if lexicon.is_ordinary(plain, SHORTEST_FORM if word.begins else LONG):
            return "ordinary"
        return "unknown"

    def _sounds_like_a_surname(self, word: Word, before: Word | None) -> bool:
        """ "Ekström" anywhere inside a sentence; "Tornberg", which may be a place, only after another capital."""
        patterns = self.lexicon.patterns
        if word.begins:
            return False
        after_a_capital = before is not None and before.capital
        return bool(patterns.one("surname").search(word.lower)) or (
            after_a_capital and bool(patterns.one("surname_or_place").search(word.lower))
        )

    def _also_a_word(self, lower: str) -> bool:
        also = self.lexicon.context.also_words | self.lexicon.context.doubtful
        return lower in also or (lower.endswith("s") and lower[:-1] in also)

    def _sure(self, group: list[Word], kinds: list[str], before: Word | None, after: Word | None) -> Sure | None:
        """How sure it is that the group names a person; None where it does not."""
        context = self.lexicon.context
        head, kind = group[0], kinds[0]
        said = before is not None and before.lower in (context.titles | context.role_nouns | context.name_verbs)
        thing = before is not None and before.lower in context.thing_nouns
        several = len(group) > 1
        if thing and not (several and "given" in kinds):
            return None
        person = {"given", "also", "surname", "surname_or_word", "unknown"}
        if "given" in kinds:
            return "certain"
        if "also" in kinds:
            at = kinds.index("also")
            follower = kinds[at + 1] if at + 1 < len(kinds) else ""
            if not group[at].begins or follower not in {"", "other"}:
                return "likely"
            rare = head.lower in context.doubtful
            return "likely" if not rare and not several and self._acts(head, after) else None
        if said and before is not None and before.lower in context.titles and kind != "other":
            return "likely"
        if said and before is not None and kind in person | {"ordinary"} and not head.begins and not head.shouted:
            return "likely" if kind != "ordinary" or before.lower in context.role_nouns else None
        if head.begins and not several:
            return self._first_in_sentence(head, kind, after)
        if kind == "other_or_name":
            return "likely" if said or (head.begins and self._acts(head, after)) else None
        if kind == "surname" or (several and "surname" in kinds and kind in person | {"ordinary"}):
            return "likely"
        if several and kind == "ordinary" and "unknown" in kinds and not head.begins:
            return "possible"
        if kind == "surname_or_word" and not head.begins:
            return "possible"
        if kind == "ordinary" and not head.begins and not several:
            return self._short(head, before, after)
        if kind == "unknown" and not head.begins:
            return None if before is not None and before.lower in context.only_places else "possible"
        if several and head.begins and kind in ("surname", "unknown") and kinds[1] in person:
            return "possible"
        return None

    def _short(self, word: Word, before: Word | None, after: Word | None) -> Sure | None:
        """A short word with a capital after "hos", or before "är": some names are spelled as words ("Gull", "Sen")."""
        if before is None or word.lower in self.lexicon.function_words:
            return None
        if len(word.text) > SHORT or word.shouted or word.after.lstrip()[:1].isdigit():
            return None
        acts = after is not None and word.after == " " and after.lower in self.lexicon.context.person_verbs
        return "possible" if acts or before.lower in self.lexicon.context.given_after else None

    def _first_in_sentence(self, word: Word, kind: str, after: Word | None) -> Sure | None:
        if kind == "surname" and self._acts(word, after):
            return "likely"
        follows = after is not None and word.after == " " and bool(FINITE.fullmatch(after.text))
        return "possible" if kind == "unknown" and (follows or self._acts(word, after)) else None

    def _acts(self, word: Word, after: Word | None) -> bool:
        """The word that follows makes the first one somebody: a verb for people, or what belongs to a person."""
        if after is None:
            return False
        context, lower = self.lexicon.context, after.lower
        if word.after.strip() == ",":
            trades = (self.lexicon.trait_words[name] for name in ("occupation_rare", "occupation_common"))
            return lower in context.apposition or any(trade.fullmatch(lower) for trade in trades)
        if word.after.strip() == "(":
            return lower in context.apposition
        own = word.lower.endswith(("s", "x", "z")) and word.lower not in context.also_words
        if own and lower in context.kin_nouns:
            return True
        if lower == "och":
            return self._and_somebody(after)
        if lower in FROM_WHERE:
            return self._of_an_agency(after)
        return lower in context.person_verbs or bool(PASSIVE.fullmatch(lower))

    def _and_somebody(self, conjunction: Word) -> bool:
        later = [word for word in self.words if word.start > conjunction.start][:1]
        return bool(later) and (
            later[0].lower in {"hans", "hennes", "hen"} or (later[0].capital and self.lexicon.is_given(later[0].text))
        )

    def _of_an_agency(self, preposition: Word) -> bool:
        """ "Sten på AF" is somebody, "sten på vägen" is not."""
        later = next((word for word in self.words if word.start > preposition.start), None)
        return later is not None and later.capital and self.lexicon.is_other(later.text)

    def _institution(self, group: list[Word], after: Word) -> bool:
        """ "Sofia kyrka" and "Anna Lindhs plats" are places; "Fatimas vårdcentral" is a person's."""
        context = self.lexicon.context
        own = group[-1].lower.endswith("s") and not self.lexicon.given & {group[-1].lower}
        if group[-1].after.strip():
            return False
        if own:
            return len(group) > 1 and after.lower in context.memorials
        return after.lower in context.institutions

    def _written_small(self, word: Word, number: int) -> Iterator[Found]:
        """A first name without its capital, where no Swedish word is spelled so."""
        lexicon, lower = self.lexicon, word.lower
        if word.capital or len(lower) < SHORTEST_LOWER or lower in lexicon.function_words:
            return
        sure = any(base in lexicon.sure_given for base in bases(lower))
        if not lexicon.is_given(lower) or self._also_a_word(lower) or lexicon.is_other(lower):
            return
        if not sure and lexicon.is_ordinary(lower):
            return
        after = self.words[number + 1] if number + 1 < len(self.words) else None
        before = self.words[number - 1] if number else None
        context = lexicon.context
        said = before is not None and before.lower in (
            context.titles | context.role_nouns | context.name_verbs | context.given_after
        )
        pair = after is not None and word.after == " " and self._only_a_name(after.lower)
        if said or pair or sure or self._acts(word, after):
            yield self._name(word.start, word.end, "likely")

    def _only_a_name(self, lower: str) -> bool:
        lexicon = self.lexicon
        known = lexicon.is_given(lower) or lexicon.is_surname(lower)
        return known and not lexicon.is_ordinary(lower) and not self._also_a_word(lower)

    def _quoted(self) -> Iterator[Found]:
        """A nickname in quotes after a word that says so, and a name after "Dr." or "namn:"."""
        for match in self.lexicon.patterns.one("titled").finditer(self.text):
            if not self.lexicon.is_other(match["name"]):
                yield self._name(*match.span("name"), "likely")
        for match in QUOTED.finditer(self.text):
            said = set(match["before"].lower().split())
            person = bool(said & (self.lexicon.context.name_verbs | self.lexicon.context.role_nouns))
            if person and not self.lexicon.is_other(match["name"]) and len(match["name"]) <= LONGEST_TO_QUOTE:
                thing = said & self.lexicon.context.thing_nouns
                if match["name"][0].isupper() and not thing:
                    yield self._name(*match.span("name"), "likely", "nickname")

    def _initials(self) -> Iterator[Found]:
        for match in INITIALS.finditer(self.text):
            if re.sub(r"[ \u00a0]|\.$", "", match[0]) not in INITIALS_NOT:
                yield self._name(*match.span(), "likely", "initials")
        for regex in (LONE_INITIAL, TWO_LETTERS, TWO_SIGNS):
            for match in regex.finditer(self.text):
                sign, follows = match["sign"], match["next"]
                if sign in self.lexicon.abbreviations | PSEUDONYMS or (
                    len(sign) == 1 and self._pseudonym(match.start())
                ):
                    continue
                if follows in self.lexicon.context.person_verbs or PASSIVE.fullmatch(follows):
                    yield self._name(match.start("sign"), match.end("sign"), "possible", "initials")

    def _pseudonym(self, start: int) -> bool:
        """ "Person A fick vänta", "alternativ B blev dyrare": a letter that counts is nobody's."""
        return bool(re.search(r"[A-Za-zÅÄÖåäö]+ $", self.text[max(0, start - LOOKED_BACK) : start]))

    def _name(self, start: int, end: int, sure: Sure, kind: Kind = "name", after: Word | None = None) -> Found:
        shown = self.text[start:end]
        own = shown.lower().endswith("s") and any(base in self.lexicon.given for base in (shown.lower()[:-1],))
        instead = self.lexicon.coarser["names" if own else "name"]
        if sure == "possible":
            what = f"”{shown}” kan vara ett namn på en person."
        elif kind == "initials":
            what = f"”{shown}” ser ut som initialer: den som känner till personen förstår vem det är."
        elif kind == "nickname":
            what = f"”{shown}” ser ut som ett smeknamn."
        else:
            what = f"”{shown}” ser ut som ett namn på en person."
        remedy = f"Skriv till exempel ”{instead}”, ”kvinnan”, ”en ung person” eller ”handläggaren” i stället."
        if sure == "possible":
            remedy += " Är det en organisation eller en plats? Skriv det då, till exempel ”föreningen” före namnet."
        part = Part(start, end, instead)
        if after is not None and after.lower in self.lexicon.context.role_nouns and not own:
            part = Part(after.end, end, "")  # "handläggaren Eva" becomes "handläggaren"
        return Found(start, end, kind, sure, True, what, remedy, (part,))


def names(text: str, lexicon: Lexicon, near: Near) -> Iterator[Found]:
    """Every name of a person in the text; the words of the project's own name are excused."""
    excused = frozenset(word.lower for word in words_of(near.project))
    words = [word for word in words_of(text) if len(word.text) <= LONGEST_NAME]
    yield from Reader(text, words, lexicon, excused).found()


def _before_a_name(word: Word, kind: str) -> bool:
    """ "Handläggaren Bo", "Fru Lind", "AF:s Bo": the word before the name."""
    return (word.begins and kind == "ordinary") or (kind == "other" and word.lower.endswith("s") and len(word.text) > 1)


def _joined(word: Word) -> bool:
    """Nothing but a space or an opening quote stands between the word and the next."""
    return word.after.strip(" \u00a0\"”“»'’(") == ""


def _groups(words: list[Word]) -> Groups:
    """Runs of words with capitals, small particles of names included."""
    groups: Groups = []
    run: list[Word] = []
    for number, word in enumerate(words):
        linked = bool(run) and run[-1].after in (" ", "\u00a0", ". ") and run[-1].end + len(run[-1].after) == word.start
        if linked and run[-1].after == ". " and len(run[-1].text) > 1:
            linked = False
        particle = (
            linked
            and word.lower in PARTICLES
            and number + 1 < len(words)
            and words[number + 1].capital
            and word.after == " "
        )
        if (word.capital and linked) or (particle and not word.capital):
            run.append(word)
        else:
            if run:
                groups.append(run)
            run = [word] if word.capital else []
    return [*groups, run] if run else groups
