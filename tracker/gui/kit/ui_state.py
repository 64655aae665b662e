"""State of the window kept between sessions: size, columns, and for each workspace the place where
the user left off."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

_HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Place:
    """The Member State and cycle in scope, the screen, the chosen filters, and the paragraph."""

    state: str = ""
    cycle: int = 0
    screen: str = ""
    paragraph: int = 0
    chosen: tuple[tuple[str, str], ...] = ()


def place(workspace: Path) -> Place:
    """The place where the user left off in a workspace."""
    settings = QSettings()
    settings.beginGroup(_group(workspace))
    chosen = [str(one).split("\t", 1) for one in strings(settings.value("filters"))]
    return Place(
        str(settings.value("state", "")),
        _number(settings.value("cycle")),
        str(settings.value("screen", "")),
        _number(settings.value("paragraph")),
        tuple((pair[0], pair[1]) for pair in chosen if len(pair) == 2),
    )


def keep_place(workspace: Path, left: Place) -> None:
    settings = QSettings()
    settings.setValue("desk/workspace", str(workspace))
    settings.beginGroup(_group(workspace))
    settings.setValue("state", left.state)
    settings.setValue("cycle", left.cycle)
    settings.setValue("screen", left.screen)
    settings.setValue("paragraph", left.paragraph)
    settings.setValue("filters", ["\t".join(pair) for pair in left.chosen])


def _group(workspace: Path) -> str:
    return f"places/{hashlib.sha256(str(workspace).encode()).hexdigest()[:16]}"


def strings(value: object) -> list[str]:
    """A list from settings, which return a list of one as its only element."""
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []


def _number(value: object) -> int:
    """A number as stored; 0 for anything invalid (Python counts ² as a digit, but not as a decimal)."""
    digits = str(value)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0


def sheets_left_out() -> list[str]:
    """The sheets not ticked at the last export."""
    return strings(QSettings().value("export/without"))


def keep_sheets_left_out(names: list[str]) -> None:
    QSettings().setValue("export/without", names)


def columns_left_out() -> list[str]:
    """The columns not ticked at the last export."""
    return strings(QSettings().value("export/without columns"))


def keep_columns_left_out(names: list[str]) -> None:
    QSettings().setValue("export/without columns", names)


def export_choice(name: str) -> str:
    """What was chosen at the last export; "" if nothing was."""
    return str(QSettings().value(f"export/{name}", ""))


def keep_export_choice(name: str, value: str) -> None:
    QSettings().setValue(f"export/{name}", value)


def times(name: str) -> int:
    """How often the user has done something of which hints are shown at first."""
    return _number(QSettings().value(f"hints/{name}"))


def keep_times(name: str, number: int) -> None:
    QSettings().setValue(f"hints/{name}", number)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as it was left: its key, its width in pixels at 100 %, whether it was hidden."""

    key: str
    width: int
    hidden: bool


def columns(table: str) -> list[Column]:
    """The columns of a table from left to right, as they were left; none where nothing was kept, or is readable."""
    found: dict[str, Column] = {}
    for one in strings(QSettings().value(f"columns/{table}")):
        key, _, rest = one.partition("\t")
        width, _, hidden = rest.partition("\t")
        if _number(width):
            found.setdefault(key, Column(key, _number(width), hidden == _HIDDEN))
    return list(found.values())


def keep_columns(table: str, left: Sequence[Column]) -> None:
    lines = ["\t".join((one.key, str(one.width), _HIDDEN if one.hidden else "")) for one in left]
    QSettings().setValue(f"columns/{table}", lines)


def restore_geometry(window: QWidget) -> None:
    """Restore a window's size and position, moved and shrunk to fit the screen if the one it was on is gone."""
    if isinstance(saved := QSettings().value("window/geometry"), QByteArray):
        window.restoreGeometry(saved)
    room = window.screen().availableGeometry()
    shown = window.geometry()
    if not room.contains(shown.topLeft()) or not room.contains(shown.center()):
        window.move(room.topLeft())
    window.resize(min(shown.width(), room.width()), min(shown.height(), room.height()))


def keep_geometry(window: QWidget) -> None:
    QSettings().setValue("window/geometry", window.saveGeometry())
