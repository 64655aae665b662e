"""Cover: what the workbook is, for a person to read first."""

from collections import Counter
from typing import Any

from openpyxl.worksheet.hyperlink import Hyperlink

from tracker import __version__
from tracker.domain.casework.levels import Level, Scale
from tracker.domain.reports.summary import assessed
from tracker.domain.reports.workbook import PURPOSES, Sheet
from tracker.excel.openpyxl_private import add_link, has_links
from tracker.excel.sheets.levels import by_word
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import SIZE, TALLEST, height
from tracker.excel.write_context import WriteContext

_AID = (
    "A matrix is an aid to assessment. It records what is known of laws, practice and evidence for each paragraph; it "
    "is no judgement of a State, and a level in it is no finding of compliance or of non-compliance."
)
_HOW = (
    "Each row of the sheet Compliance Matrix is one operative paragraph or sub-paragraph, in the words of the "
    "resolution. Level says how far it is implemented; Rationale why; Measures lists the laws, programmes and other "
    "measures that answer it; Evidence what shows that. Legend explains the levels."
)
_FILL_IN = (
    "Please fill in the sheet Compliance Matrix: the cells with a yellow ground, and the levels, which have colours of "
    "their own. Only these are open, and only what is written there is imported; many say what belongs into them "
    "when they are chosen. To take words away, empty their cell. Laws, programmes and evidence that are not listed yet "
    "go into the empty rows at the end of the sheets Measures and Evidence, with the numbers of the paragraphs they "
    "answer. Then save the file as .xlsx and send it back."
)


def write(sheet: Any, draft: WriteContext) -> None:
    """What the workbook is: whose, of which cycle and instruments, on which scale, and how to read it."""
    stylist, matrix = draft.stylist, draft.shown
    _two_columns(sheet, 24, 92)
    title = "Compliance matrix, to be filled in" if matrix.for_return else "Compliance matrix"
    rows: list[tuple[str, str]] = [
        *([("For", matrix.recipient)] if matrix.recipient else []),
        *([("What to fill in", _FILL_IN), ("Paragraphs", _sent(len(matrix.rows)))] if matrix.for_return else []),
        ("Member State" if len(matrix.states) == 1 else "Member States", "; ".join(s.name for s in matrix.states)),
        ("Regional group", "; ".join(dict.fromkeys(s.group for s in matrix.states))),
        ("Cycle", matrix.cycle),
        *(
            ("Instrument" if i == 0 else "", f"{one.symbol}  {one.title} ({one.paragraphs} operative paragraphs)")
            for i, one in enumerate(matrix.instruments)
        ),
        ("Date", matrix.made_on.isoformat()),
        ("Assessed", how_far(draft.summary.whole, matrix.scale)),
        ("Scale", matrix.scale.title),
        ("How to read it", _HOW),
        ("Note", _AID),
        *(("Not shown whole" if i == 0 else "", line) for i, line in enumerate(draft.unshown.sentences)),
    ]
    sheet.row_dimensions[1].height = 34
    sheet.append([stylist.cell(title, "title")])
    sheet.append([])
    number = 2

    def add(name: str, fact: str, kind: str) -> None:
        nonlocal number
        number += 1
        sheet.row_dimensions[number].height = min(
            height([fact], [92 * SIZE / 10]) + (8 if kind == "fact" else 2), TALLEST
        )
        sheet.append([stylist.cell(name, "name"), stylist.cell(fact, kind)])

    for name, fact in rows:
        add(name, fact, "fact")
    for one in draft.book.sheetnames[1:]:
        add("" if has_links(sheet) else "Sheets", f"{one}: {PURPOSES[Sheet(one)]}", "way")
        add_link(sheet, Hyperlink(ref=f"B{number}", location=f"'{one}'!A1", display=one))
    add("", "", "fact")
    add("Made with", f"tracker {__version__}", "fact")
    sheet.print_area = f"A1:B{number}"


def how_far(levels: Counter[Level], scale: Scale) -> str:
    """How many paragraphs are assessed, and at which levels they stand."""
    if not levels.total():
        return "None of these paragraphs asks something of Member States."
    each = "; ".join(f"{word}: {number:,}" for word, number in by_word(scale, levels).items() if number)
    return (
        f"{assessed(levels):,} of {levels.total():,} paragraphs that ask something of Member States, each with its "
        f"sub-paragraphs ({each})"
    )


def _sent(rows: int) -> str:
    return (
        f"{rows:,} paragraphs and sub-paragraphs are to be filled in"
        if rows != 1
        else "One paragraph is to be filled in"
    )


def _two_columns(sheet: Any, first: float, second: float) -> None:
    sheet.column_dimensions["A"].width = first
    sheet.column_dimensions["B"].width = second
    sheet.sheet_view.showGridLines = False
    set_page(sheet, high=1)
