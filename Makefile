# make run and make test do all their set-up themselves; CONTRIBUTING.md explains the other targets.
SHELL := /bin/bash
PYTHON ?= python3
STATE ?= CHE
ROUNDS ?= 50
BUSY ?= 0
CRASHES ?= 300
FUZZED ?= 20000
EDITED ?= 800
FORMS ?= 260
BIN := .venv/bin
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)
# What Qt needs of a bare Debian or Ubuntu, for a real window and without one: library and package.
QT_LIBRARIES := libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3 \
                libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 \
                libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 \
                libxcb-shape.so.0=libxcb-shape0
# An environment that was made elsewhere, or with another Python, is of no use: its programs name the old place.
MADE := $(CURDIR), $(shell "$(PYTHON)" --version 2>&1)
ifneq ($(shell cat .venv/.ready 2>/dev/null),$(MADE))
STALE := stale
endif

.PHONY: run test lint bench soak screenshots translations lock clean install-desktop uninstall-desktop for-commands for-windows $(STALE)

run: $(if $(DISPLAYED),for-windows) .venv/.ready
ifneq ($(DISPLAYED),)
	@$(BIN)/tracker
else
	@echo "There is no display, so here is the same work without the window (make run STATE=KEN for another State)."
	@$(BIN)/tracker instruments && $(BIN)/tracker export compliance-matrix-$(STATE).xlsx --state $(STATE)
endif

test: for-windows .venv/.ready lint
	$(PYTEST)
	@! $(BIN)/python -c 'import pysqlite3' 2>/dev/null || $(PYTEST) -p tests.newer_sqlite tests/store

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: for-windows .venv/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# The tests that open windows or start jobs and processes, ROUNDS times over in ever another order, beside BUSY loops;
# then the program is killed CRASHES times, FUZZED bad files are read by each reader, EDITED workbooks of 25 edits each come
# back, and FORMS forms are filled in.
soak: for-windows .venv/.ready
	@for n in $$(seq $(BUSY)); do while :; do :; done & done; trap 'kill $$(jobs -p) 2>/dev/null' EXIT; \
	for n in $$(seq $(ROUNDS)); do echo "Round $$n of $(ROUNDS)"; $(PYTEST) $(SOAKED) || exit 1; done; \
	CRASH_ROUNDS=$(CRASHES) $(PYTEST) tests/store/test_crash.py
	FUZZ_ROUNDS=$(FUZZED) $(PYTEST) tests/hostile
	EDIT_ROUNDS=$(EDITED) $(PYTEST) tests/excel/test_random_edits.py
	FORM_ROUNDS=$(FORMS) $(PYTEST) tests/excel/test_derived_forms.py
SOAKED ?= tests/gui tests/instruments tests/store/test_opening.py tests/store/test_search.py tests/test_command_line.py \
          tests/test_waiting.py

# For the user who calls it: tracker is among the programs, with its icon, and opens .tracker files.
DESKTOP := $(if $(XDG_DATA_HOME),$(XDG_DATA_HOME),$(HOME)/.local/share)
install-desktop: .venv/.ready
	@mkdir -p "$(DESKTOP)" && cp -r resources/desktop/. "$(DESKTOP)"
	@sed -i 's|^Exec=tracker|Exec="$(CURDIR)/$(BIN)/tracker"|' "$(DESKTOP)/applications/tracker.desktop"
	@$(renew-desktop)

uninstall-desktop:
	@cd resources/desktop && find . -type f -exec rm -f "$(DESKTOP)/{}" \;
	@$(renew-desktop)

define renew-desktop
	for renew in "update-mime-database $(DESKTOP)/mime" "update-desktop-database $(DESKTOP)/applications"; do \
	    if command -v $${renew%% *} >/dev/null; then $${renew%% *} "$${renew#* }"; fi; done
endef

# The pictures of README.md and docs/guide.md, taken in the window.
screenshots: for-windows .venv/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots

# Every text of the program into the files that translators edit; the English one has plurals only. LANGUAGE=fr begins one.
translations: for-windows .venv/.ready
	@for language in $$(ls resources/i18n | sed 's/tracker_//; s/\.ts//') $(LANGUAGE); do \
	[ $$language = en ] && only=-pluralonly || only=; \
	$(BIN)/pyside6-lupdate -no-obsolete -locations none $$only -source-language en -target-language $$language \
	$$(git ls-files 'tracker/*.py') -ts resources/i18n/tracker_$$language.ts || exit 1; done

# What must be on the machine: all that is missing is installed by root or with sudo, else said in one go.
define have
	"$(PYTHON)" -c 'import sys; sys.exit("tracker needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else None' || exit 1; \
	missing=$$("$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv); [ "$$(uname)" = Linux ] || exit 0; \
	libraries=$$(/sbin/ldconfig -p 2>/dev/null); \
	for pair in $(1); do [[ "$$libraries" == *"$${pair%=*} "* ]] || missing="$$missing $${pair#*=}"; done; \
	if [ -n "$(1)" ] && [ -z "$$(find /usr/share/fonts ~/.fonts ~/.local/share/fonts -name '*.[ot]tf' -print -quit 2>/dev/null)" ]; \
	then missing="$$missing fonts-inter"; fi; \
	if [ -z "$${missing// }" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then echo "tracker may need what Debian calls: $$missing"; exit 0; fi; \
	install="apt-get install -y -qq --no-install-recommends $$missing"; quietly="env DEBIAN_FRONTEND=noninteractive"; \
	if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo"; else \
	    echo "Some system packages are missing. Run this as root, then make again:"; \
	    if command -v sudo >/dev/null; then as="sudo "; fi; echo "  $${as}apt-get update && $${as}$$install"; exit 1; fi; \
	echo "Installing $$missing"; \
	$$as $$quietly apt-get update -qq >/dev/null || { echo "apt-get update failed."; exit 1; }; \
	$$as $$quietly $$install >/dev/null || { echo "This failed: $$install"; exit 1; }
endef

for-commands:
	@$(call have,)

for-windows: | for-commands
	@$(call have,$(QT_LIBRARIES))

.venv/.ready: requirements.lock pyproject.toml $(STALE) | for-commands
	@[ -z "$(STALE)" ] || rm -rf .venv
	@[ -x $(BIN)/python ] || "$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "$(MADE)" > $@

# New pins. --universal: one file for every system and Python; no address of any download in it.
lock:
	"$(PYTHON)" -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --upgrade --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
