"""Which commands stand in which menu, in which order."""

from tracker.domain.casework.levels import Level

SEPARATOR, SCREENS = "-", "screens"
"""Between two groups; and in the place of one command a screen."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            *("new workspace", "open", "recent", "save copy", SEPARATOR),
            *("add resolution", "correct reading", "new cycle", "export", "import returned", SEPARATOR, "quit"),
        ),
    ),
    (
        "&Edit",
        (
            *("undo", "redo", SEPARATOR, "cut", "copy", "paste", "select all", SEPARATOR, "save", "leave", SEPARATOR),
            *("search", "search all", "find", "your name"),
        ),
    ),
    (
        "&Paragraph",
        (
            *(f"level {number}" for number, _ in enumerate(Level)),
            *(SEPARATOR, "new measure", "link measures", "new evidence", "link evidence", "files"),
            *(SEPARATOR, "submit", "accept", "return", "draft", "compare"),
            *(SEPARATOR, "comment", "answer", "settle", "history of paragraph"),
        ),
    ),
    (
        "&List",
        (
            *("next", "previous", "whole", SEPARATOR),
            *("new row", "edit row", "edit cell", "remove rows", "link rows", "unlink rows", "sort"),
            *(SEPARATOR, "revert"),
        ),
    ),
    (
        "&View",
        (
            *(SCREENS, SEPARATOR, "state", "cycle", "left pane", "next pane", "previous pane"),
            *(SEPARATOR, "views", "scale", "appearance"),
        ),
    ),
    ("&Help", ("help", "guide", "sample", "about")),
)
