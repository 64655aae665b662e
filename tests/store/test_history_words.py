"""History is kept as codes and arguments, and read in the language of whoever reads it; so is what a reading doubts,
and what goes wrong in a worker process."""

import json
from collections.abc import Iterator
from string import Formatter

import pytest

from tests.conftest import paragraph
from tests.made_up import made_up
from tracker import i18n
from tracker.domain.casework.actions import ACTIONS, action, from_text, to_text
from tracker.domain.casework.change_sets import HistoryQuery
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.errors import TrackerError
from tracker.i18n import Message, tr
from tracker.instruments.reader import read_bytes
from tracker.operations import casework, history, registers


@pytest.fixture
def other_language(translation) -> Iterator:
    """Puts another language to use."""
    yield lambda: i18n.use(str(translation))
    i18n.use(i18n.ENGLISH)


def labels(workspace, words="") -> list[str]:
    return [str(one.label) for one in history.change_sets(workspace, HistoryQuery(words=words))]


def test_what_was_done_reads_in_the_language_of_the_reader(workspace, scope, other_language):
    row = paragraph(workspace, scope, "19")
    casework.set_level(workspace, scope, row, Level.PLANNED)
    registers.save_measure(workspace, scope, Measure("Law {30} %n"), answers=[row.id])
    english = ["New measure “Law {30} %n”", "Level of paragraph 19 of A/RES/74/178 set to Planned"]
    assert labels(workspace)[:2] == english
    other_language()
    assert labels(workspace)[:2] == [
        made_up("New measure “{}”").replace("{}", "Law {30} %n"),
        made_up("Level of paragraph {} of {s} set to Planned").replace("{}", "19").replace("{s}", "A/RES/74/178"),
    ]
    details = history.details(workspace, history.change_sets(workspace, HistoryQuery())[1].id)
    assert [str(one.after) for one in details] == [made_up("planned")]
    i18n.use(i18n.ENGLISH)
    assert labels(workspace)[:2] == english


def test_words_are_found_as_they_are_shown(workspace, scope, other_language):
    casework.set_level(workspace, scope, paragraph(workspace, scope, "19"), Level.PLANNED)
    registers.save_measure(workspace, scope, Measure('The "Prisons" Act'))
    level = "Level of paragraph 19 of A/RES/74/178 set to Planned"
    assert [labels(workspace, words)[0] for words in ("level", "set 19 paragraph")] == [level] * 2
    assert labels(workspace, '"Prisons"') == ['New measure “The "Prisons" Act”']
    other_language()
    level = made_up(level.replace("A/RES/74/178", "{symbol}")).replace("{symbol}", "A/RES/74/178")
    assert labels(workspace, made_up("level")) == [level]
    assert labels(workspace, "Prisons") and not labels(workspace, made_up("prisons"))


@pytest.mark.parametrize(
    "held", ["Level of 19 set to {level}", '{"code": "gone", "n": null, "arguments": {}}', "{", "{}", "[1]"]
)
def test_what_an_earlier_or_later_version_wrote_is_shown_as_it_is(workspace, scope, other_language, held):
    with workspace.write(Message(held)) as write:
        casework.write_assessment(write, scope, paragraph(workspace, scope, "19"), {"rationale": "x"})
    with workspace.write() as write:
        write.session.connection().exec_driver_sql(
            "UPDATE change_set SET label = ? WHERE id = (SELECT max(id) FROM change_set)", (held,)
        )
    assert labels(workspace)[0] == held
    other_language()
    assert labels(workspace)[0] == held


@pytest.mark.parametrize("code", ACTIONS)
def test_every_action_is_kept_and_comes_back(code):
    names = {name for _, name, _, _ in Formatter().parse(ACTIONS[code].text) if name} - {"action"}
    arguments = {name: f"{name} “{{x}}”" for name in names}
    made = action(code, 2, **arguments, action=action("level-set", paragraphs="19", level=tr("Planned")))
    assert from_text(to_text(made)) == made
    assert set(json.loads(to_text(made))) == {"code", "n", "arguments"}


def test_a_doubt_keeps_its_code_in_any_language(other_language):
    doubt = read_bytes(
        b"99/1. Short\n\nThe General Assembly,\n\n1. Urges all,\n\n2. Decides.\n", "text"
    ).instrument.doubts[0]
    assert (doubt.what.code, str(doubt.what)) == ("ends-with-comma", "ends with a comma")
    other_language()
    assert (doubt.what.code, str(doubt.what)) == ("ends-with-comma", made_up("ends with a comma"))


def test_a_fault_of_a_worker_process_is_told_in_the_language_of_who_asked(other_language):
    other_language()
    with pytest.raises(TrackerError) as told:
        read_bytes(b"%PDF-1.4 nothing", "x.pdf")
    assert str(told.value.what) == made_up("The PDF file is damaged.")
