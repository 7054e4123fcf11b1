"""The account that an application was judged on is found from the project, and follows there where nobody is taken by
surprise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import (
    attach_account,
    change_values,
    detach_account,
    freeze_account,
    let_account_follow,
    remove_account,
)
from samsyn.apps.economics.models import Account, Attachment
from samsyn.apps.economics.queries.following import judged_on
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio import actions as portfolio
from tests.economics.test_applications import account_at, draft


@pytest.fixture
def written(people, places):
    """A draft with an account, and one without."""
    call = portfolio.open_call(
        organisation=places.funder, title="Vägar vidare", aim="Fler vidare", published=True, by=people.funder
    )
    account = account_at(places.owner, people.lead)
    ours = draft(call, places.owner, people.lead)
    attach_account(application=ours, account=account, by=people.lead)
    return SimpleNamespace(ours=ours, account=account, bare=draft(call, places.owner, people.lead, "Bojen"), call=call)


def granted(application, people):
    portfolio.send_application(application=application, by=people.lead)
    return portfolio.decide_application(application=application, granted=True, amount=Decimal(800000), by=people.funder)


def started(application, people, places, code="ANKAR", by=None):
    return portfolio.start_project(
        code=code, name=application.name, organisation=places.owner, starts=date(2024, 1, 1), application=application,
        by=by or people.lead,
    )  # fmt: skip


def follow_address(project):
    return reverse("project-account-follow", args=[project.pk])


def page_of(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def home_of(account):
    return as_it_is(account).project


def as_it_is(account):
    return Account.objects.get(pk=account.pk)


def copy_of(application):
    return Attachment.objects.get(application=application).frozen


def test_the_account_follows_and_the_project_shows_the_copy_as_it_was(written, people, places, client):
    project = started(granted(written.ours, people), people, places)
    copy = copy_of(written.ours)
    assert home_of(written.account) == project
    assert judged_on(project, people.lead).frozen == copy
    trace = Entry.objects.get(verb="account_followed")
    assert trace.details["project"] == project.pk
    assert trace.details["application"] == written.ours.pk
    change_values(account=as_it_is(written.account), values={"more": {"value": 0.9}}, revision=1, by=people.lead)
    for address in (project.get_absolute_url(), reverse("project-accounts", args=[project.pk])):
        page = page_of(client, people.lead, address)
        assert "Ansökan bedömdes på kalkylen" in page
        assert copy.get_absolute_url() in page
        assert reverse("settlement", args=[copy.pk]) in page
        assert "Låt kalkylen följa med" not in page
    assert "ansökan bedömdes på fryst nr 1" in page
    copy.refresh_from_db()
    assert copy.intact


def test_its_bokslut_can_be_written_on_the_project(written, people, places, client):
    project = started(granted(written.ours, people), people, places)
    address = reverse("settlement-write", args=[copy_of(written.ours).pk])
    page = page_of(client, people.lead, address)
    assert "Hur många började?" in page
    client.force_login(people.lead)
    assert client.get(address).context["outcome"] is not None
    assert home_of(written.account) == project


def test_what_will_follow_is_told_before_the_project_starts(written, people, places, client):
    application = granted(written.ours, people)
    page = page_of(client, people.lead, f"{reverse('project-new')}?application={application.pk}")
    assert "följer med. Insatsens parter får läsa den" in page
    assert 'value="Ankaret"' in page
    bare = granted(written.bare, people)
    page = page_of(client, people.lead, f"{reverse('project-new')}?application={bare.pk}")
    assert "Insatsens parter får läsa den" not in page
    assert 'value="Bojen"' in page


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "-1", "²"])
def test_an_odd_application_in_the_address_is_nobodys(asked, written, people, client):
    page = page_of(client, people.lead, f"{reverse('project-new')}?application={asked}")
    assert "Det som står i ansökan är ifyllt" not in page


def test_another_applicants_application_fills_in_nothing(written, people, client):
    application = granted(written.ours, people)
    page = page_of(client, people.foreign, f"{reverse('project-new')}?application={application.pk}")
    assert "Ankaret" not in page


def test_other_copies_are_not_shown_to_the_parties_until_somebody_says_so(written, people, places, client):
    """A copy frozen for ourselves stays ours when the project starts; the question names it before it is shared."""
    private = freeze_account(account=written.account, reason="För oss själva", by=people.lead)
    application = granted(written.ours, people)
    page = page_of(client, people.lead, f"{reverse('project-new')}?application={application.pk}")
    assert "stannar hos er" in page
    project = started(application, people, places)
    portfolio.add_party(
        project=project, organisation=places.partner, part=PartIn.PARTNER, starts=date(2024, 1, 1), by=people.lead
    )
    assert home_of(written.account) is None
    assert page_of(client, people.funder, private.get_absolute_url()) == 404
    assert page_of(client, people.partner, private.get_absolute_url()) == 404
    assert "Låt kalkylen följa med" in page_of(client, people.lead, project.get_absolute_url())
    assert "Låt kalkylen följa med" not in page_of(client, people.funder, project.get_absolute_url())
    asked = page_of(client, people.lead, follow_address(project))
    assert "För oss själva" in asked
    assert "Almby kommun" in asked
    assert home_of(written.account) is None
    assert client.post(follow_address(project)).status_code == 302
    assert home_of(written.account) == project
    assert "För oss själva" in page_of(client, people.partner, private.get_absolute_url())
    assert page_of(client, people.lead, follow_address(project)) == 404


def test_an_account_in_another_application_waits_too(written, people, places):
    attach_account(application=written.bare, account=written.account, by=people.lead)
    project = started(granted(written.ours, people), people, places)
    assert home_of(written.account) is None
    let_account_follow(project=project, by=people.lead)
    assert home_of(written.account) == project
    second = started(granted(written.bare, people), people, places, "BOJ")
    assert home_of(written.account) == project
    assert judged_on(second, people.lead).frozen == copy_of(written.bare)
    with pytest.raises(PermissionDenied):
        let_account_follow(project=second, by=people.lead)


def test_strangers_stay_out_before_and_after(written, people, places, client):
    project = started(granted(written.ours, people), people, places)
    copy = copy_of(written.ours)
    for who in ("foreign", "outsider", "partner"):
        user = getattr(people, who)
        for address in (
            project.get_absolute_url(), reverse("project-accounts", args=[project.pk]), copy.get_absolute_url(),
            written.account.get_absolute_url(), follow_address(project), reverse("settlement", args=[copy.pk]),
        ):  # fmt: skip
            assert page_of(client, user, address) == 404, (who, address)
        with pytest.raises(PermissionDenied):
            let_account_follow(project=project, by=user)


def test_an_evaluator_of_the_project_cannot_take_the_owners_account_there(written, people, places, client):
    freeze_account(account=written.account, reason="För oss själva", by=people.lead)
    project = started(granted(written.ours, people), people, places)
    portfolio.add_party(
        project=project, organisation=places.evaluator, part=PartIn.EVALUATOR, starts=date(2024, 1, 1), by=people.lead
    )
    assert page_of(client, people.evaluator, follow_address(project)) == 404
    with pytest.raises(PermissionDenied):
        let_account_follow(project=project, by=people.evaluator)
    assert "Ansökan bedömdes" not in page_of(client, people.evaluator, project.get_absolute_url())


def test_an_application_without_an_account_becomes_a_project_all_the_same(written, people, places, client):
    project = started(granted(written.bare, people), people, places, "BOJ")
    assert not Entry.objects.filter(verb="account_followed").exists()
    for address in (project.get_absolute_url(), reverse("project-accounts", args=[project.pk])):
        assert "Ansökan bedömdes" not in page_of(client, people.lead, address)
    assert page_of(client, people.lead, follow_address(project)) == 404


def test_an_account_that_was_removed_before_the_sending_is_not_missed(written, people, places, client):
    detach_account(application=written.ours, by=people.lead)
    remove_account(account=written.account, by=people.lead)
    project = started(granted(written.ours, people), people, places)
    assert not Attachment.objects.exists()
    assert "Ansökan bedömdes" not in page_of(client, people.lead, project.get_absolute_url())


def test_an_account_that_has_become_anothers_stays_with_them(written, people, places, client):
    application = granted(written.ours, people)
    Account.objects.filter(pk=written.account.pk).update(organisation=places.partner)
    project = started(application, people, places)
    assert home_of(written.account) is None
    assert "Ansökan bedömdes" in page_of(client, people.lead, project.get_absolute_url())
    assert reverse("settlement", args=[copy_of(application).pk]) not in page_of(
        client, people.lead, project.get_absolute_url()
    )


def test_the_projects_pages_ask_at_most_25_questions(written, people, places, client, django_assert_max_num_queries):
    freeze_account(account=written.account, reason="För oss själva", by=people.lead)
    project = started(granted(written.ours, people), people, places)
    client.force_login(people.lead)
    for address in (
        project.get_absolute_url(), reverse("project-accounts", args=[project.pk]), follow_address(project),
        f"{reverse('project-new')}?application={written.ours.pk}",
    ):  # fmt: skip
        with django_assert_max_num_queries(25):
            client.get(address)


def test_what_nobody_starts_takes_nothing_along(written, people, places):
    """A project that is brought in from elsewhere, such as a demonstration's."""
    granted(written.ours, people)
    project = portfolio.start_project(
        code="ANKAR",
        name="Ankaret",
        organisation=places.owner,
        starts=date(2024, 1, 1),
        application=written.ours,
        by=None,
    )
    written.account.refresh_from_db()
    assert written.account.project is None
    assert project.application == written.ours
