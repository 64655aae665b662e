"""A workspace as large as one can become: all Member States, 100,000 measures, 300,000 pieces of evidence, 2,000 files
of ten pages."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.domain.casework.levels import Level
from tracker.instruments.library import bundled
from tracker.operations.workspaces import new_workspace
from tracker.store.engine import search_index, sqlite
from tracker.store.engine.index_terms import index_words

STATES, MEASURES, EVIDENCE, FILES = 193, 100_000, 300_000, 2_000
_UID = "lower(" + " || '-' || ".join(f"hex(randomblob({size}))" for size in (4, 2, 2, 2, 6)) + ")"
_AT = "2024-05-06 07:08:09.000000"
_TYPES = ("legislation", "programme", "strategy or action plan", "training")
_WORDS = ("national", "drug", "control", "prevention", "treatment", "act", "decree", "report", "border", "health")


def fill(path: Path, measures: int = MEASURES, evidence: int = EVIDENCE, files: int = FILES) -> Path:
    """Make the workspace at `path`, with an assessment of each paragraph for each State and a history of its own.

    Written in SQL, since living it through the operations would take hours; the rows are those that they write.
    """
    new_workspace(path).close()
    chance = random.Random(4)
    with closing(sqlite3.connect(path)) as raw, raw:
        states = [row[0] for row in raw.execute("SELECT code FROM member_state ORDER BY rowid")]
        paragraphs = raw.execute(
            "SELECT id, fingerprint FROM paragraph WHERE kind = 'operative' AND parent_id IS NULL"
        ).fetchall()
        levels = [level.value for level in Level]

        def title() -> str:
            return " ".join(chance.choices(_WORDS, k=6))

        raw.executemany(
            "INSERT INTO assessment (uid, state_code, cycle_id, paragraph_id, law, practice, level, overridden,"
            " rationale,"
            " shortcomings, next_step, lead_authority, due_on, assistance, assistance_from, stage, fingerprint,"
            " level_by, level_at, stage_by) VALUES"
            f" ({_UID}, ?, 1, ?, ?, ?, ?, 0, ?, ?, ?, 'Ministry', '2025-06-30', '', '', ?, ?, 'Ann', ?, '')",
            (
                (
                    state, row_id, levels[3], levels[3], levels[3], title() * 4, title() * 2, title(),
                    chance.choice(("draft", "draft", "draft", "submitted", "accepted")), mark, _AT,
                )
                for state in states
                for row_id, mark in paragraphs
            ),
        )  # fmt: skip
        raw.executemany(
            "INSERT INTO measure (uid, state_code, title, type, status, authority, act, article, quoted_text,"
            f" description, link) VALUES ({_UID}, ?, ?, ?, 'in force', 'Ministry', ?, 'art. 4', ?, ?, '')",
            (
                (states[n % len(states)], f"{title()} {n}", chance.choice(_TYPES), f"Act {n}", title() * 4, title() * 4)
                for n in range(measures)
            ),
        )
        raw.executemany(
            "INSERT INTO evidence (uid, state_code, title, type, source_class, publisher, speaks_of, got_on,"
            " reliability, citation, link) VALUES"
            f" ({_UID}, ?, ?, 'official report', 'State', 'Observatory', ?, '2024-02-12', 'high', '', ?)",
            (
                (states[n % len(states)], f"{title()} {n}", str(2000 + n % 25), f"https://example.org/{n}")
                for n in range(evidence)
            ),
        )
        ids = [row_id for row_id, _ in paragraphs]
        for kind, number, each in (("measure", measures, 2), ("evidence", evidence, 1)):
            raw.executemany(
                f"INSERT INTO {kind}_paragraph (uid, {kind}_id, state_code, paragraph_id, note)"
                f" VALUES ({_UID}, ?, ?, ?, 'art. 4')",
                (
                    (n, states[(n - 1) % len(states)], one)
                    for n in range(1, number + 1)
                    for one in chance.sample(ids, each)
                ),
            )
        raw.executemany(
            f"INSERT INTO evidence_measure (uid, evidence_id, measure_id, note) VALUES ({_UID}, ?, ?, '')",
            ((n, (n - 1) % measures + 1) for n in range(1, evidence + 1)),
        )
        _history(raw, states)
        _files(raw, min(files, evidence), chance)
    made = sqlite.writer(path)
    with made.begin() as connection:
        search_index.fill(connection)
    made.dispose()
    return path


def _files(raw: sqlite3.Connection, files: int, chance: random.Random) -> None:
    """Files of evidence whose words were read: ten pages of some 3,000 characters each. Their bytes are left out."""
    words = [word for text in bundled() for word in text.path.read_text(encoding="utf-8").split()]
    first = raw.execute("SELECT coalesce(max(id), 0) FROM attachment").fetchone()[0]
    for number in range(1, files + 1):
        attachment = first + number
        raw.execute(
            f"INSERT INTO attachment (uid, id, sha256, size) VALUES ({_UID}, ?, ?, 0)", (attachment, f"{number:064}")
        )
        raw.execute(
            f"INSERT INTO evidence_file (uid, evidence_id, attachment_id, name) VALUES ({_UID}, ?, ?, ?)",
            (number, attachment, f"survey {number}.pdf"),
        )
        raw.execute("INSERT INTO attachment_text (attachment_id, fault) VALUES (?, '')", (attachment,))
        pages = [(page, " ".join(chance.choices(words, k=450))) for page in range(1, 11)]
        raw.executemany(
            "INSERT INTO search_file (rowid, words, shown) VALUES (?, ?, ?)",
            ((attachment * search_index.ROOM + page, index_words(shown), shown) for page, shown in pages),
        )


def _history(raw: sqlite3.Connection, states: list[str]) -> None:
    """A change set for each assessment, measure and piece of evidence."""
    first = raw.execute("SELECT max(id) FROM change_set").fetchone()[0] + 1
    rows = [
        (table, row_id, state, paragraph)
        for table, paragraph_id in (("assessment", "paragraph_id"), ("measure", "NULL"), ("evidence", "NULL"))
        for row_id, state, paragraph in raw.execute(f"SELECT id, state_code, {paragraph_id} FROM {table}")
    ]
    raw.executemany(
        "INSERT INTO change_set (uid, id, label, who, at, merge_key, redoable, undoable, state_code)"
        f" VALUES ({_UID}, ?, ?, 'Ann', ?, '', 1, 1, ?)",
        ((first + n, f"New {table} {row_id}", _AT, state) for n, (table, row_id, state, _) in enumerate(rows)),
    )
    raw.executemany(
        "INSERT INTO change (change_set_id, table_name, row_id, paragraph_id, before, after)"
        " VALUES (?, ?, ?, ?, '', ?)",
        (
            (first + n, table, row_id, paragraph, json.dumps({"id": row_id, "state_code": state, "title": "T" * 80}))
            for n, (table, row_id, state, paragraph) in enumerate(rows)
        ),
    )
