"""Every branch of the end of a visit, in its order; what is out of order is refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.proving import pin_proof
from factories.signing import (
    AGREED,
    INK,
    REFUSED,
    act,
    content_of,
    finalise,
    house,
    officers,
    put,
    put_officers,
    state,
    words_of,
)
from factories.visits import jpeg

from inspector_desktop.clock import stamp
from inspector_desktop.errors import NotSignedIn, Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import papers_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.entering import enter
from inspector_desktop.signature.acts import (
    Identity,
    read_back,
    shown_now,
    sign,
    sign_on_paper,
    standing_of,
    state_unit,
)
from inspector_desktop.signature.document import shown_digest
from inspector_desktop.signature.facts import Signed
from inspector_desktop.signature.rules import Service, ink_wanting
from inspector_desktop.signature.serving import issue_receipt, serve_paper
from inspector_desktop.signature.store import services_of, signatures_of
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

ON_SITE = AGREED.model_copy(update={
    "branch": "branch-on-site", "signer_name": "王强", "signer_post": "值班经理", "authority": "授权委托书（2026年11月1日）"
})  # fmt: skip


def rows(bureau, dossier):
    with bureau.reading() as session:
        return {one.role: one for one in signatures_of(session, bureau.desk().bureau, dossier)}


def paper_of(bureau, dossier, kind="check-record"):
    with bureau.reading() as session:
        return [one for one in papers_of(session, bureau.desk().bureau, dossier) if one.kind == kind][-1]


def signed_record(bureau, dossier, stated=AGREED):
    state(bureau, dossier, stated)
    if stated.branch in ("branch-principal", "branch-on-site"):
        put(bureau, dossier, "unit", stated.signer_name)
    put_officers(bureau, dossier)


@pytest.mark.obligation("F038")
def test_somebody_on_site_signs_with_his_post_and_by_what_authority(bureau, dossier):
    for missing, code in (("signer_post", "refused-no-post"), ("authority", "refused-no-authority")):
        with pytest.raises(Refused, match=code):
            state(bureau, dossier, ON_SITE.model_copy(update={missing: ""}))
    signed_record(bureau, dossier, ON_SITE)
    (record,) = finalise(bureau, dossier)
    text = words_of(bureau, record.blob)
    assert "授权委托书（2026年11月1日）" in text
    assert "值班经理" in text
    assert "被检查单位现场负责人（签名）" in text


@pytest.mark.obligation("F038")
def test_a_seal_stands_on_paper_and_is_photographed_into_its_place(bureau, dossier):
    state(bureau, dossier, AGREED.model_copy(update={"branch": "branch-seal"}))
    put(bureau, dossier, "unit", "赵永安", ink="", scan=jpeg((400, 300)))
    put_officers(bureau, dossier)
    (record,) = finalise(bureau, dossier)
    assert "被检查单位（盖章）" in words_of(bureau, record.blob)
    row = rows(bureau, dossier)["unit"]
    assert (row.way, bool(row.scan), row.strokes) == ("paper", True, "")


@pytest.mark.obligation("F039")
def test_nobody_who_could_sign_is_noted_with_reason_and_proof_and_needs_no_reading(bureau, dossier):
    stated = REFUSED.model_copy(update={
        "branch": "branch-unavailable", "opinion": "", "objection": "", "objected": "", "signer_name": "",
        "signer_post": "", "reason": "检查结束时站内人员已离开", "proof": "proof-recorder", "witness_name": "",
        "recorder": "设备07　文件0032　15:02至15:10",
    })  # fmt: skip
    state(bureau, dossier, stated, read_how="")
    put_officers(bureau, dossier)
    found = finalise(bureau, dossier)
    assert [one.kind for one in found] == ["check-record"], "only a refusal is reported to the department"
    text = words_of(bureau, found[0].blob)
    assert "检查结束时站内人员已离开" in text
    assert "设备07" in text
    assert "核对：" not in text


def test_an_objection_names_its_lines_and_the_record_goes_on(bureau, dossier):
    objects = AGREED.model_copy(update={"opinion": "opinion-objects", "objection": "报告已在补做。"})
    with pytest.raises(Refused, match="refused-no-objection-item"):
        state(bureau, dossier, objects)
    with pytest.raises(Refused, match="refused-objection-line"):
        state(bureau, dossier, objects.model_copy(update={"objected": "999"}))
    signed_record(bureau, dossier, objects.model_copy(update={"objected": "1,2", "own_words": "站里请人上午刚来过。"}))
    (record,) = finalise(bureau, dossier)
    text = words_of(bureau, record.blob)
    assert "有异议。第1、2项：报告已在补做。" in text
    assert "本人陈述：站里请人上午刚来过。" in text


def test_nothing_is_stated_or_signed_before_the_record_was_read_back(bureau, dossier):
    with pytest.raises(Refused, match="refused-not-read"):
        state(bureau, dossier, AGREED, read_how="")
    findings = content_of(bureau, dossier).findings
    assert len(findings) == 2
    now = "2026-11-20T07:20:00Z"
    with pytest.raises(Refused, match="refused-lines-unread") as refused:
        act(bureau, read_back, dossier=dossier, how="read-screen", reader="赵永安", read={findings[0].line: now})
    assert "第2项" in say(refused.value.code, **refused.value.facts)
    with pytest.raises(Refused, match="refused-no-reader"):
        act(bureau, read_back, dossier=dossier, how="read-aloud", reader=" ")
    read = {one.line: now for one in findings}
    act(bureau, read_back, dossier=dossier, how="read-screen", reader="赵永安", read=read)
    state(bureau, dossier, AGREED, read_how="")
    assert content_of(bureau, dossier).read.times == read


def test_out_of_order_is_refused_at_every_place_with_a_sentence(bureau, dossier):
    first, second = officers(bureau, dossier)
    with pytest.raises(Refused, match="refused-no-opinion"):
        put(bureau, dossier, "unit", "赵永安")
    state(bureau, dossier, AGREED)
    for one in (first, second):
        with pytest.raises(Refused, match="refused-unit-first"):
            put(bureau, dossier, f"officer:{one.id}", one.name)
    with pytest.raises(Refused, match="refused-unit-first"):
        finalise(bureau, dossier)
    with pytest.raises(Refused, match="refused-no-witness"):
        put(bureau, dossier, "witness", "刘桂兰")
    put(bureau, dossier, "unit", "赵永安")
    put(bureau, dossier, f"officer:{second.id}", second.name)
    with pytest.raises(Refused, match="refused-officers-sign"):
        finalise(bureau, dossier)
    put(bureau, dossier, f"officer:{first.id}", first.name)
    assert finalise(bureau, dossier)


def test_the_very_pdf_that_was_shown_is_kept_with_each_signature(bureau, dossier):
    state(bureau, dossier, AGREED)
    with bureau.reading() as session:
        shown = shown_now(session, desk=bureau.desk(), house=house(bureau), dossier=dossier)
    with pytest.raises(Refused, match="refused-shown-differs"):
        put(bureau, dossier, "unit", "赵永安", shown="0" * 64)
    put(bureau, dossier, "unit", "赵永安")
    put_officers(bureau, dossier)
    kept = rows(bureau, dossier)
    with bureau.reading() as session:
        assert read_evidence(session, kept["unit"].shown) == shown
        assert read_evidence(session, kept["unit"].picture).startswith(b"\x89PNG")
        assert rebuild(session).equal
    assert len({one.shown for one in kept.values()}) == 3, "each saw the ink of those before"
    assert len({one.digest for one in kept.values()}) == 1, "all signed the same words"


def test_a_second_officer_at_this_laptop_is_known_by_his_pin_or_his_certificate(bureau, dossier):
    here = bureau.desk().person.id  # he may be drawn into the team himself
    second = next(one for one in officers(bureau, dossier) if one.id != here)
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    for identity in (None, Identity("identity-certificate")):
        with pytest.raises(Refused, match="refused-second-officer"):
            put(bureau, dossier, f"officer:{second.id}", second.name, identity=identity)
    put(bureau, dossier, f"officer:{second.id}", second.name,
        identity=Identity("identity-certificate", jpeg((600, 400))))  # fmt: skip
    row = rows(bureau, dossier)[f"officer:{second.id}"]
    with bureau.reading() as session:
        assert read_evidence(session, row.identity_photo).startswith(b"\xff\xd8")


def test_a_claimed_pin_is_no_pin_and_a_proof_holds_for_one_person_dossier_use_and_ten_minutes(bureau, dossier):
    here = bureau.desk().person.id
    second = next(one for one in officers(bureau, dossier) if one.id != here)
    role = f"officer:{second.id}"
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    good = pin_proof(second.id, dossier, bureau.clock)
    others = pin_proof("somebody", dossier, bureau.clock)
    elsewhere = pin_proof(second.id, "another", bureau.clock)
    made = replace(good, at=stamp(bureau.clock.now()), attempts=7)
    for proof in (None, others, elsewhere, made):
        with pytest.raises(NotSignedIn, match="refused-pin-unproven"):
            put(bureau, dossier, role, second.name, identity=Identity("identity-pin", proof=proof))
    bureau.clock.advance(minutes=11)
    with pytest.raises(NotSignedIn, match="refused-pin-unproven"):
        put(bureau, dossier, role, second.name, identity=Identity("identity-pin", proof=good))
    fresh = pin_proof(second.id, dossier, bureau.clock)
    put(bureau, dossier, role, second.name, identity=Identity("identity-pin", proof=fresh))
    kept = rows(bureau, dossier)[role]
    assert (kept.identity, kept.identity_at, kept.identity_attempts) == ("identity-pin", fresh.at, 1)
    with pytest.raises(NotSignedIn, match="refused-pin-unproven"):
        put(bureau, dossier, role, second.name, identity=Identity("identity-pin", proof=fresh))


def test_where_the_bureau_takes_no_pad_only_paper_is_accepted(bureau, dossier):
    state(bureau, dossier, AGREED)
    signature = bureau.profile.signature.model_copy(update={"pad": False})
    strict = House(bureau.profile.model_copy(update={"signature": signature}), house(bureau).site)
    with pytest.raises(Refused, match="refused-pad"):
        put(bureau, dossier, "unit", "赵永安", house=strict)
    put(bureau, dossier, "unit", "赵永安", ink="", scan=jpeg((400, 300)), house=strict)
    assert rows(bureau, dossier)["unit"].way == "paper"


@pytest.mark.parametrize(
    ("lines", "code"),
    [([], "refused-no-ink"), ([[[5, 5]]], "refused-ink-short"), ([[[5, 5], [30, 9]]], "refused-ink-short"),
     ([[[5, 0], [6, 1200], [5, 0]]], "refused-ink-short")],
)  # fmt: skip
def test_a_dot_a_tick_and_a_bar_are_no_signature(lines, code):
    assert ink_wanting(json.dumps({"width": 4000, "height": 1200, "lines": lines})) == code
    assert ink_wanting(INK) == ""


def test_a_record_signed_by_hand_is_entered_afterwards_with_its_own_time(bureau, dossier):
    state(bureau, dossier, REFUSED)
    signers = [("witness", "刘桂兰", ""), *((f"officer:{one.id}", one.name, "") for one in officers(bureau, dossier))]
    ended = bureau.clock.now()
    bureau.clock.advance(days=2)
    pages = (jpeg((400, 600)), jpeg((300, 600)))
    for at, code in (
        (ended - timedelta(hours=3), "refused-signed-before-check"),
        (bureau.clock.now() + timedelta(hours=1), "refused-signed-later"),
    ):
        with pytest.raises(Refused, match=code):
            act(bureau, sign_on_paper, dossier=dossier, scans=pages, signers=signers, signed_at=at)
    with pytest.raises(Refused, match="refused-witness-first"):
        act(bureau, sign_on_paper, dossier=dossier, scans=pages, signers=signers[1:], signed_at=ended)
    act(bureau, sign_on_paper, dossier=dossier, scans=pages, signers=signers, signed_at=ended)
    found = rows(bureau, dossier)
    assert {one.signed_at for one in found.values()} == {"2026-11-20T07:35:00Z"}
    assert {one.entered_at[:10] for one in found.values()} == {"2026-11-22"}
    record, _ = finalise(bureau, dossier)
    assert "见手签原件" in words_of(bureau, record.blob)


@pytest.mark.obligation("F040")
def test_each_way_of_service_needs_what_proves_it_and_each_paper_has_its_own(bureau, dossier):
    signed_record(bureau, dossier)
    finalise(bureau, dossier)
    record = paper_of(bureau, dossier)

    def serve(photo=b"", **values):
        act(bureau, serve_paper, dossier=dossier, paper=record.id, service=Service(**values), photo=photo)

    wanting = [
        ({"way": ""}, "refused-no-service-way"),
        ({"way": "service-direct"}, "refused-no-receiver"),
        ({"way": "service-left"}, "refused-left-no-reason"),
        ({"way": "service-left", "refusal": "称不识字"}, "refused-left-no-proof"),
        ({"way": "service-left", "refusal": "拒收", "witness_name": "刘桂兰"}, "refused-no-witness-unit"),
        ({"way": "service-post"}, "refused-no-post-number"),
        ({"way": "service-electronic", "address": "a@b.cn"}, "refused-no-consent"),
        ({"way": "service-electronic", "consent": True}, "refused-no-address"),
    ]
    for values, code in wanting:
        with pytest.raises(Refused, match=code):
            serve(**values)
    with pytest.raises(Refused, match="refused-nothing-served"):
        act(bureau, issue_receipt, house=house(bureau), dossier=dossier)
    serve(way="service-post", post_number="XA12345678941")
    assert paper_of(bureau, dossier).state == "paper-signed", "posted is not yet served"
    bureau.clock.advance(days=3)
    serve(way="service-post", post_number="XA12345678941", delivered_on="2026-11-23")
    assert paper_of(bureau, dossier).state == "paper-served"
    bureau.clock.advance(minutes=5)
    serve(way="service-left", refusal="站长拒收", photo=jpeg((300, 300)))
    with bureau.reading() as session:
        ways = [one.way for one in services_of(session, bureau.desk().bureau, dossier)]
        assert rebuild(session).equal
    assert ways == ["service-post", "service-post", "service-left"]
    receipt = act(bureau, issue_receipt, house=house(bureau), dossier=dossier)
    text = words_of(bureau, receipt.blob)
    assert "留置送达" in text
    assert "拒收事由：站长拒收" in text
    assert "见证人（签名）" in text


def test_refusing_to_sign_and_refusing_the_copy_are_two_things(bureau, dossier):
    signed_record(bureau, dossier)
    left = Service(way="service-left", refusal="签了字，不肯收文书", witness_name="刘桂兰", witness_unit="居委会")
    finalise(bureau, dossier, service=left)
    assert paper_of(bureau, dossier).state == "paper-served"
    with bureau.reading() as session:
        kinds = [one.kind for one in papers_of(session, bureau.desk().bureau, dossier)]
    assert "refusal-report" not in kinds


def test_a_record_signed_before_what_it_covers_grew_still_stands(bureau, dossier):
    state(bureau, dossier, AGREED)
    content = content_of(bureau, dossier)
    with bureau.writing() as session:
        old = Signed(role="unit", name="赵永安", way="pad", strokes=INK, digest=shown_digest(content, edition=1))
        enter(session, old, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        assert standing_of(session, desk=bureau.desk(), dossier=dossier).signed == ("unit",)
    put_officers(bureau, dossier)
    assert finalise(bureau, dossier)


def test_a_person_signed_in_here_signs_without_another_proof(bureau, dossier):
    first, second = officers(bureau, dossier)
    state(bureau, dossier, AGREED)
    put(bureau, dossier, "unit", "赵永安")
    own = bureau.desk(first.id)
    act(bureau, sign, desk=own, dossier=dossier, role=f"officer:{first.id}", name=first.name, strokes=INK)
    put(bureau, dossier, f"officer:{second.id}", second.name)
    assert rows(bureau, dossier)[f"officer:{first.id}"].identity == ""


def test_words_cannot_be_taken_down_for_a_record_read_differently(bureau, dossier):
    with pytest.raises(Refused, match="refused-not-read"):
        act(bureau, state_unit, house=house(bureau), dossier=dossier, stated=AGREED, read_how="read-nowhere")


@pytest.mark.obligation("F039")
def test_the_refusal_report_is_its_own_numbered_paper_and_says_how_the_record_was_read(bureau, dossier):
    state(bureau, dossier, REFUSED, read_how="read-paper")
    put(bureau, dossier, "witness", "刘桂兰")
    put_officers(bureau, dossier)
    record, report = finalise(bureau, dossier)
    text = words_of(bureau, report.blob)
    assert report.number and report.number != record.number
    assert f"文号为{record.number}，并已打印交其阅看" in text
    assert "见证人刘桂兰（城关街道西关社区居委会）在场见证" in text
