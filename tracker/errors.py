"""What a user may be told. Everything else that is raised is a defect of ours."""


class TrackerError(Exception):
    """A fault outside the program: `what` is wrong, in one sentence, and what to `do` about it, in another."""

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what, do)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what} {self.do}".strip()
