"""The shared face: base templates, components, charts and static files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Knows no station. Stations register what they show in `samsyn.web.registry`."""

    name = "samsyn.web"
    label = "web"
    verbose_name = "Ansikte"

    def ready(self) -> None:
        from samsyn.web.registry import register_station

        register_station("overview", _("Översikt"), "overview", 0)
