#!/usr/bin/env bash
# One command for people, pre-commit and CI. Warnings are errors.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
export DJANGO_SETTINGS_MODULE=samsyn.config.settings SAMSYN_DEMO=1 PYTHONPATH=src
failed=0
step() {
  local name=$1
  shift
  if output=$("$@" 2>&1); then printf '  ok  %s\n' "$name"; else printf 'FAIL  %s\n%s\n' "$name" "$output"; failed=1; fi
}
step format             "$bin/ruff" format --check src tests tools bench
step lint               "$bin/ruff" check src tests tools bench
step types              "$bin/mypy"
step "import contracts" "$bin/lint-imports"
step "missing migrations" "$bin/python" -W error -m django makemigrations --check --dry-run
step "system checks"    "$bin/python" -W error -m django check --fail-level WARNING
key() { "$bin/python" -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'; }
step deploy             env SAMSYN_DEMO= SAMSYN_SECRET_KEY="$("$bin/python" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
                        SAMSYN_DATABASE_URL=postgresql://nobody@127.0.0.1/nowhere \
                        SAMSYN_MASTER_KEYS="a:$(key)" SAMSYN_INDEX_KEYS="a:$(key)" \
                        "$bin/python" -W error -m django check --deploy --fail-level WARNING
step translations       "$bin/python" tools/translations.py check
step sentences          "$bin/python" tools/sentences.py check
step templates          "$bin/djlint" src --lint --quiet
step "places and words" "$bin/python" tools/words.py
exit $failed
