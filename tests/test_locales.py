"""On a desktop of any language: Qt sets the process's locale to that of the desktop, and nothing that is read or
written goes by it. Dates, texts, numbers, workbooks and the window are tested again in processes of such locales."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = (
    "tests/domain/test_dates.py",
    "tests/instruments/test_texts.py::test_masthead",
    "tests/excel/test_untaken.py::test_a_number_comes_back_as_its_cell_shows_it",
    "tests/excel/test_returned.py::test_three_ways",
    "tests/gui/test_first_use.py::test_what_is_just_typed_is_there_when_it_is_submitted",
)
DEFINITIONS = Path("/usr/share/i18n/locales")


@pytest.mark.skipif(not (shutil.which("localedef") and DEFINITIONS.is_dir()), reason="no locales can be made here")
@pytest.mark.parametrize("name", ["fr_FR", "de_DE", "ar_EG", "tr_TR"])
def test_nothing_goes_by_the_language_of_the_desktop(name, tmp_path):
    subprocess.run(["localedef", "-i", name, "-f", "UTF-8", tmp_path / f"{name}.UTF-8"], check=True)
    given = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTEST_"))}
    env = {**given, "LOCPATH": str(tmp_path), "LC_ALL": f"{name}.UTF-8"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.in_locale", "-q", "-n0", *TESTS]
    done = subprocess.run(
        command, env=env, cwd=Path(__file__).parents[1], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout
