"""Commands that the user runs by menu or key, registered by the screens and the shell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from tracker import log
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import KEYS


def always() -> str:
    """The `why_not` of a command that can always be run."""
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `name` is unique within a screen, and the command's entry in `shortcuts.KEYS`, if it has one; else
    `key` may give a shortcut. `text` is its menu entry. `why_not()` returns why it can't run now, "" if it can.
    `within` limits the shortcut to a widget."""

    name: str
    text: str
    run: Callable[[], object]
    why_not: Callable[[], str] = always
    key: str = ""
    within: QWidget | None = None

    @property
    def keys(self) -> str:
        """The key as `shortcuts` writes it; "" for none."""
        return self.key or KEYS.get(self.name, "")


class Commands:
    """All commands by name. If several screens have one of the same name, the current screen's is used."""

    def __init__(self, shown: Callable[[], str]) -> None:
        self._shown = shown  # returns the name of the current screen
        self._global: dict[str, Command] = {}
        self._by_screen: dict[str, dict[str, Command]] = {}
        self._titles: dict[str, str] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Add commands that are available on all screens."""
        self._global |= {command.name: command for command in commands}

    def add_of_screen(self, screen: str, title: str, commands: Iterable[Command]) -> None:
        """Add commands that are available on one screen; `title` is its name for the user."""
        self._titles[screen] = title
        self._by_screen[screen] = {command.name: command for command in commands}

    def known(self, name: str) -> Command:
        """The command of that name on any screen, for its text and key."""
        here = self.current(name)
        return here or next(commands[name] for commands in self._by_screen.values() if name in commands)

    def current(self, name: str) -> Command | None:
        """The command of that name that would run now; None if it belongs to another screen."""
        return self._by_screen.get(self._shown(), {}).get(name) or self._global.get(name)

    def why_not(self, name: str) -> str:
        """Why a command can't run now; "" if it can."""
        if command := self.current(name):
            return command.why_not()
        titles = [self._titles[screen] for screen, commands in self._by_screen.items() if name in commands]
        return tr("Go to {screens} first (View menu).").format(screens=tr(" or ").join(titles))

    def run(self, name: str) -> str:
        """Run a command; returns why it could not run, "" if it did."""
        why, command = self.why_not(name), self.current(name)
        if command and not why:
            log.note_action(name)
            command.run()
        return why
