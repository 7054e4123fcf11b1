"""What this part shows on pages that several stations or parts share."""

from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.policy import FieldClass


def register() -> None:
    """Called when Django starts."""
    from samsyn.apps.participants.face.awaiting import register_awaiting
    from samsyn.apps.participants.face.sections import register_section
    from samsyn.apps.participants.presenters.due import due_card
    from samsyn.apps.participants.presenters.states import states_section
    from samsyn.apps.participants.queries.follow_up import leads
    from samsyn.web import registry

    register_section(
        "states", _("Läge före och efter"), 40, "participants/states_section.html", states_section, FieldClass.PROGRESS
    )
    register_awaiting(15, "participants/card_due.html", due_card, on_overview=True)
    registry.register_tab("project", "people-follow-up", _("Stegförflyttning"), 45, "project-people-follow-up", leads)
