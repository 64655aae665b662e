"""Which paragraph of a new edition is which held one."""

from tracker.domain.instruments.alignment import Row, StoredRow, effect, matched
from tracker.domain.instruments.instrument import Paragraph, fingerprint


def held(*rows: tuple[str, str, str]) -> list[StoredRow]:
    return [
        StoredRow(number, part, label, text, fingerprint(text), (fingerprint(text),), worked=True)
        for number, (part, label, text) in enumerate(rows, 1)
    ]


def new(*rows: tuple[str, str, str]) -> list[Row]:
    return [Row(part, None, Paragraph(label, text)) for part, label, text in rows]


def ids(*arguments) -> list[int | None]:
    return [row.id if row else None for row in matched(*arguments)]


def test_words_decide_before_labels():
    there = held(("operative", "1", "One"), ("operative", "2", "Two"), ("operative", "3", "Three"))
    shifted = new(("operative", "1", "Zero"), ("operative", "2", "One"), ("operative", "3", "Two"))
    assert ids(there, shifted) == [None, 1, 2]
    assert ids(there, new(("operative", "1", "One"), ("operative", "2", "Two!!"), ("operative", "3", "Three"))) == [
        *(1, 2, 3),
    ]
    assert ids(there, new(("preambular", "", "Two"), ("operative", "1", "New"))) == [2, 1]


def test_equal_words_keep_their_labels():
    there = held(("operative", "1", "Same"), ("operative", "2", "Same"))
    assert ids(there, new(("operative", "2", "Same"))) == [2]


def test_what_has_no_label_is_known_by_its_place():
    there = held(("preambular", "", "A"), ("preambular", "", "B"), ("preambular", "", "C"))
    assert ids(there, new(("preambular", "", "A"), ("preambular", "", "Other"), ("preambular", "", "C"))) == [1, 2, 3]
    assert ids(there, new(("preambular", "", "Other"), ("preambular", "", "More"))) == [1, 2]
    assert ids(
        there,
        new(
            ("operative", "", "Other"),
        ),
    ) == [None]


def test_what_taking_it_in_would_do():
    there = held(("operative", "1", "One"), ("operative", "2", "Two"), ("operative", "3", "Three"))
    found = effect(there, new(("operative", "1", "One"), ("operative", "2", "Two changed"), ("annex", "1", "New")))
    assert (found.kept, found.changed, found.new, found.gone, found.suspect) == (1, 1, 1, 1, 1)
    assert found.losses == ("operative 3",)


def test_only_assessments_of_the_words_as_they_were_become_suspect():
    words = (fingerprint("Old"), fingerprint("Old"), fingerprint("Older"))
    there = [StoredRow(1, "operative", "1", "Old", fingerprint("Old"), words, worked=True)]
    assert effect(there, new(("operative", "1", "New"))).suspect == 2
    assert effect(there, new(("operative", "1", "Old"))).suspect == 0
