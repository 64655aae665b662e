"""Legend: what the levels mean, how other scales show them, and the lists that cells choose from."""

from collections.abc import Sequence
from typing import Any

from openpyxl.workbook.defined_name import DefinedName

from tracker.domain.casework.evidence import EvidenceType, Reliability, SourceClass
from tracker.domain.casework.levels import SCALES, Level, Scale
from tracker.domain.casework.measures import MeasureStatus, MeasureType
from tracker.domain.casework.recorded import RECORDED
from tracker.domain.casework.registers import Register
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns import capital
from tracker.excel.columns.reading import choices_of
from tracker.excel.sheets.levels import LEVEL_WORDS, choices, colour_levels, words_name
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import height
from tracker.excel.write_context import WriteContext


def write(draft: WriteContext) -> None:
    """The levels in the words of the chosen scale, what each means, and how the other scales show it; then what other
    words mean."""
    matrix, cell = draft.shown, draft.stylist.cell
    sheet: Any = draft.book.create_sheet(Sheet.LEGEND)
    scales: list[Scale] = [matrix.scale, *(s for s in SCALES.values() if s != matrix.scale)]
    widths = [24, 7, 60, *[19] * (len(scales) - 1)]
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[index]].width = width
    set_page(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    headings = [capital(matrix.scale.title), "Code", "Meaning", *(capital(scale.title) for scale in scales[1:])]
    sheet.row_dimensions[1].height = 30
    sheet.append([cell(heading, "heading") for heading in headings])
    number = 1

    def add(words: Sequence[str], kinds: Sequence[str]) -> None:
        nonlocal number
        number += 1
        sheet.row_dimensions[number].height = height(words, widths)
        sheet.append([cell(word, kind) for word, kind in zip(words, kinds, strict=True)])

    for level in Level:
        words = [scale.words[level] or "(blank)" for scale in scales]
        add([words[0], level.code, _MEANINGS[level], *words[1:]], ["level", "strong", *["text"] * len(scales)])
    colour_levels(sheet, matrix.scale, f"A2:A{number}")
    for title, lines in _SECTIONS:
        add([], [])
        add([title, "", "Meaning"], ["heading"] * 3)
        for name, meaning in lines:
            add([name, "", meaning], ["strong", "text", "text"])
    sheet.print_area = f"A1:{'ABCDEFGH'[len(widths) - 1]}{number}"  # the list below is for cells to choose from

    def offer(name: str, title: str, words: Sequence[str], kind: str) -> None:
        """A list that cells choose from, under its name."""
        add([], [])
        add([title], ["heading"])
        for word in words:
            add([word], [kind])
        area = f"Legend!$A${number - len(words) + 1}:$A${number}"
        draft.book.defined_names[name] = DefinedName(name, attr_text=area)

    levels = choices(matrix.scale)
    offer(LEVEL_WORDS, "Words for Level", levels, "level")
    colour_levels(sheet, matrix.scale, f"A{number - len(levels) + 1}:A{number}")
    listed = [(register, *one) for register in Register for one in choices_of(register).items()]
    for register, field, choice in listed if matrix.for_return else ():
        title = f"{capital(register)}: {RECORDED[register][field]}"
        offer(words_name(register, field), title, [capital(one.value) for one in choice], "text")


_MEANINGS = {
    Level.NOT_ASSESSED: "Nobody has assessed the paragraph yet.",
    Level.NOT_IMPLEMENTED: "Nothing in law or practice answers the paragraph.",
    Level.PLANNED: "Measures are decided or being prepared, none is in effect.",
    Level.PARTIALLY: "Some of what the paragraph asks is in effect; substantial parts are missing.",
    Level.LARGELY: "Most of what the paragraph asks is in effect; minor parts are missing.",
    Level.FULLY: "All that the paragraph asks is in effect, in law and in practice.",
    Level.NOT_APPLICABLE: "The paragraph asks nothing of this State; the rationale says why.",
}
_SECTIONS: tuple[tuple[str, Sequence[tuple[str, str]]], ...] = (
    (
        "Law and practice",
        (
            ("In law", "De jure: what legislation, regulations and other binding acts provide."),
            (
                "In practice",
                "De facto: what is done. The overall level is the lower of the two unless the analyst says otherwise.",
            ),
        ),
    ),
    (
        "Review stage",
        (
            ("Draft", "Being worked on. A stage says nothing of the level."),
            ("Submitted", "Complete in the eyes of the analyst; it waits for a reviewer."),
            ("Accepted", "A reviewer agreed. What is changed afterwards is a draft again."),
            ("Returned", "A reviewer asked for changes; the comment says which."),
            ("Words changed since", "The text of the paragraph is another than the one that was assessed."),
        ),
    ),
    (
        "Measures and evidence",
        (
            ("Types of measure", ", ".join(MeasureType)),
            ("Status of a measure", ", ".join(MeasureStatus)),
            ("Types of evidence", ", ".join(EvidenceType)),
            ("Source class", ", ".join(SourceClass)),
            ("Reliability", ", ".join(Reliability)),
        ),
    ),
    (
        "Abbreviations",
        (
            ("CND", "Commission on Narcotic Drugs"),
            ("FATF", "Financial Action Task Force; its scale is that of technical compliance"),
            ("INCB", "International Narcotics Control Board"),
            (
                "UNCAC",
                "United Nations Convention against Corruption; its scale is that of the self-assessment",
            ),
            ("UNODC", "United Nations Office on Drugs and Crime"),
            ("UPR", "Universal Periodic Review"),
            ("WHO", "World Health Organization"),
        ),
    ),
)
