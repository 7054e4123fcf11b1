"""`samsyn weed`: what the rules would remove today, and the upkeep that needs nobody's decision."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.rights_removal import remove_without_key
from samsyn.apps.participants.actions.weeding import weed_imports
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.presenters.weeding import OUTCOMES
from samsyn.apps.participants.queries.weeding import sort_persons
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.rls import held_models
from samsyn.apps.participants.weeding_rules import load_rules


class Command(BaseCommand):
    help = (
        "Visar vad gallringsreglerna säger i dag, utan att ta bort någon: gallring av personer görs av två medarbetare "
        "på sidan Gallring. Tar bort innehållet i inlästa filer vars tid är ute. --vacuum skriver över det som redan "
        "är borttaget ur databasens filer; kör det som databasens ägare efter en gallring. --without-key behövs efter "
        "en återläsning: de som raderats sedan kopian togs finns i den, men deras nycklar är borta."
    )

    def add_arguments(self, parser):
        parser.add_argument("--organisation", help="bara den organisationen, med sitt namn")
        parser.add_argument("--without-key", action="store_true", help="ta bort personer vars nyckel är förstörd")
        parser.add_argument("--vacuum", action="store_true", help="töm det borttagna ur databasens filer")

    def handle(self, *, organisation, without_key, vacuum, **options):
        rules = load_rules()
        for house in self._houses(organisation):
            with as_system([house.pk]):
                found = sort_persons(house, rules, timezone.localdate(), "weeding_tried")
                imports = weed_imports(house, rules)
                keyless = remove_without_key(house) if without_key else 0
            self.stdout.write(f"{house.name} (reglernas version {rules.version})")
            for outcome, count in sorted(found.counts.items()):
                self.stdout.write(f"  {OUTCOMES[outcome]}: {count}")
            self.stdout.write(f"  inlästa filer tömda: {imports}")
            if without_key:
                self.stdout.write(f"  personer utan nyckel borttagna: {keyless}")
        if vacuum:
            self._vacuum()

    def _houses(self, name: str | None) -> list[Organisation]:
        if name:
            found = list(Organisation.objects.filter(name=name))
            if not found:
                raise CommandError(f"Ingen organisation heter {name}. Skriv namnet som det står i registret.")
            return found
        with as_keeper():
            keys = set(Person.objects.order_by().values_list("organisation", flat=True).distinct())
        return list(Organisation.objects.filter(pk__in=keys).order_by("name"))

    def _vacuum(self) -> None:
        """PostgreSQL keeps what was deleted until it is vacuumed, and so does SQLite."""
        tables = ", ".join([model._meta.db_table for model in held_models()] + ["participants_sealkey"])
        statement = f"VACUUM {tables}" if connection.vendor == "postgresql" else "VACUUM"
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError as fault:
            raise CommandError(
                "Databasen gick inte att städa: kör kommandot med den databasroll som äger tabellerna, när ingen "
                f"annan transaktion pågår. ({fault})"
            ) from fault
        self.stdout.write("Det borttagna är borta ur databasens filer.")
