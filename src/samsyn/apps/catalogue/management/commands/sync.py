"""`samsyn sync`: bring shipped definitions and the register of places into the database."""

from __future__ import annotations

import yaml
from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.catalogue.actions import ShippedDefinitionChanged, load_shipped
from samsyn.apps.catalogue.actions.shipped import PARAMETERS
from samsyn.apps.organisations.actions import load_places


class Command(BaseCommand):
    help = "Läser in mått, begrepp, regioner och kommuner som följer med Samsyn. Går att köra flera gånger."

    def handle(self, *args, **options) -> None:
        try:
            loaded = load_shipped()
        except ShippedDefinitionChanged as error:
            raise CommandError(str(error)) from error
        places = yaml.safe_load((PARAMETERS / "places" / "sweden.yaml").read_text(encoding="utf-8"))
        new = load_places(places["regions"], places["municipalities"])
        if options["verbosity"]:
            self.stdout.write(
                f"Begrepp: {len(loaded.new)} nya, {len(loaded.revised)} i ny version. Regioner och kommuner: {new} nya."
            )
