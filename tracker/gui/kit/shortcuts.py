"""All keyboard shortcuts, for menus and the tooltips of buttons."""

from PySide6.QtGui import QKeySequence

KEYS: dict[str, str] = {
    "open": "Ctrl+O",
    "add resolution": "Ctrl+Shift+A",
    "correct reading": "Ctrl+Shift+R",
    "new cycle": "Ctrl+Shift+N",
    "export": "Ctrl+Shift+E",
    "import returned": "Ctrl+Shift+T",
    "print": "Ctrl+P",
    "quit": "Ctrl+Q",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Shift+Z",
    "cut": "Ctrl+X",
    "copy": "Ctrl+C",
    "paste": "Ctrl+V",
    "select all": "Ctrl+A",
    "menu": "Shift+F10",
    "save": "Ctrl+Enter",
    "leave": "Esc",
    "search": "Ctrl+K",
    "search all": "Ctrl+Shift+K",
    "find": "Ctrl+F",
    "save view": "Ctrl+Shift+S",
    "new measure": "M",
    "link measures": "Ctrl+Shift+M",
    "new evidence": "E",
    "link evidence": "Ctrl+Shift+L",
    "submit": "Ctrl+Shift+Enter",
    "accept": "Ctrl+Shift+Y",
    "return": "Ctrl+Shift+B",
    "draft": "Ctrl+Shift+D",
    "comment": "Ctrl+Shift+C",
    "settle": "Ctrl+Shift+O",
    "history of paragraph": "Ctrl+Shift+H",
    "next": "Ctrl+PgDown",
    "previous": "Ctrl+PgUp",
    "whole": "Space",
    "new row": "Ctrl+N",
    "edit row": "Enter",
    "edit cell": "F2",
    "remove rows": "Del",
    "link rows": "Ctrl+Shift+P",
    "unlink rows": "Ctrl+Shift+J",
    "sort": "Ctrl+Shift+I",
    "revert": "Ctrl+Shift+Backspace",
    "state": "Ctrl+L",
    "cycle": "Ctrl+R",
    "left pane": "F9",
    "larger text": "Ctrl++",
    "smaller text": "Ctrl+-",
    "normal text": "Ctrl+0",
    "next pane": "F6",
    "previous pane": "Shift+F6",
    "help": "F1",
    "guide": "Shift+F1",
}


HANDLED_BY_WIDGETS = ("leave", "whole", "edit row", "edit cell", "remove rows", "mend")
"""Shortcuts handled by lists and pages themselves, since text fields use these keys otherwise."""


def sequences(keys: str) -> list[QKeySequence]:
    """The key sequences for Qt, which has two Enter keys: Return, and Enter on the keypad. Plus is often typed by the
    key on which it stands above the equals sign."""
    other = "Ctrl+=" if keys == "Ctrl++" else keys.replace("Enter", "Return")
    return [QKeySequence(one) for one in dict.fromkeys((keys, other))]


def of_screen(number: int) -> str:
    """The shortcut of the screen with that number, from 1."""
    return f"Ctrl+{number}"


def shown(keys: str) -> str:
    """A shortcut in the native notation of this system."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_key(words: str, name: str) -> str:
    """A label with the shortcut of a command: "Export… (Ctrl+Shift+E)"."""
    return with_keys(words, KEYS[name])


def with_keys(words: str, keys: str) -> str:
    return f"{words} ({shown(keys)})"
