"""Declared relations keep an officer away also when they come after the freezing, and where others name the officer."""

from __future__ import annotations

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.acts import hold_draw, release_draw
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.substituting import Asked, replace_officer
from inspector_desktop.errors import Refused
from inspector_desktop.registry.kept_acts import keep_rows


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def declare(bureau, officer, subject):
    row = {"owner": officer, "code": subject, "name": subject, "relation": "其弟为股东", "since": "2026-11-20"}
    with bureau.writing() as session:
        keep_rows(session, desk=bureau.desk(), clock=bureau.clock, kind="relations", rows=[row])


def release(bureau, draw):
    with bureau.writing() as session:
        return release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)


@pytest.mark.obligation("F096")
def test_a_relation_declared_after_the_freezing_stops_the_release_until_the_officer_stood_back(bureau):
    draw = frozen_draw(bureau, approved_plan(bureau))
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        view = hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
    subject, team = next(iter(teams_of(view).items()))
    declare(bureau, team[0], subject)
    with pytest.raises(Refused, match="refused-release-related") as refused:
        release(bureau, draw)
    assert refused.value.facts["count"] == 1 and "与滑县第" in refused.value.facts["names"]
    with bureau.writing() as session:
        replace_officer(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, person=team[0],
            subjects=[subject], asked=Asked("interest", "unit", "赵永安", "其弟为该站股东", "吴局长", bureau.clock.now()),
        )  # fmt: skip
    assert release(bureau, draw)
