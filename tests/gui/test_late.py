"""补录 of each step through its own form: the moment it happened, its original, and warnings that stop nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit
from factories.visits import jpeg
from factories.windows import Bench, make_bench, settle, sign_in
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.store import find_unable, find_visit
from inspector_desktop.clock import moment
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.media.recorder import RecorderForm
from inspector_desktop.gui.pages.inspecting.returning_marks import MarkRow
from inspector_desktop.gui.pages.inspecting.signing_service import ServicesView
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.gui.window import MainWindow
from inspector_desktop.inspection.returning import Proposal
from inspector_desktop.inspection.store import find_paper, history_of
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.paper.ticks import Marked
from inspector_desktop.rectification.store import fix_papers, problems_of
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

SHOTS = os.environ.get("LATE_SHOTS", "")


@dataclass
class Desk:
    """An officer of the team, with the dossier in front."""

    bench: Bench
    window: MainWindow
    page: InspectionPage
    dossier: str
    qtbot: QtBot

    def go(self, step: str):
        self.page.view_step(step)
        self.settle()
        return self.page.panel

    def settle(self) -> None:
        for _ in range(3):  # a panel reads by itself once the case was read
            settle(self.qtbot, self.window)

    def press(self, button) -> None:
        button.click()
        self.settle()

    def read(self, query, *more):
        with self.bench.bureau.reading() as session:
            return query(session, self.bench.bureau.desk().bureau, self.dossier, *more)


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        look.install_look(qapp)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


def opened(qtbot, bench, dossier: str, step: str) -> Desk:
    window = bench.window()
    sign_in(qtbot, window, officers_of(bench.bureau, dossier)[0].id)
    window.resize(1366, 768)
    window.navigate("inspection", dossier=dossier, step=step)
    made = Desk(bench, window, window.pages["inspection"], dossier, qtbot)
    made.settle()
    return made


@pytest.fixture
def desk(bench, clock, qtbot):
    """A record signed, and three days gone since."""
    dossier = signed_visit(bench.bureau, released_inspections(bench.bureau)[0])
    clock.advance(minutes=3 * 24 * 60)
    made = opened(qtbot, bench, dossier, "report")
    yield made
    made.window.stop()


def fill(desk: Desk, late: LateField, when, *, size=(600, 850)) -> str:
    """Say when it happened and give a picture of the original; return the stamp."""
    late.tick.setChecked(True)
    late.at.show_moment(when)
    late.at.finished.emit(late.at.value())
    late.take((jpeg(size),))
    desk.settle()
    return late.at.stamp()


def keep(desk: Desk, name: str) -> None:
    if SHOTS:
        settle(desk.qtbot, desk.window)
        desk.window.grab().save(f"{SHOTS}/{name}.png")


def ago(desk: Desk, **span) -> datetime:
    return desk.bench.clock.now() - timedelta(**span)


def told(desk: Desk) -> str:
    """What 办理记录 says of the latest entries."""
    desk.settle()
    return "\n".join(one.text() for one in desk.page.history.findChildren(QLabel))


def entry(desk: Desk, kind: str):
    with desk.bench.bureau.reading() as session:
        return [one for one in history_of(session, desk.dossier) if one.kind == kind][-1]


def originals(desk: Desk, step: str) -> int:
    note = say("late-original-of", step=say(step))
    return sum(one.note == note for one in desk.read(evidence_of).photos)


def test_an_order_issued_by_hand_keeps_its_original_and_its_moment(desk):
    panel = desk.go("order")
    panel.choose("order")
    for row in panel.list.rows:
        row.due.set_value("2026-12-20")
    desk.settle()
    at = fill(desk, panel.late, ago(desk, days=2))
    keep(desk, "order")
    desk.press(panel.primary)
    (paper,) = desk.read(fix_papers)
    assert paper.issued_at == at
    kept = desk.read(find_paper, "order")
    with desk.bench.bureau.reading() as session:
        assert b"/Subtype /Image" in read_evidence(session, kept.blob).replace(b"/Subtype/Image", b"/Subtype /Image")
    assert "补录（发生于" in told(desk)
    panel.serve(panel.fixing.papers[0])
    panel.service.way.set_value("service-left")
    panel.service.remark.setText("负责人拒收，留置在值班室。")
    panel.service.late.at.show_moment(ago(desk, days=5))
    panel.service.late.at.finished.emit("")
    assert "早于“文书出具”" in panel.service.late.warning.text()  # told, and not stopped
    panel.service.late.take((jpeg((610, 860)),))
    desk.settle()
    keep(desk, "order-service")
    desk.press(panel.service.go)
    (served,) = desk.read(fix_papers)
    assert served.way == "service-left" and moment(served.served_at) < moment(at)
    assert originals(desk, "after-served") == 1


def test_a_reinspection_a_report_and_the_closing_are_entered_as_of_when_they_were(desk):
    panel = desk.go("order")
    fill(desk, panel.late, ago(desk, hours=60))
    desk.press(panel.primary)
    panel = desk.go("reinspection")
    panel.ask_report()
    panel.report_words.setPlainText("都已改好。")
    reported = fill(desk, panel.report_late, ago(desk, hours=30), size=(611, 860))
    panel.enter_report()
    desk.settle()
    assert {one.reported_at for one in desk.read(problems_of)} == {reported}
    for row in panel.rows:
        row.result.set_value("fix-done")
    rechecked = fill(desk, panel.late, ago(desk, hours=20), size=(612, 860))
    assert not panel.late.warning.isVisibleTo(panel)
    keep(desk, "reinspection")
    desk.press(panel.primary)
    assert {one.rechecked_at for one in desk.read(problems_of)} == {rechecked}
    assert desk.read(find_paper, "reinspection").issued_at == rechecked
    closed = fill(desk, panel.late, ago(desk, hours=25), size=(613, 860))
    assert "“销号”的时间早于“整改复查”" in panel.late.warning.text()
    keep(desk, "closing")
    desk.press(panel.close_button)
    assert {one.closed_at for one in desk.read(problems_of)} == {closed}
    assert originals(desk, "after-reported") == originals(desk, "after-closed") == 1
    desk.page.paper.tabs().set_value("history")
    assert told(desk).count("补录（发生于") >= 4
    keep(desk, "history")


def test_the_record_is_served_afterwards_by_post_with_its_receipt(desk):
    panel = desk.go("signature")
    view = panel.findChild(ServicesView)
    record = next(one for one in desk.page.case.papers if one.kind == "check-record")
    view.buttons[record.id].click()
    view.form.way.set_value("service-post")
    view.form.way.edited.emit("service-post")
    view.form.receiver.setText("赵永安")
    view.form.post_number.setText("1234567890123")
    at = fill(desk, view.late, ago(desk, days=1))
    keep(desk, "record-service")
    desk.press(view.go)
    assert entry(desk, "signature.paper-served").occurred_at == at
    assert originals(desk, "after-served") == 1


def test_a_recorder_file_is_registered_as_of_when_it_was_handed_in(desk):
    desk.page.evidence.open_recorder()
    desk.settle()
    form = desk.page.findChild(RecorderForm)
    form.device.setText("DSJ-0417")
    form.file.setText("20261120_1400.mp4")
    form.keeper.setText("采集站")
    form.boxes["moment-check"].setChecked(True)
    at = fill(desk, form.late, ago(desk, hours=50))
    if SHOTS:
        form.grab().save(f"{SHOTS}/recorder.png")
    desk.press(form.primary)
    assert [one.device for one in desk.read(evidence_of).recorders] == ["DSJ-0417"]
    assert desk.read(evidence_of).recorders[0].registered_at == at
    assert originals(desk, "after-recorder") == 1


def test_an_approval_signed_by_hand_counts_from_when_it_was_signed(desk):
    desk.page.panel.way.set_value("hand")
    desk.press(desk.page.panel.primary)
    form = desk.go("approval").hand_form
    form.approver.setText("孙志远")
    form.moment.show_moment(ago(desk, days=1))
    at = form.moment.stamp()
    form.take((jpeg((200, 300)),))
    desk.settle()
    keep(desk, "approval")
    desk.press(form.go)
    assert entry(desk, "approval.agreed").occurred_at == at
    assert "补录（发生于" in told(desk)


def test_a_visit_that_found_nobody_is_entered_days_later(bench, clock, qtbot):
    dossier = released_inspections(bench.bureau)[0]
    with bench.bureau.writing() as session:
        register_paper_approval(session, desk=bench.bureau.desk(), clock=clock, dossier=dossier, approver="孙志远")
    clock.advance(minutes=2 * 24 * 60)
    desk = opened(qtbot, bench, dossier, "check")
    panel = desk.page.panel
    panel.arrival.unable_pressed.emit()
    form = panel.unable
    form.branch.set_value("unable-closed")
    form.words.setPlainText("大门上锁，门口贴有停业告示。")
    form.asked.setText("西关社区居委会 刘桂兰")
    form.first.show_moment(ago(desk, hours=26))
    form.late.tick.setChecked(True)
    desk.press(form.primary)
    assert form.late.form.field("at").refusal() == say("late-at-wanted")
    form.late.at.show_moment(clock.now() + timedelta(hours=1))
    desk.press(form.primary)
    assert form.late.form.field("at").refusal() == say("refused-happened-later")
    at = fill(desk, form.late, ago(desk, hours=25))
    form.take((jpeg((640, 480), colour=(200, 180, 40)),))
    desk.settle()
    keep(desk, "unable")
    desk.press(form.primary)
    visit = desk.read(find_visit)
    assert (visit.outcome, visit.ended_at) == ("unable-closed", at) and visit.arrived_at < at
    assert desk.read(find_unable) is not None and originals(desk, "after-unable") == 1
    assert "补录（发生于" in told(desk)
    desk.window.stop()


def test_boxes_of_a_question_that_is_no_verdict_show_what_they_are_called(qtbot):
    marked = Marked("tanks", "two", "sure", 98, (("one", 0), ("two", 60)))
    row = MarkRow(Proposal("check-sheet", 1, marked, jpeg((600, 60))), {"one": "地上罐", "two": "埋地罐"})
    qtbot.addWidget(row)
    assert [one.text() for one in row.value.findChildren(QPushButton)] == ["地上罐", "埋地罐"]
