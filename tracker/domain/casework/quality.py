"""What a reviewer would object to in the work of one Member State in one cycle: each rule is a function of that work.

The rules follow desk reviews. UNCAC's self-assessment checklist and its guide ask for the texts and examples behind
each "yes" and for the reason behind each "not applicable"; FATF's methodology counts only what is in force, and judges
effectiveness apart from what is on paper; UPR follow-up asks for the dates of what is planned. A rule that is our own
reading of these sources says so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.changed_since_acceptance import Changes, Later
from tracker.domain.casework.evidence import OLD_AFTER, EvidenceRow, EvidenceType, last_year, years_in
from tracker.domain.casework.levels import Level, above, lowest
from tracker.domain.casework.measures import Lapse, MeasureRow, MeasureStatus, lapse
from tracker.domain.casework.registers import Register
from tracker.domain.casework.requirements import unproven, unreasoned
from tracker.domain.text.text import in_full
from tracker.domain.text.web_links import Tried, web_address
from tracker.i18n import QT_TR_NOOP, Message, joined, tr

_NAMED = 3
"""How many changes a finding names."""


class Rule(StrEnum):
    """What is objected to, in a few words; members are in the order of the list."""

    UNPROVEN = QT_TR_NOOP("Fully implemented, no evidence")
    LAPSED = QT_TR_NOOP("Rests on what is repealed or expired")
    CHANGED = QT_TR_NOOP("Accepted, changed since")
    COMMENTED = QT_TR_NOOP("Accepted, open comment")
    OWN = QT_TR_NOOP("Accepted by the person who submitted it")
    ABOVE_PARTS = QT_TR_NOOP("Above its sub-paragraphs")
    LAW_ABOVE = QT_TR_NOOP("Law above practice, no note")
    UNREASONED = QT_TR_NOOP("Not applicable, no reason")
    UNDATED = QT_TR_NOOP("Planned, no date or past it")
    OLD = QT_TR_NOOP("Evidence older than the cycle")
    UNLINKED = QT_TR_NOOP("Linked to nothing")
    MALFORMED = QT_TR_NOOP("Link that can't be opened")
    DEAD = QT_TR_NOOP("Dead link")


WHY = {
    Rule.UNPROVEN: QT_TR_NOOP(
        "A reviewer believes what is shown: “fully” without a source is what is asked about first."
    ),
    Rule.LAPSED: QT_TR_NOOP("What is repealed or expired implements nothing; the level needs something that stands."),
    Rule.CHANGED: QT_TR_NOOP("What was accepted is no longer what the assessment rests on; someone has to look again."),
    Rule.COMMENTED: QT_TR_NOOP("A question that is open was not answered before the assessment was accepted."),
    Rule.OWN: QT_TR_NOOP("A second person sees what the author no longer notices: a review takes two."),
    Rule.ABOVE_PARTS: QT_TR_NOOP("A paragraph is implemented no further than the sub-paragraph that is least so."),
    Rule.LAW_ABOVE: QT_TR_NOOP("Where practice lags behind the law, a reviewer asks why; the rationale should say it."),
    Rule.UNREASONED: QT_TR_NOOP("“Not applicable” takes a duty off the list, and is accepted with a reason only."),
    Rule.UNDATED: QT_TR_NOOP("A plan without a date, or past it, is no plan; say when, or what became of it."),
    Rule.OLD: QT_TR_NOOP("What it speaks of ended before the cycle began, so it does not show how things stand."),
    Rule.UNLINKED: QT_TR_NOOP("It answers and shows nothing in this workspace; link it, or remove it."),
    Rule.MALFORMED: QT_TR_NOOP(
        "A source that no reader can open is no source; a web address begins with http:// or https://."
    ),
    Rule.DEAD: QT_TR_NOOP("A source that no reader can open is no source; keep a file of it, or find where it is now."),
}
"""Why each rule matters, in a sentence."""

TO_DO = {
    Rule.UNPROVEN: QT_TR_NOOP("Add or link evidence, here or to a measure that answers it, or lower the level."),
    Rule.LAPSED: QT_TR_NOOP("Link a measure that stands, or lower the level."),
    Rule.CHANGED: QT_TR_NOOP("Look at what changed; then accept the assessment again, or return it."),
    Rule.COMMENTED: QT_TR_NOOP("Answer the comment and settle it."),
    Rule.OWN: QT_TR_NOOP("Put it back to draft and submit it again, for someone else to accept."),
    Rule.ABOVE_PARTS: QT_TR_NOOP("Lower the level, or raise that of the sub-paragraph and say why."),
    Rule.LAW_ABOVE: QT_TR_NOOP("Say in the rationale why practice lags behind."),
    Rule.UNREASONED: QT_TR_NOOP("Give the reason in the rationale."),
    Rule.UNDATED: QT_TR_NOOP("Give a date, or say what became of the plan."),
    Rule.OLD: QT_TR_NOOP("Find evidence of this cycle."),
    Rule.UNLINKED: QT_TR_NOOP("Link it to what it answers or shows, or remove it."),
    Rule.MALFORMED: QT_TR_NOOP("Write the whole web address, or name the source in the citation."),
    Rule.DEAD: QT_TR_NOOP("Keep a file of it, or find where it is now."),
}
"""What to do about each, in a sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A reviewer's objection: to a paragraph, or (with a `register`) to a measure or piece of evidence. `id` is that of
    the paragraph or register row, `about` its name; `words` state the objection."""

    rule: Rule
    id: int
    about: str
    words: Message
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The work of one Member State in one cycle, as far as the rules need it.

    `paragraphs` are all of them, parents first; `measures` and `evidence` the complete registers by id, with their
    links; `later` the changes of these since the first assessment was accepted, in order; `tried` the outcome of each
    link that was tried in this session, by web address.
    """

    paragraphs: Sequence[ParagraphRow]
    measures: Mapping[int, MeasureRow]
    evidence: Mapping[int, EvidenceRow]
    today: date
    cycle_name: str = ""
    cycle_starts_on: date | None = None
    later: Sequence[Later] = ()
    tried: Mapping[str, Tried] = field(default_factory=dict)


