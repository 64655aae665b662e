"""What a user may be told. Everything else that is raised is a defect of ours."""

from typing import Self

from tracker.i18n import Message, tr


class TrackerError(Exception):
    """A fault outside the program: `what` is wrong, in one sentence, and what to `do` about it, in another."""

    def __init__(self, what: Message | str, do: Message | str = "") -> None:
        super().__init__(what, do)
        self.what = what
        self.do = do

    def as_json(self) -> list[object]:
        """The fault as JSON values, from which `from_json` rebuilds it in another process."""
        return [part.as_json() if isinstance(part, Message) else part for part in (self.what, self.do)]

    @classmethod
    def from_json(cls, parts: list[str | dict[str, object]]) -> Self:
        """The fault that `as_json` gave."""
        return cls(*(Message.from_json(part) if isinstance(part, dict) else part for part in parts))

    def __str__(self) -> str:
        return f"{self.what} {self.do}".strip()


class WorkspaceLost(TrackerError):
    """The file of the workspace is not the one that was opened any more. Nothing is written; all that was saved can
    still be read, and saved as another file."""

    def __init__(self, what: Message) -> None:
        super().__init__(what, tr("Save the workspace as another file: what you see is still here."))


class WorkspaceBusy(TrackerError):
    """A long write is going on, for which the window does not wait. What was to be written is written after it."""

    def __init__(self, what: Message) -> None:
        super().__init__(
            tr("Please wait, this is still being saved: {what}.", what=what), tr("What you type meanwhile is kept.")
        )


def reason(fault: OSError) -> str:
    """Why the system refused, in its words, for the middle of a sentence."""
    return (fault.strerror or str(fault)).lower()


def is_defect(fault: BaseException) -> bool:
    """Whether a fault is a mistake in the program, whose traceback someone must see, and none of the world outside."""
    return not isinstance(fault, TrackerError | OSError | MemoryError)


def as_tracker_error(fault: BaseException) -> TrackerError:
    """Any fault in the words of the user, for where nothing nearer to it has told it."""
    if isinstance(fault, TrackerError):
        return fault
    if isinstance(fault, MemoryError):
        return TrackerError(tr("There is not enough memory for this."), tr("Close other programs and try again."))
    if isinstance(fault, OSError):
        where = f" ({fault.filename})" if fault.filename else ""
        return TrackerError(
            tr("The system refused: {reason}{where}.", reason=reason(fault), where=where),
            tr("Check names, rights and the room on the disk."),
        )
    words = " ".join(f"{type(fault).__name__}: {fault}".split())
    return TrackerError(
        tr("This is a mistake in tracker ({fault}).", fault=words[:300]),
        tr("Please report it; what was saved is safe."),
    )


class WorkspaceTaken(TrackerError):
    """Another program writes the workspace, or its folder can't be written: it can be opened for reading only."""
