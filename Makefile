# One command a job. `make run` on a fresh machine; `make test` before every push.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
PACKAGES := ingest assistant ui evals

.PHONY: help setup index run ask test check eval bench system clean

help: ## Show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt "torch==2.13.0"
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

setup: $(STAMP) ## Virtual environment and installation (safe to repeat)

index: setup
	@$(VENV)/bin/madoguchi ingest

run: index ## Set up, build the index if needed, and serve
	@$(VENV)/bin/madoguchi serve

ask: index ## One answer: make ask Q="…"
	@$(VENV)/bin/madoguchi ask "$(Q)"

system: ## What tests need from outside Python (a browser, fonts, a database server), where it may be installed
	@bash tests/install_system.sh

test: index system ## The whole test suite
	@$(PY) -m pytest

check: setup ## Format, lint, types and the fast tests
	@$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(PY) -m pytest -m "not slow and not browser"

eval: index ## Measure answers and retrieval against known facts
	@$(VENV)/bin/madoguchi eval answers

bench: index ## Speed and quality beside a stock pipeline, as ratios of one run
	@$(PY) -m evals.bench

clean: ## Remove what can be made again
	@rm -rf $(VENV) var build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
