"""Problems listed, advised or ordered, served, reported, looked at again, closed."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from factories.bureau import enter_some_subjects, open_bureau, released_inspections
from factories.finished import (
    checked_visit,
    free_officer,
    house_of,
    officers_of,
    signed_visit,
    submitted_report,
    unable_visit,
)
from factories.joint import assigned, divided, ended
from pypdf import PdfReader

from inspector_desktop.approval.acts import register_signed_approval
from inspector_desktop.errors import Refused
from inspector_desktop.ids import PersonId
from inspector_desktop.inspection.store import find_paper, get_inspection, history_of, papers_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.rectification.acts import (
    close_problems,
    export_paper,
    issue_advice,
    issue_order,
    list_problems,
    propose_demands,
    reinspect,
    report_mending,
    serve_fix_paper,
)
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.store import fix_papers, open_problems, problems_of, reinspection_dues
from inspector_desktop.storage.evidence import read_evidence

COURT_WORDS = ("行政复议", "行政诉讼", "60日", "6个月", "责令")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    """A visit on site, judged and ended, nothing signed yet."""
    return checked_visit(bureau, released_inspections(bureau)[0])


def officer_desk(bureau, dossier):
    return bureau.desk(officers_of(bureau, dossier)[0].id)


def listed(bureau, dossier, desk=None):
    desk = desk or officer_desk(bureau, dossier)
    with bureau.writing() as session:
        list_problems(session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier)
        demands = propose_demands(session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    return desk, demands


def issued(bureau, dossier, act, desk, demands, **more):
    with bureau.writing() as session:
        return act(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier, demands=demands, **more
        )


def served(bureau, dossier, desk, paper, **more):
    values = {"way": "service-direct", "receiver": "赵永安", **more}
    with bureau.writing() as session:
        serve_fix_paper(
            session, desk=desk, clock=bureau.clock, dossier=dossier, kind=paper.kind, number=paper.number, **values
        )


def text_of(bureau, blob):
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, blob))).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def problems(bureau, dossier):
    with bureau.reading() as session:
        return problems_of(session, bureau.desk().bureau, dossier)


def view_of(bureau, dossier):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier)


@pytest.mark.obligation("F061")
def test_lines_that_do_not_conform_become_a_list_once(bureau, dossier):
    listed(bureau, dossier)
    listed(bureau, dossier)
    found = problems(bureau, dossier)
    assert [(one.number, one.state) for one in found] == [(1, "fix-open"), (2, "fix-open")]
    with bureau.reading() as session:
        papers = [one for one in papers_of(session, bureau.desk().bureau, dossier) if one.kind == "hazard-list"]
    assert len(papers) == 1
    assert "检测报告日期为2026年3月2日" in text_of(bureau, papers[0].blob)


def test_where_nothing_was_found_there_is_no_list(bureau):
    first, second, *_ = released_inspections(bureau)
    checked_visit(bureau, first, violates=0)
    unable_visit(bureau, second)
    for one in (first, second):
        with pytest.raises(Refused, match="refused-fix-nothing"):
            listed(bureau, one)


@pytest.mark.obligation("F062")
def test_an_advice_is_numbered_in_its_own_series_and_speaks_of_no_compulsion(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    paper = issued(bureau, dossier, issue_advice, desk, demands)
    assert (paper.kind, paper.title, paper.number) == ("advice", "整改意见书", "（滑）气改〔2026〕1号")
    text = text_of(bureau, paper.blob)
    assert "整改意见书" in text and "建议于2026年12月7日前完成" in text
    assert not [one for one in COURT_WORDS if one in text]


def test_an_order_compels_and_tells_where_and_how_long_it_may_be_appealed_against(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    first, second = demands
    paper = issued(bureau, dossier, issue_order, desk, (first, replace(second, due_on="2026-11-27")), serious=(2,))
    assert (paper.kind, paper.title, paper.number) == ("order", "责令限期整改指令书", "（滑）气责改〔2026〕1号")
    text = text_of(bureau, paper.blob)
    assert "自收到本指令书之日起60日内向滑县人民政府申请行政复议" in text
    assert "6个月内向滑县人民法院提起行政诉讼" in text
    assert "上述第2项，于2026年11月27日前整改完毕" in text and "上述第1项，于2026年12月7日前整改完毕" in text
    assert "属于重大隐患的：第2项" in text
    assert "整改意见书" not in text
    for officer in officers_of(bureau, dossier):
        assert officer.certificate in text
    assert [one.serious for one in problems(bureau, dossier)] == [False, True]
    assert view_of(bureau, dossier).notes["order"] == "paper-final"


def test_advice_and_order_are_facts_of_different_kinds_and_stand_side_by_side(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    advice = issued(bureau, dossier, issue_advice, desk, demands[:1])
    order = issued(bureau, dossier, issue_order, desk, demands[1:])
    with bureau.reading() as session:
        kinds = [one.kind for one in history_of(session, dossier)]
        papers = fix_papers(session, bureau.desk().bureau, dossier)
        assert rebuild(session).equal
    assert "rectification.advice-issued" in kinds and "rectification.order-issued" in kinds
    assert {one.kind for one in papers} == {"advice", "order"}
    found = problems(bureau, dossier)
    assert [(one.advice_number, one.order_number) for one in found] == [(advice.number, ""), ("", order.number)]


def test_an_order_needs_a_basis_that_somebody_compared_with_the_article(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    bare = tuple(replace(one, basis="") for one in demands)
    with pytest.raises(Refused, match="refused-order-basis"):
        issued(bureau, dossier, issue_order, desk, bare)
    assert issued(bureau, dossier, issue_advice, desk, bare).number


def test_only_who_was_there_issues_before_approval(bureau, dossier):
    _, demands = listed(bureau, dossier)
    for number in (free_officer(bureau, dossier), "16011"):
        with pytest.raises(Refused, match="refused-fix-person"):
            issued(bureau, dossier, issue_order, bureau.desk(number), demands)


def test_after_approval_the_chief_issues_the_order_and_exports_its_very_bytes(bureau):
    dossier = signed_visit(bureau, released_inspections(bureau)[0])
    submitted_report(bureau, dossier, by_hand=True)
    for approver in ("孙志远", "赵志强"):
        with bureau.writing() as session:
            register_signed_approval(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
                approver=approver, decided_at=bureau.clock.now(), scan=b"scan",
            )  # fmt: skip
    chief, demands = listed(bureau, dossier, bureau.desk("16011"))
    with bureau.reading() as session, pytest.raises(Refused, match="refused-export-missing"):
        export_paper(session, desk=chief, dossier=dossier)
    paper = issued(bureau, dossier, issue_order, chief, demands)
    with bureau.reading() as session:
        exported = export_paper(session, desk=chief, dossier=dossier)
        assert exported.content == read_evidence(session, paper.blob)
    assert exported.name.startswith("责令限期整改指令书 （滑）气责改〔2026〕1号") and exported.name.endswith(".pdf")


def test_an_order_issued_on_site_stands_in_the_proposal_of_the_report(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    issued(bureau, dossier, issue_order, desk, demands)
    from inspector_desktop.report.acts import propose_report

    with bureau.reading() as session:
        parts = propose_report(session, desk=desk, profile=bureau.profile, dossier=dossier)
    assert "已下达《责令限期整改指令书》（滑）气责改〔2026〕1号" in parts.proposal


def test_service_is_recorded_and_leaving_a_paper_needs_its_reason(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    paper = issued(bureau, dossier, issue_order, desk, demands)
    with pytest.raises(Refused, match="refused-fix-receiver"):
        served(bureau, dossier, desk, paper, receiver="")
    with pytest.raises(Refused, match="refused-fix-left"):
        served(bureau, dossier, desk, paper, way="service-left")
    served(bureau, dossier, desk, paper, way="service-left", remark="站长拒收，西关社区刘桂兰见证")
    with bureau.reading() as session:
        (row,) = fix_papers(session, bureau.desk().bureau, dossier, "order")
        kept = find_paper(session, bureau.desk().bureau, dossier, "order")
    assert row.served_at and kept is not None and kept.state == "paper-served"
    assert view_of(bureau, dossier).done["order"]


@pytest.mark.obligation("F063")
@pytest.mark.obligation("F149")
def test_open_problems_are_listed_by_their_last_day_and_late_ones_say_by_how_much(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    issued(bureau, dossier, issue_order, desk, (demands[0], replace(demands[1], due_on="2026-11-25")))
    with bureau.reading() as session:
        found = open_problems(session, bureau.desk().bureau, date(2026, 11, 27))
        (clock,) = reinspection_dues(session, bureau.desk().bureau, bureau.profile, date(2026, 11, 27))
    assert [(one.problem.number, one.late) for one in found] == [(2, 2), (1, 0)]
    assert (clock.deadline, clock.started_on, clock.day) == ("N07", date(2026, 12, 7), date(2026, 12, 17))


@pytest.mark.obligation("F140")
def test_problems_are_reported_looked_at_again_and_only_the_mended_ones_closed(bureau, dossier):
    desk, demands = listed(bureau, dossier)
    order = issued(bureau, dossier, issue_order, desk, demands)
    served(bureau, dossier, desk, order)
    team = tuple(Officer(one.name, one.certificate) for one in officers_of(bureau, dossier))
    with bureau.writing() as session:
        report_mending(
            session,
            desk=desk,
            clock=bureau.clock,
            dossier=dossier,
            problems=(1, 2),
            words="已整改",
            pictures=(b"jpeg",),
        )
    assert {one.state for one in problems(bureau, dossier)} == {"fix-reported"}

    def again(*results, officers=team):
        bureau.clock.advance(days=1)
        with bureau.writing() as session:
            return reinspect(
                session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier, results=results,
                officers=officers,
            )  # fmt: skip

    done = Rechecked(number=1, result="fix-done", words="")
    with pytest.raises(Refused, match="refused-recheck-officers"):
        again(done, officers=team[:1])
    with pytest.raises(Refused, match="refused-recheck-words"):
        again(Rechecked(number=2, result="fix-part", words=""))
    paper = again(done, Rechecked(number=2, result="fix-part", words="新报告尚未取得。"))
    text = text_of(bureau, paper.blob)
    assert order.number in text and "未完全整改" in text and "新报告尚未取得。" in text
    assert "reinspection" not in view_of(bureau, dossier).done
    with bureau.writing() as session, pytest.raises(Refused, match="refused-close"):
        close_problems(session, desk=desk, clock=bureau.clock, dossier=dossier, problems=(1, 2))
    again(Rechecked(number=2, result="fix-done", words=""))
    assert view_of(bureau, dossier).done["reinspection"]
    with bureau.writing() as session:
        close_problems(session, desk=desk, clock=bureau.clock, dossier=dossier, problems=(1, 2))
    view = view_of(bureau, dossier)
    assert view.done["closed"]
    with bureau.reading() as session:
        assert open_problems(session, view.bureau, date(2026, 12, 30)) == ()
        assert rebuild(session).equal


def test_an_order_after_a_joint_check_is_signed_by_the_bureaus_own_and_issued_by_none_who_came_as_a_guest(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        bureau.allot_numbers(session)
    inspection = ended(bureau, divided(bureau, assigned(bureau)), violates=2)
    desk, demands = listed(bureau, inspection, bureau.desk("16001"))
    guest = replace(desk, person=replace(desk.person, id=PersonId("guest-1")))
    with pytest.raises(Refused, match="refused-fix-person"):
        issued(bureau, inspection, issue_order, guest, demands)
    text = text_of(bureau, issued(bureau, inspection, issue_order, desk, demands).blob)
    assert "豫E-16001、豫E-16002" in text and "guest" not in text
