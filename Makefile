PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready

FRONTEND := $(shell find src/frontend -type f -not -path '*/node_modules/*' -not -path '*/__pycache__/*')
BUILT := src/mandategraph/web/static/built/sources.sha256

.PHONY: run test $(if $(wildcard $(BUILT)),,$(READY))

run: $(READY)
	$(BIN)/mandategraph build
	$(BIN)/mandategraph serve --port $(PORT)

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mandategraph format --check
	$(BIN)/pytest

$(READY): pyproject.toml $(FRONTEND)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
