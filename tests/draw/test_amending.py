"""A plan amended or withdrawn before its list is frozen: what changed and why stays, and what leaves table and counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, keep_both, open_bureau

from inspector_desktop.draw.acts import void_draw
from inspector_desktop.draw.amending import amend_plan, withdraw_plan
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import approve_plan, file_plan, propose, record_upper_plan
from inspector_desktop.plan.document import plan_table
from inspector_desktop.plan.drafting import draft_of
from inspector_desktop.plan.more_store import amendments
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.plan.year import read_year


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def view(bureau, plan):
    with bureau.reading() as session:
        return get_plan(session, bureau.desk().bureau, plan)


def amend(bureau, plan, reason="日期写错", number="16005", **changed):
    draft = replace(draft_of(view(bureau, plan), bureau.profile), **changed)
    with bureau.writing() as session:
        return amend_plan(
            session, desk=bureau.desk(number), clock=bureau.clock, profile=bureau.profile, plan=plan, draft=draft,
            reason=reason,
        )  # fmt: skip


def withdraw(bureau, plan, reason="任务取消", number="16005"):
    with bureau.writing() as session:
        withdraw_plan(session, desk=bureau.desk(number), clock=bureau.clock, plan=plan, reason=reason)


def test_an_amended_plan_keeps_its_number_loses_its_approval_and_says_what_changed_and_why(bureau):
    plan = approved_plan(bureau)
    before = view(bureau, plan)
    amend(
        bureau, plan, title="2026年防雷安全抽查", window_until="2026-12-11", categories=("testing", "balloon"),
        items=None, ratios={},
    )  # fmt: skip
    after = view(bureau, plan)
    assert (after.number, after.title, after.state, after.approved_by) == (
        before.number, "2026年防雷安全抽查", "drawn-up", "",
    )  # fmt: skip
    assert [one.category for one in after.strata] == ["testing", "balloon"]
    assert {one.category for one in after.items} == {"testing", "balloon"}
    with bureau.reading() as session:
        (found,) = amendments(session, after.bureau, plan)
        assert rebuild(session).equal
    assert (found.reason, found.person) == ("日期写错", bureau.desk().person.id)
    changed = {part: (old, new) for part, old, new in found.changes}
    assert changed["window"] == ("2026-11-20至2026-12-18", "2026-11-20至2026-12-11")
    assert changed["title"] == (before.title, "2026年防雷安全抽查")
    assert {"strata", "items", "scope"} < set(changed)
    with bureau.writing() as session:
        approve_plan(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            by="赵志强",
            on_paper=True,
        )
    frozen_draw(bureau, plan)


def test_an_amendment_that_changes_nothing_or_has_no_reason_or_comes_from_an_officer_is_refused(bureau):
    plan = approved_plan(bureau)
    with pytest.raises(Refused, match="refused-plan-unchanged"):
        amend(bureau, plan)
    with pytest.raises(Refused, match="refused-plan-amend-reason"):
        amend(bureau, plan, reason=" ", basis="另一份文件")
    with pytest.raises(Refused, match="refused-role-plans"):
        amend(bureau, plan, number="16001", basis="另一份文件")
    with pytest.raises(Refused, match="refused-role-plans"):
        withdraw(bureau, plan, number="16001")
    with pytest.raises(Refused, match="refused-plan-withdraw-reason"):
        withdraw(bureau, plan, reason="")
    assert view(bureau, plan).state == "approved"


def test_once_a_list_was_frozen_the_plan_stands_and_is_withdrawn_only_after_the_draw_is_void(bureau):
    plan = approved_plan(bureau)
    draw = frozen_draw(bureau, plan)
    with pytest.raises(Refused, match="refused-plan-amend-drawn"):
        amend(bureau, plan, basis="另一份文件")
    with pytest.raises(Refused, match="refused-plan-withdraw-drawn"):
        withdraw(bureau, plan)
    with bureau.writing() as session:
        void_draw(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            draw=draw,
            reason="写错",
            approver="赵志强",
        )
    with pytest.raises(Refused, match="refused-plan-amend-drawn"):
        amend(bureau, plan, basis="另一份文件")
    withdraw(bureau, plan)
    with pytest.raises(Refused, match="refused-plan-not-approved"):
        frozen_draw(bureau, plan)


def test_a_withdrawn_plan_leaves_table_year_and_overlaps_and_its_number_is_never_used_again(bureau):
    plan, second = approved_plan(bureau), approved_plan(bureau)
    bureau_id = bureau.desk().bureau
    with bureau.reading() as session:
        assert [one.other for one in open_overlaps(session, get_plan(session, bureau_id, second))] == [plan]
    withdraw(bureau, plan)
    gone = view(bureau, plan)
    assert (gone.gone, gone.withdrawn_reason, gone.number) == (True, "任务取消", "2026001")
    with bureau.reading() as session:
        found = plans(session, bureau_id)
        table = plan_table(found, bureau.profile, kind="internal", year=2026, made_on=date(2026, 11, 20))
        year = read_year(session, bureau=bureau_id, profile=bureau.profile, today=date(2026, 11, 20))
        by_rule = propose(session, bureau=bureau_id, profile=bureau.profile, kind="main", window_from="2026-12-01")
        assert open_overlaps(session, get_plan(session, bureau_id, second)) == ()
        assert rebuild(session).equal
    assert [row[0] for row in table.rows] == ["2026002"]
    assert [one.key for one in year.tasks] == [second]
    assert [(one.number, one.withdrawn_reason) for one in year.withdrawn] == [("2026001", "任务取消")]
    assert by_rule.number == "2026003"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-withdrawn"):
        file_plan(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, body="市局", on="2026-11-20")
    for act in (lambda: withdraw(bureau, plan), lambda: amend(bureau, plan, basis="另一份文件")):
        with pytest.raises(Refused, match="refused-plan-withdrawn"):
            act()
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-withdrawn"):
        approve_plan(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            by="赵志强",
            on_paper=True,
        )


def test_a_plan_amended_to_another_time_has_its_overlaps_settled_anew(bureau):
    plan = approved_plan(bureau)
    with bureau.writing() as session:
        record_upper_plan(
            session, desk=bureau.desk(), clock=bureau.clock, title="全省抽查", number="", issuer="省局",
            window_from="2026-12-01", window_until="2026-12-31", categories=("testing",),
        )  # fmt: skip
    keep_both(bureau, plan)
    amend(bureau, plan, basis="另一份文件")
    assert len(view(bureau, plan).settled) == 1
    amend(bureau, plan, window_until="2026-12-12")
    assert view(bureau, plan).settled == ()
