"""Publications, their tables, how the tables are read, findings, and drafts to check."""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.catalogue.models import MeasureVersion, Part
from samsyn.apps.evaluation.models import Cluster, Finding, Publication, PublishedTable
from samsyn.apps.evaluation.queries import homes_where
from samsyn.apps.evaluation.queries.layouts import TOTAL
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.core.intake.limits import FILE_BYTES

ACCEPTED = ".csv,.tsv,.xlsx,.docx,.html,.htm,.txt,.md,.pdf"


class PublicationForm(forms.ModelForm):
    url = forms.URLField(required=False, max_length=200, assume_scheme="https", label=gettext_lazy("Adress"))

    class Meta:
        model = Publication
        fields = ["organisation", "title", "author", "published", "url"]

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = homes_where(user, Permission.FIGURE_EDIT)


class TableForm(forms.Form):
    """A table pasted as text: columns between tabs (as copied from a sheet), semicolons or upright lines."""

    number = forms.CharField(max_length=30, required=False, label=gettext_lazy("Nummer"),
                             help_text=gettext_lazy("Till exempel Tabell 1 eller Bilaga 2."))  # fmt: skip
    caption = forms.CharField(max_length=300, required=False, label=gettext_lazy("Rubrik"))
    page = forms.CharField(max_length=20, required=False, label=gettext_lazy("Sida eller avsnitt"))
    header_rows = forms.IntegerField(min_value=1, max_value=5, initial=1, label=gettext_lazy("Antal rubrikrader"))
    rows = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 12}), label=gettext_lazy("Tabellen"), strip=False, max_length=400_000,
        help_text=gettext_lazy("Klistra in tabellen som den är tryckt, en rad i taget, med tabb, semikolon eller | "
                               "mellan kolumnerna. Ändra inget, inte heller det som ser fel ut."),
    )  # fmt: skip

    def clean_rows(self) -> list[list[str]]:
        text = self.cleaned_data["rows"].strip("\r\n")
        sign = max("\t;|", key=text.count)
        if sign not in text:
            raise ValidationError(_("Hittar inga kolumner. Sätt tabb, semikolon eller | mellan dem."))
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=sign) if any(cell.strip() for cell in row)]
        if sign == "|" and all(not row[0].strip() and not row[-1].strip() for row in rows if len(row) > 2):
            rows = [row[1:-1] for row in rows if not set("".join(row)) <= set("-: ")]
        return [[cell.strip() for cell in row] for row in rows]


class LayoutForm(forms.Form):
    """What the rows and columns of a table mean: one choice a row, two a column."""

    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=gettext_lazy("Kluster"))

    def __init__(self, *args: Any, table: PublishedTable, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        clusters = Cluster.objects.visible_to(user, Permission.FIGURE_EDIT)
        self.fields["cluster"].queryset = clusters
        codes = sorted({code for code in clusters.values_list("projects__code", flat=True) if code})
        subjects = [("", _("– läses inte –")), (TOTAL, _("summan för klustret")), *((code, code) for code in codes)]
        measures = [("", _("– läses inte –"))]
        measures += [(row.code, row.name) for row in MeasureVersion.objects.visible_to(user).current()]
        layout = table.layout or {}
        self.fields["cluster"].initial = layout.get("cluster")
        for r, row in enumerate(table.rows[table.header_rows :], start=table.header_rows):
            known = layout.get("rows", {}).get(str(r), {}).get("subject") or (row[0] if row[0] in codes else "")
            self.fields[f"row-{r}"] = forms.ChoiceField(
                choices=subjects, required=False, initial=known, label=_("Raden %(name)s") % {"name": row[0] or r}
            )
        for c in range(1, len(table.rows[0])):
            name = " ".join(head[c] for head in table.rows[: table.header_rows] if head[c]) or str(c)
            known = layout.get("columns", {}).get(str(c), {})
            self.fields[f"measure-{c}"] = forms.ChoiceField(
                choices=measures, required=False, initial=known.get("measure"),
                label=_("Kolumnen %(name)s är") % {"name": name},
            )  # fmt: skip
            self.fields[f"part-{c}"] = forms.ChoiceField(
                choices=Part.choices, required=False, initial=known.get("part") or Part.OUTCOME,
                label=_("%(name)s gäller") % {"name": name},
            )  # fmt: skip

    def layout(self) -> dict[str, Any]:
        """The choices in the shape that import_table reads."""
        values = self.cleaned_data
        rows = {key[4:]: {"subject": value} for key, value in values.items() if key.startswith("row-") and value}
        columns = {
            key[8:]: {"measure": value, "part": values[f"part-{key[8:]}"] or Part.OUTCOME}
            for key, value in values.items()
            if key.startswith("measure-") and value
        }
        kept = {key: self.table.layout[key] for key in ("groups",) if key in (self.table.layout or {})}
        return {"cluster": values["cluster"].pk, "rows": rows, "columns": columns, **kept}


class FindingForm(ActionForm):
    class Meta:
        model = Finding
        formfield_callback = field_for
        fields = ["state", "comment"]


class UploadForm(forms.Form):
    """A draft. Its kind and size are checked before anything reads it."""

    draft = forms.FileField(
        label=gettext_lazy("Utkast"), max_length=255, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Word, Excel, PDF med text, HTML, CSV eller ren text. Ladda inte upp uppgifter om "
                               "enskilda människor. Filen sparas inte, bara det som granskningen visar."),
    )  # fmt: skip

    def clean_draft(self):
        draft = self.cleaned_data["draft"]
        if draft.size > FILE_BYTES:
            size = FILE_BYTES // 1_000_000
            raise ValidationError(_("Filen är större än %(size)s MB. Dela upp den.") % {"size": size})
        return draft
