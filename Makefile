# Everything is brought from the lock; the only needs are Python 3.11 or newer, git and make.

PYTHON ?= python3
TOOLS  := .tools
UV     := $(shell command -v uv 2>/dev/null || echo $(TOOLS)/bin/uv)
RUN    := $(UV) run --no-sync

export UV_PYTHON_PREFERENCE ?= only-system
# Compiled code halves the start of each process; it is kept out of the sources.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench chaos browse format lint types imports schema docs clean

help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(filter-out $(shell command -v uv 2>/dev/null),$(UV)) ## Install what it needs to run into .venv, and nothing for development
	$(UV) sync --frozen --no-dev --quiet
	@rm -f .venv/installed

demo: .venv/installed ## Run the main job on the simulator, from nothing; then keep serving until Ctrl-C
	@exec .venv/bin/creatorport demo

test: .venv/installed ## Run all tests
	$(RUN) pytest -n 4 --dist loadgroup

check: lint types imports schema docs test ## The gate: format, lint, types, imports, schema and documentation, tests

lint: .venv/installed ## Check format and style
	$(RUN) ruff format --check .
	$(RUN) ruff check .

types: .venv/installed ## Check types
	$(RUN) mypy

imports: .venv/installed ## Check the law of imports
	$(RUN) lint-imports

schema: .venv/installed ## Compare the committed schema with the code
	$(RUN) creatorport schema | diff -u schema.graphql -

docs: .venv/installed ## Compare the generated parts of the documentation with the code
	$(RUN) python scripts/configuration.py --check
	$(RUN) python scripts/planner_plot.py --check

bench: .venv/installed ## Run the benchmarks and, at their end, the storm: half an hour and more
	$(RUN) python -m bench
	$(RUN) python -m bench.planner
	$(RUN) python -m bench.chaos

chaos: .venv/installed ## Invite 10,000 creators in a storm; TikTok's own books are the judge
	$(RUN) python -m bench.chaos

browse: .venv/installed ## Walk through our pages with a real browser; needs chromium and chromedriver
	$(RUN) python scripts/browse.py

format: .venv/installed ## Put the code into its format, and renew what is generated from it
	$(RUN) ruff format .
	$(RUN) ruff check --fix .
	$(RUN) creatorport schema > schema.graphql
	$(RUN) python scripts/configuration.py
	$(RUN) python scripts/planner_plot.py

clean: ## Remove everything that make has made, the demo's data included
	rm -rf .venv $(TOOLS) var .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/installed: pyproject.toml uv.lock $(filter-out $(shell command -v uv 2>/dev/null),$(UV))
	$(UV) sync --frozen --quiet
	@touch $@

$(TOOLS)/bin/uv:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv
