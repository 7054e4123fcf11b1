from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.organisations import actions
from samsyn.apps.organisations.models import User


class Command(BaseCommand):
    help = "Stänger eller öppnar ett konto, eller loggar ut en medarbetare överallt. Gäller från nästa klick."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["off", "on", "sign-out"], help="stäng, öppna eller logga ut")
        parser.add_argument("--email", required=True, help="kontots e-postadress")

    def handle(self, *, what, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Det finns inget konto med adressen {email}. Kontrollera stavningen.")
        act = {"off": actions.switch_off, "on": actions.switch_on, "sign-out": actions.sign_out_everywhere}[what]
        act(user=user, by=None)
        done = {"off": "Kontot är stängt.", "on": "Kontot är öppet.", "sign-out": "Utloggad överallt."}[what]
        self.stdout.write(done)
