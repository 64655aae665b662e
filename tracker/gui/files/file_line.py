"""A line for a file of a piece of evidence: name, size, actions, and the older revisions that it replaced."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import may_hold_text, may_open, may_show, visible
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.cards import Act, add_acts
from tracker.gui.kit.i18n import day, tr
from tracker.gui.kit.widgets import FlowLayout, label


def file_size(file: File) -> str:
    """The size of a file for people: "1.2 MB" (powers of 1000)."""
    size, power, units = float(file.size), 0, [tr("B"), tr("kB"), tr("MB"), tr("GB")]
    while size >= 1000 and power < len(units) - 1:
        size, power = size / 1000, power + 1
    return f"{size:.0f} {units[power]}" if power == 0 or size >= 100 else f"{size:.1f} {units[power]}"


def file_line(context: WorkContext, file: File, more: Sequence[Act] = (), earlier: bool = False) -> QWidget:
    """The line of a file with the revisions it replaced below it. `more`: further actions. `earlier`: it is itself such
    a revision."""
    name = visible(file.name)
    acts = []
    if may_show(file.name):
        acts.append(Act(tr("Preview"), lambda: context.preview_wanted.emit(file)))
    if may_open(file.name):
        acts.append(Act(tr("Open"), lambda: context.open_wanted.emit(file)))
    acts.append(Act(tr("Save as…"), lambda: context.save_wanted.emit(file)))
    parts = [f"{name} ({file_size(file)})"]
    if earlier:
        parts.append(tr("older, of {day}").format(day=day(file.added_on)) if file.added_on else tr("older"))
    if not may_open(file.name):
        parts.append(tr("can be saved, not opened"))
    if file.fault and may_hold_text(file.name):
        parts.append(tr("its text can't be searched: {why}").format(why=tr(file.fault)))
    line = acts_line(" · ".join(parts), name, [*acts, *more])
    for older in file.older:
        line.layout().addWidget(file_line(context, older, earlier=True))  # type: ignore[union-attr]
    return line


def acts_line(words: str, name: str, acts: Sequence[Act], role: str = "quiet") -> QWidget:
    """A line of text with actions below it; `name` is what they act on, for screen readers."""
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(words, role, wrap=True))
    row = FlowLayout(1)
    add_acts(line, row, name, acts)
    column.addLayout(row)
    return line
