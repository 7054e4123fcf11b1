"""Makes `{{ form }}` right by itself: label, hint and error tied together, in Designsystemet's markup."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.forms import BoundField, CheckboxInput
from django.forms.renderers import BaseRenderer, EngineMixin
from django.template.backends.django import DjangoTemplates

OURS = Path(__file__).parent / "templates"
DJANGOS = Path(django.forms.__file__).parent / "templates"


class FaceBoundField(BoundField):
    """A bound field that gives its input our class and knows how it is to be laid out."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not shown.is_hidden:
            own = shown.attrs.get("class", "")
            built["class"] = f"ds-input {own}".strip()
        return built

    @property
    def aria_describedby(self) -> str | None:
        """Hint first, then errors; radios and checkboxes carry it on their fieldset."""
        return super().aria_describedby or None

    @property
    def is_single_checkbox(self) -> bool:
        """One box beside its label, rather than a box below it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def error_anchor(self) -> str:
        """Where the summary of errors leads: the input, or the group that holds several."""
        return self.id_for_label or f"{self.auto_id}_group"


class FaceRenderer(EngineMixin, BaseRenderer):
    """`FORM_RENDERER`. Our form templates stand before Django's; stations' own come after both."""

    backend = DjangoTemplates
    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = FaceBoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        return self.backend({"APP_DIRS": True, "DIRS": [OURS, DJANGOS], "NAME": "djangoforms", "OPTIONS": {}})
