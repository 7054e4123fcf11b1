"""People conclude: claims, verdicts, outside events, recommendations with answers, and how far goals were reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.evaluation.actions.subjects import home_of, saved
from samsyn.apps.evaluation.models import Claim, GoalAttainment, Judgement, OutsideEvent, Recommendation
from samsyn.apps.evaluation.models.judgements import RecommendationState
from samsyn.core.tables.formula import BadFormula, keys_in


@transaction.atomic
def make_claim(
    *,
    text: str,
    by,
    project=None,
    cluster=None,
    printed: str = "",
    formula: str = "",
    publication=None,
    page: str = "",
    comment: str = "",
    order: int = 0,
    source: str = "",
) -> Claim:
    """Tie a sentence with a number to the figures it must follow from. formula: see core.tables.formula."""
    if formula:
        try:
            keys_in(formula)
        except BadFormula as error:
            raise ValidationError({"formula": str(error)}) from None
    claim = saved(
        Claim(
            project=project, cluster=cluster, text=text, printed=printed, formula=formula, publication=publication,
            page=page, comment=comment, order=order, source=source,
        )
    )  # fmt: skip
    record("claim_made", by=by, target=claim, organisation=home_of(claim), printed=printed, formula=formula)
    return claim


@transaction.atomic
def judge(
    *,
    term,
    grade: str,
    text: str,
    evidence: str,
    by,
    project=None,
    cluster=None,
    figure_keys: Sequence[str] = (),
    judged_on: date | None = None,
    judged_by: str = "",
    source: str = "",
) -> Judgement:
    """Pass a verdict in one perspective or on one learning level, with the evidence it rests on."""
    judgement = saved(
        Judgement(
            project=project, cluster=cluster, term=term, grade=grade, text=text, evidence=evidence,
            figure_keys=list(figure_keys), judged_on=judged_on or timezone.localdate(), judged_by=judged_by,
            source=source,
        )
    )  # fmt: skip
    record("judged", by=by, target=judgement, organisation=home_of(judgement), term=str(term), grade=grade)
    return judgement


@transaction.atomic
def note_event(
    *,
    name: str,
    starts: date,
    by,
    project=None,
    cluster=None,
    ends: date | None = None,
    text: str = "",
    source: str = "",
) -> OutsideEvent:
    """Note something outside the project that changed its conditions."""
    if ends is not None and ends < starts:
        raise ValidationError({"ends": _("Händelsen slutar innan den börjar. Ändra något av datumen.")})
    event = saved(
        OutsideEvent(project=project, cluster=cluster, name=name, starts=starts, ends=ends, text=text, source=source)
    )
    record("event_noted", by=by, target=event, organisation=home_of(event), starts=starts)
    return event


@transaction.atomic
def recommend(
    *,
    text: str,
    addressee,
    by,
    project=None,
    cluster=None,
    publication=None,
    page: str = "",
    answer_by: date | None = None,
    given_on: date | None = None,
    source: str = "",
) -> Recommendation:
    """Give advice to a named addressee, who is then asked for an answer. given_on: today where nothing else is said."""
    recommendation = saved(
        Recommendation(
            project=project, cluster=cluster, text=text, addressee=addressee, publication=publication, page=page,
            answer_by=answer_by, given_on=given_on or timezone.localdate(), source=source,
        )
    )  # fmt: skip
    record("recommended", by=by, target=recommendation, organisation=home_of(recommendation), to=str(addressee))
    return recommendation


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, state: str, answer: str, by, answered_on: date | None = None
) -> Recommendation:
    """Answer for the addressee: adopted, declined or done, in words. A later answer takes the place of an earlier."""
    if state == RecommendationState.OPEN:
        raise ValidationError({"state": _("Välj om rekommendationen antas, avböjs eller är genomförd.")})
    recommendation.state, recommendation.answer = state, answer.strip()
    recommendation.answered_on = answered_on or timezone.localdate()
    saved(recommendation, changed=["state", "answer", "answered_on"])
    record(
        "recommendation_answered", by=by, target=recommendation, organisation=recommendation.addressee, state=state,
        answer=answer,
    )  # fmt: skip
    return recommendation


@transaction.atomic
def assess_goal(
    *,
    goal,
    attainment: str,
    evidence: str,
    by,
    value: str = "",
    figure_keys: Sequence[str] = (),
    judged_on: date | None = None,
    source: str = "",
) -> GoalAttainment:
    """Say how far a goal was reached, and by which evidence. Earlier assessments are kept."""
    row = saved(
        GoalAttainment(
            goal=goal, attainment=attainment, value=value, evidence=evidence, figure_keys=list(figure_keys),
            judged_on=judged_on or timezone.localdate(), source=source,
        )
    )  # fmt: skip
    record("goal_assessed", by=by, target=row, organisation=goal.project.organisation, attainment=attainment)
    return row
