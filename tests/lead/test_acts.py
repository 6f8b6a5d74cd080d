"""From a lead to a check outside every draw and cap, and back to who reported it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau
from factories.finished import house_of
from factories.visits import judge_everything
from sqlmodel import Session, select

from inspector_desktop.check.acts import arrive, finish_check
from inspector_desktop.clock import civil_date
from inspector_desktop.draw.acts import hold_draw
from inspector_desktop.draw.roll import call_roll, visits_of
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.journal.records import Record
from inspector_desktop.kinds import replay
from inspector_desktop.lead.acts import Told, Wanted, close_lead, exempt_words, register_lead, reply_lead, start_check
from inspector_desktop.lead.records import Lead
from inspector_desktop.lead.rules import Target, due_of, items_open
from inspector_desktop.lead.store import get_lead, leads, leads_of_subject, year_of
from inspector_desktop.notice.acts import approve_orally, notice_content, register_paper_approval
from inspector_desktop.notice.document import NoticeContent, notice_paper
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.kept_acts import keep_rows
from inspector_desktop.registry.store import items

LEADER, SECOND = "16001", "16002"
SUBJECT = "S0010"
COMPLAINT = Told("lead-complaint", "群众反映加油站防雷装置锈断，没有检测。", channel="12345热线", reporter="周先生")


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    with made.writing() as session:
        made.allot_numbers(session)
    return made


def open_items(bureau, category="key-unit"):
    with bureau.reading() as session:
        return items_open(items(session, bureau.desk().bureau), category, "2026-11-20")


def wanted(bureau, **changes):
    values = {
        "items": (open_items(bureau)[0].id,), "officers": (LEADER, SECOND),
        "exempt": exempt_words(bureau.profile, "lead-complaint"), **changes,
    }  # fmt: skip
    return Wanted(**values)


def registered(bureau, told=COMPLAINT, target=None, **more):
    with bureau.writing() as session:
        return register_lead(
            session, desk=bureau.desk(LEADER), clock=bureau.clock, profile=bureau.profile, told=told,
            target=target or Target("滑县第10加油站", SUBJECT), **more,
        )  # fmt: skip


def started(bureau, lead=None, **changes):
    lead = lead or registered(bureau)
    with bureau.writing() as session:
        opened = start_check(
            session, desk=bureau.desk(LEADER), clock=bureau.clock, profile=bureau.profile, lead=lead,
            wanted=wanted(bureau, **changes),
        )  # fmt: skip
    return lead, opened


def refused(code, act):
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def checked(bureau, opened, violates=2):
    desk = bureau.desk(LEADER)
    with bureau.writing() as session:
        approve_orally(
            session, desk=desk, clock=bureau.clock, dossier=opened, approver="赵志强", reason="雷雨将至，随时可能出险",
            told_at=bureau.clock.now() - timedelta(minutes=5),
        )  # fmt: skip
        arrive(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=opened,
            present=[LEADER, SECOND], place="加油区", met="赵永安", met_post="站长", rights_told=True,
        )  # fmt: skip
    judge_everything(bureau, opened, violates=violates)
    bureau.clock.advance(hours=1)
    with bureau.writing() as session:
        finish_check(session, desk=desk, clock=bureau.clock, dossier=opened)


@pytest.mark.obligation("F044")
def test_a_lead_keeps_source_receipt_content_and_subject_and_its_clock_runs_from_the_day_it_came_in(bureau):
    received = bureau.clock.now() - timedelta(days=3)
    lead = registered(bureau, received_at=received)
    with bureau.reading() as session:
        view = get_lead(session, bureau.desk().bureau, lead)
    assert (view.source, view.subject_name, view.reporter) == ("lead-complaint", "滑县第10加油站", "周先生")
    assert civil_date(view.received_at).isoformat() == "2026-11-17"
    assert view.number == "线〔2026〕1号"
    assert not view.provisional
    due = due_of(
        bureau.profile, dossier=lead, subject=view.subject_name, received_on=civil_date(view.received_at),
        today=civil_date(bureau.clock.now()),
    )  # fmt: skip
    assert due is not None
    assert (due.deadline, due.day.isoformat(), due.late) == (bureau.profile.leads.deadline, "2026-12-15", 0)


@pytest.mark.obligation("F219")
def test_a_check_on_a_lead_has_no_draw_and_names_its_lead_and_the_ground_outside_the_cap(bureau):
    lead, opened = started(bureau)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, opened)
        after = get_lead(session, bureau.desk().bureau, lead)
    assert (view.draw, view.draw_type, view.check_kind, view.lead) == ("", "", "kind-targeted", lead)
    assert view.exempt == "投诉举报线索核查，不受年度检查频次上限限制（国办发〔2024〕54号）。"
    assert [one.id for one in view.officers] == [LEADER, SECOND]
    assert (after.state, after.inspection, after.exempt) == ("checking", opened, view.exempt)


@pytest.mark.obligation("F030")
def test_it_does_not_count_towards_the_cap_and_does_not_keep_its_subject_out_of_the_next_draw(bureau):
    _, opened = started(bureau)
    today = civil_date(bureau.clock.now())
    with bureau.reading() as session:
        views = inspections(session, bureau.desk().bureau)
        assert visits_of(views, bureau.profile.frequency, today) == {}
        year = year_of(views, SUBJECT, 2026)
    assert (year.counted, [day for day, _ in year.exempt]) == (0, ["2026-11-20"])
    plan = approved_plan(bureau)
    with bureau.reading() as session:
        roll = call_roll(
            session, plan=get_plan(session, bureau.desk().bureau, plan), profile=bureau.profile, today=today
        )
    assert roll.rules[SUBJECT] == ""
    draw = frozen_draw(bureau, plan)
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
    with bureau.reading() as session:
        drawn = get_draw(session, bureau.desk().bureau, draw).drawn
    assert opened not in {one.inspection for one in drawn}


def test_the_notice_still_tells_how_many_checks_there_were_this_year(bureau):
    _, opened = started(bureau)
    checked(bureau, opened)
    lead = registered(bureau)
    _, second = started(bureau, lead)
    with bureau.reading() as session:
        content = notice_content(
            session, desk=bureau.desk(LEADER), clock=bureau.clock, house=house_of(bureau), dossier=second,
            contact="李建国", telephone="0372-8100000", materials=(),
        )  # fmt: skip
    assert content.visits == 2


def test_only_published_items_and_officers_on_duty_may_be_chosen_and_two_of_them(bureau):
    lead = registered(bureau)
    refused("refused-lead-items", lambda: started(bureau, lead, items=()))
    refused("refused-lead-officers", lambda: started(bureau, lead, officers=(LEADER,)))
    refused("refused-lead-officers", lambda: started(bureau, lead, officers=(LEADER, LEADER)))
    refused("refused-lead-exempt", lambda: started(bureau, lead, exempt=" "))
    early = {one.id for one in items_open(all_items(bureau), "", "2026-01-01")}
    assert not early  # before 2026-04-15 nothing was published
    with bureau.reading() as session:
        assert [one.state for one in leads(session, bureau.desk().bureau)] == ["received"]
        assert inspections(session, bureau.desk().bureau) == ()


def all_items(bureau):
    with bureau.reading() as session:
        return items(session, bureau.desk().bureau)


def test_a_lead_about_somebody_who_is_in_no_register_is_checked_all_the_same(bureau):
    lead = registered(bureau, target=Target("路边无名加油点", category="key-unit", address="道口镇东环路"))
    _, opened = started(bureau, lead)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, opened)
    assert (view.subject_name, view.subject_code, view.address) == ("路边无名加油点", "", "道口镇东环路")


def test_the_approval_given_by_telephone_is_owed_until_it_is_made_up(bureau):
    _, opened = started(bureau)
    checked(bureau, opened)
    with bureau.reading() as session:
        found = find_authorisation(session, bureau.desk().bureau, opened)
        view = get_inspection(session, bureau.desk().bureau, opened)
    assert found is not None
    assert (found.state, found.approver, view.notes["authorised"]) == ("oral", "赵志强", "ok-later")
    with bureau.writing() as session:
        register_paper_approval(
            session, desk=bureau.desk(LEADER), clock=bureau.clock, dossier=opened, approver="赵志强"
        )
    with bureau.reading() as session:
        made_up = find_authorisation(session, bureau.desk().bureau, opened)
        assert made_up is not None
        assert made_up.state == "made-up"
        assert get_inspection(session, bureau.desk().bureau, opened).notes["authorised"] == ""


def test_a_lead_is_closed_only_after_its_check_and_the_complainant_is_told(bureau):
    lead, opened = started(bureau)
    desk = bureau.desk(LEADER)

    def close(conclusion="lead-founded", words="两处接闪带锈断，已下达整改。"):
        with bureau.writing() as session:
            close_lead(session, desk=desk, clock=bureau.clock, lead=lead, conclusion=conclusion, words=words)

    def reply(way="reply-telephone", to="周先生", words="已告知核查情况和整改期限，表示满意。"):
        with bureau.writing() as session:
            reply_lead(session, desk=desk, clock=bureau.clock, lead=lead, way=way, to=to, words=words)

    refused("refused-lead-unfinished", close)
    refused("refused-lead-reply-early", reply)
    checked(bureau, opened)
    refused("refused-lead-conclusion", lambda: close(conclusion="lead-whatever"))
    refused("refused-lead-words", lambda: close(words=" "))
    close()
    refused("refused-lead-closed", close)
    refused("refused-lead-reply", lambda: reply(to=""))
    reply()
    with bureau.reading() as session:
        view = get_lead(session, desk.bureau, lead)
    assert (view.state, view.conclusion, view.replied_to) == ("closed", "lead-founded", "周先生")


def test_without_a_check_nothing_is_called_true_or_untrue(bureau):
    lead = registered(bureau)

    def close(conclusion):
        with bureau.writing() as session:
            close_lead(
                session, desk=bureau.desk(LEADER), clock=bureau.clock, lead=lead, conclusion=conclusion,
                words="属消防救援大队职责，已转送。",
            )  # fmt: skip

    refused("refused-lead-unchecked", lambda: close("lead-unfounded"))
    close("lead-passed-on")


@pytest.mark.obligation("F045")
def test_clues_from_data_are_a_source_of_their_own_and_all_leads_about_one_subject_stand_together(bureau):
    registered(bureau)
    data = registered(bureau, Told("lead-data", "年度检测报告逾期未上传，连续两年。", channel="监测平台"))
    registered(bureau, target=Target("滑县第11加油站", "S0011"))
    with bureau.reading() as session:
        found = leads_of_subject(session, bureau.desk().bureau, subject=SUBJECT)
        searched = leads(session, bureau.desk().bureau, search="逾期未上传")
    assert sorted(one.source for one in found) == ["lead-complaint", "lead-data"]
    assert [one.dossier for one in searched] == [data]


def test_leads_are_the_same_after_a_rebuild(bureau):
    lead, opened = started(bureau)
    checked(bureau, opened)
    with bureau.writing() as session:
        close_lead(
            session,
            desk=bureau.desk(LEADER),
            clock=bureau.clock,
            lead=lead,
            conclusion="lead-partly",
            words="部分属实。",
        )

    def rows(session: Session):
        return [one.model_dump() for one in session.exec(select(Lead)).all()]

    with bureau.reading() as session:
        before = rows(session)
    Record.metadata.drop_all(bureau.engine)
    Record.metadata.create_all(bureau.engine)
    with bureau.writing() as session:
        replay(session)
    with bureau.reading() as session:
        assert rows(session) == before


def test_its_notice_says_what_led_to_the_check_and_nothing_of_a_draw(bureau):
    _, opened = started(bureau)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, opened)
    paper = notice_paper(view, NoticeContent("李建国", "", (), 1, 2), bureau.profile, issued_at="2026-11-20T06:15:00Z")
    words = repr(paper.blocks)
    assert paper.title == "检查通知书"
    assert "投诉举报线索核查" in words
    assert "抽取" not in words
    assert "周先生" not in words
    assert "年度上限2次" not in words  # it says itself that it does not count


@pytest.mark.obligation("F096")
def test_who_declared_a_relation_to_the_firm_is_not_sent_to_check_a_lead_about_it(bureau):
    row = {"owner": SECOND, "code": SUBJECT, "name": SUBJECT, "relation": "其弟为股东", "since": "2026-11-20"}
    with bureau.writing() as session:
        keep_rows(session, desk=bureau.desk(), clock=bureau.clock, kind="relations", rows=[row])
    lead = registered(bureau)
    refused("refused-lead-related", lambda: started(bureau, lead))
    started(bureau, lead, officers=(LEADER, "16003"))
