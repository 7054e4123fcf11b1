"""What this part shows on pages that several stations or parts share."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called when Django starts."""
    from samsyn.apps.organisations.policy import Permission
    from samsyn.apps.participants.models.reach import led_projects
    from samsyn.web import registry

    def delivers(project, user) -> bool:
        return project.pk in led_projects(user, Permission.DELIVER)

    registry.register_tab("project", "deliveries", _("Leveranser"), 46, "delivery-list", delivers)
