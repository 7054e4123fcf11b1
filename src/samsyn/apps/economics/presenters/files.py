"""An account to take away: the report, the live workbook, the answer and the scenario itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import tongue
from samsyn.core.valuation.scenario import Scenario
from samsyn.valuing.yaml import text_of

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "json": "application/json",
    "yaml": "application/yaml; charset=utf-8",
}


def file_of(kind: str, scenario: Scenario, contents: Mapping[str, Any], answer: Mapping[str, Any]) -> bytes:
    """One file. contents: the scenario as a file writes it. Unread where a workbook cannot hold it.

    The makers are imported late: their libraries take half a second of every start.
    """
    if kind == "docx":
        from samsyn.valuing.report import report

        return report(scenario, answer, tongue())
    if kind == "xlsx":
        from samsyn.valuing.workbook import workbook

        return workbook(scenario, answer, tongue())
    if kind == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False).encode()
    return text_of(contents, answer["hash"]).encode()


def file_links(page: str, *arguments: Any) -> list[dict[str, str]]:
    """Links to the files of a page, whose addresses are named by it: account, frozen-account, account-case."""
    labels = {
        "docx": _("Rapport (Word)"),
        "xlsx": _("Arbetsbok med formler (Excel)"),
        "json": _("Svaret (JSON)"),
        "yaml": _("Kalkylen (YAML)"),
    }
    return [{"label": label, "href": reverse(f"{page}-{kind}", args=arguments)} for kind, label in labels.items()]
