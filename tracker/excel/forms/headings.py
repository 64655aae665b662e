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
from tracker.excel.forms.matching import simple
from tracker.excel.sheets.comments import threads
from tracker.excel.sheets.cover import how_far
from tracker.excel.sheets.gaps import found_lacks
from tracker.i18n import language, tr

_THEME = Column(tr("Theme"), 18, lambda row: row.paragraph.theme or "")
"""A column that only forms have."""
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
    "Paragraph": "para; para no; paragraph no; paragraph number; operative paragraph; op; article no; article number; "
    "article of the convention; article of the directive; eu act article; recommendation no; recommendation number; "
    "no; nr; number; provision",
    "Member State": "state; country; state party; reporting state; state under review",
    "Instrument": "resolution; symbol; document symbol",
    "Text": "text of the paragraph; text of paragraph; paragraph text; provision; content; recommendation; "
    "recommendations; recommendation and recommending state; commitment; objective; strategic objective; "
    "strategic objective/action; objective/action; activity; "
    "legally binding instruments, organisations, codes of conduct, arrangements, statements and other issues",
    "Theme": "themes; full list of themes; human rights themes; human rights themes and groups of persons",
    "Addressees": "addressed to; addressee",
    "Level": "status; level of implementation; status of implementation; implementation status; implementation; "
    "compliance; assessment; rating; yes/no; y/p/n; is your country in compliance with this provision",
    "Rationale": "reason; reasons; justification; explanation; remarks; remark; comments; comment; observations; "
    "relevant information; assessment/comments on level of implementation; comments on level of implementation",
    "Measures": "measures taken; national measures; relevant measures; action taken; actions taken; "
    "national legal framework; national legislation; implementing measures; progress to date; "
    "if yes, relevant information; if yes, source document of national implementation law; "
    "please describe the measures/steps, if any, your country has taken",
    "Evidence": "source; sources; source document; source documents; supporting documents; means of verification; "
    "references; texts attached; if yes, source document",
    "What is missing": "gaps; gap; shortcomings; challenges; challenges and actions required",
    "Next step": "next steps; action; actions; action required; actions required; planned action; planned actions; "
    "planned measures; follow-up; please outline actions required to ensure or improve implementation",
    "Lead authority": "authority; responsible; responsible party; responsible authority; responsible body; "
    "responsible ministry; responsible institution; competent authority; lead agency; lead ministry; lead institution",
    "Due date": "deadline; due; target date; time limit; planned time limit; timetable; timeline; time frame; "
    "timeframe",
    "In law": "de jure; technical compliance; national legal framework: yes",
    "In practice": "de facto; effectiveness; enforcement: yes; enforcement and civil/criminal penalties: yes; "
    "enforcement: civil/criminal penalties: yes; enforcement: civil/criminal penalties and others: yes",
    "Technical assistance": "technical assistance needed; assistance needed; technical assistance needs",
    "Measures cited and summarised": "measures; measures cited; measures taken; national measures",
    "Examples, cases and statistics": "examples; examples, cases, statistics; cases; statistics; evidence",
    "Challenges": "challenges and actions required; what is missing",
    "Technical assistance needed": "technical assistance; technical assistance needed and received; assistance needed",
    "Obligation": "content; requirement; text; eu act obligation",
    "National act": "national legislation; national provision; act; national legislation existing",
    "Article": "article no; article number",
    "Quoted text": "content",
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
"""What practitioners' forms call our columns (UPR, 1540, UNCAC, action plans, correlation tables). A heading of ours
always means that column itself; one that several columns share means the first of them that is not there yet. A group
of headings and the heading below it are written with a colon."""
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
    available = [*COLUMNS[sheet](shown), *([_THEME] if sheet is Sheet.MATRIX else [])]
    return {column.name: column for column in available if not column.link}


def rows(sheet: Sheet, shown: WorkbookContent) -> Iterable[object]:
    return _ROWS[sheet](shown)


def known() -> dict[Sheet, dict[str, dict[str, int]]]:
    """For each sheet, our columns by the terms that mean them: headings in English and in the current language (rank 0)
    and synonyms (1 for the best known). Terms are in the form that `simple` gives."""
    return _known(language())


@lru_cache(maxsize=4)
def _known(_language: str) -> dict[Sheet, dict[str, dict[str, int]]]:
    terms: dict[Sheet, dict[str, dict[str, int]]] = {}
    for sheet in _ROWS:
        available = columns(sheet, without_rows())
        meanings: dict[str, dict[str, int]] = {simple(name): {name: 0} for name in available}
        for name, column in available.items():
            meanings.setdefault(simple(str(column.heading)), {name: 0})
        own = set(meanings)
        synonyms = {name: _SYNONYMS.get(name, "").split("; ") for name in available}
        if sheet in _TITLES:
            synonyms[_TITLES[sheet]] += [_TITLE.text, str(_TITLE)]
        for name, words in synonyms.items():
            for rank, synonym in enumerate(map(simple, words), 1):
                if synonym and synonym not in own:
                    meanings.setdefault(synonym, {}).setdefault(name, rank)
        terms[sheet] = meanings
    return terms


def choices(sheet: Sheet) -> dict[str, str]:
    """The headings of all columns that a form may ask for of a sheet, for display, by name."""
    return {name: str(column.heading) for name, column in columns(sheet, without_rows()).items()}


@cache
def names() -> dict[str, Sheet | None]:
    """The names that cells of a form may have: those of tables with their sheet, those of facts with None."""
    tables: dict[str, Sheet | None] = {"tracker_" + re.sub(r"\W", "_", sheet.lower()): sheet for sheet in _ROWS}
    return {**tables, "tracker_matrix": Sheet.MATRIX} | dict.fromkeys(facts(without_rows()))
