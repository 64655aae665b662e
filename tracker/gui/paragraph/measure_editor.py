"""Edit a measure: title, type, status, citation, dates, authority, and how it answers each of its paragraphs. Odd dates
and measures that look like another one are remarked while they are typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure, MeasureRow, faults, hints
from tracker.domain.casework.registers import Link, Register
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.form_page import FormPage, line, show
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import label
from tracker.gui.paragraph.declared_fields import add_fields, typed
from tracker.gui.paragraph.similar_measures import SimilarMeasures
from tracker.gui.paragraph.text_view import about_paragraph
from tracker.operations import registers

_LOOK_AFTER = 250  # milliseconds without a keystroke


class MeasureEditor(FormPage):
    """Adds a measure (with `answers`: to that paragraph) or changes `row`. `open_other` is called with another measure
    that is to be edited instead."""

    def __init__(
        self,
        context: WorkContext,
        row: MeasureRow | None = None,
        answers: ParagraphRow | None = None,
        open_other: Callable[[MeasureRow], object] = lambda _row: None,
    ) -> None:
        title = tr("Measure") if row else tr("New measure")
        about = tr("Answers paragraph {label} of {symbol}.")
        super().__init__(title, about_paragraph(about, answers), self._keep)
        self._context = context
        self._row = row
        self._answers = answers
        self._shown = row.measure if row else Measure("")
        self._open_other = open_other
        self.alike = SimilarMeasures(self._show_instead, self._link_instead if answers else None)
        self._lay_out(self._shown)
        if self._links():
            self.form.addRow(label(tr("How it answers its paragraphs"), "section"))
        self.notes = {one.id: self._note(one.words, one.note) for one in self._links()}
        self._rest = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._rest.timeout.connect(self.look)
        for field in self.fields.values():
            changed = field.currentIndexChanged if isinstance(field, QComboBox) else field.textChanged  # type: ignore[attr-defined]
            changed.connect(self._rest.start)
        context.changed.connect(self._on_change)
        self._remark()
        self.setFocusProxy(self.title)

    def _lay_out(self, held: Measure) -> None:
        """The title, what looks like the measure, and the other fields."""
        named, *others = fields_of(Measure)
        self.fields = add_fields(self, held, [named])
        self.title: QLineEdit = self.fields[named]  # type: ignore[assignment]
        self.form.addRow(self.alike)
        self.fields |= add_fields(self, held, others)

    def _links(self) -> list[Link]:
        """The paragraphs it answers, or is to answer."""
        if self._answers:
            return [Link(self._answers.id, str(self._answers.ref))]
        return list(self._row.paragraphs) if self._row else []

    def _note(self, words: str, note: str) -> QLineEdit:
        field: QLineEdit = self.add(words, line(note, tr("how it answers the paragraph")))
        return field

    def _typed(self) -> tuple[Measure, dict[str, str]]:
        """What stands in the fields, and what is wrong with it, by field."""
        values, wrong = typed(Measure, self.fields)
        measure = Measure(**values)
        return measure, {name: str(fault) for name, fault in faults(measure).items()} | wrong

    def look(self) -> None:
        """Remark what looks odd in what is typed, and which measures it looks like."""
        self._rest.stop()
        measure = self._remark()
        same = [] if self._as_held(measure) else self._same(measure)
        self.alike.show_rows(same)

    def _remark(self, of_title: bool = False) -> Measure:
        measure, wrong = self._typed()
        if not of_title and not measure.title:
            wrong.pop("title", None)
        asked = hints(measure, date.today())
        for name, field in self.fields.items():
            self.remark(field, wrong.get(name) or str(asked.get(name, "")), name in wrong)
        return measure

    def _as_held(self, measure: Measure) -> bool:
        return (measure.title, measure.act, measure.article) == (
            self._shown.title,
            self._shown.act,
            self._shown.article,
        )

    def _same(self, measure: Measure) -> list[MeasureRow]:
        but = self._row.id if self._row else None
        return registers.same_measures(self._context.workspace, self._context.scope, measure, but)

    def _keep(self) -> bool:
        measure, wrong = self._typed()
        self._remark(of_title=True)
        if wrong:
            name, fault = next(iter(wrong.items()))
            self.refuse(fault)
            self.fields[name].setFocus()
            return False
        notes = {one.id: self.notes[one.id].text() for one in self._links() if self.notes[one.id].text() != one.note}
        try:
            change_set = registers.save_measure(
                self._context.workspace,
                self._context.scope,
                self._merged(measure),
                self._row.id if self._row else None,
                [self._answers.id] if self._answers else [],
                notes,
            )
        except TrackerError as fault:
            self.refuse(str(fault))
            return False
        if change_set:
            self._context.publish(change_set)
        return True

    def _merged(self, measure: Measure) -> Measure:
        """What was changed here, on what is held by now: a cell of the register may have been edited meanwhile."""
        held = self._held()
        if held is None:
            return measure
        changed = {name: getattr(measure, name) for name in self.fields}
        changed = {name: value for name, value in changed.items() if value != getattr(self._shown, name)}
        return replace(held.measure, **changed)

    def _held(self) -> MeasureRow | None:
        if self._row is None:
            return None
        found = registers.row(self._context.workspace, self._context.scope, Register.MEASURE, self._row.id)
        return found if isinstance(found, MeasureRow) else None

    def _show_instead(self, row: MeasureRow) -> None:
        """Open another measure. Where nothing but the name of this one was typed, nobody will miss it."""
        measure, _ = self._typed()
        named = replace(self._shown, title=measure.title, act=measure.act, article=measure.article)
        self.keeps_words = self._row is not None or measure != named
        self._open_other(row)

    def _link_instead(self, row: MeasureRow) -> None:
        assert self._answers
        note = self.notes[self._answers.id].text()
        if self._context.do_in_scope(registers.link, Register.MEASURE, [row.id], [self._answers.id], note):
            self.closed.emit()
        else:
            self.refuse(tr("“{title}” answers this paragraph already.").format(title=row.measure.title))

    def _on_change(self, change_set: ChangeSet) -> None:
        """The measure was changed elsewhere, or taken back: show it so, unless something is typed here."""
        if self._row is None or self.unsaved or not change_set.touches("measure", "measure_paragraph"):
            return
        held = self._held()
        if held is None:
            self.closed.emit()
        elif (held.measure, held.paragraphs) != (self._shown, self._row.paragraphs):
            self._fill(held)

    def _fill(self, row: MeasureRow) -> None:
        self._row, self._shown = row, row.measure
        show(self.fields, row.measure)
        for field in self.notes.values():
            self.take_out(field)
        self.notes = {one.id: self._note(one.words, one.note) for one in row.paragraphs}
        self.take_as_saved()
        self._remark()
