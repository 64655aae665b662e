"""What a form may ask for: our tables, by their headings and by practitioners' terms for these, and single facts."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from tracker.domain.reports.action_plan import in_order
from tracker.domain.reports.summary import summarise
from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.excel.columns import Column, Value
from tracker.excel.columns.correlation import answers
from tracker.excel.columns.tables import COLUMNS, without_rows
from tracker.excel.sheets.comments import threads
from tracker.excel.sheets.cover import how_far
from tracker.excel.sheets.gaps import found_lacks
from tracker.i18n import language, tr

_Rows = Callable[[WorkbookContent], Iterable[object]]

_ROWS: dict[Sheet, _Rows] = {
    Sheet.MATRIX: lambda shown: shown.rows,
    Sheet.MEASURES: lambda shown: shown.measures,
    Sheet.EVIDENCE: lambda shown: shown.evidence,
    Sheet.CORRELATION: lambda shown: answers(shown.rows),
    Sheet.SELF_ASSESSMENT: lambda shown: shown.rows,
    Sheet.ACTIONS: lambda shown: in_order(shown.checklist, shown.made_on),
    Sheet.GAPS: found_lacks,
    Sheet.COMMENTS: threads,
    Sheet.CHANGES: lambda shown: shown.beside.changes,
}
"""The rows of tables that a form may ask for. Headings that match two tables alike are taken for the first."""

_SYNONYMS = {
    "Paragraph": "para; para no; paragraph no; paragraph number; operative paragraph; op; article no; no; nr; number",
    "Member State": "state; country; state party; reporting state",
    "Instrument": "resolution; symbol; document symbol",
    "Text": "text of the paragraph; text of paragraph; paragraph text; provision; content; recommendation; commitment",
    "Addressees": "addressed to; addressee",
    "Level": "status; level of implementation; status of implementation; implementation status; implementation; "
    "compliance; assessment; rating; yes/no; y/p/n",
    "Rationale": "reason; reasons; justification; explanation; remarks; remark; comments; comment; "
    "relevant information; assessment / comments on level of implementation; comments on level of implementation",
    "Measures": "measures taken; national measures; relevant measures; action taken; actions taken; "
    "national legal framework; national legislation; implementing measures",
    "Evidence": "source; sources; source document; source documents; supporting documents; means of verification; "
    "references; texts attached",
    "What is missing": "gaps; gap; shortcomings; challenges; challenges and actions required",
    "Next step": "next steps; action required; actions required; planned action; planned actions; planned measures; "
    "follow-up",
    "Lead authority": "authority; responsible; responsible party; responsible authority; responsible body; "
    "responsible ministry; competent authority; lead agency; lead ministry",
    "Due date": "deadline; due; target date; time limit; planned time limit; timetable; time frame; timeframe",
    "In law": "de jure; technical compliance",
    "In practice": "de facto; effectiveness",
    "Technical assistance": "technical assistance needed; assistance needed; technical assistance needs",
    "Measures cited and summarised": "measures; measures cited; measures taken; national measures",
    "Examples, cases and statistics": "examples; examples, cases, statistics; cases; statistics; evidence",
    "Challenges": "challenges and actions required; what is missing",
    "Technical assistance needed": "technical assistance; technical assistance needed and received; assistance needed",
    "Obligation": "provision; content; requirement; text",
    "National act": "national legislation; national provision; act",
    "Conformity": "level; compliance; degree of conformity; fully approximated",
    "Reason": "reasons; how, if not fully; remarks; note",
    "Planned date": "planned time limit; date of full conformity",
    "Measure": "title of the measure; name of the measure; national measure",
    "Act": "law; legal act; legal basis",
    "Answers paragraphs": "paragraphs; relevant paragraphs",
    "Supports paragraphs": "paragraphs; relevant paragraphs",
    "Publisher": "author; issued by; source",
    "Obtained": "date obtained; accessed on",
    "Link": "url; website; web address",
    "Excerpts": "excerpt; quotation; quotations",
}
"""What practitioners' forms call our columns. A heading of ours always means that column itself."""
_TITLE = tr("Title")
_TITLES = {Sheet.MEASURES: "Measure", Sheet.EVIDENCE: "Evidence"}
"""The column that “Title” means in a register."""


