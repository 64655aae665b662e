"""A canary for the toolkit: PySide6 6.12.0 loses a reference to None at every void call on Python 3.11, and aborts."""

import subprocess
import sys


def test_qt_calls_do_not_wear_out_none(qapp):
    from PySide6.QtCore import QObject

    before = sys.getrefcount(None)
    thing = QObject()
    for _ in range(2_000):
        thing.setObjectName("x")
        thing.blockSignals(False)
    assert before - sys.getrefcount(None) < 100


def test_layers():
    """The directions of dependency in pyproject.toml hold."""
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout
