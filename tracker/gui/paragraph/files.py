"""The files of a piece of evidence in its editor: those stored, and those that are added on saving."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.files.file_line import acts_line, file_line
from tracker.gui.kit import sizes
from tracker.gui.kit.cards import Act
from tracker.gui.kit.file_dialogs import file_to_open, files_to_open
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import FlowLayout, button, clear, label
from tracker.operations import attachments
from tracker.operations.registers import NewFile

_FAULTS = 4  # told of a drop of many files; more would fill the page


class FilesField(QWidget):
    """Emits refused(message) when files can't be added, and added(name) for each one that will be on saving."""

    refused = Signal(str)
    added = Signal(str)

    def __init__(self, context: WorkContext, stored: Sequence[File]) -> None:
        super().__init__()
        self._context = context
        self._stored = stored
        self.new: list[NewFile] = []
        self.without: set[int] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 1)
        buttons = FlowLayout(1)
        buttons.addWidget(button(tr("Choose a file…"), "link", self._choose, tr("Choose a file")))
        buttons.addWidget(button(tr("Paste an image"), "link", self.paste))
        column.addLayout(buttons)
        column.addWidget(label(tr("or drop files here"), "caption"))
        self._lines = QVBoxLayout()
        sizes.spacing(self._lines, 1)
        column.addLayout(self._lines)
        self._show()

    def add(self, paths: Sequence[Path], replaces: int | None = None) -> None:
        """Add files on saving; those that can't be added are refused at once. `replaces`: id of the stored file that
        they are a newer revision of."""
        faults = []
        for path in paths:
            if path in [file.path for file in self.new]:
                continue
            try:
                attachments.check(path)
            except TrackerError as fault:
                faults.append(str(fault))
            else:
                self.new.append(NewFile(path, replaces=replaces))
                self.added.emit(visible(path.stem))
        self._show()
        if faults:
            more = [tr("and %n more", "", len(faults) - _FAULTS)] if len(faults) > _FAULTS else []
            self.refused.emit("\n".join([*faults[:_FAULTS], *more]))

    def paste(self) -> None:
        """Add the image on the clipboard as a PNG file."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.refused.emit(tr("There is no image on the clipboard. Copy one and paste again."))
            return
        try:
            self.add([self._written(image)])
        except TrackerError as fault:
            self.refused.emit(str(fault))

    def _written(self, image: QImage) -> Path:
        base_name = tr("Pasted image {day}").format(day=date.today().isoformat())
        names_in_use = [file.path.name for file in self.new] + [file.name for file in self._stored]
        name, number = f"{base_name}.png", 1
        while name in names_in_use:
            number += 1
            name = f"{base_name} ({number}).png"
        path = self._context.copies.place(name)
        if not image.save(str(path), "PNG", 80):  # type: ignore[call-overload]
            raise TrackerError(tr("The image can't be kept: the disk may be full."), tr("Make room and paste again."))
        return path

    def _choose(self) -> None:
        self.add(files_to_open(self, tr("Choose files")))

    def _replace(self, file: File) -> None:
        if path := file_to_open(self, tr("Choose the newer file")):
            self.replace(file, path)

    def replace(self, file: File, path: Path) -> None:
        """Replace a stored file on saving; the older revision is kept and listed below the newer."""
        self.new = [new_file for new_file in self.new if new_file.replaces != file.id]
        self.add([path], replaces=file.id)

    def _leave_out(self, file: File) -> None:
        self.new = [new_file for new_file in self.new if new_file.replaces != file.id]
        self.without.add(file.id)
        self._show()

    def _forget(self, file: NewFile) -> None:
        self.new.remove(file)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for stored in self._stored:
            if stored.id in self.without:
                continue
            acts = [
                Act(tr("Replace…"), partial(self._replace, stored)),
                Act(tr("Remove"), partial(self._leave_out, stored)),
            ]
            self._lines.addWidget(file_line(self._context, stored, acts))
        names = {stored.id: visible(stored.name) for stored in self._stored}
        for new in self.new:
            name = visible(new.path.name)
            text = tr("{file} (comes in when saved)").format(file=name)
            if new.replaces is not None:
                text = tr("{file} (replaces {older} when saved)").format(file=name, older=names[new.replaces])
            self._lines.addWidget(acts_line(text, name, [Act(tr("Remove"), partial(self._forget, new))], ""))
