"""Cover: what the workbook is; the sheet that a person reads first."""

from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tracker import __version__
from tracker.domain.casework.levels import Level, Scale
from tracker.domain.reports.summary import assessed
from tracker.domain.reports.workbook import PURPOSES, ROW_CHOICES, RowChoice, Sheet, WorkbookContent
from tracker.domain.text.text import in_full
from tracker.excel.openpyxl_private import add_link, has_links
from tracker.excel.sheets.levels import by_word
from tracker.excel.sheets.page import set_page
from tracker.excel.styles import SIZE, TALLEST, height
from tracker.excel.write_context import WriteContext
from tracker.i18n import Message, tr

_WIDTHS = (33.0, 83.0)  # characters
_PICTURE = 13  # points
_AID = tr(
    "A matrix is an aid to assessment. It records what is known of laws, practice and evidence for each paragraph; it "
    "is no judgement of a State, and a level in it is no finding of compliance or of non-compliance."
)
_HOW = tr(
    "Each row of the sheet {matrix} is one operative paragraph or sub-paragraph, in the words of the resolution. "
    "{level} says how far it is implemented; {rationale} why; {measures} lists the laws, programmes and other measures "
    "that answer it; {evidence} what shows that. {legend} explains the levels.",
    matrix=tr(Sheet.MATRIX.value),
    level=tr("Level"),
    rationale=tr("Rationale"),
    measures=tr("Measures"),
    evidence=tr("Evidence"),
    legend=tr(Sheet.LEGEND.value),
)
_FILL_IN = tr(
    "Please fill in the sheet {matrix}: the cells with a yellow ground, and the levels, which have colours of their "
    "own. Only these are open, and only what is written there is imported; many say what belongs into them when they "
    "are chosen. To take words away, empty their cell. Laws, programmes and evidence that are not listed yet go into "
    "the empty rows at the end of the sheets {measures} and {evidence}, with the numbers of the paragraphs they "
    "answer. Then save the file as .xlsx and send it back.",
    matrix=tr(Sheet.MATRIX.value),
    measures=tr(Sheet.MEASURES.value),
    evidence=tr(Sheet.EVIDENCE.value),
)


def write(sheet: Worksheet, draft: WriteContext) -> None:
    """Write whose matrix it is and for whom, the picture in a sentence, and how to read it."""
    stylist, matrix = draft.stylist, draft.shown
    _two_columns(sheet, matrix)
    title = tr("Compliance matrix, to be filled in") if matrix.for_return else tr("Compliance matrix")
    sheet.row_dimensions[1].height = 34
    draft.append(sheet, [stylist.cell(str(title), "title")])
    sentence = str(picture(draft.summary.whole, len(matrix.states) > 1))
    sheet.row_dimensions[2].height = height([sentence], [sum(_WIDTHS) * SIZE / _PICTURE]) * _PICTURE / SIZE + 8
    draft.append(sheet, [stylist.cell(sentence, "picture")])
    sheet.merged_cells.add("A2:B2")
    number = 2

    def add(name: Message | str, fact: str, kind: str) -> None:
        nonlocal number
        number += 1
        high = height([fact], [_WIDTHS[1] * SIZE / 10]) * 10 / SIZE + (5 if kind == "fact" else 1)
        sheet.row_dimensions[number].height = min(high, TALLEST)
        draft.append(sheet, [stylist.cell(str(name), "name"), stylist.cell(fact, kind)])

    for name, fact in _facts(draft):
        add(name, str(fact), "fact")
    for listed_sheet in draft.sheets:
        sheet_title = draft.titles[listed_sheet]
        add("" if has_links(sheet) else tr("Sheets"), f"{sheet_title}: {tr(PURPOSES[listed_sheet])}", "way")
        add_link(sheet, Hyperlink(ref=f"B{number}", location=f"{quote_sheetname(sheet_title)}!A1", display=sheet_title))
    add(tr("Made with"), f"tracker {__version__}", "fact")
    sheet.print_area = f"A1:B{number}"


