# The two commands are `make run` and `make test`; both work from a fresh clone.
# PYTHON chooses the interpreter (3.11 or newer; scripts/python.sh finds one), ARGS is handed on: make run ARGS="--port 8080".

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=
SEEDS ?= 10
FROM ?= 1
AT_ONCE ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test setup lint bench simulate lock docs browser slack promtool help

run: $(VENV)/.runtime ## start the demo on http://127.0.0.1:8000
	@exec $(BIN)/konsult serve $(ARGS)

test: setup browser slack promtool ## install what is needed and run every check and test
	@exec $(BIN)/python scripts/check.py $(ARGS)

setup: $(VENV)/.dev ## install everything that developing needs into .venv

lint: setup ## the quick half: ruff, mypy, import-linter
	@exec $(BIN)/python scripts/check.py --quick

bench: setup ## measure speed
	@exec $(BIN)/python -m benchmarks $(ARGS)

simulate: setup ## a month with three processes and every fault, SEEDS=n of them, FROM=seed
	@exec $(BIN)/python -m tests.simulation.month --seeds $(SEEDS) --from $(FROM) --at-once $(AT_ONCE)

lock: setup ## resolve the dependencies anew; UPGRADE=1 takes newer versions
	@PYTHON=$(BIN)/python sh scripts/lock.sh

docs: setup ## write docs/commands.md from the commands themselves
	@exec $(BIN)/konsult docs docs/commands.md

browser: setup # a Chromium for the browser tests; never fails, the tests say what is missing
	@sh scripts/browser.sh $(BIN)/python

slack: setup # a Slack workspace on this machine for the tests of Slack; never fails, the tests say what is missing
	@sh scripts/slack_peer.sh $(BIN)/python

promtool: setup # what tries the rules for Prometheus; never fails, the tests say what is missing
	@sh scripts/promtool.sh

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# A stamp is older than its lock file when there is something to install.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what konsult needs (a minute the first time) ..."
	@$(PIP) install --use-pep517 --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot directory
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what developing needs (a few minutes the first time) ..."
	@$(PIP) install --use-pep517 --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot directory
	@touch $@ $(VENV)/.runtime

$(BIN)/python:
	@python="$(PYTHON)"; : "$${python:=$$(sh scripts/python.sh)}"; \
	test -n "$$python" && "$$python" -m venv $(VENV)
