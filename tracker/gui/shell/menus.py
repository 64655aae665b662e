"""The commands of each menu, in order: of the menu bar, and of what is under the mouse."""

from tracker.domain.casework.levels import Level
from tracker.i18n import QT_TR_NOOP

SEPARATOR, SCREENS = "-", "screens"
"""Placeholders: a separator, and the commands of all screens."""

_LEVELS = tuple(f"level {number}" for number, _ in enumerate(Level))
_LINKED = ("new measure", "link measures", "new evidence", "link evidence")
_STEPS = ("submit", "accept", "return", "draft")
_COMMENTS = ("comment", "answer", "settle", "history of paragraph")
_ROWS = ("new row", "edit row", "edit cell", "remove rows", "link rows", "unlink rows", "sort")

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
            *(
                "undo",
                "redo",
                SEPARATOR,
                "cut",
                "copy",
                "paste",
                "select all",
                "menu",
                SEPARATOR,
                "save",
                "leave",
                SEPARATOR,
            ),
            *("search", "search all", "find", "your name"),
        ),
    ),
    (
        QT_TR_NOOP("&Paragraph"),
        (*_LEVELS, SEPARATOR, *_LINKED, "files", SEPARATOR, *_STEPS, "compare", SEPARATOR, *_COMMENTS),
    ),
    (
        QT_TR_NOOP("&List"),
        (
            *("next", "previous", "whole", SEPARATOR),
            *_ROWS,
            "columns",
            SEPARATOR,
            "mend",
            "check links",
            SEPARATOR,
            "revert",
        ),
    ),
    (
        QT_TR_NOOP("&View"),
        (
            *(SCREENS, SEPARATOR, "state", "cycle", "left pane", "next pane", "previous pane"),
            *(SEPARATOR, "views", "scale", "appearance"),
            *(SEPARATOR, "larger text", "smaller text", "normal text"),
        ),
    ),
    (QT_TR_NOOP("&Help"), ("help", "guide", "sample", "about")),
)

LIST = ("copy", "select all")
"""The commands for every list."""

OF_LISTS: dict[str, tuple[str, ...]] = {
    "checklist": (
        *_LEVELS,
        SEPARATOR,
        *_LINKED,
        SEPARATOR,
        *_STEPS,
        SEPARATOR,
        "comment",
        "history of paragraph",
        "whole",
    ),
    "measure": _ROWS,
    "evidence": _ROWS,
    "inbox": ("accept", "return"),
    "quality": ("mend", "check links"),
    "history": ("revert",),
}
"""The commands for what is chosen in the list of a screen, above those for every list."""

OF_PARAGRAPH = (*_LINKED, SEPARATOR, *_STEPS, "compare", SEPARATOR, *_COMMENTS)
"""The commands for the paragraph in the side pane."""
