"""A workbook takes its name when it is whole, and not before."""

from zipfile import ZipFile

import pytest

from tracker.errors import TrackerError
from tracker.excel.output import unfinished
from tracker.progress import unwatched


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "matrix.xlsx"
    path.write_text("as it was")
    return path


def unchanged(target):
    return target.read_text() == "as it was" and list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    "broken", ["", "<a>", "<a></b>", "<a/><b/>", "<a b='1' b='2'/>", "<x:a/>", "<a>&none;</a>", "<a>\x01</a>"]
)
def test_a_part_that_is_no_xml_is_named_and_nothing_is_written(target, broken):
    with (
        pytest.raises(TrackerError, match=r"its part xl/broken\.xml would be damaged"),
        unfinished(target, unwatched) as made,
        ZipFile(made, "w") as package,
    ):
        package.writestr("xl/whole.xml", "<a>" + "words " * 100_000 + "</a>")
        package.writestr("xl/broken.xml", broken)
        package.writestr("xl/picture.png", b"\x00")
    assert unchanged(target)


def test_it_can_be_given_up_while_what_was_written_is_read(target):
    def give_up():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), unfinished(target, give_up) as made, ZipFile(made, "w") as package:
        package.writestr("xl/whole.xml", "<a/>")
    assert unchanged(target)
