"""The worker of the demonstration: starts when the first page has been shown, gives way to it, and ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

FIRST_PAGE = 5  # seconds


def beside(server: int) -> subprocess.Popen[bytes]:
    """Start the worker as a child of the process that is, or is about to become, the server."""
    return subprocess.Popen([sys.executable, "-m", "samsyn.config.worker", str(server)])  # noqa: S603  our own program


def main(server: int) -> int:
    """Wait for the first page before anything heavy is loaded, then work until the server is gone."""
    os.nice(10)
    try:
        time.sleep(FIRST_PAGE)
        if os.getppid() != server:
            return 0
        from samsyn.cli import main as samsyn

        return samsyn(["worker", "--parent", str(server), "--verbosity", "0"])
    except KeyboardInterrupt:  # Ctrl+C in the window of the demonstration reaches both
        return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
