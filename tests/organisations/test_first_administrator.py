"""A new node gets its first administrator from the command line, once."""

import pytest
from django.core.management import CommandError, call_command

from samsyn.apps.organisations.models import Membership, Organisation


@pytest.fixture
def osby(db):
    return Organisation.objects.create(name="Osby kommun", kind="municipality")


def make(**more):
    call_command(
        "first_administrator", **{"email": "ada@exempel.se", "name": "Ada", "organisation": "Osby kommun"} | more
    )


def test_the_first_is_made(osby):
    make()
    assert Membership.objects.get().role == "administrator"


def test_a_second_is_refused(osby):
    make()
    with pytest.raises(CommandError, match="har redan en administratör"):
        make(email="eva@exempel.se")


def test_an_unknown_organisation_says_what_to_do(osby):
    with pytest.raises(CommandError, match="samsyn sync"):
        make(organisation="Osby")
