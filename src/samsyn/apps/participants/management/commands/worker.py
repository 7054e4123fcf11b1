import os
import signal
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand

from samsyn.apps.participants.actions.imports_jobs import pick_up_the_lost


class Command(BaseCommand):
    help = (
        "Gör långa arbeten bredvid webbtjänsten: stora inläsningar. Körs med samma inställningar som den, en eller "
        "flera. Arbeten som en avbruten arbetare lämnade efter sig tas upp igen när den startar."
    )

    def add_arguments(self, parser):
        parser.add_argument("--parent", type=int, help="sluta när processen med detta nummer slutar")
        parser.add_argument("--once", action="store_true", help="gör det som väntar och sluta sedan")

    def handle(self, *, parent, once, verbosity, **options):
        if parent:
            threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        if (lost := pick_up_the_lost()) and verbosity:
            self.stdout.write(f"{lost} avbrutna arbeten väntar igen.")
        call_command("prune_db_task_results", verbosity=0)
        call_command("db_worker", verbosity=max(0, verbosity - 1), batch=once, reload=False)


def _end_with(parent: int) -> None:
    """Whoever is left behind by a server that ended ends too, after the work at hand."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
