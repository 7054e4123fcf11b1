from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.audit.queries import verify_chain


class Command(BaseCommand):
    help = "Spårets kedja: 'samsyn audit verify' läser allt och säger om något ändrats."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify", "head"], help="verify läser kedjan; head skriver ut dess ände")

    def handle(self, *, what, **options):
        result = verify_chain()
        if what == "head":
            self.stdout.write(f"{result.entries} {result.head}")
            return
        for fault in result.faults[:20]:
            self.stderr.write(fault)
        if not result.holds:
            raise CommandError(f"Kedjan håller inte: {len(result.faults)} fel i {result.entries} spår.")
        self.stdout.write(f"Kedjan håller: {result.entries} spår, ände {result.head}")
