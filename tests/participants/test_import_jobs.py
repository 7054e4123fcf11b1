"""Large files beside the server: the page waits, the work is done once or not at all, and what stops can go on."""

from __future__ import annotations

import datetime
import json
import signal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from samsyn.apps.organisations.models import Membership
from samsyn.apps.participants.actions import imports as acts
from samsyn.apps.participants.actions import imports_jobs as jobs
from samsyn.apps.participants.models import Enrolment, ImportBatch, Person
from samsyn.apps.participants.models import imports as models
from samsyn.apps.participants.queries.imports_work import Progress, progress_of
from samsyn.apps.participants.reading import as_keeper

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ROWS = "Namn\tStart\n" + "".join(f"Person {letter}\t2025-02-0{at}\n" for at, letter in enumerate("ABCDE", 1))
State = ImportBatch.State


@pytest.fixture
def lead(client, colleagues, measures, monkeypatch):
    """Three rows are many here."""
    monkeypatch.setattr(models, "IN_THE_PAGE", 3)
    client.force_login(colleagues.lead)
    return client


@pytest.fixture
def queue(settings, monkeypatch):
    """Work waits in the database until `work` is called, as it does beside a server.

    The worker closes its connection between tasks; here it shares the one that the test stands in.
    """
    settings.TASKS = DATABASE
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def work() -> None:
        before = {kind: signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
        call_command("worker", once=True, verbosity=0)
        for kind, handler in before.items():
            signal.signal(kind, handler)

    return work


@pytest.fixture
def bring(lead, project):
    return lambda text=ROWS: lead.post(reverse("project-imports", args=[project.pk]), {"text": text}, follow=True)


def batch() -> ImportBatch:
    with as_keeper():
        return ImportBatch.objects.select_related("key").get()


def page(name: str) -> str:
    return reverse(name, args=[batch().pk])


def there() -> int:
    with as_keeper():
        return Person.objects.count()


def test_a_large_file_goes_all_the_way_beside_the_server(bring, lead, queue):
    text = bring().content.decode()
    assert "läses igenom" in text
    assert 'hx-trigger="every 2s"' in text
    assert "Se efter nu" in text  # also without a script
    assert batch().state == State.CHECKING
    queue()
    assert (batch().state, batch().counts["insert"], there()) == (State.READ, 5, 0)
    assert "skrivs in, alla på en gång" in lead.post(page("import-take-in"), follow=True).content.decode()
    assert (batch().state, there()) == (State.QUEUED, 0)
    queue()
    assert (batch().state, there()) == (State.DONE, 5)
    lead.post(page("import-undo"))
    assert (batch().state, there()) == (State.UNDOING, 5)
    queue()
    assert (batch().state, there()) == (State.UNDONE, 0)


def test_the_queue_holds_numbers_of_rows_and_nothing_about_anyone(bring, lead, queue, project, colleagues):
    bring()
    task = DBTaskResult.objects.get()
    held = {"args": [str(batch().pk), project.organisation_id, colleagues.lead.pk], "kwargs": {}}
    assert task.args_kwargs == held
    queue()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL
    assert (task.return_value, task.traceback) == (None, "")
    assert "Person" not in json.dumps(batch().asked)


def test_corrections_of_a_large_file_are_tried_beside_the_server(bring, lead, queue):
    bring(ROWS + "\t2025-02-09\n")
    queue()
    assert batch().counts["faulty"] == 1
    lead.post(page("import-correct"), {"cell-7-name": "Person F"})
    assert batch().state == State.CHECKING
    queue()
    assert (batch().counts["faulty"], batch().counts["insert"]) == (0, 6)


def test_that_rows_are_left_out_knowingly_is_remembered_by_the_work(bring, lead, queue):
    bring(ROWS + "\t2025-02-09\n")
    queue()
    lead.post(page("import-take-in"), {"leave_faulty": "on"})
    queue()
    assert (batch().state, there()) == (State.DONE, 5)


def test_whoever_lost_the_permission_meanwhile_has_nothing_done(bring, lead, queue, colleagues):
    bring()
    queue()
    lead.post(page("import-take-in"))
    Membership.objects.filter(user=colleagues.lead).update(ends=timezone.localdate() - datetime.timedelta(days=1))
    queue()
    assert (batch().state, there()) == (State.FAILED, 0)
    assert "inte längre behörighet" in batch().message


def test_a_closed_account_has_nothing_done(bring, lead, queue, colleagues):
    bring()
    queue()
    lead.post(page("import-take-in"))
    type(colleagues.lead).objects.filter(pk=colleagues.lead.pk).update(is_active=False)
    queue()
    assert (batch().state, there()) == (State.FAILED, 0)


def test_a_fault_in_the_work_changes_nothing_and_tells_no_secrets(bring, lead, queue, monkeypatch, caplog):
    bring()
    queue()
    lead.post(page("import-take-in"))
    real = acts.write

    def halfway(*args, **kwargs):
        real(*args, **kwargs)
        raise RuntimeError("Person A 19900101-2393")

    monkeypatch.setattr(acts, "write", halfway)
    queue()
    assert (batch().state, there()) == (State.FAILED, 0)
    assert "inget är ändrat" in batch().message
    assert "Person A" not in caplog.text + DBTaskResult.objects.latest("enqueued_at").traceback
    assert "RuntimeError" in caplog.text
    monkeypatch.undo()
    assert "inget är ändrat" in lead.get(page("import")).content.decode()
    with as_keeper():
        acts.take_in(batch=batch(), by=batch().user)
    assert there() == 5


def test_what_changed_meanwhile_is_shown_instead_of_written(bring, lead, queue, alma):
    bring("Personnummer\tStart\tSlut\n" + "\t\t\n" * 3 + "19900101-2393\t2025-02-03\t2025-06-01\n")
    queue()
    lead.post(page("import-take-in"))
    with as_keeper():
        Enrolment.objects.update(ends="2025-05-01")
    queue()
    assert batch().state == State.READ
    assert "stämmer inte längre" in batch().message
    with as_keeper():
        assert str(Enrolment.objects.get().ends) == "2025-05-01"


def test_work_asked_for_twice_is_done_once(bring, lead, queue, project, colleagues):
    bring()
    queue()
    lead.post(page("import-take-in"))
    jobs.work_beside.enqueue(str(batch().pk), project.organisation_id, colleagues.lead.pk)
    queue()
    assert (batch().state, there()) == (State.DONE, 5)


def test_what_a_killed_worker_left_is_taken_up_when_the_next_one_starts(bring, lead, queue):
    bring()
    queue()
    lead.post(page("import-take-in"))
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - datetime.timedelta(minutes=5)
    )
    with as_keeper():
        assert progress_of(batch()) == Progress.STOPPED
    assert "Försök igen" in lead.get(page("import")).content.decode()
    queue()
    assert (batch().state, there()) == (State.DONE, 5)


