"""Plans are approved, and draws declared void, by whom the profile names: not by the drafter, not by a plain officer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.acts import void_draw
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.store import get_plan


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def plan(bureau):
    with bureau.writing() as session:
        return draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="supplementary", title="抽查",
            task_title="抽查", basis="", window_from="2026-11-20", window_until="2026-12-18", categories=("testing",),
        )  # fmt: skip


def approve(bureau, plan, by, number="16005"):
    with bureau.writing() as session:
        given = {"desk": bureau.desk(number), "clock": bureau.clock, "profile": bureau.profile}
        approve_plan(session, **given, plan=plan, by=by, on_paper=True)


def void(bureau, draw, approver, number="16005"):
    with bureau.writing() as session:
        given = {"desk": bureau.desk(number), "clock": bureau.clock, "profile": bureau.profile}
        void_draw(session, **given, draw=draw, reason="名单有误", approver=approver)


def test_the_drafter_and_a_plain_officer_approve_no_plan_and_a_head_does(bureau, plan):
    with pytest.raises(Refused, match="refused-approver-own") as refused:
        approve(bureau, plan, "王秀英")
    assert refused.value.facts["level"] == "、".join(bureau.profile.role(one).title for one in ("deputy-head", "head"))
    with pytest.raises(Refused, match="refused-approver-level"):
        approve(bureau, plan, "李建国")
    with pytest.raises(Refused, match="refused-role-plans"):
        approve(bureau, plan, "赵志强", number="16001")
    approve(bureau, plan, "赵志强")
    with bureau.reading() as session:
        assert get_plan(session, bureau.desk().bureau, plan).approved_by == "赵志强"


def test_who_drew_a_plan_up_may_approve_it_only_in_a_post_the_profile_names(bureau, plan):
    desk = bureau.desk()
    person = replace(desk.person, roles=("supervising", "deputy-head"))
    with bureau.writing() as session:
        approve_plan(
            session, desk=replace(desk, person=person), clock=bureau.clock, profile=bureau.profile, plan=plan,
            by="王秀英", on_paper=True,
        )  # fmt: skip


def test_only_the_supervising_section_voids_a_draw_and_only_the_head_approves_that(bureau):
    draw = frozen_draw(bureau, approved_plan(bureau))
    with pytest.raises(Refused, match="refused-role-plans"):
        void(bureau, draw, "吴局长", number="16001")
    for name in ("李建国", "王秀英"):
        with pytest.raises(Refused, match="refused-approver"):
            void(bureau, draw, name)
    void(bureau, draw, "吴局长")
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, draw).void_approver == "吴局长"
