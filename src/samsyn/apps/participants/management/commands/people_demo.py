"""`samsyn people_demo`: the demonstration's invented people, into an empty station."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.participants.demo.fill import NotHere, fill_people


class Command(BaseCommand):
    help = "Skriver in demonstrationens påhittade personer i en tom station."

    def handle(self, *, verbosity, **options) -> None:
        try:
            fill_people()
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal
        if verbosity:
            self.stdout.write("Demonstrationens påhittade personer är inskrivna.")
