"""Report, approval, order and reinspection on the dossier page, over a real store."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit
from factories.visits import jpeg
from factories.windows import Bench, make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.gui.window import MainWindow
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.rectification.store import fix_papers, problems_of
from inspector_desktop.report.store import find_report, versions_of
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say


@dataclass
class Desk:
    """The first officer of a team, with the signed dossier in front."""

    bench: Bench
    window: MainWindow
    page: InspectionPage
    dossier: str
    qtbot: object

    @property
    def bureau(self) -> str:
        return self.bench.bureau.desk().bureau

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
            return query(session, self.bureau, self.dossier, *more)


@pytest.fixture
def desk(tmp_path, clock, monkeypatch, qtbot):
    bench = make_bench(tmp_path, clock, monkeypatch)
    dossier = signed_visit(bench.bureau, released_inspections(bench.bureau)[0])
    window = bench.window()
    sign_in(qtbot, window, officers_of(bench.bureau, dossier)[0].id)
    window.navigate("inspection", dossier=dossier, step="report")
    made = Desk(bench, window, window.pages["inspection"], dossier, qtbot)
    made.settle()
    yield made
    window.stop()


def test_the_five_parts_are_proposed_and_a_change_becomes_a_version(desk):
    panel = desk.page.panel
    assert list(panel.fields) == ["time", "content", "findings", "evaluation", "proposal"]
    assert all(field.value() for field in panel.fields.values())
    panel.fields["evaluation"].set_value("制度健全；设备维护有缺项。")
    panel.save()
    desk.settle()
    panel.fields["proposal"].set_value("限期整改。")
    panel.leaving()
    desk.settle()
    versions = desk.read(versions_of)
    assert [one.version for one in versions] == [1, 2]
    assert versions[0].parts.evaluation == "制度健全；设备维护有缺项。" and versions[1].parts.proposal == "限期整改。"


def test_what_is_typed_outlives_a_reload_and_an_unchanged_report_makes_no_version(desk):
    panel = desk.page.panel
    panel.save()
    panel.fields["evaluation"].setPlainText("还没有写完")
    desk.window.tasks.tell("sync")
    desk.settle()
    assert panel.fields["evaluation"].value() == "还没有写完"
    assert desk.read(versions_of) == ()


def test_an_empty_part_is_refused_and_a_whole_report_goes_to_the_first_level(desk):
    panel = desk.page.panel
    panel.fields["evaluation"].setPlainText("")
    desk.press(panel.primary)
    assert desk.page.banner.text() == say("refused-report-part", part=say("report-part-evaluation"))
    panel.fields["evaluation"].setPlainText("制度健全。")
    desk.press(panel.primary)
    with desk.bench.bureau.reading() as session:
        view = get_inspection(session, desk.bureau, desk.dossier)
    assert view.tray_role == "section-chief"
    assert desk.read(find_report).parts.evaluation == "制度健全。"


def test_leaving_a_report_that_was_submitted_saves_nothing_and_refuses_nothing(desk):
    panel = desk.page.panel
    panel.way.set_value("hand")
    panel.fields["evaluation"].setPlainText("制度基本健全。")
    desk.press(panel.primary)
    assert desk.read(find_report).state == "paper-final"
    desk.page.leaving()
    desk.settle()
    assert desk.page.banner.text() != say("refused-report-submitted")
    assert desk.read(find_report).parts.evaluation == "制度基本健全。"


def test_a_report_approved_by_hand_is_registered_and_one_returned_shows_its_marks(desk):
    desk.page.panel.way.set_value("hand")
    desk.press(desk.page.panel.primary)
    panel = desk.go("approval")
    form = panel.hand_form
    assert form is not None
    form.approver.setText("孙志远")
    form.decision.set_value("returned")
    form.marking.emit(True)
    form.take((jpeg((200, 300)),))
    desk.settle()
    desk.press(form.go)
    assert desk.page.banner.text() == say("refused-return-marks")
    panel.marked.field("findings").setText("第1项写明检测单位。")
    desk.press(form.go)
    report = desk.go("report")
    assert report.loaded.marks[0].text == "第1项写明检测单位。" and report.loaded.editable
    assert report.fields["findings"].isEnabled()


def test_an_order_is_issued_for_the_chosen_problems_with_deadline_and_seriousness_of_each(desk):
    panel = desk.go("order")
    assert set(panel.choices) == {"advice", "order"}
    panel.choose("order")
    first, second = panel.list.rows
    first.due.set_value("2026-11-30")
    first.serious.setChecked(True)
    second.box.setChecked(False)
    desk.settle()
    desk.press(panel.primary)
    (paper,) = desk.read(fix_papers)
    assert (paper.kind, paper.problems, paper.due_on) == ("order", (1,), "2026-11-30")
    problems = desk.read(problems_of)
    assert [one.serious for one in problems] == [True, False]
    assert [one.order_number for one in problems] == [paper.number, ""]


def test_an_advice_is_another_paper_than_an_order_and_asks_no_basis(desk):
    panel = desk.go("order")
    assert panel.kind == "advice"
    row = panel.list.rows[0]
    assert not row.serious.isVisibleTo(row)
    desk.press(panel.primary)
    (paper,) = desk.read(fix_papers)
    assert paper.kind == "advice" and desk.read(find_paper, "order") is None


def test_service_is_recorded_and_the_pdf_exported_byte_for_byte(desk, tmp_path):
    panel = desk.go("order")
    panel.choose("order")
    desk.settle()
    desk.press(panel.primary)
    panel.serve(panel.fixing.papers[0])
    panel.service.receiver.setText("")
    desk.press(panel.service.go)
    assert desk.page.banner.text() == say("refused-fix-receiver")
    panel.service.receiver.setText("赵永安")
    desk.press(panel.service.go)
    (served,) = desk.read(fix_papers)
    assert (served.receiver, served.way) == ("赵永安", "service-direct") and served.served_at
    panel._exported = lambda _path: None  # nothing is to be opened in a test
    panel.export_to(tmp_path, "order")
    desk.settle()
    (written,) = tmp_path.glob("*.pdf")
    kept = desk.read(find_paper, "order")
    with desk.bench.bureau.reading() as session:
        assert written.read_bytes() == read_evidence(session, kept.blob)


@pytest.mark.obligation("F140")
def test_problems_are_reported_looked_at_again_and_closed(desk):
    panel = desk.go("order")
    desk.press(panel.primary)
    panel = desk.go("reinspection")
    panel.ask_report()
    panel.report_words.setPlainText("两项都已改好。")
    panel.enter_report()
    desk.settle()
    assert [one.state for one in desk.read(problems_of)] == ["fix-reported", "fix-reported"]
    panel.rows[0].result.set_value("fix-done")
    panel.rows[1].result.set_value("fix-part")
    desk.press(panel.primary)
    assert desk.page.banner.text() == say("refused-recheck-words", number=2)
    panel.rows[1].words.setText("还差一处引下线。")
    desk.press(panel.primary)
    assert [one.state for one in desk.read(problems_of)] == ["fix-done", "fix-part"]
    desk.press(panel.close_button)
    assert [one.state for one in desk.read(problems_of)] == ["fix-closed", "fix-part"]


def test_a_report_whose_proposal_was_begun_and_not_ended_is_not_submitted(desk):
    panel = desk.page.panel
    panel.fields["proposal"].setPlainText("第3项的处理意见：\n检查结果录入平台并公示。")
    desk.press(panel.primary)
    assert desk.page.banner.text() == say("report-page-unended", begun="第3项的处理意见：")
    assert desk.read(find_report) is None or not desk.read(find_report).submitted_at
    panel.fields["proposal"].setPlainText("第3项的处理意见：限期整改。\n检查结果录入平台并公示。")
    desk.press(panel.primary)
    assert desk.read(find_report).submitted_at


def test_a_step_without_a_paper_shows_the_evidence_and_one_without_a_form_says_how(desk):
    desk.go("archive")
    assert desk.page._nothing.isVisible()
    assert say("inspection-archive-how") in [one.text() for one in desk.page._nothing.findChildren(QLabel)]
    assert desk.page.paper.tabs().value() == "evidence"
    panel = desk.go("disclosure")
    assert desk.page.paper.tabs().keys() == ("evidence", "history", "besides", "correcting")
    assert [one.text() for one in panel.tools(desk.page.case)] == [say("do-order"), say("step-handling")]


def test_another_step_puts_its_own_paper_in_front_of_what_was_looked_at(desk):
    desk.go("check")
    desk.page.paper.choose("evidence")
    desk.page.stale()
    desk.settle()
    assert desk.page.paper.tabs().value() == "evidence"
    desk.go("signature")
    shown = desk.page.paper.tabs()
    assert shown.value() == shown.keys()[0] != "evidence", shown.keys()
