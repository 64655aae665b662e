"""Edit a measure: title, type, status, citation, dates, authority."""

from typing import Any

from PySide6.QtWidgets import QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.measures import Measure, MeasureRow, MeasureStatus, MeasureType
from tracker.errors import TrackerError
from tracker.gui.office import Office
from tracker.gui.paragraph.editor import EditorPage, about_paragraph, choice, date_field, line, text, words_of
from tracker.gui.words import tr
from tracker.operations import registers


class MeasureEditor(EditorPage):
    """Adds a measure (with `answers`: to that paragraph) or changes `row`."""

    def __init__(self, office: Office, row: MeasureRow | None = None, answers: ParagraphRow | None = None) -> None:
        title = tr("Measure") if row else tr("New measure")
        about = tr("Answers paragraph {label} of {symbol}.")
        super().__init__(title, about_paragraph(about, answers), self._keep)
        self._office = office
        self._row = row
        self._answers = answers
        held = row.measure if row else Measure("")
        self.title = self.add(tr("Title"), line(held.title))
        self.type = self.add(tr("Type"), choice(MeasureType, held.type))
        self.status = self.add(tr("Status"), choice(MeasureStatus, held.status))
        self.texts: dict[str, QWidget] = {
            "authority": self.add(tr("Authority"), line(held.authority)),
            "act": self.add(tr("Act"), line(held.act, tr("e.g. Act No. 12 of 2019"))),
            "article": self.add(tr("Article"), line(held.article, tr("e.g. arts. 4-12"))),
            "quoted_text": self.add(tr("Quoted text"), text(held.quoted_text)),
            "description": self.add(tr("Description"), text(held.description)),
            "link": self.add(tr("Link"), line(held.link)),
        }
        self.dates = {
            "adopted_on": self.add(tr("Adopted"), date_field(held.adopted_on)),
            "in_force_on": self.add(tr("In force"), date_field(held.in_force_on)),
            "planned_on": self.add(tr("Planned"), date_field(held.planned_on)),
            "expires_on": self.add(tr("Expires"), date_field(held.expires_on)),
        }
        self.setFocusProxy(self.title)

    def _keep(self) -> bool:
        try:
            texts: dict[str, Any] = {name: words_of(field) for name, field in self.texts.items()}
            dates: dict[str, Any] = {name: field.value for name, field in self.dates.items()}
            measure = Measure(
                title=self.title.text(),
                type=MeasureType(self.type.currentData()),
                status=MeasureStatus(self.status.currentData()),
                **texts,
                **dates,
            )
            change_set = registers.save_measure(
                self._office.workspace,
                self._office.desk,
                measure,
                self._row.id if self._row else None,
                [self._answers.id] if self._answers else [],
            )
        except (TrackerError, ValueError) as fault:
            self.refuse(str(fault))
            return False
        if change_set:
            self._office.tell(change_set)
        return True