def facts(shown: WorkbookContent) -> dict[str, Callable[[], Value]]:
    """The facts that a named cell can ask for, as on our Cover."""
    return {
        "tracker_state": lambda: "; ".join(state.name for state in shown.states),
        "tracker_code": lambda: "; ".join(state.code for state in shown.states),
        "tracker_group": lambda: "; ".join(
            str(tr(group)) for group in dict.fromkeys(state.group for state in shown.states)
        ),
        "tracker_cycle": lambda: shown.cycle,
        "tracker_instrument": lambda: "; ".join(instrument.symbol for instrument in shown.instruments),
        "tracker_title": lambda: "\n".join(instrument.title for instrument in shown.instruments),
        "tracker_date": lambda: shown.made_on,
        "tracker_assessed": lambda: str(how_far(summarise(shown.checklist).whole, shown.scale)),
        "tracker_scale": lambda: str(tr(shown.scale.title)),
        "tracker_recipient": lambda: shown.recipient,
    }


def columns(sheet: Sheet, shown: WorkbookContent) -> dict[str, Column]:
    """The columns that a form may ask for of one of our sheets, by name; not links, which lead to our own sheets."""
    return {column.name: column for column in COLUMNS[sheet](shown) if not column.link}


def rows(sheet: Sheet, shown: WorkbookContent) -> Iterable[object]:
    return _ROWS[sheet](shown)


def known() -> dict[Sheet, dict[str, str]]:
    """For each sheet, the names of our columns by the terms that mean them: headings in English and in the current
    language, and synonyms, all in the form that `simple` gives."""
    return _known(language())


@lru_cache(maxsize=4)
def _known(_language: str) -> dict[Sheet, dict[str, str]]:
    terms: dict[Sheet, dict[str, str]] = {}
    for sheet in _ROWS:
        available = columns(sheet, without_rows())
        meanings = {simple(name): name for name in available}
        for name, column in available.items():
            meanings.setdefault(simple(str(column.heading)), name)
        for name in available:
            for synonym in _SYNONYMS.get(name, "").split("; "):
                meanings.setdefault(simple(synonym), name)
        meanings.pop("", None)
        if sheet in _TITLES:
            for word in (_TITLE.text, str(_TITLE)):
                meanings.setdefault(simple(word), _TITLES[sheet])
        terms[sheet] = meanings
    return terms


def shown(sheet: Sheet, names: Iterable[str]) -> str:
    """The headings of columns, for display."""
    available = columns(sheet, without_rows())
    return ", ".join(str(available[name].heading) for name in names)


@cache
def names() -> dict[str, Sheet | None]:
    """The names that cells of a form may have: those of tables with their sheet, those of facts with None."""
    tables: dict[str, Sheet | None] = {"tracker_" + re.sub(r"\W", "_", sheet.lower()): sheet for sheet in _ROWS}
    return {**tables, "tracker_matrix": Sheet.MATRIX} | dict.fromkeys(facts(without_rows()))


def simple(words: str) -> str:
    """A heading for comparison, without what people write differently: capitals, line breaks, full stops and colons."""
    return " ".join(words.casefold().replace(".", " ").split()).strip(" :*?")


def matched(sheet: Sheet, headings: dict[int, str]) -> dict[int, str]:
    """Our columns that a form has, by the form's column numbers. If two headings mean the same column, one that is our
    own heading takes precedence, then the first."""
    meanings = known()[sheet]
    column_names: dict[int, str] = {}
    for own in (True, False):
        for number, heading in headings.items():
            for variant in (heading, re.sub(r"\(.*?\)", "", heading), heading.partition("/")[0]):
                meant = meanings.get(simple(variant))
                if (
                    meant
                    and meant not in column_names.values()
                    and number not in column_names
                    and (not own or _is(meant, variant))
                ):
                    column_names[number] = meant
    return dict(sorted(column_names.items()))


def _is(name: str, heading: str) -> bool:
    return simple(heading) in (simple(name), simple(str(tr(name))))
