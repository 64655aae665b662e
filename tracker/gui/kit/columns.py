"""The columns of a table as the user has arranged them: moved by dragging a heading, hidden and shown from its menu."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from tracker.gui.kit import sizes, ui_state
from tracker.gui.kit.context_menu import give_menu
from tracker.gui.kit.i18n import tr

KEY = Qt.ItemDataRole.UserRole
"""The role of a heading under which a model gives the key of the column, which is the same in every language."""
_LEAST, _MOST = 24, 2_000  # pixels at 100 %: a column that is kept as narrower or wider would be lost


_SHARE = 0.4  # of a table, for the columns that tell its rows apart


class Columns(QObject):
    """Arranges the columns of a table: their order, their widths, which are hidden. `widths` are those at first;
    `kept_as` is the name under which the arrangement is kept for the next start. Widths are
    those at 100 %, and grow with the text. The room that is left goes to the columns `grows` in
    proportion, without any to the last one; they have two fifths of the table at least. A column to which the user gave
    another width keeps it."""

    def __init__(self, table: QTableView, widths: Sequence[int], kept_as: str, grows: Collection[int]) -> None:
        super().__init__(table)
        self._table, self._widths, self._kept_as, self._grows = table, widths, kept_as, grows
        self._head = table.horizontalHeader()
        self._head.setSectionsMovable(True)
        self._percent = sizes.percent()
        self._at_normal = dict(enumerate(widths))
        self._given: dict[int, int] = {}  # pixels; where a column has others, the user has changed it
        self.reset()
        self._restore(ui_state.columns(kept_as))
        sizes.sized(self, lambda it: it._follow())
        give_menu(self._head, self._fill_of_heading)

    @property
    def shown(self) -> list[int]:
        """The columns that are shown, from left to right."""
        return [column for column in self._in_order() if not self._table.isColumnHidden(column)]

    def fill(self, menu: QMenu, column: int) -> None:
        """Fill a menu with what can be done with all columns, and with this one (-1 for none)."""
        shown = self.shown
        for one in self._in_order():
            action = menu.addAction(self._heading(one).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one in shown)
            action.setEnabled(shown != [one])
            action.setToolTip(tr("At least one column is shown.") if shown == [one] else action.text())
            action.triggered.connect(partial(self._toggle, one))
        menu.addSeparator()
        if column in shown:
            place, name = shown.index(column), self._heading(column).replace("&", "&&")
            for words, to in (
                (tr("Move “{column}” to the left"), place - 1),
                (tr("Move “{column}” to the right"), place + 1),
            ):
                action = menu.addAction(words.format(column=name))
                action.setEnabled(0 <= to < len(shown))
                action.triggered.connect(partial(self._move, column, to))
        menu.addAction(tr("Reset columns")).triggered.connect(self.reset)

    def _toggle(self, column: int) -> None:
        self.show_column(column, self._table.isColumnHidden(column))

    def show_column(self, column: int, on: bool) -> None:
        """Show or hide a column; at least one stays. A hidden one is no longer where the keys are."""
        if not on and self.shown == [column]:
            return
        self._table.setColumnHidden(column, not on)
        self.fill_room()
        current = self._table.currentIndex()
        if current.isValid() and self._table.isColumnHidden(current.column()):
            beside = current.siblingAtColumn(self.shown[0])
            self._table.selectionModel().setCurrentIndex(beside, QItemSelectionModel.SelectionFlag.NoUpdate)

    def reset(self) -> None:
        """Show all columns in their first order and width."""
        for column, width in enumerate(self._widths):
            self._table.setColumnHidden(column, False)
            self._head.moveSection(self._head.visualIndex(column), column)
            self._give(column, width)
        self.fill_room()

    def fill_room(self) -> None:
        """Give the room that is left to columns that have their first width; none is narrower than that."""
        shown = self.shown
        self._at_normal |= {column: self._width_at_normal(column) for column in shown}
        growing = [
            column for column in self._grows if self._at_normal[column] == self._widths[column] and column in shown
        ]
        widths = {column: sizes.px(self._at_normal[column]) for column in shown}
        room = self._table.viewport().width()
        left = max(room - sum(widths.values()), 0)
        whole = sum(widths[column] for column in growing)
        for column in growing:
            wanted = max(whole + left, round(room * _SHARE))
            self._set(column, wanted * widths[column] // whole)

    def keep(self) -> None:
        """Keep the arrangement for the next start."""
        widths = self._widths_at_normal()
        kept = [
            ui_state.Column(self._key(one), widths[one], self._table.isColumnHidden(one)) for one in self._in_order()
        ]
        ui_state.keep_columns(self._kept_as, kept)

    def _give(self, column: int, width: int) -> None:
        self._at_normal[column] = width
        self._set(column, sizes.px(width))

    def _set(self, column: int, pixels: int) -> None:
        self._given[column] = pixels
        self._table.setColumnWidth(column, pixels)

    def _follow(self) -> None:
        """Give the columns the widths of another size of text."""
        widths = self._widths_at_normal()
        self._percent = sizes.percent()
        for column, width in widths.items():
            self._give(column, width)
        self.fill_room()

    def _widths_at_normal(self) -> dict[int, int]:
        """The widths that the columns were given or, where the user has changed them since, have now."""
        hidden = [column for column in self._at_normal if self._table.isColumnHidden(column)]
        for column in hidden:
            self._table.setColumnHidden(column, False)  # only then Qt tells its width
        widths = {column: self._width_at_normal(column) for column in self._at_normal}
        for column in hidden:
            self._table.setColumnHidden(column, True)
        return widths

    def _width_at_normal(self, column: int) -> int:
        now, given = self._table.columnWidth(column), self._at_normal[column]
        last = column == self._in_order()[-1]  # takes the room that is left
        unchanged = last or now == self._given[column]
        return given if unchanged else round(now * sizes.NORMAL / self._percent)

    def _restore(self, kept: Sequence[ui_state.Column]) -> None:
        """Arrange the columns as they were kept. One that has come since stands behind the one before it."""
        known = {self._key(column): column for column in range(len(self._widths))}
        order = [known[one.key] for one in kept if one.key in known]
        for column in known.values():
            if column not in order:
                order.insert(order.index(column - 1) + 1 if column else 0, column)
        for place, column in enumerate(order):
            self._head.moveSection(self._head.visualIndex(column), place)
        for one in kept:
            if one.key in known:
                self._give(known[one.key], min(max(one.width, _LEAST), _MOST))
                self.show_column(known[one.key], not one.hidden)

    def _fill_of_heading(self, menu: QMenu, _under: QWidget | None) -> None:
        self.fill(menu, self._head.logicalIndexAt(self._head.viewport().mapFromGlobal(QCursor.pos())))

    def _in_order(self) -> list[int]:
        return [self._head.logicalIndex(place) for place in range(len(self._widths))]

    def _move(self, column: int, to: int) -> None:
        """Move a column to a place among those that are shown."""
        self._head.moveSection(self._head.visualIndex(column), self._head.visualIndex(self.shown[to]))

    def _key(self, column: int) -> str:
        return str(self._table.model().headerData(column, Qt.Orientation.Horizontal, KEY))

    def _heading(self, column: int) -> str:
        return str(self._table.model().headerData(column, Qt.Orientation.Horizontal))
