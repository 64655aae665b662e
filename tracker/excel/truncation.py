"""What a workbook could not show in full."""

from dataclasses import dataclass, field

from tracker.i18n import Message, tr

TOO_HIGH = tr("more text than a row can show; click the cell")
GOES_ON = tr("a text longer than a cell can hold goes on here")
_NAMED = 5  # rows that a sentence names


@dataclass(frozen=True, slots=True)
class Truncation:
    """Row numbers by sheet and reason."""

    rows: dict[tuple[str, Message], list[int]] = field(default_factory=dict)

    def add(self, sheet: str, row: int, why: Message) -> None:
        self.rows.setdefault((sheet, why), []).append(row)

    @property
    def sentences(self) -> list[str]:
        """A sentence for each sheet and reason: "Measures, rows 2, 3 and 120 more: …"."""
        return [str(_sentence(sheet, rows, why)) for (sheet, why), rows in self.rows.items()]


def _sentence(sheet: str, rows: list[int], why: Message) -> Message:
    named, more = ", ".join(map(str, rows[:_NAMED])), len(rows) - _NAMED
    if more > 0:
        return tr("{sheet}, rows {rows} and %n more: {why}.", "", more, sheet=sheet, rows=named, why=why)
    if len(rows) > 1:
        return tr("{sheet}, rows {rows}: {why}.", sheet=sheet, rows=named, why=why)
    return tr("{sheet}, row {row}: {why}.", sheet=sheet, row=named, why=why)
