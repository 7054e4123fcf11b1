"""The one policy: permission words, roles as sentences, and what each part in a project may give.

A person may do something to a project when three things meet in one membership: the organisation has a part in the
project, the part allows the word, and the person's role there (on this day) allows the word. The table below makes
the filter, the explanation that users can read, and the tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    PROJECT_VIEW = "project_view", _("se insatser, deras mål, budget och uppföljning")
    PROJECT_EDIT = "project_edit", _("ändra insatser, mål, budget och förändringsteori")
    GOAL_ADOPT = "goal_adopt", _("anta och stoppa mål")
    CALL_EDIT = "call_edit", _("skriva utlysningar och ta emot ansökningar")
    FIGURE_EDIT = "figure_edit", _("skriva in, läsa in och rätta siffror")
    EVALUATION_EDIT = "evaluation_edit", _("skriva bedömningar, påståenden och rekommendationer")
    RECOMMENDATION_ANSWER = "recommendation_answer", _("svara på rekommendationer och skrivelser")
    REPORT_EDIT = "report_edit", _("skriva rapporter")
    REPORT_FREEZE = "report_freeze", _("frysa rapporter")
    ACCOUNT_EDIT = "account_edit", _("räkna på vad insatser kostar och är värda")
    OBSERVE = "observe", _("berätta om hinder i systemen och om goda exempel")
    KNOWLEDGE_EDIT = "knowledge_edit", _("skriva metodkort, exempel, resurser och behov")
    PATTERN_EDIT = "pattern_edit", _("samla observationer i mönster och skriva till den som kan ändra")
    BOARD_EDIT = "board_edit", _("hålla i grupper, möten, beslut och uppdrag")
    SCORE = "score", _("bedöma ansökningar")
    CATALOGUE_EDIT = "catalogue_edit", _("lägga till egna mått och begrepp")
    MEMBER_EDIT = "member_edit", _("ge och avsluta medlemskap")
    AUDIT_READ = "audit_read", _("läsa spåret")
    # About people. What each word opens, and on which ground, is the table in participants/policy.py.
    PERSON_VIEW = "person_view", _("se deltagare")
    PERSON_EDIT = "person_edit", _("skriva in deltagare, samtycken och uppföljning")
    ATTENDANCE = "attendance", _("ta närvaro i sina grupper")
    REFERRAL_SEND = "referral_send", _("skicka anvisningar och se svaren")
    REFERRAL_ANSWER = "referral_answer", _("ta emot och svara på anvisningar")
    PERSON_IMPORT = "person_import", _("läsa in och ta ut deltagare i Excel")
    DELIVER = "deliver", _("lämna skyddade tabeller till uppföljningen")
    BREAK_GLASS = "break_glass", _("öppna en uppgift i nödläge")
    RIGHTS = "rights", _("ta ut registerutdrag, rätta, begränsa och gallra")
    READINGS_REVIEW = "readings_review", _("följa upp vem som läst om vem")


P = Permission


@dataclass(frozen=True)
class Role:
    """A bundle of permission words with the sentence that explains it."""

    key: str
    label: Promise
    sentence: Promise
    may: frozenset[Permission]


ROLES = (
    Role("reader", _("Läsare"), _("Ser insatser, uppföljning och rapporter."), frozenset({P.PROJECT_VIEW})),
    Role(
        "board",
        _("Styrelse eller styrgrupp"),
        _("Ser insatser, uppföljning och rapporter, bedömer ansökningar och svarar på rekommendationer."),
        frozenset({P.PROJECT_VIEW, P.RECOMMENDATION_ANSWER, P.OBSERVE, P.SCORE}),
    ),
    Role(
        "process_leader",
        _("Processledare"),
        _("Driver insatser: håller ihop plan och utfall, mål och förändringsteori, och skriver rapporter."),
        frozenset({P.PROJECT_VIEW, P.PROJECT_EDIT, P.GOAL_ADOPT, P.FIGURE_EDIT, P.REPORT_EDIT, P.REPORT_FREEZE})
        | {P.ACCOUNT_EDIT, P.OBSERVE, P.KNOWLEDGE_EDIT, P.PATTERN_EDIT, P.BOARD_EDIT}
        | {P.PERSON_VIEW, P.PERSON_EDIT, P.ATTENDANCE, P.REFERRAL_SEND, P.REFERRAL_ANSWER, P.PERSON_IMPORT}
        | {P.DELIVER, P.BREAK_GLASS},
    ),
    Role(
        "group_leader",
        _("Samtalsledare eller kursledare"),
        _("Leder grupper: ser namnen i sina egna grupper och tar närvaro."),
        frozenset({P.PROJECT_VIEW, P.ATTENDANCE, P.OBSERVE}),
    ),
    Role(
        "referrer",
        _("Handläggare som anvisar"),
        _("Skickar anvisningar till insatser och ser vad som hänt med dem."),
        frozenset({P.PROJECT_VIEW, P.REFERRAL_SEND, P.OBSERVE}),
    ),
    Role(
        "controller",
        _("Controller"),
        _("Håller ordning på budget, utfall och siffror."),
        frozenset({P.PROJECT_VIEW, P.PROJECT_EDIT, P.FIGURE_EDIT, P.REPORT_EDIT, P.ACCOUNT_EDIT, P.OBSERVE}),
    ),
    Role(
        "evaluator",
        _("Utvärderare"),
        _("Följer och bedömer insatser: siffror, påståenden, bedömningar, rekommendationer och rapporter."),
        frozenset(
            {
                P.PROJECT_VIEW,
                P.FIGURE_EDIT,
                P.EVALUATION_EDIT,
                P.REPORT_EDIT,
                P.REPORT_FREEZE,
                P.ACCOUNT_EDIT,
                P.CATALOGUE_EDIT,
                P.OBSERVE,
                P.KNOWLEDGE_EDIT,
                P.PATTERN_EDIT,
            }
        ),
    ),
    Role(
        "manager",
        _("Chef eller förbundschef"),
        _("Ansvarar för insatserna: lyser ut, antar mål, fryser rapporter och svarar på rekommendationer."),
        frozenset(
            {
                P.PROJECT_VIEW,
                P.PROJECT_EDIT,
                P.GOAL_ADOPT,
                P.CALL_EDIT,
                P.RECOMMENDATION_ANSWER,
                P.REPORT_EDIT,
            }
            | {P.REPORT_FREEZE, P.ACCOUNT_EDIT, P.CATALOGUE_EDIT, P.AUDIT_READ, P.READINGS_REVIEW}
            | {P.OBSERVE, P.KNOWLEDGE_EDIT, P.PATTERN_EDIT, P.BOARD_EDIT, P.SCORE}
        ),
    ),
    Role(
        "data_protection",
        _("Dataskyddsansvarig"),
        _("Sköter registerutdrag, rättelser och gallring, och följer upp vem som läst om vem."),
        frozenset({P.AUDIT_READ, P.RIGHTS, P.READINGS_REVIEW}),
    ),
    Role(
        "administrator",
        _("Administratör"),
        _("Ger och avslutar medlemskap och läser spåret, men ser inga insatser."),
        frozenset({P.MEMBER_EDIT, P.AUDIT_READ}),
    ),
)
ROLE_BY_KEY = {role.key: role for role in ROLES}


class PartIn(TextChoices):
    """The part an organisation has in a project."""

    OWNER = "owner", _("projektägare")
    PARTNER = "partner", _("samverkanspart")
    FUNDER = "funder", _("finansiär")
    EVALUATOR = "evaluator", _("utvärderare")


MAY_AS = {
    PartIn.OWNER: frozenset(Permission) - {P.EVALUATION_EDIT},
    PartIn.PARTNER: frozenset({P.PROJECT_VIEW, P.RECOMMENDATION_ANSWER, P.REFERRAL_SEND, P.OBSERVE}),
    PartIn.FUNDER: frozenset({P.PROJECT_VIEW, P.RECOMMENDATION_ANSWER, P.CALL_EDIT, P.OBSERVE, P.SCORE}),
    PartIn.EVALUATOR: frozenset({P.PROJECT_VIEW, P.FIGURE_EDIT, P.EVALUATION_EDIT, P.REPORT_EDIT, P.REPORT_FREEZE})
    | {P.ACCOUNT_EDIT, P.OBSERVE, P.KNOWLEDGE_EDIT, P.PATTERN_EDIT},
}


def roles_that_may(permission: Permission) -> list[str]:
    return [role.key for role in ROLES if permission in role.may]


def parts_that_may(permission: Permission) -> list[str]:
    return [part.value for part, words in MAY_AS.items() if permission in words]
