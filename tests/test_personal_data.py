"""Every model says what in it is personal, and the list is whole. An association node has no table for participants."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("samsyn.")]
# Words in a field's name that would hold something about a person.
TELLING = re.compile(
    r"(^|_)(email|name_of_person|phone|birth|personnummer|actor|author|judged_by|checked_by|frozen_by|user)(_|$)"
)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_list_of_what_is_personal_is_whole(model):
    assert "PERSONAL" in vars(model), f"{model.__name__} must say what in it is personal, also when nothing is"
    declared = set(model.PERSONAL)
    names = {field.name for field in model._meta.get_fields() if not field.auto_created}
    assert declared <= names
    found = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
        or (
            getattr(field, "related_model", None) is apps.get_model(settings.AUTH_USER_MODEL) and not field.auto_created
        )
        or (TELLING.search(field.name) and isinstance(field, models.CharField))
    }
    assert found <= declared


def test_no_table_holds_a_participant():
    names = {model._meta.label_lower for model in apps.get_models()}
    assert not [name for name in names if "participant" in name or "deltagare" in name]
    assert "samsyn.apps.participants" not in settings.INSTALLED_APPS
