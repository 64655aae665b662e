"""Messages and their translations: what lupdate finds, plurals, and what a bad translation does."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.made_up import ROOT, made_up
from tracker import i18n
from tracker.domain.text.dates import parse_date
from tracker.domain.text.months import ENGLISH
from tracker.domain.text.text import in_full
from tracker.i18n import Message, tr

MARKS = ("tr", "QT_TR_NOOP")
MODULES = sorted((ROOT / "tracker").rglob("*.py"))


@pytest.fixture
def use(tmp_path) -> Iterator:
    """Puts a translation to use: the messages of a .ts file."""

    def put(messages: str, language: str = "fr") -> None:
        path = tmp_path / f"tracker_{language}.ts"
        path.write_text(f'<TS version="2.1" language="{language}"><context>{messages}</context></TS>', "utf-8")
        i18n.use(str(path))

    yield put
    i18n.use(i18n.ENGLISH)


def calls(path: Path) -> Iterator[ast.Call]:
    """The calls that hand a text to translators."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and node.args:
            yield node


def test_lupdate_finds_every_text_of_the_program(translation):
    found = {
        message.findtext("source"): message.get("numerus") == "yes"
        for message in ElementTree.parse(translation).getroot().iter("message")
    }
    assert len(found) > 800
    for path in MODULES:
        for call in calls(path):
            text = call.args[0]
            where = f"{path.name}:{call.lineno}"
            if isinstance(text, ast.Constant):
                assert isinstance(text.value, str) and text.value in found, where
                assert found[text.value] == ("%n" in text.value), (where, "plural forms where there is a number alone")
            else:
                assert isinstance(text, ast.Name | ast.Attribute | ast.Subscript), (
                    where,
                    "no text, nor one of a table",
                )


def test_every_plural_has_its_english_forms():
    english = {
        message.findtext("source"): [form.text for form in message.iter("numerusform")]
        for message in ElementTree.parse(ROOT / "resources" / "i18n" / "tracker_en.ts").getroot().iter("message")
    }
    texts = {
        call.args[0].value
        for path in MODULES
        for call in calls(path)
        if isinstance(call.args[0], ast.Constant) and "%n" in str(call.args[0].value)
    }
    assert set(english) == texts
    for text, forms in english.items():
        assert len(forms) == 2 and all(forms), text


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 measures"), (1, "1 measure"), (2, "2 measures"), (1_234, "1,234 measures")]
)
def test_english_has_plurals_without_a_translation(number, words):
    assert str(tr("%n measure(s)", "", number)) == words


RUSSIAN = "<numerusform>%n мера</numerusform><numerusform>%n меры</numerusform><numerusform>%n мер</numerusform>"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 мера"), (3, "3 меры"), (5, "5 мер"), (11, "11 мер"), (112, "112 мер"), (21, "21 мера")]
)
def test_a_language_has_its_own_plural_forms(use, number, words):
    use(f'<message numerus="yes"><source>%n measure(s)</source><translation>{RUSSIAN}</translation></message>', "ru")
    assert str(tr("%n measure(s)", "", number)) == words


def test_words_are_made_when_they_are_shown_and_arguments_may_be_messages(use):
    message = tr("Level: {level}", level=tr("planned"))
    use(
        "<message><source>Level: {level}</source><translation>Niveau : {level}</translation></message>"
        "<message><source>planned</source><translation>prévu</translation></message>"
    )
    assert str(message) == "Niveau : prévu"
    assert str(Message.from_json(message.as_json())) == "Niveau : prévu"
    i18n.use(i18n.ENGLISH)
    assert str(message) == "Level: planned"


def test_what_is_filled_in_may_hold_anything():
    assert str(tr("{path} exists already.", path="{0}%n{name}")) == "{0}%n{name} exists already."


@pytest.mark.parametrize(
    "translation", ["Niveau {niveau}", "Niveau {", "Niveau {0}", "Niveau {level.none}", "Niveau {level:d}", ""]
)
def test_a_faulty_translation_is_no_fault_of_the_program(use, translation):
    use(f"<message><source>Level {{level}}</source><translation>{translation}</translation></message>")
    assert str(tr("Level {level}", level="x")) == "Level x"


def test_an_unfinished_translation_is_none(use):
    use('<message><source>Level</source><translation type="unfinished">Niveau</translation></message>')
    assert str(tr("Level")) == "Level"


@pytest.mark.parametrize(
    ("named", "system", "language"),
    [("", "fr_FR.UTF-8", "en"), ("", "C", "en"), ("en", "fr_FR.UTF-8", "en"), ("xx", "de_DE", "en"), ("", "", "en")],
)
def test_a_language_without_a_translation_is_english(monkeypatch, named, system, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "TRACKER_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", system)
    monkeypatch.setenv("TRACKER_LANGUAGE", named)
    i18n.use_system_language()
    assert i18n.language() == language


def test_the_made_up_language_keeps_what_is_filled_in():
    assert made_up("%n of {all} (%(prog)s)") == "%n оф {all} (%(prog)s)"


def test_a_date_is_written_and_read_in_the_language_in_use(use):
    day, texts = date(2025, 6, 30), {"June": "{day}. Juni {year}", "March": "{year}, {day}. März"}
    use(
        "".join(
            f"<message><source>{{day}} {month} {{year}}</source><translation>{words}</translation></message>"
            for month, words in texts.items()
        )
    )
    assert str(in_full(day)) == "30. Juni 2025"
    for typed in ("30. Juni 2025", " 30.  juni 2025", "30 June 2025", "2025-06-30"):
        assert parse_date(typed) == day
    assert parse_date("2025, 1. März") == date(2025, 3, 1)
    for typed in ("31. Juni 2025", "30. Juli 2025", "Juni 2025", "30. Juni", "99999. Juni 2025"):
        with pytest.raises(ValueError, match="This is not a date"):
            parse_date(typed)


def test_every_month_is_written_and_read_in_full():
    for month, name in enumerate(ENGLISH, 1):
        day = date(2025, month, 28)
        assert str(in_full(day)) == f"28 {name} 2025" and parse_date(f"28 {name} 2025") == day
    assert str(in_full(None)) == "" and parse_date("") is None
