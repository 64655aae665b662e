"""The lines of the import preview: changes, conflicts, new rows and problems of returned workbooks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import labels_of
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.domain.reports.comparison import About, Change, Comparison, NewRow, Place, Problem, Written, shown
from tracker.gui.kit.i18n import tr
from tracker.i18n import QT_TR_NOOP


class Kind(StrEnum):
    """The kind of a line, in the order of the filter; the value is its name there."""

    PROBLEM = QT_TR_NOOP("Problems")
    CHANGE = QT_TR_NOOP("Changes")
    CONFLICT = QT_TR_NOOP("Conflicts")
    NEW = QT_TR_NOOP("New rows")
    WRITTEN = QT_TR_NOOP("Written, not taken")


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A line of the preview. `about` names what it belongs to, such as a paragraph; `sent`, `stored` and `returned` are
    the value as exported, as stored now, and as returned; `what` is the object behind the line."""

    id: int
    kind: Kind
    about: str
    field: str
    sent: str
    stored: str
    returned: str
    note: str
    what: Change | NewRow | Problem | Written

    @property
    def tickable(self) -> bool:
        """Whether it can be taken: a problem can't, nor what belongs to no paragraph."""
        if isinstance(self.what, Written):
            return _has_paragraph(self.what)
        return not isinstance(self.what, Problem)

    @property
    def place(self) -> Place:
        return self.what.place

    @property
    def key(self) -> tuple[object, ...]:
        """Identifies the line when the workbooks are compared again."""
        return self.place, self.field, self.kind is Kind.NEW, self.kind is Kind.WRITTEN

    @property
    def ticked_first(self) -> bool:
        """Whether the line is ticked at the start: it is if importing it loses no work done here."""
        if isinstance(self.what, NewRow):
            return not (self.what.match or self.what.duplicate or self.what.doubt)
        return isinstance(self.what, Change) and not self.what.why and not self.what.drafts


def import_lines(found: Comparison, several_states: bool) -> list[ImportLine]:
    """All lines: first the problems, which nothing is taken of, then the others in the order of the workbooks; those of
    one paragraph or one row of a register are together. `several_states`: whether to name the Member State of each."""
    by_about: dict[About, list[Change]] = {}
    for change in (*found.changes, *found.conflicts):
        by_about.setdefault(change.about, []).append(change)
    lines: list[tuple[Kind, str, Change | NewRow | Problem | Written]] = [
        (Kind.PROBLEM, str(item.about) or _at(item.place), item) for item in found.problems
    ]
    for changes in by_about.values():
        about = _about(changes[0], several_states)
        lines += [(Kind.CONFLICT if item.why else Kind.CHANGE, about, item) for item in changes]
    lines += [(Kind.NEW, _new(row, several_states), row) for row in found.new]
    lines += [(Kind.WRITTEN, _beside(item, several_states), item) for item in found.written]
    return [_offer(number, *line) for number, line in enumerate(lines)]


def exclusive(lines: Iterable[ImportLine]) -> dict[int, list[int]]:
    """By the id of a line, the ids of those that can't be imported together with it: other values for its field."""
    by_cell: dict[tuple[About, str], list[int]] = {}
    for line in lines:
        if isinstance(line.what, Change):
            by_cell.setdefault((line.what.about, line.what.field), []).append(line.id)
    return {
        line_id: [other_id for other_id in line_ids if other_id != line_id]
        for line_ids in by_cell.values()
        for line_id in line_ids
    }


def chosen(lines: Sequence[ImportLine]) -> tuple[list[Change], list[NewRow], list[Written]]:
    """The changes, the new rows and what was written elsewhere behind lines that are to be imported."""
    items = [line.what for line in lines]
    return (
        [item for item in items if isinstance(item, Change)],
        [item for item in items if isinstance(item, NewRow)],
        [item for item in items if isinstance(item, Written)],
    )


def _offer(number: int, kind: Kind, about: str, what: Change | NewRow | Problem | Written) -> ImportLine:
    if isinstance(what, Change):
        format_value = what.words
        sent, stored, returned = (format_value(value) for value in (what.sent, what.stored, what.returned))
        return ImportLine(number, kind, about, tr(what.field_words), sent, stored, returned, _note(what), what)
    if isinstance(what, NewRow):
        return ImportLine(number, kind, about, "", "", "", new_words(what), _like(what), what)
    if isinstance(what, Written):
        note = tr("Written {where}. Ticked, it becomes a comment.") if _has_paragraph(what) else tr("Written {where}.")
        return ImportLine(number, kind, about, "", "", "", what.words, note.format(where=what.where), what)
    return ImportLine(number, kind, about, "", "", "", "", str(what.what), what)


def _has_paragraph(item: Written) -> bool:
    return bool(item.about and item.about.label)


def _beside(item: Written, several_states: bool) -> str:
    """The paragraph that it was written beside, else where it stands."""
    if item.about is None or not item.about.label:
        return _at(item.place)
    return f"{item.about.state}: {item.about.paragraph}" if several_states else str(item.about.paragraph)


def _at(place: Place) -> str:
    return f"{place.sheet}, {place.cell}" if place.cell else place.sheet


def _about(change: Change, several_states: bool) -> str:
    about = change.about
    name = f"“{change.title}”" if about.register else str(about.paragraph)
    return f"{about.state}: {name}" if several_states else name


def _new(row: NewRow, several_states: bool) -> str:
    name = tr("New measure “{title}”") if row.register is Register.MEASURE else tr("New evidence “{title}”")
    name = name.format(title=row.what.title)
    return f"{row.state}: {name}" if several_states else name


def _note(change: Change) -> str:
    notes = [tr("Conflict: {why}").format(why=change.why)] if change.why else []
    if change.clears:
        notes.append(tr("Taken out there."))
    if change.drafts:
        notes.append(tr("Submitted or accepted here: it would be a draft again."))
    return " ".join(notes)


def _like(row: NewRow) -> str:
    if row.match:
        return tr("Like “{title}” of the register. Ticked, it is added as another one.").format(title=row.match[1])
    if row.duplicate:
        template = tr("Like the one in {book}, {sheet} {cell}.")
        return template.format(book=row.duplicate.book, sheet=row.duplicate.sheet, cell=row.duplicate.cell)
    return str(row.doubt or "")


def new_words(row: NewRow) -> str:
    """All that would be stored of a new row, one field per line, including default values that nobody entered."""
    what, names = row.what, labels_of(type(row.what))
    lines = [(names[name], shown(getattr(what, name))) for name in names]
    if isinstance(what, Evidence):
        lines += [(QT_TR_NOOP("Excerpt"), excerpt.text) for excerpt in what.excerpts]
    answers = tr("Answers paragraphs") if isinstance(what, Measure) else tr("Supports paragraphs")
    lines.append((answers, "; ".join(row.paragraphs)))
    return "\n".join(f"{tr(name)}: {words}" for name, words in lines if words)
