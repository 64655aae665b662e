"""A workbook as it was sent, for those that come back."""

import pytest

from tests.conftest import paragraph
from tests.excel.filled import send
from tracker.domain.levels import Level
from tracker.operations import casework


@pytest.fixture
def out(workspace, desk, tmp_path):
    """A workbook as it was sent, with a rationale for paragraph 19."""
    casework.set_assessment(workspace, desk, paragraph(workspace, desk, "19"), rationale="Why", level=Level.PLANNED)
    return send(workspace, tmp_path / "sent.xlsx")
