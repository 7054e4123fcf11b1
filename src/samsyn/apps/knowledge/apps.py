from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "samsyn.apps.knowledge"
    label = "knowledge"
    verbose_name = _("Kunskap")

    def ready(self) -> None:
        from samsyn.apps.knowledge import documents, presenters
        from samsyn.apps.knowledge.actions.following import follow
        from samsyn.apps.knowledge.presenters.methods import register_methods
        from samsyn.apps.knowledge.presenters.searching import found_for
        from samsyn.apps.organisations.models import sees_projects
        from samsyn.web import registry

        registry.register_station("knowledge", _("Kunskap"), "knowledge", order=70)
        registry.register_card(12, "knowledge/card_waiting.html", presenters.waiting_card, sees_projects)
        register_methods()
        documents.register()
        registry.register_searcher(found_for)
        follow()
