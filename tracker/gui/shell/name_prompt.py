"""Ask once for the user's name in a strip in the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from tracker.errors import TrackerError
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, label
from tracker.operations import people


class NamePrompt(QFrame):
    """The strip; it is hidden once there is a name. Emits refused(TrackerError) if the name can't be saved,
    and left() when it is hidden."""

    refused = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._words = label(tr("Your name, as history and reviews show it:"))
        self.field = QLineEdit(people.name_to_offer())
        self.field.setPlaceholderText(tr("First and last name"))
        self.field.setMaxLength(people.LONGEST)
        sizes.sized(self.field, lambda it: it.setMaximumWidth(sizes.units(80)))
        self.field.setAccessibleName(self._words.text())
        self.field.returnPressed.connect(self.keep)
        row = QHBoxLayout(self)
        sizes.margins(row, 3, 2, 2, 2)
        sizes.spacing(row, 2)
        row.addWidget(self._words)
        row.addWidget(self.field, 1)
        row.addWidget(button(tr("Keep"), "primary", self.keep))
        row.addWidget(button(tr("Later"), "link", self._leave))
        row.addStretch(1)
        self.setVisible(not people.is_named())

    def ask(self) -> None:
        """Show it again, to change the name."""
        self.field.setText(people.name_to_offer())
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keep(self) -> None:
        try:
            people.keep_name(self.field.text())
        except TrackerError as fault:
            self.refused.emit(fault)
            return
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
