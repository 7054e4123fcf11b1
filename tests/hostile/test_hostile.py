"""Files made to do harm: each ends in a clear message or a harmless result, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sizes import size

ROOT = Path(__file__).resolve().parents[2]
MUTATIONS = size(240, 10_000)
MOST_KILOBYTES = 512 * 1024
SECONDS = 20 + 5  # the limit, and the time to start and end a child


def survey(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.survey", *arguments]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    answer = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert answer.returncode == 0, answer.stderr.decode()[-2000:]  # the process that asks survives
    return json.loads(answer.stdout)


def misbehaved(file: dict[str, Any]) -> str:
    """What is wrong with how a file was met; "" where nothing is."""
    if file["error"] and not file["remedy"]:
        return "no remedy"
    if file["refused"] is not None and bool(file["error"]) != file["refused"]:
        return "should be refused" if file["refused"] else f"should be read: {file['error']}"
    if file["seconds"] > SECONDS:
        return f"took {file['seconds']:.0f} s"
    if file.get("died"):
        return "killed the reader"
    return file.get("unexpected", "")


def assert_harmless(result: dict[str, Any]) -> None:
    wrong = {file["label"]: misbehaved(file) for file in result["files"] if misbehaved(file)}
    assert not wrong
    assert result["child_kilobytes"] < MOST_KILOBYTES
    assert result["parent_kilobytes"] < MOST_KILOBYTES


def test_the_worst_files_pass_one_by_one_through_the_sandbox():
    result = survey("key")
    assert_harmless(result)
    assert len(result["files"]) >= 20


def test_crafted_and_spoiled_files_are_harmless():
    result = survey("many", str(MUTATIONS))
    assert_harmless(result)
    assert len(result["files"]) >= 260 + MUTATIONS


def test_the_worst_files_pass_one_by_one_when_rows_are_read():
    result = survey("key-rows")
    assert_harmless(result)
    assert len(result["files"]) >= 14


def test_crafted_and_spoiled_files_are_harmless_when_rows_are_read():
    result = survey("many-rows", str(MUTATIONS // 2))
    assert_harmless(result)
    assert len(result["files"]) >= 200 + MUTATIONS // 2


@pytest.mark.parametrize(
    "file", [{"refused": True, "error": ""}, {"error": "x", "remedy": ""}, {"died": True}, {"seconds": 30}]
)
def test_the_survey_can_fail(file):
    sound = {"refused": None, "error": "", "remedy": "", "seconds": 0.1}
    assert misbehaved(sound) == ""
    assert misbehaved({**sound, **file})
