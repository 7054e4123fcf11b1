#!/usr/bin/env bash
# Every test: core alone without Django, then everything on SQLite, then all that meets a database on PostgreSQL.
#   SAMSYN_REQUIRE_ALL=1  nothing may be left out (as in .ci/run)
#   PG=postgresql://…     the PostgreSQL server, default 127.0.0.1:5432 as postgres
set -euo pipefail
cd "$(dirname "$0")/.."
py=$PWD/.venv/bin/python
PG=${PG:-postgresql://postgres@127.0.0.1:5432/postgres}
require=${SAMSYN_REQUIRE_ALL:-}
workers=${SAMSYN_WORKERS:-2}
say() { printf '\n== %s\n' "$1"; }
begun=$SECONDS

say "core without Django"
"$py" tools/core_alone.py

if command -v chromium >/dev/null 2>&1; then
  export SAMSYN_REQUIRE_BROWSER=1
elif [ -n "$require" ]; then
  echo "Chromium is missing. Run: apt-get install chromium" >&2
  exit 1
else
  echo "Chromium is missing, so browser journeys are left out. Run: sudo apt-get install chromium"
fi

if [ ! -f .venv/.samsyn-pango ]; then
  [ -n "$require" ] && { echo "Pango is missing. Run: apt-get install libpango-1.0-0 libpangoft2-1.0-0" >&2; exit 1; }
  echo "Pango is missing, so the PDF is left out. Run: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"
fi

run() { "$py" -m pytest -n "$workers" --dist worksteal --durations 15 --durations-min 5 --ignore tests/core "$@"; }

say "everything on SQLite (tests/core ran above)"
(unset SAMSYN_DATABASE_URL; run "$@")

if "$py" -c "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()" "$PG" 2>/dev/null; then
  say "everything that meets a database on PostgreSQL (tests/cli, valuing, hostile and how pages look ran above)"
  SAMSYN_DATABASE_URL=$PG run --ignore tests/cli --ignore tests/valuing --ignore tests/hostile -k "not axe" "$@"
elif [ -n "$require" ]; then
  echo "No PostgreSQL server answers at $PG. Start one, or set PG." >&2
  exit 1
else
  echo "No PostgreSQL server answers at $PG, so its run is left out. Start one, or set PG."
fi
say "all passed in $((SECONDS - begun)) s"
