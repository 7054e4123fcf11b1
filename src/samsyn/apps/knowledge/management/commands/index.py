"""`samsyn index`: make the index that search reads, anew and whole."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.knowledge.queries.searching import is_current


class Command(BaseCommand):
    help = "Gör sökningens index på nytt av allt som stationerna har. Går att köra när som helst, också under drift."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="gör det bara om indexet saknas eller ordlistorna har ändrats"
        )

    def handle(self, *args, **options) -> None:
        if options["if_needed"] and is_current():
            return
        count = make_index()
        if options["verbosity"]:
            self.stdout.write(f"Sökningen hittar nu {count} saker.")
