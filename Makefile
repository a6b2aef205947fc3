# run     serve the playground on http://127.0.0.1:8000 (PLAYGROUND_PORT, ARGS="--open", …)
# test    run every test; set up what they need first
# coverage       run every test and say which lines and branches none of them came by
# load    put a class on a server and write what came of it to docs/load.md
# attack  let one client do its worst and write what others keep to docs/attack.md
# bench   time the engine against textbook NumPy, and peers if installed (docs/bench.md; ARGS=--sweeps: sweeps alone)
# check   style, types and architecture
# docs    make a site of the documents in dist/docs; a link that leads nowhere is an error
# wheel   build the wheel that others install, into dist
# lock    pin what the Docker image installs, with hashes (ARGS="--upgrade": the newest)
# docker-test    build the Dockerfile without Docker and see that the image holds what it promises
# browsers      play the page in Firefox and WebKit, too
# notebook      show the page in the cells of a real JupyterLab
# oracle  ask PyTorch, Keras, scikit-learn and ONNX whether engine and exports agree
# format  put code into the one style
# clean   remove what the others made

PYTHON ?= python3
# Servers and workers that tests start would each compile the whole source anew.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test coverage load attack bench check docs wheel lock docker-test browsers notebook oracle format clean

run: $(VENV)/run
	@$(BIN)/nn-playground $(ARGS)

test: $(VENV)/test
	@$(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder $(ARGS)

coverage: $(VENV)/test
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

load: $(VENV)/test
	@$(BIN)/python -m tests.load $(ARGS)

attack: $(VENV)/test
	@$(BIN)/python -m tests.attack $(ARGS)

bench: $(VENV)/test
	@$(BIN)/python -m tests.bench $(ARGS)

check: $(VENV)/dev node_modules/.package-lock.json
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/mypy docs/site/conf.py
	@$(BIN)/lint-imports
	@node_modules/.bin/tsc
	@node_modules/.bin/tsc --project tests/js
	@$(BIN)/hadolint Dockerfile

docs: $(VENV)/docs
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -c docs/site . dist/docs $(ARGS)
	@echo "dist/docs/index.html"

wheel: $(VENV)/run
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist/*.whl

lock: $(VENV)/dev
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml $(ARGS)

docker-test: $(VENV)/test
	@$(BIN)/python -m tests.docker $(ARGS)

browsers: $(VENV)/test
	@$(BIN)/python tests/tools/browsers.py
	@$(BIN)/pytest tests/browser/other_browsers.py $(ARGS)

notebook: $(VENV)/notebook
	@$(BIN)/pytest tests/browser/in_notebook.py $(ARGS)

oracle: $(VENV)/oracle
	@OMP_NUM_THREADS=1 $(BIN)/python -m tests.oracle.make
	@OMP_NUM_THREADS=1 $(BIN)/pytest tests/oracle/ask_sklearn.py tests/app/exports/ask_frameworks.py $(wildcard tests/app/exports/test_*.py) \
		tests/engine/test_oracle.py $(ARGS)

format: $(VENV)/dev
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

clean:
	rm -rf $(VENV) dist node_modules .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/run: pyproject.toml
	@echo "Setting up $(VENV), which takes a minute the first time."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@$(BIN)/python tests/tools/chromium.py
	@touch $@ $(VENV)/run

$(VENV)/dev: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,test]"
	@touch $@ $(VENV)/run

node_modules/.package-lock.json: package-lock.json
	@command -v npm >/dev/null || { echo "make check needs Node.js with npm: it checks the types of the page's JavaScript." >&2; exit 1; }
	@npm ci --loglevel=error
	@touch $@

$(VENV)/notebook: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,notebook,lab]"
	@$(BIN)/python tests/tools/chromium.py
	@touch $@ $(VENV)/run

$(VENV)/docs: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	@touch $@ $(VENV)/run

$(VENV)/oracle: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,oracle]"
	@touch $@ $(VENV)/run
