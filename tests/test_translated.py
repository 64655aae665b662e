"""The command line in a language that nobody speaks: nothing that it prints is English but texts of the United Nations,
what the user typed, names of commands and options; JSON keeps its keys and codes."""

import errno
import json
import os
import re

import pytest

from tests.made_up import Known
from tests.short import SHORT
from tracker import i18n
from tracker.__main__ import main

NAMES = (
    *("tracker", "read", "instruments", "add", "export", "import", "take back", "check", "backup", "new", "demo"),
    *(
        "none",
        "unrecorded",
        "home",
        "national tracker",
        "General Assembly",
        "Member States",
        "Secretary General",
        "urges",
        "invites",
        "requests",
        "to",
        "write",
        "A RES",
        "help",
        "version",
        "workspace",
        "akn",
        "json",
        "state",
        "cycle",
        "instrument",
        "scale",
        "sheet",
        "since",
    ),
    *(
        "template",
        "column",
        "for return",
        "recipient",
        "paragraph",
        "open",
        "dry run",
        "repair",
        "xlsx",
        "xml",
        "txt",
        "md",
        "docx",
        "doc",
    ),
    *("author", "return by", "contact", "short", "only all assessed gaps", "without column", "paper", "A4", "A3"),
    *("pdf", "html", "UNCAC", "FATF", "UPR", "EU", "ISO", "KEN", "dance", "TRACKER_LANGUAGE", "Akoma Ntoso"),
)


@pytest.fixture
def say(translation, monkeypatch, capsys, tmp_path):
    """Runs a command in that language; returns what is left of it in English."""
    monkeypatch.setenv("TRACKER_LANGUAGE", str(translation))
    monkeypatch.chdir(tmp_path)
    typed = [*SHORT.splitlines(), *map(str, tmp_path.parts)]

    def run(*arguments: str) -> tuple[str | int | None, list[str], str]:
        status: str | int | None
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        words = shown.out + shown.err
        for part in sorted({str(tmp_path), *arguments, os.strerror(errno.ENOENT).lower()}, key=len, reverse=True):
            words = words.replace(part, " ")
        return status, Known(typed, [*NAMES, *typed]).english(words), words

    yield run
    i18n.use(i18n.ENGLISH)


COMMANDS = ("read", "instruments", "add", "export", "import", "check", "backup", "new", "demo")


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)])
def test_help(say, command):
    status, english, words = say(*command, "--help")
    assert (status, english) == (0, []) and re.search("[а-я]{4}", words)


@pytest.mark.parametrize(
    "wrong",
    [
        ["dance"],
        ["read"],
        ["read", "none.txt"],
        ["export", "m.xlsx"],
        ["export", "m.xlsx", "--state", "Atlantis"],
        ["export", "none/m.xlsx", "--state", "KEN"],
        ["export", "m.xlsx", "--state", "KEN", "--scale", "dance"],
        ["import", "none.xlsx"],
        ["check", "--frobnicate"],
        ["--workspace", "none.tracker", "check"],
    ],
    ids=" ".join,
)
def test_what_is_wrong(say, wrong):
    status, english, words = say(*wrong)
    assert (status, english) == (2, []) and re.search("[а-я]{4}", words)


def test_what_commands_say(say, tmp_path):
    (tmp_path / "short.txt").write_text(SHORT, encoding="utf-8")
    for arguments in (
        ["new", "w.tracker"],
        ["--workspace", "w.tracker", "add", "short.txt"],
        ["--workspace", "w.tracker", "check"],
        ["--workspace", "w.tracker", "backup"],
        ["--workspace", "w.tracker", "export", "m.xlsx", "--state", "KEN", "--for-return"],
        ["--workspace", "w.tracker", "import", "m.xlsx"],
        ["read", "short.txt"],
    ):
        status, english, words = say(*arguments)
        assert (status, english) == (0, []), arguments
        assert re.search("[а-я]{4}", words), arguments


def test_json_keeps_its_keys_and_codes(say, tmp_path, capsys):
    (tmp_path / "short.txt").write_text(SHORT.replace(";", ","), encoding="utf-8")
    main(["read", "short.txt", "--json"])
    found = json.loads(capsys.readouterr().out)
    (doubt, *_) = found["doubts"]
    assert doubt["code"].isascii() and not doubt["what"].isascii()
