"""What every workspace begins with, whatever its instruments: the Member States, and a cycle. A new one gets all of it,
a repaired one what is lost."""

import csv
from datetime import date

from tracker import paths
from tracker.domain.casework.assessments import MemberState


def first_cycle() -> str:
    """The name of the cycle that a workspace begins with."""
    return f"{date.today().year} review"


def bundled_member_states() -> list[MemberState]:
    """The 193 Member States with their UN regional groups."""
    return [MemberState(row["code"], row["name"], row["group"]) for row in member_states_file()]


def member_states_file() -> list[dict[str, str]]:
    """The lines of the list of Member States that comes with the program, by column."""
    with (paths.resources() / "member_states.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
