"""Evidence: what shows a measure or an assessment, and the words each field may hold."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework.fields import Kind, declared
from tracker.domain.casework.registers import Link
from tracker.i18n import QT_TR_NOOP

OLD_AFTER = 5
"""Years after which what evidence speaks of is called old: most reports are made for cycles of five years or less."""


class EvidenceType(StrEnum):
    LAW_TEXT = QT_TR_NOOP("law text")
    OFFICIAL_REPORT = QT_TR_NOOP("official report")
    STATISTIC = QT_TR_NOOP("statistic")
    COURT_CASE = QT_TR_NOOP("court case")
    ACADEMIC_STUDY = QT_TR_NOOP("academic study")
    MEDIA = QT_TR_NOOP("media")
    SUBMISSION = QT_TR_NOOP("civil society submission")


class SourceClass(StrEnum):
    STATE = QT_TR_NOOP("State")
    UN = QT_TR_NOOP("United Nations")
    REGIONAL = QT_TR_NOOP("regional body")
    CIVIL_SOCIETY = QT_TR_NOOP("civil society")
    ACADEMIA = QT_TR_NOOP("academia")
    MEDIA = QT_TR_NOOP("media")


class Reliability(StrEnum):
    HIGH = QT_TR_NOOP("high")
    MEDIUM = QT_TR_NOOP("medium")
    LOW = QT_TR_NOOP("low")
    UNKNOWN = QT_TR_NOOP("not judged")


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
        QT_TR_NOOP("Title"),
        heading=QT_TR_NOOP("Evidence"),
        width=34,
        pixels=240,
        help=QT_TR_NOOP("Its full name. Use an empty row for what is not listed yet."),
    )
    type: EvidenceType = declared(QT_TR_NOOP("Type"), EvidenceType.OFFICIAL_REPORT, width=15, pixels=150)
    source_class: SourceClass = declared(QT_TR_NOOP("Source class"), SourceClass.STATE, width=13, pixels=130)
    publisher: str = declared(QT_TR_NOOP("Publisher"), "", width=22, pixels=160)
    speaks_of: str = declared(
        QT_TR_NOOP("Speaks of"), "", width=11, pixels=90, example=QT_TR_NOOP("the time it is about, e.g. 2023")
    )
    got_on: date | None = declared(QT_TR_NOOP("Obtained"), None, width=11, pixels=130)
    reliability: Reliability = declared(QT_TR_NOOP("Reliability"), Reliability.UNKNOWN, width=11, pixels=90)
    citation: str = declared(QT_TR_NOOP("Citation"), "", Kind.TEXT, width=24)
    excerpts: tuple[Excerpt, ...] = declared(
        QT_TR_NOOP("Excerpts"),
        (),
        Kind.PARTS,
        width=44,
        help=QT_TR_NOOP("The words that show it; in an empty row only."),
    )
    link: str = declared(QT_TR_NOOP("Link"), "", Kind.LINK, width=22, help=QT_TR_NOOP("A web address."))


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
