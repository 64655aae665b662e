"""Edit a piece of evidence: what it is, who published it, what time it speaks of, its files, the measures it shows."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.changes import ChangeSet
from tracker.domain.evidence import Evidence, EvidenceRow, EvidenceType, Reliability, SourceClass
from tracker.errors import TrackerError
from tracker.gui import theme
from tracker.gui.jobs import Job, Progress
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import file_size
from tracker.gui.paragraph.editor import EditorPage, about_paragraph, choice, date_field, line, text, words_of
from tracker.gui.widgets import button, clear, label
from tracker.gui.words import tr
from tracker.operations import registers
from tracker.operations.registers import NewFile, Parts


class EvidenceEditor(EditorPage):
    """Adds evidence (with `supports`: to that paragraph) or changes `row`. Files may be dropped on it."""

    def __init__(
        self,
        office: Office,
        row: EvidenceRow | None = None,
        supports: ParagraphRow | None = None,
        files: Sequence[Path] = (),
        link: str = "",
    ) -> None:
        title = tr("Evidence") if row else tr("New evidence")
        about = tr("Supports paragraph {label} of {symbol}.")
        super().__init__(title, about_paragraph(about, supports), self._keep)
        self.setAcceptDrops(True)
        self._office = office
        self._row = row
        self._supports = supports
        self._new_files: list[Path] = []
        self._without: set[int] = set()
        held = row.evidence if row else Evidence(files[0].stem if files else "", got_on=date.today(), link=link)
        self.title = self.add(tr("Title"), line(held.title))
        self.type = self.add(tr("Type"), choice(EvidenceType, held.type))
        self.source_class = self.add(tr("Source"), choice(SourceClass, held.source_class))
        self.reliability = self.add(tr("Reliability"), choice(Reliability, held.reliability))
        self.texts: dict[str, QWidget] = {
            "publisher": self.add(tr("Publisher"), line(held.publisher)),
            "speaks_of": self.add(tr("Speaks of"), line(held.speaks_of, tr("the time it is about, e.g. 2023"))),
            "citation": self.add(tr("Citation"), text(held.citation)),
            "link": self.add(tr("Link"), line(held.link)),
        }
        self.got_on = self.add(tr("Obtained"), date_field(held.got_on))
        self._files = QVBoxLayout()
        self._files.setSpacing(theme.UNIT)
        beside = QWidget()
        beside.setLayout(self._files)
        self._files.setContentsMargins(0, 4, 0, 0)
        self.add(tr("Files"), beside)
        self.measures = self.add(tr("Shows measures"), self._measure_list())
        self.setFocusProxy(self.title)
        self.add_files(files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files along when it is saved."""
        self._new_files += [path for path in paths if path not in self._new_files]
        if self._new_files and not self.title.text():
            self.title.setText(self._new_files[0].stem)
        self._show_files()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _measure_list(self) -> QListWidget:
        found = QListWidget()
        found.setMaximumHeight(30 * theme.UNIT)
        found.setWordWrap(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = {one.id for one in self._row.measures} if self._row else set()
        for row in registers.measures(self._office.workspace, self._office.desk):
            item = QListWidgetItem(row.measure.title)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setCheckState(Qt.CheckState.Checked if row.id in shown else Qt.CheckState.Unchecked)
            found.addItem(item)
        if found.count() == 0:
            found.hide()
        return found

    def _show_files(self) -> None:
        clear(self._files)
        self._files.addWidget(
            button(tr("Choose a file…"), "link", self._choose, tr("Choose a file")),
            alignment=Qt.AlignmentFlag.AlignLeft,
        )
        for file in self._row.files if self._row else ():
            if file.id not in self._without:
                self._file_line(f"{file.name} ({file_size(file)})", partial(self._leave_out, file.id))
        for path in self._new_files:
            self._file_line(path.name, partial(self._forget, path))

    def _file_line(self, words: str, remove: Callable[[], None]) -> None:
        row = QHBoxLayout()
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(button(tr("Remove"), "link", remove, tr("Remove {file}").format(file=words)))
        self._files.addLayout(row)

    def _leave_out(self, file_id: int) -> None:
        self._without.add(file_id)
        self._show_files()

    def _forget(self, path: Path) -> None:
        self._new_files.remove(path)
        self._show_files()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Choose files"))
        self.add_files([Path(name) for name in chosen])

    def _keep(self) -> bool:
        """Save off the GUI thread, since a file may be large; the page closes when that is done."""
        texts: dict[str, Any] = {name: words_of(field) for name, field in self.texts.items()}
        try:
            evidence = Evidence(
                title=self.title.text(),
                type=EvidenceType(self.type.currentData()),
                source_class=SourceClass(self.source_class.currentData()),
                reliability=Reliability(self.reliability.currentData()),
                got_on=self.got_on.value,
                excerpts=self._row.evidence.excerpts if self._row else (),
                **texts,
            )
        except ValueError as fault:
            self.refuse(str(fault))
            return False
        items = [self.measures.item(number) for number in range(self.measures.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        parts = Parts(
            [self._supports.id] if self._supports else [],
            [NewFile(path) for path in self._new_files],
            {*self._without},
            {item.data(Qt.ItemDataRole.UserRole): "" for item in ticked},
        )
        workspace, desk, evidence_id = self._office.workspace, self._office.desk, self._row.id if self._row else None

        def work(progress: Progress) -> ChangeSet | None:
            return registers.save_evidence(workspace, desk, evidence, evidence_id, parts, progress)

        self.save_button.setEnabled(False)
        self._job = Job(work)
        self._job.done.connect(self._office.tell)
        self._job.done.connect(self._kept)
        self.closed.connect(self._job.cancel)
        self._job.failed.connect(self._refused)
        self._job.progressed.connect(self._show_progress)
        self._job.start()
        return False

    def _show_progress(self, percent: int, _whole: int) -> None:
        self.save_button.setText(tr("Saving {percent} %").format(percent=percent))

    def _kept(self, _change_set: ChangeSet | None) -> None:
        self.closed.emit()

    def _refused(self, fault: TrackerError) -> None:
        self.save_button.setEnabled(True)
        self.save_button.setText(tr("Save"))
        self.refuse(str(fault))
