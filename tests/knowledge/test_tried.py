"""It has been tried before: what is like a plan is found, with what became of it, and only what one may see."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.knowledge.models import Example, Method
from samsyn.apps.knowledge.queries.tried import Plan, plan_of_project, tried
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
from samsyn.apps.portfolio.models import Application, Call, Project, ProjectParty

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


@pytest.fixture
def home():
    load_shipped()
    return Organisation.objects.create(name="Ekby kommun", kind=Kind.MUNICIPALITY)


@pytest.fixture
def lead(home):
    user = User.objects.create(email="lead@exempel.se", name="Lead")
    Membership.objects.create(user=user, organisation=home, role="process_leader", starts=DAY)
    return user


def project(place, code, name, summary, **values):
    row = Project.objects.create(code=code, name=name, organisation=place, summary=summary, starts=DAY, **values)
    ProjectParty.objects.create(project=row, organisation=place, part="owner", starts=DAY)
    return row


@pytest.fixture
def earlier(home):
    """Two of one's own, one alike and one not; and one alike of somebody else's."""
    alike = project(
        home,
        "SAMTAL",
        "Samtalsgrupper för föräldrar",
        "Nyanlända föräldrar samtalar om skola och arbete.",
        ends=date(2022, 1, 1),
        stopped_on=date(2021, 6, 1),
        stopped_why="Ingen tog över grupperna.",
    )
    alike.target_groups.add(Term.objects.filter(kind="target_group").first())
    project(home, "BUSS", "Bussar på landsbygden", "Fler turer på kvällen.")
    other = Organisation.objects.create(name="Granby kommun", kind=Kind.MUNICIPALITY)
    hidden = project(other, "HEML", "Samtalsgrupp för föräldrar i Granby", "Nyanlända föräldrar samtalar.")
    return alike, hidden


def test_alike_is_found_with_what_became_of_it(client, home, lead, earlier):
    alike, hidden = earlier
    make_index()
    client.force_login(lead)
    page = client.get(
        reverse("tried"), {"text": "Föräldragrupper där nyanlända får samtala om skolan"}
    ).content.decode()
    assert alike.name in page
    assert "Ingen tog över grupperna." in page
    assert "Bussar" not in page
    assert hidden.name not in page  # somebody else's is neither shown nor counted


def test_an_application_shows_it_on_its_own_page(client, home, lead, earlier):
    alike, _hidden = earlier
    call = Call.objects.create(organisation=home, title="Utlyst", published=True)
    application = Application.objects.create(
        call=call, organisation=home, name="Föräldrar samtalar", need="Nyanlända föräldrar saknar någon att prata med."
    )
    make_index()
    client.force_login(lead)
    address = f"{reverse('tried')}?ansokan={application.pk}"
    assert address in client.get(application.get_absolute_url()).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert alike.name in part
    assert "<html" not in part


def test_a_plan_is_not_like_itself(home, lead, earlier):
    alike, _hidden = earlier
    make_index()
    found = tried(lead, plan_of_project(alike))
    assert found is not None
    assert alike not in [row for _like, row in found.projects]


def test_terms_in_common_are_said(home, lead, earlier):
    alike, _hidden = earlier
    make_index()
    group = alike.target_groups.get()
    found = tried(lead, Plan(text="Något helt annat", target_groups=(group,)))
    ((like, row),) = found.projects
    assert row == alike
    assert like.shared == (("target_group", group.name_sv),)


def test_methods_and_examples_too(client, home, lead):
    Method.objects.create(organisation=home, name="Föräldracirklar", summary="Samtal för föräldrar", published=True)
    Example.objects.create(
        organisation=home, name="Kafé för föräldrar", what="Samtal över kaffe", result="Fler kom", source="Påhittat"
    )
    make_index()
    client.force_login(lead)
    page = client.get(reverse("tried"), {"text": "samtal med föräldrar"}).content.decode()
    assert "Föräldracirklar" in page
    assert "Fler kom" in page


def test_without_an_index_it_says_so(client, lead):
    client.force_login(lead)
    page = client.get(reverse("tried"), {"text": "något"}).content.decode()
    assert "samsyn index" in page


def test_an_application_that_is_not_ones_own_is_not_there(client, lead):
    client.force_login(lead)
    other = Organisation.objects.create(name="Granby", kind=Kind.MUNICIPALITY)
    call = Call.objects.create(organisation=other, title="Utlyst", published=True)
    application = Application.objects.create(call=call, organisation=other, name="Hemlig")
    assert client.get(reverse("tried"), {"ansokan": application.pk}).status_code == 404
    assert client.get(reverse("tried"), {"ansokan": "x"}).status_code == 200
