"""补录 of the steps of a visit through their own forms: notice, arrival, end, the unit's words, finalising, report."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest
from factories.bureau import released_inspections
from factories.finished import checked_visit, officers_of
from factories.visits import jpeg, judge_everything
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QApplication, QLabel

from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.store import find_visit
from inspector_desktop.gui import look
from inspector_desktop.inspection.store import find_paper, history_of
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.notice.store import find_notice
from inspector_desktop.signature.store import find_final, find_statement
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

SHOTS = os.environ.get("LATE_SHOTS", "")


class Desk:
    """An officer of the team, with the dossier in front at a step."""

    def __init__(self, bench, qtbot, dossier: str, step: str) -> None:
        self.bench, self.qtbot, self.dossier = bench, qtbot, dossier
        self.window = bench.window()
        sign_in(qtbot, self.window, officers_of(bench.bureau, dossier)[0].id)
        self.window.resize(1366, 768)
        self.window.navigate("inspection", dossier=dossier, step=step)
        self.page = self.window.pages["inspection"]
        self.settle()

    def go(self, step: str):
        self.page.view_step(step)
        self.settle()
        return self.page.panel

    def settle(self) -> None:
        for _ in range(2):  # a panel reads by itself once the case was read
            settle(self.qtbot, self.window)

    def press(self, button) -> None:
        button.click()
        self.settle()

    def read(self, query, *more):
        with self.bench.bureau.reading() as session:
            return query(session, self.bench.bureau.desk().bureau, self.dossier, *more)

    def happened(self, kind: str) -> str:
        with self.bench.bureau.reading() as session:
            return [one for one in history_of(session, self.dossier) if one.kind == kind][-1].occurred_at

    def fill(self, late, when: datetime, side: int = 0) -> str:
        """Say when it happened and give a picture of the original (so many pixels wide); return the stamp."""
        late.tick.setChecked(True)
        late.at.show_moment(when)
        late.at.finished.emit(late.at.value())
        if side:
            late.take((jpeg((side, 400)),))
        self.settle()
        return late.at.stamp()

    def ago(self, **span) -> datetime:
        return self.bench.clock.now() - timedelta(**span)

    def originals(self, step: str) -> int:
        note = say("late-original-of", step=say(step))
        return sum(one.note == note for one in self.read(evidence_of).photos)

    def keep(self, name: str) -> None:
        if SHOTS:
            self.settle()
            self.window.grab().save(f"{SHOTS}/{name}.png")

    def scanned(self, kind: str) -> bool:
        """Whether the paper kept is the picture of the original."""
        kept = self.read(find_paper, kind)
        with self.bench.bureau.reading() as session:
            return b"/Subtype /Image" in read_evidence(session, kept.blob).replace(
                b"/Subtype/Image", b"/Subtype /Image"
            )


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        look.install_look(qapp)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


def test_notice_and_arrival_are_entered_as_of_when_they_were(bench, clock, qtbot):
    dossier = released_inspections(bench.bureau)[0]
    with bench.bureau.writing() as session:
        register_paper_approval(session, desk=bench.bureau.desk(), clock=clock, dossier=dossier, approver="孙志远")
    clock.advance(minutes=3 * 24 * 60)
    desk = Desk(bench, qtbot, dossier, "notice")
    panel = desk.page.panel
    issued = desk.fill(panel.late, desk.ago(hours=50), 601)
    desk.keep("notice-compose")
    desk.press(panel.primary)
    assert desk.read(find_notice).issued_at == issued and desk.scanned("notice")
    panel = desk.go("notice")
    assert panel.late.form.field("scan").isHidden()  # what is served now has no paper to be photographed
    served = desk.fill(panel.late, desk.ago(hours=49))
    desk.keep("notice-serve")
    desk.press(panel.primary)
    assert desk.read(find_notice).served_at == served
    form = desk.go("check").arrival
    form.place.set_value("加油区")
    form.no_code.set_value("省平台未开通")
    form.rights.click()
    for row in form.officers.values():
        row.shown.click()
    form.late.at.show_moment(clock.now() + timedelta(hours=1))
    desk.press(form.primary)
    assert form.late.form.field("at").refusal() == say("refused-happened-later")
    came = desk.fill(form.late, desk.ago(hours=48), 603)
    desk.keep("arrival")
    desk.press(form.primary)
    assert desk.read(find_visit).arrived_at == came and desk.originals("after-arrival") == 1
    judge_everything(bench.bureau, dossier)
    desk.page.stale()
    panel = desk.go("check")
    desk.press(panel.late_link)
    ended = desk.fill(panel.late, desk.ago(hours=47))
    desk.keep("check-ended")
    desk.press(panel.finish)
    if not panel.unmeasured.isHidden():
        panel._end("现场未定")
        desk.settle()
    assert desk.read(find_visit).ended_at == ended
    assert "补录（发生于" in "".join(one.text() for one in desk.page.history.findChildren(QLabel))
    desk.page.paper.tabs().set_value("history")
    desk.keep("history")
    desk.window.stop()


def test_words_finalising_and_report_are_entered_as_of_when_they_were(bench, clock, qtbot):
    dossier = checked_visit(bench.bureau, released_inspections(bench.bureau)[0], violates=1)
    clock.advance(minutes=3 * 24 * 60)
    desk = Desk(bench, qtbot, dossier, "signature")
    panel = desk.page.panel
    form = panel.statement
    form.reading.set_value("read-paper")
    form.opinion.set_value("opinion-agrees")
    form.branch.set_value("branch-principal")
    form.name.set_value("赵永安")
    form.opinion.chosen.emit("opinion-agrees")
    stated = desk.fill(form.late, desk.ago(hours=70), 605)
    desk.keep("statement")
    desk.press(panel.primary)
    assert desk.read(find_statement).stated_at == stated and desk.originals("after-stated") == 1
    assert not panel.primary.isEnabled()  # it waits for ink, and says so
    assert panel.caption.text() == panel.primary.toolTip() == say("greyed-no-ink", name="赵永安")
    panel.board.late.click()
    panel.board.late_at.show_moment(desk.ago(hours=69))
    panel._take_whole((jpeg((606, 850)),))
    desk.settle()
    assert panel.stage() == "finalise"
    finalised = desk.fill(panel.late, desk.ago(hours=68), 607)
    desk.keep("finalise")
    desk.press(panel.primary)
    assert desk.read(find_final).finalised_at == finalised and desk.scanned("check-record")
    panel = desk.go("report")
    submitted = desk.fill(panel.late, desk.ago(hours=40))
    desk.keep("report")
    panel.way.set_value("hand")
    panel.fields["proposal"].set_value("按期整改后复查。")
    desk.press(panel.primary)
    assert desk.happened("report.submitted") == submitted
    desk.window.stop()


def test_a_dossier_handed_over_on_paper_is_entered_as_of_when_it_was(bench, clock, qtbot):
    dossier = checked_visit(bench.bureau, released_inspections(bench.bureau)[0])
    clock.advance(days=1)
    desk = Desk(bench, qtbot, dossier, "check")
    handing = desk.page.hand_over
    handing.ask("role:section-chief")
    handing._names = {}  # the page was read anew meanwhile
    window = handing.window
    window.late.tick.setChecked(True)
    window.primary.click()
    assert window.late.form.field("at").refusal() == say("late-at-wanted")
    handed = desk.fill(window.late, desk.ago(hours=20), 604)
    if SHOTS:
        window.grab().save(f"{SHOTS}/hand-over.png")
    desk.press(window.primary)
    assert desk.happened("dossier.handed-over") == handed and desk.originals("after-handed") == 1
    assert not desk.page.case.here and handing.window is None
