"""Evidence: what proves a measure or supports an assessment, and the values its fields may take."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.casework.fields import Kind, declared
from tracker.domain.casework.registers import Link
from tracker.i18n import QT_TR_NOOP

OLD_AFTER = 5
"""Evidence about a time more than this many years ago is old: most reports cover cycles of five years or less."""


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
    """A quotation from a source, and the page or article it is on."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a measure or supports an assessment. `speaks_of` is the period it is about, as typed: "2023",
    "2021-2022". The source itself is a file, a `link`, or what `citation` names, such as a book or a case."""

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
    """A file of a piece of evidence, stored inside the workspace; equal bytes are stored once, by their SHA-256. `id`
    identifies the file within the evidence, `attachment_id` the bytes; `older` are the revisions it replaced, newest
    first. `fault` says why its text can't be searched, "" if it can or has not been read yet."""

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
    """A piece of evidence in a list, with its files; `note` is that of the link, where the list is of one paragraph."""

    id: int
    evidence: Evidence
    files: tuple[File, ...] = ()
    paragraphs: tuple[Link, ...] = ()
    measures: tuple[Link, ...] = ()
    note: str = ""
    uid: str = ""


def years_in(words: str) -> list[int]:
    """The years named in a text such as "2021-2022" or "spring 2015"."""
    return [int(year) for year in re.findall(r"(?<!\d)(1[89]\d\d|2[01]\d\d)(?!\d)", words)]


def last_year(speaks_of: str) -> int | None:
    """The latest year named in a text such as "2021-2022" or "spring 2015"; None if there is none."""
    return max(years_in(speaks_of), default=None)


def years_old(evidence: Evidence, today: date) -> int:
    """How many years ago the period of old evidence ended; 0 if the evidence is recent or its period unknown."""
    year = last_year(evidence.speaks_of)
    return today.year - year if year is not None and today.year - year > OLD_AFTER else 0
