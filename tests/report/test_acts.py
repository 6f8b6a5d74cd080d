"""The report: proposed from the visit, edited version by version, submitted into the approver's tray."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import checked_visit, house_of, signed_visit, submitted_report, unable_visit
from pypdf import PdfReader

from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.report.acts import draft_report, propose_report, save_report, submit_report
from inspector_desktop.report.store import find_report, judged_lines, versions_of
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    return signed_visit(bureau, released_inspections(bureau)[0])


def proposed(bureau, dossier):
    with bureau.reading() as session:
        return propose_report(session, desk=bureau.desk(), profile=bureau.profile, dossier=dossier)


def save(bureau, dossier, parts):
    with bureau.writing() as session:
        return save_report(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, parts=parts)


def text_of(bureau, blob):
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, blob))).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_the_five_parts_are_proposed_from_what_was_found(bureau, dossier):
    parts = proposed(bureau, dossier)
    with bureau.reading() as session:
        lines = judged_lines(session, bureau.desk().bureau, dossier)
    bad = [one.number for one in lines if one.value == "violates"]
    assert parts.time.startswith("2026年11月20日14时35分至16时00分")
    assert f"检查{len(lines)}项" in parts.content
    assert f"共检查{len(lines)}项" in parts.findings and "不符合2项" in parts.findings
    assert "（1）检测报告日期为2026年3月2日，已超过半年（第" in parts.findings
    assert "、".join(map(str, bad)) in parts.evaluation
    assert "责令限期整改，建议于2026年12月7日前完成" in parts.proposal  # 15 days end on a Saturday


@pytest.mark.obligation("F240")
@pytest.mark.obligation("F239")
def test_the_submitted_report_has_the_five_parts_and_lies_in_the_chiefs_tray(bureau, dossier):
    paper = submitted_report(bureau, dossier)
    assert paper.number == "（滑）气检报〔2026〕1号"
    text = text_of(bureau, paper.blob)
    for heading in ("检查时间", "检查内容", "检查情况", "对被检查人评价", "处理意见和建议"):
        assert heading in text
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
        assert (view.holder, view.tray_role) == ("", "section-chief")
        assert view.done["report"] and view.notes["approval"] == "ok-waiting" and "approval" not in view.done
        assert rebuild(session).equal


def test_versions_are_kept_and_unchanged_texts_make_no_new_one(bureau, dossier):
    parts = proposed(bureau, dossier)
    changed = replace(parts, evaluation="制度健全；设备维护有缺陷。")
    assert [save(bureau, dossier, one) for one in (parts, parts, changed)] == [1, 1, 2]
    with bureau.reading() as session:
        kept = versions_of(session, bureau.desk().bureau, dossier)
        found = find_report(session, bureau.desk().bureau, dossier)
    assert [one.parts for one in kept] == [parts, changed]
    assert found is not None and found.parts == changed
    text = text_of(bureau, submitted_report(bureau, dossier).blob)
    assert "制度健全；设备维护有缺陷。" in text


def test_an_empty_part_is_named_and_nothing_is_submitted(bureau, dossier):
    parts = replace(proposed(bureau, dossier), evaluation=" ")
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        submit_report(
            session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier, parts=parts
        )
    assert (refusal.value.code, refusal.value.facts) == ("refused-report-part", {"part": "对被检查人评价"})


def test_a_record_without_signature_or_note_cannot_be_reported(bureau):
    first, second, *_ = released_inspections(bureau)
    with pytest.raises(Refused, match="refused-report-early"):
        proposed(bureau, second)
    checked_visit(bureau, first)
    with pytest.raises(Refused, match="refused-report-unsigned"):
        submitted_report(bureau, first)


def test_a_submitted_report_cannot_be_changed_while_it_lies_with_the_approvers(bureau, dossier):
    parts = proposed(bureau, dossier)
    submitted_report(bureau, dossier, by_hand=True)
    with pytest.raises(Refused, match="refused-report-submitted"):
        save(bureau, dossier, replace(parts, evaluation="另写"))


def test_a_visit_that_found_nobody_is_reported_without_a_judgement(bureau):
    first, *_ = released_inspections(bureau)
    unable_visit(bureau, first)
    parts = proposed(bureau, first)
    assert "通过登记的住所（经营场所）无法联系。大门上锁，招牌已拆。" in parts.findings
    assert "西关社区居委会 刘桂兰" in parts.findings
    assert parts.evaluation == "本次未能检查，不作评价。"
    assert submitted_report(bureau, first).number


def test_nothing_found_is_said_plainly(bureau):
    first, *_ = released_inspections(bureau)
    signed_visit(bureau, first, violates=0)
    parts = proposed(bureau, first)
    assert parts.evaluation == "检查的各项未发现不符合要求的情况。"
    assert "整改" not in parts.proposal


def test_a_draft_is_marked_and_takes_no_number(bureau, dossier):
    with bureau.reading() as session:
        paper = draft_report(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    assert paper.draft and paper.number == ""
