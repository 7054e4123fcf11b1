from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EconomicsConfig(AppConfig):
    name = "samsyn.apps.economics"
    label = "economics"
    verbose_name = _("Ekonomi")

    def ready(self) -> None:
        from samsyn.apps.economics import documents, presenters
        from samsyn.apps.economics.actions.attachments import keep_what_is_sent
        from samsyn.apps.economics.actions.following import follow_at_start
        from samsyn.apps.economics.presenters.applications import sending_words, worth_panel
        from samsyn.apps.economics.presenters.following import judged_panel, starting_words
        from samsyn.apps.portfolio.sending import register_at_sending
        from samsyn.apps.portfolio.starting import register_at_start
        from samsyn.web import registry

        registry.register_station("economics", _("Kalkyler"), "account-list", order=60)
        registry.register_tab("project", "accounts", _("Kalkyler"), 60, "project-accounts")
        registry.register_panel("application", 10, "economics/_application.html", worth_panel)
        registry.register_panel("project", 10, "economics/_judged_on.html", judged_panel)
        register_at_sending("account", keep_what_is_sent, sending_words)
        register_at_start("account", follow_at_start, starting_words)
        registry.register_search(presenters.search_accounts, indexed=True)
        documents.register()
