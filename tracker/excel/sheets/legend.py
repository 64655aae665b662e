"""Legend: what the levels mean, how other scales show them, and the lists that cells choose from."""

from typing import Any

from openpyxl.workbook.defined_name import DefinedName

from tracker.domain.levels import SCALES, Level, Scale
from tracker.domain.matrix import Sheet
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import LEVEL_WORDS, choices, colour_levels
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import height


def write(draft: Draft) -> None:
    """The levels in the words of the chosen scale, what each means, and how the other scales show it."""
    stylist, matrix = draft.stylist, draft.shown
    sheet: Any = draft.book.create_sheet(Sheet.LEGEND)
    scales: list[Scale] = [matrix.scale, *(s for s in SCALES.values() if s != matrix.scale)]
    widths = [22, 58, *[20] * (len(scales) - 1)]
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[index]].width = width
    set_page(sheet, "landscape")
    sheet.freeze_panes = "A2"
    headings = [matrix.scale.title, "Meaning", *(scale.title for scale in scales[1:])]
    sheet.row_dimensions[1].height = 30
    sheet.append([stylist.cell(heading, "heading") for heading in headings])
    number = 1
    for level in Level:
        number += 1
        words = [scale.words[level] or "(blank)" for scale in scales]
        row = [words[0], _MEANINGS[level], *words[1:]]
        sheet.row_dimensions[number].height = height(row, widths)
        sheet.append([stylist.cell(row[0], "level"), *(stylist.cell(word, "text") for word in row[1:])])
    colour_levels(sheet, matrix.scale, f"A2:A{number}")
    sheet.append([])
    number += 1
    for name, meaning in _ABBREVIATIONS:
        number += 1
        sheet.row_dimensions[number].height = height((name, meaning), widths)
        sheet.append([stylist.cell(name, "strong"), stylist.cell(meaning, "text")])
    sheet.append([])
    sheet.append([stylist.cell("Words for Level", "heading")])
    first = number + 3
    words = choices(matrix.scale)
    for word in words:
        sheet.append([stylist.cell(word, "level")])
    last = first + len(words) - 1
    colour_levels(sheet, matrix.scale, f"A{first}:A{last}")
    draft.book.defined_names[LEVEL_WORDS] = DefinedName(LEVEL_WORDS, attr_text=f"Legend!$A${first}:$A${last}")


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
