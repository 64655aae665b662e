"""A workbook as it was sent, for those that come back."""

import pytest

from tests.conftest import paragraph
from tests.excel.filled import send
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.operations import casework, registers


@pytest.fixture
def out(workspace, scope, tmp_path):
    """A workbook as it was sent, with a rationale for paragraph 19."""
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, "19"), rationale="Why", level=Level.PLANNED)
    return send(workspace, tmp_path / "sent.xlsx")


@pytest.fixture
def laws(workspace, scope):
    """A workspace with three measures."""
    for title in ("Law on customs", "Law on prisons", "Law on health"):
        registers.save_measure(workspace, scope, Measure(title, description=f"{title} of 2001"))
    return workspace
