"""The keys of the program, in one place: menus take them from here, and buttons say them in their tooltips."""

from PySide6.QtGui import QKeySequence

KEYS: dict[str, str] = {
    "open": "Ctrl+O",
    "add resolution": "Ctrl+Shift+A",
    "correct reading": "Ctrl+Shift+R",
    "new cycle": "Ctrl+Shift+N",
    "export": "Ctrl+Shift+E",
    "import returned": "Ctrl+Shift+T",
    "quit": "Ctrl+Q",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Shift+Z",
    "cut": "Ctrl+X",
    "copy": "Ctrl+C",
    "paste": "Ctrl+V",
    "select all": "Ctrl+A",
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
    "next pane": "F6",
    "previous pane": "Shift+F6",
    "help": "F1",
    "guide": "Shift+F1",
}


HANDLED_BY_WIDGETS = ("leave", "whole", "edit row", "edit cell", "remove rows")
"""Keys that a list or a page handles itself, since they mean something else where text is typed."""


def sequences(keys: str) -> list[QKeySequence]:
    """What Qt listens to: the Enter of the keypad and the large one are two keys to it."""
    both = [keys, keys.replace("Enter", "Return")] if "Enter" in keys else [keys]
    return [QKeySequence(one) for one in both]


def of_screen(number: int) -> str:
    """The keys that show the screen of that number, from 1."""
    return f"Ctrl+{number}"


def shown(keys: str) -> str:
    """Keys as they are written on this system."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_key(words: str, name: str) -> str:
    """Words and the key for the same thing: "Export… (Ctrl+Shift+E)"."""
    return with_keys(words, KEYS[name])


def with_keys(words: str, keys: str) -> str:
    return f"{words} ({shown(keys)})"
