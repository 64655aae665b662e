"""What an annex asks is in the checklist, told from the operative part."""

from tests.instruments.test_structure import END, HEAD
from tracker.operations.casework import WorkScope, checklist
from tracker.operations.instruments import add_instrument


def test_an_adopted_declaration_is_tracked_paragraph_by_paragraph(workspace, tmp_path):
    file = tmp_path / "declaration.txt"
    file.write_text(
        f"{HEAD}1. Adopts the Declaration set out in the annex.{END}\nAnnex\n\nDeclaration on reading\n\n"
        "1. Commit to reading;\n\n2. Call upon Member States:\n\n(a) To write;\n\n(b) To count.\n",
        "utf-8",
    )
    add_instrument(workspace, file)
    rows = [row for row in checklist(workspace, WorkScope("COL", 1)) if row.symbol == "A/RES/99/1"]
    assert [row.label for row in rows] == ["1", "annex 1", "annex 2", "annex 2 (a)", "annex 2 (b)"]
    assert [row.opening for row in rows] == ["Adopts", "Commit to", "Call upon", "", ""]
    assert [row.to_member_states for row in rows] == [False, True, True, True, True]
