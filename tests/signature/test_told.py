"""What a record tells besides its own lines: other departments, who came and left, experts, checks without a visit."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from factories.bureau import enter_some_subjects, open_bureau
from factories.joint import FIRE, OURS, OWN_ITEM, act, assigned, divided, ended, officer
from factories.signing import AGREED, house, put, state, words_of
from factories.visits import come, jpeg, judge_everything

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.expert_acts import give_opinion
from inspector_desktop.check.joint_acts import note_came, note_left, record_department
from inspector_desktop.check.offsite_acts import ask_materials, begin_off_site, note_call, receive_material
from inspector_desktop.check.words import AnswerLine
from inspector_desktop.disclosure.acts import propose_results
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.joining import set_mode
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.paper.model import Paragraph
from inspector_desktop.report.acts import propose_report
from inspector_desktop.report.store import judged_lines
from inspector_desktop.signature.acts import finalise_record, standing_of
from inspector_desktop.signature.document import fits, record_paper, shown_digest
from inspector_desktop.signature.sending import send_record, take_returned
from inspector_desktop.signature.store import find_sent, record_content, signatures_of
from inspector_desktop.signature.told import besides_words
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    with made.writing() as session:
        made.allot_numbers(session)
    return made


def content_of(bureau, dossier):
    with bureau.reading() as session:
        return record_content(session, bureau.desk().bureau, dossier)


def standing(bureau, dossier):
    with bureau.reading() as session:
        return standing_of(session, desk=bureau.desk(), dossier=dossier)


def signed(bureau, dossier):
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    for key, name, _ in content_of(bureau, dossier).signers:
        put(bureau, dossier, f"officer:{key}", name)


def finalised(bureau, dossier, name):
    (paper,) = act(bureau, finalise_record, house=house(bureau), dossier=dossier)
    if folder := os.environ.get("PICTURES"):
        with bureau.reading() as session:
            (Path(folder) / f"{name}.pdf").write_bytes(read_evidence(session, paper.blob))
    return words_of(bureau, paper.blob)


@pytest.mark.obligation("F060")
def test_the_hosts_record_has_its_own_lines_and_names_the_other_departments_and_their_numbers(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)), violates=60)
    act(bureau, record_department, house=house(bureau), dossier=dossier, department=FIRE, number="滑消检字〔2026〕7号",
        result="发现问题已责令改正")  # fmt: skip
    content = content_of(bureau, dossier)
    assert content.counts["total"] + 80 == content.whole.counts["total"]
    assert {one.number for one in content.findings} < {one.number for one in content.whole.findings}
    assert content.others == ((FIRE, "滑消检字〔2026〕7号"),)
    with bureau.reading() as session:
        own = judged_lines(session, bureau.desk().bureau, dossier)
    assert len(own) == content.counts["total"]
    assert [one[0] for one in content.signers] == list(OURS)  # the guests sign their own department's record
    signed(bureau, dossier)
    text = finalised(bureau, dossier, "joint-record")
    assert "县消防救援大队检查自己的事项，另作记录（滑消检字〔2026〕7号）" in text
    assert f"检查{content.counts['total']}项" in text
    assert "industry-general" not in text


@pytest.mark.obligation("F060")
def test_the_hosts_report_and_results_are_of_its_own_items_and_name_the_others_record(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)), violates=60)
    act(bureau, record_department, house=house(bureau), dossier=dossier, department=FIRE, number="7号", result="x")
    with bureau.reading() as session:
        desk = bureau.desk()
        parts = propose_report(session, desk=desk, profile=bureau.profile, dossier=dossier)
        results = propose_results(session, desk=desk, profile=bureau.profile, dossier=dossier)
    assert "消防安全检查" not in parts.content
    assert "县消防救援大队检查自己的事项，另作记录（7号）" in parts.findings
    assert "第60项" not in parts.findings
    assert [one.item for one in results] == [OWN_ITEM]


def test_a_department_recorded_after_the_unit_wrote_its_words_does_not_void_what_it_signed(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)))
    signed(bureau, dossier)
    act(bureau, record_department, house=house(bureau), dossier=dossier, department=FIRE, number="7号", result="x")
    assert content_of(bureau, dossier).others == ((FIRE, ""),)
    assert standing(bureau, dossier).void == ()


def test_a_record_signed_by_the_former_edition_over_all_lines_still_counts(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)))
    signed(bureau, dossier)
    content = content_of(bureau, dossier)
    with bureau.reading() as session:
        one = signatures_of(session, bureau.desk().bureau, dossier)[0]
    former = replace(one, edition=2, digest=shown_digest(content, edition=2))
    assert fits(former, content)
    assert former.digest != one.digest


def test_who_came_later_left_earlier_and_what_an_expert_said_stand_on_the_record_with_their_times(bureau):
    team = (officer("16001", "李建国"), officer("16002", "周敏"), officer("16003", "陈刚"))
    dossier = assigned(bureau, officers=team)
    come(bureau, dossier, present=list(OURS))
    judge_everything(bureau, dossier)
    bureau.clock.advance(minutes=30)
    act(bureau, note_came, dossier=dossier, officer="16003")
    bureau.clock.advance(minutes=10)
    act(bureau, note_left, house=house(bureau), dossier=dossier, officer="16002", reason="急诊")
    given = {"house": house(bureau), "dossier": dossier, "name": "吴振华", "unit": "市消防协会", "field": "油气防爆"}
    act(bureau, give_opinion, question="接地电阻是否影响防静电？", opinion="超过10欧，静电不能有效泄放。", **given)
    act(bureau, finish_check, dossier=dossier)
    told = besides_words(content_of(bureau, dossier))
    assert told == (
        "陈刚于2026年11月20日14时45分到场，已出示证件。",
        "周敏于2026年11月20日14时55分先行离开：急诊。",
        "专家市消防协会吴振华（油气防爆）于2026年11月20日14时55分就“接地电阻是否影响防静电？”提出意见：超过10欧，静电不能有效泄放。专家不计入执法人员。",
    )  # fmt: skip
    signed(bureau, dossier)
    assert [one.role for one in signers(bureau, dossier)] == ["unit", "officer:16001", "officer:16003"]
    act(bureau, give_opinion, question="另一个问题", opinion="后来的意见", **given)
    assert standing(bureau, dossier).void == ()
    text = finalised(bureau, dossier, "presence-record")
    assert all(one.replace(" ", "") in text for one in told)
    assert "后来的意见" not in text


def signers(bureau, dossier):
    with bureau.reading() as session:
        return signatures_of(session, bureau.desk().bureau, dossier)


@pytest.mark.obligation("F099", "F049")
def test_a_check_without_a_visit_says_by_which_means_and_never_speaks_of_a_site(bureau):
    dossier = assigned(bureau, officers=(officer("16001", "李建国"), officer("16002", "周敏")))
    act(
        bureau,
        set_mode,
        profile=bureau.profile,
        dossier=dossier,
        mode="remote",
        reason="设备铭牌可由视频查看。",
        approver="孙志远",
    )
    with pytest.raises(Refused) as caught:
        come(bureau, dossier, present=list(OURS))
    assert caught.value.code == "refused-arrival-off-site"
    act(bureau, begin_off_site, rights_told=True, house=house(bureau), dossier=dossier, contact="赵永安", contact_post="站长",
        channel="视频会议")  # fmt: skip
    act(bureau, ask_materials, dossier=dossier, names=["检测报告", "应急预案"], due_on=date(2026, 11, 25))
    act(bureau, receive_material, dossier=dossier, name="检测报告", way="hand-in-mail", content=b"%PDF-1.4")
    act(bureau, note_call, dossier=dossier, tool="视频会议", met="赵永安", words="接闪器完好。",
        shots=[(jpeg((800, 600)), "a.jpg")])  # fmt: skip
    judge_everything(bureau, dossier)
    bureau.clock.advance(hours=1)
    act(bureau, finish_check, dossier=dossier)
    signed(bureau, dossier)
    bureau.clock.advance(hours=1)
    act(bureau, receive_material, dossier=dossier, name="应急预案", way="hand-in-mail", note="纸质1份")
    assert standing(bureau, dossier).void == ()
    text = finalised(bureau, dossier, "off-site-record")
    assert "非现场检查记录" in text
    assert "本次检查不到现场，以远程检查进行" in text
    assert "由赵永安（站长）答复" in text
    assert "收到材料1份：检测报告（2026年11月20日14时15分，电子邮件）" in text
    assert "要求提供而没有收到的材料：应急预案" in text
    assert "接闪器完好。留存画面1张。" in text
    for untrue in ("进行现场检查", "现场负责人", "检查场所", "已出示"):
        assert untrue not in text


def off_site(bureau):
    dossier = assigned(bureau, officers=(officer("16001", "李建国"), officer("16002", "周敏")))
    act(
        bureau,
        set_mode,
        profile=bureau.profile,
        dossier=dossier,
        mode="written",
        reason="只核对检测报告。",
        approver="孙志远",
    )
    act(bureau, begin_off_site, rights_told=True, house=house(bureau), dossier=dossier, contact="赵永安", contact_post="站长",
        channel="电子邮件")  # fmt: skip
    judge_everything(bureau, dossier)
    bureau.clock.advance(hours=1)
    act(bureau, finish_check, dossier=dossier)
    return dossier


@pytest.mark.obligation("F099")
def test_the_record_of_a_check_without_a_visit_is_sent_comes_back_signed_and_the_officers_sign_last(bureau):
    dossier = off_site(bureau)
    sent = {"house": house(bureau), "dossier": dossier, "way": "sent-electronic", "receiver": "赵永安"}
    back = {"house": house(bureau), "dossier": dossier, "stated": AGREED, "scans": [jpeg((600, 800))] * 2}
    refused("refused-sent-address", bureau, send_record, address="", **sent)
    refused("refused-no-post-number", bureau, send_record, address="x", **{**sent, "way": "sent-post"})
    refused("refused-not-sent", bureau, take_returned, signed_at=bureau.clock.now(), **back)
    pdf = act(bureau, send_record, address="zhao@example.com", **sent)
    assert pdf.startswith(b"%PDF")
    bureau.clock.advance(days=2)
    refused("refused-returned-time", bureau, take_returned, signed_at=bureau.clock.now() - timedelta(days=3), **back)
    refused("refused-returned-pages", bureau, take_returned, signed_at=bureau.clock.now(), **{**back, "scans": []})
    act(bureau, take_returned, signed_at=bureau.clock.now() - timedelta(hours=3), **back)
    with bureau.reading() as session:
        found = find_sent(session, bureau.desk().bureau, dossier)
        assert read_evidence(session, found.paper) == pdf
    assert (found.receiver, len(found.pages), bool(found.returned_at)) == ("赵永安", 2, True)
    assert standing(bureau, dossier).signed == ("unit",)
    for key, name, _ in content_of(bureau, dossier).signers:
        put(bureau, dossier, f"officer:{key}", name)
    text = finalised(bureau, dossier, "returned-record")
    assert "见手签原件" in text
    assert "已送交其阅看" in text
    with bureau.reading() as session:
        paper = find_paper(session, bureau.desk().bureau, dossier, "check-record")
        assert rebuild(session).equal
    assert paper.title == "非现场检查记录"


def test_a_page_that_comes_back_after_the_record_changed_does_not_count(bureau):
    dossier = off_site(bureau)
    act(bureau, send_record, house=house(bureau), dossier=dossier, way="sent-post", receiver="赵永安",
        address="城关街道人民路10号", post_number="EA1")  # fmt: skip
    bureau.clock.advance(hours=2)
    act(bureau, give_opinion, house=house(bureau), dossier=dossier, name="吴振华", question="q", opinion="o")
    refused(
        "refused-returned-differs", bureau, take_returned, house=house(bureau), dossier=dossier, stated=AGREED,
        scans=[jpeg((600, 800))], signed_at=bureau.clock.now(),
    )  # fmt: skip


def test_on_site_nothing_is_sent_to_be_signed(bureau):
    dossier = ended(bureau, assigned(bureau))
    refused("refused-sent-on-site", bureau, send_record, house=house(bureau), dossier=dossier, way="sent-post",
            receiver="赵永安", address="x", post_number="1")  # fmt: skip


def refused(code, *args, **inputs):
    with pytest.raises(Refused) as caught:
        act(*args, **inputs)
    assert caught.value.code == code


def test_what_was_answered_besides_the_lines_is_told_as_a_person_writes_it(bureau):
    inspection = assigned(bureau)
    ended(bureau, inspection)
    content = content_of(bureau, inspection)
    asked = (
        ("有无爆炸和火灾危险场所", "有", "有爆炸和火灾危险场所"), ("上次检查以来有无雷击事故", "无", "上次检查以来无雷击事故"),
        ("是否构成危险化学品重大危险源", "否", "是否构成危险化学品重大危险源：否"), ("单位类别", "油库、加油站", "单位类别 油库、加油站"),
        ("有无、是否齐全", "齐全", "有无、是否齐全：齐全"),
    )  # fmt: skip
    lines = tuple(AnswerLine(str(at), "基本情况", label, words) for at, (label, words, _) in enumerate(asked))
    paper = record_paper(replace(content, measured=lines), (), bureau.profile)
    texts = [one.text for one in paper.blocks if isinstance(one, Paragraph)]
    assert f"基本情况：{'；'.join(said for *_, said in asked)}。" in texts
