"""What is searched for, and how what was found is shown."""

import pytest

from tracker.domain.text.search import Match, holds, marked, search_words, title_match


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


def mark(text, typed, room=0):
    return shown(marked(text, search_words(typed), room))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Drug  LAW ", ["drug", "law"]),
        ("Côte d’Ivoire", ["cote", "d ivoire"]),
        ('" * - NEAR( 😀', ["near"]),
        ("   ", []),
        ("74/178", ["74", "178"]),
        ("law 禁毒法2001 of ยาเสพติด", ["law", "禁毒法", "2001", "of", "ยาเสพติด"]),
    ],
)
def test_words_that_are_searched_for(typed, words):
    assert [" ".join(word.parts) for word in search_words(typed)] == words


def test_a_page_pasted_by_mistake_is_cut():
    assert len(search_words(" ".join(map(str, range(5000))))) == 40
    assert len(search_words("法" * 20_000)[0].joined) == 100


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Ministe\u0300re de l’E\u0301ducation", "educ ministere", "[Ministère] de l’[Éducation]"),
        ("see A/RES/74/178", "74/178", "see A/RES/[74]/[178]"),
        ("nothing here", "there", "nothing here"),
        ("Law of the O’Briens", "o'brien", "Law of the [O]’[Briens]"),
        ("Law of the O’Briens", "obrien", "Law of the [O’Briens]"),
        ("inter-agency co-operation", "cooperation", "inter-agency [co-operation]"),
        ("Die Straße ist naß", "strasse", "Die [Straße] ist naß"),
        ("Ｆｕｌｌ width", "full", "[Ｆｕｌｌ] width"),
        ("وَزَارَةُ الصِّحَّة", "الصحه", "وَزَارَةُ [الصِّحَّة]"),
        ("soft\xadhyphen", "softhy", "[soft\xadhyphen]"),
        ("中华人民共和国禁毒法（二〇〇八年）", "禁毒法", "中华人民共和国[禁毒法]（二〇〇八年）"),
        ("東京㍿", "株式", "東京[㍿]"),
        ("ﾄﾞﾗｯｸﾞ対策", "ドラッグ", "[ﾄﾞﾗｯｸﾞ]対策"),
    ],
)
def test_hits_are_marked_in_the_text_as_it_is_written(text, typed, found):
    assert mark(text, typed) == found


def test_of_a_long_text_the_stretch_with_most_of_the_words_is_shown():
    text = f"The law. {'words ' * 60}the drug law of the country {'and more ' * 60}"
    found = mark(text, "drug law", 60)
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "the [drug] [law] of" in found
    assert len(found) < 80


def test_titles_fit_better_the_more_they_are_what_was_typed():
    typed = search_words("drug la")
    titles = [
        "Drug la",
        "Drug La Paz",
        "Act on La Paz and drug",
        "Drug law",
        "The law on drug use",
        "Drugs of all kinds",
    ]
    assert [title_match(title, typed)[0] for title in titles] == list(Match)
    assert title_match("…", typed[:1])[0] is title_match("", typed)[0] is Match.ELSEWHERE
    assert title_match("Of 禁毒法的", search_words("毒法"))[0] is Match.IN_TITLE


def test_the_text_with_most_of_the_words_is_the_one_shown():
    assert holds("中华人民共和国禁毒法", search_words("禁毒法 戒毒")) == 1
    assert holds("the Drugs and co-operation Act", search_words("drug cooperation nothing")) == 2
