from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EconomicsConfig(AppConfig):
    name = "samsyn.apps.economics"
    label = "economics"
    verbose_name = _("Ekonomi")

    def ready(self) -> None:
        from samsyn.apps.economics import documents, presenters
        from samsyn.web import registry

        registry.register_station("economics", _("Kalkyler"), "account-list", order=60)
        registry.register_tab("project", "accounts", _("Kalkyler"), 60, "project-accounts")
        registry.register_search(presenters.search_accounts, indexed=True)
        documents.register()
