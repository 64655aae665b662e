"""The status bar: whether all is saved, the file name, and what undo would revert."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QStatusBar

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import button, label, repolish, set_tip

_NAME = 40  # characters of a file's name


class StatusBar(QStatusBar):
    def __init__(self, file_name: str, undo: Callable[[], object]) -> None:
        super().__init__()
        self._saved = label(tr("All changes are saved"))
        self.undo = button("", "link", undo, key="undo")
        self._file = label()
        self.show_file(file_name)
        for part in (self._saved, self._file):
            sizes.margins(part, 2, 0, 3, 0)
            self.addWidget(part)
        self.addPermanentWidget(self.undo)
        sizes.margins(self, 0, 0, 2, 0)
        self.setSizeGripEnabled(False)

    @property
    def words(self) -> str:
        """The text about saving and the file name."""
        return f"{self._saved.text()} {self._file.text()}"

    def show_saved(self) -> None:
        """Show that everything has just been saved."""
        self._say(tr("All changes saved {time}").format(time=f"{datetime.now():%H:%M}"))

    def show_unsaved(self, paragraph: str) -> None:
        """Show that input in a paragraph could not be saved; it is still in its field."""
        self._say(tr("NOT saved: what was typed in paragraph {label}").format(label=paragraph), "warning")

    def show_lost(self) -> None:
        """Show that nothing is saved, as the file is lost."""
        self._say(tr("NOT saved"), "warning")

    def _say(self, words: str, role: str = "") -> None:
        if self._saved.property("role") != role:
            self._saved.setProperty("role", role)
            repolish(self._saved)
        self._saved.setText(words)

    def show_file(self, name: str) -> None:
        """Show the name of the file."""
        self._file.setText(short(name, _NAME))
        set_tip(self._file, name if self._file.text() != name else "")

    def show_undo(self, label: str) -> None:
        """Show what undo would revert; "" for nothing."""
        words = tr("Undo: {label}").format(label=short(label)) if label else ""
        self.undo.setText(words.replace("&", "&&"))
        self.undo.setAccessibleName(words)
        set_tip(self.undo, with_key(words, "undo"))
        self.undo.setVisible(bool(label))
