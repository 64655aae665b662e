"""Edit a piece of evidence: what it is, who published it, what time it speaks of, its words, its files, the measures it
shows."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import Evidence, EvidenceRow
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.fields import on_clipboard
from tracker.gui.kit.form_page import FormPage, words_of
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.widgets import label
from tracker.gui.paragraph.declared_fields import add_fields, typed
from tracker.gui.paragraph.excerpts import ExcerptsField
from tracker.gui.paragraph.files import FilesField, dropped
from tracker.gui.paragraph.shown_measures import ShownMeasures
from tracker.gui.paragraph.text_view import about_paragraph
from tracker.operations import registers
from tracker.operations.registers import Parts
from tracker.progress import Progress

_OF_EVIDENCE = ("evidence", "excerpt", "evidence_file", "evidence_measure")


class EvidenceEditor(FormPage):
    """Adds evidence (with `supports`: to that paragraph) or changes `row`. Files and links may be dropped on it, images
    pasted. `open_again` is called with the row as it stands when it was changed elsewhere."""

    def __init__(
        self,
        context: WorkContext,
        row: EvidenceRow | None = None,
        supports: ParagraphRow | None = None,
        files: Sequence[Path] = (),
        link: str = "",
        open_again: Callable[[EvidenceRow], object] = lambda _row: None,
    ) -> None:
        title = tr("Evidence") if row else tr("New evidence")
        about = tr("Supports paragraph {label} of {symbol}.")
        super().__init__(title, about_paragraph(about, supports), self._keep)
        self.setAcceptDrops(True)
        self._context = context
        self._row = row
        self._supports = supports
        self._open_again = open_again
        held = row.evidence if row else Evidence("", got_on=date.today(), link=link)
        self.fields = add_fields(self, held)
        self.title: QLineEdit = self.fields["title"]  # type: ignore[assignment]
        self.excerpts: ExcerptsField = self.add(tr("Excerpts"), ExcerptsField(held.excerpts))
        self.files = FilesField(context, row.files if row else ())
        self._add_below(tr("Files"), self.files)
        self.files.refused.connect(self.refuse)
        self.files.added.connect(self._name)
        self.measures = self._shown_measures()
        self.setFocusProxy(self.title)
        for kind in (QLineEdit, QPlainTextEdit):
            for field in self.findChildren(kind):
                field.installEventFilter(self)
        self.add_files(files)
        context.changed.connect(self._on_change)

    def paste(self) -> None:
        """A picture on the clipboard comes in as a file."""
        self.files.paste()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files along when it is saved."""
        self.clear_problem()
        self.files.add(paths)

    def _shown_measures(self) -> ShownMeasures:
        rows = registers.measures(self._context.workspace, self._context.scope)
        ticked = {one.id: one.note for one in self._row.measures} if self._row else {}
        made = ShownMeasures([(row.id, row.measure.title) for row in rows], ticked)
        self._add_below(tr("Shows measures"), made)
        return made

    def _add_below(self, words: str, field: QWidget) -> None:
        """What needs the whole width stands below its name."""
        self.form.addRow(label(words, "quiet"))
        self.form.addRow(field)

    def _name(self, name: str) -> None:
        """Evidence without a title takes that of its file."""
        if not self.title.text():
            self.title.setText(name)

    @property
    def unsaved(self) -> bool:
        """Also a new piece with nothing but what was dropped."""
        dropped = bool(self.files.new or words_of(self.fields["link"]))
        return super().unsaved or (self._row is None and dropped)

    def _contents(self) -> list[object]:
        return [*super()._contents(), [*self.files.new], {*self.files.without}, self.measures.model.value]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files, link = dropped(event.mimeData())
        self.add_files(files)
        if link:
            self.fields["link"].setText(link)  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V in a field gives way to an image, which the field could not take."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pasted = event.matches(QKeySequence.StandardKey.Paste)
            if pasted and on_clipboard("image") and not on_clipboard("text"):
                return True
        return super().eventFilter(watched, event)

    def _keep(self) -> bool:
        """Save off the GUI thread, since a file may be large; the page closes when that is done."""
        values, wrong = typed(Evidence, self.fields)
        if wrong:
            self.refuse(next(iter(wrong.values())))
            return False
        excerpts = tuple(one for one in self.excerpts.value if one.text or one.place)
        evidence = self._merged(Evidence(**values, excerpts=excerpts))
        supports = [self._supports.id] if self._supports else []
        shows = self.measures.value
        before = {one.id: one.note for one in self._row.measures} if self._row else {}
        parts = Parts(supports, [*self.files.new], {*self.files.without}, None if shows == before else shows)
        workspace, scope, evidence_id = (
            self._context.workspace,
            self._context.scope,
            self._row.id if self._row else None,
        )

        def work(progress: Progress) -> ChangeSet | None:
            return registers.save_evidence(workspace, scope, evidence, evidence_id, parts, progress)

        self.setFocus()  # a button that can't be pressed passes the focus on to wherever
        self.save_button.setEnabled(False)
        self._job = Job(work, writes=True)
        self._job.done.connect(self._context.publish)
        self._job.done.connect(self._kept)
        self.closed.connect(self._job.cancel)
        self._job.failed.connect(self._refused)
        self._job.progressed.connect(self._show_progress)
        self._job.start()
        return False

    def _merged(self, evidence: Evidence) -> Evidence:
        """What was changed here, on what is held by now: a cell of the register may have been edited meanwhile."""
        held = self._held()
        if self._row is None or held is None:
            return evidence
        shown = self._row.evidence
        names = [one.name for one in fields(Evidence)]
        changed: dict[str, Any] = {
            name: getattr(evidence, name) for name in names if getattr(evidence, name) != getattr(shown, name)
        }
        return replace(held.evidence, **changed)

    def _held(self) -> EvidenceRow | None:
        """The row as it stands now; None when it is new, or gone."""
        if self._row is None:
            return None
        found = registers.row(self._context.workspace, self._context.scope, Register.EVIDENCE, self._row.id)
        return found if isinstance(found, EvidenceRow) else None

    def _on_change(self, change_set: ChangeSet) -> None:
        """It was changed elsewhere, or taken back: show it so, unless something is typed here."""
        if self._row is None or self.unsaved or not change_set.touches(*_OF_EVIDENCE):
            return
        held, shown = self._held(), self._row
        if held is None:
            self.closed.emit()
        elif (held.evidence, held.files, held.measures) != (shown.evidence, shown.files, shown.measures):
            self._open_again(held)

    def _show_progress(self, percent: int, _whole: int) -> None:
        self.save_button.setText(tr("Saving {percent} %").format(percent=percent))

    def _kept(self, _change_set: ChangeSet | None) -> None:
        self.closed.emit()

    def _refused(self, fault: TrackerError) -> None:
        self.save_button.setEnabled(True)
        self.save_button.setText(tr("Save"))
        self.refuse(str(fault))
