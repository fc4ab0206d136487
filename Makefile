# Everything one does with the hub. `make` says what there is.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.9
WORKERS ?= $(shell $(PYTHON) -c "import os; print(min(4, (os.cpu_count() or 1) + 1))")

VENV := .venv
RUN := $(VENV)/bin/python
UV := UV_COMPILE_BYTECODE=1 VIRTUAL_ENV=$(VENV) $(VENV)/tools/bin/uv
TIMED := begun=$$(date +%s);
SAY_TIME := echo "$$(( $$(date +%s) - begun )) s"

.PHONY: help run test lint audit bench messages shell backup restore lock
.DEFAULT_GOAL := help

help:  ## Say what there is
	@echo "make ..."
	@awk -F ':.*##  *' '/^[a-z]+:.*##/ { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/ready  ## Serve the hub with its demonstration on this machine; PORT=8001 moves it, Ctrl-C ends it
	@$(RUN) -m hub.prepare
	@exec $(RUN) -m hub.supervisor --host $(HOST) --port $(PORT)

test: $(VENV)/ready-dev  ## Run all tests; one file: make test T=tests/learning/test_answers.py
	@$(RUN) -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(T)

lint: $(VENV)/ready-dev  ## Look over code, templates, imports, migrations and container files
	@$(RUN) -m tests.lint

audit: $(VENV)/ready-dev  ## Ask whether weaknesses are known of the locked packages
	@$(VENV)/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off 2>&1 \
	| awk '/could not be audited/ { unasked++; next } /^(Name|---)/ { next } { print } END { if (unasked) print unasked " packages could not be asked about." }'

bench: $(VENV)/ready-dev  ## Measure how quick the hub is
	@$(RUN) -m tests.benchmarks

messages: $(VENV)/ready-dev  ## Write all strings to be translated into the catalogues; a new language: make messages L=fi
	@$(RUN) manage.py update_catalogues $(L)

shell: $(VENV)/ready  ## A Python shell with the hub's models
	@$(RUN) manage.py shell

backup: $(VENV)/ready  ## Everything that people have put in, as one file: make backup FILE=tvers.tar.gz
	@$(RUN) manage.py backup $(or $(FILE),tvers-$(shell date +%Y-%m-%d-%H%M).tar.gz)

restore: $(VENV)/ready  ## Put a backup back into an empty hub: make restore FILE=tvers.tar.gz
	@$(RUN) manage.py restore $(or $(FILE),$(error Say which: make restore FILE=tvers.tar.gz))

lock: $(VENV)/ready  ## Take in what pyproject.toml asks for, in its newest versions, and write it down with hashes
	@$(UV) pip compile $(LOCK) pyproject.toml --extra uvicorn -o requirements.txt
	@$(UV) pip compile $(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"

# The environment. uv is put beside it by pip, so that nothing but Python and pip is needed.

$(VENV)/tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "The hub needs Python 3.11; say where it is: make run PYTHON=/path/to/python3.11")'
	@printf "  Installing the installer .. "; $(TIMED) \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target $(VENV)/tools uv==$(UV_VERSION) && $(SAY_TIME)

$(VENV)/bin/python: | $(VENV)/tools/bin/uv
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)

$(VENV)/ready: requirements.txt | $(VENV)/bin/python
	@printf "  Installing packages ....... "; $(TIMED) $(UV) pip install --quiet --require-hashes -r $< && touch $@ && $(SAY_TIME)

$(VENV)/ready-dev: requirements-dev.txt | $(VENV)/bin/python
	@printf "  Installing for tests ...... "; $(TIMED) $(UV) pip install --quiet --require-hashes -r $< && touch $@ $(VENV)/ready && $(SAY_TIME)
