"""Names of authorities are offered while one is typed, so that a ministry is written in one way."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from tests.gui.hands import choose_several, focus, now, save, show
from tests.gui.test_registers import add
from tracker.domain.casework.measures import Measure
from tracker.operations import casework

PHARMACY = "Autorité nationale de la Santé"


@pytest.fixture
def used(window):
    """Names that are used for Kenya and, one, for Switzerland."""
    window.context.do_in_scope(casework.set_assessment, now(window, "20"), lead_authority="Ministry of Health")
    add(window, Measure("Law", authority=PHARMACY))
    window.switch_state("CHE")
    window.context.do_in_scope(casework.set_assessment, now(window, "20"), lead_authority="Federal Office of Health")
    window.switch_state("KEN")
    return window


def in_the_pane(window):
    show(window, "19")
    return window.pane.form.fields["lead_authority"]


def for_several(window):
    choose_several(window, "19", "21")
    return window.page.fields["lead_authority"]


def of_a_measure(window):
    show(window, "19")
    window.pages.new_measure()
    window.page.title.setText("Decree")
    return window.page.fields["authority"]


WAYS = [in_the_pane, for_several, of_a_measure]


def offered(field) -> list[str]:
    QCoreApplication.processEvents()
    popup = field.completer().popup()
    model = popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if popup.isVisible() else []


@pytest.mark.parametrize("way", WAYS)
def test_names_that_are_used_for_the_state_are_offered_whatever_their_case_and_accents(used, way):
    field = way(used)
    field.setFocus()
    QTest.keyClicks(field, "HEALT")
    assert offered(field) == ["Ministry of Health"]
    field.selectAll()
    QTest.keyClicks(field, "sante")
    assert offered(field) == [PHARMACY]
    field.completer().popup().hide()


def test_a_name_that_is_chosen_is_saved(used, qtbot):
    field = in_the_pane(used)
    field.setFocus()
    QTest.keyClicks(field, "sante")
    assert offered(field) == [PHARMACY]
    popup = field.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == PHARMACY
    qtbot.waitUntil(lambda: now(used).assessment.lead_authority == PHARMACY)
    field = of_a_measure(used)
    field.setFocus()
    QTest.keyClicks(field, "ministry")
    QTest.keyClick(field.completer().popup(), Qt.Key.Key_Down)
    QTest.keyClick(field.completer().popup(), Qt.Key.Key_Return)
    assert field.text() == "Ministry of Health" and focus() is field
    save(used, qtbot)
    assert used.page is None
