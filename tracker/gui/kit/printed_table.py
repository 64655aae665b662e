"""A table on paper: a document of a list's rows as they are shown, and the preview from which it is printed."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QModelIndex, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtWidgets import QWidget

from tracker.gui.kit import theme
from tracker.gui.kit.table import Table
from tracker.gui.kit.tips import WHOLE

MOST = 2_000
"""Rows of one print: more pages than anyone reads, and than can be laid out at once."""

_STYLE = "th, td {padding: 2px 5px; border-bottom: 1px solid #B8BEC6} th {background: #E6E9ED} p {color: #444444}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A table to print: its headings, the share of the width of each column, and the texts of each row."""

    headings: Sequence[str]
    shares: Sequence[int]
    rows: Sequence[Sequence[str]]


def of_table(table: Table) -> Printed:
    """The rows of a table with the columns that are shown, in their order, as wide as they are; texts that the window
    shortens are whole."""
    columns, model = table.columns.shown, table.model()
    while model.rowCount() < MOST and model.canFetchMore(table.rootIndex()):
        model.fetchMore(table.rootIndex())
    return Printed(
        [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns],
        [table.columnWidth(column) for column in columns],
        [[_whole(model.index(line, column)) for column in columns] for line in range(min(model.rowCount(), MOST))],
    )


def _whole(index: QModelIndex) -> str:
    return str(index.data(WHOLE) or index.data() or "")


def document(title: str, about: Sequence[str], table: Printed) -> QTextDocument:
    """The document: a title, lines about it, and the table, whose headings stand on each page."""
    whole = sum(table.shares) or 1
    head = "".join(
        f'<th align="left" width="{100 * share // whole}%">{_plain(words)}</th>'
        for words, share in zip(table.headings, table.shares, strict=True)
    )
    body = "".join(f"<tr>{''.join(f'<td>{_plain(words)}</td>' for words in row)}</tr>" for row in table.rows)
    made = QTextDocument()
    paper_font = theme.font()
    paper_font.setPointSize(8)  # pixels would be those of the printer
    made.setDefaultFont(paper_font)
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml(
        f"<h2>{_plain(title)}</h2>{''.join(f'<p>{_plain(line)}</p>' for line in about)}"
        f'<table cellspacing="0" width="100%"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    return made


def preview(parent: QWidget, title: str, made: QTextDocument) -> None:
    """Show the pages of a document, to be printed or saved as PDF; on the system's paper, landscape."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # only when it is asked for: it looks for printers

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(on_paper(printer.pageLayout()))
    shown = QPrintPreviewDialog(printer, parent)
    shown.setWindowTitle(title)
    shown.paintRequested.connect(made.print_)
    shown.resize(parent.size() * 0.9)
    shown.exec()
    shown.deleteLater()


def on_paper(layout: QPageLayout) -> QPageLayout:
    """A page of that size, landscape; the document itself leaves two centimetres on each side."""
    size = layout.pageSize() if layout.pageSize().isValid() else QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF())


def _plain(words: str) -> str:
    """A text as it stands: what users typed is no markup."""
    return html.escape(words).replace("\n", "<br/>")
