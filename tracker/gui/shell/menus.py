"""The commands of each menu, in order."""

from tracker.domain.casework.levels import Level
from tracker.i18n import QT_TR_NOOP

SEPARATOR, SCREENS = "-", "screens"
"""Placeholders: a separator, and the commands of all screens."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        QT_TR_NOOP("&File"),
        (
            *("new workspace", "open", "recent", "save copy", "send copy", "restore", SEPARATOR),
            *("add resolution", "correct reading", "new cycle", "four eyes", SEPARATOR),
            *("export", "import returned", "print", SEPARATOR, "quit"),
        ),
    ),
    (
        QT_TR_NOOP("&Edit"),
        (
            *("undo", "redo", SEPARATOR, "cut", "copy", "paste", "select all", SEPARATOR, "save", "leave", SEPARATOR),
            *("search", "search all", "find", "your name"),
        ),
    ),
    (
        QT_TR_NOOP("&Paragraph"),
        (
            *(f"level {number}" for number, _ in enumerate(Level)),
            *(SEPARATOR, "new measure", "link measures", "new evidence", "link evidence", "files"),
            *(SEPARATOR, "submit", "accept", "return", "draft", "compare"),
            *(SEPARATOR, "comment", "answer", "settle", "history of paragraph"),
        ),
    ),
    (
        QT_TR_NOOP("&List"),
        (
            *("next", "previous", "whole", SEPARATOR),
            *("new row", "edit row", "edit cell", "remove rows", "link rows", "unlink rows", "sort"),
            *(SEPARATOR, "revert"),
        ),
    ),
    (
        QT_TR_NOOP("&View"),
        (
            *(SCREENS, SEPARATOR, "state", "cycle", "left pane", "next pane", "previous pane"),
            *(SEPARATOR, "views", "scale", "appearance"),
        ),
    ),
    (QT_TR_NOOP("&Help"), ("help", "guide", "sample", "about")),
)
