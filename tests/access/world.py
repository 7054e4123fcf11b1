"""Two of everything: one set around the shared project, one of a party that has no part in it."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

from django.utils import timezone

from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.catalogue.models import Ladder, MeasureVersion, Term
from samsyn.apps.catalogue.models.ladders import COMMON
from samsyn.apps.economics import models as economics
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.evaluation import models as evaluation
from samsyn.apps.governance import models as governance
from samsyn.apps.governance.queries.criteria import shipped
from samsyn.apps.knowledge import models as knowledge
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.selftest.canaries import Canary
from samsyn.apps.participants.selftest.furnish import Furnisher, settle
from samsyn.apps.portfolio import models as portfolio
from samsyn.apps.reporting import models as reporting
from tests.access.doors import WHO

DAY = datetime.date(2024, 1, 1)
PLACES = {
    "owner": ("Ekby kommun", Kind.MUNICIPALITY), "partner": ("Almby kommun", Kind.MUNICIPALITY),
    "funder": ("Påhittade fonden", Kind.STATE_AGENCY), "evaluator": ("Påhittade utvärderarna", Kind.EVALUATOR),
    "foreign": ("Granby kommun", Kind.MUNICIPALITY),
}  # fmt: skip


# The person with a row of everything, one without a number, one who came in with a file, and one in a file that waits.
CANARIES = {"own": (1, 2, 3, 7), "foreign": (4, 5, 6, 8)}


def build() -> SimpleNamespace:
    """people, by the names of WHO, and own and foreign: one object of every kind that an address can name."""
    load_shipped()
    places = SimpleNamespace(**{key: Organisation.objects.create(name=n, kind=k) for key, (n, k) in PLACES.items()})
    people = SimpleNamespace(**{who: _colleague(who, places) for who, role in WHO.items() if role is not None})
    elsewhere = User.objects.create(email="annan@exempel.se", name="Annan")
    own = _project("VIND", places.owner, places.partner, places.funder, places.evaluator)
    foreign = _project("FJÄR", places.foreign)
    made = SimpleNamespace(
        people=people,
        own=_side(people.evaluator, own, places.owner, places.evaluator, places.funder, people.reader),
        foreign=_side(elsewhere, foreign, places.foreign, places.foreign, places.foreign, elsewhere),
    )
    _of_knowledge(made.own, own, places.funder, people.lead)
    _of_knowledge(made.foreign, foreign, places.foreign, people.foreign)
    _of_governance(made.own, own, people.partner)
    _of_governance(made.foreign, foreign, people.foreign)
    _of_choosing(made.own, people.partner)
    _of_choosing(made.foreign, people.outsider)
    _of_participants(made.own, own, places.partner, people.lead, people.group_leader, CANARIES["own"])
    _of_participants(made.foreign, foreign, places.foreign, people.foreign, elsewhere, CANARIES["foreign"])
    for side, by in ((made.own, people.evaluator), (made.foreign, people.foreign)):
        freeze(side, by)
    return made


def _colleague(who: str, places) -> User:
    role, place = WHO[who]
    user = User.objects.create(email=f"{who}@exempel.se", name=who.capitalize())
    if role:
        Membership.objects.create(user=user, organisation=getattr(places, place), role=role, starts=DAY)
    return user


def _project(code: str, *parties) -> portfolio.Project:
    project = portfolio.Project.objects.create(code=code, name=f"Insatsen {code}", organisation=parties[0], starts=DAY)
    for part, place in zip(("owner", "partner", "funder", "evaluator"), parties, strict=False):
        portfolio.ProjectParty.objects.create(project=project, organisation=place, part=part, starts=DAY)
    return project


def _of_participants(made, project, sender, colleague, leader, numbers) -> None:
    """One row of every model of the station, about one invented person, written in behind the door."""
    furnisher = Furnisher(project, sender, colleague, leader)
    canary, other, new, waits = map(Canary, numbers)
    with as_system([project.organisation_id]):
        who = {"name": canary.name, "number": canary.number, "contact": canary.contact}
        about = SimpleNamespace(person=add_person(organisation=project.organisation, by=None, **who))
        for name, row in vars(furnisher.everything(about, canary)).items():
            assert not hasattr(made, name), f"two kinds of objects are called {name}"
            setattr(made, name, row)
        made.unnumbered_referral = furnisher.without_number(other)
        furnisher.files(made, canary, new, waits)
    made.reading = settle(project.organisation)


def _side(uploader, project, owner, evaluator, funder, member) -> SimpleNamespace:
    made = SimpleNamespace(project=project, organisation=owner)
    _shared_words(made, owner)
    _of_project(made, project, owner, funder, member)
    _of_evaluation(made, project, evaluator, funder, uploader)
    _of_reporting(made, project)
    _of_economics(made, project)
    return made


def _shared_words(made, owner) -> None:
    made.measure = MeasureVersion.objects.create(
        code="own_measure",
        name_sv="Eget mått",
        definition_sv="Ett eget mått.",
        unit="person",
        source="Egen",
        organisation=owner,
    )
    made.term = Term.objects.create(kind="theme", code="own_theme", name_sv="Eget tema", organisation=owner)
    made.own_ladder = Ladder.objects.create(
        code="egen", name_sv="Egen stege", organisation=owner,
        definition=Ladder.objects.ladders().current().exclude(code=COMMON).first().definition,
    )  # fmt: skip
    made.step_kind = Term.objects.create(kind="step_kind", code="own_step", name_sv="Eget steg", organisation=owner)


def _of_project(made, project, owner, funder, member) -> None:
    made.membership = Membership.objects.filter(user=member).first() or Membership.objects.create(
        user=member, organisation=owner, role="reader", starts=DAY
    )
    made.party = project.parties.filter(part="owner").get()
    made.place = portfolio.ProjectMunicipality.objects.create(project=project, municipality=owner)
    made.phase = portfolio.PhasePeriod.objects.create(project=project, name="Start", starts=DAY)
    made.goal = portfolio.Goal.objects.create(project=project, text="Fler i arbete", missing_why="Prövas")
    made.budget_line = portfolio.BudgetLine.objects.create(project=project, part="plan", kind="support", amount=100)
    made.volume = portfolio.PlannedVolume.objects.create(project=project, measure=made.measure, value=10)
    made.theory = portfolio.TheoryOfChange.objects.create(project=project)
    portfolio.TheoryStep.objects.create(theory=made.theory, kind=made.step_kind, text="Ett steg")
    made.call = portfolio.Call.objects.create(organisation=funder, title="Utkast till utlysning")
    made.open_call = portfolio.Call.objects.create(organisation=funder, title="Utlyst", published=True)
    made.application = portfolio.Application.objects.create(call=made.open_call, organisation=owner, name="Utkast")
    made.sent = portfolio.Application.objects.create(
        call=made.open_call, organisation=owner, name="Inskickad", state="sent", need="Behov", sought=1
    )
    granted = portfolio.Application.objects.create(
        call=made.open_call, organisation=owner, name="Beviljad", state="granted", granted=1
    )
    parties = [party.organisation for party in project.parties.order_by("pk")]
    made.judged = _project(f"{project.code}2", *parties)  # its account has not followed from the application
    made.judged.application = granted
    made.judged.save()
    made.meeting = portfolio.NetworkMeeting.objects.create(organisation=owner, on=DAY, subject="Träff")
    made.meeting.projects.add(project)


def _of_evaluation(made, project, evaluator, funder, uploader) -> None:
    about = {"project": project}
    made.cluster = evaluation.Cluster.objects.create(name="Kluster", organisation=evaluator)
    made.cluster.projects.add(project)
    made.publication = evaluation.Publication.objects.create(organisation=evaluator, title="Rapport")
    made.table = evaluation.PublishedTable.objects.create(
        publication=made.publication, number="1", rows=[["Ort", "Antal"], ["A", "1"], ["Totalt", "2"]]
    )
    made.finding = evaluation.Finding.objects.create(
        publication=made.publication, table=made.table, kind="sum", severity="error", message="Fel", fingerprint="f"
    )
    made.delivered = evaluation.DeliveredRelease.objects.create(
        project=project,
        organisation=project.organisation,
        number=1,
        population="Alla",
        up_to=DAY,
        rules_version="vanlig-1",
    )
    made.figure = evaluation.StoredFigure.objects.create(measure=made.measure, value=5, **about)
    made.claim = evaluation.Claim.objects.create(text="Fem deltog.", printed="5", **about)
    made.judgement = evaluation.Judgement.objects.create(
        term=made.term, grade="full", text="Bra", evidence="Allt", **about
    )
    made.event = evaluation.OutsideEvent.objects.create(name="Händelse", starts=DAY, **about)
    made.recommendation = evaluation.Recommendation.objects.create(text="Gör mer", addressee=funder, **about)
    made.draft = evaluation.CheckedDraft.objects.create(
        user=uploader,
        name="utkast.csv",
        sha256="0" * 64,
        document={"name": "utkast.csv", "blocks": []},
        report={"file": "utkast.csv", "tables": 0, "relations_verified": 0, "findings": [], "relations": []},
    )


def _of_reporting(made, project) -> None:
    made.report = reporting.Report.objects.create(project=project, title="Rapport")
    made.section = reporting.ReportSection.objects.create(report=made.report, code="sammanfattning", text="")


def _of_economics(made, project) -> None:
    made.account = economics.Account.objects.create(
        organisation=project.organisation, project=project, title="Kalkyl", contents=shipped_case("trelleborg").raw,
        begun_from="trelleborg", changed_at=NOW(),
    )  # fmt: skip
    made.own_price = economics.OwnPrice.objects.create(
        organisation=project.organisation, code="timme", name="En timme", group="professional_hours", unit="kr/hour",
        kind="resource", bearer="social_committee", licence="local",
    )  # fmt: skip
    economics.OwnPriceVersion.objects.create(
        price=made.own_price, number=1, amount=500, price_year=2024, since=DAY, source="Egen", quality=1,
        index="prisbasbelopp", review_by=DAY.replace(year=2030), added_at=NOW(),
    )  # fmt: skip


def _of_knowledge(made, project, addressee, teller) -> None:
    """Something told in the owner's project, a pattern of it put to somebody, an example, a resource and a need."""
    owner, ability = project.organisation, Term.objects.filter(kind="strength").first()
    made.observation = knowledge.Observation.objects.create(
        organisation=owner, project=project, text="Två regler räknar dagarna olika.", reported_by=teller
    )
    made.pattern = knowledge.Pattern.objects.create(organisation=owner, name="Stödet tar slut för tidigt", next_on=DAY)
    knowledge.Gathered.objects.create(pattern=made.pattern, observation=made.observation)
    made.statement = knowledge.Statement.objects.create(
        pattern=made.pattern, addressee=addressee, text="Räkna dagarna lika.", sent_on=DAY
    )
    made.method = knowledge.Method.objects.create(organisation=owner, name="Samtal", summary="Samtal i grupp.")
    made.method_part = knowledge.MethodPart.objects.create(method=made.method, name="Två ledare")
    made.adaptation = knowledge.Adaptation.objects.create(method=made.method, name="För unga", changed="Kvällstid")
    made.method_use = knowledge.MethodUse.objects.create(method=made.method, project=project)
    made.counted = knowledge.Counted.objects.create(
        method=made.method, organisation=owner, what="cost", amount=9000, source="Påhittat"
    )
    made.adoption = knowledge.Adoption.objects.create(method=made.method, organisation=owner, stage="adapted", on=DAY)
    made.example = knowledge.Example.objects.create(
        organisation=owner, name="Guider", what="Visar telefoner.", result="Fler vågar.", source="Påhittat"
    )
    made.spread = knowledge.Spread.objects.create(example=made.example, place="Ekby", source="Påhittat")
    made.resource = knowledge.Resource.objects.create(organisation=owner, name="Tio som kan telefoner")
    made.need = knowledge.Need.objects.create(organisation=owner, name="Äldre vill lära sig")
    for row in (made.resource, made.need):
        row.strengths.add(ability)


