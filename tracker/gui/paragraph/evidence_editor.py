"""Edit a piece of evidence: type, publisher, period covered, excerpts, files, and the measures it shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.merging import agreed, merged
from tracker.domain.text.web_links import web_address
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.named import about_paragraphs
from tracker.gui.kit.fields import on_clipboard, show_line
from tracker.gui.kit.form_page import FormPage, words_of
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.widgets import label
from tracker.gui.paragraph.declared_fields import add_fields, tell_conflicts, typed
from tracker.gui.paragraph.drops import Drop, can_be_dropped, dropped
from tracker.gui.paragraph.excerpts import ExcerptsField
from tracker.gui.paragraph.files import FilesField
from tracker.gui.paragraph.paragraph_ticks import MoreParagraphs
from tracker.gui.paragraph.shown_measures import ShownMeasures
from tracker.operations import registers
from tracker.operations.registers import Parts
from tracker.progress import Progress

_OF_EVIDENCE = ("evidence", "excerpt", "evidence_file", "evidence_measure")


class EvidenceEditor(FormPage):
    """Adds evidence (with `supports`: to those paragraphs) or changes `row`. Files and links may be dropped on it,
    images pasted. `open_again(row)` is called with the current row when it was changed elsewhere."""

    def __init__(
        self,
        context: WorkContext,
        row: EvidenceRow | None = None,
        supports: Sequence[ParagraphRow] = (),
        drop: Drop | None = None,
        open_again: Callable[[EvidenceRow], object] = lambda _row: None,
    ) -> None:
        title = tr("Evidence") if row else tr("New evidence")
        about = about_paragraphs(
            supports,
            tr("Supports paragraph {label} of {symbol}."),
            tr("Supports %n paragraph(s): {paragraphs}.", "", len(supports)),
        )
        super().__init__(title, about, self._keep)
        self.setAcceptDrops(True)
        self._context = context
        self._row = row
        self._supports = supports
        self._open_again = open_again
        evidence = row.evidence if row else Evidence("", got_on=date.today())
        self.fields = add_fields(self, evidence)
        self.title: QLineEdit = self.fields["title"]  # type: ignore[assignment]
        self.excerpts: ExcerptsField = self.add(tr("Excerpts"), ExcerptsField(evidence.excerpts))
        self.files = FilesField(context, row.files if row else ())
        self._add_below(tr("Files"), self.files)
        self.files.refused.connect(self.refuse)
        self.files.added.connect(self._name)
        self.measures = self._shown_measures()
        linked = row.paragraphs if row else ()
        self.more = MoreParagraphs(context, {*(link.id for link in linked), *(one.id for one in supports)})
        self.form.addRow(self.more)
        self.more.opened.connect(lambda: self.reveal(self.more))
        self.setFocusProxy(self.title)
        for kind in (QLineEdit, QPlainTextEdit):
            for field in self.findChildren(kind):
                field.installEventFilter(self)
        if drop:
            self._take(drop)
        context.changed.connect(self._on_change)

    def paste(self) -> None:
        """Add the image on the clipboard as a file."""
        self.files.paste()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files; they are copied into the workspace on saving."""
        self.clear_problem()
        self.files.add(paths)

    def _shown_measures(self) -> ShownMeasures:
        rows = registers.measures(self._context.workspace, self._context.scope)
        ticked = {measure.id: measure.note for measure in self._row.measures} if self._row else {}
        field = ShownMeasures([(row.id, row.measure.title) for row in rows], ticked)
        self._add_below(tr("Shows measures"), field)
        return field

    def _add_below(self, name: str, field: QWidget) -> None:
        """Add a field that needs the full width, below its label."""
        self.form.addRow(label(name, "quiet"))
        self.form.addRow(field)

    def _name(self, name: str) -> None:
        """Use a file's name as the title, if there is none."""
        if not self.title.text():
            show_line(self.title, name)

    @property
    def unsaved(self) -> bool:
        """Also True for new evidence with nothing but a dropped file or link."""
        begun = bool(self.files.new or words_of(self.fields["link"]))
        return super().unsaved or (self._row is None and begun)

    def _contents(self) -> list[object]:
        return [
            *super()._contents(),
            [*self.files.new],
            {*self.files.without},
            self.measures.model.value,
            self.more.chosen,
        ]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_be_dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(dropped(event.mimeData()))

    def _take(self, drop: Drop) -> None:
        """Add what was dropped; a link is kept to the letter, also where nothing opens it."""
        self.add_files(drop.files)
        if drop.link:
            show_line(self.fields["link"], drop.link)  # type: ignore[arg-type]
            unfit = tr("This is no web address that can be opened. It is kept as it is.")
            self.remark(self.fields["link"], "" if web_address(drop.link) else unfit)
            self._name(drop.title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Ctrl+V to the window when the clipboard has an image and no text, since a text field can't take it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pasted = event.matches(QKeySequence.StandardKey.Paste)
            if pasted and on_clipboard("image") and not on_clipboard("text"):
                return True
        return super().eventFilter(watched, event)

    def _keep(self) -> bool:
        """Save in a job, since files may be large; the page closes when it is done. So this always returns False."""
        values, faults = typed(Evidence, self.fields)
        if faults:
            self.refuse(next(iter(faults.values())))
            return False
        excerpts = tuple(item for item in self.excerpts.value if item.text or item.place)
        evidence = Evidence(**values, excerpts=excerpts)
        stored = self._row and registers.stored(self._context.workspace, self._context.scope, self._row)
        if self._row and stored:
            evidence, conflicts = merged(self._row.evidence, evidence, stored.evidence, (*self.fields, "excerpts"))
            if conflicts:
                self._row = replace(self._row, evidence=agreed(self._row.evidence, stored.evidence, conflicts))
                tell_conflicts(self, self.fields, stored.evidence, conflicts)
                return False
        supports = [*(row.id for row in self._supports), *self.more.chosen]
        shows = self.measures.value
        shown_before = {item.id: item.note for item in self._row.measures} if self._row else {}
        parts = Parts(supports, [*self.files.new], {*self.files.without}, None if shows == shown_before else shows)
        workspace, scope, evidence_id = (
            self._context.workspace,
            self._context.scope,
            self._row.id if self._row else None,
        )

        def work(progress: Progress) -> ChangeSet | None:
            return registers.save_evidence(workspace, scope, evidence, evidence_id, parts, progress)

        self.setFocus()  # a disabled button would pass the focus on to whatever comes next
        self.save_button.setEnabled(False)
        self._job = Job(work, writes=True)
        self._job.done.connect(self._context.publish)
        self._job.done.connect(self._kept)
        self.closed.connect(self._job.cancel)
        self._job.failed.connect(self._refused)
        self._job.progressed.connect(self._show_progress)
        self._job.start()
        return False

    def _on_change(self, change_set: ChangeSet) -> None:
        """Reopen the editor when the evidence was changed elsewhere or undone, unless there is unsaved input here."""
        if self._row is None or self.unsaved or not change_set.touches(*_OF_EVIDENCE):
            return
        shown = self._row
        stored = registers.stored(self._context.workspace, self._context.scope, shown)
        if stored is None:
            self.closed.emit()
        elif (stored.evidence, stored.files, stored.measures) != (shown.evidence, shown.files, shown.measures):
            self._open_again(stored)

    def _show_progress(self, percent: int, _whole: int) -> None:
        self.save_button.setText(tr("Saving {percent} %").format(percent=percent))

    def _kept(self, _change_set: ChangeSet | None) -> None:
        self.closed.emit()

    def _refused(self, fault: TrackerError) -> None:
        self.save_button.setEnabled(True)
        self.save_button.setText(tr("Save"))
        self.refuse(str(fault))
