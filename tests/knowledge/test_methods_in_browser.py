"""From a project's tab to an open card in a browser: one press, what is missing, and the degrees fetched beside it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.knowledge.models import Method
from tests.browser import axe, no_sideways_scroll


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_card_in_one_press(transactional_db, visit, people, project, measures, width):
    page = visit(reverse("project-methods", args=[project.pk]), user=people.lead, width=width)
    page.get_by_role("heading", name="Grad 2. Metoden används av andra").wait_for()  # fetched after the page itself
    page.get_by_role("button", name="Gör ett metodkort av insatsen").click()
    page.get_by_role("link", name="Fyll i det som fattas").click()
    page.get_by_label("utbildning som behövs").fill("Två dagar")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Öppna för alla").click()
    page.get_by_role("button", name="Öppna kortet").click()
    page.get_by_text("Kortet är öppet.").wait_for()
    method = Method.objects.get()
    assert (method.published, method.training) == (True, "Två dagar")
    assert axe(page) == []
    assert no_sideways_scroll(page)
