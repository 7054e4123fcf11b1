#!/usr/bin/env bash
# The promises about safety at full size, on a test database of their own; "N tried, 0 through" for each at the end.
# About 40 minutes on two cores. The same trials run smaller at every change, in `make test`.
#   PG=postgresql://…  the PostgreSQL server, default 127.0.0.1:5432 as postgres
set -euo pipefail
cd "$(dirname "$0")/.."
export SAMSYN_FULL=1 SAMSYN_TEST_DB=${SAMSYN_TEST_DB:-test_samsyn_selftest}
export SAMSYN_DATABASE_URL=${PG:-postgresql://postgres@127.0.0.1:5432/postgres}
exec .venv/bin/python -m pytest -n "${SAMSYN_WORKERS:-2}" --dist worksteal --create-db -q \
  tests/access tests/audit tests/hostile tests/organisations/test_oidc.py tests/organisations/test_sessions.py \
  tests/organisations/test_sign_in.py tests/participants/test_two_locks.py tests/participants/test_locks.py \
  tests/participants/test_reads.py tests/participants/test_consents_histories.py \
  tests/participants/test_import_killed.py tests/participants/test_keys.py tests/participants/test_keys_backups.py \
  tests/participants/test_weeding.py tests/participants/test_weeding_rules.py tests/participants/test_extract.py \
  tests/participants/test_rights_erasure.py tests/participants/test_deliver.py "$@"
