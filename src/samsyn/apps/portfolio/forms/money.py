"""Budget lines and planned volumes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume

FIRST_YEAR, LAST_YEAR = 1990, 2100


class BudgetLineForm(ActionForm):
    class Meta:
        model = BudgetLine
        formfield_callback = field_for
        fields = ["part", "kind", "year", "amount", "hours", "hour_value", "note", "source"]
        help_texts = {
            "amount": _("Lämna tomt för arbetstid: beloppet är timmar gånger värdet per timme."),
            "hours": _("Bara för medfinansiering i arbetstid."),
            "note": _("Skiljer två rader av samma slag och år åt."),
        }

    def clean_year(self) -> int | None:
        """A year, not two digits of it."""
        year = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(_("Skriv hela årtalet, till exempel 2026."))
        return year


class VolumeForm(ActionForm):
    class Meta:
        model = PlannedVolume
        formfield_callback = field_for
        fields = ["measure", "part", "sex", "value", "source"]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        counted = MeasureVersion.objects.visible_to(user).current().filter(denominator="")
        chosen = MeasureVersion.objects.filter(pk=self.instance.measure_id)
        self.fields["measure"].queryset = counted.exclude(unit="SEK") | chosen
        self.fields["sex"].help_text = _("Välj totalt när planen inte är delad på kön.")
