from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from samsyn.apps.organisations.actions import add_person, give_membership
from samsyn.apps.organisations.models import Membership, Organisation, User


class Command(BaseCommand):
    help = "Ger en organisation dess första administratör, som sedan ger de andra medlemskap på webben."

    def add_arguments(self, parser):
        parser.add_argument("--email", required=True, help="personens e-postadress")
        parser.add_argument("--name", required=True, help="personens namn")
        parser.add_argument("--organisation", required=True, help="organisationens namn, som i registret")

    @transaction.atomic
    def handle(self, *, email, name, organisation, **options):
        place = Organisation.objects.filter(name=organisation).first()
        if place is None:
            raise CommandError(
                f"Organisationen {organisation!r} finns inte. Kör 'samsyn sync', eller kontrollera namnet."
            )
        if Membership.objects.filter(organisation=place, role="administrator").exists():
            raise CommandError(f"{place} har redan en administratör, som ger medlemskap på webben.")
        person = User.objects.filter(email__iexact=email).first() or add_person(email=email, name=name, by=None)
        give_membership(user=person, organisation=place, role="administrator", by=None)
        self.stdout.write(f"{person} är nu administratör i {place} och sätter sitt lösenord under Glömt lösenordet?")
