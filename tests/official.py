"""Official documents, which are never part of the repository: tests read them from the folder `shared` beside it, or
from where TRACKER_SHARED says, and skip where there is none.

What a person once checked against the printed pages stands in tests/data/read, without their words: a line for each
paragraph, with its label, the numbers of its footnote marks, and the beginning of the SHA-256 of its words.
"""

import os
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent
SAMPLES = Path(os.environ.get("TRACKER_SHARED") or _TESTS.parent.parent / "shared") / "samples"
MISSING = "official documents are not here: no folder shared/samples beside the repository"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=MISSING)


def samples(*names: str) -> list:
    """Parameters of a test, one for each document."""
    return [pytest.param(SAMPLES / name, id=name, marks=needs_samples) for name in names]


def unlike_checked(name: str, rows: Sequence[tuple[str, str]]) -> list[tuple[Sequence[tuple[str, str]], list[str]]]:
    """Where `rows`, each a label and words with marks as {1}, are not those in tests/data/read: what is found there and
    what is held."""
    held = (_TESTS / "data" / "read" / name).read_text("utf-8").splitlines()
    changes = SequenceMatcher(None, [_line(*row) for row in rows], held, autojunk=False).get_opcodes()
    return [(rows[a:b], held[c:d]) for change, a, b, c, d in changes if change != "equal"]


def _line(label: str, words: str) -> str:
    marks = "".join(re.findall(r"\{\d+\}", words))
    return " ".join(filter(None, [label, marks, sha256(words.encode()).hexdigest()[:16]]))
