"""The fields that history shows, by table, with their labels in the window; what is not listed is internal."""

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import Kind, fields_of, labels_of
from tracker.domain.casework.measures import Measure
from tracker.i18n import QT_TR_NOOP

OF_OUR_WORDS = {
    table: {name for name, each in fields_of(kind).items() if each.choices or each.kind is Kind.LEVEL}
    for table, kind in (("assessment", Assessment), ("measure", Measure), ("evidence", Evidence))
} | {"paragraph": {"theme"}}
"""The fields, by table, whose values are the program's own words and so are translated; all others contain user
text."""

RECORDED: dict[str, dict[str, str]] = {
    "assessment": labels_of(Assessment) | {"fingerprint": QT_TR_NOOP("Words assessed")},
    "measure": labels_of(Measure),
    "evidence": labels_of(Evidence),
    "excerpt": {"text": QT_TR_NOOP("Excerpt"), "place": QT_TR_NOOP("Place")},
    "measure_paragraph": {"note": QT_TR_NOOP("Note")},
    "evidence_paragraph": {"note": QT_TR_NOOP("Note")},
    "evidence_measure": {"note": QT_TR_NOOP("Note")},
    "evidence_file": {"name": QT_TR_NOOP("File"), "replaced_by": QT_TR_NOOP("Replaced by")},
    "comment": {"text": QT_TR_NOOP("Comment"), "settled": QT_TR_NOOP("Settled")},
    "cycle": {"name": QT_TR_NOOP("Cycle")},
    "instrument": {"symbol": QT_TR_NOOP("Symbol"), "title": QT_TR_NOOP("Title"), "adopted_on": QT_TR_NOOP("Adopted")},
    "paragraph": {"label": QT_TR_NOOP("Number"), "text": QT_TR_NOOP("Text"), "theme": QT_TR_NOOP("Theme")},
    "lineage": {"kind": QT_TR_NOOP("Descent"), "note": QT_TR_NOOP("Note")},
    "addressee": {"name": QT_TR_NOOP("Addressee")},
    "footnote": {"text": QT_TR_NOOP("Footnote")},
    "citation": {"symbol": QT_TR_NOOP("Cites")},
    "saved_view": {"name": QT_TR_NOOP("Name"), "filters": QT_TR_NOOP("Filters")},
}
