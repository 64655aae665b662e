"""The deadline that a paragraph sets, in its own words."""

import re
from functools import lru_cache

_BY = re.compile(
    r"\b(?:by|before|until|no later than|not later than|at the latest in)\s+"
    r"(?:the\s+(?:end|beginning|middle)\s+of\s+|the\s+year\s+)?"
    r"(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?"
    r"(?:19|20)\d\d\b(?!\s+(?:Agenda|Ministerial|Political))",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def deadline(words: str) -> str:
    """The first deadline that a text names: "by 2030", "no later than 31 December 2025"; "" if there is none."""
    match = _BY.search(words)
    return " ".join(match.group().split()) if match else ""
