"""Evidence: what shows a measure or an assessment, and the words each field may hold."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework.fields import Kind, declared
from tracker.domain.casework.registers import Link

OLD_AFTER = 5
"""Years after which what evidence speaks of is called old: most reports are made for cycles of five years or less."""


class EvidenceType(StrEnum):
    LAW_TEXT = "law text"
    OFFICIAL_REPORT = "official report"
    STATISTIC = "statistic"
    COURT_CASE = "court case"
    ACADEMIC_STUDY = "academic study"
    MEDIA = "media"
    SUBMISSION = "civil society submission"


class SourceClass(StrEnum):
    STATE = "State"
    UN = "United Nations"
    REGIONAL = "regional body"
    CIVIL_SOCIETY = "civil society"
    ACADEMIA = "academia"
    MEDIA = "media"


class Reliability(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "not judged"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a source, and the page or article where they stand in it."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a measure or an assessment. `speaks_of` is the time it is about, as written: "2023", "2021-2022".
    The source itself is a file, a `link`, or what `citation` names, such as a book or a case."""

    title: str = declared(
        "Title",
        heading="Evidence",
        width=34,
        pixels=240,
        help="Its full name. Use an empty row for what is not listed yet.",
    )
    type: EvidenceType = declared("Type", EvidenceType.OFFICIAL_REPORT, width=15, pixels=150)
    source_class: SourceClass = declared("Source class", SourceClass.STATE, width=13, pixels=130)
    publisher: str = declared("Publisher", "", width=22, pixels=160)
    speaks_of: str = declared("Speaks of", "", width=11, pixels=90, example="the time it is about, e.g. 2023")
    got_on: date | None = declared("Obtained", None, width=11, pixels=130)
    reliability: Reliability = declared("Reliability", Reliability.UNKNOWN, width=11, pixels=90)
    citation: str = declared("Citation", "", Kind.TEXT, width=24)
    excerpts: tuple[Excerpt, ...] = declared(
        "Excerpts", (), Kind.PARTS, width=44, help="The words that show it; in an empty row only."
    )
    link: str = declared("Link", "", Kind.LINK, width=22, help="A web address.")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a piece of evidence, kept inside the workspace, its bytes once by their SHA-256. `id` is that of the
    file in the evidence, `older` are the revisions it replaced, newest first. `fault` says why its text can't be
    searched, "" where it can or was not read yet."""

    id: int
    attachment_id: int
    name: str
    size: int
    sha256: str
    added_on: date | None = None
    older: tuple["File", ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence in a list, with its files, and its note where the list is of one paragraph."""

    id: int
    evidence: Evidence
    files: tuple[File, ...] = ()
    paragraphs: tuple[Link, ...] = ()
    measures: tuple[Link, ...] = ()
    note: str = ""
    uid: str = ""


def years_in(words: str) -> list[int]:
    """The years named in "2021-2022" or "spring 2015"."""
    return [int(year) for year in re.findall(r"(?<!\d)(1[89]\d\d|2[01]\d\d)(?!\d)", words)]


def last_year(speaks_of: str) -> int | None:
    """The latest year named in "2021-2022" or "spring 2015"; None where there is none."""
    return max(years_in(speaks_of), default=None)


def years_old(evidence: Evidence, today: date) -> int:
    """How many years ago the time was that old evidence speaks of; 0 while it is recent or not known."""
    year = last_year(evidence.speaks_of)
    return today.year - year if year is not None and today.year - year > OLD_AFTER else 0
