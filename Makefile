# Two commands do all: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard training/translations/*/LC_MESSAGES/*.po))
SPREAD := --numprocesses auto --dist worksteal
STATIC := $(shell find static -name '*.css' -o -name '*.js' -o -name '*.svg' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup run worker test check format lint types bench demo-reset messages pins

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: .venv/.ready $(CATALOGUES) static/.ready ## make .venv with the pinned packages, compile messages, compress static files

run: setup ## set up, load the demo office, serve at http://127.0.0.1:$(PORT), read what waits
	@$(FLASK) demo prepare --port $(PORT)
	@$(FLASK) worker --beside $$$$ & exec $(BIN)/gunicorn --config deploy/gunicorn.py --bind 127.0.0.1:$(PORT) "app:create_app()"

worker: setup ## do what waits; `make run` has one already
	@exec $(FLASK) worker

test: setup .venv/.test-ready ## every test: SQLite, PostgreSQL, browser journeys
	@$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest $(SPREAD)
	$(BIN)/python -m pytest $(SPREAD) --database postgresql -m "database and not journey"

check: setup .venv/.test-ready format lint types test ## format, lint, types, import contracts, tests

format: .venv/.test-ready ## rewrite Python to the house format
	$(BIN)/ruff format app.py training tests

lint: .venv/.test-ready ## style, import contracts
	$(BIN)/ruff check app.py training tests
	$(BIN)/lint-imports

types: .venv/.test-ready ## mypy
	$(BIN)/mypy

bench: setup .venv/.test-ready ## closed-loop journeys: journeys/s, saves/s, p50, p95, CPU per journey
	$(BIN)/python -m tests.bench.journeys

demo-reset: setup ## forget the embedded database and load the demo office afresh
	rm -f instance/adab.sqlite3 instance/adab.sqlite3-wal instance/adab.sqlite3-shm instance/keys/ledger.signed
	@$(FLASK) demo prepare --port $(PORT)

messages: .venv/.test-ready ## collect screen texts into the catalogues
	$(BIN)/python -m tests.house.messages

pins: ## renew the pinned requirements from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --extra test -c requirements.txt --universal --generate-hashes --python-version 3.11 --no-header -q -o tests/requirements.txt

.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Adab needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test-ready: .venv/.ready tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

%.mo: %.po .venv/.ready
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

static/.ready: .venv/.ready $(STATIC)
	@$(BIN)/python -m whitenoise.compress --quiet static
	@touch $@
