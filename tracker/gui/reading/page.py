"""The page that shows how a resolution was read beside its source text, and adds it to the workspace once accepted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.instruments.corrections import Correction, Join, Masthead, Split, line_before
from tracker.domain.instruments.outline import Kind, Line, Place, place_words
from tracker.domain.text.text import clean
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.context_menu import add_buttons, give_menu
from tracker.gui.kit.fields import DateText, PlainLine, show_line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.page import Page
from tracker.gui.kit.splitters import KeptParts
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import ElidedLabel, FlowLayout, Shrinking, button, headed_page, label, rule
from tracker.gui.reading import edits
from tracker.gui.reading.descriptions import described, effect_words
from tracker.gui.reading.doubt_list import DoubtList
from tracker.gui.reading.model import OutlineModel, row_of
from tracker.gui.reading.source import SourceText
from tracker.gui.reading.view import OutlineView
from tracker.i18n import QT_TR_NOOP
from tracker.operations.instruments import Preview, accept, preview, stored_corrections


class ReadingPage(Page):
    """Emits accepted(Preview, ChangeSet) when the reading is in the workspace."""

    accepted = Signal(object, object)
    wide = True
    save_words = QT_TR_NOOP("Accept")

    def __init__(self, context: WorkContext, seen: Preview) -> None:
        super().__init__()
        self._context = context
        self._first = seen.corrections
        self._undone: list[Correction] = []
        self._given_up: Sequence[Correction] = seen.corrections
        self._job: Job | None = None
        self.seen = seen
        self.title_words = tr("Add a resolution") if seen.source.path else tr("Correct the reading")
        self.model = OutlineModel()
        self.view = OutlineView(self.model)
        self.source = SourceText()
        self.source.show_blocks(seen.source.reading.blocks)
        self.strip = edits.EditStrip()
        self.accept_button = button(tr("Accept"), "primary", self.accept, key="save")
        self._effect = label("", "quiet", wrap=True)
        self._doubts_heading = label("", "section")
        self.doubts = DoubtList()
        self.symbol, self.title, self.adopted_on = PlainLine(), PlainLine(), DateText()
        self._chosen = ElidedLabel("section")
        self.undo_button = button(tr("Undo last correction"), "link", self.undo, key="undo")
        self.buttons = self._make_buttons()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self._show(seen)
        # Only once the page has its size, so that the line is scrolled into view.
        self._soon = once(self, 0)
        self._soon.timeout.connect(self._choose_first)
        self._soon.start()

    def _make_buttons(self) -> dict[str, QPushButton]:
        """The buttons for the selected line, by their key."""
        acts: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("J", tr("Join"), tr("Join with the one before"), self.join),
            ("S", tr("Split"), tr("Split in two"), lambda: self._edit(edits.split_edit)),
            ("N", tr("Number"), tr("Give another number"), lambda: self._edit(edits.number_edit)),
            ("T", tr("Type"), tr("Say what it is"), lambda: self._edit(edits.type_edit)),
            ("A", tr("Addressees"), tr("Say whom it asks"), lambda: self._edit(edits.addressees_edit)),
            ("H", tr("Theme"), tr("Choose its theme"), lambda: self._edit(edits.theme_edit)),
            ("W", tr("Words"), tr("Correct its words"), lambda: self._edit(edits.words_edit)),
        )
        buttons = {key: button(f"{text} ({key})", "link", act) for key, text, _, act in acts}
        for key, _, does, _ in acts:
            buttons[key].setToolTip(does)
        give_menu(self.view, lambda menu, _under: add_buttons(menu, buttons.values()))
        return buttons

    def _lay_out(self) -> None:
        file_name = ElidedLabel("quiet")
        file_name.show_words(self.seen.source.name)
        head = (
            label(self.title_words, "title"),
            file_name,
            button(tr("Cancel"), "", self.closed.emit, key="leave"),
            self.accept_button,
        )
        top, parts = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        headed_page(self, head, 1, [top, rule(), parts])
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setStretch(1, 0)
        layout.setStretch(2, 0)
        column = QVBoxLayout(top)
        sizes.margins(column, 4, 3, 4, 3)
        sizes.spacing(column, 2)
        masthead = QHBoxLayout()
        sizes.spacing(masthead, 2)
        for field_label, field, stretch in (
            (tr("Symbol"), self.symbol, 2),
            (tr("Title"), self.title, 6),
            (tr("Adopted"), self.adopted_on, 1),
        ):
            name_label = label(field_label, "quiet")
            name_label.setBuddy(field)
            field.setAccessibleName(field_label)
            masthead.addWidget(name_label)
            masthead.addWidget(field, stretch)
        sizes.sized(self.adopted_on, lambda it: it.setMinimumWidth(sizes.units(34)))
        self.symbol.setPlaceholderText(tr("e.g. A/RES/74/178"))
        column.addLayout(masthead)
        column.addWidget(self._effect)
        column.addWidget(self._doubts_heading)
        column.addWidget(self.doubts)
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._reading_side())
        parts.addWidget(self._source_side())
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([640, 400])
        KeptParts(parts, "reading")

    def _reading_side(self) -> QWidget:
        below = QWidget()
        below.setObjectName("tools")
        column = QVBoxLayout(below)
        sizes.margins(column, 4, 2, 4, 3)
        sizes.spacing(column, 1)
        head = QHBoxLayout()
        head.addWidget(self._chosen, 1)
        head.addWidget(self.undo_button)
        column.addLayout(head)
        row = FlowLayout(1)
        for line_button in self.buttons.values():
            row.addWidget(line_button)
        column.addLayout(row)
        column.addWidget(self.strip)
        sizes.sized(self.view, lambda it: it.setMinimumHeight(sizes.units(20)))
        return _side([self.view, Shrinking(below)])

    def _source_side(self) -> QWidget:
        heading = label(tr("Source text"), "caption")
        sizes.margins(heading, 3, 2, 3, 1)
        return _side([heading, self.source])

    def _connect(self) -> None:
        self.view.line_chosen.connect(self._show_chosen)
        self.view.key_pressed.connect(self._on_key)
        self.strip.corrected.connect(self.correct)
        self.strip.closed.connect(self.view.setFocus)
        self.source.block_chosen.connect(self._choose_block)
        self.doubts.currentRowChanged.connect(self._choose_doubt)
        self.doubts.itemClicked.connect(lambda item: self._choose_doubt(self.doubts.row(item)))
        self.symbol.editingFinished.connect(self._correct_masthead)
        self.title.editingFinished.connect(self._correct_masthead)
        self.adopted_on.edited.connect(self._correct_masthead)

    # Actions of the user

    def correct(self, correction: Correction) -> None:
        """Apply one more correction."""
        if seen := self._preview((*self.seen.corrections, correction)):
            self._take(seen)
            if isinstance(correction, Split):  # the user will look at the second part next
                self.view.choose(self.view.currentIndex().row() + 1)

    def _take(self, seen: Preview) -> None:
        self._undone.clear()
        self.strip.close_edit()
        self._show(seen)
        self.undo_changed.emit()

    def join(self) -> None:
        """Join the selected line with the one before it."""
        if (line := self._line) and (before := self._line_before(line)):
            self.correct(Join(line.place))
            self._choose_place(before.place)

    def undo(self) -> None:
        if self.seen.corrections:
            *remaining, last = self.seen.corrections
            self._undone.append(last)
            self._go_to(remaining)

    def redo(self) -> None:
        if self._undone:
            self._go_to([*self.seen.corrections, self._undone.pop()])

    def _go_to(self, corrections: Sequence[Correction]) -> None:
        if seen := self._preview(corrections):
            self.strip.close_edit()
            self._show(seen)
            self.undo_changed.emit()

    def undo_labels(self) -> tuple[str, str]:
        undo, redo = self.seen.corrections[-1:], self._undone[-1:]
        return described(undo[0]) if undo else "", described(redo[0]) if redo else ""

    @property
    def unsaved(self) -> bool:
        return self.seen.corrections != self._first or self.strip.pending

    def save(self) -> None:
        """Apply the open correction; if none is open, accept the reading."""
        if self.strip.edit:
            self.strip.apply()
        else:
            self.accept()

    def leave(self) -> None:
        """Close the open correction, else the page; corrections that are not accepted are dropped only when asked
        twice."""
        if self.strip.edit:
            self.strip.close_edit()
        elif self.unsaved and self._given_up != self.seen.corrections:
            self._given_up = self.seen.corrections
            message = tr("The corrections are not accepted.")
            self._context.failed.emit(TrackerError(message, tr("Press Escape once more to give them up.")))
        else:
            self.closed.emit()

    def accept(self) -> None:
        """Add the reading to the workspace, in a job."""
        if self._job:
            return
        if self.strip.pending:
            self._context.failed.emit(TrackerError(tr("A correction is not applied."), tr("Apply or cancel it first.")))
            return
        workspace, seen = self._context.workspace, self.seen
        self.accept_button.setEnabled(False)
        self._job = Job(lambda _progress: accept(workspace, seen), writes=True)
        self._job.done.connect(self._accepted)
        self._job.failed.connect(self._refused)
        self._job.start()

    def _accepted(self, change_set: ChangeSet) -> None:
        self._first = self.seen.corrections
        self.accepted.emit(self.seen, change_set)
        self.closed.emit()

    def _refused(self, fault: TrackerError) -> None:
        self._job = None
        self.accept_button.setEnabled(True)
        self._context.failed.emit(fault)

    def _correct_masthead(self) -> None:
        """Apply what was typed above the paragraphs. For a symbol that is in the workspace already, its stored
        corrections are applied too."""
        instrument = self.seen.instrument
        try:
            adopted_on = self.adopted_on.value
        except ValueError:
            adopted_on = None
        typed = {
            "symbol": " ".join(clean(self.symbol.text()).split()),
            "title": " ".join(clean(self.title.text()).split()),
            "adopted_on": adopted_on,
        }
        changed = {name: value for name, value in typed.items() if value and value != getattr(instrument, name)}
        if not changed:
            return
        stored: tuple[Correction, ...] = ()
        if "symbol" in changed:
            stored = stored_corrections(self._context.workspace, str(changed["symbol"]))
        if seen := self._preview((*stored, *self.seen.corrections, Masthead(**changed))):  # type: ignore[arg-type]
            self._take(seen)

    # Internal

    def _preview(self, corrections: Sequence[Correction]) -> Preview | None:
        try:
            return preview(self._context.workspace, self.seen.source, corrections)
        except TrackerError as fault:
            self._context.failed.emit(fault)
            return None

    def _show(self, seen: Preview) -> None:
        """Show a reading; the same line stays selected."""
        chosen = self._line
        self.seen = seen
        instrument = seen.instrument
        self.view.blockSignals(True)  # _show_chosen runs below, once everything is up to date
        self.model.show(seen.lines, instrument.doubts)
        self.view.blockSignals(False)
        self.symbol.setText(instrument.symbol)
        show_line(self.title, instrument.title)
        self.adopted_on.show_date(instrument.adopted_on)
        message, is_warning = effect_words(seen)
        self._effect.setText(message)
        self._effect.setProperty("role", "warning" if is_warning else "quiet")
        self._effect.style().polish(self._effect)
        self._show_doubts()
        self.undo_button.setVisible(bool(seen.corrections))
        self.source.show_taken({number for line in seen.lines for number in line.paragraph.source})
        if chosen:
            self._choose_place(chosen.place)
        self._show_chosen()

    def _show_doubts(self) -> None:
        doubts = self.seen.instrument.doubts
        self.doubts.show_lines([f"{place_words(doubt.where)}: {doubt.what}" for doubt in doubts])
        self._doubts_heading.setText(tr("%n doubt(s)", "", len(doubts)) if doubts else tr("Nothing is doubtful."))

    def _show_chosen(self) -> None:
        """Update the tools and the source text for the selected line."""
        line = self._line
        self._chosen.show_words(self._chosen_name)
        self.buttons["J"].setEnabled(line is not None and self._line_before(line) is not None)
        if line:
            self.source.mark(line.paragraph.source, line.text)

    def _choose_first(self) -> None:
        """Select the first doubtful line, or the first line if none is doubtful."""
        rows = [row for doubt in self.seen.instrument.doubts if (row := row_of(self.model.shown, doubt)) is not None]
        self.view.choose(rows[0] if rows else 0)

    def _choose_doubt(self, number: int) -> None:
        if 0 <= number < len(self.seen.instrument.doubts):
            doubt = self.seen.instrument.doubts[number]
            row = row_of(self.model.shown, doubt)
            if row is not None:
                self.view.choose(row)
            elif doubt.where == "masthead":
                (self.title if self.symbol.text() else self.symbol).setFocus()

    def _choose_block(self, number: int) -> None:
        for row, shown in enumerate(self.model.shown):
            if number in shown.line.paragraph.source:
                self.view.choose(row)
                return

    def _choose_place(self, place: Place) -> None:
        for row, shown in enumerate(self.model.shown):
            if shown.line.place == place:
                self.view.choose(row)
                return

    def _on_key(self, key: str) -> None:
        if key in self.buttons and self.buttons[key].isEnabled():
            self.buttons[key].click()

    def _edit(self, make: Callable[[Line], edits.Edit]) -> None:
        if line := self._line:
            self.strip.open(self._chosen_name, make(line))

    @property
    def _chosen_name(self) -> str:
        name = self.view.current.name if self.view.current else ""
        return name[:1].upper() + name[1:]

    @property
    def _line(self) -> Line | None:
        return self.view.current.line if self.view.current else None

    def _line_before(self, line: Line) -> Line | None:
        number = line_before(self.seen.lines, self.seen.lines.index(line))
        return None if number is None or line.kind is Kind.ASIDE else self.seen.lines[number]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.source.show_colours()


def _side(widgets: Sequence[QWidget]) -> QWidget:
    side = QWidget()
    side.setObjectName("page")
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, int(isinstance(widget, QAbstractScrollArea) and not isinstance(widget, Shrinking)))
    return side
