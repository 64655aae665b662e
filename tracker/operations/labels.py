"""How the label of an action names the paragraphs that it is about."""

from collections.abc import Sequence

from tracker.domain.casework.actions import action
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.i18n import Message
from tracker.store.read import checklist
from tracker.store.workspace import Workspace


def about(workspace: Workspace, refs: Sequence[ParagraphRef]) -> Message:
    """The one paragraph, or the number of several; with their resolution where the workspace has more than one."""
    with workspace.read() as connection:
        of_several = checklist.has_several_instruments(connection)
    symbols = {ref.symbol for ref in refs}
    if len(refs) == 1 and of_several:
        return action("paragraph-of", label=refs[0].label, symbol=refs[0].symbol)
    if len(refs) == 1:
        return action("paragraph", label=refs[0].label)
    if len(symbols) == 1 and of_several:
        return action("paragraphs-of", len(refs), symbol=refs[0].symbol)
    return action("paragraphs-of-several" if len(symbols) > 1 else "paragraphs", len(refs))