def test_stopped_work_is_asked_for_again_from_the_page_and_running_work_is_not(bring, lead, queue):
    bring()
    queue()
    lead.post(page("import-take-in"))
    assert "pågår" in lead.post(page("import-again"), follow=True).content.decode()
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).delete()
    with as_keeper():
        old = timezone.now() - datetime.timedelta(minutes=5)
        ImportBatch.objects.update(asked={**batch().asked, "at": old.isoformat()})
    lead.post(page("import-again"))
    queue()
    assert there() == 5


def test_waiting_work_can_be_stopped(bring, lead, queue):
    bring()
    queue()
    lead.post(page("import-take-in"))
    lead.post(page("import-stop"))
    queue()
    assert (batch().state, there()) == (State.READ, 0)


def test_nobody_at_work_is_said(bring, lead, queue):
    bring()
    with as_keeper():
        old = timezone.now() - datetime.timedelta(minutes=5)
        ImportBatch.objects.update(asked={**batch().asked, "at": old.isoformat()})
    assert "samsyn worker" in lead.get(page("import")).content.decode()


def test_the_page_that_waited_is_drawn_anew_when_it_is_done(bring, lead, queue):
    bring()
    assert "HX-Refresh" not in lead.get(page("import"), headers={"HX-Request": "true"}).headers
    queue()
    assert lead.get(page("import"), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_without_a_queue_everything_is_done_at_once(bring, lead):
    bring()
    lead.post(page("import-take-in"))
    assert (batch().state, there()) == (State.DONE, 5)
