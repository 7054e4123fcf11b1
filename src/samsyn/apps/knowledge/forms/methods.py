"""Method cards: the card, its parts and adaptations, the projects that tried it, a reviewer's grade, the list."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.knowledge.models import IN_USE, Adaptation, Adoption, GradeOf, Method, MethodPart, MethodUse, NoCard
from samsyn.apps.knowledge.queries.counting import accounts_to_name
from samsyn.apps.knowledge.queries.rules import scale
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Project

TERMS = {"themes": TermKind.THEME, "target_groups": TermKind.TARGET_GROUP}
EDIT = Permission.KNOWLEDGE_EDIT


class MethodForm(ActionForm):
    """What the card says. only: the fields to ask for, when not all."""

    class Meta:
        model = Method
        formfield_callback = field_for
        fields = [
            "organisation", "name", "summary", "problem", "target_groups", "themes", "steps", "training", "materials",
            "takes", "exclusion", "source",
        ]  # fmt: skip
        widgets = {"themes": forms.CheckboxSelectMultiple, "target_groups": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": _("Det ni kallar metoden, utan insatsens namn om den har ett eget."),
            "training": _("Vilka behöver lära sig vad, hur länge, och av vem?"),
            "source": _("Till exempel en rapport och sidan."),
        }

    def __init__(self, *args, user, only: Collection[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            choose_own(self.fields["organisation"], user, EDIT)
        self.fields["exclusion"].queryset = accounts_to_name(user, self.instance.exclusion_id)
        for name, kind in TERMS.items():
            self.fields[name].queryset = Term.objects.visible_to(user).current().filter(kind=kind)
        for name in [name for name in self.fields if only and name not in only]:
            del self.fields[name]


class PartForm(ActionForm):
    class Meta:
        model = MethodPart
        formfield_callback = field_for
        fields = ["name", "what", "core", "order", "source"]


class AdaptationForm(ActionForm):
    class Meta:
        model = Adaptation
        formfield_callback = field_for
        fields = ["name", "target_group", "changed", "why", "since", "source"]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"].queryset = (
            Term.objects.visible_to(user).current().filter(kind=TermKind.TARGET_GROUP)
        )


class UseEditForm(ActionForm):
    class Meta:
        model = MethodUse
        formfield_callback = field_for
        fields = ["adaptation", "learned", "source"]

    def __init__(self, *args, method: Method, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adaptation"].queryset = method.adaptations.all()
        if not method.adaptations.exists():
            del self.fields["adaptation"]


class UseForm(UseEditForm):
    class Meta(UseEditForm.Meta):
        fields = ["project", *UseEditForm.Meta.fields]
        help_texts = {
            "project": _("Insatsens siffror visas på kortet för alla som läser det, skyddade som i uppföljningen.")
        }

    def __init__(self, *args, user, method: Method, **kwargs) -> None:
        super().__init__(*args, method=method, **kwargs)
        there = method.uses.values("project")
        self.fields["project"].queryset = Project.objects.visible_to(user, EDIT).exclude(pk__in=there)


class NoCardForm(ActionForm):
    class Meta:
        model = NoCard
        formfield_callback = field_for
        fields = ["why"]


class GradeForm(forms.Form):
    """A grade in one's own name. of: which question."""

    value = forms.TypedChoiceField(label=_("Grad"), coerce=int, widget=forms.RadioSelect)
    ground = forms.CharField(
        label=_("Grund"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vad bygger du på? En studie, ett besök, en jämförelse: så att någon annan kan pröva det."),
    )  # fmt: skip

    def __init__(self, *args, of: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = scale(of)
        self.fields["value"].choices = [(value, f"{value}. {asked.name(value)}") for value in asked.values()]


class MethodFilter(forms.Form):
    """What to see in the list. Choices are those that occur among `read`, the methods the reader may read."""

    text = forms.CharField(label=_("Sök"), required=False, max_length=100)
    theme = forms.ModelChoiceField(Term.objects.none(), label=_("Tema"), required=False, empty_label=_("alla"))
    target_group = forms.ModelChoiceField(
        Term.objects.none(), label=_("Målgrupp"), required=False, empty_label=_("alla")
    )
    evidence = forms.TypedChoiceField(label=_("Säkerhet, minst"), required=False, coerce=int, empty_value=None)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("I drift hos"), required=False, empty_label=_("alla")
    )

    def __init__(self, *args, read: QuerySet[Method], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for name, field in (("theme", "themes"), ("target_group", "target_groups")):
            through = getattr(Method, field).through.objects.filter(method__in=read)
            self.fields[name].queryset = Term.objects.filter(pk__in=through.values("term"))
        used = Adoption.objects.filter(method__in=read, stage__in=IN_USE)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=used.values("organisation"))
        asked = scale(GradeOf.EVIDENCE)
        levels = [(value, f"{value}. {asked.name(value)}") for value in asked.values() if value]
        self.fields["evidence"].choices = [("", _("alla")), *levels]
