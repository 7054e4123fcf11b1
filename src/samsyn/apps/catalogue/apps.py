from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "samsyn.apps.catalogue"
    label = "catalogue"
    verbose_name = _("Begrepp")

    def ready(self) -> None:
        from samsyn.apps.catalogue import documents
        from samsyn.apps.catalogue.presenters import search_catalogue
        from samsyn.web import registry

        registry.register_station("catalogue", _("Begrepp"), "catalogue", order=90)
        registry.register_search(search_catalogue, indexed=True)
        documents.register()
