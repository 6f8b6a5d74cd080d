"""Results chosen, entered in time or late with a reason, reviewed, published, corrected, taken down."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import (
    approved_result,
    chosen_results,
    house_of,
    officers_of,
    published,
    signed_visit,
    unable_visit,
)
from pypdf import PdfReader
from sqlmodel import select

from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import (
    Choice,
    choose_results,
    content_of,
    correct,
    due_of_place,
    entry_sheet,
    mark_entered,
    mark_returned,
    mark_shown,
    propose_results,
    publish,
    repair,
    review,
    withdraw,
)
from inspector_desktop.disclosure.records import Publication
from inspector_desktop.disclosure.store import find_publication, places_of, publications, results_of, settled
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    return approved_result(bureau, signed_visit(bureau, released_inspections(bureau)[0]))


def entered(bureau, dossier, on=None, **more):
    values = {"number": "HN2026-0001", "entered_on": on or civil_date(bureau.clock.now()), **more}
    with bureau.writing() as session:
        return mark_entered(
            session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier, **values
        )


def choose(bureau, dossier, result, followup):
    with bureau.writing() as session:
        proposed = propose_results(session, desk=bureau.desk(), profile=bureau.profile, dossier=dossier)
        choices = [Choice(one.item, result, followup, one.explanation) for one in proposed]
        choose_results(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier, choices=choices
        )


def reviewed(bureau, dossier, number="16011", **more):
    with bureau.writing() as session:
        return review(
            session, desk=bureau.desk(number), clock=bureau.clock, house=house_of(bureau), dossier=dossier, **more
        )


def view_of(bureau, dossier):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier)


def done(bureau, act, dossier, **more):
    with bureau.writing() as session:
        act(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, **more)


@pytest.mark.obligation("F002")
@pytest.mark.obligation("F006")
def test_the_entry_sheet_has_the_platforms_fields_in_its_order_and_terms(bureau, dossier):
    chosen_results(bureau, dossier)
    with bureau.reading() as session:
        (sheet,) = entry_sheet(session, bureau=bureau.desk().bureau, profile=bureau.profile, dossier=dossier)
    view = view_of(bureau, dossier)
    assert [one.title for one in sheet.fields] == [one.title for one in bureau.profile.entry_sheet.fields]
    values = {one.key: one.value for one in sheet.fields}
    assert values["date"] == "2026-11-20" and values["method"] == "实地检查"
    assert values["officers"] == ",".join(one.name for one in view.officers)
    assert (values["result"], values["followup"]) == ("发现问题待后续处理", "责令限期改正，纳入日常监管")
    assert "检测报告日期为2026年3月2日" in values["explanation"]


def test_results_wait_for_approval_and_for_every_item(bureau):
    dossier = signed_visit(bureau, released_inspections(bureau)[0])
    with pytest.raises(Refused, match="refused-results-unapproved"):
        choose(bureau, dossier, "pending", "order")
    approved_result(bureau, dossier)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-results-items"):
        choose_results(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier, choices=()
        )
    with pytest.raises(Refused, match="refused-result-clean"):
        choose(bureau, dossier, "none-found", "none")
    choose(bureau, dossier, "unqualified", "case")
    with bureau.reading() as session:
        (result,) = results_of(session, bureau.desk().bureau, dossier)
    assert (result.result_title, result.version) == ("不合格", "B-2019")


@pytest.mark.obligation("F041")
def test_the_platform_is_due_five_working_days_after_the_visit_and_late_entry_needs_its_reason(bureau, dossier):
    chosen_results(bureau, dossier)
    view = view_of(bureau, dossier)
    due = due_of_place(view, bureau.profile, "platform", date(2026, 11, 20))
    assert due is not None and (due.deadline, due.day) == ("D01", date(2026, 11, 27))
    bureau.clock.advance(days=11)  # Tuesday, 1 December
    with pytest.raises(Refused) as refusal:
        entered(bureau, dossier)
    assert refusal.value.code == "late-entry-platform"
    assert refusal.value.facts == {"subject": view.subject_name, "due": "11月27日", "days": 2}
    assert entered(bureau, dossier, on=date(2026, 11, 27)) == 0
    assert entered(bureau, dossier, late_reason="18日平台维护") == 2
    with bureau.reading() as session:
        place = places_of(session, bureau.desk().bureau, dossier)["platform"]
    assert (place.state, place.late_days, place.late_reason) == ("entry-done", 2, "18日平台维护")


def test_an_entry_needs_a_real_day_and_number_or_screenshot(bureau, dossier):
    chosen_results(bureau, dossier)
    for on in (date(2026, 11, 21), date(2026, 11, 19)):
        with pytest.raises(Refused, match="refused-entered-on"):
            entered(bureau, dossier, on=on)
    with pytest.raises(Refused, match="refused-entered-proof"):
        entered(bureau, dossier, number=" ")
    entered(bureau, dossier, number="", screenshot=b"png")
    with bureau.reading() as session:
        place = places_of(session, bureau.desk().bureau, dossier)["platform"]
        assert read_evidence(session, place.evidence) == b"png"
        paper = find_paper(session, bureau.desk().bureau, dossier, "result-sheet")
        assert paper is not None
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages)
    assert "发现问题待后续处理" in re.sub(r"\s", "", text)


@pytest.mark.obligation("F042")
@pytest.mark.obligation("F106")
def test_platform_and_portal_each_stop_their_own_clock_and_both_end_the_step(bureau, dossier):
    chosen_results(bureau, dossier)
    today = date(2026, 11, 20)

    def running():
        with bureau.reading() as session:
            view = get_inspection(session, bureau.desk().bureau, dossier)
            over = settled(session, view.bureau, bureau.profile)
        return {one.deadline: one.day for one in dues([view], bureau.profile, today, settled=over) if one.dossier}

    assert running() == {"D01": date(2026, 11, 27), "D02": date(2026, 12, 18)}
    entered(bureau, dossier)
    assert set(running()) == {"D02"} and "disclosure" not in view_of(bureau, dossier).done
    published(bureau, dossier)
    assert running() == {}
    assert view_of(bureau, dossier).done["disclosure"]


def test_a_result_the_platform_returns_is_open_again(bureau, dossier):
    chosen_results(bureau, dossier)
    with pytest.raises(Refused, match="error-place-missing"):
        done(bureau, mark_returned, dossier, reason="事项选错")
    entered(bureau, dossier)
    with pytest.raises(Refused, match="refused-returned-reason"):
        done(bureau, mark_returned, dossier, reason=" ")
    done(bureau, mark_returned, dossier, reason="事项选错")
    with bureau.reading() as session:
        assert settled(session, bureau.desk().bureau, bureau.profile) == frozenset()
    assert view_of(bureau, dossier).notes["disclosure"] == "entry-returned"


@pytest.mark.obligation("F009")
def test_what_the_national_system_shows_is_noted_with_its_day(bureau, dossier):
    done(bureau, mark_shown, dossier, profile=bureau.profile, place="national", shown_on=date(2026, 11, 20))
    with bureau.reading() as session:
        place = places_of(session, bureau.desk().bureau, dossier)["national"]
    assert (place.state, place.done_on) == ("entry-shown", "2026-11-20")


def test_only_allowlisted_fields_leave_and_no_person_is_among_them(bureau, dossier):
    chosen_results(bureau, dossier)
    reviewed(bureau, dossier)
    with bureau.writing() as session:
        content = publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    view = view_of(bureau, dossier)
    assert [one.key for one in content.fields] == [one.key for one in bureau.profile.disclosure.task.columns]
    for private in (view.principal, view.phone, view.address, *(one.name for one in view.officers), "检测报告日期"):
        assert private not in content.text
    assert content.draw == 1 and content.commitment
    with bureau.reading() as session:
        found = find_publication(session, bureau.desk().bureau, dossier)
        assert rebuild(session).equal
    assert found is not None and found.until == "2031-11-20" and found.draw_id == view.draw


@pytest.mark.obligation("F210")
def test_checker_enterer_reviewer_and_publisher_of_a_result_are_named(bureau, dossier):
    chosen_results(bureau, dossier)
    published(bureau, dossier)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        results = results_of(session, bureau.desk().bureau, dossier)
        found = find_publication(session, bureau.desk().bureau, dossier)
    assert visit is not None and found is not None
    assert [name for _, name, _ in visit.officers] == [one.name for one in officers_of(bureau, dossier)]
    assert {one.chosen_by for one in results} == {"王秀英"}
    assert (found.reviewed_by, found.published_by) == ("孙志远", "王秀英")


def test_what_must_be_held_back_is_found_at_review_and_named(bureau, dossier):
    with bureau.writing() as session:
        proposed = propose_results(session, desk=bureau.desk(), profile=bureau.profile, dossier=dossier)
        choose_results(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
            choices=[Choice(one.item, "pending", "order", "赵永安 13803720000") for one in proposed],
        )  # fmt: skip
        row_free = content_of(session, bureau=bureau.desk().bureau, profile=bureau.profile, dossier=dossier)
    assert "赵永安" not in row_free.text  # explanations never go out
    from inspector_desktop.inspection.records import Inspection

    with bureau.writing() as session:
        row = session.exec(select(Inspection).where(Inspection.dossier == dossier)).one()
        row.task_title = "赵永安加油站专项"
        session.add(row)
    with pytest.raises(Refused) as refusal:
        reviewed(bureau, dossier)
    assert refusal.value.facts == {"field": "抽查任务名称", "what": "人员姓名"}


def test_review_is_by_somebody_else_and_covers_exactly_what_goes_out(bureau, dossier):
    chosen_results(bureau, dossier)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-publish-unreviewed"):
        publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    member = officers_of(bureau, dossier)[0]
    with pytest.raises(Refused, match=r"refused-review-(role|own)"):
        reviewed(bureau, dossier, member.id)
    with pytest.raises(Refused, match="refused-review-own"):
        reviewed(bureau, dossier, reviewer=member.name, scan=b"scan")
    with pytest.raises(Refused, match="refused-review-scan"):
        reviewed(bureau, dossier, reviewer="孙志远")
    reviewed(bureau, dossier, reviewer="孙志远", scan=b"scan")
    choose(bureau, dossier, "unqualified", "case")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-publish-changed"):
        publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    with bureau.reading() as session:
        papers = [
            find_paper(session, bureau.desk().bureau, dossier, kind) for kind in ("secrecy-review", "disclosure-draft")
        ]
    assert all(papers)


@pytest.mark.parametrize(("act", "state"), [(withdraw, "pub-withdrawn"), (repair, "pub-repaired")])
def test_what_is_taken_down_leaves_state_and_reason_and_nothing_else(bureau, dossier, act, state):
    chosen_results(bureau, dossier)
    with pytest.raises(Refused, match="refused-not-public"):
        done(bureau, act, dossier, reason="错录")
    published(bureau, dossier)
    with pytest.raises(Refused, match="refused-disclosure-reason"):
        done(bureau, act, dossier, reason="")
    with pytest.raises(Refused, match="refused-held-back"):
        done(bureau, act, dossier, reason="赵永安要求撤下")
    done(bureau, act, dossier, reason="处罚决定变更")
    with bureau.reading() as session:
        (found,) = publications(session, bureau.desk().bureau)
        row = session.get(Publication, (bureau.desk().bureau, dossier))
        assert rebuild(session).equal
    assert (found.state, found.reason, found.content) == (state, "处罚决定变更", None)
    assert row is not None and row.content == ""


def test_a_correction_is_reviewed_again_and_says_why(bureau, dossier):
    chosen_results(bureau, dossier)
    published(bureau, dossier)
    choose(bureau, dossier, "unqualified", "case")
    with pytest.raises(Refused, match="refused-publish-changed"):
        done(bureau, correct, dossier, profile=bureau.profile, reason="结果录错")
    reviewed(bureau, dossier)
    done(bureau, correct, dossier, profile=bureau.profile, reason="结果录错")
    with bureau.reading() as session:
        (found,) = publications(session, bureau.desk().bureau)
    assert found.state == "pub-corrected" and found.content is not None
    assert found.content.items[0].result == "不合格"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-published-already"):
        publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)


def test_a_visit_that_found_nobody_gets_its_own_result(bureau):
    dossier = unable_visit(bureau, released_inspections(bureau)[0])
    approved_result(bureau, dossier)
    chosen_results(bureau, dossier, followup="daily")
    with bureau.reading() as session:
        (result,) = results_of(session, bureau.desk().bureau, dossier)
    assert result.result_title == "通过登记的住所（经营场所）无法联系"


def test_a_device_without_the_draw_publishes_what_another_reviewed(bureau, dossier):
    chosen_results(bureau, dossier)
    reviewed(bureau, dossier)
    from inspector_desktop.draw.records import Draw

    with bureau.writing() as session:
        for row in session.exec(select(Draw)).all():
            session.delete(row)
    with bureau.writing() as session:
        content = publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    assert content.draw == 0
    with bureau.reading() as session:
        found = find_publication(session, bureau.desk().bureau, dossier)
    assert found is not None and found.draw_id == view_of(bureau, dossier).draw