def _facts(draft: WriteContext) -> Iterator[tuple[Message | str, Message | str]]:
    """The facts on the Cover, each with its name; one with the name "" belongs to the name before it."""
    shown = draft.shown
    if shown.recipient:
        yield tr("For"), shown.recipient
    if shown.for_return:
        yield from _for_return(shown)
    yield (
        tr("Member State") if len(shown.states) == 1 else tr("Member States"),
        "; ".join(state.name for state in shown.states),
    )
    groups = dict.fromkeys(state.group for state in shown.states)
    yield tr("Regional group"), "; ".join(str(tr(group)) for group in groups)
    yield tr("Cycle"), shown.cycle
    for i, instrument in enumerate(shown.instruments):
        name = f"{instrument.symbol}  {instrument.title}"
        yield (
            "" if i else tr("Instrument"),
            tr("{instrument} (%n operative paragraph(s))", "", instrument.paragraphs, instrument=name),
        )
    if shown.row_choice is not RowChoice.ALL:
        yield tr("Paragraphs"), tr(ROW_CHOICES[shown.row_choice])
    yield tr("Date"), shown.made_on.isoformat()
    if shown.author:
        yield tr("Author"), shown.author
    assessed_name = tr("Assessed") if len(shown.states) == 1 else tr("Assessed, all States together")
    yield assessed_name, how_far(draft.summary.whole, shown.scale)
    yield tr("Scale"), tr(shown.scale.title)
    if Sheet.MATRIX in shown.sheets:
        yield tr("How to read it"), _HOW
    yield tr("Note"), _AID
    for i, line in enumerate(draft.unshown.sentences):
        yield "" if i else tr("Not shown whole"), line


def _for_return(shown: WorkbookContent) -> Iterator[tuple[Message, Message | str]]:
    """What a ministry is told first."""
    if shown.return_by:
        yield tr("Return by"), in_full(shown.return_by)
    if shown.contact:
        yield tr("Whom to ask"), shown.contact
    yield tr("What to fill in"), _FILL_IN
    to_fill_in = tr("%n paragraph(s) and sub-paragraph(s) are to be filled in", "", len(shown.rows))
    yield tr("Paragraphs"), to_fill_in


def picture(levels: Counter[Level], several_states: bool) -> Message:
    """Where things stand, in a sentence; `several_states`: the paragraphs of all of them are counted together."""
    if not levels.total():
        return tr("None of these paragraphs asks something of Member States.")
    if not assessed(levels):
        return tr(
            "None of the %n paragraph(s) that ask something of Member States is assessed yet.", "", levels.total()
        )
    counts = {
        "assessed": f"{assessed(levels):,}",
        "done": f"{levels[Level.FULLY] + levels[Level.LARGELY]:,}",
        "part": f"{levels[Level.PARTIALLY] + levels[Level.PLANNED]:,}",
        "open": f"{levels[Level.NOT_IMPLEMENTED]:,}",
        "beside": f"{levels[Level.NOT_APPLICABLE]:,}",
    }
    if several_states:
        return tr(
            "All States together, assessed: {assessed} of %n paragraph(s) that ask something of Member States; {done} "
            "fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} "
            "not applicable.",
            "",
            levels.total(),
            **counts,
        )
    return tr(
        "Assessed: {assessed} of %n paragraph(s) that ask something of Member States; {done} fully or largely "
        "implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.",
        "",
        levels.total(),
        **counts,
    )


def how_far(levels: Counter[Level], scale: Scale) -> Message:
    """How many paragraphs are assessed, and how many are at each level."""
    if not levels.total():
        return tr("None of these paragraphs asks something of Member States.")
    counts = "; ".join(f"{word}: {number:,}" for word, number in by_word(scale, levels).items() if number)
    return tr(
        "{assessed} of %n paragraph(s) that ask something of Member States, each with its sub-paragraphs ({levels})",
        "",
        levels.total(),
        assessed=f"{assessed(levels):,}",
        levels=counts,
    )


def _two_columns(sheet: Worksheet, shown: WorkbookContent) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _WIDTHS
    sheet.sheet_view.showGridLines = False
    set_page(sheet, shown, high=1)
