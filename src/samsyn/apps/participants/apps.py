from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    name = "samsyn.apps.participants"
    label = "participants"
    verbose_name = _("Deltagare")

    def ready(self) -> None:
        from samsyn.apps.participants import checks, face, rls

        post_migrate.connect(rls.put_on, sender=self)
        face.register()
        checks.refuse_to_start()
