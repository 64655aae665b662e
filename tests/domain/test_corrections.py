"""Corrections by hand: each kind, what follows from it, the text they are kept as, and the next edition."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import RESOURCES
from tests.official import samples
from tracker.domain.instruments import corrections_json
from tracker.domain.instruments.corrections import (
    Addressees,
    Correction,
    Join,
    Masthead,
    Renumber,
    Retype,
    Split,
    Theme,
    Words,
    apply,
    correct,
    marked,
    unmarked,
)
from tracker.domain.instruments.instrument import Annex, Footnote, Instrument, Mark, Paragraph, SetAside
from tracker.domain.instruments.outline import Kind, outline, place_of, put_together
from tracker.errors import TrackerError
from tracker.instruments.reader import read_file


def sub(label: str, text: str) -> Paragraph:
    return Paragraph(label, text, addressees=("States",), to_member_states=True)


READ = Instrument(
    symbol="A/RES/99/1",
    organ="General Assembly",
    title="A title",
    format="text",
    preamble=(Paragraph("", "Recalling its resolution 98/2,"), Paragraph("", "1 Noting that,")),
    operative=(
        Paragraph("1", "Urges States to read,", marks=(Mark(1, 12),), source=(4,)),
        Paragraph("2", "and to write;", marks=(Mark(2, 13),), source=(5,)),
        Paragraph(
            "3",
            "Requests States:",
            addressees=("States",),
            to_member_states=True,
            section="Reading",
            paragraphs=(sub("3 (a)", "To read;"), sub("3 (b)", "To count;")),
        ),
        Paragraph("4", "Decides to meet; 5. Invites all to come,³ too.", section="Reading"),
    ),
    annexes=(Annex("Annex", (Paragraph("1", "First;"), Paragraph("2", "First;"))),),
    footnotes=(Footnote(1, "One."), Footnote(2, "Two.")),
)


def place(label: str, instrument: Instrument = READ, start: str = ""):
    return next(
        line.place for line in outline(instrument) if line.label == label and line.text.startswith(start) and line.text
    )


def labels(instrument: Instrument) -> list[str]:
    return [p.label for top in instrument.operative for p in top.walk()]


@pytest.mark.parametrize(
    "path",
    [
        *sorted((RESOURCES / "instruments").glob("*.txt")),
        *samples("74-178.official.akn.xml", "75-198.akn.xml", "78-131.akn.xml"),
    ],
    ids=lambda path: path.name,
)
def test_an_instrument_is_what_its_lines_make_up(path):
    read = read_file(path).instrument
    for instrument in (read, READ):
        lines = outline(instrument)
        assert put_together(instrument, lines, lambda one, _asks: one) == (instrument, tuple(lines))


def test_join_keeps_marks_sources_and_what_stands_below():
    joined = apply(READ, [Join(place("2"))])
    first = joined.operative[0]
    assert first.text == "Urges States to read, and to write;"
    assert first.marks == (Mark(1, 12), Mark(2, 35))
    assert first.source == (4, 5)
    assert labels(joined) == ["1", "3", "3 (a)", "3 (b)", "4"]
    below = apply(READ, [Join(place("2")), Retype(place("", start="Reading"), Kind.ASIDE), Join(place("3"))]).operative[
        0
    ]
    assert [p.label for p in below.paragraphs] == ["1 (a)", "1 (b)"]


def test_the_first_line_has_none_to_be_joined_with():
    odd = correct(READ, [Join(place("", start="Recalling"))])
    assert len(odd.lost) == 1
    assert odd.instrument.doubts[0].where == "preambular “Recalling its resolution 98/2,…”"


def test_split_takes_number_and_marks_along():
    read = apply(READ, [Words(place("4"), "Decides¹ to meet; 5. Invites all to come,² too.")])
    parts = apply(
        READ,
        [
            Words(place("4"), "Decides¹ to meet; 5. Invites all to come,² too."),
            Split(place("4"), 18, "5. Invites"),
        ],
    )
    assert read.operative[-1].marks == (Mark(1, 7), Mark(2, 40))
    assert [(p.label, p.text, p.marks) for p in parts.operative[-2:]] == [
        ("4", "Decides to meet;", (Mark(1, 7),)),
        ("5", "Invites all to come, too.", (Mark(2, 20),)),
    ]


def test_split_finds_its_words_nearest_to_where_they_stood():
    read = replace(READ, operative=(Paragraph("1", "To go, to go, to go."),))
    assert [p.text for p in apply(read, [Split(place("1", read), 8, "to go")]).operative] == ["To go,", "to go, to go."]
    assert [p.text for p in apply(read, [Split(place("1", read), 13, "to go")]).operative] == [
        "To go, to go,",
        "to go.",
    ]


def test_the_second_part_can_be_corrected_in_turn():
    split = Split(place("4"), 17, "5. Invites")
    second = correct(READ, [split]).lines[-4].place
    assert second.label == "5"
    done = apply(READ, [split, Renumber(second, "7"), Theme(second, "Alternative development")])
    assert (done.operative[-1].label, done.operative[-1].theme) == ("7", "Alternative development")


def test_labels_below_follow_a_new_number():
    assert labels(apply(READ, [Renumber(place("3"), "13")])) == ["1", "2", "13", "13 (a)", "13 (b)", "4"]
    assert labels(apply(READ, [Renumber(place("3 (a)"), "3 (c)")]))[2:4] == ["3", "3 (c)"]


@pytest.mark.parametrize(
    ("label", "kind", "expected"),
    [
        ("2", Kind.SUB, ["1", "1 (a)", "3", "3 (a)", "3 (b)", "4"]),
        ("3", Kind.SUB, ["1", "2", "2 (a)", "2 (a) (a)", "2 (a) (b)", "4"]),
        ("3 (b)", Kind.OPERATIVE, ["1", "2", "3", "3 (a)", "4", "4"]),
        ("2", Kind.ASIDE, ["1", "3", "3 (a)", "3 (b)", "4"]),
        ("2", Kind.HEADING, ["1", "3", "3 (a)", "3 (b)", "4"]),
        ("1", Kind.PREAMBULAR, ["2", "3", "3 (a)", "3 (b)", "4"]),
        ("4", Kind.ANNEX, ["1", "2", "3", "3 (a)", "3 (b)"]),
    ],
)
def test_retype(label, kind, expected):
    assert labels(apply(READ, [Retype(place(label), kind)])) == expected


def test_what_a_retyped_line_becomes():
    assert apply(READ, [Retype(place("2"), Kind.ASIDE)]).set_aside == (SetAside("furniture", "and to write;"),)
    assert [p.section for p in apply(READ, [Retype(place("2"), Kind.HEADING)]).operative] == [
        *(None, "Reading", "Reading"),
    ]
    assert apply(READ, [Retype(place("1"), Kind.HEADING)]).operative[0].section == "Urges States to read,"
    assert apply(READ, [Retype(place("4"), Kind.ANNEX)]).annexes[0].title.startswith("Decides")
    assert apply(READ, [Retype(place("", start="1 Noting"), Kind.OPERATIVE)]).operative[0].text == "1 Noting that,"
    heading = place("", start="Reading")
    found = apply(READ, [Retype(heading, Kind.OPERATIVE)]).operative[2]
    assert (found.label, found.text, found.section) == ("3", "Reading", None)
    assert apply(READ, [Retype(place("1"), Kind.PREAMBULAR), Retype(place("2"), Kind.ASIDE)]).operative[0].label == "3"
    after_preamble = apply(READ, [Retype(place("", start="1 Noting"), Kind.OPERATIVE)])
    assert labels(after_preamble)[:2] == ["1", "1"]
    as_it_was: list[Correction] = [Renumber(place("3 (b)"), "3 (c)"), Retype(place("3 (b)"), Kind.SUB)]
    assert labels(apply(READ, as_it_was))[4] == "3 (c)"
    back = [Retype(place("2"), Kind.ASIDE), Retype(place("2"), Kind.OPERATIVE)]
    assert apply(READ, back).operative[1].text == "and to write;"


def test_addressees_theme_and_masthead_are_set_by_hand():
    done = apply(
        READ,
        [
            Addressees(place("3"), ("INCB",), False),
            Theme(place("3"), "Demand reduction"),
            Masthead(symbol="A/RES/99/2", adopted_on=date(2044, 12, 18)),
        ],
    )
    third = done.operative[2]
    assert (third.addressees, third.to_member_states, third.theme) == (("INCB",), False, "Demand reduction")
    assert [(p.addressees, p.to_member_states) for p in third.paragraphs] == [(("INCB",), False)] * 2
    assert (done.symbol, done.title, done.adopted_on) == ("A/RES/99/2", "A title", date(2044, 12, 18))


def test_changed_words_are_read_anew_and_what_is_set_by_hand_stands():
    seen: list[str] = []

    def reread(one: Paragraph, asks: bool) -> Paragraph:
        seen.append(f"{one.text} {asks}")
        return replace(one, theme="Read", addressees=("Read",))

    done = correct(READ, [Theme(place("1"), "By hand"), Join(place("2"))], reread)
    assert seen == ["Urges States to read, and to write; True"]
    for first in (done.instrument.operative[0], next(line.paragraph for line in done.lines if line.label == "1")):
        assert (first.theme, first.addressees) == ("By hand", ("Read",))


@pytest.mark.parametrize(
    "words",
    ["Plain words.", "The problem,¹ and¹² more.²", "Two marks¹ ² at one place"],
)
def test_marks_are_written_as_raised_digits(words):
    text, marks = unmarked(words)
    assert not set("⁰¹²³⁴⁵⁶⁷⁸⁹") & set(text)
    assert marked(Paragraph("1", text, marks=marks)) == words


ALL = (
    Join(place("2")),
    Split(place("4"), 17, "5. Invites"),
    Renumber(place("3"), "13"),
    Retype(place("1"), Kind.HEADING),
    Addressees(place("3"), ("Member States", "“INCB”"), True),
    Theme(place("3"), None),
    Words(place("1"), "Urges¹ States;"),
    Masthead("A/RES/1/1", None, date(2020, 1, 2)),
)


def test_kept_as_text_and_back():
    assert corrections_json.from_text(corrections_json.to_text(ALL)) == ALL
    assert corrections_json.to_text(()) == ""
    assert corrections_json.from_text("") == ()


def test_more_corrections_than_can_be_kept_are_refused():
    assert len(corrections_json.from_text(corrections_json.to_text(ALL * 250))) == 2000
    with pytest.raises(TrackerError, match=r"More than 2,000"):
        corrections_json.to_text((*ALL * 250, ALL[0]))


def spoilt(**changes: object) -> str:
    row = json.loads(corrections_json.to_text([ALL[2]]))[0]
    return json.dumps([row | changes])


@pytest.mark.parametrize(
    "text",
    [
        *("{", "{}", "[1]", '[{"what": "join"}]', "[" * 100_000, '[{"what": "dance"}]', '["join"]', "[null]"),
        spoilt(label=7),
        spoilt(label="a\ud800"),
        spoilt(label="x" * 5_000_001),
        spoilt(more="x"),
        spoilt(place="here"),
        spoilt(place={"fingerprint": "", "kind": "dance", "label": "", "start": "", "nth": 0}),
        spoilt(place={"fingerprint": "", "kind": "operative", "label": "", "start": "", "nth": -1}),
        spoilt(what="theme"),
        json.dumps([{"what": "masthead", "symbol": None, "title": None, "adopted_on": "soon"}]),
        json.dumps(json.loads(corrections_json.to_text([ALL[0]])) * 3000),
    ],
    ids=lambda text: text[:40],
)
def test_what_someone_else_wrote_there_is_not_taken_on_trust(text):
    with pytest.raises(TrackerError, match="A/RES/99/1 in this workspace are damaged"):
        corrections_json.from_text(text, "A/RES/99/1")


def changed(label: str, text: str) -> Instrument:
    """A better edition, in which one paragraph reads otherwise."""
    return replace(
        READ, operative=tuple(replace(one, text=text) if one.label == label else one for one in READ.operative)
    )


def test_corrections_find_their_paragraph_in_a_better_edition():
    renumbered = replace(READ, operative=tuple(replace(one, label=f"1{one.label}") for one in READ.operative))
    assert correct(renumbered, [Renumber(place("2"), "99")]).instrument.operative[1].label == "99"
    long = "Urges Member States to read as much as they can, and to write."
    was, now = changed("1", long), changed("1", long.replace("write", "type"))
    done = correct(now, [Theme(place("1", was), "Theme"), Split(place("1", was), 49, "and to")])
    assert done.lost == ()
    assert [p.text for p in done.instrument.operative[:2]] == [
        "Urges Member States to read as much as they can,",
        "and to type.",
    ]
    typed = Words(place("1", was), "Urges Member States to sing.")
    assert correct(now, [typed]).lost == (typed,), "it was typed over other words"


def test_a_correction_without_its_paragraph_is_a_doubt():
    other = changed("2", "something else;")
    done = correct(other, [Join(place("2")), Words(place("2"), "more;"), Renumber(place("3"), "4")])
    assert done.lost == (Join(place("2")), Words(place("2"), "more;"))
    assert [(d.where, str(d.what)) for d in done.instrument.doubts] == [
        ("operative 2", "a correction by hand found no such paragraph")
    ] * 2
    assert done.instrument.operative[1].text == "something else;"


def test_a_correction_that_a_better_edition_does_not_need_is_silent():
    whole = "Decides to meet as often as it can; 5. Invites all to come, too."
    was = changed("4", whole)
    apart = replace(
        was,
        operative=(
            *was.operative[:3],
            Paragraph("4", "Decides to meet as often as it can;", section="Reading"),
            Paragraph("5", "Invites all to come, too.", section="Reading"),
        ),
    )
    assert correct(apart, [Split(place("4", was), 36, "5. Invites all to come, too.")]).lost == ()
    assert correct(changed("1", "Urges all;"), [Words(place("1"), "Urges¹ all;")]).lost == ()
    torn = changed("2", "and to write as often as they can;")
    joined = replace(torn, operative=(Paragraph("1", "Urges; and to write as often as they can;"),))
    assert correct(joined, [Join(place("2", torn))]).lost == ()


def test_paragraphs_with_the_same_words_are_told_apart():
    first, second = (line.place for line in outline(READ) if line.text == "First;")
    assert place_of(Kind.OPERATIVE, "2", "First;") == second
    assert [p.theme for p in apply(READ, [Theme(second, "T")]).annexes[0].paragraphs] == [None, "T"]
    alike = replace(READ, operative=(Paragraph("1", "Read;"), Paragraph("1", "Read;")))
    third = [line.place for line in outline(alike) if line.text == "Read;"][1]
    assert [p.theme for p in apply(alike, [Theme(third, "T")]).operative] == [None, "T"]
    assert first != second
