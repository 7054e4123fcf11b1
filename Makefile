# The two commands of the README are `make demo` and `make test`.
.PHONY: setup dev demo test test-sqlite test-postgres check selftest bench translations lock clean reset
PY := .venv/bin/python
export DJANGO_SETTINGS_MODULE ?= samsyn.config.settings
PG ?= postgresql://postgres@127.0.0.1:5432/postgres

setup:            ## everything the product needs; the command is .venv/bin/samsyn
	@tools/setup.sh

dev:              ## also what tests and checks need
	@tools/setup.sh dev

demo: setup       ## fill an SQLite file with the demo and serve it on 127.0.0.1:8000
	@.venv/bin/samsyn demo

test: dev         ## every test, on SQLite and (where a server answers) on PostgreSQL
	@tools/test.sh

check: dev        ## format, lint, types, import contracts, migrations, translations, templates
	@tools/check.sh

selftest: dev     ## the promises about safety at full size: N tried, 0 through
	@tools/selftest.sh

bench: dev        ## figures, as ratios in one run; also installs the peers we are held against
	@tools/setup.sh bench
	@$(PY) -m bench

translations: dev ## refresh the English catalogue from the sources
	@$(PY) tools/translations.py update

lock:             ## refresh the locked versions
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --group dev pyproject.toml -o requirements-dev.lock
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --group dev --group bench pyproject.toml -o requirements-bench.lock

reset:            ## throw the demo away
	@rm -rf var

clean: reset
	@rm -rf .venv node_modules src/samsyn/web/static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis
