"""What groups, sessions and talks show on pages that several stations or parts share."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called when Django starts."""
    from samsyn.apps.organisations.models import organisations_where
    from samsyn.apps.organisations.policy import Permission
    from samsyn.apps.participants.face.awaiting import register_awaiting
    from samsyn.apps.participants.face.sections import register_section
    from samsyn.apps.participants.policy import FieldClass
    from samsyn.apps.participants.presenters import groups_shared as shared
    from samsyn.apps.portfolio.models import Project
    from samsyn.web import registry

    def shows(project, user) -> bool:
        """Whoever takes attendance at the authority that is responsible for the project."""
        at = organisations_where(user, Permission.ATTENDANCE).filter(pk=project.organisation_id)
        return at.exists() and Project.objects.visible_to(user, Permission.ATTENDANCE).filter(pk=project.pk).exists()

    registry.register_tab("project", "activities", _("Aktiviteter"), 30, "project-activities", shows)
    register_awaiting(5, "participants/card_today.html", shared.waiting_card, on_overview=True)
    registry.register_search(shared.search_groups)
    register_section(
        "activity", _("Grupper, närvaro och samtal"), 30, "participants/group_section.html", shared.activity_section,
        FieldClass.ACTIVITY,
    )  # fmt: skip
