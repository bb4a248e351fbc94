# Two commands are all one needs: make run, make test. The rest is for every day.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
CATALOGUE := elearning/translations/da/LC_MESSAGES/messages.po

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help

.PHONY: help run test check unit lint format messages bench lock clean browser

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/installed ## Set everything up and serve the demo municipality (PORT=5000)
	@$(BIN)/python hatch_build.py
	@$(BIN)/elearning demo --port $(PORT)

test: .venv/installed-dev browser ## Set everything up and run every check and test
	@$(BIN)/python hatch_build.py
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n auto --ignore=tests/e2e
	$(BIN)/pytest tests/e2e

check: .venv/installed-dev ## Lint, types and unit tests: the fast inner loop
	@$(BIN)/python hatch_build.py
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q tests/unit tests/architecture

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/elearning content check --strict

format: .venv/installed-dev ## Put the code in the formatter's order
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

messages: .venv/installed-dev ## Find new texts in the code and put them in the Danish catalogue
	@mkdir -p build
	@sed '/^$$/q' $(CATALOGUE) > build/header.po
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --no-wrap --omit-header -k _l -o build/messages.pot elearning
	$(BIN)/pybabel -q update -N --no-wrap --ignore-obsolete --omit-header -i build/messages.pot -d elearning/translations
	@cat build/header.po $(CATALOGUE) > build/messages.po && mv build/messages.po $(CATALOGUE)

bench: .venv/installed-dev ## Measure on 45,000 people (minutes; SQLite and PostgreSQL)
	$(BIN)/python -m benchmarks

lock: .venv/installed-dev ## Choose the newest versions that pyproject.toml allows, and write the lock files
	$(BIN)/uv pip compile -q pyproject.toml --upgrade --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --upgrade --group build --group test -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

clean: ## Remove everything that was installed or built; what is in instance/ stays
	rm -rf .venv build dist elearning/static frontend/node_modules tests/screenshots \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	find elearning -name '*.mo' -delete

browser: .venv/installed-dev # Chromium for the browser tests: the system's, Debian's package, or Playwright's own
	@$(BIN)/python -m tests.e2e.chromium

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml hatch_build.py | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
