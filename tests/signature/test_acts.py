"""The end of a visit: read back, signed or refused, witnessed, finalised, signed again."""

from __future__ import annotations

import io
import json

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.proving import typed_pin
from factories.visits import SITE, come, judge_everything
from pypdf import PdfReader

from inspector_desktop.check.acts import answer_line, finish_check
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection, papers_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.signature.acts import finalise_record, sign, sign_again, standing_of, state_unit
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.storage.evidence import read_evidence

INK = json.dumps({"width": 100, "height": 40, "lines": [[[5, 5], [50, 30], [90, 8]], [[20, 35], [80, 35]]]})
REFUSED = UnitStated(
    opinion="opinion-objects", objection="第19项：新报告已做，尚未取回。", branch="branch-refused", signer_name="赵永安",
    signer_post="站长", reason="要等总公司的人来", proof="proof-witness", witness_name="刘桂兰",
    witness_unit="城关街道西关社区居委会", witness_phone="13803720000",
)  # fmt: skip
AGREED = UnitStated(opinion="opinion-agrees", branch="branch-principal", signer_name="赵永安", signer_post="站长")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    come(bureau, first)
    judge_everything(bureau, first)
    bureau.clock.advance(hours=1)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=first)
    return first


def house(bureau: Bureau) -> House:
    return House(bureau.profile, SITE)


def state(bureau: Bureau, dossier: str, stated: UnitStated) -> None:
    with bureau.writing() as session:
        state_unit(
            session, desk=bureau.desk(), clock=bureau.clock, house=house(bureau), dossier=dossier, stated=stated,
            read_how="read-aloud",
        )  # fmt: skip


def put(bureau: Bureau, dossier: str, role: str, name: str, ink: str = INK) -> None:
    bureau.clock.advance(minutes=1)
    with bureau.writing() as session:
        sign(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, role=role, name=name, strokes=ink,
            identity=typed_pin(role, dossier, bureau.clock), house=house(bureau),
        )  # fmt: skip


def officers(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier).officers


def finalise(bureau: Bureau, dossier: str):
    with bureau.writing() as session:
        return finalise_record(session, desk=bureau.desk(), clock=bureau.clock, house=house(bureau), dossier=dossier)


def words_of(bureau: Bureau, blob: str) -> str:
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, blob))).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


@pytest.mark.obligation("F038")
def test_signed_by_the_principal_and_both_officers_the_record_is_final(bureau, dossier):
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    for officer in officers(bureau, dossier):
        put(bureau, dossier, f"officer:{officer.id}", officer.name)
    (record,) = finalise(bureau, dossier)
    assert record.number == "（滑）气检记〔2026〕1号"
    text = words_of(bureau, record.blob)
    assert "以上记录已核对，情况属实" in text
    assert "不符合2项" in text
    with bureau.reading() as session:
        assert get_inspection(session, bureau.desk().bureau, dossier).done["signature"]
        assert rebuild(session).equal


@pytest.mark.obligation("F039")
@pytest.mark.obligation("F040")
def test_a_refusal_needs_reason_and_witness_and_makes_the_report(bureau, dossier):
    with pytest.raises(Refused, match="refused-no-reason"):
        state(bureau, dossier, REFUSED.model_copy(update={"reason": " "}))
    with pytest.raises(Refused, match="refused-no-proof"):
        state(bureau, dossier, REFUSED.model_copy(update={"witness_name": ""}))
    with pytest.raises(Refused, match="refused-no-witness-unit"):
        state(bureau, dossier, REFUSED.model_copy(update={"witness_unit": " "}))
    state(bureau, dossier, REFUSED)
    first, second = officers(bureau, dossier)
    with pytest.raises(Refused, match="refused-witness-first"):
        put(bureau, dossier, f"officer:{first.id}", first.name)
    with pytest.raises(Refused, match="refused-unit-refused"):
        put(bureau, dossier, "unit", "赵永安")
    put(bureau, dossier, "witness", "刘桂兰")
    put(bureau, dossier, f"officer:{first.id}", first.name)
    with pytest.raises(Refused, match="refused-officers-sign"):
        finalise(bureau, dossier)
    put(bureau, dossier, f"officer:{second.id}", second.name)
    record, report = finalise(bureau, dossier)
    assert "被检查单位站长赵永安阅后拒绝签字，理由：要等总公司的人来。" in words_of(bureau, record.blob)
    assert "第六十八条" in words_of(bureau, report.blob)
    assert report.kind == "refusal-report"


