# README's commands. `make setup` does all set-up and is quick when nothing changed.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= small
TESTERS ?= 2
DEMO_HOME ?= .demo/$(SIZE)
LOCKS := requirements/tools.txt requirements/runtime.txt requirements/spark.txt requirements/dev.txt
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet

.PHONY: demo test check setup packages bench docs lock assets clean

demo: setup
	$(BIN)/lineofsight demo --home $(DEMO_HOME) --size $(SIZE)

test: setup packages
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks --size small --size full

docs: setup
	$(BIN)/lineofsight docs

setup: .stamps/python

.stamps/python: $(LOCKS) pyproject.toml ops/find_python.sh
	@mkdir -p .stamps
	test -x $(BIN)/python || $$(sh ops/find_python.sh $(PYTHON)) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/tools.txt
	$(BIN)/uv pip install --quiet -p $(VENV) --require-hashes $(addprefix -r ,$(LOCKS))
	$(BIN)/uv pip install --quiet -p $(VENV) --no-deps --no-build-isolation -e .
	@touch $@

# Debian packages that the tests drive: a browser, a database, fonts, Java for Spark. Needs root once.
packages: setup
	$(BIN)/lineofsight doctor --install-test-packages

lock: setup
	$(COMPILE) requirements/tools.in -o requirements/tools.txt
	$(COMPILE) requirements/runtime.in -o requirements/runtime.txt
	$(COMPILE) requirements/spark.in -c requirements/runtime.txt -o requirements/spark.txt
	$(COMPILE) requirements/dev.in -c requirements/runtime.txt -c requirements/spark.txt -o requirements/dev.txt

# The committed CSS and JavaScript, from their npm packages. Needs Node; users do not.
assets:
	lineofsight_web/ui/assets/build.sh

clean:
	rm -rf $(VENV) .stamps .demo
