"""Good examples, resources and needs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.knowledge.forms.observations import choose_terms
from samsyn.apps.knowledge.models import Example, Method, Need, Resource, Spread
from samsyn.apps.knowledge.queries.counting import accounts_to_name
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Project


class _OwnForm(ActionForm):
    """A row that belongs to one of the user's organisations from the start, and stays there."""

    terms: dict[str, TermKind] = {}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            choose_own(self.fields["organisation"], user, Permission.KNOWLEDGE_EDIT)
        choose_terms(self, user, self.terms)
        if "municipality" in self.fields:
            self.fields["municipality"].queryset = Organisation.objects.filter(kind=Kind.MUNICIPALITY)
        if "project" in self.fields:
            self.fields["project"].queryset = Project.objects.visible_to(user)


class ExampleForm(_OwnForm):
    terms = {
        "themes": TermKind.THEME, "target_groups": TermKind.TARGET_GROUP, "strengths": TermKind.STRENGTH,
    }  # fmt: skip

    class Meta:
        model = Example
        formfield_callback = field_for
        fields = [
            "organisation", "name", "place", "what", "built_on", "barrier", "room", "result", "themes",
            "target_groups", "strengths", "method", "project", "source",
        ]  # fmt: skip
        widgets = {
            "themes": forms.CheckboxSelectMultiple, "target_groups": forms.CheckboxSelectMultiple,
            "strengths": forms.CheckboxSelectMultiple, "room": forms.RadioSelect,
        }  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["method"].queryset = Method.objects.visible_to(user)


class SpreadForm(ActionForm):
    class Meta:
        model = Spread
        formfield_callback = field_for
        fields = [
            "municipality", "place", "since", "until", "saved", "saved_years", "price_year", "counted_by", "frozen",
            "source",
        ]  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frozen"].queryset = accounts_to_name(user)
        self.fields["municipality"].queryset = Organisation.objects.filter(kind=Kind.MUNICIPALITY)


class ResourceForm(_OwnForm):
    terms = {"strengths": TermKind.STRENGTH, "from_group": TermKind.TARGET_GROUP}

    class Meta:
        model = Resource
        formfield_callback = field_for
        fields = ["organisation", "name", "what", "strengths", "municipality", "from_group", "until", "source"]
        widgets = {"strengths": forms.CheckboxSelectMultiple}
        help_texts = {"what": _("Skriv om gruppen eller platsen, aldrig om en namngiven person.")}


class NeedForm(_OwnForm):
    terms = {"strengths": TermKind.STRENGTH, "whose": TermKind.TARGET_GROUP}

    class Meta:
        model = Need
        formfield_callback = field_for
        fields = ["organisation", "name", "what", "strengths", "municipality", "whose", "project", "source"]
        widgets = {"strengths": forms.CheckboxSelectMultiple}


class ExampleFilter(forms.Form):
    text = forms.CharField(label=_("Sök"), required=False)
    theme = forms.ModelChoiceField(Term.objects.none(), label=_("Tema"), required=False, empty_label=_("alla"))
    target_group = forms.ModelChoiceField(
        Term.objects.none(), label=_("Målgrupp"), required=False, empty_label=_("alla")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_terms(self, user, {"theme": TermKind.THEME, "target_group": TermKind.TARGET_GROUP})
