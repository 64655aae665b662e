"""Words that stand without blanks between them are found wherever they are, in what was typed and in files."""

import pytest

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure
from tracker.operations import registers
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files, search

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
