"""Fixtures of several tests of the store."""

from pathlib import Path

import pytest

from tests.store.crashed import set_level
from tracker.domain.casework.levels import Level
from tracker.operations import workspaces
from tracker.store.workspace import open_workspace


@pytest.fixture
def yesterday(workspace_path, tmp_path) -> Path:
    """A backup of the workspace, in which paragraph 19 is not implemented."""
    with open_workspace(workspace_path) as workspace:
        set_level(workspace, Level.NOT_IMPLEMENTED)
        return workspaces.back_up(workspace, tmp_path / "yesterday.tracker")
