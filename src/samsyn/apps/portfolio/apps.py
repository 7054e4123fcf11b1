from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "samsyn.apps.portfolio"
    label = "portfolio"
    verbose_name = _("Insatser")

    def ready(self) -> None:
        from samsyn.apps.organisations.models import sees_projects
        from samsyn.apps.portfolio import documents, presenters
        from samsyn.web import registry

        registry.register_station("portfolio", _("Insatser"), "project-list", order=30)
        registry.register_tab("project", "about", _("Om"), 10, "project")
        registry.register_tab("project", "goals", _("Mål"), 50, "project-goals")
        registry.register_tab("project", "economy", _("Ekonomi"), 60, "project-economy")
        registry.register_card(15, "portfolio/card_granted.html", presenters.granted_card, sees_projects)
        registry.register_card(20, "portfolio/card_goals.html", presenters.unfollowable_card, sees_projects)
        registry.register_card(110, "portfolio/card_projects.html", presenters.projects_card, sees_projects)
        registry.register_search(presenters.search_portfolio, indexed=True)
        documents.register()
