"""A trace is refused outside a transaction, and tests run inside one: so each action is read for what opens its own."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

SOURCES = Path(str(files("samsyn")))
WITHIN = {"_open", "keep_copy", "_follow"}  # called by actions that have opened theirs


def writes_a_trace(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "record" for called in calls)


def test_every_action_that_writes_a_trace_opens_a_transaction():
    written, bare = 0, []
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and writes_a_trace(node):
                written += 1
                if "atomic" not in ast.unparse(node) and node.name not in WITHIN:
                    bare.append(f"{path.relative_to(SOURCES)}: {node.name}")
    assert written > 100, "the traces are no longer found this way: mend the test"
    assert not bare, "lay @transaction.atomic on these"
