"""Groups and their seats."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models import Board, Seat
from samsyn.apps.organisations.models import Organisation, User
from samsyn.apps.organisations.models.access import Membership, active_on
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Project


class BoardForm(ActionForm):
    class Meta:
        model = Board
        formfield_callback = field_for
        fields = ["organisation", "kind", "name", "purpose", "projects", "observations", "until", "source"]
        widgets = {"kind": forms.RadioSelect, "projects": forms.CheckboxSelectMultiple}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            del self.fields["until"]
            choose_own(self.fields["organisation"], user, Permission.BOARD_EDIT)
        self.fields["projects"].queryset = Project.objects.visible_to(user)


class SeatForm(ActionForm):
    """Somebody's place: first who they are, then what they may do."""

    class Meta:
        model = Seat
        formfield_callback = field_for
        fields = [
            "function", "name", "user", "organisation", "promised", "promised_words", "held", "held_words",
            "substitute_for", "starts", "source",
        ]  # fmt: skip
        help_texts = {"name": _("Behövs inte. Funktionen räcker för att veta vem som avses.")}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        board = self.instance.board
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user)
        now = self.instance
        self.fields["user"].queryset = colleagues_for(board) | User.objects.filter(pk=now.user_id)
        others = board.seats.filter(substitute_for=None, ends=None).exclude(pk=now.pk)
        others |= board.seats.filter(pk=now.substitute_for_id)
        self.fields["substitute_for"].queryset = others.select_related("organisation", "user")


def colleagues_for(board: Board):
    """Accounts of the group's organisation and of the parties to what it steers."""
    places = Organisation.objects.filter(pk=board.organisation_id)
    places |= Organisation.objects.filter(project_parts__project__in=board.projects.all())
    members = active_on(Membership.objects.filter(organisation__in=places.distinct()))
    return User.objects.filter(pk__in=members.values("user"), is_active=True)


class EndSeatForm(forms.Form):
    on = forms.DateField(label=_("Till och med"), required=False, help_text=_("Tomt betyder till och med i dag."))
