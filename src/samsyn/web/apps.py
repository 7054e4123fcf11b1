"""The shared face: base templates, components, charts and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Knows no station. Stations register what they show in `samsyn.web.registry`."""

    name = "samsyn.web"
    label = "web"
    verbose_name = "Ansikte"
