"""What the user can do by menu or key: commands with names, filled in by the screens and the shell."""

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
    """A command. `name` is unique among those of one screen, and its place in `shortcuts.KEYS` where it has a key
    there; `key` is one that is not. `text`: its entry in a menu. `why_not()`: why it would do nothing now, "" where it
    would do something. `within`: the widget in which alone the key is listened to."""

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
    """All commands by name. Where several screens have one of the same name, that of the screen shown counts."""

    def __init__(self, shown: Callable[[], str]) -> None:
        self._shown = shown  # the name of the screen that is shown
        self._of_all: dict[str, Command] = {}
        self._of_screens: dict[str, dict[str, Command]] = {}
        self._titles: dict[str, str] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Commands that work whatever is shown."""
        self._of_all |= {command.name: command for command in commands}

    def add_of_screen(self, screen: str, title: str, commands: Iterable[Command]) -> None:
        """Commands that work while a screen is shown; `title` is what the user knows it by."""
        self._titles[screen] = title
        self._of_screens[screen] = {command.name: command for command in commands}

    def known(self, name: str) -> Command:
        """The command of that name, of whatever screen: for its text and key."""
        here = self.current(name)
        return here or next(commands[name] for commands in self._of_screens.values() if name in commands)

    def current(self, name: str) -> Command | None:
        """The command of that name that would run now; None where it belongs to screens that are not shown."""
        return self._of_screens.get(self._shown(), {}).get(name) or self._of_all.get(name)

    def why_not(self, name: str) -> str:
        """Why a command would do nothing now; "" where it would do something."""
        if command := self.current(name):
            return command.why_not()
        titles = [self._titles[screen] for screen, commands in self._of_screens.items() if name in commands]
        return tr("Go to {screens} first (View menu).").format(screens=tr(" or ").join(titles))

    def run(self, name: str) -> str:
        """Run a command; returns why it did nothing, "" where it did something."""
        why, command = self.why_not(name), self.current(name)
        if command and not why:
            log.note_action(name)
            command.run()
        return why
