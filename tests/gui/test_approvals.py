"""The approvals page: the queue by days left, taking up, waiting for headquarters, deciding, returning, signing by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit, submitted_report
from factories.visits import jpeg
from factories.windows import Bench, make_bench, settle, sign_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import delete

from inspector_desktop.approval.store import find_approval
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.pages.approvals import ApprovalsPage
from inspector_desktop.gui.window import MainWindow
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection
from inspector_desktop.journal.desks import Person
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.notice.acts import approve_orally
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.opening import put_person
from inspector_desktop.storage.evidence import Evidence, EvidenceChunk, put_evidence, read_evidence
from inspector_desktop.wording import say

CHIEF, DEPUTY = "16011", "16012"
PIN = "202611"


@dataclass
class Desk:
    """A window with an approver signed in and the approvals page in front."""

    bench: Bench
    window: MainWindow
    page: ApprovalsPage
    qtbot: object

    def settle(self) -> None:
        """Wait until everything is read, and the item now open is taken up."""
        settle(self.qtbot, self.window)
        self.qtbot.waitUntil(lambda: not self.page._soon.isActive(), timeout=60_000)
        settle(self.qtbot, self.window)

    def sync(self) -> None:
        """As after a round with headquarters."""
        self.bench.bureau.receipt_everything()
        self.window.tasks.tell("sync")
        settle(self.qtbot, self.window)

    def press(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(self.qtbot, self.window)

    def view(self, dossier: str) -> InspectionView:
        with self.bench.bureau.reading() as session:
            return get_inspection(session, self.bench.bureau.desk().bureau, dossier)

    def approval(self, dossier: str):
        with self.bench.bureau.reading() as session:
            return find_approval(session, self.bench.bureau.desk().bureau, dossier)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def dossiers(bench):
    return released_inspections(bench.bureau)


@pytest.fixture
def desk_of(bench, qtbot):
    opened = []

    def make(person: str = CHIEF, dossier: str = "") -> Desk:
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person)
        window.navigate("approvals", **({"dossier": dossier} if dossier else {}))
        made = Desk(bench, window, window.pages["approvals"], qtbot)
        made.settle()
        return made

    yield make
    for window in opened:
        window.stop()


def submitted(bench, dossier, *, violates=2):
    signed_visit(bench.bureau, dossier, violates=violates)
    submitted_report(bench.bureau, dossier)
    bench.bureau.clock.advance(minutes=5)
    return dossier


def test_the_queue_names_subject_officers_problems_and_days_left(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of()
    (row,) = desk.page.rows.values()
    assert (row.left, row.urgent) == (5, False)
    shown = desk.page.queue.model().index(0, 0).data()
    assert desk.view(dossier).subject_name in shown
    assert say("approvals-left", days=5) in shown and say("queue-violates", count=2) in shown
    assert desk.page.side.tabs().keys() == ("paper", "record", "evidence")
    desk.qtbot.waitUntil(lambda: desk.page.side.page_count() > 0, timeout=60_000)


def test_a_report_that_is_not_here_yet_is_said_to_be_fetched_and_shown_once_it_came(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    with bench.bureau.writing() as session:
        report = find_paper(session, bench.bureau.desk().bureau, dossier, "check-report")
        kept = read_evidence(session, report.blob)
        for table in (EvidenceChunk, Evidence):
            session.exec(delete(table).where(table.hash == report.blob))
    desk = desk_of()
    assert desk.page.side.words() == say("kit-paper-fetching")
    assert desk.page.side.page_count() == 0
    with bench.bureau.writing() as session:
        put_evidence(session, kept, media_type="application/pdf", added_at=report.issued_at)
    desk.window.tasks.tell("sync")
    desk.qtbot.waitUntil(lambda: desk.page.side.page_count() > 0, timeout=60_000)


def test_the_number_in_the_rail_is_that_of_the_queue(bench, dossiers, desk_of):
    submitted(bench, dossiers[0])
    desk = desk_of()
    deputy = desk_of(DEPUTY)
    for one, count in ((desk, 1), (deputy, 0)):
        one.window._count()
        one.settle()
        assert len(one.page.rows) == count
        assert one.window.frame.rail._items["approvals"].accessibleName() == ("审核审批 1" if count else "审核审批")


def test_looking_takes_nothing_and_opening_takes_the_item_up(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of()
    assert desk.view(dossier).tray_role == "section-chief"
    desk.window.navigate("approvals", dossier=dossier)
    desk.settle()
    assert desk.view(dossier).holder_person == CHIEF
    assert desk.page.item is not None and desk.page.item.waits


def test_an_agreement_pressed_too_early_waits_and_is_entered_once_headquarters_confirmed(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of()
    desk.press(desk.page.sheet.agree)
    assert desk.view(dossier).holder_person == CHIEF and desk.approval(dossier) is None
    assert desk.page.pending is not None
    desk.sync()
    found = desk.approval(dossier)
    assert found is not None and found.state == "ok-chief"
    assert desk.view(dossier).tray_role == "deputy-head"
    assert desk.page.queue.value() == "" and desk.page.banner.tone() == "green"


def test_a_waiting_agreement_can_be_called_back(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of()
    desk.press(desk.page.sheet.agree)
    desk.press(desk.page.sheet.give_back)
    desk.sync()
    assert desk.approval(dossier) is None and desk.page.pending is None


@pytest.mark.obligation("F067")
def test_the_last_level_agrees_with_an_opinion_and_the_dossier_goes_back(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    chief = desk_of(dossier=dossier)
    chief.sync()
    chief.press(chief.page.sheet.agree)
    bench.bureau.receipt_everything()
    deputy = desk_of(DEPUTY, dossier)
    deputy.sync()
    deputy.page.sheet.opinion.set_value("同意，限期整改。")
    deputy.press(deputy.page.sheet.agree)
    found = deputy.approval(dossier)
    assert found is not None and [one.opinion for one in found.decisions] == ["", "同意，限期整改。"]
    assert deputy.view(dossier).tray_person == officers_of(bench.bureau, dossier)[0].id


def test_a_report_is_returned_with_marks_at_its_parts(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of(dossier=dossier)
    desk.sync()
    desk.press(desk.page.sheet.give_back)
    desk.press(desk.page.sheet.agree)
    assert desk.page.banner.text() == say("refused-return-marks") and desk.approval(dossier) is None
    desk.page.sheet.parts.field("findings").setText("第1项写明检测单位。")
    desk.press(desk.page.sheet.agree)
    found = desk.approval(dossier)
    assert found is not None
    assert [(one.part, one.text) for one in found.marks] == [("findings", "第1项写明检测单位。")]


def test_who_took_part_is_shown_the_deputy_and_passes_the_report_on(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    first = officers_of(bench.bureau, dossier)[0]
    put_person(bench.opening, Person(first.id, first.name, ("officer", "section-chief")), PIN)
    desk = desk_of(first.id, dossier)
    desk.sync()
    assert desk.page.item is not None and desk.page.item.own
    deputy = bench.bureau.profile.role("deputy-head").title
    assert desk.page.sheet.agree.text() == say("approvals-pass-on", deputy=deputy)
    desk.press(desk.page.sheet.agree)
    assert desk.view(dossier).tray_role == "deputy-head"
    found = desk.approval(dossier)
    assert found is not None and found.decisions[0].decision == "passed-on"


def test_an_approval_signed_by_hand_is_registered_with_its_scan(bench, dossiers, desk_of):
    dossier = submitted(bench, dossiers[0])
    desk = desk_of(dossier=dossier)
    desk.sync()
    desk.page.sheet._open_hand_form()
    form = desk.page.sheet.hand_form
    assert form is not None
    form.go.click()
    assert form.form.field("approver").refusal() == say("approvals-approver-wanted")
    form.approver.setText("孙志远")
    form.go.click()
    assert form.form.field("scan").refusal() == say("approvals-scan-wanted")
    form.take((jpeg((200, 300)),))
    desk.qtbot.waitUntil(lambda: not form.form.field("scan").refusal(), timeout=60_000)
    form.go.click()
    desk.qtbot.waitUntil(lambda: desk.approval(dossier) is not None, timeout=60_000)
    found = desk.approval(dossier)
    assert found is not None
    assert (found.state, found.decisions[0].approver, found.decisions[0].on_paper) == ("ok-chief", "孙志远", True)


def test_an_urgent_check_stands_first_and_is_approved_afterwards(bench, dossiers, desk_of):
    submitted(bench, dossiers[0])
    bureau, urgent = bench.bureau, dossiers[1]
    with bureau.writing() as session:
        approve_orally(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=urgent, approver="孙志远",
            reason="雷雨后接到险情报告。", told_at=bureau.clock.now(),
        )  # fmt: skip
        hand_over(session, desk=bureau.desk(), clock=bureau.clock, dossier=urgent, to_role="section-chief")
    desk = desk_of(dossier=urgent)
    assert next(iter(desk.page.rows.values())).key == urgent
    desk.sync()
    assert desk.page.sheet.agree.text() == say("approvals-make-up")
    desk.press(desk.page.sheet.agree)
    view = desk.view(urgent)
    assert view.tray_person == view.officers[0].id
    with bureau.reading() as session:
        found = find_authorisation(session, bureau.desk().bureau, urgent)
    assert found is not None and (found.state, found.approver) == ("made-up", "孙志远")
    assert urgent not in desk.page.rows


def test_nothing_waiting_says_what_will_stand_here(bench, dossiers, desk_of):
    desk = desk_of()
    assert desk.page.item is None
    (told,) = desk.page.sheet.findChildren(EmptyState)
    assert say("approvals-none") in [one.text() for one in told.findChildren(QLabel)]
    assert desk.page.side.isHidden()
    assert desk.view(dossiers[0]).tray_role == ""


def test_the_paper_has_half_the_room_and_keeps_what_a_person_gives_it(bench, dossiers, desk_of):
    submitted(bench, dossiers[0])
    desk = desk_of()
    desk.window.resize(1366, 768)
    desk.settle()
    assert desk.page.side.width() >= 400
    desk.page.room.set_share(62)
    file = bench.places.folder / "borders.json"
    desk.qtbot.waitUntil(file.exists, timeout=60_000)
    desk.settle()
    wide = desk.page.side.width()
    assert wide > 500
    desk.window.stop()
    again = desk_of()
    again.window.resize(1366, 768)
    again.settle()
    assert (again.page.room.share(), again.page.side.width()) == (62, wide)
    file.write_text("{", "utf-8")  # what can't be read is as if nothing had been kept
    assert desk_of().page.room.share() == 50
