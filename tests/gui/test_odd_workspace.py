"""Workspaces into which another program has written: refused in a sentence, or shown without a fault in any screen."""

import shutil

import pytest

from tests.gui.hands import words_in
from tests.hostile import workspaces
from tracker.errors import TrackerError
from tracker.operations import casework

ODD = (
    "UPDATE paragraph SET text = 'a' || char(27) || ']0;x' || char(7) || char(8238)",
    "UPDATE measure SET title = char(9) || char(11) || char(155), description = '<img src=http://127.0.0.1:9/x>'",
    "UPDATE evidence SET link = 'javascript:alert(1)', title = '<b>' || char(8206)",
    "UPDATE evidence_file SET name = '../../x' || char(8238) || 'fdp.exe'",
    "UPDATE change SET before = '{\"odd\": [1, {}]}', after = '{\"id\": null}'",
    "UPDATE change SET before = '', after = '{}'",
    "UPDATE change SET table_name = 'setting'",
    "UPDATE change SET row_id = -5, paragraph_id = 99999",
    'UPDATE change_set SET label = \'{"code": "level-set", "n": "x", "arguments": 5}\'',
    'UPDATE change_set SET label = \'{"code": "nothing", "n": null, "arguments": {}}\', state_code = \'ZZZ\'',
    "UPDATE change_set SET label = '{paragraphs} {0}', who = '<b>'",
    "UPDATE comment SET text = '<script>', who = '', stage = 'returned', at = '0001-01-01 00:00:00'",
    "UPDATE setting SET value = 'x'",
    "UPDATE saved_view SET filters = '[]'",
    "UPDATE instrument SET corrections = '[', symbol = '{0}' || id",
    "UPDATE addressee SET name = ''",
    "UPDATE mark SET offset = 999999",
    "UPDATE paragraph SET label = '', position = 0",
    "UPDATE paragraph SET kind = 'odd', theme = 'none', section = ''",
    "UPDATE assessment SET due_on = '9999-12-31', level_at = '9999-12-31 23:59:59'",
    "UPDATE cycle SET starts_on = '9999-12-31', ends_on = '0001-01-01'",
    "DELETE FROM member_state",
    "DELETE FROM instrument; DELETE FROM paragraph; DELETE FROM measure_paragraph; DELETE FROM evidence_paragraph",
)


@pytest.mark.parametrize("script", ODD)
def test_no_fault_in_any_screen(open_window, sample_path, tmp_path, script, qtbot):
    path = shutil.copy(sample_path, tmp_path / "odd.tracker")
    workspaces.run(path, script)
    try:
        window = open_window(path)
    except TrackerError as refused:
        assert refused.what and refused.do
        return
    for row in casework.checklist(window.context.workspace, window.context.scope)[:3]:
        window.checklist.view.choose(row.id)
    for screen in window.screens.all:
        window.show_screen(screen.name)
        screen.focus.selectAll()
        assert words_in(window)
    for act in ("undo", "redo", "undo"):
        getattr(window, act)()
        qtbot.wait(20)
