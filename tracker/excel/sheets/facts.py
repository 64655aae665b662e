"""Cover and Legend: sheets of names and facts, for a person to read first."""

from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule

from tracker import __version__
from tracker.domain.levels import SCALES, Level, Scale
from tracker.domain.matrix import Matrix
from tracker.excel.styles import SIZE, Stylist, height, level_look

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
    "Please fill in the cells with a pale yellow ground: choose a level from the list, say why in Rationale, and add "
    "what is missing, the next step, the authority in charge and a due date. Leave the rows and columns as they are, "
    "save the file under its own name and send it back."
)


def write_cover(sheet: Any, stylist: Stylist, matrix: Matrix, said: Iterable[str]) -> None:
    """What the workbook is: whose, of which cycle and instruments, on which scale, and how to read it."""
    _two_columns(sheet, 24, 92)
    title = "Compliance matrix"
    rows: list[tuple[str, str]] = [
        ("Member State" if len(matrix.states) == 1 else "Member States", "; ".join(s.name for s in matrix.states)),
        ("Regional group", "; ".join(dict.fromkeys(s.group for s in matrix.states))),
        ("Cycle", matrix.cycle),
        *(
            ("Instrument" if i == 0 else "", f"{one.symbol}  {one.title} ({one.paragraphs} operative paragraphs)")
            for i, one in enumerate(matrix.instruments)
        ),
        ("Date", matrix.made_on.isoformat()),
        ("Scale", matrix.scale.title),
        ("How to read it", _HOW),
        ("Note", _AID),
        *([("What to fill in", _FILL_IN)] if matrix.for_return else []),
        *(("Not shown whole" if i == 0 else "", line) for i, line in enumerate(said)),
        ("Made with", f"tracker {__version__}"),
    ]
    sheet.row_dimensions[1].height = 34
    sheet.append([stylist.cell(title, "title")])
    sheet.append([])
    for number, (name, fact) in enumerate(rows, 3):
        sheet.row_dimensions[number].height = height([(fact, 92 * SIZE / 10)]) + 8
        sheet.append([stylist.cell(name, "name"), stylist.cell(fact, "fact")])


def write_legend(book: Workbook, stylist: Stylist, matrix: Matrix) -> str:
    """The levels in the words of the chosen scale, what each means, and how the other scales show it. Returns the area
    that lists the words for a drop-down list."""
    sheet: Any = book.create_sheet("Legend")
    scales: list[Scale] = [matrix.scale, *(s for s in SCALES.values() if s != matrix.scale)]
    widths = [22, 58, *[20] * (len(scales) - 1)]
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[index]].width = width
    _page(sheet, "landscape")
    sheet.freeze_panes = "A2"
    headings = [matrix.scale.title, "Meaning", *(scale.title for scale in scales[1:])]
    sheet.row_dimensions[1].height = 30
    sheet.append([stylist.cell(heading, "heading") for heading in headings])
    number = 1
    for level in Level:
        number += 1
        words = [scale.words[level] or "(blank)" for scale in scales]
        row = [words[0], _MEANINGS[level], *words[1:]]
        sheet.row_dimensions[number].height = height(zip(row, widths, strict=True))
        sheet.append([stylist.cell(row[0], "level"), *(stylist.cell(word, "text") for word in row[1:])])
    colour_levels(sheet, matrix.scale, f"A2:A{number}")
    sheet.append([])
    number += 1
    for name, meaning in _ABBREVIATIONS:
        number += 1
        sheet.row_dimensions[number].height = height(zip((name, meaning), widths, strict=False))
        sheet.append([stylist.cell(name, "strong"), stylist.cell(meaning, "text")])
    sheet.append([])
    sheet.append([stylist.cell("Words for Level", "heading")])
    first = number + 3
    words = choices(matrix.scale)
    for word in words:
        sheet.append([stylist.cell(word, "level")])
    last = first + len(words) - 1
    colour_levels(sheet, matrix.scale, f"A{first}:A{last}")
    return f"Legend!$A${first}:$A${last}"


def choices(scale: Scale) -> list[str]:
    """The words of a scale that a cell for the level may hold, each once."""
    return list(dict.fromkeys(word for word in scale.words.values() if word))


def colour_levels(sheet: Any, scale: Scale, area: str) -> None:
    """Colour the cells of `area` by the level word in them: one rule a word, no fill in any cell."""
    first = area.partition(":")[0]
    told: set[str] = set()
    for level in (
        Level.NOT_IMPLEMENTED,
        Level.PLANNED,
        Level.LARGELY,
        Level.PARTIALLY,
        Level.FULLY,
        Level.NOT_APPLICABLE,
    ):
        word = scale.words[level]
        if word and word not in told:
            told.add(word)
            look = level_look(level)
            sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[f'{first}="{word}"']))


_MEANINGS = {
    Level.NOT_ASSESSED: "Nobody has assessed the paragraph yet.",
    Level.NOT_IMPLEMENTED: "Nothing in law or practice answers the paragraph.",
    Level.PLANNED: "Measures are decided or being prepared, none is in effect.",
    Level.PARTIALLY: "Some of what the paragraph asks is in effect; substantial parts are missing.",
    Level.LARGELY: "Most of what the paragraph asks is in effect; minor parts are missing.",
    Level.FULLY: "All that the paragraph asks is in effect, in law and in practice.",
    Level.NOT_APPLICABLE: "The paragraph asks nothing of this State; the rationale says why.",
}
_ABBREVIATIONS = (
    ("In law", "De jure: what legislation, regulations and other binding acts provide."),
    (
        "In practice",
        "De facto: what is done. The overall level is the lower of the two unless the analyst says otherwise.",
    ),
    ("Draft, submitted, accepted, returned", "Stages of review; they say nothing of the level."),
    ("CND", "Commission on Narcotic Drugs"),
    ("INCB", "International Narcotics Control Board"),
    ("UNODC", "United Nations Office on Drugs and Crime"),
    ("WHO", "World Health Organization"),
)


def _two_columns(sheet: Any, first: float, second: float) -> None:
    sheet.column_dimensions["A"].width = first
    sheet.column_dimensions["B"].width = second
    sheet.sheet_view.showGridLines = False
    _page(sheet, "portrait")


def _page(sheet: Any, orientation: str) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Page &P of &N"
