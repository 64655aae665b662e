"""What a reviewer would object to in the work of a Member State in a cycle: each rule a plain function over that work.

The rules are those of desk reviews. The self-assessment checklist of UNCAC and its guide ask for the texts and examples
behind each "yes" and for the reason behind each "not applicable"; the methodology of FATF counts only what is in force
and effective, apart from what is on paper; follow-up to the UPR asks for dates of what is planned. Where a rule is our
own reading of them, it says so.
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
from tracker.domain.casework.requirements import requires
from tracker.domain.text.text import in_full
from tracker.domain.text.web_links import Tried, web_address
from tracker.i18n import QT_TR_NOOP, Message, joined, tr

_NAMED = 3
"""Changes that a finding names."""


class Rule(StrEnum):
    """What is objected to, in a few words; the order is that of the list."""

    UNPROVEN = QT_TR_NOOP("Fully implemented, no evidence")
    LAPSED = QT_TR_NOOP("Rests on what is repealed or expired")
    CHANGED = QT_TR_NOOP("Accepted, changed since")
    COMMENTED = QT_TR_NOOP("Accepted, open comment")
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
    """Something a reviewer would object to: in a paragraph, or (with a `register`) in a measure or piece of evidence,
    which has the `id` and is called `about`; `words` say what is so."""

    rule: Rule
    id: int
    about: str
    words: Message
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The work of one Member State in one cycle, as far as the rules look at it.

    `paragraphs` are all of them, parents first; `measures` and `evidence` the whole registers by id, with what they are
    linked to; `later` the changes of these made since the first assessment was accepted, in order; `tried` what came of
    trying links in this session.
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
    """All that is found, rule by rule in the order of the rules."""
    found = [one for rule in _RULES for one in rule(work)]
    order = {rule: number for number, rule in enumerate(Rule)}
    return sorted(found, key=lambda one: order[one.rule])


def web_links(work: Work) -> list[str]:
    """The links of measures and evidence that can be tried, each once."""
    every = (link for _, _, _, link in _links(work))
    return list(dict.fromkeys(address for link in every if (address := web_address(link))))


# The rules


def fully_without_evidence(work: Work) -> Iterator[Finding]:
    """Fully implemented, and no evidence for the paragraph nor for a measure that answers it (UNCAC self-assessment:
    the texts and examples are asked for with each "yes"); counted as before submitting."""
    for row in work.paragraphs:
        if row.assessment.level == Level.FULLY and requires(row, "evidence"):
            yield _of(
                Rule.UNPROVEN,
                row,
                tr("There is no evidence, neither here nor for a measure that answers it.", code="no-evidence"),
            )


def rests_on_what_lapsed(work: Work) -> Iterator[Finding]:
    """Fully or largely implemented, and every measure that answers the paragraph is repealed or expired (FATF: only
    laws that are in force count)."""
    answers = _answers(work)
    for row in work.paragraphs:
        held = answers[row.id]
        ended = [lapse(one.measure, work.today) for one in held]
        if held and row.assessment.level in (Level.FULLY, Level.LARGELY) and all(one in _ENDED for one in ended):
            named = [
                tr("“{title}” is {state}", title=one.measure.title, state=tr(why.value))
                for one, why in zip(held, ended, strict=True)
                if why
            ]
            words = tr("{measures}; nothing else answers it.", code="measures-lapsed", measures=_listed(named))
            yield _of(Rule.LAPSED, row, words)


def accepted_but_changed(work: Work) -> Iterator[Finding]:
    """Accepted, and something that the assessment rests on has changed since: the paragraph's words, a measure that
    answers it or evidence for either, or what is linked. A change that was undone is none. (Our own rule: a review
    is of what was before the reviewer.)"""
    accepted = [row for row in work.paragraphs if row.assessment.stage is Stage.ACCEPTED]
    changes = Changes(work.measures, work.evidence, work.later) if work.later else None
    for row in accepted:
        what = [tr("the words of the paragraph changed")] if row.suspect else []
        if changes and row.assessment.stage_at:
            what += changes.since(row.assessment.stage_at, row.id)
        if what:
            yield _of(
                Rule.CHANGED, row, tr("Since it was accepted, {changes}.", code="changed-since", changes=_listed(what))
            )


def accepted_with_open_comment(work: Work) -> Iterator[Finding]:
    """Accepted while a comment on it is not settled (UNCAC: open questions are for the dialogue before)."""
    for row in work.paragraphs:
        if row.assessment.stage is Stage.ACCEPTED and row.comments:
            yield _of(Rule.COMMENTED, row, tr("%n comment(s) not settled.", "", row.comments, code="comments-open"))


def above_its_parts(work: Work) -> Iterator[Finding]:
    """A level of its own that is above the lowest of the assessed sub-paragraphs below it (the rule by which a
    paragraph without a level gets one from below; see casework.with_family)."""
    rows = {row.id: row for row in work.paragraphs}
    below: dict[int, list[ParagraphRow]] = defaultdict(list)
    for row in work.paragraphs:
        up = rows.get(row.parent_id or 0) if row.assessed else None
        while up:
            below[up.id].append(row)
            up = rows.get(up.parent_id or 0)
    for row_id, parts in below.items():
        row, low = rows[row_id], lowest([one.assessment.level for one in parts])
        if above(row.assessment.level, low):
            least = next(one for one in parts if one.assessment.level == low)
            words = tr(
                "It is {level}, and {label} is {low}.",
                code="above-parts",
                level=tr(row.assessment.level.value),
                label=least.label,
                low=tr(low.value),
            )
            yield _of(Rule.ABOVE_PARTS, row, words)


def law_above_practice(work: Work) -> Iterator[Finding]:
    """The level in law above that in practice, and nothing said of it (FATF: technical compliance and effectiveness
    are judged apart, and a gap between them is explained)."""
    for row in work.paragraphs:
        made = row.assessment
        if above(made.law, made.practice) and not made.rationale.strip():
            words = tr(
                "In law {law}, in practice {practice}; the rationale is empty.",
                code="law-above-practice",
                law=tr(made.law.value),
                practice=tr(made.practice.value),
            )
            yield _of(Rule.LAW_ABOVE, row, words)


def not_applicable_without_reason(work: Work) -> Iterator[Finding]:
    """Not applicable, and no reason given: the level asks for one."""
    for row in work.paragraphs:
        if row.assessment.level == Level.NOT_APPLICABLE and requires(row, "rationale"):
            yield _of(Rule.UNREASONED, row, tr("The rationale is empty.", code="no-reason"))


def planned_without_date(work: Work) -> Iterator[Finding]:
    """A paragraph "planned" without a due date or with one that has passed, and a measure in draft without a planned
    date or with one that has passed (UPR follow-up: what is planned is asked for with its date)."""
    for row in work.paragraphs:
        if row.assessment.level == Level.PLANNED and row.assessment.due_on is None:
            yield _of(Rule.UNDATED, row, tr("It is planned, and has no due date.", code="no-due-date"))
        elif row.assessment.level == Level.PLANNED and row.overdue(work.today):
            yield _of(Rule.UNDATED, row, tr("It was due on {day}.", code="overdue", day=in_full(row.assessment.due_on)))
    for one in work.measures.values():
        if one.measure.status is MeasureStatus.DRAFT and one.measure.planned_on is None:
            words = tr("It is a draft without a planned date.", code="no-planned-date")
            yield _in(Register.MEASURE, Rule.UNDATED, one.id, one.measure.title, words)
        elif lapse(one.measure, work.today) is Lapse.LATE:
            day = in_full(one.measure.planned_on)
            words = tr("It was planned for {day} and is still a draft.", code="planned-date-passed", day=day)
            yield _in(Register.MEASURE, Rule.UNDATED, one.id, one.measure.title, words)


def older_than_cycle(work: Work) -> Iterator[Finding]:
    """Evidence whose last year ended before the cycle began (our own reading of "up to date" in review guides). The
    text of a law grows no older while the law stands; what names no year is not judged; neither is anything in a cycle
    of which `first_year` knows no beginning."""
    first = first_year(work.cycle_name, work.cycle_starts_on)
    for one in work.evidence.values():
        last = last_year(one.evidence.speaks_of)
        if first and last and last < first and one.evidence.type is not EvidenceType.LAW_TEXT:
            years = one.evidence.speaks_of
            words = tr(
                "It speaks of {years}; the cycle begins in {first}.", code="evidence-old", years=years, first=first
            )
            yield _in(Register.EVIDENCE, Rule.OLD, one.id, one.evidence.title, words)


def first_year(cycle_name: str, starts_on: date | None) -> int | None:
    """The year in which a cycle begins: by its dates; else the first of the years in its name ("2019-2024"); one year
    alone ("2024 mid-term review") is the one that it reports in, on the OLD_AFTER years before. None where no year is
    named."""
    years = set(years_in(cycle_name))
    if starts_on or not years:
        return starts_on.year if starts_on else None
    return min(years) if len(years) > 1 else min(years) - OLD_AFTER


def linked_to_nothing(work: Work) -> Iterator[Finding]:
    """A measure that answers no paragraph; evidence for no paragraph and no measure (our own rule: it was found and
    then forgotten, or does not belong here)."""
    for one in work.measures.values():
        if not one.paragraphs:
            words = tr("The measure answers no paragraph.", code="measure-unlinked")
            yield _in(Register.MEASURE, Rule.UNLINKED, one.id, one.measure.title, words)
    for each in work.evidence.values():
        if not each.paragraphs and not each.measures:
            words = tr("The evidence supports no paragraph and shows no measure.", code="evidence-unlinked")
            yield _in(Register.EVIDENCE, Rule.UNLINKED, each.id, each.evidence.title, words)


def malformed_links(work: Work) -> Iterator[Finding]:
    """A link that is no web address in the strict reading of `links.web_address`, so that nothing opens it."""
    for register, row_id, title, link in _links(work):
        if link.strip() and not web_address(link):
            words = tr("The link is “{link}”.", code="link-malformed", link=link.strip()[:80])
            yield _in(register, Rule.MALFORMED, row_id, title, words)


def dead_links(work: Work) -> Iterator[Finding]:
    """A link that was tried in this session, when the user asked for it, and did not answer."""
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
    """The measures that answer each paragraph."""
    found: dict[int, list[MeasureRow]] = defaultdict(list)
    for one in work.measures.values():
        for paragraph in one.paragraphs:
            found[paragraph.id].append(one)
    return found


def _links(work: Work) -> Iterator[tuple[Register, int, str, str]]:
    """The link of each measure and piece of evidence, with its id and title."""
    for one in work.measures.values():
        yield Register.MEASURE, one.id, one.measure.title, one.measure.link
    for each in work.evidence.values():
        yield Register.EVIDENCE, each.id, each.evidence.title, each.evidence.link


def _listed(parts: Sequence[Message]) -> Message:
    listed = joined(", ", parts[:_NAMED])
    more = len(parts) - _NAMED
    return tr("{listed}, and %n more", "", more, listed=listed) if more > 0 else listed
