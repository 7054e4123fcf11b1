"""Who may see and write what about a person, and on which ground: the one table.

A rule meets a person when four things meet: the subject (a role in an organisation), the object (a person whom an
authority is responsible for), the ground (why just this colleague may see just this person), and the field class.
The same table makes the text people read, the tests, and the row-level security of PostgreSQL (rls.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.policy import ROLE_BY_KEY, Permission


class FieldClass(TextChoices):
    """Kinds of data about a person. Every field of every model here belongs to one; a test refuses a field without."""

    NAME = "name", _("namn")
    NUMBER = "number", _("personnummer och kontaktuppgifter")
    BACKGROUND = "background", _("bakgrund: kön, födelseår, utbildning, försörjning, kommun, språk")
    ACTIVITY = "activity", _("grupper, samtal, närvaro och timmar")
    PROGRESS = "progress", _("läget före, vid avslut och efteråt, och varför insatsen slutade")
    NOTES = "notes", _("fri text: behov, egna resurser, anteckningar")
    CASE = "case", _("anvisningar, samtycken och ärenden om personens rättigheter")
    TECHNICAL = "technical", _("nycklar, nummer och tider som systemet behöver")


C = FieldClass
EVERYTHING = frozenset(FieldClass)
# What a consent can open for another authority: never technical data, and each class only if the consent names it.
SHAREABLE = (C.NAME, C.NUMBER, C.BACKGROUND, C.ACTIVITY, C.PROGRESS, C.NOTES)


class Ground(TextChoices):
    """Why a colleague may see a person."""

    OWN_PROJECT = "own_project", _("personen är i en insats som din organisation ansvarar för")
    OWN_GROUP = "own_group", _("personen är i en grupp som du leder")
    OWN_REFERRAL = "own_referral", _("din organisation har anvisat personen")
    CONSENT = "consent", _("personen har samtyckt till att uppgifterna lämnas till din organisation")
    BREAK_GLASS = "break_glass", _("du har öppnat uppgifterna i nödläge")
    RIGHTS_CASE = "rights_case", _("personen har begärt något som du handlägger")
    LOG_REVIEW = "log_review", _("du följer upp läsningar och nödöppningar, utan att se vem det gäller")


@dataclass(frozen=True)
class Rule:
    """On this ground, whoever holds the word sees `reads` and may write `writes`.

    across: the ground reaches a person of another authority. consented: only the classes that the consent names.
    """

    ground: Ground
    word: Permission
    reads: frozenset[FieldClass]
    writes: frozenset[FieldClass]
    sentence: Promise
    across: bool = False
    consented: bool = False


RULES = (
    Rule(
        Ground.OWN_PROJECT,
        Permission.PERSON_VIEW,
        EVERYTHING,
        EVERYTHING - {C.TECHNICAL},
        _("Den som leder en insats ser och skriver allt om dem som är i den."),
    ),
    Rule(
        Ground.OWN_GROUP,
        Permission.ATTENDANCE,
        frozenset({C.NAME, C.ACTIVITY}),
        frozenset({C.ACTIVITY}),
        _("Den som leder en grupp ser namnen i gruppen och skriver närvaro, inget mer."),
    ),
    Rule(
        Ground.OWN_REFERRAL,
        Permission.REFERRAL_SEND,
        frozenset({C.NAME, C.CASE}),
        frozenset({C.CASE}),
        _("Den som anvisat ser namnet, sin anvisning och svaret på den, men inte vad som händer sedan."),
        across=True,
    ),
    Rule(
        Ground.CONSENT,
        Permission.PERSON_VIEW,
        frozenset(SHAREABLE),
        frozenset(),
        _("En annan part ser det som samtycket omfattar, så länge det gäller. Ett återtaget samtycke gäller direkt."),
        across=True,
        consented=True,
    ),
    Rule(
        Ground.BREAK_GLASS,
        Permission.BREAK_GLASS,
        frozenset({C.NAME, C.NUMBER, C.BACKGROUND, C.ACTIVITY, C.PROGRESS}),
        frozenset(),
        _("I nödläge öppnas en person i 60 minuter, med grund och skäl. Den ansvariga får veta det och granskar."),
        across=True,
    ),
    Rule(
        Ground.RIGHTS_CASE,
        Permission.RIGHTS,
        EVERYTHING,
        EVERYTHING - {C.TECHNICAL},
        _("Den som handlägger en begäran om registerutdrag, rättelse eller radering ser den personen så länge."),
    ),
    Rule(
        Ground.LOG_REVIEW,
        Permission.READINGS_REVIEW,
        frozenset({C.CASE}),
        frozenset(),
        _("Den som följer upp läsloggen ser vem som läst, när och varför, men inte vem personen är."),
    ),
)
RULE_BY_GROUND = {rule.ground: rule for rule in RULES}


class Protection(TextChoices):
    """The three forms of protected identity, and none. Riksrevisionen 2024: many are still exposed by systems."""

    NONE = "", _("ingen")
    MARKING = "marking", _("sekretessmarkering")
    REGISTRATION = "registration", _("skyddad folkbokföring")
    FICTIVE = "fictive", _("fingerade personuppgifter")


# Somebody with protected identity is seen by the one colleague appointed to them, and by nobody else in the lists.
PROTECTED_GROUNDS = frozenset({Ground.RIGHTS_CASE})


ABOUT_PEOPLE = frozenset(rule.word for rule in RULES) | {
    Permission.PERSON_EDIT,
    Permission.REFERRAL_ANSWER,
    Permission.READINGS_REVIEW,
}


def works_with_people(user) -> bool:
    """Whether the user has a role that opens anything here: the station's word in the navigation."""
    if not user.is_authenticated:
        return False
    from samsyn.apps.organisations.models import seats_today

    roles = seats_today(user).values()
    return any(ROLE_BY_KEY[role].may & ABOUT_PEOPLE for held in roles for role in held)
