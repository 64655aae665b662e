"""The Quality screen: what a reviewer would object to in the work in scope. Each line leads to what it is about."""

from collections import Counter
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.quality import WHY, Finding, Rule
from tracker.domain.text.web_links import Trial, Tried
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.files.transfers import Transfer
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.table import Column, RowsModel, Table
from tracker.gui.kit.timers import COUNT_AFTER, once
from tracker.gui.kit.widgets import add_tools, button, headed_page, label
from tracker.i18n import QT_TR_NOOP
from tracker.operations import links, quality

_ALL = ""
_COLUMNS: tuple[Column[Finding], ...] = (
    Column(QT_TR_NOOP("Objection"), 226, lambda row: tr(row.rule.value)),
    Column(QT_TR_NOOP("About"), 140, lambda row: row.about),
    Column(QT_TR_NOOP("Finding"), 220, lambda row: str(row.words)),
)


class QualityPage(QWidget):
    """Emits chosen(Finding) when a line becomes current, opened(Finding) when the user wants to go there, with the
    focus, and counted(number) with the number of all findings."""

    chosen = Signal(object)
    opened = Signal(object)
    counted = Signal(int)

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self._filling = False
        self._tried: dict[str, Tried] = {}
        self._job: Job | None = None
        self._counting = 0  # how often it was read
        self.model = RowsModel(_COLUMNS)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Objection"))
        self.kind.activated.connect(self._narrow)
        self.check = button(tr("Check links"), "", self.check_links, tr("Check links of this Member State"))
        self.table = Table(self.model, [column.width for column in _COLUMNS], tr("Quality"), "quality")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.opened.connect(self.open)
        self._about = label("", "quiet")
        self._why = label("", "quiet", wrap=True)
        self._status = label("", "quiet", wrap=True)
        self._empty = label("", "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.find_field = FindField(tr("Find objections"))
        self.find_field.set_target(self.table)
        self.find_field.textChanged.connect(self._search)
        heading = (label(tr("Quality"), "title"), self._about, self.find_field, self.check)
        headed_page(self, heading, 1, [self._empty, self.table])
        add_tools(self, (self.kind,))
        self._add_notes()
        self._rest = once(self, COUNT_AFTER)
        self._rest.timeout.connect(self._reload_behind)
        context.changed.connect(self._on_change)
        context.scope_changed.connect(self._on_scope)
        self._rest.start()

    def _add_notes(self) -> None:
        """Add, below the tools, why the current line matters, and the result of checking links."""
        notes = QWidget()
        self._notes = QVBoxLayout(notes)
        sizes.margins(self._notes, 4, 0, 4, 0)
        for note in (self._why, self._status):
            sizes.margins(note, 0, 2, 0, 2)  # not a spacing: it vanishes when hidden
            self._notes.addWidget(note)
        self._status.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, notes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def stop(self) -> None:
        """Begin no further count of findings: the window is closing."""
        self._rest.stop()

    # The list

    def reload(self) -> None:
        """Compute the findings again. The current line stays current; if it is gone, the one in its position is."""
        self._rest.stop()
        findings: list[Finding] = []
        if self._context.state:
            try:
                findings = quality.findings(self._context.workspace, self._context.scope, date.today(), self._tried)
            except TrackerError as fault:
                self._context.failed.emit(fault)
        self._show_findings(findings)

    def _reload_behind(self) -> None:
        """As `reload`, in a job: nobody looks at the list, but its number stands in the left pane."""
        workspace, scope, tried = self._context.workspace, self._context.scope, dict(self._tried)
        if not self._context.state:
            self.reload()
            return
        self._counting += 1
        number = self._counting
        job = Job(lambda _progress: (number, quality.findings(workspace, scope, date.today(), tried)))
        job.done.connect(self._after_counting)
        job.failed.connect(self._context.failed)
        job.start()

    def _after_counting(self, counted: tuple[int, list[Finding]]) -> None:
        number, findings = counted
        if number == self._counting:  # nothing was read again meanwhile
            self._show_findings(findings)

    def _show_findings(self, findings: list[Finding]) -> None:
        self._stale = False
        self._counting += 1
        self._refill(partial(self.model.show_rows, findings))
        self._offer(findings)
        self.counted.emit(len(findings))
        self._show_state()

    def _search(self, words: str) -> None:
        self._refill(partial(self.model.search, words))
        self._after_narrowing()

    @property
    def current(self) -> Finding | None:
        """The current line."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _refill(self, change: partial[None]) -> None:
        """Call `change`, which shows other lines. The current line stays, without being chosen anew; if it is gone, the
        one in its place is chosen when the list gets the focus or a key: not while the user mends beside it."""
        self._filling = True
        with self.table.keeping_place(self.model, _key, nearest=True):
            change()
        self._filling = False

    def _narrow(self) -> None:
        rule = self.kind.currentData()
        self._refill(partial(self.model.narrow, partial(_is_of, rule)))
        self._after_narrowing()

    def _after_narrowing(self) -> None:
        """What is listed no longer is shown no longer."""
        self._show_state()
        if self.current is None:
            self.emit_current()

    def _offer(self, findings: list[Finding]) -> None:
        """Fill the choice of rules with those that have findings, and how many; the chosen one stays."""
        chosen_rule = self.kind.currentData() or _ALL
        counts = Counter(row.rule for row in findings)
        self.kind.clear()
        self.kind.addItem(tr("All objections ({number})").format(number=f"{len(findings):,}"), _ALL)
        for rule in Rule:
            if counts[rule] or rule == chosen_rule:
                self.kind.addItem(f"{tr(rule.value)} ({counts[rule]:,})", rule)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen_rule), 0))

    def _show_state(self) -> None:
        shown = self.model.rowCount()
        self._about.setText(self.model.count_words())
        if shown == 0 and self.table.hasFocus():
            self.kind.setFocus()  # otherwise the focus would pass to whatever comes next in the window
        self._empty.setText(self._why_empty())
        self._empty.setVisible(shown == 0)
        self.table.setVisible(shown > 0)
        self.check.setEnabled(not self.why_not_check())
        self._show_why()

    def _why_empty(self) -> str:
        state = self._context.state
        if state is None:
            return tr("No Member State is chosen. Choose one at the top left.")
        if self.model.rows:
            return tr("Nothing fits. Choose all objections, or clear the search.")
        template = tr("Nothing a reviewer would object to in the work of {state}, {cycle}.")
        return template.format(state=state.name, cycle=self._context.cycle.name)

    def _show_why(self) -> None:
        """Show the finding of the current line and why it matters; without one, why those of the chosen rule matter."""
        line = self.current
        rule = line.rule if line else self.kind.currentData()
        self._why.setText(f"{line.words if line else ''} {tr(WHY[rule]) if rule else ''}".strip())
        self._why.setVisible(bool(rule))

    def emit_current(self) -> None:
        """Emit `chosen` for the current line, None where there is none."""
        self.chosen.emit(self.current)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._filling:
            self._show_why()
            self.chosen.emit(self.model.row_at(current.row()))

    def why_no_line(self) -> str:
        """Why there is nowhere to go to; "" if there is."""
        return "" if self.current else tr("Choose a line first.")

    def open(self) -> None:
        """Go to what the current line is about, to mend it."""
        if self.current:
            self.opened.emit(self.current)

    def _on_change(self, _change_set: ChangeSet | None = None) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
            self._rest.start()

    def _on_scope(self) -> None:
        self._say("")  # the result was about the links of another State
        self._on_change()

    # Checking links

    def why_not_check(self) -> str:
        """Why links can't be checked now; "" if they can."""
        return tr("They are being checked.") if self._job else self._context.why_no_state()

    def check_links(self) -> None:
        """Check the links of the Member State in scope, in a job."""
        web_links = quality.web_links(self._context.workspace, self._context.scope)
        if not web_links:
            self._say(tr("There is no link to try."))
            return
        self._say("")
        self._job = job = Job(partial(links.check, web_links))
        self._notes.addWidget(Transfer(tr("Trying {links}").format(links=tr("%n link(s)", "", len(web_links))), job))
        job.done.connect(self._on_tried)
        job.failed.connect(self._context.failed)
        job.cancelled.connect(self._on_given_up)
        job.start()
        self._show_state()

    def _on_tried(self, trial: Trial) -> None:
        self._job = None
        self._tried |= trial.tried
        self.reload()
        self._say(_trial_words(trial))

    def _on_given_up(self) -> None:
        self._job = None
        self._show_state()
        self._say(tr("Given up; nothing is known of the links."))

    def _say(self, words: str) -> None:
        self._status.setText(words)
        self._status.setVisible(bool(words))


def _is_of(rule: str, row: Finding) -> bool:
    return rule in (_ALL, row.rule)


def _key(row: Finding) -> tuple[object, ...]:
    return row.rule, row.register, row.id


def _trial_words(trial: Trial) -> str:
    """The result of checking links, in a sentence or two."""
    if trial.offline:
        return tr("Nothing on the internet answers. This computer may be offline; no link is marked.")
    dead = sum(bool(result.fault) for result in trial.tried.values())
    summary = tr("{links} tried, {dead} dead.").format(links=tr("%n link(s)", "", len(trial.tried)), dead=f"{dead:,}")
    if not trial.untold:
        return summary
    template = tr("{links} not asked: to a private network, or no web server.")
    return " ".join((summary, template.format(links=tr("%n link(s)", "", trial.untold))))
