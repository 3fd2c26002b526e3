# Tandem's recipes. `make run` to try it, `make test` before you trust it, `make check` before you commit.
SHELL := /bin/sh
.DEFAULT_GOAL := run
.PHONY: run test test-long check fmt lock clean

export TANDEM_DATA ?= $(CURDIR)/data
BIN := .venv/bin
PYTHON ?= python3

# What a machine needs first, each named in one sentence.
.venv/bin/python:
	@command -v git >/dev/null 2>&1 || { echo "Tandem needs git: install it (on Debian: apt install git) and try again."; exit 1; }
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Tandem needs Python 3.11 to 3.13: install it (on Debian: apt install python3 python3-venv) and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Tandem needs Python 3.11 to 3.13, and this machine's $(PYTHON) is another: try 'make PYTHON=python3.12'."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Tandem needs Python's venv module: install it (on Debian: apt install python3-venv) and try again."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Tandem runs on (once, a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-dev.lock
	@touch $@

run: .venv/run.stamp
	@$(BIN)/tandem run

# Workers share the cores: threads of their own in the numbers would only get in each other's way.
test test-long: export OMP_NUM_THREADS = 1

test: .venv/test.stamp
	@$(BIN)/python -m pytest tests -m "not long" -n auto --dist loadfile --no-loadscope-reorder

test-long: .venv/test.stamp
	@$(BIN)/python -m pytest tests -m long -n auto --dist loadfile --no-loadscope-reorder

check: .venv/test.stamp
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check --quiet src tests
	@git ls-files -z 'src/*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/architecture

fmt: .venv/test.stamp
	@$(BIN)/ruff check --fix --quiet src tests || true
	@$(BIN)/ruff format --quiet src tests
	@git ls-files -z 'src/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 || true

# One resolution for Python 3.11 to 3.13, with hashes and without download addresses (needs uv).
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --all-extras --no-emit-index-url --no-header -q pyproject.toml -o requirements-dev.lock
	grep -E '^[a-z].*==' requirements-dev.lock | sed 's/ \\$$//' > .constraints.tmp
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra postgres --no-emit-index-url --no-header --no-annotate -q -c .constraints.tmp pyproject.toml -o requirements.lock
	rm .constraints.tmp

clean:
	rm -rf .venv build dist src/*.egg-info
