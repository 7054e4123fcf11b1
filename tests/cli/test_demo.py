"""`samsyn demo` when everything is prepared already: no Django before the server, and the accounts on the screen."""

from __future__ import annotations

import subprocess
import sys

SAY = "from samsyn.config.demo import _say; import sys; _say(8000); sys.exit('django.apps' in sys.modules)"


def test_the_second_start_says_who_one_can_be_without_starting_django():
    done = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "utvarderare@exempel.se" in done.stdout
    assert "http://127.0.0.1:8000/" in done.stdout
