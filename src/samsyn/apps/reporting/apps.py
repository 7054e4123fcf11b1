from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "samsyn.apps.reporting"
    label = "reporting"
    verbose_name = _("Rapporter")

    def ready(self) -> None:
        from samsyn.apps.organisations.models import sees_projects
        from samsyn.apps.reporting import brief, documents, presenters
        from samsyn.web import registry

        brief.register()
        registry.register_tab("project", "report", _("Rapport"), 90, "project-report")
        registry.register_tab("cluster", "report", _("Rapport"), 90, "cluster-report")
        registry.register_card(130, "reporting/card_reports.html", presenters.report_card, sees_projects)
        registry.register_search(presenters.search_reports, indexed=True)
        documents.register()
