"""`make demo`: an SQLite file, the demo filled in through actions, and a server on this machine."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path


def main(*, port: int = 8000, reset: bool = False) -> int:
    """Prepare what is not prepared, print where to go and who one can be, and serve until stopped."""
    os.environ.update(SAMSYN_DEMO="1", DJANGO_SETTINGS_MODULE="samsyn.config.settings")
    os.environ.setdefault("SAMSYN_ORIGINS", f"http://127.0.0.1:{port} http://localhost:{port}")
    from django.conf import settings

    if reset:
        shutil.rmtree(settings.VAR, ignore_errors=True)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    stamp = settings.VAR / ".prepared"
    state = _fingerprint(Path(__file__).resolve().parents[1])
    if not stamp.exists() or stamp.read_text() != state:
        _prepare()
        stamp.write_text(state)
    _say(port)
    _serve(port)
    return 0


def _fingerprint(package: Path) -> str:
    """Changes when the code, the templates or the static files do."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            stat = path.stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from samsyn.apps.organisations.models import Organisation
    from samsyn.config.seeding import fill_demo

    call_command("migrate", verbosity=0)
    call_command("sync", verbosity=0)
    if not Organisation.objects.filter(clusters__isnull=False).exists():
        fill_demo()
    call_command("index", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _say(port: int) -> None:
    from samsyn.config.accounts import ACCOUNTS, PASSWORD

    width = max(len(account.email) for account in ACCOUNTS)
    lines = [
        "",
        f"  Samsyn svarar på http://127.0.0.1:{port}/  (avsluta med Ctrl+C)",
        "",
        f"  Konton i demonstrationen, alla med lösenordet {PASSWORD}",
        *(f"    {account.email:<{width}}  {account.says}" for account in ACCOUNTS),
        "",
        "  Börja som utvärderaren: Uppföljning → klustret → tabell 1 som den trycktes.",
        "  Börja om från början: .venv/bin/samsyn demo --reset",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201


def _serve(port: int) -> None:
    """Hand the process over to the application server; it answers on this machine only.

    The worker for large files is a child of this process, and ends when it does.
    """
    from samsyn.config.worker import beside

    beside(os.getpid())
    server = shutil.which("gunicorn", path=str(Path(sys.executable).parent)) or "gunicorn"
    command = [server, "samsyn.config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    os.execv(command[0], [*command, "--preload", "--log-level", "warning"])  # noqa: S606
