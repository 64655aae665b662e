"""The header: the work scope, search, progress, export."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.levels import Level
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.dialogs import ask_for_line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, label
from tracker.gui.search.panel import SearchField
from tracker.gui.shell.state_chooser import ScopeChoice, StateChooser
from tracker.operations import casework

_NEW = -1


class CycleChooser(ScopeChoice):
    """Choose a cycle, or add one."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(tr("Cycle"))
        sizes.sized(self, lambda it: it.setMinimumWidth(sizes.units(30)))
        sizes.sized(self, lambda it: it.setMaximumWidth(sizes.units(46)))
        self.activated.connect(self._on_activated)
        context.changed.connect(self._on_change)
        self.show_scope()

    def show_scope(self) -> None:
        self.clear()
        for cycle in self._context.cycles:
            self.addItem(cycle.name, cycle.id)
        self.insertSeparator(self.count())
        self.addItem(tr("New cycle…"), _NEW)
        self.setCurrentIndex(self.findData(self._context.scope.cycle))

    def _on_activated(self, index: int) -> None:
        cycle = self.itemData(index)
        if cycle == _NEW:
            self.setCurrentIndex(self.findData(self._context.scope.cycle))
            self.ask_for_new()
        elif not self._context.switch_scope(cycle=cycle):
            self.show_scope()

    def ask_for_new(self) -> None:
        name = ask_for_line(self, tr("New cycle"), tr("Name of the cycle, such as “2024 mid-term review”:"))
        if name and self._context.do(casework.add_cycle, name):
            self._context.switch_scope(cycle=self._context.cycles[0].id)

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("cycle"):
            self.show_scope()


class ProgressBar(QWidget):
    """A bar of paragraphs by level, with those not assessed last."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: dict[Level, int] = {}
        self.setAccessibleName(tr("Progress"))

    def show_levels(self, levels: dict[Level, int]) -> None:
        self._levels = levels
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sizes.units(30), sizes.units(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        thick = sizes.px(6)
        whole = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        painter.fillRect(whole, QColor(theme.colours().line))
        total = sum(self._levels.values())
        x = 0.0
        for level in (*reversed(list(Level)[1:6]), Level.NOT_APPLICABLE):
            width = whole.width() * self._levels.get(level, 0) / total if total else 0
            painter.fillRect(QRectF(x, whole.top(), width, whole.height()), QColor(f"#{level.colours[0]}"))
            x += width


class Header(QWidget):
    """The header. Emits export_wanted() and import_wanted()."""

    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.state = StateChooser(context)
        self.cycle = CycleChooser(context)
        self.search = SearchField()
        self._words = label("", "quiet")
        self._bar = ProgressBar()
        sizes.sized(self._bar, lambda it: it.setFixedSize(it.sizeHint()))
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        sizes.margins(self._rows, 4, 2, 4, 2)
        sizes.spacing(self._rows, 3)
        self._lines = self._scope(), self._tools()
        for line, stretch in zip(self._lines, (0, 1), strict=True):
            self._rows.addLayout(line, stretch)
        context.scope_changed.connect(self.show_scope)

    def _scope(self) -> QHBoxLayout:
        row = QHBoxLayout()
        sizes.spacing(row, 3)
        for words, chooser in ((tr("Member State"), self.state), (tr("Cycle"), self.cycle)):
            name = label(words, "quiet")
            name.setBuddy(chooser)
            row.addWidget(name)
            row.addWidget(chooser)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        sizes.spacing(row, 3)
        row.addWidget(self.search, 6)
        row.addStretch(1)
        progress = QVBoxLayout()
        sizes.spacing(progress, 0.5)
        progress.addWidget(self._words, alignment=Qt.AlignmentFlag.AlignRight)
        progress.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignRight)
        row.addLayout(progress)
        back = tr("Import workbooks that were filled in")
        row.addWidget(button(tr("Import…"), "", self.import_wanted.emit, back, key="import returned"))
        row.addWidget(button(tr("Export…"), "primary", self.export_wanted.emit, key="export"))
        return row

    def fit(self, width: int) -> None:
        """Stand on one line if a window of that width has room for it, else on two."""
        margins = self._rows.contentsMargins()
        needed = (
            sum(row.minimumSize().width() for row in self._lines)
            + self._rows.spacing()
            + margins.left()
            + margins.right()
        )
        directions = QBoxLayout.Direction
        self._rows.setDirection(directions.LeftToRight if needed <= width else directions.TopToBottom)

    def show_scope(self) -> None:
        self.state.show_scope()
        self.cycle.show_scope()

    @property
    def progress(self) -> str:
        """How many paragraphs are assessed, in words."""
        return self._words.text()

    def show_progress(self, levels: dict[Level, int]) -> None:
        total = sum(levels.values())
        done = total - levels[Level.NOT_ASSESSED]
        self._words.setText(tr("{done} of {total} assessed").format(done=done, total=total))
        self._bar.show_levels(levels)
        counts = (tr("{number} {level}").format(number=n, level=tr(one.value)) for one, n in levels.items() if n)
        self._bar.setAccessibleDescription(f"{self._words.text()}: {', '.join(counts)}")
