# Everything a developer does here. Needs make and Python 3.11 or newer; the rest is installed into .venv.

VENV ?= .venv
PYTHON ?=
ARGS ?=
BIN := $(VENV)/bin
# What `make bench` compares us with lives apart.
PEERS := .venv-peers
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install
# Nothing that is not pinned by its hash is fetched, and nothing is built on the way.
LOCKED := $(PIP) --require-hashes --only-binary=:all: --no-warn-conflicts
PACKAGES := bot dialogs storage
# A third of its time a test waits for something: one tester more than there are cores.
TESTERS ?= $(shell expr $$(nproc) + 1)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check chaos bench calibrate lock format messages migration clean catalogs install

help: ## this list
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile
	@echo "PYTHON=python3.12 chooses another Python."

demo: $(VENV)/.run ## a city of its own, to click through: make demo ARGS="--port 8080"
	@$(BIN)/passaparola demo $(ARGS)

test: $(VENV)/.dev ## the tests, on SQLite and PostgreSQL, but the long ones: make test ARGS="-k waiting"
	$(BIN)/python -m pytest -n $(TESTERS) -m "not long and not browser" $(ARGS)

check: $(VENV)/.dev ## the one gate: lint, format, types, layers, catalogs, every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory catalogs
	@sh tests/install_browser.sh
	$(BIN)/python -m pytest -n logical $(ARGS)

chaos: $(VENV)/.dev ## the bot killed two hundred times, on both databases, with both drivers
	KILLS=200 $(BIN)/python -m pytest -n logical tests/chaos $(ARGS)

bench: $(VENV)/.dev $(PEERS)/.made ## the measurements, tests/**/bench_*.py, one at a time
	$(BIN)/python -m pytest -n 0 -s -o python_files='bench_*.py' -o python_functions='bench_*' $(ARGS)

calibrate: $(VENV)/.dev ## do the report's intervals hold what was true? make calibrate ARGS="--trials 50"
	$(BIN)/python -m tests.calibrate $(ARGS)

format: $(VENV)/.dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(VENV)/.dev ## everything a developer needs, into .venv

# --- The virtual environment; each stamp is as old as what it was made from ---

$(VENV)/.made: requirements/venv.sh
	@echo "Making $(VENV)"
	@sh requirements/venv.sh $(VENV) $(PYTHON)
	@echo "$(PYTHON)" > $@

# A .venv whose Python has gone, or is not the one now asked for, is made anew.
ifeq ($(realpath $(BIN)/python),)
.PHONY: $(VENV)/.made
endif
ifneq ($(PYTHON),)
ifneq ($(PYTHON),$(shell cat $(VENV)/.made 2>/dev/null))
.PHONY: $(VENV)/.made
endif
endif

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml $(VENV)/.made
	@echo "Installing what Passaparola needs"
	@$(LOCKED) -r requirements/build.txt -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what its developers need"
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

$(PEERS)/.made: requirements/peers.txt requirements/venv.sh
	@echo "Making $(PEERS)"
	@sh requirements/venv.sh $(PEERS) $(PYTHON)
	@$(subst $(BIN)/python,$(PEERS)/bin/python,$(LOCKED)) -r requirements/peers.txt
	@touch $@

# --- Pins ---

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

lock: $(VENV)/.dev ## pin the requirements anew: make lock ARGS=--upgrade
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) --group build --constraints requirements/dev.txt --output-file requirements/build.txt
	$(LOCK) --group peers --constraints requirements/dev.txt --output-file requirements/peers.txt

# --- Catalogs ---

# One order, no dates, no line numbers: the template changes only when a text does.
EXTRACT = $(BIN)/pybabel --quiet extract --no-default-keywords --keywords "say label count:1,2 N_" \
	--add-comments "Translators:" --strip-comments --add-location file --sort-by-file --no-wrap \
	--project passaparola --header-comment "\# The texts of Passaparola, as make messages finds them in the code." \
	--output-file $(1) dialogs \
	&& sed -i.old -e '/^"POT-Creation-Date:/d' -e 's/^\("Project-Id-Version: passaparola\) VERSION/\1/' $(1) \
	&& rm $(1).old
UPDATE = update --domain passaparola --output-dir locales --no-fuzzy-matching --ignore-pot-creation-date --no-wrap

messages: $(VENV)/.dev ## collect the texts into locales/messages.pot, then into every catalog
	@$(call EXTRACT,locales/messages.pot)
	@$(BIN)/pybabel --quiet $(UPDATE) --input-file locales/messages.pot

catalogs: $(VENV)/.dev ## is every text of the code in the template and in every catalog?
	@: > $(VENV)/catalogs.log
	@$(call EXTRACT,$(VENV)/messages.pot)
	@cmp -s $(VENV)/messages.pot locales/messages.pot \
		&& $(BIN)/pybabel $(UPDATE) --check --input-file $(VENV)/messages.pot 2>$(VENV)/catalogs.log \
		|| { grep -E '^(Catalog|[A-Za-z.]+Error)' $(VENV)/catalogs.log; \
			echo "The texts have changed: run make messages, then have them translated." >&2; exit 1; }

# --- Migrations ---

migration: $(VENV)/.dev ## write the next one from tables/: make migration MESSAGE="labs have a colour"
	@$(BIN)/python -m storage.new_migration "$(MESSAGE)"
	@$(BIN)/ruff check --quiet --fix-only storage/migrations/versions
	@$(BIN)/ruff format --quiet storage/migrations/versions

clean: ## remove all that make has made
	rm -rf $(VENV) $(PEERS) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
