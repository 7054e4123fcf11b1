"""Every verb that an action records can be read in the trail."""

from __future__ import annotations

import re
from pathlib import Path

from samsyn.apps.audit.words import VERBS

APPS = Path(__file__).parents[2] / "src/samsyn/apps"
RECORDED = re.compile(r'\brecord\(\s*"(\w+)"(?:\s+if\s+\w+\s+else\s+"(\w+)")?')


def recorded() -> set[str]:
    found = set()
    for path in APPS.rglob("*.py"):
        for verbs in RECORDED.findall(path.read_text("utf-8")):
            found |= set(filter(None, verbs))
    return found


def test_every_recorded_verb_has_words():
    assert len(recorded()) > 50
    assert recorded() - VERBS.keys() == set()


def test_no_words_for_what_nobody_records():
    assert VERBS.keys() - recorded() == set()
