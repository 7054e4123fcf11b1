"""`{{ form }}` alone is right: every input is named, explained and tied to its error."""

import pytest
from lxml import html

from samsyn.web.styleguide import EveryField


def drawn(form) -> html.HtmlElement:
    return html.fromstring(f"<div>{form}</div>")


@pytest.fixture
def wrong():
    return drawn(EveryField({"contact": "inte-en-adress", "starts_on": "igår", "purpose": "Jag hann skriva detta"}))


def test_every_input_has_a_label(wrong):
    inputs = wrong.xpath("//input[not(@type='hidden')] | //select | //textarea")
    named = {label.get("for") for label in wrong.xpath("//label")}
    assert {one.get("id") for one in inputs} <= named


def test_hint_and_error_are_read_with_the_input(wrong):
    name = wrong.get_element_by_id("id_name")
    assert name.get("aria-describedby") == "id_name_helptext id_name_error"
    assert name.get("aria-invalid") == "true"
    assert wrong.get_element_by_id("id_name_helptext").text == "Som det står i ansökan."
    assert "måste fyllas i" in wrong.get_element_by_id("id_name_error").text_content()


def test_radios_and_boxes_are_a_named_group(wrong):
    legends = [legend.text.strip() for legend in wrong.xpath("//fieldset/legend")]
    assert legends == ["Syfte", "Målgrupper"]
    assert wrong.xpath("//fieldset[@id='id_sort_group']/@aria-describedby") == ["id_sort_error"]


def test_what_is_optional_says_so_in_words(wrong):
    optional = wrong.xpath("//*[contains(@class, 'optional')]/..")
    assert [one.text.strip() for one in optional] == ["E-post till kontaktperson", "Budget", "Målgrupper", "Utkast"]


def test_the_summary_leads_to_each_error(wrong):
    targets = [href.removeprefix("#") for href in wrong.xpath("//*[@role='alert']//a/@href")]
    assert len(targets) == 6
    assert all(wrong.get_element_by_id(target) is not None for target in targets)


def test_nothing_entered_is_lost(wrong):
    assert wrong.get_element_by_id("id_purpose").text.strip() == "Jag hann skriva detta"
    assert wrong.get_element_by_id("id_contact").get("value") == "inte-en-adress"


def test_a_date_has_the_browsers_calendar():
    assert drawn(EveryField()).get_element_by_id("id_starts_on").get("type") == "date"


def test_no_script_and_no_style_in_a_form(wrong):
    assert not wrong.xpath("//script | //*[@style] | //*[@onclick]")
