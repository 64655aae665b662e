"""README and user guide say what is so: their pictures are there, their keys the program's, their commands exist."""

import re
from pathlib import Path

import pytest

from tracker.__main__ import main
from tracker.gui.kit.shortcuts import KEYS, of_screen
from tracker.gui.shell.help_page import ELSEWHERE

ROOT = Path(__file__).resolve().parent.parent
GUIDE, README = ROOT / "docs" / "guide.md", ROOT / "README.md"
PAGES = (GUIDE, README)
MODIFIED = r"(?:(?:Ctrl|Shift|Alt)\+)+[A-Za-z0-9]+|F\d+"
KNOWN = {
    *KEYS.values(),
    *(of_screen(number) for number in range(1, 7)),
    *map(str, range(7)),
    *(one for keys, _ in ELSEWHERE for one in re.findall(r"[\w+]+", keys)),
}


def named(page: Path) -> set[str]:
    """The pictures that a page names."""
    words = page.read_text(encoding="utf-8")
    return set(re.findall(r"[\w./-]*pictures/[\w-]+\.png", words))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_is_there_light_and_dark(page):
    names = named(page)
    assert names
    for name in names:
        for scheme in ("-light.", "-dark."):
            assert (page.parent / name.replace("-light.", scheme)).is_file(), name


def test_no_picture_is_there_for_nothing():
    held = {path.name.replace("-dark.", "-light.") for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert held == {Path(name).name for name in named(GUIDE)}
    assert sum(path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")) < 3_000_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_is_one_of_the_program(page):
    words = page.read_text(encoding="utf-8")
    found = set(re.findall(MODIFIED, words))
    if page is GUIDE:
        short = {one for one in re.findall(r"`([^`]+)`", words) if re.fullmatch(r"\w{1,5}", one)}
        assert {"M", "E", "Esc", "Space", "0", "6"} <= short
        found |= short
    assert found
    assert found <= KNOWN


def test_every_command_that_is_shown_is_understood(capsys):
    for page in PAGES:
        for name in re.findall(r"`tracker (?:--workspace FILE )?([a-z-]+)", page.read_text(encoding="utf-8")):
            with pytest.raises(SystemExit) as left:
                main([name, "--help"])
            assert left.value.code == 0, name


def test_links_between_files_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_module_that_is_named_is_there(page):
    words = (ROOT / page).read_text(encoding="utf-8")
    named = [one for one in re.findall(r"`([a-z_]+(?:/[a-z_]+)+)(?:\.\w+)?/?`", words) if not one.startswith("shared/")]
    assert named
    for name in named:
        path = ROOT / name if (ROOT / name.split("/")[0]).is_dir() else ROOT / "tracker" / name
        assert path.is_dir() or path.with_suffix(".py").exists(), name


def test_every_promise_names_tests_that_are_there():
    words = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    promises = [line for line in words.splitlines() if line.startswith("| **")]
    assert len(promises) > 10
    for promise in promises:
        tests = re.findall(r"`(tests/[\w/]+\.py)`", promise)
        assert tests and all((ROOT / name).is_file() for name in tests), promise