@pytest.mark.parametrize(
    "proof",
    [
        {"proof": "proof-recorder", "recorder": "设备07 文件0032 15:02至15:10"},
        {"proof": "proof-none", "no_proof_reason": "现场无其他人员，记录仪没电"},
    ],
)
def test_where_no_witness_is_to_be_had_another_proof_or_its_absence_is_explained(bureau, dossier, proof):
    state(bureau, dossier, REFUSED.model_copy(update={"witness_name": "", **proof}))
    for officer in officers(bureau, dossier):
        put(bureau, dossier, f"officer:{officer.id}", officer.name)
    record, _ = finalise(bureau, dossier)
    assert next(iter(proof.values())).startswith("proof-")
    assert list(proof.values())[1].replace(" ", "") in words_of(bureau, record.blob)


def test_a_change_after_signing_voids_the_signatures_visibly_and_asks_again(bureau, dossier):
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    with bureau.writing() as session:
        answer_line(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, line="post_duties", number=2,
            value="violates", fact="责任制未涉及防雷装置管理。",
        )  # fmt: skip
    with pytest.raises(Refused, match="refused-read-again"):
        put(bureau, dossier, f"officer:{officers(bureau, dossier)[0].id}", "某人")
    with bureau.writing() as session:
        standing = standing_of(session, desk=bureau.desk(), dossier=dossier)
    with bureau.writing() as session:
        from inspector_desktop.check.acts import save_sheet

        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
        standing = standing_of(session, desk=bureau.desk(), dossier=dossier)
    assert standing.void == ("unit",)
    assert not standing.read
    state(bureau, dossier, AGREED)
    with pytest.raises(Refused, match="refused-unit-first"):
        put(bureau, dossier, f"officer:{officers(bureau, dossier)[0].id}", "某人")
    put(bureau, dossier, "unit", "赵永安")
    for officer in officers(bureau, dossier):
        put(bureau, dossier, f"officer:{officer.id}", officer.name)
    assert finalise(bureau, dossier)


def test_signing_again_keeps_the_earlier_paper_as_void_and_takes_a_new_number(bureau, dossier):
    for reason in ("", "第2项漏记"):
        if reason:
            with bureau.writing() as session:
                sign_again(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, reason=reason)
        state(bureau, dossier, AGREED)
        put(bureau, dossier, "unit", "赵永安")
        for officer in officers(bureau, dossier):
            put(bureau, dossier, f"officer:{officer.id}", officer.name)
        finalise(bureau, dossier)
    with bureau.reading() as session:
        papers = [one for one in papers_of(session, bureau.desk().bureau, dossier) if one.kind == "check-record"]
    assert [(one.number, one.state) for one in papers] == [
        ("（滑）气检记〔2026〕1号", "paper-void"), ("（滑）气检记〔2026〕2号", "paper-signed"),
    ]  # fmt: skip


def test_an_empty_pad_and_an_absent_officer_are_no_signature(bureau, dossier):
    state(bureau, dossier, AGREED)
    with pytest.raises(Refused, match="refused-no-ink"):
        put(bureau, dossier, "unit", "赵永安", ink="")
    put(bureau, dossier, "unit", "赵永安")
    with pytest.raises(Refused, match="refused-officer-absent"):
        put(bureau, dossier, "officer:16099", "某人")
