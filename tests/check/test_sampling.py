"""Samples whose dates move the report's clock, experts who advise and never count, checks without a visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from factories.bureau import enter_some_subjects, open_bureau
from factories.finished import house_of
from factories.visits import come, jpeg, judge_everything
from sqlmodel import select

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.expert_acts import give_opinion
from inspector_desktop.check.joint_facts import NOON
from inspector_desktop.check.offsite_acts import ask_materials, begin_off_site, note_call, receive_material
from inspector_desktop.check.records import VisitOfficer
from inspector_desktop.check.sampling_acts import (
    ask_retest,
    receive_result,
    send_samples,
    serve_result,
    serve_retest,
    take_samples,
)
from inspector_desktop.check.sampling_facts import OffSiteBegun, TakenSample
from inspector_desktop.check.sampling_store import find_off_site, opinions_of, samplings_of
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import stamp
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.acts import allot
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joining import set_mode
from inspector_desktop.inspection.records import Milestone
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.journal.records import Citation, Record
from inspector_desktop.kinds import replay
from inspector_desktop.notice.acts import approve_orally
from inspector_desktop.profile.loading import load
from inspector_desktop.signature.store import record_content
from inspector_desktop.storage.evidence import read_evidence

DOSSIER = "one"
OIL = TakenSample(name="0号车用柴油", spec="国VI", unit="升", quantity="2", note="双样封存")


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    fact = InspectionAssigned(
        title="加油站检查", check_kind="kind-routine", way="way-random", plan_number="2026001", plan_title="计划",
        task_number="T1", task_title="加油站检查", draw_type="定向", draw="", subject="S0010",
        subject_name="滑县第10加油站", subject_code="", category="key-unit", category_title="重点单位",
        address="城关街道人民路10号", principal="赵永安", phone="13803720000", window_from="2026-11-01",
        window_until="2026-11-30", form="lightning-safety",
        officers=tuple(
            AssignedOfficer(officer=key, name=name, certificate=f"豫E-{key}", valid_until="2028-12-31")
            for key, name in (("16001", "李建国"), ("16002", "周敏"))
        ),
        items=(AssignedItem(item="I1", title="油品质量", version=1, basis="b"),),
    )  # fmt: skip
    with made.writing() as session:
        open_dossier(session, fact, kind="inspection", desk=made.desk(), clock=clock, dossier=DossierId(DOSSIER))
        approve_orally(
            session, desk=made.desk(), clock=clock, dossier=DOSSIER, approver="赵志强", reason="r",
            told_at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
    return made


def act(bureau, function, **inputs):
    with bureau.writing() as session:
        return function(session, desk=bureau.desk(), clock=bureau.clock, dossier=DOSSIER, **inputs)


def refused(code, bureau, function, **inputs):
    with pytest.raises(Refused) as caught:
        act(bureau, function, **inputs)
    assert caught.value.code == code


def taken(bureau):
    act(
        bureau, take_samples, house=house_of(bureau), samples=(OIL,), place="3号加油机", met="赵永安",
        number="滑抽字〔2026〕1号", item="I1",
    )  # fmt: skip
    return latest(bureau)


def latest(bureau):
    with bureau.reading() as session:
        return samplings_of(session, bureau.desk().bureau, DOSSIER)[-1]


def report_due(bureau, today, profile="zhanhe-emergency"):
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, DOSSIER)
    found = dues([view], load(profile), today)
    return {one.deadline: one.day.isoformat() for one in found if one.deadline in {"D17", "D18"}}


def finished(bureau):
    judge_everything(bureau, DOSSIER, violates=0)
    act(bureau, finish_check)


def test_a_voucher_takes_the_series_number_where_the_bureau_has_one_and_else_the_number_typed(bureau):
    come(bureau, DOSSIER)
    given = {"samples": (OIL,), "place": "3号加油机", "met": "赵永安"}
    assert act(bureau, take_samples, house=house_of(bureau), **given).number == ""  # no series is known there
    house = House(load("zhanhe-emergency"), house_of(bureau).site)
    with bureau.writing() as session:
        allot(session, desk=bureau.desk(), clock=bureau.clock, series="sampling-voucher", year=2026, first=1, last=10,
              answer="")  # fmt: skip
    numbered = act(bureau, take_samples, house=house, **given)
    byhand = act(bureau, take_samples, house=house, number="湛抽〔2026〕8号", **given)
    again = act(bureau, take_samples, house=house, **given)
    assert [one.number for one in (numbered, byhand, again)] == [
        "（湛）应急抽〔2026〕1号", "湛抽〔2026〕8号", "（湛）应急抽〔2026〕2号",
    ]  # fmt: skip
    assert numbered.title == "抽样取证凭证"
    assert numbered.code


def having_tested(bureau):
    come(bureau, DOSSIER)
    one = taken(bureau)
    finished(bureau)
    bureau.clock.advance(days=1)
    act(bureau, send_samples, sampling=one.id, lab="市质检中心")
    bureau.clock.advance(days=4)
    act(bureau, receive_result, sampling=one.id, report_number="JC-77", result="硫含量不合格", conforms=False)
    act(
        bureau,
        serve_result,
        sampling=one.id,
        receiver="赵永安",
        way="service-direct",
        objection_until=date(2026, 12, 5),
    )
    return one.id


@pytest.mark.obligation("F241")
def test_with_a_test_the_report_is_due_seven_days_after_the_time_to_object_is_over(bureau):
    come(bureau, DOSSIER)
    one = taken(bureau)
    finished(bureau)
    assert report_due(bureau, date(2026, 11, 20)) == {}  # neither clock runs while the test is under way
    bureau.clock.advance(days=5)
    act(bureau, send_samples, sampling=one.id, lab="市质检中心")
    act(bureau, receive_result, sampling=one.id, report_number="JC-77", result="合格", conforms=True)
    act(
        bureau, serve_result, sampling=one.id, receiver="赵永安", way="service-direct",
        objection_until=date(2026, 12, 5),
    )  # fmt: skip
    assert report_due(bureau, date(2026, 11, 26)) == {"D18": "2026-12-14"}  # 12月12日 is a Saturday


@pytest.mark.obligation("F241")
def test_after_a_retest_it_is_due_seven_days_after_that_result_was_served(bureau):
    sampling = having_tested(bureau)
    act(bureau, ask_retest, sampling=sampling, lab="省质检院")
    assert report_due(bureau, date(2026, 11, 26)) == {}
    bureau.clock.advance(days=8)
    act(bureau, serve_retest, sampling=sampling, result="复检仍不合格", conforms=False)
    assert report_due(bureau, date(2026, 12, 3)) == {"D18": "2026-12-10"}
    assert latest(bureau).state == "test-settled"


def test_a_bureau_without_a_clock_for_tests_keeps_the_usual_one(bureau):
    having_tested(bureau)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, DOSSIER)
    running = {one.deadline for one in dues([view], bureau.profile, date(2026, 11, 26))}
    with bureau.writing() as session:  # the same inspection had it not been tested
        session.delete(session.get(Milestone, (bureau.desk().bureau, DOSSIER, "testing")))
    with bureau.reading() as session:
        plain = get_inspection(session, bureau.desk().bureau, DOSSIER)
    assert running == {one.deadline for one in dues([plain], bureau.profile, date(2026, 11, 26))}


def test_the_steps_of_a_test_come_in_their_order_and_a_retest_in_time(bureau):
    refused("refused-sampling-early", bureau, take_samples, house=house_of(bureau), samples=(OIL,), place="x", met="")
    come(bureau, DOSSIER)
    refused("refused-sampling-list", bureau, take_samples, house=house_of(bureau), samples=(), place="x", met="")
    one = taken(bureau)
    refused("refused-test-order", bureau, receive_result, sampling=one.id, report_number="1", result="x", conforms=True)
    act(bureau, send_samples, sampling=one.id, lab="市质检中心")
    refused("refused-sampling-lab", bureau, send_samples, sampling=one.id, lab="市质检中心")
    act(bureau, receive_result, sampling=one.id, report_number="JC-77", result="合格", conforms=True)
    refused("refused-test-objection", bureau, serve_result, sampling=one.id, receiver="赵永安", way="service-direct",
            objection_until=date(2026, 11, 1))  # fmt: skip
    act(bureau, serve_result, sampling=one.id, receiver="赵永安", way="service-direct",
        objection_until=date(2026, 11, 21))  # fmt: skip
    bureau.clock.advance(days=3)
    refused("refused-test-over", bureau, ask_retest, sampling=one.id, lab="省质检院")


@pytest.mark.obligation("F086")
def test_an_experts_opinion_stands_in_the_record_and_he_is_no_officer(bureau):
    come(bureau, DOSSIER)
    given = {"name": "吴振华", "unit": "市消防协会", "field": "油气防爆", "question": "接地电阻是否影响防静电？"}
    given["house"] = house_of(bureau)
    refused("refused-expert-opinion", bureau, give_opinion, **given)
    refused("refused-companion-officer", bureau, give_opinion, opinion="x", **{**given, "name": "周敏"})
    act(bureau, give_opinion, opinion="接地电阻超过10欧，静电不能有效泄放。", scan=jpeg((300, 200)),
        number="市消协〔2026〕3号", **given)  # fmt: skip
    with bureau.reading() as session:
        (one,) = opinions_of(session, bureau.desk().bureau, DOSSIER)
        paper = find_paper(session, bureau.desk().bureau, DOSSIER, "expert-opinion")
        pdf = read_evidence(session, one.paper)
        visit = find_visit(session, bureau.desk().bureau, DOSSIER)
    assert paper is not None
    assert (paper.title, paper.number, paper.blob) == ("专家意见书（吴振华）", "市消协〔2026〕3号", one.paper)
    assert pdf.startswith(b"%PDF")
    assert (one.name, one.field, bool(one.scan)) == ("吴振华", "油气防爆", True)
    assert visit is not None
    assert "吴振华" not in {name for _, name, _ in visit.officers}


@pytest.mark.obligation("F099", "F049")
def test_a_written_check_has_no_arrival_and_yet_a_sheet_a_record_and_an_end(bureau):
    begin = {
        "house": house_of(bureau), "contact": "赵永安", "contact_post": "站长", "channel": "电子邮件",
        "rights_told": True, "told_at": bureau.clock.now(),
    }  # fmt: skip
    refused("refused-off-site-mode", bureau, begin_off_site, **begin)
    refused("refused-mode", bureau, set_mode, profile=bureau.profile, mode="written", reason="")
    act(
        bureau,
        set_mode,
        profile=bureau.profile,
        mode="written",
        reason="只核对检测报告，书面能够查清。",
        approver="孙志远",
    )
    refused("refused-rights-off-site", bureau, begin_off_site, **{**begin, "rights_told": False})
    act(bureau, begin_off_site, **begin)
    act(bureau, ask_materials, names=["雷电防护装置检测报告", "应急预案"], due_on=date(2026, 11, 25))
    refused("refused-material-unknown", bureau, receive_material, name="营业执照", way="hand-in-mail", note="x")
    refused("refused-material-empty", bureau, receive_material, name="应急预案", way="hand-in-mail")
    act(
        bureau, receive_material, name="应急预案", way="hand-in-mail", content=b"%PDF-1.4", media_type="application/pdf"
    )
    finished(bureau)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, DOSSIER)
        found = find_off_site(session, bureau.desk().bureau, DOSSIER)
        visit = find_visit(session, bureau.desk().bureau, DOSSIER)
        content = record_content(session, bureau.desk().bureau, DOSSIER)
    assert (view.mode, view.mode_reason) == ("written", "只核对检测报告，书面能够查清。")
    assert found is not None
    assert {one.name: bool(one.received_at) for one in found.materials} == {
        "应急预案": True,
        "雷电防护装置检测报告": False,
    }
    assert visit is not None
    assert visit.place == "书面检查（电子邮件）"
    assert (visit.rights_told, visit.told_at) == (True, stamp(begin["told_at"]))
    assert (visit.visits, visit.cap) == (1, bureau.profile.frequency.cap(view.category))
    assert visit.outcome == "checked"
    assert content.visit.place == "书面检查（电子邮件）"


@pytest.mark.obligation("F049")
def test_a_video_check_needs_a_picture_of_the_call(bureau):
    act(bureau, set_mode, profile=bureau.profile, mode="remote", reason="设备铭牌和仪表可由视频查看。")
    act(bureau, begin_off_site, house=house_of(bureau), contact="赵永安", contact_post="站长", channel="视频会议",
        rights_told=True)  # fmt: skip
    said = {"tool": "视频会议", "met": "赵永安", "words": "接闪器完好，SPD指示窗为绿色。"}
    refused("refused-call-shots", bureau, note_call, **said)
    act(bureau, note_call, shots=[(jpeg((800, 600)), "a.jpg")], **said)
    with bureau.reading() as session:
        found = find_off_site(session, bureau.desk().bureau, DOSSIER)
    assert found is not None
    assert [len(one.shots) for one in found.calls] == [1]


def test_a_renewed_certificate_is_no_stop_where_nobody_goes_there(bureau):
    bureau.clock.advance(days=1000)
    act(bureau, set_mode, profile=bureau.profile, mode="written", reason="只核对检测报告。")
    begin = {
        "house": house_of(bureau), "contact": "赵永安", "contact_post": "", "channel": "电子邮件", "rights_told": True,
    }  # fmt: skip
    refused("warned-certificate", bureau, begin_off_site, **begin)
    renewed = {one: Renewed("2032-01-01", jpeg((400, 300))) for one in ("16001", "16002")}
    act(bureau, begin_off_site, renewed=renewed, **begin)
    with bureau.reading() as session:
        rows = session.exec(select(VisitOfficer).where(VisitOfficer.dossier == DOSSIER)).all()
        assert {one.valid_until for one in rows} == {"2032-01-01"}
        cited = session.exec(select(Citation.hash).where(Citation.dossier == DOSSIER)).all()
        assert {one.renewed_photo for one in rows} <= set(cited)


def test_an_entry_from_before_rights_were_asked_does_not_say_that_they_were_told():
    old = {"mode": "written", "contact": "赵永安", "contact_post": "站长", "channel": "电子邮件", "place": "书面检查"}
    fact = OffSiteBegun.model_validate({**old, "officers": ()})
    assert (fact.rights_told, fact.told_at) == (False, "")


def test_all_of_it_is_the_same_after_a_rebuild(bureau):
    sampling = having_tested(bureau)
    act(bureau, ask_retest, sampling=sampling, lab="省质检院")
    act(bureau, give_opinion, house=house_of(bureau), name="吴振华", question="q", opinion="o")
    with bureau.reading() as session:
        before = (latest(bureau), opinions_of(session, bureau.desk().bureau, DOSSIER))
        marks = sorted((one.step, one.done_at) for one in session.exec(select(Milestone)).all())
    Record.metadata.drop_all(bureau.engine)
    Record.metadata.create_all(bureau.engine)
    with bureau.writing() as session:
        replay(session)
    with bureau.reading() as session:
        assert (latest(bureau), opinions_of(session, bureau.desk().bureau, DOSSIER)) == before
        assert sorted((one.step, one.done_at) for one in session.exec(select(Milestone)).all()) == marks
    assert NOON.endswith("Z")
