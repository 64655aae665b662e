"""Files of the workspace on their way out."""

from collections.abc import Callable
from pathlib import Path

from tracker.store import attachments
from tracker.store.workspace import Workspace


def save_as(
    workspace: Workspace,
    attachment_id: int,
    target: Path,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> None:
    """Write a file of the workspace to `target`, byte for byte. Raises TrackerError when that can't be done; then
    nothing is left behind."""
    with workspace.read() as connection:
        attachments.save_as(connection, attachment_id, target, progress)
