"""An account to take away: the report, the live workbook, the answer and the scenario itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Account
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


def file_of(
    kind: str,
    scenario: Scenario,
    contents: Mapping[str, Any],
    answer: Mapping[str, Any],
    account: Account | None = None,
) -> bytes:
    """One file. contents: the scenario as a file writes it. Unread where a workbook cannot hold it.

    account: whose title a report and a workbook bear; without it they bear the case's.

    The makers are imported late: their libraries take half a second of every start.
    """
    if account is not None and kind in {"docx", "xlsx"}:
        scenario, answer = _called(account, scenario, answer)
    if kind == "docx":
        from samsyn.valuing.report import report

        return report(scenario, answer, tongue())
    if kind == "xlsx":
        from samsyn.valuing.workbook import workbook

        return workbook(scenario, answer, tongue())
    if kind == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False).encode()
    return text_of(contents, answer["hash"]).encode()


def _called(account: Account, scenario: Scenario, answer: Mapping[str, Any]) -> tuple[Scenario, Mapping[str, Any]]:
    """The same numbers under the account's own title; what it was begun from is said after whose it is."""
    name = dict.fromkeys(answer["name"], account.title)
    whose, case, about = str(account.project or account.organisation), answer["name"], answer["about"]
    told = {
        "sv": f"{whose}. Kalkylen började från ”{case['sv']}”. {about['sv']}",
        "en": f"{whose}. The appraisal began from “{case['en']}”. {about['en']}",
    }
    return replace(scenario, name=name), {**answer, "name": name, "about": told}


def file_links(page: str, *arguments: Any) -> list[dict[str, str]]:
    """Links to the files of a page, whose addresses are named by it: account, frozen-account, account-case."""
    labels = {
        "docx": _("Rapport (Word)"),
        "xlsx": _("Arbetsbok med formler (Excel)"),
        "json": _("Svaret (JSON)"),
        "yaml": _("Kalkylen (YAML)"),
    }
    return [{"label": label, "href": reverse(f"{page}-{kind}", args=arguments)} for kind, label in labels.items()]