def findings(work: Work) -> list[Finding]:
    """All findings, in the order of `Rule`."""
    objections = [finding for rule in _RULES for finding in rule(work)]
    order = {rule: number for number, rule in enumerate(Rule)}
    return sorted(objections, key=lambda finding: order[finding.rule])


def web_links(work: Work) -> list[str]:
    """The links of measures and evidence that are web addresses, each once."""
    links = (link for _, _, _, link in _links(work))
    return list(dict.fromkeys(address for link in links if (address := web_address(link))))


# The rules


def fully_without_evidence(work: Work) -> Iterator[Finding]:
    """Fully implemented, without evidence for the paragraph or for a measure that answers it (UNCAC self-assessment:
    texts and examples are asked for with each "yes")."""
    for row in work.paragraphs:
        if unproven(row):
            yield _of(
                Rule.UNPROVEN,
                row,
                tr("There is no evidence, neither here nor for a measure that answers it.", code="no-evidence"),
            )


def rests_on_what_lapsed(work: Work) -> Iterator[Finding]:
    """Fully or largely implemented, while every measure that answers the paragraph is repealed or expired (FATF: only
    laws in force count)."""
    answers = _answers(work)
    for row in work.paragraphs:
        measures = answers[row.id]
        reasons = [lapse(answer.measure, work.today) for answer in measures]
        if (
            measures
            and row.assessment.level in (Level.FULLY, Level.LARGELY)
            and all(reason in _ENDED for reason in reasons)
        ):
            descriptions = [
                tr("“{title}” is {state}", title=answer.measure.title, state=tr(reason.value))
                for answer, reason in zip(measures, reasons, strict=True)
                if reason
            ]
            words = tr("{measures}; nothing else answers it.", code="measures-lapsed", measures=_listed(descriptions))
            yield _of(Rule.LAPSED, row, words)


def accepted_but_changed(work: Work) -> Iterator[Finding]:
    """Accepted, although something that the assessment rests on has changed since: the paragraph's words, a measure
    that answers it, evidence for either, or a link. A change that was undone does not count. (Our own rule: a reviewer
    accepts what was before them.)"""
    accepted = [row for row in work.paragraphs if row.assessment.stage is Stage.ACCEPTED]
    changes = Changes(work.measures, work.evidence, work.later) if work.later else None
    for row in accepted:
        reasons = [tr("the words of the paragraph changed")] if row.suspect else []
        if changes and row.assessment.stage_at:
            reasons += changes.since(row.assessment.stage_at, row.id)
        if reasons:
            yield _of(
                Rule.CHANGED,
                row,
                tr("Since it was accepted, {changes}.", code="changed-since", changes=_listed(reasons)),
            )


