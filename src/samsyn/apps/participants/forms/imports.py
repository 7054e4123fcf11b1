"""A file or a paste on its way in, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samsyn.core.intake.limits import FILE_BYTES, MEGABYTE
from samsyn.core.intake.rows.matching import LEFT_OUT
from samsyn.core.intake.rows.shapes import Shape

KINDS = ".xlsx,.csv,.tsv,.txt"


class BringForm(forms.Form):
    """A file, or what somebody copied from one."""

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_("Excel (.xlsx), .csv, .tsv eller .txt, högst %(megabytes)s MB.")
        % {"megabytes": FILE_BYTES // MEGABYTE},
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
    )
    text = forms.CharField(
        label=_("Eller klistra in rader"),
        required=False,
        strip=False,
        help_text=_("Markera raderna i Excel, rubrikerna också, kopiera och klistra in här."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > FILE_BYTES:
            raise ValidationError(_("Filen är för stor. Dela upp den, eller ta bort bilder och blad som inte behövs."))
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        if bool(values.get("file")) == bool(values.get("text", "").strip()):
            raise ValidationError(_("Välj en fil, eller klistra in rader; ett av de två."))
        return values


class ColumnsForm(forms.Form):
    """One choice for each header of the file. proposals: position → column that is nearly the same."""

    def __init__(self, *args: Any, shape: Shape, headers: dict[int, str], now: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(LEFT_OUT, _("läses inte")), *((column.code, column.label) for column in shape.columns)]
        self.shape = shape
        for position, header in headers.items():
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=header, choices=choices, required=False, initial=now.get(position, LEFT_OUT)
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for code in self.shape.codes:
            same = [name for name, value in values.items() if value == code]
            for name in same[1:]:
                other = self.fields[same[0]].label
                self.add_error(
                    name,
                    _("”%(column)s” är redan rubriken ”%(other)s”. Välj en av dem.")
                    % {"column": self.shape.column(code).label, "other": other},
                )
        return values

    @property
    def columns(self) -> dict[int, str]:
        """Position → column."""
        return {int(name.removeprefix("column_")): code for name, code in self.cleaned_data.items()}


class PlaceForm(forms.Form):
    """Which sheet of the workbook, and in which row the headers stand."""

    sheet = forms.ChoiceField(label=_("Blad"), required=False)
    headers = forms.IntegerField(
        label=_("Rubrikerna står på rad"), min_value=0, required=False,
        help_text=_("Radens nummer i Excel; 0 om filen saknar rubriker."),
    )  # fmt: skip

    def __init__(self, *args: Any, sheets: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(str(at), name) for at, name in enumerate(sheets)]
        if len(sheets) < 2:
            del self.fields["sheet"]


class TakeInForm(forms.Form):
    """Faulty rows are left out knowingly or not at all."""

    leave_faulty = forms.BooleanField(
        label=_("Lämna de felaktiga raderna utanför"),
        error_messages={"required": _("Rätta raderna, eller kryssa i att de ska lämnas utanför.")},
    )

    def __init__(self, *args: Any, faulty: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not faulty:
            del self.fields["leave_faulty"]
