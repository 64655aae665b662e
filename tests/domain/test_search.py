"""What is searched for, and how what was found is shown."""

import pytest

from tracker.domain.text.search import closeness, marked, runs, search_words, without_runs


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Drug  LAW drug ", ("drug", "law")),
        ("Côte d’Ivoire", ("cote", "d", "ivoire")),
        ('" * - NEAR( 😀', ("near",)),
        ("   ", ()),
        ("74/178", ("74", "178")),
    ],
)
def test_words_that_are_searched_for(typed, words):
    assert search_words(typed) == words


def test_a_page_pasted_by_mistake_is_cut():
    assert len(search_words(" ".join(map(str, range(5000))))) == 12


def test_hits_are_marked_without_regard_to_accents_case_and_how_letters_are_composed():
    decomposed = "Ministe\u0300re de l’E\u0301ducation"
    assert shown(marked(decomposed, ["educ", "ministere"])) == "[Ministère] de l’[Éducation]"
    assert shown(marked("see A/RES/74/178", ["74", "178"])) == "see A/RES/[74]/[178]"
    assert shown(marked("nothing here", ["there"])) == "nothing here"


def test_of_a_long_text_the_stretch_with_most_of_the_words_is_shown():
    text = f"The law. {'words ' * 60}the drug law of the country {'and more ' * 60}"
    found = shown(marked(text, ["drug", "law"], 60))
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "the [drug] [law] of" in found
    assert len(found) < 80


def test_whole_words_are_closer_than_beginnings():
    assert closeness("Drug law", ["drug"]) > closeness("Drugs law", ["drug"]) > closeness("A law", ["drug"])


def test_what_stands_without_blanks_is_a_run_and_found_within_one():
    assert runs("law 禁毒法 of ยาเสพติด") == ("禁毒法", "ยาเสพติด") and without_runs("law 禁毒法 2001").split() == [
        "law",
        "2001",
    ]
    assert shown(marked("中华人民共和国禁毒法（二〇〇八年）", ["禁毒法"])) == "中华人民共和国[禁毒法]（二〇〇八年）"
    assert closeness("中华人民共和国禁毒法", ["禁毒法", "戒毒"]) == (1, 1)
