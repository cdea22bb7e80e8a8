# Gatelodge. `make help` lists what there is; each line is built from the comment beside its target.
SHELL := /bin/bash
UV := $(shell command -v uv || echo .uv/bin/uv)
PY := .venv/bin/python
PORT ?= 8000

.PHONY: help install run test test-fast check bench soak docs pictures system-packages lock look
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.venv/.ready: requirements.lock pyproject.toml
	command -v $(UV) >/dev/null || { python3 -m venv .uv && .uv/bin/pip install -q uv; }
	$(UV) venv -q --allow-existing .venv
	$(UV) pip sync -q --python $(PY) --require-hashes requirements.lock
	$(UV) pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	touch $@

install: .venv/.ready ## the environment in .venv, from the lock

run: .venv/.ready ## Gatelodge with its demo estate, at http://127.0.0.1:8000 (PORT=, DATABASE_URL=)
	PORT=$(PORT) .venv/bin/gatelodge demo

test: .venv/.ready ## all tests: on SQLite, then those that touch the database on PostgreSQL
	@tools/missing-packages
	@failed=0; \
	$(PY) -m pytest -n 2 --dist loadgroup || failed=1; \
	$(PY) -m tests.throwaway_postgres $(PY) -m pytest -n 2 --dist loadgroup || failed=1; \
	exit $$failed

test-fast: .venv/.ready ## while working: SQLite, no browser
	$(PY) -m pytest -n 2 --dist loadgroup -m "not browser" -q

check: .venv/.ready ## format, lint, types, import contracts, templates, migrations, docs: under a minute
	.venv/bin/ruff format --check -q .
	.venv/bin/ruff check -q .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	$(PY) tools/template_lint.py
	DATABASE_URL=sqlite://:memory: $(PY) -m django makemigrations --check --dry-run --settings gatelodge.settings -v 0
	$(PY) tools/pages_of_docs.py --check

docs: .venv/.ready ## what is made from the code: pages of docs/, schemas, the calendar of the library
	$(PY) tools/pages_of_docs.py

soak: .venv/.ready ## the long runs; their figures go into the closing note of a change
	$(PY) -m pytest -m soak -n 2
	$(PY) -m pytest tests/casework/test_no_pass_while_held.py tests/casework/test_any_way_out.py --hypothesis-profile=soak -n 2
	$(PY) -m tests.throwaway_postgres $(PY) -m pytest -m soak

bench: .venv/.ready ## speed: engine (on the outside cases), appends, alarm, gate and board with 100,000 people
	$(PY) tools/bench_sentencing.py
	$(PY) tools/bench.py
	$(PY) tools/bench_people.py
	$(PY) -m tests.throwaway_postgres $(PY) tools/bench_people.py

system-packages: ## Debian packages that no wheel carries (needs root)
	tools/system-packages

lock: ## makes requirements.lock anew from pyproject.toml
	$(UV) pip compile pyproject.toml --group dev --all-extras --universal --generate-hashes --no-header -q -o requirements.lock

pictures: .venv/.ready ## the pictures of README and docs, taken anew in a real browser
	$(PY) tools/pictures.py

look: ## the vendored styles and scripts, from npm; only when the look changes
	tools/look/build
