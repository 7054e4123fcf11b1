"""An organisation's own ladder: its dimensions are the common ones, its states its own, each with a counterpart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.core.followup.ladders import Dimension

ROOM = 3  # empty rows after the states there are
LEAST = 5
LEFT_OUT, SAME, OWN = "", "same", "own"


@dataclass(frozen=True)
class Place:
    """Where one state of one dimension is in the form."""

    dimension: str
    number: int

    def name(self, column: str) -> str:
        return f"{self.dimension}_{self.number}_{column}"


class LadderForm(forms.Form):
    """Shows and checks; an action saves. start: the ladder that the form begins from, also when it is a new one."""

    name_sv = forms.CharField(label=_("Namn"), max_length=120)
    code = forms.SlugField(label=_("Kod"), max_length=60, help_text=_("Små bokstäver, siffror och bindestreck."))
    source = forms.CharField(label=_("Källa"), max_length=300, help_text=_("Var lägena kommer från."))

    def __init__(self, *args, user, start: Ladder, revises: bool = False, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.common, self.start, self.revises = Ladder.objects.common().shape, start, revises
        if revises:
            del self.fields["code"]
            self.fields["name_sv"].initial, self.fields["source"].initial = start.name_sv, start.source
        else:
            places = organisations_where(user, Permission.CATALOGUE_EDIT)
            self.fields["organisation"] = forms.ModelChoiceField(places, label=_("Egen för"), empty_label=None)
        self._known = {each.code: each for each in start.shape.dimensions}
        self.places = {each.code: self._add_dimension(each) for each in self.common.dimensions}

    def _add_dimension(self, common: Dimension) -> list[Place]:
        known = self._known.get(common.code)
        use = LEFT_OUT if known is None else SAME if known == common else OWN
        self.fields[f"{common.code}_use"] = forms.ChoiceField(
            label=common.label,
            required=False,
            initial=use,
            choices=[(LEFT_OUT, _("inte med")), (SAME, _("som i den gemensamma stegen")), (OWN, _("egna lägen"))],
        )
        states = (known or common).states
        places = [Place(common.code, number) for number in range(max(LEAST, len(states) + ROOM))]
        for place in places:
            self._add_state(place, common, states[place.number] if place.number < len(states) else None)
        return places

    def _add_state(self, place: Place, common: Dimension, state) -> None:
        answers = [("", _("välj")), *((each.code, each.label) for each in common.states)]
        self.fields[place.name("code")] = forms.CharField(
            required=False, max_length=40, widget=forms.HiddenInput, initial=state.code if state else ""
        )
        self.fields[place.name("label")] = forms.CharField(
            label=_("Läge"), required=False, max_length=120, initial=state.label if state else ""
        )
        if common.ordered:
            self.fields[place.name("order")] = forms.IntegerField(
                label=_("Steg"), required=False, min_value=1, max_value=20, initial=state.order if state else None
            )
        self.fields[place.name("common")] = forms.ChoiceField(
            label=_("Räknas som"), required=False, choices=answers, initial=state.common if state else ""
        )
        self.fields[place.name("definition")] = forms.CharField(
            label=_("Betyder"), required=False, max_length=300, initial=state.definition if state else ""
        )

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What the template draws: each dimension with its choice, and its rows of bound fields."""
        found = []
        for dimension in self.common.dimensions:
            columns = ["label", *(["order"] if dimension.ordered else []), "common", "definition"]
            rows = [
                {"code": self[place.name("code")], "cells": [self[place.name(column)] for column in columns]}
                for place in self.places[dimension.code]
            ]
            use = self[f"{dimension.code}_use"]
            errors = any(cell.errors for row in rows for cell in row["cells"])
            found.append({"use": use, "rows": rows, "open": errors or use.value() == OWN, "name": dimension.label})
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for dimension in self.common.dimensions:
            if values.get(f"{dimension.code}_use") == OWN:
                self._check_states(dimension, values)
        if not any(values.get(f"{dimension.code}_use") for dimension in self.common.dimensions):
            raise ValidationError(_("Ta med minst en dimension."))
        return values

    def _check_states(self, dimension: Dimension, values: dict[str, Any]) -> None:
        for place in self.places[dimension.code]:
            named, answers = values.get(place.name("label")), values.get(place.name("common"))
            if named and not answers:
                self.add_error(place.name("common"), _("Välj vilket läge i den gemensamma stegen det räknas som."))

    @property
    def said(self) -> dict[str, Any]:
        """What the action is told, by name."""
        words = ("name_sv", "source") if self.revises else ("organisation", "code", "name_sv", "source")
        return {**{name: self.cleaned_data[name] for name in words}, "dimensions": self.dimensions}

    @property
    def dimensions(self) -> list[dict[str, Any]]:
        """The dimensions as a ladder's definition has them."""
        uses = {each: self.cleaned_data.get(f"{each.code}_use") for each in self.common.dimensions}
        return [
            {"same_as_common": dimension.code} if use == SAME else self._own(dimension)
            for dimension, use in uses.items()
            if use
        ]

    def _own(self, dimension: Dimension) -> dict[str, Any]:
        known = self._known.get(dimension.code, dimension)
        states, taken = [], set()
        for place in self.places[dimension.code]:
            label = self.cleaned_data.get(place.name("label"), "")
            if label:
                states.append(self._state(place, label, taken))
        return {
            "code": dimension.code,
            "label": {"sv": known.label, "en": known.label_en},
            "ordered": dimension.ordered,
            "source": self.cleaned_data["source"],
            "states": states,
        }

    def _state(self, place: Place, label: str, taken: set[str]) -> dict[str, Any]:
        """A state keeps its code through all versions; a new one gets it from its name."""
        code = self.cleaned_data.get(place.name("code")) or slugify(label).replace("-", "_")[:36] or "lage"
        while code in taken:
            code = f"{code[:36]}_{place.number}"
        taken.add(code)
        state: dict[str, Any] = {
            "code": code,
            "label": {"sv": label},
            "common": self.cleaned_data[place.name("common")],
        }
        if (order := self.cleaned_data.get(place.name("order"))) is not None:
            state["order"] = order
        if meaning := self.cleaned_data.get(place.name("definition")):
            state["definition"] = {"sv": meaning}
        return state
