# make run and make test do all their set-up themselves; CONTRIBUTING.md explains the other targets.
SHELL := /bin/bash
PYTHON ?= python3
STATE ?= CHE
BIN := .venv/bin
# What Qt needs of a bare Debian or Ubuntu, for a real window and without one, and a font to write with.
QT_PACKAGES := libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 \
               libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 fonts-inter

.PHONY: run test lint bench screenshots lock clean

run: .venv/.ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/tracker; else \
	echo "There is no display, so here is the same work without the window (make run STATE=KEN for another State)."; \
	$(BIN)/tracker instruments && $(BIN)/tracker export compliance-matrix-$(STATE).xlsx --state $(STATE); fi

test: .venv/.ready lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# The pictures of README.md and docs/guide.md, taken in the window.
screenshots: .venv/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots

# Apt is asked only for what is missing, and only by root or with sudo; otherwise the line to run is printed.
define apt_install
	packages="$(1)"; line="apt-get install -y --no-install-recommends $$packages"; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -q && $$line; \
	elif sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo $$line; \
	else echo; echo "Some system packages are missing. Run this line, then make again:"; echo "  sudo $$line"; exit 1; fi
endef

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("tracker needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { $(call apt_install,python3-venv); }
	@[ -x $(BIN)/pip ] || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@qt=$$($(BIN)/python -c 'import PySide6; print(PySide6.__path__[0])'); \
	if command -v apt-get >/dev/null && \
	   { ldd $$qt/QtWidgets.abi3.so $$qt/Qt/plugins/platforms/libq{xcb,offscreen}.so | grep -q 'not found' \
	     || [ -z "$$(find /usr/share/fonts ~/.fonts ~/.local/share/fonts -name '*.[ot]tf' -print -quit 2>/dev/null)" ]; }; \
	then $(call apt_install,$(QT_PACKAGES)); fi
	@touch $@

# New pins. --universal: one file for every system and Python; no address of any download in it.
lock:
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --upgrade --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
