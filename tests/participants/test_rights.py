"""Requests about people's own data: within a month, by two people where something leaves or goes."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.participants.actions.consents import give_consent
from samsyn.apps.participants.actions.enrolments import end_enrolment, enrol
from samsyn.apps.participants.actions.people import rename
from samsyn.apps.participants.actions.rights import close_case, extend_case, open_case
from samsyn.apps.participants.actions.rights_changes import dispute, lift_restriction, rectify, restrict
from samsyn.apps.participants.models import Enrolment, Person, Rectification, RightsCase
from samsyn.apps.participants.queries.grounds import own_ground, seen
from samsyn.apps.participants.queries.people import named, opened
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from samsyn.apps.participants.restriction import Restricted

TODAY = datetime.date.today()


@pytest.fixture
def second(places):
    """Another colleague who handles rights at the owner."""
    from samsyn.apps.organisations.models import Membership, User

    user = User.objects.create(email="dag@exempel.se", name="Dag")
    Membership.objects.create(user=user, organisation=places.owner, role="data_protection", starts="2020-01-01")
    return user


@pytest.fixture
def open_for(alma, colleagues):
    """open_for("rectify") → a case about Alma, opened by the data protection officer."""

    def make(kind, by=None, came_on=TODAY):
        with as_system([alma.organisation_id]):
            return open_case(person=alma, kind=kind, came_on=came_on, by=by or colleagues.protector, note="Ringde.")

    return make


def at_home(person, *classes):
    """The person opened by the system, for looking at what is written."""
    return opened(Person.objects.filter(pk=person.pk), "test")[0]


def test_a_month_and_two_more(open_for):
    case = open_for("extract", came_on=datetime.date(2026, 1, 31))
    assert case.due_on == datetime.date(2026, 2, 28)
    case.due_on = TODAY
    with as_system([case.organisation_id]):
        extend_case(case=case, why="Många begäranden.", by=case.opened_by)
        assert case.due_on == datetime.date(2026, 4, 30)
        with pytest.raises(ValidationError, match="redan"):
            extend_case(case=case, why="Igen.", by=case.opened_by)


def test_too_late_to_extend(open_for):
    case = open_for("extract", came_on=TODAY - datetime.timedelta(days=40))
    with as_system([case.organisation_id]), pytest.raises(ValidationError, match="gått ut"):
        extend_case(case=case, why="Vi glömde.", by=case.opened_by)


def test_the_number_finds_the_person_and_opens_a_case(client, alma, colleagues):
    client.force_login(colleagues.protector)
    with door(colleagues.protector):
        assert own_ground(colleagues.protector, Person.objects.get()) is None
    sent = {"number": "900101-2393", "kind": "extract", "came_on": TODAY.isoformat()}
    answer = client.post(reverse("rights-case-new"), sent)
    assert answer.status_code == 302
    assert "Alma Påhittad" in client.get(answer["Location"]).text
    assert client.get(reverse("person", args=[alma.pk])).status_code == 200


def test_another_authoritys_person_is_not_found(client, write_in, foreign_project, colleagues):
    write_in("Främmande Påhittad", "198101019803", into=foreign_project)
    client.force_login(colleagues.protector)
    sent = {"number": "198101019803", "kind": "extract", "came_on": TODAY.isoformat()}
    assert "Ingen person hos er har numret" in client.post(reverse("rights-case-new"), sent).text


def test_who_works_with_the_person_passes_a_request_on(client, alma, colleagues):
    client.force_login(colleagues.lead)
    address = reverse("rights-request", args=[alma.pk])
    assert address in client.get(reverse("person", args=[alma.pk])).text
    assert client.post(address, {"kind": "erase", "came_on": TODAY.isoformat()}).status_code == 302
    client.force_login(colleagues.protector)
    assert "väntar på en andra person" in client.get(reverse("rights-cases")).text
    client.force_login(colleagues.lead)
    assert client.get(reverse("rights-cases")).status_code == 404


def test_the_ground_ends_with_the_case(open_for, alma, colleagues):
    case = open_for("rectify")
    user = colleagues.protector
    with door(user), seen(user, alma.pk, "person") as (person, grounded):
        assert person.name
        assert grounded.ground == "rights_case"
    with as_system([case.organisation_id]):
        close_case(case=case, decision="granted", outcome="Rättat.", by=user)
    with door(user), pytest.raises(Http404), seen(user, alma.pk, "person"):
        pass


def test_a_refusal_needs_reasons(open_for):
    case = open_for("rectify")
    with as_system([case.organisation_id]), pytest.raises(ValidationError, match="skäl"):
        close_case(case=case, decision="declined", outcome="", by=case.opened_by)


def test_what_stood_is_kept_sealed(open_for, alma, colleagues):
    with as_system([alma.organisation_id]):
        person = at_home(alma)
        field = Person._meta.get_field("language")
        rectify(row=person, field=field, value="somaliska", why="Fel i ansökan", by=colleagues.protector)
        person = at_home(alma)
        kept = Rectification.objects.select_related("person__key").get()
        assert person.language == "somaliska"
        assert (kept.opened("old_sealed"), kept.opened("new_sealed")) == ("", "somaliska")
        assert "somaliska" not in repr(vars(kept))
    assert "somaliska" not in repr([entry.details for entry in Entry.objects.all()])


def test_a_rectified_name_is_found_by_its_new_words(open_for, alma, colleagues):
    with as_system([alma.organisation_id]):
        person = at_home(alma)
        rectify(
            row=person, field=Person._meta.get_field("name_sealed"), value="Alva Ek", why="Gift", by=colleagues.lead
        )
        assert [each.pk for each in named(Person.objects.all(), "alva")] == [alma.pk]
        assert not named(Person.objects.all(), "påhittad")
        assert Rectification.objects.select_related("person__key").get().opened("old_sealed") == "Alma Påhittad"


def test_a_number_that_another_person_has_is_refused(alma, write_in, colleagues):
    write_in("Berit Påhittad", "198101019803")
    with as_system([alma.organisation_id]):
        field = Person._meta.get_field("number_sealed")
        with pytest.raises(ValidationError):
            rectify(row=at_home(alma), field=field, value="198101019803", why="Fel", by=colleagues.lead)
        assert at_home(alma).number == "199001012393"


def test_a_value_that_does_not_hold_changes_nothing(alma, colleagues):
    with as_system([alma.organisation_id]):
        row = Enrolment.objects.select_related("person__key").get()
        opened([row.person], "test")
        with pytest.raises(ValidationError):
            rectify(row=row, field=Enrolment._meta.get_field("education"), value="kursbevis", why="x", by=None)
        assert Enrolment.objects.get().education == ""


def test_the_persons_own_view_stands_beside(alma, colleagues):
    with as_system([alma.organisation_id]):
        row = Enrolment.objects.select_related("person__key").get()
        opened([row.person], "test")
        dispute(row=row, field=Enrolment._meta.get_field("note_sealed"), view="Det var inte så.", by=colleagues.lead)
        kept = Rectification.objects.select_related("person__key").get()
        assert kept.opened("disputed_sealed") == "Det var inte så."


def test_every_field_has_a_form_that_opens_and_saves(client, open_for, alma, colleagues):
    case = open_for("rectify")
    client.force_login(colleagues.protector)
    page = client.get(reverse("rights-rectify", args=[case.pk]))
    links = {
        cell.href for table in page.context["tables"] for row in table.rows for cell in row if hasattr(cell, "href")
    }
    assert len(links) > 12
    for link in links:
        assert client.get(link).status_code == 200
    address = reverse("rights-rectify-field", args=[case.pk, f"person:{alma.pk}:birth_year"])
    assert "Välj att rätta" in client.post(address, {"value": "1991"}).text
    assert client.post(address, {"change": "on", "value": "1991", "why": "Skrivfel"}).status_code == 302
    with as_system([alma.organisation_id]):
        assert Person.objects.get().birth_year == 1991


@pytest.mark.parametrize(
    "place", ["person:{other}:birth_year", "person:{alma}:key", "session:1:note", "x", "person:1:sex"]
)
def test_no_other_row_or_column_is_reached(client, open_for, alma, write_in, colleagues, place):
    other = write_in("Berit Påhittad", "198101019803")
    case = open_for("rectify")
    client.force_login(colleagues.protector)
    address = reverse("rights-rectify-field", args=[case.pk, place.format(other=other.pk, alma=alma.pk)])
    assert client.get(address).status_code == 404


# restriction


@pytest.fixture
def restricted(alma, open_for, colleagues):
    open_for("restrict")
    with as_system([alma.organisation_id]):
        restrict(person=at_home(alma), why="Bestrider uppgifterna.", by=colleagues.protector)
    return alma


def test_restricted_data_are_shown_to_those_who_handle_rights_only(client, restricted, colleagues):
    client.force_login(colleagues.lead)
    assert client.get(reverse("person", args=[restricted.pk])).status_code == 404
    assert "Alma" not in client.get(reverse("person-list")).text
    client.force_login(colleagues.protector)
    assert "Alma Påhittad" in client.get(reverse("person", args=[restricted.pk])).text


def test_they_are_counted_and_not_listed(restricted, write_in, colleagues):
    write_in("Berit Påhittad", "198101019803")
    with door(colleagues.lead):
        assert Person.objects.visible_to(colleagues.lead).count() == 1
        assert Person.objects.counted_for(colleagues.lead).count() == 2
        assert Enrolment.objects.visible_to(colleagues.lead).count() == 1
        assert Enrolment.objects.counted_for(colleagues.lead).count() == 2


def test_a_consent_does_not_open_them(alma, open_for, places, colleagues):
    with as_system([alma.organisation_id]):
        give_consent(
            person=alma, to_organisation=places.partner, purpose="x", categories=["name"], starts=TODAY, by=None
        )
        restrict(person=at_home(alma), why="Bestrider.", by=None)
    with door(colleagues.partner), pytest.raises(Http404), seen(colleagues.partner, alma.pk, "person"):
        pass


def test_nothing_is_written_about_them(restricted, project, places, colleagues):
    with as_system([restricted.organisation_id]):
        person = at_home(restricted)
        row = Enrolment.objects.select_related("person__key").get()
        about = {"to_organisation": places.partner, "purpose": "x", "categories": ["name"], "starts": TODAY, "by": None}
        for act in (
            lambda: enrol(person=person, project=project, starts=TODAY, by=None),
            lambda: rename(person=person, name="Någon Annan", by=None),
            lambda: end_enrolment(enrolment=row, ends=TODAY, reason="work", completed=True, by=None),
            lambda: give_consent(person=person, **about),
            lambda: person.save(),
        ):
            with pytest.raises(Restricted):
                act()


def test_those_who_handle_rights_may_rectify_them_and_let_them_go(restricted, colleagues):
    with as_system([restricted.organisation_id]):
        person = at_home(restricted)
        field = Person._meta.get_field("birth_year")
        rectify(row=person, field=field, value=1989, why="Fel", by=colleagues.protector)
        lift_restriction(person=person, by=colleagues.protector)
        assert at_home(restricted).birth_year == 1989
    with door(colleagues.lead):
        assert Person.objects.visible_to(colleagues.lead).count() == 1


def test_a_restricted_person_can_be_taken_up_again(client, restricted, colleagues):
    with as_system([restricted.organisation_id]):
        close_case(case=RightsCase.objects.get(), decision="granted", outcome="Begränsat.", by=colleagues.protector)
    client.force_login(colleagues.protector)
    page = client.get(reverse("rights-cases"))
    assert "Ta upp igen" in page.text
    assert "Alma" not in page.text
    sent = {"kind": "restrict", "came_on": TODAY.isoformat()}
    assert client.post(reverse("rights-request", args=[restricted.pk]), sent).status_code == 302


@pytest.mark.parametrize(
    "name", ["rights-case", "rights-case-extend", "rights-case-close", "rights-restrict", "rights-extract",
             "rights-extract-json", "rights-extract-pdf", "rights-rectify", "rights-erase"],
)  # fmt: skip
def test_nobody_but_those_who_handle_rights_at_the_authority(client, alma, open_for, colleagues, name):
    kinds = {"restrict": "restrict", "rectify": "rectify", "erase": "erase"}
    case = open_for(kinds.get(name.removeprefix("rights-"), "extract"), by=colleagues.lead)
    for who in ("lead", "manager", "reader", "partner", "foreign", "group_leader", "administrator"):
        client.force_login(getattr(colleagues, who))
        assert client.get(reverse(name, args=[case.pk])).status_code == 404
    client.force_login(colleagues.protector)
    assert client.get(reverse(name, args=[case.pk])).status_code in (200, 302)


def test_a_case_that_is_late_says_so(client, open_for, colleagues):
    open_for("rectify", came_on=timezone.localdate() - datetime.timedelta(days=45))
    client.force_login(colleagues.protector)
    assert "skulle varit klart" in client.get(reverse("rights-cases")).text
    assert "för sent" in client.get(reverse("overview")).text


def test_how_the_person_is_reached_is_rectified_line_by_line(client, open_for, alma, colleagues):
    case = open_for("rectify")
    client.force_login(colleagues.protector)
    address = reverse("rights-rectify-field", args=[case.pk, f"person:{alma.pk}:contact_sealed"])
    sent = {"change": "on", "why": "Bytt nummer"}
    assert "Börja varje rad" in client.post(address, {**sent, "value": "070-000 00 00"}).text
    wanted = "telefon: 070-000 00 00\ne-post: alma@exempel.se"
    assert client.post(address, {**sent, "value": wanted}).status_code == 302
    with as_system([alma.organisation_id]):
        assert at_home(alma).contact == {"phone": "070-000 00 00", "email": "alma@exempel.se"}
    assert "telefon: 070-000 00 00" in client.get(address).text