def accepted_with_open_comment(work: Work) -> Iterator[Finding]:
    """Accepted while a comment on it is not settled (UNCAC: open questions are answered in the dialogue, before
    that)."""
    for row in work.paragraphs:
        if row.assessment.stage is Stage.ACCEPTED and row.comments:
            yield _of(Rule.COMMENTED, row, tr("%n comment(s) not settled.", "", row.comments, code="comments-open"))


def accepted_by_its_author(work: Work) -> Iterator[Finding]:
    """Accepted by the person who had submitted it (the four eyes of any review; UNCAC's are done by two other
    States)."""
    for row in work.paragraphs:
        if row.assessment.accepted_by_its_author:
            words = tr("{who} submitted and accepted it.", code="accepted-own", who=row.assessment.stage_by)
            yield _of(Rule.OWN, row, words)


def above_its_parts(work: Work) -> Iterator[Finding]:
    """Its own level is above the lowest of the assessed sub-paragraphs below it (the rule by which a paragraph without
    a level gets one from below; see `assessments.with_family`)."""
    rows = {row.id: row for row in work.paragraphs}
    below: dict[int, list[ParagraphRow]] = defaultdict(list)
    for row in work.paragraphs:
        ancestor = rows.get(row.parent_id or 0) if row.assessed else None
        while ancestor:
            below[ancestor.id].append(row)
            ancestor = rows.get(ancestor.parent_id or 0)
    for row_id, parts in below.items():
        row, low = rows[row_id], lowest([part.assessment.level for part in parts])
        if above(row.assessment.level, low):
            least = next(part for part in parts if part.assessment.level == low)
            words = tr(
                "It is {level}, and {label} is {low}.",
                code="above-parts",
                level=tr(row.assessment.level.value),
                label=least.label,
                low=tr(low.value),
            )
            yield _of(Rule.ABOVE_PARTS, row, words)


def law_above_practice(work: Work) -> Iterator[Finding]:
    """The level in law is above that in practice, and the rationale is empty (FATF: technical compliance and
    effectiveness are judged separately, and a gap between them is explained)."""
    for row in work.paragraphs:
        assessment = row.assessment
        if above(assessment.law, assessment.practice) and not assessment.rationale.strip():
            words = tr(
                "In law {law}, in practice {practice}; the rationale is empty.",
                code="law-above-practice",
                law=tr(assessment.law.value),
                practice=tr(assessment.practice.value),
            )
            yield _of(Rule.LAW_ABOVE, row, words)


def not_applicable_without_reason(work: Work) -> Iterator[Finding]:
    """Not applicable without a rationale, which that level requires."""
    for row in work.paragraphs:
        if unreasoned(row):
            yield _of(Rule.UNREASONED, row, tr("The rationale is empty.", code="no-reason"))


def planned_without_date(work: Work) -> Iterator[Finding]:
    """A paragraph "planned" without a due date or with one that has passed, or a draft measure without a planned date
    or with one that has passed (UPR follow-up: plans are asked for with their dates)."""
    for row in work.paragraphs:
        if row.assessment.level == Level.PLANNED and row.assessment.due_on is None:
            yield _of(Rule.UNDATED, row, tr("It is planned, and has no due date.", code="no-due-date"))
        elif row.assessment.level == Level.PLANNED and row.overdue(work.today):
            yield _of(Rule.UNDATED, row, tr("It was due on {day}.", code="overdue", day=in_full(row.assessment.due_on)))
    for measure_row in work.measures.values():
        if measure_row.measure.status is MeasureStatus.DRAFT and measure_row.measure.planned_on is None:
            words = tr("It is a draft without a planned date.", code="no-planned-date")
            yield _in(Register.MEASURE, Rule.UNDATED, measure_row.id, measure_row.measure.title, words)
        elif lapse(measure_row.measure, work.today) is Lapse.LATE:
            day = in_full(measure_row.measure.planned_on)
            words = tr("It was planned for {day} and is still a draft.", code="planned-date-passed", day=day)
            yield _in(Register.MEASURE, Rule.UNDATED, measure_row.id, measure_row.measure.title, words)


