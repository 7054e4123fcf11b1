from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "samsyn.apps.governance"
    label = "governance"
    verbose_name = _("Styrning")

    def ready(self) -> None:
        from samsyn.apps.economics.readers import register_reader
        from samsyn.apps.governance import documents, presenters
        from samsyn.apps.governance.actions.effects.shipped import register_shipped
        from samsyn.apps.governance.queries.choosing import read_by
        from samsyn.web import registry

        register_shipped()
        register_reader("choosing", read_by)
        documents.register()
        registry.register_tab("project", "governance", _("Styrning"), 70, "project-boards")
        registry.register_card(30, "governance/card_governance.html", presenters.agenda_card)
        registry.register_search(presenters.search_boards, indexed=True)
        registry.register_station("governance", _("Styrning"), "board-list", order=80)
