"""What is typed finds its title before all else, and words of all scripts wherever they are, also in files."""

import pytest

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure
from tracker.domain.text.search import Kind
from tracker.operations import registers
from tracker.operations.casework import WorkScope
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files, search
from tracker.store.tables.casework import EvidenceTable, MeasureTable
from tracker.store.workspace import open_workspace

LAW = "中华人民共和国禁毒法（二〇〇八年）"


@pytest.fixture
def written(workspace, scope, tmp_path):
    (tmp_path / "law.txt").write_text("全国人民代表大会常务委员会通过了禁毒法，规定了戒毒措施。", encoding="utf-8")
    registers.save_measure(
        workspace, scope, Measure(LAW, description="国家采取各种形式开展全民禁毒宣传教育, article 12")
    )
    parts = Parts(files=[NewFile(tmp_path / "law.txt")])
    registers.save_evidence(
        workspace, scope, Evidence("Report", citation="พระราชบัญญัติฟื้นฟูสมรรถภาพผู้ติดยาเสพติด"), parts=parts
    )
    read_files(workspace, lambda: None)
    return workspace


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("中华人民共和国", {LAW}),
        ("禁毒法", {LAW, "Report"}),
        ("宣传教育", {LAW}),
        ("戒毒", {"Report"}),
        ("ยาเสพติด", {"Report"}),
        ("ติดยา", {"Report"}),
        ("宣传教育 article", {LAW}),
        ("宣传教育 artic", {LAW}),
        ("宣传教育 chapter", set()),
        ("国法", set()),
        ("100% _禁毒法", set()),
    ],
)
def test_in_titles_fields_and_files(written, scope, typed, hits):
    for state in (scope.state, ""):
        found = search(written, typed, state)
        assert {"".join(piece.text for piece in hit.title) for each in found for hit in each.hits} == hits


def test_not_in_what_belongs_to_another_state(written):
    assert search(written, "禁毒法", "UGA") == []


def test_a_page_pasted_by_mistake(written):
    assert search(written, "法" * 20_000) == []


@pytest.fixture(scope="module")
def crowded(made_once, tmp_path_factory):
    """A workspace with 300 newer mentions of all that is looked for."""
    path = tmp_path_factory.mktemp("crowded") / "crowded.tracker"
    path.write_bytes(made_once)
    scope = WorkScope("KEN", 1)
    with open_workspace(path) as workspace:
        for title in ("Zebra Act", "Act for the zebra", "Protection of the zebra Grevy", "Жёлтый закон", "禁毒法"):
            registers.save_measure(workspace, scope, Measure(title))
            registers.save_evidence(workspace, scope, Evidence(f"{title}, report"))
        with workspace.write() as writing:
            for number in range(300):
                words = f"The zebra act of 20{number}, жёлтый закон, 国家禁毒法"
                for code in ("KEN", "UGA"):
                    row = {"uid": f"{code}{number}", "state_code": code, "description": words}
                    writing.session.add(
                        MeasureTable(title=f"The zebra act and the other acts of that year {number}", **row)
                    )
                    row = {"uid": f"{code}{number}", "state_code": code, "citation": words}
                    writing.session.add(EvidenceTable(title=f"Statistics {number}", **row))
        yield workspace


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("Zebra Act", Kind.MEASURE, "Zebra Act"),
        ("zebra ac", Kind.MEASURE, "Zebra Act"),
        ("act zebra", Kind.MEASURE, "Zebra Act"),
        ("zebra grevy", Kind.MEASURE, "Protection of the zebra Grevy"),
        ("grev zeb", Kind.MEASURE, "Protection of the zebra Grevy"),
        ("желтый", Kind.MEASURE, "Жёлтый закон"),
        ("禁毒法", Kind.MEASURE, "禁毒法"),
        ("act for the zebra report", Kind.EVIDENCE, "Act for the zebra, report"),
        ("ACT FOR", Kind.EVIDENCE, "Act for the zebra, report"),
        ("A/RES/74/178, 58", Kind.PARAGRAPH, "A/RES/74/178, 58"),
        ("74/178 58", Kind.PARAGRAPH, "A/RES/74/178, 58"),
    ],
)
@pytest.mark.parametrize("state", ["KEN", ""])
def test_the_title_that_fits_best_is_first_among_many_newer_mentions(crowded, typed, kind, title, state):
    found = {
        each.kind: ["".join(piece.text for piece in hit.title) for hit in each.hits]
        for each in search(crowded, typed, state)
    }
    assert found[kind][0] == title


@pytest.mark.parametrize("typed", ["z", "a", "禁", "2", "the", "zebra act of"])
def test_what_nearly_all_contain_is_shown_too(crowded, typed):
    found = {each.kind: each for each in search(crowded, typed)}
    assert len(found[Kind.MEASURE].hits) == 5 and found[Kind.MEASURE].more


def test_the_kind_with_the_very_title_comes_first(crowded):
    assert search(crowded, "statistics 7")[0].kind is Kind.EVIDENCE
    assert search(crowded, "zebra")[0].kind is Kind.MEASURE


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Чёрный список", "черныи" + "\u0306"),
        ("Ustawa o ochronie, Łódź", "lodz"),
        ("Straßenverkehr", "STRASSEN"),
        ("Lov om rusmidler på Ærø", "aero"),
        ("قانون مُكَافَحَة المخدّرات", "مكافحه المخدرات"),
        ("القانون رقم ١٢", "12"),
        ("Ley O’Higgins", "ohiggins"),
        ("Interagency cooperation", "inter-agency co-operation"),
        ("Inter-agency co-operation", "interagency cooperation"),
        ("국가마약류대책", "마약"),
        ("국가마약류대책", "책"),
        ("ກົດໝາຍວ່າດ້ວຍຢາເສບຕິດ", "ຢາເສບຕິດ"),
        ("ច្បាប់ស្តីពីគ្រឿងញៀន", "គ្រឿង"),
        ("မူးယစ်ဆေးဝါးဥပဒေ", "ဥပဒေ"),
        ("พระราชบัญญัติยาเสพติด", "ยา"),
        ("麻薬及び向精神薬取締法", "向精神薬取締"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full"),
        ("Istanbul’da İçki", "ICKI"),
        ("राष्ट्रीय नशीली दवा नीति", "नशीली"),
    ],
)
def test_words_are_found_however_they_are_spelled(workspace, scope, title, typed):
    registers.save_measure(workspace, scope, Measure(title))
    (found,) = [each for each in search(workspace, typed, scope.state) if each.kind is Kind.MEASURE]
    assert "".join(piece.text for piece in found.hits[0].title) == title
    assert any(piece.found for piece in found.hits[0].title)
