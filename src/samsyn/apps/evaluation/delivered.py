"""The fixed tables that a station with people may deliver: their codes, and the words that stand in them.

Whoever receives says what it can read; whoever delivers uses the same words. Nothing here knows a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_

from samsyn.core.disclosure.crossing import TOTAL, Dimension, Key

# Populations: who is counted. The project is named beside the table, so that a new name does not make a new population.
PERSONS = N_("personer i insatsen")
PARTICIPATIONS = N_("deltaganden i insatsen")
ENDED = N_("personer vars insats har avslutats")
AFTER_3 = N_("personer vars insats avslutades för tre månader sedan eller mer")
AFTER_6 = N_("personer vars insats avslutades för sex månader sedan eller mer")
AFTER_12 = N_("personer vars insats avslutades för ett år sedan eller mer")
REFERRED = N_("personer som har anvisats till insatsen")
AT = {"before": PERSONS, "exit": ENDED, "months_3": AFTER_3, "months_6": AFTER_6, "months_12": AFTER_12}
INSIDE = {ENDED: PERSONS, AFTER_3: ENDED, AFTER_6: AFTER_3, AFTER_12: AFTER_6}

OCCASIONS = {
    "before": N_("före start"),
    "exit": N_("vid avslut"),
    "months_3": N_("3 månader efter avslut"),
    "months_6": N_("6 månader efter avslut"),
    "months_12": N_("12 månader efter avslut"),
}
STEPS_TO = ("exit", "months_3")  # the occasions that the state before is compared with

UNKNOWN = N_("Uppgift saknas")
UNANSWERED = N_("Inget svar")
WOMEN, MEN = N_("Kvinnor"), N_("Män")
SEX = Dimension("sex", N_("Kön"), (WOMEN, MEN, UNKNOWN))
# Background stands in rows, outcomes in columns: a table of background alone has this one column, so that a category
# that must be withheld takes no other with it.
NUMBER = Dimension("number", N_("Antal"), (N_("Antal"),))

UP, SAME, DOWN, OUTSIDE = N_("Steg uppåt"), N_("Samma steg"), N_("Steg nedåt"), N_("Varken upp eller ned")
MOVES = (UP, SAME, DOWN, OUTSIDE)

COMPLETED, FORWARD = N_("Fullföljde"), N_("Lämnade för ett steg framåt")
NEITHER, OTHERWISE = N_("Lämnade av annan orsak, varken framåt eller bakåt"), N_("Lämnade av orsak som inte är framåt")
ENDING = Dimension("ending", N_("Hur det slutade"), (COMPLETED, FORWARD, NEITHER, OTHERWISE, UNKNOWN))

NOT_ANSWERED, WITHDRAWN = N_("Väntar på svar"), N_("Återtagen före svar")

# Codes of the tables.
BY_SEX, PARTICIPATIONS_BY_SEX = "persons.sex", "participations.sex"
BY_AGE, BY_SENDER, BY_SUPPORT = "persons.age", "persons.sender", "persons.support_length"
BY_HOURS, BY_ENDING, BY_REASON, BY_WAITING = "persons.hours", "ending.kind", "ending.reason", "referrals.waiting"


def state_code(occasion: str, dimension: str) -> str:
    """The table of states at an occasion."""
    return f"state.{occasion}.{dimension}"


def steps_code(occasion: str, dimension: str) -> str:
    """The matrix from the state before to the state at an occasion."""
    return f"steps.{occasion}.{dimension}"


def moves_code(occasion: str, dimension: str) -> str:
    """Steps up and down between those two."""
    return f"moves.{occasion}.{dimension}"


def paired(occasion: str, dimension: str) -> str:
    """Who has a state both times."""
    return f"{AT[occasion]}, med läge både före start och {OCCASIONS[occasion]}: {dimension}"


@dataclass(frozen=True)
class Place:
    """Where in the delivered tables the value of a measure stands; column TOTAL is the total of the row."""

    table: str
    column: str = TOTAL
    key: Key = ()


# In which cell each measure of parameters/measures stands. "*work" is the common ladder's highest state of occupation.
WORK = "*work"
MEASURES = {
    "participants": Place(BY_SEX, key=(TOTAL,)),
    "women": Place(BY_SEX, key=(WOMEN,)),
    "men": Place(BY_SEX, key=(MEN,)),
    "participations": Place(PARTICIPATIONS_BY_SEX, key=(TOTAL,)),
    "ended": Place(BY_ENDING, key=(TOTAL,)),
    "completed": Place(BY_ENDING, COMPLETED, (TOTAL,)),
    "left_forward": Place(BY_ENDING, FORWARD, (TOTAL,)),
    "followed_exit": Place(state_code("exit", "occupation"), key=(TOTAL,)),
    "in_work_exit": Place(state_code("exit", "occupation"), WORK, (TOTAL,)),
    "followed_3_months": Place(state_code("months_3", "occupation"), key=(TOTAL,)),
    "in_work_3_months": Place(state_code("months_3", "occupation"), WORK, (TOTAL,)),
    "paired_3_months": Place(moves_code("months_3", "occupation")),
    "steps_up_3_months": Place(moves_code("months_3", "occupation"), UP),
}
