"""Cover: what the workbook is, for a person to read first."""

from typing import Any

from tracker import __version__
from tracker.excel.draft import Draft
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import SIZE, TALLEST, height

_AID = (
    "A matrix is an aid to assessment. It records what is known of laws, practice and evidence for each paragraph; it "
    "is no judgement of a State, and a level in it is no finding of compliance or of non-compliance."
)
_HOW = (
    "Each row of the sheet Compliance Matrix is one operative paragraph or sub-paragraph, in the words of the "
    "resolution. Level says how far it is implemented; Rationale why; Measures lists the laws, programmes and other "
    "measures that answer it; Evidence what shows that. The sheets Measures and Evidence hold the full registers; "
    "Legend explains the levels."
)
_FILL_IN = (
    "Please fill in the cells with a pale yellow ground; a cell says what belongs into it when it is chosen. To take "
    "words away, empty their cell. Measures and evidence that are not listed yet go into the empty rows at the end of "
    "their sheets, with the paragraphs they answer. Rows may be sorted and filtered. Then save the file as .xlsx and "
    "send it back."
)


def write(sheet: Any, draft: Draft) -> None:
    """What the workbook is: whose, of which cycle and instruments, on which scale, and how to read it."""
    stylist, matrix = draft.stylist, draft.shown
    _two_columns(sheet, 24, 92)
    title = "Compliance matrix"
    rows: list[tuple[str, str]] = [
        ("Member State" if len(matrix.states) == 1 else "Member States", "; ".join(s.name for s in matrix.states)),
        ("Regional group", "; ".join(dict.fromkeys(s.group for s in matrix.states))),
        ("Cycle", matrix.cycle),
        *([("For", matrix.recipient)] if matrix.recipient else []),
        *(
            ("Instrument" if i == 0 else "", f"{one.symbol}  {one.title} ({one.paragraphs} operative paragraphs)")
            for i, one in enumerate(matrix.instruments)
        ),
        ("Date", matrix.made_on.isoformat()),
        ("Scale", matrix.scale.title),
        ("How to read it", _HOW),
        ("Note", _AID),
        *([("What to fill in", _FILL_IN)] if matrix.for_return else []),
        *(("Not shown whole" if i == 0 else "", line) for i, line in enumerate(draft.said)),
        ("Made with", f"tracker {__version__}"),
    ]
    sheet.row_dimensions[1].height = 34
    sheet.append([stylist.cell(title, "title")])
    sheet.append([])
    for number, (name, fact) in enumerate(rows, 3):
        sheet.row_dimensions[number].height = min(height([fact], [92 * SIZE / 10]) + 8, TALLEST)
        sheet.append([stylist.cell(name, "name"), stylist.cell(fact, "fact")])


def _two_columns(sheet: Any, first: float, second: float) -> None:
    sheet.column_dimensions["A"].width = first
    sheet.column_dimensions["B"].width = second
    sheet.sheet_view.showGridLines = False
    set_page(sheet, "landscape")
