"""What is typed about an assessment and not said yet."""

from tracker.domain.casework.assessments import ParagraphRow
from tracker.gui.kit.fields import GrowingText
from tracker.operations.casework import WorkScope

About = tuple[WorkScope, int]
"""The assessment that something is said of: whose, and of which paragraph."""


class CommentDrafts:
    """Keeps what is typed in a field with the assessment that it is about, while others are shown."""

    def __init__(self, field: GrowingText) -> None:
        self._field = field
        self._kept: dict[About, tuple[str, str]] = {}
        self._label = ""
        self.about: About | None = None

    def show(self, scope: WorkScope, row: ParagraphRow) -> bool:
        """Show what was typed for this assessment; whether it is another one than before."""
        if (scope, row.id) == self.about:
            return False
        if self.about and self._typed:
            self._kept[self.about] = self._label, self._field.toPlainText()
        self.about, self._label = (scope, row.id), row.label
        self._field.flush()  # else it would stay, as something newer
        self._field.show_text(self._kept.pop(self.about, ("", ""))[1])
        return True

    @property
    def label(self) -> str:
        """The label of a paragraph for which something is typed; "" where nothing is."""
        return self._label if self._typed else next((label for label, _ in self._kept.values()), "")

    @property
    def _typed(self) -> bool:
        return bool(self._field.toPlainText().strip())