def older_than_cycle(work: Work) -> Iterator[Finding]:
    """Evidence about years before the cycle began (our own reading of "up to date" in review guides). The text of a law
    does not age while the law stands; evidence that names no year is not judged, nor is any in a cycle without a known
    `first_year`."""
    first = first_year(work.cycle_name, work.cycle_starts_on)
    for evidence_row in work.evidence.values():
        last = last_year(evidence_row.evidence.speaks_of)
        if first and last and last < first and evidence_row.evidence.type is not EvidenceType.LAW_TEXT:
            years = evidence_row.evidence.speaks_of
            words = tr(
                "It speaks of {years}; the cycle begins in {first}.", code="evidence-old", years=years, first=first
            )
            yield _in(Register.EVIDENCE, Rule.OLD, evidence_row.id, evidence_row.evidence.title, words)


def first_year(cycle_name: str, starts_on: date | None) -> int | None:
    """The year in which a cycle begins: by its start date; else the first of several years in its name ("2019-2024"); a
    single year ("2024 mid-term review") is the year of the report, which covers the OLD_AFTER years before it. None
    if no year is named."""
    years = set(years_in(cycle_name))
    if starts_on or not years:
        return starts_on.year if starts_on else None
    return min(years) if len(years) > 1 else min(years) - OLD_AFTER


def linked_to_nothing(work: Work) -> Iterator[Finding]:
    """A measure that answers no paragraph; evidence for no paragraph and no measure (our own rule: it was collected and
    then forgotten, or does not belong here)."""
    for measure_row in work.measures.values():
        if not measure_row.paragraphs:
            words = tr("The measure answers no paragraph.", code="measure-unlinked")
            yield _in(Register.MEASURE, Rule.UNLINKED, measure_row.id, measure_row.measure.title, words)
    for evidence_row in work.evidence.values():
        if not evidence_row.paragraphs and not evidence_row.measures:
            words = tr("The evidence supports no paragraph and shows no measure.", code="evidence-unlinked")
            yield _in(Register.EVIDENCE, Rule.UNLINKED, evidence_row.id, evidence_row.evidence.title, words)


def malformed_links(work: Work) -> Iterator[Finding]:
    """A link that is not a web address as `web_links.web_address` strictly defines it, so that nothing opens it."""
    for register, row_id, title, link in _links(work):
        if link.strip() and not web_address(link):
            words = tr("The link is “{link}”.", code="link-malformed", link=link.strip()[:80])
            yield _in(register, Rule.MALFORMED, row_id, title, words)


def dead_links(work: Work) -> Iterator[Finding]:
    """A link that did not answer when the user had the links tried in this session."""
    for register, row_id, title, link in _links(work):
        tried = work.tried.get(web_address(link)) if link else None
        if tried and tried.fault:
            at = tried.at.astimezone()
            words = tr(
                "{fault} Tried at {time} on {day}.",
                code="link-dead",
                fault=tried.fault,
                time=f"{at:%H:%M}",
                day=at.date().isoformat(),
            )
            yield _in(register, Rule.DEAD, row_id, title, words)


_RULES = (
    fully_without_evidence,
    rests_on_what_lapsed,
    accepted_but_changed,
    accepted_with_open_comment,
    accepted_by_its_author,
    above_its_parts,
    law_above_practice,
    not_applicable_without_reason,
    planned_without_date,
    older_than_cycle,
    linked_to_nothing,
    malformed_links,
    dead_links,
)
_ENDED = (Lapse.REPEALED, Lapse.EXPIRED)


# What the rules share


def _of(rule: Rule, row: ParagraphRow, words: Message) -> Finding:
    return Finding(rule, row.id, str(row.ref), words)


def _in(register: Register, rule: Rule, row_id: int, title: str, words: Message) -> Finding:
    return Finding(rule, row_id, title, words, register)


def _answers(work: Work) -> dict[int, list[MeasureRow]]:
    """The measures that answer each paragraph, by paragraph id."""
    answers: dict[int, list[MeasureRow]] = defaultdict(list)
    for measure_row in work.measures.values():
        for paragraph in measure_row.paragraphs:
            answers[paragraph.id].append(measure_row)
    return answers


def _links(work: Work) -> Iterator[tuple[Register, int, str, str]]:
    """Register, row id, title and link of each measure and piece of evidence."""
    for measure_row in work.measures.values():
        yield Register.MEASURE, measure_row.id, measure_row.measure.title, measure_row.measure.link
    for evidence_row in work.evidence.values():
        yield Register.EVIDENCE, evidence_row.id, evidence_row.evidence.title, evidence_row.evidence.link


def _listed(messages: Sequence[Message]) -> Message:
    listed = joined(", ", messages[:_NAMED])
    unnamed = len(messages) - _NAMED
    return tr("{listed}, and %n more", "", unnamed, listed=listed) if unnamed > 0 else listed
