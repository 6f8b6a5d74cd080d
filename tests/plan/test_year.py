"""The year of plans: done and due, coverage, what was never reached, the calendar, readiness, repeated visits."""

from __future__ import annotations

import re
from datetime import date

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau, released_inspections
from factories.bureaus import enter_firms, open_any_bureau
from factories.finished import checked_visit

from inspector_desktop.assets import resource
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.plan.acts import Table, approve_plan, draw_up_plan, record_upper_plan
from inspector_desktop.plan.more_acts import link_joint_item, load_joint_list
from inspector_desktop.plan.more_facts import JointEntry
from inspector_desktop.plan.more_store import joint_lists
from inspector_desktop.plan.year import cited, read_year
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.store import items

TODAY = date(2026, 11, 20)


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def year(bureau, today=TODAY):
    with bureau.reading() as session:
        return read_year(session, bureau=bureau.desk().bureau, profile=bureau.profile, today=today)


@pytest.mark.obligation("F147")
def test_a_task_shows_how_many_are_due_checked_and_the_share_and_is_late_once_its_window_is_over(bureau):
    enter_some_subjects(bureau)
    approved_plan(bureau)
    (line,) = year(bureau).tasks
    assert (line.due, line.released, line.done, line.percent) == (5, 0, 0, 0)
    assert year(bureau, date(2026, 12, 19)).tasks[0].late


@pytest.mark.obligation("F115", "F190", "F225")
def test_done_checks_count_for_task_and_coverage_and_items_never_drawn_are_listed(bureau):
    first, *_ = released_inspections(bureau)
    before = year(bureau)
    checked_visit(bureau, first)
    after = year(bureau)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, first)
    assert (before.tasks[0].done, after.tasks[0].done) == (0, 1)
    assert after.tasks[0].released == after.tasks[0].due == 5
    cover = {one.key: one for one in after.cover}
    assert cover[view.category].done == 1
    assert sum(one.assigned for one in after.cover) == 5
    with bureau.reading() as session:
        every = {one.id for one in items(session, bureau.desk().bureau)}
    assert {one.id for one in after.never} == every - {item.id for item in view.items} - _drawn(bureau)


def _drawn(bureau):
    with bureau.reading() as session:
        return {item.id for one in inspections(session, bureau.desk().bureau) for item in one.items}


@pytest.mark.obligation("F218")
def test_before_any_draw_every_item_of_the_list_is_one_never_drawn(bureau):
    with bureau.reading() as session:
        every = {one.id for one in items(session, bureau.desk().bureau)}
    assert {one.id for one in year(bureau).never} == every != set()


@pytest.mark.obligation("F116", "F128")
def test_the_bureau_of_002_is_shown_its_five_percent_and_whether_sections_joined_once(tmp_path, clock):
    bureau = open_any_bureau(tmp_path, clock, load("ningjin-emergency"))
    enter_firms(bureau, "chemical", 20)
    before = year(bureau)
    assert (before.internal_joint, before.internal_joint_due) == (0, True)
    assert before.total.target_ppm == 50_000
    assert [one.title for one in before.not_reached] != []
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=clock, profile=bureau.profile, kind="main", title="内部联合",
            task_title="危化内部联合", basis="", window_from="2026-11-20", window_until="2026-12-18",
            categories=("chemical",), table=Table(partners=before.not_reached[0].title),
        )  # fmt: skip
        approve_plan(
            session, desk=bureau.desk(), clock=clock, profile=bureau.profile, plan=plan, by="赵志强", on_paper=True
        )
    after = year(bureau)
    assert after.internal_joint == 1
    assert before.not_reached[0].title not in {one.title for one in after.not_reached}
    bureau.engine.dispose()


