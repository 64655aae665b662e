"""What tests of the open file share: levels set in it, and a program that is killed while it has it open."""

import textwrap

from tests.conftest import paragraph
from tests.warm import Warm
from tracker.operations import casework
from tracker.operations.casework import WorkScope

SCOPE = WorkScope("KEN", 1)


def level(workspace, label="19"):
    return paragraph(workspace, SCOPE, label).assessment.level


def set_level(workspace, to, label="19"):
    casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, label), to)


PROGRAM = textwrap.dedent("""
    import os, sys
    from pathlib import Path
    from tracker.domain.casework.levels import Level
    from tracker.operations import casework
    from tracker.operations.casework import WorkScope
    from tracker.store.workspace import open_workspace
    workspace = open_workspace(Path(sys.argv[1]))
    if sys.argv[2:]:
        workspace.keep_shadow_copy()
    scope = WorkScope("KEN", 1)
    for row in casework.checklist(workspace, scope)[:25]:
        casework.set_level(workspace, scope, row, Level.FULLY)
        casework.set_assessment(workspace, scope, row, rationale="Words. " * 2000)
    print("open", flush=True)
    sys.stdin.readline()
    """)


def crashed(path, with_copy=False):
    """A program sets a level in a workspace, among much else, and is killed; `with_copy` it has kept a copy of the file
    under its log, as the window does."""
    child = Warm(PROGRAM, path, *(["copy"] if with_copy else []))
    assert child.stdout.readline() == "open\n"
    child.kill()
    child.wait()
    real = path.resolve()
    assert real.with_name(f"{real.name}-wal").stat().st_size
