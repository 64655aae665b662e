"""A workspace that an older version made keeps all its work, with a backup of it as it was."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config

from tracker import paths
from tracker.domain.casework.evidence import Excerpt
from tracker.operations import attachments, registers, workspaces
from tracker.operations.casework import WorkScope
from tracker.store.engine import sqlite
from tracker.store.workspace import open_workspace

_WORDS = "f" * 64
_DIGEST = hashlib.sha256(bytes(5_000_000)).hexdigest()
_EMPTY = hashlib.sha256().hexdigest()


def of_schema_1(path):
    """A workspace as the first version made it, with a measure, evidence and their history."""
    if not hasattr(sqlite3.Connection, "blobopen"):
        pytest.skip("the wheel of a newer SQLite can't open blobs, which the third revision does")
    path.touch()
    made = sqlite.writer(path)
    pooled = made.raw_connection()
    pooled.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
    pooled.close()
    with made.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("PRAGMA user_version = 1")
    made.dispose()
    evidence = {"id": 1, "state_code": "KEN", "title": "Survey", "excerpt": "92 per cent", "place": "p. 3"}
    linked = {"id": 1, "measure_id": 1, "paragraph_id": 1, "note": ""}
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executescript(f"""
            INSERT INTO member_state VALUES ('KEN', 'Kenya', 'African States');
            INSERT INTO cycle (id, name) VALUES (1, '2024');
            INSERT INTO instrument (id, symbol, organ, title, format, provenance, corrections)
                VALUES (1, 'A/RES/1/1', 'General Assembly', 'T', 'text', '', '');
            INSERT INTO paragraph
                (id, instrument_id, position, kind, label, opening, text, to_member_states, fingerprint)
                VALUES (1, 1, 1, 'operative', '1', 'Urges', 'Urges States', 1, '{_WORDS}');
            INSERT INTO assessment (id, state_code, cycle_id, paragraph_id, law, practice, level, overridden, rationale,
                    shortcomings, next_step, lead_authority, assistance, stage, fingerprint)
                VALUES (1, 'KEN', 1, 1, 'not assessed', 'not assessed', 'planned', 1, 'Why', '', '', '', 'Advice',
                    'draft', '{_WORDS}');
            INSERT INTO measure (id, state_code, title, type, status, authority, act, article, quoted_text, description,
                    link) VALUES (1, 'KEN', 'Law 1', 'legislation', 'in force', '', '', '', '', '', '');
            INSERT INTO evidence (id, state_code, title, type, source_class, publisher, speaks_of, reliability, excerpt,
                    place, link)
                VALUES (1, 'KEN', 'Survey', 'statistic', 'State', '', '2015', 'high', '92 per cent', 'p. 3', '');
            INSERT INTO attachment (id, sha256, size, content) VALUES
                (7, '{_DIGEST}', 5000000, zeroblob(5000000)), (9, '{_EMPTY}', 0, x'');
            INSERT INTO evidence_file (id, evidence_id, attachment_id, name) VALUES (1, 1, 7, 'survey.bin');
            INSERT INTO measure_paragraph VALUES (1, 1, 1, '');
            INSERT INTO change_set (id, label, who, at, merge_key, redoable, undoable) VALUES
                (1, 'New evidence', 'A', '2024-01-01 00:00:00.000000', '', 1, 1),
                (2, 'Link', 'A', '2024-01-02 00:00:00.000000', '', 1, 1);
        """)
        add = "INSERT INTO change (change_set_id, table_name, row_id, before, after) VALUES (?, ?, 1, '', ?)"
        raw.execute(add, (1, "evidence", json.dumps(evidence)))
        raw.execute(add, (2, "measure_paragraph", json.dumps(linked)))
    return path


def test_from_schema_1(tmp_path):
    path = of_schema_1(tmp_path / "old.tracker")
    with open_workspace(path) as workspace:
        scope = WorkScope("KEN", 1)
        found = registers.evidence(workspace, scope)[0].evidence
        assert found.excerpts == (Excerpt("92 per cent", "p. 3"),)
        (file,) = registers.evidence(workspace, scope)[0].files
        assert (file.name, file.size, file.sha256) == ("survey.bin", 5_000_000, _DIGEST)
        attachments.save_as(workspace, file.attachment_id, tmp_path / "out.bin")
        assert (tmp_path / "out.bin").read_bytes() == bytes(5_000_000)
        assert not [
            fault for fault in workspaces.check(workspace) if "attachment" in str(fault) and _DIGEST in str(fault)
        ]
        assert str(workspace.announced()[0].label) == "Link"
        assert str(workspace.undo().label) == "Link"
        assert workspace.announced()[0] is None, "what was recorded in columns that are gone is not undone"
        with workspace.read() as connection:
            history = connection.exec_driver_sql("SELECT state_code FROM change_set ORDER BY id").scalars().all()
            about = connection.exec_driver_sql("SELECT paragraph_id FROM change ORDER BY id").scalars().all()
        assert (history, about) == (["KEN", "KEN"], [None, 1])
    with closing(sqlite3.connect(tmp_path / "old.schema-1.backup.tracker")) as kept:
        assert kept.execute("SELECT excerpt FROM evidence").fetchone() == ("92 per cent",)
