"""An amount in kronor, who counted it and where it is from."""

from __future__ import annotations

from django import forms

from samsyn.apps.knowledge.models import Counted, Method
from samsyn.apps.knowledge.queries.adoption import noting_for
from samsyn.apps.knowledge.queries.counting import accounts_to_name
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for


class CountedForm(ActionForm):
    class Meta:
        model = Counted
        formfield_callback = field_for
        fields = [
            "organisation", "what", "amount", "years", "price_year", "includes", "counted_by", "frozen", "on", "source",
        ]  # fmt: skip
        widgets = {"what": forms.RadioSelect}

    def __init__(self, *args, user, method: Method, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = noting_for(user, method)
        self.fields["frozen"].queryset = accounts_to_name(user)
