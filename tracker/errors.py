"""What a user may be told. Everything else that is raised is a defect of ours."""


class TrackerError(Exception):
    """A fault outside the program: `what` is wrong, in one sentence, and what to `do` about it, in another."""

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what, do)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what} {self.do}".strip()


def reason(fault: OSError) -> str:
    """Why the system refused, in its words, for the middle of a sentence."""
    return (fault.strerror or str(fault)).lower()


def is_defect(fault: BaseException) -> bool:
    """Whether a fault is a mistake in the program, whose traceback someone must see, and none of the world outside."""
    return not isinstance(fault, TrackerError | OSError | MemoryError)


def as_told(fault: BaseException) -> TrackerError:
    """Any fault in the words of the user, for where nothing nearer to it has told it."""
    if isinstance(fault, TrackerError):
        return fault
    if isinstance(fault, MemoryError):
        return TrackerError("There is not enough memory for this.", "Close other programs and try again.")
    if isinstance(fault, OSError):
        where = f" ({fault.filename})" if fault.filename else ""
        return TrackerError(
            f"The system refused: {reason(fault)}{where}.", "Check names, rights and the room on the disk."
        )
    said = " ".join(f"{type(fault).__name__}: {fault}".split())
    return TrackerError(f"This is a mistake in tracker ({said[:300]}).", "Please report it; what was saved is safe.")