def _of_governance(made, project, seated) -> None:
    """A group of the owner's in which somebody of another party has a seat, owns a decision and a task."""
    made.board = governance.Board.objects.create(organisation=project.organisation, name="Styrgrupp")
    made.seat = governance.Seat.objects.create(
        board=made.board, function="Ledamot", user=seated, organisation=project.organisation, starts=DAY
    )
    made.board_meeting = governance.BoardMeeting.objects.create(board=made.board, on=DAY)
    made.item = governance.AgendaItem.objects.create(meeting=made.board_meeting, title="Punkt")
    ended = governance.AgendaItem.objects.create(meeting=made.board_meeting, title="Beslutad", ending="decision")
    made.ended_item = ended
    made.decision = governance.Decision.objects.create(item=ended, text="Vi gör", owner=made.seat, decided_on=DAY)
    made.task = governance.Task.objects.create(item=ended, text="Ring", owner=made.seat, due_on=DAY)


def _of_choosing(made, invited) -> None:
    """The open call with somebody asked to score, and another call whose scores lie open."""
    made.choosing = governance.Choosing.objects.create(call=made.open_call, criteria=list(shipped()))
    governance.Invitation.objects.create(choosing=made.choosing, user=invited, name=invited.name)
    call = portfolio.Call.objects.create(organisation=made.open_call.organisation, title="Bedömd", published=True)
    made.chosen = portfolio.Application.objects.create(
        call=call, organisation=made.organisation, name="Bedömd", state="sent", need="Behov", sought=1
    )
    made.opened_choosing = governance.Choosing.objects.create(
        call=call, criteria=list(shipped()), opened_at=NOW(), opened_why="Prov"
    )


def freeze(made, user) -> None:
    """A frozen copy of the side's report, account and board pack, made the way people make them."""
    from samsyn.apps.economics.actions import freeze_account
    from samsyn.apps.economics.actions.copies import keep_copy
    from samsyn.apps.governance.actions import freeze_pack
    from samsyn.apps.reporting.actions import freeze_report

    made.frozen_account = freeze_account(account=made.account, reason="prov", by=user)
    home = economics.Account.objects.create(
        organisation=made.organisation, title="Hemma", contents=made.account.contents, changed_at=NOW()
    )
    economics.Attachment.objects.create(
        application=made.judged.application, account=home, frozen=keep_copy(account=home, reason="prov", by=user),
        attached_at=NOW(),
    )  # fmt: skip

    made.pack = freeze_pack(meeting=made.board_meeting, by=user)
    made.snapshot = freeze_report(report=made.report, reason="prov", by=user)


NOW = timezone.now
