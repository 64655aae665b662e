"""The tables of the workspace file.

SQLModel classes with `table=True` do not validate: what a value may be is checked in `domain` and constrained here in
SQL. Rows get their numbers from AUTOINCREMENT, so that a number in history never means two rows. No cascades: the
journal sees only what goes through the session.
"""

from sqlmodel import SQLModel

from tracker.store.tables import attachments, casework, instruments, journal, settings

ALL = (attachments, casework, instruments, journal, settings)
"""The modules that declare tables."""
JOURNALLED: tuple[type[SQLModel], ...] = (
    casework.CycleTable,
    instruments.InstrumentTable,
    instruments.ParagraphTable,
    instruments.AddresseeTable,
    instruments.FootnoteTable,
    instruments.MarkTable,
    instruments.CitationTable,
    instruments.LineageTable,
    casework.AssessmentTable,
    casework.MeasureTable,
    casework.EvidenceTable,
    casework.ExcerptTable,
    casework.MeasureParagraph,
    casework.EvidenceParagraph,
    casework.EvidenceMeasure,
    attachments.EvidenceFile,
    casework.CommentTable,
    settings.SavedViewTable,
)
"""What history and undo know of."""
