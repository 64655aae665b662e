"""What users call the rows of each table, for the middle of a sentence; a table's own name tells them nothing."""

from collections.abc import Mapping

from tracker.i18n import Message, tr

ROWS: Mapping[str, Message] = {
    "addressee": tr("addressees"),
    "assessment": tr("assessments"),
    "attachment": tr("files"),
    "attachment_part": tr("parts of files"),
    "attachment_text": tr("notes on which files are searched"),
    "change": tr("changes in history"),
    "change_set": tr("actions in history"),
    "citation": tr("citations"),
    "comment": tr("comments"),
    "cycle": tr("cycles"),
    "evidence": tr("pieces of evidence"),
    "evidence_file": tr("files of evidence"),
    "evidence_measure": tr("links between evidence and measures"),
    "evidence_paragraph": tr("links between evidence and paragraphs"),
    "excerpt": tr("excerpts of evidence"),
    "footnote": tr("footnotes"),
    "instrument": tr("instruments"),
    "lineage": tr("origins of paragraphs"),
    "mark": tr("footnote marks"),
    "measure": tr("measures"),
    "measure_paragraph": tr("links between measures and paragraphs"),
    "member_state": tr("Member States"),
    "paragraph": tr("paragraphs"),
    "saved_view": tr("saved views"),
    "sent_row": tr("rows of sent workbooks"),
    "sent_workbook": tr("sent workbooks"),
    "setting": tr("settings"),
}
"""By the name of the table; each a plural, so that "are" fits behind it."""
