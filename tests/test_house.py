"""The house is in order: short modules, short functions, and SQLite's own words in one room."""

import ast
import re
from pathlib import Path

import pytest

TRACKER = Path(__file__).resolve().parent.parent / "tracker"
MODULES = sorted(TRACKER.rglob("*.py"))
LINES, OF_SHELL = 400, 250
FUNCTION, PARAMETERS = 60, 8
_OF_SQLITE = re.compile(
    r"\b(?:PRAGMA|json_each|json_extract|NOCASE|rowid|MATCH|fts5|sqlite_master|group_concat|julianday)\b", re.IGNORECASE
)


def name(path: Path) -> str:
    return path.relative_to(TRACKER).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path):
    most = OF_SHELL if name(path).startswith("gui/shell/") else LINES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


def test_a_function_is_short():
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                given = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
                parameters = len([one for one in given if one not in ("self", "cls")])
                if lines > FUNCTION or parameters > PARAMETERS:
                    long.append(f"{name(path)}:{node.lineno} {node.name}: {lines} lines, {parameters} parameters")
    assert not long, "\n".join(long)


def test_what_only_sqlite_knows_stands_in_the_engine():
    found = []
    for path in (TRACKER / "store").rglob("*.py"):
        if path.parent.name == "engine":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_docstring(node.value):
                found += [f"{name(path)}:{node.lineno} {word}" for word in _OF_SQLITE.findall(node.value)]
    assert not found, "\n".join(found)


def test_what_is_private_in_openpyxl_is_used_in_one_module():
    found = []
    for path in (TRACKER / "excel").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            own = (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in ("self", "cls")
            )
            if isinstance(node, ast.Attribute) and not own and re.match(r"_[a-z]", node.attr):
                found.append(f"{name(path)}:{node.lineno} {node.attr}")
    assert {one.partition(":")[0] for one in found} <= {"excel/openpyxl_private.py"}, "\n".join(found)


def is_docstring(text: str) -> bool:
    """Whether a string is prose: SQL has no full stop at its end."""
    return text.rstrip().endswith((".", ":"))
