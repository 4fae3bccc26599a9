# Everything by one command each; `make` alone says which. Needs GNU make, a POSIX shell and Python 3.11 or later.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PY := .venv/bin/python
FLASK := $(PY) -m flask --app tracker
WORKERS ?= 2
CATALOGUES := $(patsubst %.po,%.mo,$(shell find translations -name '*.po'))
PYTHON_FILES := config.py run.py tracker tests tools $(wildcard benchmarks)
BENCHMARKS := $(foreach name,minutes digests review indicators papers api pages,$(if $(wildcard benchmarks/$(name).py benchmarks/$(name)/__main__.py),$(name)))
export PYTHONUNBUFFERED := 1

# A virtual environment whose Python went away (an upgrade of the system) is made anew, with all that was in it.
$(shell [ -x .venv/bin/python ] || rm -f .venv/installed .venv/installed-dev)

.PHONY: help setup run demo test lint format bench mail messages lock browser clean

help: ## this list
	@echo "Tindak Lanjut: make TARGET"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

setup: .venv/installed $(CATALOGUES) ## virtual environment in .venv with the locked packages, and nothing else
	@test "$(MAKECMDGOALS)" != setup || echo "Ready: make run, make demo, make test"

run: setup ## the product at http://127.0.0.1:8000 (HOST, PORT and the settings of .env.example)
	@echo "Bringing the database up to date"
	@$(FLASK) db upgrade
	@exec $(PY) run.py

demo: export DEMO := 1
demo: setup ## the product with five sample forums, invented people and a sign-in list
	@echo "Loading the sample forums"
	@$(FLASK) demo load
	@exec $(PY) run.py

test: setup .venv/installed-dev ## all tests, on SQLite and on a PostgreSQL they start (ARGS="-k overdue", WORKERS=2)
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup .venv/installed-dev ## style, types, import contracts, templates, catalogues
	@echo "ruff check" && $(PY) -m ruff check --quiet .
	@echo "ruff format" && $(PY) -m ruff format --check --quiet . || { echo "Not laid out as agreed: make format"; exit 1; }
	@echo "mypy" && $(PY) -m mypy --strict $(PYTHON_FILES) --no-error-summary
	@echo "import contracts" && out=$$($(PY) .venv/bin/lint-imports --no-logo) || { echo "$$out"; exit 1; }
	@echo "templates" && $(PY) -m djlint templates --lint --quiet
	@echo "catalogues" && $(PY) tools/messages.py check

format: .venv/installed-dev ## lays out the Python files as lint wants them
	@$(PY) -m ruff check --quiet --fix . ; $(PY) -m ruff format --quiet .

bench: setup .venv/installed-dev ## every benchmark, at a size that takes minutes
	@for name in $(BENCHMARKS); do echo "benchmark: $$name"; $(PY) -m benchmarks.$$name || exit 1; done

mail: export DEMO := 1
mail: export INSTANCE_PATH := build/demo
mail: setup ## every mail as it would arrive, in build/mail
	@$(FLASK) demo load >/dev/null
	@$(FLASK) mail render build/mail
	@echo "Open build/mail in a browser"

messages: .venv/installed ## extracts the texts of code and templates into translations/*/LC_MESSAGES/messages.po
	@$(PY) tools/messages.py update

lock: .venv/installed ## resolves requirements*.in again into hashed locks
	@tools/lock

browser: ## what the browser tests need
	@echo "Chromium or Chrome: on Debian 'apt install chromium', elsewhere any; or CHROMIUM=/path/to/it."
	@echo "With REQUIRE_BROWSER=1 a missing browser fails the tests instead of skipping those that need one."

clean: ## removes what make made, except data in instance/
	@rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	@find translations -name '*.mo' -delete
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/bin/python:
	@python=$$(PYTHON="$(PYTHON)" tools/find-python) || exit 1; \
	echo "Making the virtual environment in .venv with $$python" && "$$python" -m venv --clear .venv

.venv/installed: requirements.txt tools/uv.txt | .venv/bin/python
	@echo "Installing the locked packages"
	@tools/install-lock requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/installed
	@echo "Installing what tests and lint need"
	@tools/install-lock requirements-dev.txt
	@touch $@

%.mo: %.po | .venv/installed
	@$(PY) -P tracker/shell/catalogues.py >/dev/null
