"""What a writer fills in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.reporting.queries import accounts_for, subjects_for
from samsyn.apps.reporting.references import faults_in
from samsyn.web.formats import isodate

LONGEST = 40_000


def account_label(frozen: FrozenAccount) -> str:
    """A frozen account as it is chosen: name, number, day and why."""
    words = {"title": frozen.account.title, "n": frozen.number, "day": isodate(frozen.frozen_at), "why": frozen.reason}
    return gettext("%(title)s, fryst nr %(n)s (%(day)s, %(why)s)") % words


class NewReportForm(forms.Form):
    """A report on one of the projects or clusters that the user may write about."""

    subject = forms.ChoiceField(label=_("Vad rapporten gäller"))
    title = forms.CharField(label=_("Titel"), max_length=200)
    author = forms.CharField(
        label=_("Upphov"),
        max_length=200,
        required=False,
        help_text=_("Den organisation eller person som svarar för rapporten."),
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        projects, clusters = subjects_for(user)
        self.subjects = {f"cluster-{one.pk}": {"cluster": one} for one in clusters}
        self.subjects |= {f"project-{one.pk}": {"project": one} for one in projects}
        names = {key: str(next(iter(about.values()))) for key, about in self.subjects.items()}
        groups = [
            (_("Kluster"), [(key, name) for key, name in names.items() if key.startswith("cluster")]),
            (_("Insatser"), [(key, name) for key, name in names.items() if key.startswith("project")]),
        ]
        self.fields["subject"].choices = [("", _("Välj kluster eller insats")), *(pair for pair in groups if pair[1])]

    @property
    def about(self) -> dict:
        """The chosen project or cluster, as make_report takes it."""
        return self.subjects[self.cleaned_data["subject"]]


class SectionForm(forms.Form):
    """The text of one section."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_(
            "Tom rad ger nytt stycke, rader som börjar med - blir en punktlista. Skriv inga tal: skriv en referens, "
            "till exempel [[participants.outcome]]."
        ),
    )

    def __init__(self, *args, figures, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.figures = figures

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        faults = faults_in(text, self.figures)
        if faults:
            raise ValidationError([str(fault) for fault in faults])
        return text


class AccountsForm(forms.Form):
    """Which frozen accounts the report tells of."""

    accounts = forms.ModelMultipleChoiceField(
        FrozenAccount.objects.none(),
        label=_("Frysta kalkyler"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Var och en blir ett avsnitt i kapitlet Samhällsekonomi, med checklistan sist i rapporten. Alla som får "
            "läsa rapporten ser dem."
        ),
    )

    def __init__(self, *args, report, user, **kwargs) -> None:
        inside = report.accounts.values("pk")
        super().__init__(*args, initial={"accounts": [row["pk"] for row in inside]}, **kwargs)
        rows = FrozenAccount.objects.filter(Q(pk__in=accounts_for(report, user).values("pk")) | Q(pk__in=inside))
        field = self.fields["accounts"]
        field.queryset = (
            rows.select_related("account").defer("contents", "result").order_by("account__title", "-number")
        )
        field.label_from_instance = account_label


class FreezeForm(forms.Form):
    """Why the report is frozen."""

    reason = forms.CharField(
        label=_("Varför fryses den?"),
        max_length=200,
        help_text=_("Till exempel: slutrapport till styrgruppen."),
    )
