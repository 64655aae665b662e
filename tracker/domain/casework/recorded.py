"""What history shows of each table, field by field, in the words of the window; what is not named here is the program's
own."""

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import labels_of
from tracker.domain.casework.measures import Measure

RECORDED: dict[str, dict[str, str]] = {
    "assessment": labels_of(Assessment) | {"fingerprint": "Words assessed"},
    "measure": labels_of(Measure),
    "evidence": labels_of(Evidence),
    "excerpt": {"text": "Excerpt", "place": "Place"},
    "measure_paragraph": {"note": "Note"},
    "evidence_paragraph": {"note": "Note"},
    "evidence_measure": {"note": "Note"},
    "evidence_file": {"name": "File", "replaced_by": "Replaced by"},
    "comment": {"text": "Comment", "settled": "Settled"},
    "cycle": {"name": "Cycle"},
    "instrument": {"symbol": "Symbol", "title": "Title", "adopted_on": "Adopted"},
    "paragraph": {"label": "Number", "text": "Text", "theme": "Theme"},
    "lineage": {"kind": "Descent", "note": "Note"},
    "addressee": {"name": "Addressee"},
    "footnote": {"text": "Footnote"},
    "citation": {"symbol": "Cites"},
    "saved_view": {"name": "Name", "filters": "Filters"},
}
