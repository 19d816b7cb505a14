# Needs python3 (3.11 or newer), pip and make; everything else is installed into .venv from the locks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO_OUT ?= results/demo
PYTEST_ARGS ?= -n 2 --dist loadfile

RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help install dev demo test lint kernels pytest fresh-install bench docs lock clean
.DEFAULT_GOAL := help

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "pes-sim needs Python 3.11 or newer; '$(PYTHON)' is not (or is missing). Try: make PYTHON=python3.12" >&2; exit 1; }
	@# Debian's python3 has no ensurepip: there, the system's pip installs pip into the environment.
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(BIN)/python install -qq --require-hashes -r requirements/build.lock; } || { \
	  rm -rf $(VENV); \
	  echo "cannot make $(VENV) with '$(PYTHON)'. On Debian: apt-get install python3-venv python3-pip" >&2; exit 1; }

$(RUN_STAMP): requirements/build.lock requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "installing what pes-sim needs into $(VENV) (a minute or two the first time)"
	@$(PIP) install -qq --require-hashes -r requirements/build.lock
	@$(PIP) install -qq --require-hashes -r requirements/run.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(DEV_STAMP): requirements/dev.lock $(RUN_STAMP)
	@echo "installing what tests and linters need into $(VENV)"
	@$(PIP) install -qq --require-hashes -r requirements/dev.lock
	@touch $@

install: $(RUN_STAMP) ## the command pes-sim in .venv/bin

dev: $(DEV_STAMP) ## the same with tests and linters

demo: $(RUN_STAMP) ## Austria as it is against three options: results/demo/brief.html
	$(BIN)/pes-sim compare austria automation digital_first legacy_retirement --years 8 --seeds 10 --scale 20 --out $(DEMO_OUT)

lint: $(DEV_STAMP) ## style, types and import order
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

pytest: $(DEV_STAMP) ## the tests alone; PYTEST_ARGS="-n 0 -k queue" narrows them
	@# Tests start many processes; with bytecode kept, what the first has parsed the others need not.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(PYTEST_ARGS) --cov --cov-report=term

fresh-install: $(DEV_STAMP) ## the wheel works in empty environments
	$(BIN)/python tests/packaging/fresh_install.py

kernels: $(RUN_STAMP) ## the model compiled for this machine, before several processes would each compile it
	@$(BIN)/python -c "from pes_sim.runs.kernels import make_ready; from pes_sim.runs.progress import Bar; \
	  from pes_sim.scenario.loading import load; make_ready(load('austria'), Bar())"

# Each of the first three keeps one core busy at a time: side by side they take half as long. The tests use all cores.
test: $(DEV_STAMP) ## everything that has to hold: style, types, import order, a fresh install of the wheel, tests
	@$(MAKE) --no-print-directory -j 3 --output-sync=target lint fresh-install kernels
	@$(MAKE) --no-print-directory pytest

bench: $(RUN_STAMP) ## how fast the week is, against the plain Mesa reference
	$(BIN)/pes-sim bench

COMPILE := $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11

docs: $(DEV_STAMP) ## the tables in docs/ that are generated from the code
	$(BIN)/python -m pes_sim.report.catalogue

lock: $(DEV_STAMP) ## newest versions that fit together, with hashes (UPGRADE= keeps the present ones)
	$(BIN)/python -m pip install -qq uv
	$(COMPILE) $(UPGRADE) --group build -o requirements/build.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --extra dev -o requirements/dev.lock
	$(COMPILE) $(UPGRADE) pyproject.toml -c requirements/dev.lock -o requirements/run.lock
UPGRADE ?= --upgrade

clean: ## the environment, caches and everything built
	rm -rf $(VENV) build dist .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
