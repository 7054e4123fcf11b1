"""Every model says what in it is personal, and the list is whole. An association node has no table for participants."""

from __future__ import annotations

import os
import re
import subprocess
import sys

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


def test_every_field_about_a_person_has_a_class():
    """What a consent opens, an extract holds and an erasure removes follows from the class of each field."""
    from samsyn.apps.participants.policy import FieldClass

    for model in apps.get_app_config("participants").get_models():
        if not model.CLASSES:
            assert not {"person", "enrolment"} & {field.name for field in model._meta.fields}, model
            continue
        fields = {field.name for field in model._meta.get_fields() if not field.auto_created or field.name == "id"}
        assert set(model.CLASSES) == fields, f"{model.__name__}: {set(model.CLASSES) ^ fields}"
        assert set(model.CLASSES.values()) <= set(FieldClass)


def test_no_table_of_an_association_node_holds_a_participant():
    asked = (
        "import django; django.setup(); from django.apps import apps; "
        "print([m._meta.label_lower for m in apps.get_models()], apps.is_installed('samsyn.apps.participants'))"
    )
    settings_of_a_node = {"SAMSYN_NODE": "association", "DJANGO_SETTINGS_MODULE": "samsyn.config.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, **settings_of_a_node, "SAMSYN_SECRET_KEY": "for-this-test-only"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "participant" not in answer
    assert answer.strip().endswith("False")
