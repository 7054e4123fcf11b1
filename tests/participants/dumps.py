"""Real copies of the test database, as a backup makes them: the whole, or without some tables, or only one."""

from __future__ import annotations

import subprocess

from django.db import connection

KEYS = "participants_sealkey"


def dump(*, without: str = "", only: str = "") -> str:
    """The database as SQL text. PostgreSQL's own pg_dump; on SQLite the same from its own shell's writer."""
    return _pg_dump(without, only) if connection.vendor == "postgresql" else _sqlite_dump(without, only)


def _pg_dump(without: str, only: str) -> str:
    said = connection.settings_dict
    command = ["pg_dump", "--host", said["HOST"], "--username", said["USER"], "--dbname", said["NAME"]]
    command += ["--port", str(said["PORT"] or 5432)]
    command += [f"--exclude-table-data={without}"] if without else []
    command += [f"--table={only}"] if only else []
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _sqlite_dump(without: str, only: str) -> str:
    connection.ensure_connection()
    lines = connection.connection.iterdump()
    kept = (line for line in lines if not (without and line.startswith(f'INSERT INTO "{without}"')))
    return "\n".join(line for line in kept if not only or f'"{only}"' in line)


def image() -> bytes:
    """Every byte of the database: on SQLite the file with its free pages, on PostgreSQL what a dump sees."""
    connection.ensure_connection()
    return connection.connection.serialize() if connection.vendor == "sqlite" else dump().encode()


def is_in(needle: bytes, haystack: bytes) -> bool:
    """Whether the bytes are there, as they are or written in hexadecimal."""
    lower = haystack.lower()
    return needle in haystack or needle.hex().encode() in lower
