"""Filters of lists: GET forms whose choices are in the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Project, ProjectMunicipality, ProjectParty
from samsyn.apps.portfolio.models.projects import State

PURPOSES = [("operative", _("operativ")), ("strategic", _("strategisk")), ("both", _("både och"))]


class ProjectFilter(forms.Form):
    """What to see in the list. Choices are those that occur among the projects the reader may see."""

    text = forms.CharField(label=_("Sök"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("alla")), *State.choices])
    purpose = forms.ChoiceField(label=_("Samverkan"), required=False, choices=[("", _("alla")), *PURPOSES])
    theme = forms.ModelChoiceField(Term.objects.none(), label=_("Tema"), required=False, empty_label=_("alla"))
    municipality = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Kommun"), required=False, empty_label=_("alla")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Part"), required=False, empty_label=_("alla")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        visible = Project.objects.visible_to(user)
        themes = Project.themes.through.objects.filter(project__in=visible).values("term")
        places = ProjectMunicipality.objects.filter(project__in=visible).values("municipality")
        parties = ProjectParty.objects.filter(project__in=visible).values("organisation")
        self.fields["theme"].queryset = Term.objects.filter(pk__in=themes)
        self.fields["municipality"].queryset = Organisation.objects.filter(pk__in=places)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=parties)


class OverlapFilter(forms.Form):
    staff_group = forms.ModelChoiceField(
        Term.objects.none(), label=_("Personalgrupp"), required=False, empty_label=_("alla")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["staff_group"].queryset = Term.objects.visible_to(user).filter(kind=TermKind.STAFF_GROUP)
