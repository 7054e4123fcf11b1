from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "samsyn.apps.organisations"
    label = "organisations"
    verbose_name = _("Organisationer")

    def ready(self) -> None:
        from samsyn.apps.organisations import search
        from samsyn.web.registry import register_search

        register_search(search.organisations)
