"""The tables of the workspace file.

SQLModel classes with `table=True` do not validate: values are checked in `domain`, and by the SQL constraints declared
here. Ids come from AUTOINCREMENT, so that an id in the history never means two rows. There are no cascades, because
the journal records only what goes through the session.
"""

from sqlmodel import SQLModel

from tracker.store.tables import attachments, casework, exchange, instruments, journal, settings

ALL = (attachments, casework, exchange, instruments, journal, settings)
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
    exchange.SentRowTable,
)
"""The tables covered by history and undo."""
