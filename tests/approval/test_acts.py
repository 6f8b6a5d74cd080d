"""A report on its way: taken up, agreed level by level, returned with marks, passed on, or approved by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import officers_of, signed_visit, submitted_report

from inspector_desktop.approval.acts import (
    agree,
    due_level,
    hints_for,
    pass_on,
    register_signed_approval,
    return_result,
    take_result,
)
from inspector_desktop.approval.facts import MarkedPart
from inspector_desktop.approval.store import approval_queue, find_approval
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import find_paper, get_inspection, papers_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.report.acts import save_report
from inspector_desktop.report.store import find_report

CHIEF, DEPUTY = "16011", "16012"
MARK = MarkedPart(part="findings", text="第1项写明检测单位。")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    return signed_visit(bureau, released_inspections(bureau)[0])


def view_of(bureau, dossier):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier)


def queue_of(bureau, desk):
    with bureau.reading() as session:
        return approval_queue(session, desk=desk, profile=bureau.profile, today=civil_date(bureau.clock.now()))


def taken(bureau, dossier, desk):
    bureau.clock.advance(minutes=5)
    with bureau.writing() as session:
        take_result(session, desk=desk, clock=bureau.clock, dossier=dossier)
    bureau.receipt_everything()


def agreed(bureau, dossier, desk, **more):
    with bureau.writing() as session:
        return agree(session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossier, **more)


def returned(bureau, dossier, desk, *marks):
    with bureau.writing() as session:
        return return_result(
            session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossier, marks=marks
        )


def officer_desk(bureau, dossier, *roles) -> Desk:
    """The desk of the first officer of the team, who holds these roles as well."""
    first = officers_of(bureau, dossier)[0]
    desk = bureau.desk()
    return replace(desk, person=Person(first.id, first.name, ("officer", *roles)))


@pytest.mark.obligation("F067")
@pytest.mark.obligation("F153")
def test_chief_and_deputy_agree_in_turn_and_the_dossier_comes_back_to_the_first_officer(bureau, dossier):
    submitted_report(bureau, dossier)
    (row,) = queue_of(bureau, bureau.desk(CHIEF))
    assert (row.what, row.violates, row.own, row.here) == ("report", 2, False, False)
    assert row.due is not None and row.due.deadline == "D01"
    assert queue_of(bureau, bureau.desk(DEPUTY)) == ()
    taken(bureau, dossier, bureau.desk(CHIEF))
    assert agreed(bureau, dossier, bureau.desk(CHIEF), opinion="同意").to_role == "deputy-head"
    assert view_of(bureau, dossier).notes["approval"] == "ok-chief"
    taken(bureau, dossier, bureau.desk(DEPUTY))
    passed = agreed(bureau, dossier, bureau.desk(DEPUTY))
    view = view_of(bureau, dossier)
    assert passed.to_person == view.officers[0].id == view.tray_person
    assert view.done["approval"] and view.notes["approval"] == "ok-done"
    with bureau.reading() as session:
        assert rebuild(session).equal
        found = find_approval(session, bureau.desk().bureau, dossier)
    assert found is not None
    assert [(one.role, one.approver) for one in found.decisions] == [
        ("section-chief", "孙志远"), ("deputy-head", "赵志强"),
    ]  # fmt: skip


def test_nothing_is_decided_before_headquarters_receipted_the_taking(bureau, dossier):
    submitted_report(bureau, dossier)
    with bureau.writing() as session:
        take_result(session, desk=bureau.desk(CHIEF), clock=bureau.clock, dossier=dossier)
    with pytest.raises(Refused, match="refused-take-waiting"):
        agreed(bureau, dossier, bureau.desk(CHIEF))


def test_who_took_part_cannot_approve_and_is_told_to_whom_to_pass_it(bureau, dossier):
    submitted_report(bureau, dossier)
    desk = officer_desk(bureau, dossier, "section-chief")
    (row,) = queue_of(bureau, desk)
    assert row.own
    taken(bureau, dossier, desk)
    with pytest.raises(Refused) as refusal:
        agreed(bureau, dossier, desk)
    assert refusal.value.code == "refused-own-approval"
    assert refusal.value.facts == {"officer": desk.person.name, "deputy": "分管负责人"}
    with pytest.raises(Refused, match="refused-own-approval"):
        returned(bureau, dossier, desk, MARK)
    with bureau.writing() as session:
        passed = pass_on(session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    assert passed.to_role == "deputy-head"
    taken(bureau, dossier, bureau.desk(DEPUTY))
    agreed(bureau, dossier, bureau.desk(DEPUTY))
    assert view_of(bureau, dossier).done["approval"]


def test_only_the_level_whose_turn_it_is_decides(bureau, dossier):
    submitted_report(bureau, dossier)
    taken(bureau, dossier, bureau.desk(CHIEF))
    with pytest.raises(Refused) as refusal:
        agreed(bureau, dossier, bureau.desk(DEPUTY))
    assert (refusal.value.code, refusal.value.facts) == ("refused-result-level", {"role": "股室负责人"})
    with bureau.writing() as session, pytest.raises(Refused, match="refused-pass-on"):
        pass_on(session, desk=bureau.desk(CHIEF), clock=bureau.clock, profile=bureau.profile, dossier=dossier)


def test_a_return_needs_a_mark_and_opens_the_report_again_from_the_first_level(bureau, dossier):
    first_paper = submitted_report(bureau, dossier)
    taken(bureau, dossier, bureau.desk(CHIEF))
    agreed(bureau, dossier, bureau.desk(CHIEF))
    taken(bureau, dossier, bureau.desk(DEPUTY))
    with pytest.raises(Refused, match="refused-return-marks"):
        returned(bureau, dossier, bureau.desk(DEPUTY), MarkedPart(part="findings", text=" "))
    returned(bureau, dossier, bureau.desk(DEPUTY), MARK)
    view = view_of(bureau, dossier)
    assert view.tray_person == view.officers[0].id and "report" not in view.done
    with bureau.reading() as session:
        found = find_approval(session, bureau.desk().bureau, dossier)
        report = find_report(session, bureau.desk().bureau, dossier)
        assert find_paper(session, bureau.desk().bureau, dossier, "check-report") is None
    assert found is not None and report is not None
    assert [(one.part, one.text) for one in found.marks] == [("findings", "第1项写明检测单位。")]
    officer = officer_desk(bureau, dossier)
    taken(bureau, dossier, officer)
    with bureau.writing() as session:
        changed = replace(report.parts, findings=report.parts.findings + "\n检测单位：安泰检测。")
        save_report(session, desk=officer, clock=bureau.clock, dossier=dossier, parts=changed)
    second_paper = submitted_report(bureau, dossier)
    assert second_paper.number != first_paper.number
    with bureau.reading() as session:
        assert (
            due_level(session, bureau=bureau.desk().bureau, profile=bureau.profile, dossier=dossier) == "section-chief"
        )
        papers = [one for one in papers_of(session, bureau.desk().bureau, dossier) if one.kind == "check-report"]
        assert [(one.state, one.note) for one in papers] == [("paper-void", MARK.text), ("paper-final", "")]
        assert rebuild(session).equal


def test_an_approval_signed_by_hand_is_registered_with_its_scan_level_by_level(bureau, dossier):
    submitted_report(bureau, dossier, by_hand=True)
    now = bureau.clock.now()

    def register(approver, scan=b"\xff\xd8scan", **more):
        with bureau.writing() as session:
            return register_signed_approval(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
                approver=approver, decided_at=now, scan=scan, **more,
            )  # fmt: skip

    with pytest.raises(Refused, match="refused-signed-incomplete"):
        register("孙志远", scan=b"")
    with pytest.raises(Refused, match="refused-own-approval"):
        register(officers_of(bureau, dossier)[1].name)
    assert register("孙志远").state == "ok-chief"
    assert register("赵志强", opinion="同意").state == "ok-done"
    view = view_of(bureau, dossier)
    assert view.done["approval"] and view.holder == bureau.desk().life
    with pytest.raises(Refused, match="refused-result-decided"):
        register("赵志强")


def test_a_report_returned_by_hand_is_open_again_on_the_same_desk(bureau, dossier):
    submitted_report(bureau, dossier, by_hand=True)
    with bureau.writing() as session:
        register_signed_approval(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
            approver="孙志远", decided_at=bureau.clock.now(), scan=b"scan", marks=(MARK,),
        )  # fmt: skip
    assert view_of(bureau, dossier).notes["approval"] == "ok-returned"


def test_before_a_report_is_submitted_nobody_can_approve_it(bureau, dossier):
    with pytest.raises(Refused, match="refused-not-submitted"):
        agreed(bureau, dossier, bureau.desk(CHIEF))


def test_the_chief_gets_an_agreed_dossier_back_to_issue_the_order(bureau, dossier):
    submitted_report(bureau, dossier)
    taken(bureau, dossier, bureau.desk(CHIEF))
    agreed(bureau, dossier, bureau.desk(CHIEF))
    taken(bureau, dossier, bureau.desk(DEPUTY))
    assert agreed(bureau, dossier, bureau.desk(DEPUTY), order_by_chief=True).to_role == "section-chief"
    (row,) = queue_of(bureau, bureau.desk(CHIEF))
    assert row.what == "order"


@pytest.mark.obligation("F151")
def test_hints_come_from_this_visit_and_from_the_others(bureau):
    first, second, *_ = released_inspections(bureau)
    signed_visit(bureau, first)
    signed_visit(bureau, second, violates=1)
    with bureau.reading() as session:
        found = {one.code: one.facts for one in hints_for(session, desk=bureau.desk(CHIEF), dossier=second)}
    assert found["hint-text-elsewhere"]["date"] == "2026-11-20"
    assert found["hint-time"]["hours"] == 1
    assert "hint-agrees" in found and "hint-photo-elsewhere" not in found
