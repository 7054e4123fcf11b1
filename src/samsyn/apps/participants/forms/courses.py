"""Course events for staff, and the units that were planned and came."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Project


class CourseForm(ActionForm):
    class Meta:
        model = CourseEvent
        formfield_callback = field_for
        fields = ["title", "theme", "on", "hours", "place"]

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Term.objects.visible_to(user).current().filter(kind=TermKind.THEME)


class UnitForm(ActionForm):
    """The project's parties come first among the employers, since most who come work there."""

    class Meta:
        model = CourseAttendance
        formfield_callback = field_for
        fields = [
            "employer", "unit", "planned", "planned_women", "planned_men", "women", "men", "hours_each", "manager_came",
        ]  # fmt: skip

        labels = {"women": _("Kvinnor som kom"), "men": _("Män som kom")}
        help_texts = {"planned": _("Tomt betyder summan av kvinnor och män här under.")}

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned"].required = False
        near = project.parties.values("organisation")
        employers = Organisation.objects.order_by("name")
        field = self.fields["employer"]
        field.queryset = employers
        close = list(employers.filter(pk__in=near))
        others = employers.exclude(pk__in=[one.pk for one in close])
        field.choices = [("", field.empty_label), *_named(close), *_named(others)]

    def clean_planned(self) -> int:
        return self.cleaned_data["planned"] or 0

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("planned"):
            found["planned"] = (found.get("planned_women") or 0) + (found.get("planned_men") or 0)
        return found


def _named(organisations) -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in organisations]
