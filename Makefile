PY = .venv/bin/python

.PHONY: setup test quick lint bench fuzz wheel clean

setup:     ## a virtual environment with the project and its tools
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

test:      ## every test, the slow ones too
	$(PY) -m pytest -m alone && $(PY) -m pytest -n auto -m 'not alone'

quick:     ## the tests without those that build a wheel or measure
	$(PY) -m pytest -n auto -m 'not slow'

lint:      ## style and types
	.venv/bin/ruff check . && .venv/bin/mypy analyser

bench:     ## how fast the analysis is, as ratios measured in one run
	$(PY) tests/benchmark.py

fuzz:      ## hostile bytes for every reader and loader; takes an hour or more
	$(PY) -m tests.fuzz all --runs 250000

wheel:     ## the wheel, in dist/
	$(PY) -m build --wheel

clean:     ## what was built
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
