"""补充记录 at the inspection: joining, departments, experts, samples and checks without a visit, through the window."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories.bureau import enter_some_subjects
from factories.visits import SITE, come, jpeg, judge_everything
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.joint_store import (
    department_disclosures,
    department_reports,
    departments_of,
    find_first_visit,
)
from inspector_desktop.check.offsite_acts import begin_off_site
from inspector_desktop.check.sampling_store import find_off_site, opinions_of, samplings_of
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import stamp
from inspector_desktop.errors import Refused
from inspector_desktop.gui.pages.inspecting.arrival import ArrivalForm
from inspector_desktop.gui.pages.inspecting.case import steps_of
from inspector_desktop.gui.pages.inspecting.sampling import read_sample
from inspector_desktop.gui.pages.inspecting.unable import UnableForm
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joining import divide_items, set_mode
from inspector_desktop.inspection.returning import ISSUED, file_page
from inspector_desktop.inspection.store import get_inspection, papers_of
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.notice.acts import approve_orally
from inspector_desktop.notice.blanks import mode_words
from inspector_desktop.rectification.afterwards import Afterwards, Came, enter_afterwards
from inspector_desktop.signature.store import find_sent

FIRE = "县消防救援大队"


def officer(number, name, department=""):
    return AssignedOfficer(
        officer=number, name=name, certificate=f"豫E-{number}", valid_until="2028-12-31", department=department
    )


OURS = (officer("16001", "李建国"), officer("16002", "周敏"))
GUESTS = (officer("g1", "何军", FIRE), officer("g2", "许静", FIRE))
OWN = AssignedItem(item="I1", title="雷电防护装置检查", version=1, basis="b", form="lightning-safety")
THEIRS = AssignedItem(item="I2", title="消防安全检查", version=1, basis="b", form="industry-general")


def assigned(bureau, dossier, items=(OWN, THEIRS), officers=(*OURS, *GUESTS)):
    fact = InspectionAssigned(
        title="加油站联合检查", check_kind="kind-routine", way="way-joint", plan_number="2026001", plan_title="计划",
        task_number=dossier, task_title="加油站联合检查", draw_type="定向", draw="", subject="S0010",
        subject_name="滑县第10加油站", subject_code="", category="key-unit", category_title="重点单位",
        address="城关街道人民路10号", principal="赵永安", phone="13803720000", window_from="2026-11-01",
        window_until="2026-11-30", form="lightning-safety", officers=officers, items=items,
    )  # fmt: skip
    desk = bureau.desk("16001")
    with bureau.writing() as session:
        open_dossier(session, fact, kind="inspection", desk=desk, clock=bureau.clock, dossier=DossierId(dossier))
        approve_orally(
            session, desk=desk, clock=bureau.clock, dossier=dossier, approver="赵志强", reason="r",
            told_at=bureau.clock.now() - timedelta(hours=1),
        )  # fmt: skip
    return dossier


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


@pytest.fixture
def face_of(bench, qtbot):
    windows = []

    def make(dossier, key):
        if not windows:
            window = bench.window()
            windows.append(window)
            sign_in(qtbot, window, "16001")
            window.resize(1366, 768)
        window = windows[0]
        window.navigate("inspection", dossier=dossier)
        settle(qtbot, window)
        page = window.pages["inspection"]
        page.paper.choose("besides")
        page.besides.choose(key)
        settle(qtbot, window)
        return window, page, page.besides.faces[key]

    yield make
    for window in windows:
        window.stop()


def picture(window, name, part=None):
    if folder := os.environ.get("PICTURES"):
        if part is not None:
            from PySide6.QtWidgets import QScrollArea

            area = part
            while not isinstance(area, QScrollArea):
                area = area.parentWidget()
            area.verticalScrollBar().setValue(part.y() - 20)
        window.grab().save(str(Path(folder) / f"{name}.png"))


def button(face, text):
    from PySide6.QtWidgets import QPushButton

    return next(one for one in face.findChildren(QPushButton) if one.text() == text)


def press(qtbot, window, face, key):
    from inspector_desktop.wording import say

    button(face, say(key)).click()
    settle(qtbot, window)
    settle(qtbot, window)


def read(bench, query, *more):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, *more)


@pytest.mark.obligation("F050")
def test_another_check_due_at_the_subject_is_joined_by_one_press(bench, face_of, qtbot):
    first = assigned(bench.bureau, "first", (OWN,), OURS)
    assigned(bench.bureau, "second", (THEIRS,), OURS)
    window, _, face = face_of(first, "joint")
    picture(window, "joint-join")
    press(qtbot, window, face, "joint-join")
    view = read(bench, get_inspection, first)
    assert [one.id for one in view.items] == ["I1", "I2"]
    assert read(bench, get_inspection, "second").merged_into == first


def test_a_department_gets_its_record_printed_with_its_own_number(bench, face_of, qtbot):
    bureau = bench.bureau
    dossier = assigned(bureau, "joint")
    with bureau.writing() as session:
        divide_items(session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier, departments={"I2": FIRE})
    come(bureau, dossier)
    judge_everything(bureau, dossier, violates=1)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier)
    window, _, face = face_of(dossier, "joint")
    from inspector_desktop.gui.kit.fields import ChoiceField, LineField
    from inspector_desktop.wording import say

    number = next(one for one in face.findChildren(LineField) if one.placeholderText() == say("joint-number-hint"))
    number.set_value("滑消检字〔2026〕7号")
    for choice in face.findChildren(ChoiceField):
        if choice.findData("未发现问题") >= 0:
            choice.set_value("未发现问题")
    picture(window, "joint-department")
    press(qtbot, window, face, "joint-print")
    (row,) = read(bench, departments_of, dossier)
    assert (row.department, row.number, row.result) == (FIRE, "滑消检字〔2026〕7号", "未发现问题")
    part = face.parts[FIRE]
    part.number.set_value("滑消报〔2026〕7号")
    part.evaluation.set_value("消防设施完好。")
    part.proposal.set_value("保持现状，下次抽查时复核。")
    picture(window, "joint-report", part)
    press(qtbot, window, face, "department-print")
    (report,) = read(bench, department_reports, dossier)
    assert (report.number, report.result, report.elsewhere) == ("滑消报〔2026〕7号", "未发现问题", False)
    part = face.parts[FIRE]
    part.place.set_value("县消防救援大队网站")
    picture(window, "joint-disclosed", part)
    press(qtbot, window, face, "department-note")
    (shown,) = read(bench, department_disclosures, dossier)
    assert (shown.place, shown.disclosed_on) == ("县消防救援大队网站", "2026-11-20")
    picture(window, "joint-done", face.parts[FIRE])
    with bureau.writing() as session:
        paper = next(
            one for one in papers_of(session, bureau.desk().bureau, dossier) if one.kind == "department-record"
        )
        file_page(
            session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier, paper=f"{ISSUED}{paper.id}", page=1,
            original=jpeg((600, 800)), media_type="image/jpeg", name="签字.jpg", code=paper.code,
        )  # fmt: skip
    window.pages["inspection"].stale()
    settle(qtbot, window)
    settle(qtbot, window)
    picture(window, "joint-returned", face.parts[FIRE])
    press(qtbot, window, face.parts[FIRE], "joint-sign")  # the page that was known by its code is there already
    (row,) = read(bench, departments_of, dossier)
    assert row.signed_at and row.scan


def test_what_a_department_made_in_its_own_system_is_registered_with_its_pages(bench, face_of, qtbot):
    bureau = bench.bureau
    dossier = assigned(bureau, "joint")
    with bureau.writing() as session:
        divide_items(session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier, departments={"I2": FIRE})
    come(bureau, dossier)
    judge_everything(bureau, dossier)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier)
    window, _, face = face_of(dossier, "joint")
    part = face.parts[FIRE]
    part.how.set_value("elsewhere")
    part._lay()
    part.number.set_value("滑消检字〔2026〕9号")
    part.result.set_value("未发现问题")
    part.pages.take((jpeg((600, 800)), jpeg((600, 800))))
    settle(qtbot, window)
    picture(window, "joint-elsewhere", part)
    assert part.pages.value() == "2 页"
    press(qtbot, window, face, "department-register")
    (row,) = read(bench, departments_of, dossier)
    assert (row.number, row.elsewhere, row.made_on) == ("滑消检字〔2026〕9号", True, "2026-11-20")


def test_a_colleague_who_comes_later_shows_his_certificate_a_renewed_one_too(bench, face_of, qtbot):
    late = officer("16003", "陈刚").model_copy(update={"valid_until": "2026-10-01"})
    dossier = assigned(bench.bureau, "late", (OWN,), (*OURS, late))
    come(bench.bureau, dossier, present=[one.officer for one in OURS])
    window, page, face = face_of(dossier, "joint")
    row = face.coming["16003"]
    assert not row.isVisible()
    face.who.set_value("came:16003")
    face.who.edited.emit("came:16003")
    assert row.isVisible()
    press(qtbot, window, face, "joint-note")
    row.shown.click()
    press(qtbot, window, face, "joint-note")
    assert "新有效期" in page.banner.text()  # and the fields for it stand right here
    row.until.set_value("2032-01-01")
    row.photo.put(jpeg((400, 300)), "新证.jpg")
    picture(window, "joint-came", row)
    press(qtbot, window, face, "joint-note")
    assert [one for one, _, _ in read(bench, find_visit, dossier).officers] == ["16001", "16002", "16003"]


def test_beyond_the_cap_a_ground_is_asked_and_kept_by_every_way_of_beginning(bench, face_of, qtbot):
    bureau = bench.bureau
    for one in ("first", "second"):
        come(bureau, assigned(bureau, one, (OWN,), OURS))
    dossier, away, paper = (assigned(bureau, one, (OWN,), OURS) for one in ("third", "fourth", "fifth"))
    with pytest.raises(Refused, match="refused-over-cap"):
        come(bureau, dossier)
    window, page, _ = face_of(dossier, "joint")
    page.view_step("check")
    settle(qtbot, window)
    form = page.panel.findChild(ArrivalForm)
    form.place.setText("加油区")
    form.visit_code.setText("HX-1")
    for row in form.officers.values():
        row.shown.click()
    form.rights.click()
    assert "第3次检查" in form.count.words.text()
    form.primary.click()
    settle(qtbot, window)
    picture(window, "over-cap")
    assert read(bench, find_visit, dossier) is None
    form.count.reason.setText("县应急管理局交办，雷雨季前须查清。")
    form.primary.click()
    settle(qtbot, window)
    visit = read(bench, find_visit, dossier)
    assert (visit.visits, visit.cap, visit.over_cap_reason) == (3, 2, "县应急管理局交办，雷雨季前须查清。")

    desk = {"desk": bureau.desk("16001"), "clock": bureau.clock}
    house = House(bureau.profile, SITE)
    begin = {"house": house, "contact": "赵永安", "contact_post": "", "channel": "电子邮件", "rights_told": True}
    with bureau.writing() as session:
        set_mode(session, profile=bureau.profile, mode="written", reason="只核对报告。", dossier=away, **desk)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-over-cap"):
        begin_off_site(session, dossier=away, **begin, **desk)
    with bureau.writing() as session:
        begin_off_site(session, dossier=away, over_cap_reason="企业申请", **begin, **desk)
    came = Came(bureau.clock.now(), ("16001", "16002"), "站房", "赵永安", rights_told=True, over_cap_reason="投诉举报")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-over-cap"):
        enter_afterwards(
            session, house=house, dossier=paper, entry=Afterwards(came=replace(came, over_cap_reason="")), **desk
        )
    with bureau.writing() as session:
        enter_afterwards(session, house=house, dossier=paper, entry=Afterwards(came=came), **desk)
    assert read(bench, find_visit, away).over_cap_reason == "企业申请"
    assert read(bench, find_visit, paper).over_cap_reason == "投诉举报"


def test_samples_are_taken_from_a_typed_list_and_sent(bench, face_of, qtbot):
    dossier = assigned(bench.bureau, "sampled", (OWN,), OURS)
    come(bench.bureau, dossier)
    window, _, face = face_of(dossier, "sampling")
    face.place.set_value("3号加油机")
    face.number.set_value("滑抽字〔2026〕1号")
    face.rows.set_value("0号车用柴油，国VI，升，2，双样封存\n95号车用汽油，国VIB，升，2，双样封存")
    press(qtbot, window, face, "sampling-take")
    (one,) = read(bench, samplings_of, dossier)
    assert [(row.name, row.unit, row.quantity) for row in one.samples] == [
        ("0号车用柴油", "升", "2"),
        ("95号车用汽油", "升", "2"),
    ]
    picture(window, "sampling")
    if folder := os.environ.get("PICTURES"):
        from inspector_desktop.storage.evidence import read_evidence

        with bench.bureau.reading() as session:
            Path(folder, "voucher.pdf").write_bytes(read_evidence(session, one.paper))


def test_a_line_of_samples_may_be_short():
    assert read_sample("柴油").model_dump() == {"name": "柴油", "spec": "", "unit": "", "quantity": "", "note": ""}


@pytest.mark.obligation("F086")
def test_an_opinion_of_an_expert_is_put_into_the_record(bench, face_of, qtbot):
    dossier = assigned(bench.bureau, "asked", (OWN,), OURS)
    window, _, face = face_of(dossier, "expert")
    face.name.set_value("吴振华")
    face.unit.set_value("市消防协会")
    face.question.set_value("接地电阻是否影响防静电？")
    face.opinion.set_value("接地电阻超过10欧，静电不能有效泄放。")
    picture(window, "expert")
    press(qtbot, window, face, "expert-keep")
    assert [one.name for one in read(bench, opinions_of, dossier)] == ["吴振华"]


def test_the_first_visit_that_met_nobody_is_kept_and_filled_in_for_the_second(bench, face_of, qtbot):
    dossier = assigned(bench.bureau, "shut", (OWN,), OURS)
    window, page, _ = face_of(dossier, "joint")
    page.view_step("check")
    settle(qtbot, window)
    page.panel.findChild(ArrivalForm).unable_pressed.emit()
    settle(qtbot, window)
    form = page.panel.findChild(UnableForm)
    form.branch.set_value("unable-no-contact")
    form._show_visits()
    form.words.set_value("大门紧锁，敲门无人应答。")
    form.asked.set_value("东侧便利店店主")
    form.planned.set_value("11月23日 9:00")
    form._photos = [(jpeg((600, 400)), "a.jpg")]
    picture(window, "unable")
    form.only_first.click()
    settle(qtbot, window)
    settle(qtbot, window)
    first = read(bench, find_first_visit, dossier)
    assert first is not None
    assert first.planned_at == "2026-11-23T01:00:00Z"
    assert not form.only_first.isVisible()
    assert form.first.stamp() == first.at


@pytest.mark.obligation("F099")
def test_a_check_is_made_in_writing_from_the_same_page(bench, face_of, qtbot):
    expired = OURS[1].model_copy(update={"valid_until": "2026-10-01"})
    dossier = assigned(bench.bureau, "written", (OWN,), (OURS[0], expired))
    window, page, face = face_of(dossier, "off-site")
    face.mode.set_value("written")
    face.reason.set_value("只核对检测报告，书面能够查清。")
    press(qtbot, window, face, "off-site-change")
    settle(qtbot, window)
    face.channel.set_value("电子邮件")
    assert mode_words(page.case.view) == "书面检查，只核对检测报告，书面能够查清。"
    assert not any(box.isChecked() for box in page.panel.trip.boxes.values())
    told_words = "".join(one.text() for one in face.rights.findChildren(QLabel))
    assert all(words in told_words for words in ("执法证号", "申请回避", "五个严禁", "八个不得"))
    assert face.count.words.text().startswith("本年度第1次检查")
    picture(window, "offsite-begin", face.rights)
    press(qtbot, window, face, "off-site-begin")
    assert read(bench, find_off_site, dossier) is None  # rights and discipline were not told yet
    picture(window, "offsite-untold", face.rights)
    face.rights.box.click()
    told = stamp(bench.bureau.clock.now())
    bench.bureau.clock.advance(minutes=2)
    press(qtbot, window, face, "off-site-begin")
    assert read(bench, find_off_site, dossier) is None  # a certificate has run out, and no renewed one was given
    face.officers["16002"].until.set_value("2032-01-01")
    face.officers["16002"].photo.put(jpeg((400, 300)), "新证.jpg")
    picture(window, "offsite-renewed", face.count)
    press(qtbot, window, face, "off-site-begin")
    visit = read(bench, find_visit, dossier)
    assert visit is not None
    assert (visit.rights_told, visit.told_at, visit.visits) == (True, told, 1)
    found = read(bench, find_off_site, dossier)
    assert found is not None
    assert (found.mode, found.channel) == ("written", "电子邮件")
    page.view_step("check")
    settle(qtbot, window)
    picture(window, "offsite-running")
    assert "非现场检查" in [one.text for one in steps_of(page.case, bench.bureau.profile, {})]
    assert page.panel.previews(page.case)[0].title == "非现场检查记录"
    assert not page.panel.hint.isVisible()
    assert page.case.visit is not None


@pytest.mark.obligation("F099")
def test_the_record_of_a_check_without_a_visit_is_sent_and_taken_back_in_the_window(bench, face_of, qtbot):
    bureau = bench.bureau
    dossier = assigned(bureau, "written", (OWN,), OURS)
    house = House(bureau.profile, SITE)
    desk = {"desk": bureau.desk("16001"), "clock": bureau.clock, "dossier": dossier}
    with bureau.writing() as session:
        bureau.allot_numbers(session, "16001")
        set_mode(session, profile=bench.bureau.profile, mode="written", reason="只核对检测报告。", **desk)
        begin_off_site(
            session, house=house, contact="赵永安", contact_post="站长", channel="电子邮件", rights_told=True, **desk
        )
    judge_everything(bureau, dossier)
    with bureau.writing() as session:
        finish_check(session, **desk)
    window, page, _ = face_of(dossier, "off-site")
    page.view_step("signature")
    settle(qtbot, window)
    settle(qtbot, window)
    sent = page.panel.sent
    assert sent.isVisible()
    sent.address.set_value("zhao@example.com")
    picture(window, "sent-form")
    sent.go.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert read(bench, find_sent, dossier).address == "zhao@example.com"
    bureau.clock.advance(days=1)
    form = page.panel.statement
    form.opinion.set_value("opinion-agrees")
    form.branch.set_value("branch-principal")
    form._changed()
    sent.pages.take((jpeg((600, 800)),))
    sent.signed_at.show_moment(bureau.clock.now())
    settle(qtbot, window)
    picture(window, "sent-away")
    sent.take.click()
    settle(qtbot, window)
    settle(qtbot, window)
    found = read(bench, find_sent, dossier)
    assert found.returned_at
    assert page.case.standing.signed == ("unit",)
    assert not sent.isVisible()
    picture(window, "sent-back")
