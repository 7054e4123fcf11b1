"""Run tests/core where Django cannot be imported: the core needs only paper and pencil."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = """
import sys
class NoFramework:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth", "csp", "whitenoise", "psycopg"}:
            raise ModuleNotFoundError(f"{name} is out of reach for the core", name=name)
sys.meta_path.insert(0, NoFramework())
"""


def main() -> int:
    """Put a block on Django in front of every import, then run the tests of the core."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sitecustomize.py").write_text(BLOCK)
        environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'src'}"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider", "-q", "-n", "2"]
        options = ["-c", "/dev/null", "--rootdir", str(ROOT), "-W", "error", "--confcutdir", str(ROOT / "tests/core")]
        return subprocess.run([*command, *options, str(ROOT / "tests/core")], env=environment, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
