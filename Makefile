# Every command once, for people and for CI. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUST := $(shell find rust -name '*.rs' -o -name Cargo.toml) Cargo.toml Cargo.lock pyproject.toml
# Of the soak: how many scenarios belong to the tests, and where and for how long `make soak` goes on.
SEEDS ?= 10
SEED ?= 1000
MINUTES ?= 60
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 1
export VIRTUAL_ENV := $(CURDIR)/$(VENV)

.PHONY: help demo test test-long test-pages test-wheel docs installed soak documents lint bench oracle wheel clean

help:             ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 20

demo: $(VENV)/.installed  ## fly the recorded night and write out/recorded-night/report.html
	$(BIN)/intercept run examples/recorded-night.toml --out out/recorded-night

test: lint docs installed ## everything that must hold: lint, the documents as a site, the package as it is installed, Rust tests, Python tests
	cargo test --locked --quiet --package intercept-core
	$(BIN)/pytest --quiet
	$(BIN)/python -m intercept.testing.soak --seed 1 --count $(SEEDS)

test-pages: $(VENV)/.dev ## every page in a headless Chromium (apt-get install chromium); pictures of them in out/pages
	$(BIN)/pytest --quiet tests/pages

soak: $(VENV)/.dev ## random scenarios for MINUTES (60), from SEED on, done in random ways and held to the laws
	$(BIN)/python -m intercept.testing.soak --seed $(SEED) --minutes $(MINUTES)

test-long: export INTERCEPT_REFERENCE_DIR ?= ../shared/reference
test-long: export INTERCEPT_RECORD ?= ../shared/data/missile_attacks_daily.csv
test-long: $(VENV)/.dev ## the long series, the whole record, and more of everything random; fails where the data are missing
	INTERCEPT_ALL_CASES=1 cargo test --locked --quiet --package intercept-core --test 'coverage_*' --test windows_oracle
	HYPOTHESIS_PROFILE=long INTERCEPT_ORACLE_PAIRS=1000 $(BIN)/pytest --quiet tests/long tests/oracles tests/properties tests/boundary

documents: $(VENV)/.dev ## write what the examples in README and docs print today beneath them, and run the notebooks anew
	$(BIN)/python tests/support/documents.py
	$(BIN)/python tests/support/notebooks.py

docs: $(VENV)/.dev   ## the documents as a site in out/site; fails for a link that leads nowhere
	$(BIN)/python docs/build.py

lint: $(VENV)/.dev   ## formats, lints and types of both languages
	cargo fmt --all --check
	cargo clippy --locked --quiet --workspace --all-targets -- -D warnings
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy
	$(BIN)/basedpyright --pythonpath $(BIN)/python --level error
	$(BIN)/stubtest --concise intercept._core

bench: $(VENV)/.dev  ## benchmarks: their table, kept in benches/results, and the share of the peak rate
	mkdir -p out
	$(BIN)/pytest benches --benchmark-enable --benchmark-only --benchmark-columns=min,median,max,rounds --benchmark-sort=name --benchmark-json=out/benchmarks.json
	$(BIN)/python benches/record.py out/benchmarks.json
	cargo bench --locked --quiet --package intercept-core --bench forces --bench flyout

oracle: $(VENV)/.dev ## windows of 10,000 pairs of every threat class against a scan, some twenty minutes
	INTERCEPT_ORACLE_PAIRS=10000 $(BIN)/pytest --quiet tests/oracles

wheel: $(VENV)/.dev  ## a wheel for old systems (glibc 2.17) and a source archive in dist; print their sizes and the time of the import
	$(BIN)/pip install ziglang
	rm -rf dist
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/maturin build --release --locked --quiet --zig --compatibility manylinux2014 --target $(shell uname -m)-unknown-linux-gnu --out dist
	$(BIN)/maturin sdist --out dist >/dev/null 2>&1
	@ls -l dist/*.whl dist/*.tar.gz | awk '{printf "%s  %.2f MB\n", $$NF, $$5/1e6}'
	@$(BIN)/python benches/import_time.py

test-wheel: wheel  ## use the wheel in empty environments: with each extra, all of them, and the lowest versions allowed
	$(BIN)/python tests/installed/check.py dist/*.whl --all --extras --lowest --project

installed: $(VENV)/.dev
	rm -rf target/installed
	$(BIN)/maturin build --release --locked --quiet --out target/installed
	$(BIN)/maturin sdist --out target/installed >/dev/null 2>&1
	$(BIN)/python tests/installed/check.py target/installed/*.whl --project
	CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR=$(CURDIR)/target/sdist $(BIN)/python tests/installed/check.py target/installed/*.tar.gz

clean:            ## remove all that was built
	rm -rf $(VENV) target dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find python -name '*.so' -delete

$(BIN)/maturin:
	@command -v cargo >/dev/null || { echo 'cargo is missing: install Rust 1.85 or later (rustup, or your package manager)' >&2; exit 1; }
	@command -v cc >/dev/null || { echo 'cc is missing: install a C compiler (gcc or clang)' >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo 'python3 is missing: install Python 3.11 or later' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python is too old: install Python 3.11 or later, or name one with make PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'the venv module is missing: install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet 'maturin>=1.7,<2'

$(VENV)/.installed: $(BIN)/maturin $(RUST) constraints.txt
	$(BIN)/maturin develop --release --locked --quiet --extras tables,report
	@touch $@

$(VENV)/.dev: $(BIN)/maturin $(RUST) constraints.txt
	$(BIN)/maturin develop --release --locked --quiet --extras dev
	@touch $@ $(VENV)/.installed
