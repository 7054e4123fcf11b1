"""The shared face: base templates, components, charts and static files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Knows no station. Stations register what they show in `samsyn.web.registry`."""

    name = "samsyn.web"
    label = "web"
    verbose_name = "Ansikte"

    def ready(self) -> None:
        from samsyn.web.registry import register_account_link, register_station

        register_station("overview", _("Översikt"), "overview", 0)
        register_account_link(60, _("Andra faktor"), _("Kodapp, passnycklar och reservkoder."), "mfa_index")
        register_account_link(70, _("Lösenord"), _("Byt lösenord."), "account_change_password")
        register_account_link(80, _("E-post"), _("Adresser som du loggar in och får besked med."), "account_email")
