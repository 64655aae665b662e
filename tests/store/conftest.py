"""Fixtures of several tests of the store."""

from pathlib import Path

import pytest

from tests.store.crashed import SCOPE, set_level
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.operations import casework, registers, workspaces
from tracker.store.workspace import open_workspace


@pytest.fixture
def yesterday(workspace_path, tmp_path) -> Path:
    """A backup of the workspace, in which paragraph 19 is not implemented."""
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.NOT_IMPLEMENTED)
        return workspaces.back_up(workspace, tmp_path / "yesterday.tracker")


@pytest.fixture(scope="session")
def made_full(made_once, tmp_path_factory):
    path = tmp_path_factory.mktemp("full") / "full.tracker"
    path.write_bytes(made_once)
    with open_workspace(path) as workspace:
        for number in range(300):
            registers.save_measure(workspace, SCOPE, Measure(f"Law {number}", description="Words. " * 40))
        registers.save_evidence(workspace, SCOPE, Evidence("Report"))
        for row in casework.checklist(workspace, SCOPE)[:30]:
            casework.set_assessment(workspace, SCOPE, row, rationale=f"Reason for {row.label}")
    return path.read_bytes()


@pytest.fixture
def full(workspace_path, made_full):
    """A workspace with 300 measures and some words for each of 30 paragraphs."""
    workspace_path.write_bytes(made_full)
    return workspace_path
