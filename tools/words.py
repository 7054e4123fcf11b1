"""The project speaks of the project alone, and no stub is left behind."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "something left open": re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b"),
    "a path of some machine": re.compile(r"(?<![\w.])/(work|farm|root|home/\w+)/"),
    # 238x, 239x and 98xx are Skatteverket's own test numbers, which belong to nobody.
    "a person number": re.compile(r"\b(19|20)\d{6}[-+](?!23[89]\d|98\d\d|99\d\d)\d{4}\b"),
}
SKIP = {"tools/words.py", "LICENSE", "package-lock.json"}


def faults() -> list[str]:
    """Every line of a tracked text file that says what it should not."""
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    found = []
    for name in filter(None, names):
        path = ROOT / name
        if name in SKIP or name.endswith(".lock") or not path.is_file():
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            found += [f"{name}:{number}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(line)]
    return found


def forgotten() -> list[str]:
    """The contract that keeps the people apart comes with the station that has them."""
    contract = "Nobody imports the people" in (ROOT / "pyproject.toml").read_text("utf-8").split("# The fifth")[0]
    if (ROOT / "src/samsyn/apps/participants").exists() and not contract:
        return ["pyproject.toml: add the contract 'Nobody imports the people'"]
    return []


if __name__ == "__main__":
    problems = faults() + forgotten()
    print("\n".join(problems))
    sys.exit(bool(problems))