@pytest.mark.obligation("F118")
def test_the_calendar_has_the_deadlines_of_the_year_and_the_windows_of_tasks_joint_ones_with_their_partners(bureau):
    enter_some_subjects(bureau)
    joint = tuple((title, "如协议") for title in bureau.profile.plan.joint_fields)
    with bureau.writing() as session:
        draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="joint", title="联合",
            task_title="加油站联合", basis="", window_from="2026-11-20", window_until="2026-12-18",
            categories=("testing",), table=Table(partners="县应急管理局", joint=joint),
        )  # fmt: skip
    lines = {one.key: one for one in year(bureau).calendar}
    assert (lines["D04"].last, lines["D05"].last) == ("2026-04-30", "2026-11-30")
    assert lines["D03"].over
    assert not lines["D05"].over
    assert "联合检查时段：加油站联合（县应急管理局）" in {one.what for one in lines.values()}


@pytest.mark.obligation("F053")
def test_the_checklist_before_the_first_draw_says_what_of_the_registers_is_wanting(bureau):
    empty = {one.key: one for one in year(bureau).ready}
    assert (empty["items"].good, empty["forms"].good, empty["subjects"].good) == (True, True, False)
    enter_some_subjects(bureau)
    full = {one.key: one for one in year(bureau).ready}
    assert full["subjects"].good
    assert full["officers"].text == "可参加检查 5 名，其中 3 名没有标注专业领域。请在“一单两库”标注。"


@pytest.mark.obligation("F130")
def test_all_visits_of_a_firm_in_the_year_are_seen_together_upper_plans_too(bureau):
    first, *_ = released_inspections(bureau)
    assert year(bureau).visits == ()
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, first)
    with bureau.writing() as session:
        record_upper_plan(
            session, desk=bureau.desk(), clock=bureau.clock, title="全省抽查", number="", issuer="河南省气象局",
            window_from="2026-12-01", window_until="2026-12-31", categories=(), listed=(view.subject,),
        )  # fmt: skip
    (line,) = year(bureau).visits
    assert line.key == view.subject
    assert line.visits[1] == "河南省气象局《全省抽查》"


@pytest.mark.obligation("F023", "F127")
def test_a_joint_list_ties_its_entries_to_our_items_and_shows_what_could_be_joined(bureau):
    with bureau.reading() as session:
        own = items(session, bureau.desk().bureau)
    entries = (
        JointEntry(field="气象", title=own[0].title, partners="县应急管理局"),
        JointEntry(field="气象", title="别的名称", partners="县公安局"),
    )
    with bureau.writing() as session:
        found = load_joint_list(
            session, desk=bureau.desk(), clock=bureau.clock, title="联合抽查事项清单", edition="第一版", issuer="",
            file="清单.xlsx", entries=entries,
        )  # fmt: skip
        assert joint_lists(session, bureau.desk().bureau)[0].linked == 1
        link_joint_item(session, desk=bureau.desk(), clock=bureau.clock, joint_list=found, number=2, own_item=own[1].id)
    with bureau.reading() as session:
        assert [one.own_item for one in joint_lists(session, bureau.desk().bureau)[0].entries] == [own[0].id, own[1].id]
    assert len(year(bureau).joinable) == 2
    assert "县应急管理局" in year(bureau).joinable[0]


def test_a_clause_is_cited_by_the_title_of_the_bureaus_document(bureau):
    assert cited(bureau.profile, "000 二(三)") == f"《{bureau.profile.source.title}》二(三)"
    assert cited(bureau.profile, "《行政处罚法》第四十二条") == "《行政处罚法》第四十二条"
    assert cited(load("ningjin-emergency"), "002 三(二)") == (
        "《宁晋县应急管理局2023年“双随机、一公开”监管工作实施方案》（宁应急〔2023〕2号）三(二)"
    )


@pytest.mark.parametrize("name", sorted(one.stem for one in resource("profiles").glob("*.toml")))
def test_what_follows_from_a_missed_day_names_documents_and_no_number_of_ours(name):
    told = [one.consequence for one in load(name).deadlines]
    assert told
    assert not [one for one in told if re.search(r"\b00\d ", one)]
