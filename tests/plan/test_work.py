"""The work plan of a task: made from the task, three parts and a principal wanted, rules and frequency for each item."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau
from factories.bureaus import enter_firms, open_any_bureau, plan_for
from pypdf import PdfReader

from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.paper.render import render
from inspector_desktop.plan.acts import Table, draw_up_plan
from inspector_desktop.plan.more_acts import propose_work, write_work_plan
from inspector_desktop.plan.more_store import work_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.plan.work_document import parts_of, work_paper, workbook
from inspector_desktop.profile.loading import available, load
from inspector_desktop.registry.intake.reading import read_sheets


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def proposed(bureau, plan):
    with bureau.reading() as session:
        return propose_work(session, bureau=bureau.desk().bureau, profile=bureau.profile, plan=plan)


def write(bureau, plan, work, number="16005"):
    with bureau.writing() as session:
        write_work_plan(session, desk=bureau.desk(number), clock=bureau.clock, plan=plan, work=work)


def kept(bureau, plan):
    with bureau.reading() as session:
        return get_plan(session, bureau.desk().bureau, plan), work_plan(session, bureau.desk().bureau, plan)


@pytest.mark.obligation("F087", "F113", "F207", "F230")
def test_a_work_plan_made_from_the_task_has_process_content_period_and_a_rule_with_a_frequency_for_each_item(bureau):
    plan = approved_plan(bureau)
    work = proposed(bureau, plan)
    assert work.process.splitlines()[0] == "在本机封存名单，公布封存码后抽取检查对象和执法人员"
    assert "现场检查" in work.process
    assert (work.window_from, work.window_until) == ("2026-11-20", "2026-12-18")
    view, _ = kept(bureau, plan)
    assert [one.item for one in work.rules] == [one.item for one in view.items]
    assert all(one.rules and one.frequency for one in work.rules)
    write(bureau, plan, replace(work, principal="王秀英"))
    write(bureau, plan, replace(work, principal="孙志远", priorities="加油站"))
    _, found = kept(bureau, plan)
    assert (found.principal, found.priorities, found.version) == ("孙志远", "加油站", 2)
    assert len(found.rules) == len(view.items)
    with bureau.reading() as session:
        assert rebuild(session).equal


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("refused-work-incomplete", {"principal": " "}),
        ("refused-work-incomplete", {"principal": "王秀英", "process": ""}),
        ("refused-work-incomplete", {"principal": "王秀英", "content": ""}),
        ("refused-work-window", {"principal": "王秀英", "window_until": "2027-01-05"}),
        ("refused-plan-window", {"principal": "王秀英", "window_until": "2026-11-01"}),
        ("refused-work-rules", {"principal": "王秀英", "rules": ()}),
    ],
)
def test_a_work_plan_without_one_of_its_parts_or_outside_the_plans_period_is_refused(bureau, code, more):
    plan = approved_plan(bureau)
    with pytest.raises(Refused, match=code):
        write(bureau, plan, replace(proposed(bureau, plan), **more))
    assert kept(bureau, plan)[1] is None


def test_only_the_supervising_section_writes_a_work_plan(bureau):
    plan = approved_plan(bureau)
    with pytest.raises(Refused, match="refused-role-plans"):
        write(bureau, plan, replace(proposed(bureau, plan), principal="李建国"), number="16001")


@pytest.mark.obligation("F025")
def test_the_seven_settings_of_a_joint_task_stand_in_its_work_plan(bureau):
    joint = tuple((title, f"按协议{number}") for number, title in enumerate(bureau.profile.plan.joint_fields))
    common = {
        "desk": bureau.desk(), "clock": bureau.clock, "profile": bureau.profile, "kind": "joint", "title": "联合抽查",
        "task_title": "加油站联合抽查", "basis": "", "window_from": "2026-11-20", "window_until": "2026-12-18",
        "categories": ("testing",),
    }  # fmt: skip
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-joint"):
        draw_up_plan(session, **common, table=Table(partners="县应急管理局", joint=joint[:-1]))
    with bureau.writing() as session:
        plan = draw_up_plan(session, **common, table=Table(partners="县应急管理局、县公安局", joint=joint))
    work = replace(proposed(bureau, plan), principal="王秀英")
    assert work.participants == "滑县气象局、县应急管理局、县公安局"
    write(bureau, plan, work)
    parts = dict(parts_of(*kept(bureau, plan)))
    assert parts["联合检查安排"] == tuple(f"{title}：{text}" for title, text in joint)
    assert len(joint) == 7


def test_paper_and_workbook_carry_every_part(bureau, tmp_path):
    plan = approved_plan(bureau)
    write(bureau, plan, replace(proposed(bureau, plan), principal="王秀英", experts="可聘请防雷专家"))
    view, found = kept(bureau, plan)
    pages = PdfReader(io.BytesIO(render(work_paper(view, found, bureau.profile)))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for word in (
        "防雷补充抽查工作方案",
        "一、抽查任务",
        "责任人：王秀英",
        "可聘请防雷专家",
        "各事项实施细则",
        "2026年11月20日",
    ):
        assert word in text
    content = workbook(view, found, bureau.profile)
    assert content == workbook(view, found, bureau.profile)
    path = tmp_path / "work.xlsx"
    path.write_bytes(content)
    (sheet,) = read_sheets(path)
    cells = [cell.text for line in sheet.lines for cell in line.cells]
    assert cells[0] == "防雷补充抽查工作方案"
    assert {"检查流程", "检查内容", "检查时段", found.rules[0].rules} <= set(cells)


@pytest.mark.obligation("F114")
@pytest.mark.parametrize("name", available())
def test_each_bureau_gets_the_process_of_its_own_rules_and_the_skills_its_categories_need(tmp_path, clock, name):
    profile = load(name)
    bureau = open_any_bureau(tmp_path, clock, profile)
    category = next((one for one in profile.categories if one.needs), profile.categories[0])
    enter_firms(bureau, category.id, 3)
    plan = plan_for(bureau, category.id, ratios={category.id: 500_000} if profile.quota.by == "plan" else None)
    work = proposed(bureau, plan)
    lines = work.process.splitlines()
    assert len(lines) == 1 + len(profile.steps)
    assert all(line.startswith(step.title) for line, step in zip(lines[1:], profile.steps, strict=True))
    assert ("李建国" in work.staff) == bool(category.needs)
    assert bool(work.experts) == profile.groups.experts
    bureau.engine.dispose()
