from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "samsyn.apps.organisations"
    label = "organisations"
    verbose_name = _("Organisationer")

    def ready(self) -> None:
        from samsyn.apps.organisations import documents, search, sessions
        from samsyn.apps.organisations.models import organisations_where
        from samsyn.apps.organisations.policy import Permission
        from samsyn.web.registry import register_account_link, register_search

        def reads_the_trail(user) -> bool:
            return organisations_where(user, Permission.AUDIT_READ).exists()

        user_logged_in.connect(sessions.begin, dispatch_uid="samsyn_session_begins")
        register_search(search.organisations, indexed=True)
        documents.register()
        register_account_link(10, _("Min behörighet"), _("Varför du ser det du ser, och vad du får göra."), "my-access")
        register_account_link(20, _("Organisationer"), _("Registret över parter, och medlemskap."), "organisation-list")
        register_account_link(30, _("Spår"), _("Vem som gjorde vad, och när."), "trail", reads_the_trail)
