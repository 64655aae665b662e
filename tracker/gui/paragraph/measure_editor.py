"""Edit a measure: title, type, status, citation, dates, authority, and how it answers each of its paragraphs. While the
user types, odd dates and similar measures in the register are pointed out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure, MeasureRow, faults, hints
from tracker.domain.casework.merging import agreed, merged
from tracker.domain.casework.registers import Link, Register
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.named import about_paragraphs
from tracker.gui.kit.fields import show_line
from tracker.gui.kit.form_page import FormPage, line, show
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import label
from tracker.gui.paragraph.authorities import offer_authorities
from tracker.gui.paragraph.declared_fields import add_fields, tell_conflicts, typed
from tracker.gui.paragraph.paragraph_ticks import MoreParagraphs
from tracker.gui.paragraph.similar_measures import SimilarMeasures
from tracker.operations import registers

_LOOK_AFTER = 250  # milliseconds without a keystroke


class MeasureEditor(FormPage):
    """Adds a measure (with `answers`: to those paragraphs) or changes `row`. `open_other(row)` is called when the user
    wants to edit another measure instead."""

    def __init__(
        self,
        context: WorkContext,
        row: MeasureRow | None = None,
        answers: Sequence[ParagraphRow] = (),
        open_other: Callable[[MeasureRow], object] = lambda _row: None,
    ) -> None:
        title = tr("Measure") if row else tr("New measure")
        about = about_paragraphs(
            answers,
            tr("Answers paragraph {label} of {symbol}."),
            tr("Answers %n paragraph(s): {paragraphs}.", "", len(answers)),
        )
        super().__init__(title, about, self._keep)
        self._context = context
        self._row = row
        self._answers = answers
        self._shown = row.measure if row else Measure("")
        self._open_other = open_other
        self.similar = SimilarMeasures(self._show_instead, self._link_instead if answers else None)
        self._lay_out(self._shown)
        self._add_links()
        self._rest = once(self, _LOOK_AFTER)
        self._rest.timeout.connect(self.look)
        for field in self.fields.values():
            signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.textChanged  # type: ignore[attr-defined]
            signal.connect(self._rest.start)
        context.changed.connect(self._on_change)
        self._remark()
        self.setFocusProxy(self.title)

    def _lay_out(self, measure: Measure) -> None:
        """Add the title, the list of similar measures, and the other fields."""
        title_name, *other_names = fields_of(Measure)
        self.fields = add_fields(self, measure, [title_name])
        self.title: QLineEdit = self.fields[title_name]  # type: ignore[assignment]
        self.form.addRow(self.similar)
        self.fields |= add_fields(self, measure, other_names)
        offer_authorities(self._context, self.fields)

    def _add_links(self) -> None:
        """Add how it answers each of its paragraphs, and the way to link it to more."""
        self._answering = label(tr("How it answers its paragraphs"), "section")
        self.form.addRow(self._answering)
        self._answering.setVisible(bool(self._links()))
        self.notes = self._notes()
        self.more = MoreParagraphs(self._context, [link.id for link in self._links()])
        self.form.addRow(self.more)
        self.more.opened.connect(lambda: self.reveal(self.more))

    def _contents(self) -> list[object]:
        return [*super()._contents(), self.more.chosen]

    def _links(self) -> list[Link]:
        """The paragraphs it answers, or is to answer."""
        if self._answers:
            return [Link(row.id, str(row.ref)) for row in self._answers]
        return list(self._row.paragraphs) if self._row else []

    def _notes(self) -> dict[int, QLineEdit]:
        """A field for how it answers each paragraph, by paragraph id; one for all those that a new measure answers."""
        links = self._links()
        if self._answers and len(links) > 1:
            return dict.fromkeys((link.id for link in links), self._note(tr("All of them"), ""))
        return {link.id: self._note(link.words, link.note) for link in links}

    def _note(self, words: str, note: str) -> QLineEdit:
        field: QLineEdit = self.add(words, line(note, tr("how it answers the paragraph")))
        return field

    def _typed(self) -> tuple[Measure, dict[str, str]]:
        """The measure in the fields, and what is wrong with it, by field name."""
        values, unreadable = typed(Measure, self.fields)
        measure = Measure(**values)
        return measure, {name: str(fault) for name, fault in faults(measure).items()} | unreadable

    def look(self) -> None:
        """Point out what looks odd in the fields, and which measures of the register are similar."""
        self._rest.stop()
        measure = self._remark()
        similar = [] if self._is_unchanged(measure) else self._same(measure)
        self.similar.show_rows(similar)

    def _remark(self, of_title: bool = False) -> Measure:
        measure, errors = self._typed()
        if not of_title and not measure.title:
            errors.pop("title", None)
        questions = hints(measure, date.today())
        for name, field in self.fields.items():
            self.remark(field, errors.get(name) or str(questions.get(name, "")), name in errors)
        return measure

    def _is_unchanged(self, measure: Measure) -> bool:
        return (measure.title, measure.act, measure.article) == (
            self._shown.title,
            self._shown.act,
            self._shown.article,
        )

    def _same(self, measure: Measure) -> list[MeasureRow]:
        own_id = self._row.id if self._row else None
        return registers.same_measures(self._context.workspace, self._context.scope, measure, own_id)

    def _keep(self) -> bool:
        self._rest.stop()  # or its remarks would soon take the place of what is said here
        measure, errors = self._typed()
        self._remark(of_title=True)
        if errors:
            name, fault = next(iter(errors.items()))
            self.refuse(fault)
            self.fields[name].setFocus()
            return False
        stored = self._row and registers.stored(self._context.workspace, self._context.scope, self._row)
        if stored:
            measure, conflicts = merged(self._shown, measure, stored.measure, self.fields)
            if conflicts:
                self._shown = agreed(self._shown, stored.measure, conflicts)
                tell_conflicts(self, self.fields, stored.measure, conflicts)
                return False
        notes = {
            link.id: self.notes[link.id].text() for link in self._links() if self.notes[link.id].text() != link.note
        }
        try:
            change_set = registers.save_measure(
                self._context.workspace,
                self._context.scope,
                measure,
                self._row.id if self._row else None,
                [*(row.id for row in self._answers), *self.more.chosen],
                notes,
            )
        except TrackerError as fault:
            self.refuse(str(fault))
            return False
        if change_set:
            self._context.publish(change_set)
        return True

    def _show_instead(self, row: MeasureRow) -> None:
        """Open another measure. A new one of which only title, act or article was typed is dropped without asking."""
        measure, _ = self._typed()
        only_named = replace(self._shown, title=measure.title, act=measure.act, article=measure.article)
        self.warns_if_unsaved = self._row is not None or measure != only_named
        self._open_other(row)

    def _link_instead(self, row: MeasureRow) -> None:
        ids = [answered.id for answered in self._answers]
        note = self.notes[ids[0]].text()
        if self._context.do_in_scope(registers.link, Register.MEASURE, [row.id], ids, note):
            self.closed.emit()
        else:
            one, several = tr("“{title}” answers this paragraph already."), tr("“{title}” answers all of them already.")
            self.refuse((one if len(ids) == 1 else several).format(title=row.measure.title))

    def _on_change(self, change_set: ChangeSet) -> None:
        """Show the stored measure when it was changed elsewhere or undone, unless there is unsaved input here."""
        if self._row is None or self.unsaved or not change_set.touches("measure", "measure_paragraph"):
            return
        stored = registers.stored(self._context.workspace, self._context.scope, self._row)
        if stored is None:
            self.closed.emit()
        elif (stored.measure, stored.paragraphs) != (self._shown, self._row.paragraphs):
            self._fill(stored)

    def _fill(self, row: MeasureRow) -> None:
        self._row, self._shown = row, row.measure
        show(self.fields, row.measure)
        if [link.id for link in row.paragraphs] == [*self.notes]:
            for link in row.paragraphs:
                show_line(self.notes[link.id], link.note)
        else:
            for field in self.notes.values():
                self.remove_field(field)
            for part in (self._answering, self.more):
                self.form.removeRow(part)
            self._add_links()
        self.mark_saved()
        self._remark()
