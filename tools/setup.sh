#!/usr/bin/env bash
# Builds everything a fresh machine needs, and does nothing the second time.
#   tools/setup.sh          what the product needs
#   tools/setup.sh dev      also what tests and checks need
#   tools/setup.sh bench    also the peers that we are measured against
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-}
lock=requirements${want:+-$want}.lock
stamp=.venv/.samsyn-${want:-run}
say() { printf 'setup: %s\n' "$1" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
debian() {  # install Debian packages where we may, otherwise say what to do
  if may_install; then
    say "installing $* from Debian's packages"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null
  else
    say "$* is missing. Run: sudo apt-get install $*"
    return 1
  fi
}

python=${PYTHON:-python3}
command -v "$python" >/dev/null || debian python3 python3-venv
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import ensurepip' 2>/dev/null || debian python3-venv
  "$python" -m venv .venv
fi
if [ ! -f "$stamp" ] || [ "$lock" -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
  say "installing the locked Python packages"
  [ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check uv
  .venv/bin/uv pip install -q --compile-bytecode --python .venv/bin/python --require-hashes -r "$lock"
  .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e . 2>/dev/null \
    || .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
  touch "$stamp" .venv/.samsyn-run
fi
if [ ! -f .venv/.samsyn-loops ] || [ -n "$(find src/samsyn/core/valuation -name '*.py' -newer .venv/.samsyn-loops)" ]; then
  say "compiling the engine of accounts, once"
  .venv/bin/python -c "from samsyn.core.valuation.loops import ready; ready()" && touch .venv/.samsyn-loops
fi
# Pango draws the PDF. Everything else works without it.
[ -f .venv/.samsyn-pango ] || "$python" - <<'EOF' && touch .venv/.samsyn-pango || debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || say "PDF is switched off until Pango is there; Word and Excel work."
import ctypes.util, sys
sys.exit(0 if all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))) else 1)
EOF
tools/assets.sh
