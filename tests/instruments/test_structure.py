"""The forms a resolution can take, each in a few lines: what becomes of it is written out below its text."""

import pytest

from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.instruments.reader import read_bytes

HEAD = """Resolution adopted by the General Assembly on 18 December 2044

99/1. A short resolution

The General Assembly,

Recalling its resolution 98/2 of 1 May 2043,

"""
END = "\n\n50th plenary meeting\n18 December 2044\n"


def read(text: str) -> Instrument:
    return read_bytes(text.encode(), "text").instrument


def outline(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """One line for each paragraph: its label and words."""
    return [f"{p.label} {p.text}" for top in paragraphs for p in top.walk()]


def body(words: str) -> Instrument:
    return read(HEAD + words + END)


def test_levels_by_the_editorial_manual():
    read = body(
        "1. Decides to establish a board, which shall:\n\n(a) Meet once a year:\n\n(i) In New York;\n\n"
        "(ii) In Vienna:\n\na. In spring;\n\nb. In autumn;\n\n(b) Report;\n\n2. Urges States to act."
    )
    assert outline(read.operative) == [
        "1 Decides to establish a board, which shall:",
        "1 (a) Meet once a year:",
        "1 (a) (i) In New York;",
        "1 (a) (ii) In Vienna:",
        "1 (a) (ii) a. In spring;",
        "1 (a) (ii) b. In autumn;",
        "1 (b) Report;",
        "2 Urges States to act.",
    ]
    assert read.doubts == ()


def test_a_letter_that_could_be_a_roman_numeral():
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = "\n\n".join(f"({letter}) Item {letter};" for letter in letters)
    read = body(f"1. Decides:\n\n{words}\n\n(aa) Item aa;\n\n2. Urges States to act.")
    assert [p.label for p in read.operative[0].paragraphs] == [f"1 ({letter})" for letter in [*letters, "aa"]]


def test_sections_and_a_preamble_that_resumes():
    read = body(
        "I\nDemand reduction\n\n1. Urges States to act;\n\nII\nSupply reduction\n\nRecalling also its resolution"
        " 97/1,\n\n2. Requests the Secretary-General to report."
    )
    assert outline(read.preamble)[1] == " Recalling also its resolution 97/1,"
    assert [(p.label, p.section) for p in read.operative] == [("1", "I Demand reduction"), ("2", "II Supply reduction")]


def test_numbers_begin_again_under_a_heading():
    read = body("I\n\n1. Urges States;\n\n2. Invites States;\n\nII\n\n1. Urges again;\n\n2. Decides.")
    assert [(p.label, p.section) for p in read.operative] == [("1", "I"), ("2", "I"), ("1", "II"), ("2", "II")]
    assert read.doubts == ()


def test_an_annex_with_a_declaration():
    read = read_annex()
    assert outline(read.operative) == ["1 Adopts the Declaration set out in the annex;", "2 Decides."]
    annex = read.annexes[0]
    assert annex.title == "Annex Declaration on reading"
    assert outline(annex.paragraphs) == [
        " We, the Heads of State and Government,",
        " Recalling the Charter,",
        "1 Reaffirm our commitment;",
        "2 Commit to:",
        "2 (a) Reading;",
        "2 (b) Writing.",
        "1 Pledge to act.",
    ]
    assert [p.section for p in annex.paragraphs][2:] == ["A. General provisions", "A. General provisions", "B. Other"]
    assert [p.opening for p in annex.paragraphs][2:] == ["Reaffirm our commitment", "Commit to", "Pledge"]


def read_annex() -> Instrument:
    return read(
        f"{HEAD}1. Adopts the Declaration set out in the annex;\n\n2. Decides.{END}\nAnnex\n\n"
        "Declaration on reading\n\nWe, the Heads of State and Government,\n\nRecalling the Charter,\n\nA. General"
        " provisions\n\n"
        "1. Reaffirm our commitment;\n\n2. Commit to:\n\n(a) Reading;\n\n(b) Writing.\n\nB. Other\n\n"
        "1. Pledge to act.\n"
    )


def test_a_declaration_as_the_body():
    read = body(
        "Adopts the following political declaration:\n\nPolitical declaration\n\nWe, the Heads of State,\n\n"
        "1. Reaffirm our commitment to act;\n\n2. Commit to reading."
    )
    assert outline(read.operative) == [
        " Adopts the following political declaration:",
        " We, the Heads of State,",
        "1 Reaffirm our commitment to act;",
        "2 Commit to reading.",
    ]
    assert read.operative[1].section == "Political declaration"


@pytest.mark.parametrize("count", [1, 2])
def test_operative_paragraphs_without_numbers(count):
    words = ["Welcomes the report;", "Decides to proclaim 1 May the Day of Reading."]
    read = body("\n\n".join(words[-count:]))
    assert outline(read.operative) == [f"{n} {text}" for n, text in enumerate(words[-count:], 1)]
    assert len(read.preamble) == 1


def test_a_draft_resolution_in_a_recommendation():
    text = (
        "Resolution 2030/1\n\nThe title of it\n\nThe Economic and Social Council,\n\nRecommends to the General Assembly"
        " the adoption of the following draft resolution:\n\n“The General Assembly,\n\n“Recalling its"
        " resolution 1/1,\n\n“1. Urges Member States to act;\n\n“2. Requests:\n\n“(a) The Office;\n\n“(b) The Board.”"
        "\n\n10th plenary meeting\n22 July 2030"
    )
    draft = read(text)
    assert (draft.symbol, draft.title) == ("E/RES/2030/1", "The title of it")
    assert [p.label for p in draft.operative] == ["1"]
    assert outline(draft.annexes[0].paragraphs) == [
        " Recalling its resolution 1/1,",
        "1 Urges Member States to act;",
        "2 Requests:",
        "2 (a) The Office;",
        "2 (b) The Board.”",
    ]


def test_numbers_without_their_full_stop_or_blank():
    read = body("1. Urges States;\n\n2 Invites States to act;\n\n3.Requests the Secretary-General to report.")
    assert [p.label for p in read.operative] == ["1", "2", "3"]


def test_a_gap_in_the_numbers_is_kept_and_told():
    read = body("1. Urges States;\n\n3. Invites States to act;\n\n4. Requests.")
    assert [p.label for p in read.operative] == ["1", "3", "4"]
    assert [(d.where, str(d.what)) for d in read.doubts] == [("operative 3", "comes after 1")]


def test_a_number_at_the_start_of_a_line_is_no_paragraph():
    read = body("1. Urges States, in accordance with paragraph\n4. The Committee shall act;\n\n2. Requests.")
    assert outline(read.operative)[0] == "1 Urges States, in accordance with paragraph 4. The Committee shall act;"


def test_quoted_text_with_numbers_of_its_own():
    read = body("1. Decides to amend rule 2 to read:\n\n“2. The Committee shall meet.”\n\n2. Requests the Office.")
    assert outline(read.operative) == [
        "1 Decides to amend rule 2 to read:",
        "1 [1] “2. The Committee shall meet.”",
        "2 Requests the Office.",
    ]


def test_the_human_rights_council_and_its_votes():
    hrc = read(
        "Resolution adopted by the Human Rights Council on 23 March 2018\n\n37/42. Contribution\n\nThe Human Rights"
        " Council,\n\nGuided by the Charter,\n\n1. Calls upon States to act;\n\n2. Decides to remain seized of the"
        " matter.\n\n54th meeting\n23 March 2018\n\n[Adopted by a recorded vote of 27 to 4. The voting was as"
        " follows:\n\nIn favour:\n\nAfghanistan, Angola\n\nAgainst:\n\nAustralia]"
    )
    assert (hrc.symbol, hrc.organ, hrc.meeting) == ("A/HRC/RES/37/42", "Human Rights Council", "54th meeting")
    assert len(hrc.operative) == 2
    assert "Australia]" in [aside.text for aside in hrc.set_aside]


def test_the_security_council():
    text = (
        "United Nations S/RES/1454 (2002)\n\nResolution 1454 (2002)\n\nAdopted by the Security Council at its 4683rd"
        " meeting,\non 30 December 2002\n\nThe Security Council,\n\nRecalling its resolutions,\n\n1. Directs the"
        " Secretary-General to report;\n\n2. Decides to remain seized of the matter."
    )
    council = read(text)
    assert (council.symbol, council.title) == ("S/RES/1454 (2002)", "Resolution 1454 (2002)")
    assert (str(council.adopted_on), council.meeting) == ("2002-12-30", "4683rd meeting")


def test_a_commission_and_an_excerpt_without_masthead():
    cnd = read(
        "Resolution 62/8\n\nA title\n\nThe Commission on Narcotic Drugs,\n\nRecalling,\n\n1. Invites Member States."
    )
    assert (cnd.symbol, cnd.title) == ("CND/RES/62/8", "A title")
    excerpt = read("1. Urges Member States to act;\n\n2. Requests the Secretary-General to report.")
    assert [p.label for p in excerpt.operative] == ["1", "2"]
    assert ("masthead", "no symbol was found") in [(d.where, str(d.what)) for d in excerpt.doubts]


def test_a_second_resolution_in_the_file_is_left_out_and_told():
    two = read(
        f"{HEAD}1. Urges States to act.{END}\n99/2. Another\n\nThe General Assembly,\n\nRecalling,\n\n1. Urges.{END}"
    )
    assert outline(two.operative) == ["1 Urges States to act."]
    assert "99/2. Another" in str(two.doubts[0].what)
    assert "1. Urges." in [aside.text for aside in two.set_aside]


@pytest.mark.parametrize(
    ("one", "two", "notes"),
    [
        (",¹", ";²", "¹ Resolution 70/1.\n\n² Ibid., annex."),
        (",[1]", ";[2]", "[1] Resolution 70/1.\n\n[2] Ibid., annex."),
        (",[^1]", ";[^2]", "[^1]: Resolution 70/1.\n\n[^2]: Ibid., annex."),
        (", 1/", "; 2/", "1/ Resolution 70/1.\n\n2/ Ibid., annex."),
        (",<sup>1</sup>", ";<sup>2</sup>", "<sup>1</sup> Resolution 70/1.\n\n<sup>2</sup> Ibid., annex."),
        (",  1  ", ";  2  ", "1 Resolution 70/1.\n\n2 Ibid., annex."),
        (", 1", "; 2", "1 Resolution 70/1.\n\n2 Ibid., annex."),
        (",1", ";2", "1 Resolution 70/1.\n\n2 Ibid., annex."),
        (",1", ";2", "__________________\n1\nResolution 70/1.\n2\nIbid., annex."),
    ],
)
def test_forms_of_marks(one, two, notes):
    words = f"Noting the report{one} and reading,\n\n1. Urges States to act{two}\n\n2. Decides.{END}\n{notes}\n"
    marked = read(HEAD + words)
    assert [(p.text, [(m.number, m.offset) for m in p.marks]) for p in (*marked.preamble[1:], *marked.operative)] == [
        ("Noting the report, and reading,", [(1, 18)]),
        ("Urges States to act;", [(2, 20)]),
        ("Decides.", []),
    ]
    assert [note.text for note in marked.footnotes] == ["Resolution 70/1.", "Ibid., annex."]
    assert marked.doubts == ()


def test_superscripts_of_measures_are_words():
    assert body("1. Decides on 0.1 m³ of water.").operative[0].text == "Decides on 0.1 m³ of water."


def test_paragraphs_that_nothing_but_their_words_part():
    text = (
        "99/1. A short resolution\nThe General Assembly,\nRecalling its resolution 98/2 of 1 May 2043, and all of the"
        " others that came before,\nTaking note of the “Declaration on Reading in the Interest of All States,\nTaking"
        " into Account the Needs of Others”, which it adopted long ago,\n1.\nUrges States to act in the Commission on"
        " Narcotic Drugs;\n2. Decides.\n"
    )
    read = read_bytes(text.encode(), "text").instrument
    assert [p.text for p in read.preamble] == [
        "Recalling its resolution 98/2 of 1 May 2043, and all of the others that came before,",
        "Taking note of the “Declaration on Reading in the Interest of All States, Taking into Account the Needs of"
        " Others”, which it adopted long ago,",
    ]
    assert outline(read.operative) == ["1 Urges States to act in the Commission on Narcotic Drugs;", "2 Decides."]
