"""Approval of the check and the notice, as officers and chiefs do them."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories.bureau import open_bureau, released_inspections
from pypdf import PdfReader

from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.desks import Person
from inspector_desktop.notice.acts import (
    approve_check,
    approve_orally,
    issue_notice,
    make_up_approval,
    register_paper_approval,
    serve_notice,
)
from inspector_desktop.notice.document import notice_title
from inspector_desktop.notice.store import find_authorisation, find_notice
from inspector_desktop.storage.evidence import read_evidence

SITE = "https://gs.example.cn"


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def issued(bureau, dossier):
    with bureau.writing() as session:
        return issue_notice(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE), dossier=dossier,
            contact="李建国", telephone="0372-8112345", materials=("检测报告",),
        )  # fmt: skip


@pytest.mark.obligation("F200")
@pytest.mark.parametrize("telephone", ["0372-8119000", ""])
def test_a_notice_tells_where_to_complain_or_leaves_a_line_for_it_and_tells_the_whole_discipline(bureau, telephone):
    dossier, *_ = released_inspections(bureau)
    rules = bureau.profile.notice.model_copy(update={"complaint_telephone": telephone})
    bureau.profile = bureau.profile.model_copy(update={"notice": rules})
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    paper = issued(bureau, dossier)
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    assert f"投诉监督电话{telephone}" in text
    assert "五个严禁" in text and "八个不得" in text
    if folder := os.environ.get("PICTURES"):
        with bureau.reading() as session:
            Path(folder, f"notice{telephone}.pdf").write_bytes(read_evidence(session, paper.blob))
    assert len(pages) == 1


@pytest.mark.obligation("F033")
def test_a_notice_is_numbered_from_the_devices_block_and_kept_as_evidence(bureau):
    dossier, other, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        for one in (dossier, other):
            register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=one, approver="孙志远")
    first, second = issued(bureau, dossier), issued(bureau, other)
    assert (first.number, second.number) == ("（滑）气检告〔2026〕1号", "（滑）气检告〔2026〕2号")
    with bureau.writing() as session:
        serve_notice(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, way="service-direct", receiver="赵永安"
        )
    with bureau.reading() as session:
        paper = find_paper(session, bureau.desk().bureau, dossier, "notice")
        assert paper is not None
        assert read_evidence(session, paper.blob).startswith(b"%PDF")
        assert get_inspection(session, bureau.desk().bureau, dossier).done["notice"]
        found = find_notice(session, bureau.desk().bureau, dossier)
        assert found is not None and found.receiver == "赵永安"
        assert rebuild(session).equal


def test_no_notice_goes_out_before_the_check_is_approved(bureau):
    dossier, *_ = released_inspections(bureau)
    with pytest.raises(Refused, match="refused-not-authorised"):
        issued(bureau, dossier)


def test_an_urgent_check_is_approved_by_word_and_made_up_later(bureau):
    dossier, *_ = released_inspections(bureau)
    told = bureau.clock.now() - timedelta(hours=1)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-urgent-reason"):
        approve_orally(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="赵志强", reason="", told_at=told
        )
    with bureau.writing() as session:
        approve_orally(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            approver="赵志强",
            reason="雷暴预警",
            told_at=told,
        )
    with bureau.reading() as session:
        assert get_inspection(session, bureau.desk().bureau, dossier).notes["authorised"] == "ok-later"
    with bureau.writing() as session:
        make_up_approval(session, desk=bureau.desk("16012"), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        found = find_authorisation(session, bureau.desk().bureau, dossier)
        assert found is not None and found.state == "made-up"


def test_an_officer_of_the_team_or_without_the_role_cannot_approve(bureau):
    dossier, *_ = released_inspections(bureau)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approval-role"):
        approve_check(session, desk=bureau.desk("16001"), clock=bureau.clock, dossier=dossier)
    with bureau.writing() as session:
        approve_check(session, desk=bureau.desk("16011"), clock=bureau.clock, dossier=dossier)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approved-already"):
        approve_check(session, desk=bureau.desk("16012"), clock=bureau.clock, dossier=dossier)


def test_nobody_approves_a_check_he_takes_part_in_at_the_desk_on_paper_or_by_word(bureau):
    dossier, *_ = released_inspections(bureau)
    with bureau.reading() as session:
        first = get_inspection(session, bureau.desk().bureau, dossier).officers[0]
    here = bureau.desk(first.id)
    leading = replace(here, person=Person(here.person.id, first.name, ("officer", "section-chief")))
    given = {"desk": leading, "clock": bureau.clock, "dossier": dossier}
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approval-of-team") as refusal:
        approve_check(session, **given)
    assert refusal.value.facts == {"officer": first.name}
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approval-of-team"):
        register_paper_approval(session, **given, approver=f" {first.name}")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approval-of-team"):
        approve_orally(session, **given, approver=first.name, reason="雷暴预警", told_at=bureau.clock.now())
    with bureau.writing() as session:
        approve_orally(session, **given, approver="孙志远", reason="雷暴预警", told_at=bureau.clock.now())
    with bureau.writing() as session, pytest.raises(Refused, match="refused-approval-of-team"):
        make_up_approval(session, **given)
    with bureau.reading() as session:
        found = find_authorisation(session, bureau.desk().bureau, dossier)
    assert found is not None and (found.state, found.approver) == ("oral", "孙志远")


def test_when_the_block_is_used_up_the_refusal_names_the_series(bureau):
    dossiers = released_inspections(bureau)
    with bureau.writing() as session:
        for one in dossiers:
            register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=one, approver="孙志远")
        from inspector_desktop.inspection.acts import close_number

        for number in range(1, 11):
            close_number(
                session, desk=bureau.desk(), clock=bureau.clock, series="notice", year=2026, number=number,
                text=f"{number}", reason="打印作废",
            )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        issued(bureau, dossiers[0])
    assert refusal.value.code == "refused-numbers-used-up"
    assert refusal.value.facts["series"] == "双随机抽查告知单"


def test_the_notice_of_a_check_that_follows_a_lead_does_not_call_itself_random(bureau):
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, released_inspections(bureau)[0])
    assert notice_title(view, bureau.profile) == bureau.profile.document("notice").title
    assert "随机" not in notice_title(replace(view, check_kind="kind-targeted"), bureau.profile)
