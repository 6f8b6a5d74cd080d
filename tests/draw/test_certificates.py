"""Certificates hold from the first day of the window; those that end inside it are named before the release."""

from __future__ import annotations

import pytest
from factories.bureau import DIGITS, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.clock import stamp
from inspector_desktop.demo.bureau import OFFICERS
from inspector_desktop.draw.acts import hold_draw
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.releasing import certificates_ending
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.survey import survey
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import enter_officers


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def set_until(bureau, officer, day):
    row = next(one for one in OFFICERS if one.id == officer).model_copy(update={"valid_until": day})
    with bureau.writing() as session:
        enter_officers(session, desk=bureau.desk(), clock=bureau.clock, rows=[row])


def test_who_has_no_certificate_when_the_checks_begin_is_not_drawn_and_one_that_ends_later_is_named(bureau):
    with bureau.writing() as session:
        given = {"desk": bureau.desk(), "clock": bureau.clock, "profile": bureau.profile}
        plan = draw_up_plan(
            session, **given, kind="supplementary", title="抽查", task_title="抽查", basis="", window_from="2026-12-01",
            window_until="2026-12-18", categories=("testing", "balloon", "key-unit"),
        )  # fmt: skip
        approve_plan(session, **given, plan=plan, by="赵志强")
    set_until(bureau, "16004", "2026-11-30")  # valid today
    set_until(bureau, "16001", "2026-12-10")
    for one in ("16002", "16003", "16005"):
        set_until(bureau, one, "2026-12-17" if one == "16003" else "2026-12-18")
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        seen = survey(session, plan=view, profile=bureau.profile, now=stamp(bureau.clock.now()))
    assert [(one.id, one.rule) for one in seen.officers_out] == [("16004", "certificate")]
    draw = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        frozen = frozen_of(get_draw(session, bureau.desk().bureau, draw))
    assert [(one.id, one.rule) for one in frozen.officers_out] == [("16004", "certificate")]
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        held = hold_draw(
            session, **given, draw=draw, first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",)
        )
        late = (("李建国", "2026-12-10"), ("陈刚", "2026-12-17"))
        assert certificates_ending(session, held, "2026-12-18") == late  # two groups of two: all four go
        assert certificates_ending(session, held, "2026-12-10") == ()
