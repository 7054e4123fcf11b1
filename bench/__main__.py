"""Run every bench in the folder, or those named: `python -m bench [check_speed …]`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    """Print the figures of each bench under its name."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    for name in names or found:
        module = import_module(f"bench.{name}")
        if hasattr(module, "main"):
            print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
            module.main()


if __name__ == "__main__":
    main(sys.argv[1:])
