"""Sessions: one at a time, or a whole series with the weeks that are skipped."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes.forms import SafeModelChoiceField

from samsyn.apps.participants.models import Group, PlanItem, Session
from samsyn.apps.participants.queries.sessions_series import TooLong, days_of_series
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BETWEEN = re.compile(r"till och med|t\.?o\.?m\.?|till|[\s–—−-]+", re.IGNORECASE)
WEEK = re.compile(r"v(?:ecka|\.)?\s*(\d{1,2})(?:\s*,?\s*(\d{4}))?$", re.IGNORECASE)
LONGEST_SPAN = 370  # days; a longer holiday is a mistyped year


def field_of_session(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """As field_for, with the browser's own clock for times of day, and themes that are asked for behind the door."""
    if field.name == "planned":
        return SafeModelChoiceField(PlanItem.objects.none(), label=field.verbose_name, required=False)
    if isinstance(field, models.TimeField):
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    return field_for(field, **kwargs)


class SessionForm(ActionForm):
    """One session. Themes are those of its own group's plan."""

    class Meta:
        model = Session
        formfield_callback = field_of_session
        fields = ["on", "at", "minutes", "planned", "place", "interpreter"]

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned"].queryset = group.plan.all()
        self.fields["minutes"].max_value = 600


class WhyForm(forms.Form):
    """Why a session is cancelled."""

    why = forms.CharField(
        label=gettext_lazy("Varför"),
        help_text=gettext_lazy("Till exempel sjuk samtalsledare, för få anmälda. Skriv inget om enskilda deltagare."),
        max_length=200,
        required=False,
    )


class SeriesForm(forms.Form):
    """A weekday from a day to a day, without the holidays that are typed in."""

    starts = forms.DateField(label=gettext_lazy("Från och med"), widget=forms.DateInput)
    ends = forms.DateField(label=gettext_lazy("Till och med"), widget=forms.DateInput)
    weekday = forms.TypedChoiceField(label=gettext_lazy("Veckodag"), coerce=int, choices=list(WEEKDAYS.items()))
    every = forms.TypedChoiceField(
        label=gettext_lazy("Hur ofta"),
        coerce=int,
        choices=[(1, gettext_lazy("varje vecka")), (2, gettext_lazy("varannan vecka"))],
    )
    at = forms.TimeField(
        label=gettext_lazy("Klockan"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minuter"), min_value=1, max_value=600, initial=120)
    skipped = forms.CharField(
        label=gettext_lazy("Dagar och lov att hoppa över"),
        help_text=gettext_lazy("Ett på varje rad: 2025-02-18, eller 2025-02-17 – 2025-02-21, eller v. 8."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.CharField(label=gettext_lazy("Plats"), max_length=120, required=False)
    interpreter = forms.CharField(label=gettext_lazy("Tolk, språk"), max_length=60, required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        today = timezone.localdate()
        first = max(group.starts, today) if not group.ends or group.ends >= today else group.starts
        given = {"starts": first, "ends": group.ends, "weekday": first.weekday(), "place": group.place, "every": 1}
        super().__init__(*args, initial={**given, **kwargs.pop("initial", {})}, **kwargs)

    def clean_skipped(self) -> list[tuple[date, date]]:
        year = (self.cleaned_data.get("starts") or timezone.localdate()).year
        lines = [line.strip() for line in self.cleaned_data["skipped"].splitlines()]
        return [_span(line, number, year) for number, line in enumerate(lines, 1) if line]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Serien slutar innan den börjar. Ändra något av datumen."))
        return found

    def days(self) -> list[date]:
        """The days of the series. Adds an error, and answers none, when there are too many or none at all."""
        given = self.cleaned_data
        try:
            days = days_of_series(given["starts"], given["ends"], given["weekday"], given["every"], given["skipped"])
        except TooLong as error:
            self.add_error("ends", str(error))
            return []
        if not days:
            self.add_error("ends", _("Ingen sådan veckodag finns mellan datumen när loven är borträknade."))
        return days


def _span(line: str, number: int, year: int) -> tuple[date, date]:
    """A day, a span of days or a week, in a line of text. year: of a week that names none."""
    days = DAY.findall(line)
    rest = BETWEEN.sub("", DAY.sub("", line))
    try:
        if days and len(days) <= 2 and not rest:
            span = (date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
        elif found := WEEK.match(line):
            monday = date.fromisocalendar(int(found[2] or year), int(found[1]), 1)
            span = (monday, monday + timedelta(days=6))
        else:
            raise ValueError
    except ValueError:
        raise ValidationError(
            _("Rad %(row)s går inte att läsa. Skriv som 2025-02-18, 2025-02-17 – 2025-02-21 eller v. 8.")
            % {"row": number}
        ) from None
    if not span[0] <= span[1] <= span[0] + timedelta(days=LONGEST_SPAN):
        raise ValidationError(_("Rad %(row)s slutar innan den börjar, eller är längre än ett år.") % {"row": number})
    return span
