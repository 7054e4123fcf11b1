"""Projects, their parties, phases and municipalities."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import PartIn, Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import (
    Application,
    Call,
    PhasePeriod,
    Project,
    ProjectMunicipality,
    ProjectParty,
)

TERMS = {"themes": TermKind.THEME, "target_groups": TermKind.TARGET_GROUP, "staff_groups": TermKind.STAFF_GROUP}


class ProjectEditForm(ActionForm):
    """What a project says about itself."""

    class Meta:
        model = Project
        formfield_callback = field_for
        fields = [
            "code",
            "name",
            "former_name",
            "starts",
            "ends",
            "purpose",
            "summary",
            "focus",
            "insight",
            "themes",
            "target_groups",
            "staff_groups",
            "source",
        ]
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
            "staff_groups": forms.CheckboxSelectMultiple,
            "purpose": forms.RadioSelect,
        }
        help_texts = {
            "code": _("Några bokstäver som alla känner igen, till exempel BOSS."),
            "staff_groups": _("Vilkas arbetstid tar insatsen? Det syns i överlappskartan."),
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in TERMS.items():
            self.fields[name].queryset = Term.objects.visible_to(user).current().filter(kind=kind)


class ProjectForm(ProjectEditForm):
    """A new project: also whose it is and which call or application it comes from."""

    class Meta(ProjectEditForm.Meta):
        fields = ["organisation", "application", "call", *ProjectEditForm.Meta.fields]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, user=user, **kwargs)
        own = self.fields["organisation"]
        choose_own(own, user, Permission.PROJECT_EDIT)
        self.fields["call"].queryset = Call.objects.visible_to(user)
        self.fields["application"].queryset = Application.objects.filter(
            organisation__in=own.queryset, state="granted", project=None
        )
        self.fields["application"].help_text = _(
            "En beviljad ansökan för med sig utlysning, behov, belopp och den kalkyl som skickades."
        )


class StopProjectForm(forms.Form):
    stopped_why = forms.CharField(
        label=_("Varför avbryts insatsen?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det är det som andra kan lära av."),
    )
    stopped_on = forms.DateField(label=_("Avbruten den"), required=False, help_text=_("Tomt betyder i dag."))


class PartyForm(ActionForm):
    class Meta:
        model = ProjectParty
        formfield_callback = field_for
        fields = ["organisation", "part", "starts"]
        help_texts = {"starts": _("Från den dagen ser organisationens medarbetare insatsen, som deras roller medger.")}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user)
        self.fields["part"].choices = [choice for choice in PartIn.choices if choice[0] != PartIn.OWNER]


class EndPartyForm(forms.Form):
    on = forms.DateField(label=_("Till och med"), required=False, help_text=_("Tomt betyder till och med i dag."))


class PhaseForm(ActionForm):
    class Meta:
        model = PhasePeriod
        formfield_callback = field_for
        fields = ["name", "phase", "starts", "ends", "operative", "strategic", "collaboration", "source"]
        help_texts = {
            "operative": _("Hur gick arbetet med deltagarna?"),
            "strategic": _("Vad beslutades som ändrar förutsättningarna?"),
            "collaboration": _("Hur fungerade det mellan parterna?"),
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = Term.objects.visible_to(user).current().filter(kind=TermKind.PHASE)


class PlaceForm(ActionForm):
    class Meta:
        model = ProjectMunicipality
        formfield_callback = field_for
        fields = [
            "municipality",
            "manager",
            "local_group",
            "contact",
            "process_leader",
            "mandate",
            "note",
            "as_of",
            "source",
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["municipality"]
        else:
            self.fields["municipality"].queryset = Organisation.objects.municipalities()
