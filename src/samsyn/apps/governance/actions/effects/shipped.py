"""The effects that decisions have from the start: on recommendations, projects, goals, applications and patterns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.apps.evaluation.actions import answer_recommendation
from samsyn.apps.evaluation.models.judgements import RecommendationState
from samsyn.apps.evaluation.queries.access import unanswered_for
from samsyn.apps.governance.actions.effects.register import Effect, Need, register_effect
from samsyn.apps.governance.models import SourceKind
from samsyn.apps.knowledge.actions import answer_statement, close_pattern, edit_pattern
from samsyn.apps.knowledge.actions.adoption import note_adoption
from samsyn.apps.knowledge.models import Answer, Method, Pattern, PatternState, Stage
from samsyn.apps.knowledge.queries.patterns import awaiting_answer
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.actions import adopt_goal, decide_application, stop_goal, stop_project
from samsyn.apps.portfolio.models import Application, Call, Goal, Project
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.models.goals import GoalState
from samsyn.web.formats import isodate, sek

P = Permission
Values = dict[str, Any]


def register_shipped() -> None:
    """Called when Django starts."""
    for effect in SHIPPED:
        register_effect(effect)


def _answer_recommendation(values: Values, *, text: str, why: str, by, on: date) -> str:
    row, state = values["recommendation"], RecommendationState(values["state"])
    answer = "\n\n".join(part for part in (text, why) if part)
    answer_recommendation(recommendation=row, state=state, answer=answer, answered_on=on, by=by)
    return gettext("Rekommendationen ”%(text)s” är besvarad: %(state)s.") % {"text": row, "state": state.label}


def _answer_statement(values: Values, *, text: str, why: str, by, on: date) -> str:
    row, answer = values["statement"], Answer(values["answer"])
    words = "\n\n".join(part for part in (text, why) if part)
    answer_statement(statement=row, answer=answer, text=words, on=on, by=by)
    return gettext("Skrivelsen om ”%(pattern)s” är besvarad: %(answer)s.") % {
        "pattern": row.pattern,
        "answer": answer.label,
    }


def _stop_project(values: Values, *, text: str, why: str, by, on: date) -> str:
    stop_project(project=values["project"], why=why or text, on=values["stopped_on"] or on, by=by)
    return gettext("Insatsen %(project)s är avbruten.") % {"project": values["project"].code}


def _adopt_goal(values: Values, *, text: str, why: str, by, on: date) -> str:
    adopt_goal(goal=values["goal"], missing_why=values["missing_why"] or "", on=on, by=by)
    return gettext("Målet ”%(goal)s” är antaget.") % {"goal": values["goal"]}


def _stop_goal(values: Values, *, text: str, why: str, by, on: date) -> str:
    stop_goal(goal=values["living_goal"], why=why or text, by=by)
    return gettext("Målet ”%(goal)s” är stoppat.") % {"goal": values["living_goal"]}


def _decide_application(values: Values, *, text: str, why: str, by, on: date) -> str:
    row, granted = values["application"], values["granted"] == "yes"
    decide_application(application=row, granted=granted, amount=values["amount"], reason=why or text, on=on, by=by)
    if not granted:
        return gettext("Ansökan %(name)s är avslagen.") % {"name": row}
    return gettext("Ansökan %(name)s är beviljad %(amount)s.") % {"name": row, "amount": sek(row.granted)}


def _look_again(values: Values, *, text: str, why: str, by, on: date) -> str:
    edit_pattern(pattern=values["pattern"], next_on=values["next_on"], by=by)
    return gettext("Mönstret ”%(name)s” tas upp igen senast %(day)s.") % {
        "name": values["pattern"], "day": isodate(values["next_on"]),
    }  # fmt: skip


def _close_pattern(values: Values, *, text: str, why: str, by, on: date) -> str:
    close_pattern(pattern=values["living_pattern"], why=why or text, by=by)
    return gettext("Mönstret ”%(name)s” är avslutat.") % {"name": values["living_pattern"]}


def _note_adoption(values: Values, *, text: str, why: str, by, on: date) -> str:
    stage = Stage(values["stage"])
    row = note_adoption(
        method=values["method"], organisation=values["organisation"], stage=stage, on=on, why=why or text,
        budget=values["budget"] or "", source=gettext("Beslut vid möte %(day)s") % {"day": on}, by=by,
    )  # fmt: skip
    return gettext("%(who)s och metoden %(method)s: %(stage)s.") % {
        "who": row.organisation, "method": row.method, "stage": stage.label,
    }  # fmt: skip


def _applications(user):
    calls = Call.objects.visible_to(user, P.CALL_EDIT)
    rows = Application.objects.visible_to(user, P.CALL_EDIT).filter(call__in=calls, state=ApplicationState.SENT)
    return rows.select_related("call", "organisation")


def _projects(user):
    return Project.objects.visible_to(user, P.PROJECT_EDIT).filter(stopped_on=None)


def _goals(user, states: list[str]):
    return Goal.objects.visible_to(user, P.GOAL_ADOPT).filter(state__in=states).select_related("project")


def _patterns(user):
    return Pattern.objects.visible_to(user, P.PATTERN_EDIT).exclude(state=PatternState.CLOSED)


ANSWERED = [(one.value, one.label) for one in RecommendationState if one != RecommendationState.OPEN]
SHIPPED = (
    Effect(
        "answer_recommendation",
        _("svara på en rekommendation"),
        (
            Need("recommendation", _("Rekommendationen"), "row", unanswered_for),
            Need("state", _("Besked"), "choice", choices=ANSWERED),
        ),
        _answer_recommendation,
        SourceKind.RECOMMENDATION,
    ),
    Effect(
        "answer_statement",
        _("svara på en skrivelse om ett mönster"),
        (
            Need("statement", _("Skrivelsen"), "row", awaiting_answer),
            Need("answer", _("Besked"), "choice", choices=Answer.choices),
        ),
        _answer_statement,
        SourceKind.STATEMENT,
    ),
    Effect(
        "look_again",
        _("bestämma när ett mönster tas upp igen"),
        (
            Need("pattern", _("Mönstret"), "row", _patterns),
            Need("next_on", _("Tas upp igen senast"), "date"),
        ),
        _look_again,
        SourceKind.PATTERN,
    ),
    Effect(
        "close_pattern",
        _("avsluta ett mönster"),
        (Need("living_pattern", _("Mönstret"), "row", _patterns),),
        _close_pattern,
    ),
    Effect(
        "stop_goal",
        _("stoppa ett mål"),
        (Need("living_goal", _("Målet"), "row", lambda user: _goals(user, [GoalState.DRAFT, GoalState.ADOPTED])),),
        _stop_goal,
        SourceKind.GOAL,
    ),
    Effect(
        "adopt_goal",
        _("anta ett mål"),
        (
            Need("goal", _("Målet"), "row", lambda user: _goals(user, [GoalState.DRAFT])),
            Need(
                "missing_why", _("Varför saknas det?"), required=False,
                help=_("Behövs bara när målet saknar källa, utgångsläge eller datum."),
            ),
        ),
        _adopt_goal,
    ),
    Effect(
        "note_adoption",
        _("skriva in att en metod används"),
        (
            Need("method", _("Metoden"), "row", lambda user: Method.objects.visible_to(user)),
            Need("organisation", _("Organisationen"), "row", lambda user: organisations_where(user, P.KNOWLEDGE_EDIT)),
            Need("stage", _("Läge"), "choice", choices=Stage.choices),
            Need("budget", _("Rad i budgeten"), required=False, help=_("Behövs när metoden är i ordinarie budget.")),
        ),
        _note_adoption,
    ),
    Effect(
        "decide_application",
        _("besluta om en ansökan"),
        (
            Need("application", _("Ansökan"), "row", _applications),
            Need("granted", _("Besked"), "choice", choices=[("yes", _("Bevilja")), ("no", _("Avslå"))]),
            Need("amount", _("Beviljat belopp (kr)"), "amount", required=False, help=_("Tomt vid avslag.")),
        ),
        _decide_application,
    ),
    Effect(
        "stop_project",
        _("avbryta en insats"),
        (
            Need("project", _("Insatsen"), "row", _projects),
            Need("stopped_on", _("Avbruten den"), "date", required=False, help=_("Tomt betyder mötets dag.")),
        ),
        _stop_project,
    ),
)  # fmt: skip
