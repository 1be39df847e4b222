# Everything runs in .venv, with the versions and hashes of requirements*.txt. What is missing on a Debian machine
# is installed once; a second run of any target starts at once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

NEED_PYTHON := '$(PYTHON) -c "import ensurepip, venv"' python3-venv
NEED_TESTS := 'command -v chromium' chromium 'command -v java' default-jre-headless 'command -v npm' npm \
	'/sbin/ldconfig -p | grep libatomic.so.1' libatomic1  # which Playwright's driver is linked with

.DEFAULT_GOAL := help
.PHONY: help serve site check links test bench bench-search relevance lock clean

help:  ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

serve: $(VENV)/installed  ## Build the site and serve it, live as files change
	$(BIN)/kb serve

site: $(VENV)/installed  ## Build the site into site/
	$(BIN)/kb build

check: $(VENV)/installed  ## Check all records
	$(BIN)/kb check

links: $(VENV)/installed  ## Request the addresses in the records, and note the dead ones
	$(BIN)/kb links

test: $(VENV)/installed-for-tests tests/node_modules  ## Lint the code and run all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m pytest

bench: $(VENV)/installed  ## Measure the build
	$(BIN)/python scripts/benchmark.py

bench-search: $(VENV)/installed-for-tests  ## Measure the search in Chromium
	$(BIN)/python scripts/benchmark_search.py

relevance: $(VENV)/installed-for-tests  ## Measure how well the search finds what administrators want
	$(BIN)/kb build
	$(BIN)/python scripts/relevance.py

lock: $(VENV)/installed-for-tests  ## Pin all libraries anew, from requirements*.in and tests/package.json
	$(LOCK) --output-file requirements.txt requirements.in
	$(LOCK) --output-file requirements-dev.txt requirements-dev.in
	npm --prefix tests update --package-lock-only

# Hashes of all files of a version, also for other platforms; no address of a package index.
lock: export CUSTOM_COMPILE_COMMAND := make lock
LOCK = $(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean:  ## Remove what the other targets made
	rm -rf site .site.work $(VENV) tests/node_modules

# Stamps: a file or folder that is younger than what it is made from is not made again.
$(VENV)/installed: Makefile requirements.txt pyproject.toml
	scripts/need $(NEED_PYTHON)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed (make PYTHON=...)")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/installed-for-tests: requirements-dev.txt $(VENV)/installed
	scripts/need $(NEED_TESTS)
	$(PIP) --require-hashes -r requirements-dev.txt
	touch $@

tests/node_modules: tests/package-lock.json $(VENV)/installed-for-tests
	npm --prefix tests ci --ignore-scripts --no-fund
	touch $@
