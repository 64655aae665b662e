"""Where the lines of Quality lead: Enter goes to what is wrong, and the eye sees it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.conftest import paragraph
from tests.gui.hands import focus, look_again, now, show
from tests.operations.test_review import judged, moved
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureStatus
from tracker.domain.casework.mending import FIELDS
from tracker.domain.casework.quality import Rule
from tracker.domain.text.web_links import Trial, Tried
from tracker.i18n import Message
from tracker.operations import casework, registers, review
from tracker.operations.registers import Parts

GONE = "https://gone.example/"


@pytest.fixture
def findings(window):
    """The screen, with an objection of each rule to each that it can object to."""
    workspace, scope = window.context.workspace, window.context.scope

    def row(label):
        return paragraph(workspace, scope, label)

    for label, level in (("20", Level.FULLY), ("21", Level.NOT_APPLICABLE), ("22", Level.PLANNED), ("23", Level.FULLY)):
        casework.set_level(workspace, scope, row(label), level)
    casework.set_assessment(workspace, scope, row("24"), law=Level.FULLY, practice=Level.PARTIALLY)
    ended = Measure("Ended", status=MeasureStatus.REPEALED)
    registers.save_measure(workspace, scope, ended, answers=[row("25").id])
    casework.set_level(workspace, scope, row("25"), Level.LARGELY)
    parent = next(one for one in casework.checklist(workspace, scope) if one.parent_id is not None).parent_id
    above = next(one for one in casework.checklist(workspace, scope) if one.id == parent)
    part = next(one for one in casework.checklist(workspace, scope) if one.parent_id == parent)
    casework.set_level(workspace, scope, above, Level.LARGELY)
    casework.set_level(workspace, scope, part, Level.PARTIALLY)
    moved(workspace, scope, moved(workspace, scope, judged(workspace, scope, "19"), Stage.SUBMITTED), Stage.ACCEPTED)
    review.add_comment(workspace, scope, row("19"), "Which article?")
    (law,) = [one for one in registers.measures(workspace, scope) if one.measure.title == "A law on 19"]
    registers.save_measure(workspace, scope, Measure("A law on 19", authority="Another"), law.id)
    own = moved(workspace, scope, judged(workspace, scope, "58"), Stage.SUBMITTED)
    review.move(workspace, scope, own, Stage.ACCEPTED)
    linked = [row("19").id]
    registers.save_measure(workspace, scope, Measure("Planned", status=MeasureStatus.DRAFT), answers=linked)
    registers.save_evidence(workspace, scope, Evidence("Old", speaks_of="2001"), parts=Parts(linked))
    registers.save_measure(workspace, scope, Measure("Lonely law"))
    registers.save_evidence(workspace, scope, Evidence("Lonely report"))
    for link in ("nowhere", GONE):
        registers.save_measure(workspace, scope, Measure(f"Law of {link}", link=link), answers=linked)
        registers.save_evidence(workspace, scope, Evidence(f"Report of {link}", link=link), parts=Parts(linked))
    look_again(window)
    window.show_screen("quality")
    screen = window.screens.quality
    at = datetime(2025, 1, 2, 12, tzinfo=UTC)
    screen._on_tried(Trial({GONE: Tried(at, Message("It does not answer."))}))
    return screen


def test_enter_goes_to_what_is_wrong_by_every_rule(findings, window, qtbot):
    listed = {(line.rule, line.register): number for number, line in enumerate(findings.model.rows)}
    assert listed.keys() == FIELDS.keys()
    assert {rule for rule, _ in FIELDS} == set(Rule)
    for (rule, register), position in listed.items():
        findings.table.setFocus()
        findings.table.selectRow(position)
        QTest.keyClick(findings.table, Qt.Key.Key_Return)
        QTest.qWait(1)
        qtbot.waitUntil(lambda: seen_whole(focus()))
        wanted = place(window, FIELDS[rule, register])
        assert wanted.isAncestorOf(focus()) or wanted is focus(), (rule, register, focus())


def place(window, field: str) -> QWidget:
    pane, page = window.pane, window.page
    if page:
        return page.more.ticks.search if field == "paragraphs" else page.fields[field]
    beside = {"measures": pane.measures, "evidence": pane.evidence, "comments": pane.comments}
    return pane.review.comment if field == "comment" else beside.get(field) or pane.form.fields[field]


def seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().height() == widget.height()


def test_the_open_comment_is_at_hand(findings, window):
    (position,) = [number for number, line in enumerate(findings.model.rows) if line.rule is Rule.COMMENTED]
    findings.table.setFocus()
    findings.table.selectRow(position)
    QTest.keyClick(findings.table, Qt.Key.Key_Return)
    assert focus().accessibleName() == "Answer: Which article?"


def test_a_level_that_follows_again_keeps_the_focus_and_the_place(window):
    row = show(window)
    levels = {"law": Level.FULLY, "practice": Level.PARTIALLY, "level": Level.FULLY}
    window.context.do_in_scope(casework.set_assessment, row, **levels)
    follow = window.pane.form._follow
    window.resize(1280, 480)
    QApplication.processEvents()
    bar = window.pane._scroll.verticalScrollBar()
    bar.setValue(bar.value() + follow.mapTo(window.pane, QPoint(0, follow.height())).y() - window.pane.height())
    follow.setFocus()
    scrolled = bar.value()
    assert seen_whole(follow) and not window.pane.form.fields["rationale"].visibleRegion().boundingRect().height()
    QTest.keyClick(follow, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert now(window).assessment.level is Level.PARTIALLY and not follow.isVisible()
    assert (focus().accessibleName(), focus().accessibleDescription()) == ("partially implemented (3)", "Overall")
    assert bar.value() == scrolled
