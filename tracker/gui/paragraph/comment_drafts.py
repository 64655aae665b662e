"""Comments that are typed but not added yet, one for each assessment."""

from tracker.domain.casework.assessments import ParagraphRow
from tracker.gui.kit.fields import GrowingText
from tracker.operations.casework import WorkScope

About = tuple[WorkScope, int]
"""Identifies an assessment: the work scope and the id of the paragraph."""


class CommentDrafts:
    """Stores the draft in a text field for each assessment, and swaps drafts when another assessment is shown."""

    def __init__(self, field: GrowingText) -> None:
        self._field = field
        self._kept: dict[About, tuple[str, str]] = {}
        self._label = ""
        self.about: About | None = None

    def show(self, scope: WorkScope, row: ParagraphRow) -> bool:
        """Show the draft for this assessment. Returns whether it is another assessment than before."""
        if (scope, row.id) == self.about:
            return False
        if self.about and self._typed:
            self._kept[self.about] = self._label, self._field.toPlainText()
        self.about, self._label = (scope, row.id), row.label
        self._field.flush()  # otherwise show_text would leave the old draft, as newer than the one to be shown
        self._field.show_text(self._kept.pop(self.about, ("", ""))[1])
        return True

    @property
    def label(self) -> str:
        """The label of a paragraph that has a draft; "" if none has."""
        return self._label if self._typed else next((label for label, _ in self._kept.values()), "")

    @property
    def _typed(self) -> bool:
        return bool(self._field.toPlainText().strip())
