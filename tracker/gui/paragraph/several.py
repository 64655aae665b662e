"""What is done with several paragraphs in one action, and what is said of it: for how many, for which not, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.domain.casework.assessments import Assessment, ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.casework.requirements import unreasoned
from tracker.domain.casework.review import Refusal, refusals
from tracker.gui.context import change_messages
from tracker.gui.context.context import WorkContext
from tracker.gui.context.named import listed, names
from tracker.gui.context.step_words import step_words, with_reason
from tracker.gui.kit.i18n import tr
from tracker.i18n import capital
from tracker.operations import casework, review


def set_for_all(context: WorkContext, rows: Sequence[ParagraphRow], values: Mapping[str, object]) -> str:
    """Set fields of the assessments of all these paragraphs (names as in `Assessment`). Returns what was done; "" if it
    was refused, which `context.failed` tells."""
    same = sum(not row.news(values) for row in rows)
    if same == len(rows):
        if values == {"level": Level.NOT_ASSESSED} and any(row.assessed for row in rows):
            return tr("Nothing to clear: the level follows from law and practice. Clear those to have none.")
        return tr("Nothing to set: %n paragraph(s) had that already.", "", same)
    change_set = context.do_in_scope(casework.set_assessments, rows, **values)
    if change_set is None:
        return ""
    said = [change_messages.returned_to_draft(change_set) or _what_was_set(change_set, len(rows) - same, values)]
    if same:
        said.append(tr("%n had that already.", "", same))
    if values.get("level") == Level.NOT_APPLICABLE:
        lacking = [row for row in present(context, rows) if unreasoned(row)]
        if lacking:
            said.append(tr("A reason is still needed: {paragraphs}.").format(paragraphs=listed(names(lacking))))
    return " ".join(said)


def _what_was_set(change_set: ChangeSet, number: int, values: Mapping[str, object]) -> str:
    if values.keys() == {"level"}:
        return tr("{label}.").format(label=change_set.label)
    fields = ", ".join(tr(field.question) for name, field in fields_of(Assessment).items() if name in values)
    return tr("Set for %n paragraph(s): {fields}.", "", number, fields=fields)


def move_those_ready(context: WorkContext, rows: Sequence[ParagraphRow], stage: Stage, comment: str = "") -> str:
    """Move to this stage of review all paragraphs that can be. Returns what was done, and for which paragraphs it could
    not be and why; "" if all was refused, which `context.failed` tells."""
    refused = refusals(rows, stage, review.barred(context.workspace))
    ids = {refusal.row.id for refusal in refused}
    ready = [row for row in rows if row.id not in ids]
    own = sum(row.assessment.is_submission_of(context.workspace.user) for row in ready)
    if ready and context.do_in_scope(review.move_all, ready, stage, comment) is None:
        return ""
    return step_words(stage, len(ready), reasons(refused), own)


def reasons(refused: Sequence[Refusal]) -> list[str]:
    """Each paragraph with the reason why it was refused."""
    named = zip(names([refusal.row for refusal in refused]), refused, strict=True)
    return [with_reason(name, refusal.why) for name, refusal in named]


def by_reason(refused: Sequence[Refusal]) -> list[str]:
    """Each reason why paragraphs were refused, with the number of these and their labels."""
    rows: dict[str, list[ParagraphRow]] = defaultdict(list)
    for refusal in refused:
        rows[capital(str(refusal.why))].append(refusal.row)
    return [
        tr("{why}, %n paragraph(s): {paragraphs}", "", len(same), why=why, paragraphs=listed(names(same)))
        for why, same in rows.items()
    ]


def present(context: WorkContext, rows: Sequence[ParagraphRow]) -> list[ParagraphRow]:
    """The rows as they are stored now, without those that are gone."""
    context.read_ahead([row.id for row in rows])
    return [now for row in rows if (now := context.row(row.id))]
