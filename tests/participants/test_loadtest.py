"""The load that times are taken under: it follows the tables as they are, and never fills a database in use."""

from __future__ import annotations

import pytest
from django.db import connection

from samsyn.apps.organisations.models import Membership
from samsyn.apps.participants.loadtest import generate as loading
from samsyn.apps.participants.loadtest.size import Size
from samsyn.apps.participants.models import Attendance, Enrolment, GroupMember, Person, StateRecord
from samsyn.apps.participants.reading import as_system
from samsyn.apps.portfolio.models import Project

pytestmark = pytest.mark.django_db
SMALL = Size(0.0001)


def test_the_load_is_refused_in_a_database_that_is_not_its_own():
    with pytest.raises(loading.Refused):
        loading.generate(SMALL)
    assert not Project.objects.filter(code__startswith="L").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the load is made by PostgreSQL itself")
def test_a_small_load_has_people_groups_marks_and_states(monkeypatch):
    monkeypatch.setattr(loading, "refuse_unless_scratch", lambda: None)
    said: list[str] = []
    found = loading.generate(SMALL, say=said.append)
    assert found == {"person": 100, "enrolment": 133, "attendance": Attendance.objects.with_scopes_disabled().count()}
    assert said[-1].startswith("klart")
    house = Membership.objects.filter(user__email="last0@exempel.se").get().organisation_id
    with as_system([house]):
        assert Person.objects.count() == 100
        assert set(Enrolment.objects.values_list("project__code", flat=True)) == {f"L{n}" for n in range(1, 11)}
        for member in GroupMember.objects.all()[:20]:
            assert Attendance.objects.filter(enrolment=member.enrolment_id).count() == 25
        ended = Enrolment.objects.exclude(ends=None).count()
        after = StateRecord.objects.filter(occasion="months_3").count()
        assert 0 < after < ended
        assert StateRecord.objects.filter(occasion="before").count() == 133
