"""Legend: what the levels mean, how other scales show them, and the lists for drop-down cells."""

from collections.abc import Sequence
from enum import StrEnum

from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import EvidenceType, Reliability, SourceClass
from tracker.domain.casework.levels import SCALES, Level, Scale
from tracker.domain.casework.measures import MeasureStatus, MeasureType
from tracker.domain.casework.recorded import RECORDED
from tracker.domain.casework.registers import Register
from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.reading import choices_of
from tracker.excel.sheets.levels import LEVEL_WORDS, choices, colour_levels, words_name
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import height
from tracker.excel.words import choice_words, level_words
from tracker.excel.write_context import WriteContext
from tracker.i18n import Message, capital, tr


def write(draft: WriteContext) -> None:
    """Write the levels in the words of the chosen scale with their meanings and other scales' words; then the meanings
    of other terms, and the drop-down lists."""
    matrix, cell = draft.shown, draft.stylist.cell
    sheet = draft.add_sheet(Sheet.LEGEND)
    scales: list[Scale] = [matrix.scale, *(s for s in SCALES.values() if s != matrix.scale)]
    widths = [24, 7, 60, *[19] * (len(scales) - 1)]
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[index]].width = width
    set_page(sheet, matrix)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    names = [capital(str(tr(scale.title))) for scale in scales]
    headings = [names[0], str(tr("Code")), str(tr("Meaning")), *names[1:]]
    sheet.row_dimensions[1].height = 30
    draft.append(sheet, [cell(heading, "heading") for heading in headings])
    number = 1

    def add(texts: Sequence[Message | str], kinds: Sequence[str]) -> None:
        nonlocal number
        number += 1
        row = list(map(str, texts))
        sheet.row_dimensions[number].height = height(row, widths)
        draft.append(sheet, [cell(word, kind) for word, kind in zip(row, kinds, strict=True)])

    words_by_scale = [level_words(scale) for scale in scales]
    for level in Level:
        in_cells = [scale_words[level] or str(tr("(blank)")) for scale_words in words_by_scale]
        add([in_cells[0], level.code, _MEANINGS[level], *in_cells[1:]], ["level", "strong", *["text"] * len(scales)])
    colour_levels(sheet, matrix.scale, f"A2:A{number}")
    for section, lines in _SECTIONS:
        add([], [])
        add([section, "", tr("Meaning")], ["heading"] * 3)
        for name, meaning in lines:
            explanation = meaning if isinstance(meaning, Message) else _listed(meaning)
            add([capital(str(name)), "", explanation], ["strong", "text", "text"])
    sheet.print_area = f"A1:{'ABCDEFGH'[len(widths) - 1]}{number}"  # without the drop-down lists below

    def offer(name: str, title: Message | str, words: Sequence[str], kind: str) -> None:
        """Write a drop-down list and define its name."""
        add([], [])
        add([title], ["heading"])
        for word in words:
            add([word], [kind])
        area = f"{quote_sheetname(draft.titles[Sheet.LEGEND])}!$A${number - len(words) + 1}:$A${number}"
        draft.book.defined_names[name] = DefinedName(name, attr_text=area)

    levels = choices(matrix.scale)
    offer(LEVEL_WORDS, tr("Words for Level"), levels, "level")
    colour_levels(sheet, matrix.scale, f"A{number - len(levels) + 1}:A{number}")
    lists = [(register, *item) for register in Register for item in choices_of(register).items()]
    for register, field, choice in lists if matrix.for_return else ():
        title = f"{capital(str(tr(register.value)))}: {tr(RECORDED[register][field])}"
        offer(words_name(register, field), title, list(choice_words(choice).values()), "text")


_MEANINGS = {
    Level.NOT_ASSESSED: tr("Nobody has assessed the paragraph yet."),
    Level.NOT_IMPLEMENTED: tr("Nothing in law or practice answers the paragraph."),
    Level.PLANNED: tr("Measures are decided or being prepared, none is in effect."),
    Level.PARTIALLY: tr("Some of what the paragraph asks is in effect; substantial parts are missing."),
    Level.LARGELY: tr("Most of what the paragraph asks is in effect; minor parts are missing."),
    Level.FULLY: tr("All that the paragraph asks is in effect, in law and in practice."),
    Level.NOT_APPLICABLE: tr("The paragraph asks nothing of this State; the rationale says why."),
}


def _listed(choices: type[StrEnum]) -> str:
    return ", ".join(str(tr(choice.value)) for choice in choices)


_SECTIONS: tuple[tuple[Message, Sequence[tuple[Message | str, Message | type[StrEnum]]]], ...] = (
    (
        tr("Law and practice"),
        (
            (tr("In law"), tr("De jure: what legislation, regulations and other binding acts provide.")),
            (
                tr("In practice"),
                tr(
                    "De facto: what is done. The overall level is the lower of the two unless the analyst says "
                    "otherwise."
                ),
            ),
        ),
    ),
    (
        tr("Review stage"),
        (
            (tr(Stage.DRAFT.value), tr("Being worked on. A stage says nothing of the level.")),
            (tr(Stage.SUBMITTED.value), tr("Complete in the eyes of the analyst; it waits for a reviewer.")),
            (tr(Stage.ACCEPTED.value), tr("A reviewer agreed. What is changed afterwards is a draft again.")),
            (tr(Stage.RETURNED.value), tr("A reviewer asked for changes; the comment says which.")),
            (tr("Words changed since"), tr("The text of the paragraph is another than the one that was assessed.")),
        ),
    ),
    (
        tr("Measures and evidence"),
        (
            (tr("Types of measure"), MeasureType),
            (tr("Status of a measure"), MeasureStatus),
            (tr("Types of evidence"), EvidenceType),
            (tr("Source class"), SourceClass),
            (tr("Reliability"), Reliability),
        ),
    ),
    (
        tr("Abbreviations"),
        (
            ("CND", tr("Commission on Narcotic Drugs")),
            ("FATF", tr("Financial Action Task Force; its scale is that of technical compliance")),
            ("INCB", tr("International Narcotics Control Board")),
            (
                "UNCAC",
                tr("United Nations Convention against Corruption; its scale is that of the self-assessment"),
            ),
            ("UNODC", tr("United Nations Office on Drugs and Crime")),
            ("UPR", tr("Universal Periodic Review")),
            ("WHO", tr("World Health Organization")),
        ),
    ),
)
