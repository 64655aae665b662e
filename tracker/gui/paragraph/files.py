"""The files of a piece of evidence in its editor: those it has, those that come in when it is saved."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.files.file_line import acts_line, file_line
from tracker.gui.kit import theme
from tracker.gui.kit.cards import Act
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import FlowLayout, button, clear, label
from tracker.operations import attachments
from tracker.operations.registers import NewFile


def dropped(data: QMimeData) -> tuple[list[Path], str]:
    """The files that are dropped, else the link. A file of another computer is a link: to look at it is to call that
    computer, which whoever wrote the link may want."""
    urls = data.urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and not url.host()]
    if files:
        return files, ""
    return [], urls[0].toString() if urls else data.text().strip()


class FilesField(QWidget):
    """Emits refused(words) when files can't be taken in, added(name) when one will be."""

    refused = Signal(str)
    added = Signal(str)

    def __init__(self, context: WorkContext, held: Sequence[File]) -> None:
        super().__init__()
        self._context = context
        self._held = held
        self.new: list[NewFile] = []
        self.without: set[int] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        ways = FlowLayout(theme.UNIT)
        ways.addWidget(button(tr("Choose a file…"), "link", self._choose, tr("Choose a file")))
        ways.addWidget(button(tr("Paste an image"), "link", self.paste))
        column.addLayout(ways)
        column.addWidget(label(tr("or drop files here"), "caption"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.UNIT)
        column.addLayout(self._lines)
        self._show()

    def add(self, paths: Sequence[Path], replaces: int | None = None) -> None:
        """Take files along when it is saved; those that can't be are refused at once."""
        faults = []
        for path in paths:
            if path in [one.path for one in self.new]:
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
            self.refused.emit("\n".join(faults))

    def paste(self) -> None:
        """The picture on the clipboard becomes a file."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.refused.emit(tr("There is no image on the clipboard. Copy one and paste again."))
            return
        try:
            self.add([self._written(image)])
        except TrackerError as fault:
            self.refused.emit(str(fault))

    def _written(self, image: QImage) -> Path:
        words = tr("Pasted image {day}").format(day=date.today().isoformat())
        taken = [one.path.name for one in self.new] + [one.name for one in self._held]
        name, number = f"{words}.png", 1
        while name in taken:
            number += 1
            name = f"{words} ({number}).png"
        path = self._context.copies.place(name)
        if not image.save(str(path), "PNG", 80):  # type: ignore[call-overload]
            raise TrackerError(tr("The image can't be kept: the disk may be full."), tr("Make room and paste again."))
        return path

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Choose files"))
        self.add([Path(name) for name in chosen])

    def _replace(self, file: File) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose the newer file"))
        if name:
            self.replace(file, Path(name))

    def replace(self, file: File, path: Path) -> None:
        """A newer file takes the place of one that is held; the older stays below it."""
        self.new = [one for one in self.new if one.replaces != file.id]
        self.add([path], replaces=file.id)

    def _leave_out(self, file: File) -> None:
        self.new = [one for one in self.new if one.replaces != file.id]
        self.without.add(file.id)
        self._show()

    def _forget(self, file: NewFile) -> None:
        self.new.remove(file)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for held in self._held:
            if held.id in self.without:
                continue
            acts = [
                Act(tr("Replace…"), partial(self._replace, held)),
                Act(tr("Remove"), partial(self._leave_out, held)),
            ]
            self._lines.addWidget(file_line(self._context, held, acts))
        names = {held.id: visible(held.name) for held in self._held}
        for new in self.new:
            name = visible(new.path.name)
            words = tr("{file} (comes in when saved)").format(file=name)
            if new.replaces is not None:
                words = tr("{file} (replaces {older} when saved)").format(file=name, older=names[new.replaces])
            self._lines.addWidget(acts_line(words, name, [Act(tr("Remove"), partial(self._forget, new))], ""))
