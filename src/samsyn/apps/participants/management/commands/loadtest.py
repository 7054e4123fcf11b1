from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.participants.loadtest.generate import Refused, generate
from samsyn.apps.participants.loadtest.measure import measure
from samsyn.apps.participants.loadtest.size import Size


class Command(BaseCommand):
    help = (
        "Fyller en egen PostgreSQL-databas med påhittade personer: 'samsyn loadtest generate --share 1' är hela "
        "landet i tio år (300 000 personer, 400 000 deltaganden, 10 miljoner närvaromarkeringar, 9 000 insatser). "
        "'samsyn loadtest measure' tar tid på sidorna genom en riktig server på den egna datorn."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["generate", "measure"])
        parser.add_argument("--share", type=float, default=0.01, help="del av hela lasten, 0.01 till 1")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, what, share, seed, **options):
        if not 0 < share <= 1:
            raise CommandError("--share är ett tal över 0, högst 1.")
        try:
            if what == "measure":
                return measure(self.stdout.write)
            generate(Size(share), seed, self.stdout.write)
        except Refused as why:
            raise CommandError(str(why)) from why
