from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.audit.queries import Verification, verify_chain, verify_readings


class Command(BaseCommand):
    help = "Spårets och läsloggens kedjor: 'samsyn audit verify' läser allt och säger om något ändrats."

    def add_arguments(self, parser):
        parser.add_argument(
            "what", choices=["verify", "head"], help="verify läser kedjorna; head skriver ut deras ändar"
        )

    def handle(self, *, what, **options):
        trail, readings = verify_chain(), verify_readings()
        if what == "head":
            self.stdout.write(f"{trail.entries} {trail.head}\n{readings.entries} {readings.head}")
            return
        faults = [*self._told(trail), *self._told(readings)]
        if faults:
            raise CommandError(f"Kedjan håller inte: {len(faults)} fel i {trail.entries + readings.entries} rader.")
        self.stdout.write(f"Kedjan håller: {trail.entries} spår, ände {trail.head}")
        self.stdout.write(f"Läsloggen håller: {readings.entries} läsningar, ände {readings.head}")

    def _told(self, result: Verification) -> tuple[str, ...]:
        for fault in result.faults[:20]:
            self.stderr.write(fault)
        return result.faults
