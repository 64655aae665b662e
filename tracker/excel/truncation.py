"""What a workbook could not show whole."""

from dataclasses import dataclass, field

TOO_HIGH = "more text than a row can show; click the cell"
GOES_ON = "a text longer than a cell can hold goes on here"
_NAMED = 5  # rows in a sentence


@dataclass(frozen=True, slots=True)
class Truncation:
    """Rows by sheet and reason."""

    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, sheet: str, row: int, why: str) -> None:
        self.rows.setdefault((sheet, why), []).append(row)

    @property
    def sentences(self) -> list[str]:
        """One for each sheet and reason: "Measures, rows 2, 3 and 120 more: …"."""
        return [f"{sheet}, {_some(rows)}: {why}." for (sheet, why), rows in self.rows.items()]


def _some(rows: list[int]) -> str:
    named = ", ".join(map(str, rows[:_NAMED]))
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return f"row {named}" if len(rows) == 1 else f"rows {named}{more}"
