"""Very many inspections released in one go: chained like those entered singly, told of on the way, or given up."""

from __future__ import annotations

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau
from sqlmodel import col, select

from inspector_desktop.draw import acts
from inspector_desktop.draw.acts import hold_draw
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Cancelled
from inspector_desktop.inspection.store import inspections
from inspector_desktop.journal import entering
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.heads import Sealed, check_seal, read_head
from inspector_desktop.journal.records import Entry
from inspector_desktop.notice.acts import register_paper_approvals


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def plan(bureau):
    enter_some_subjects(bureau)
    return approved_plan(bureau)


def held_draw(bureau, plan):
    draw = frozen_draw(bureau, plan)
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
    return draw


def test_many_released_at_once_are_chained_and_rebuilt_like_those_entered_one_by_one(bureau, plan, monkeypatch):
    monkeypatch.setattr(entering, "AT_ONCE", 2)
    monkeypatch.setattr(acts, "TOLD_EVERY", 1)
    draw = held_draw(bureau, plan)
    heard: list[tuple[int, int]] = []
    with bureau.writing() as session:
        given = {"desk": bureau.desk(), "clock": bureau.clock}
        opened = acts.release_draw(
            session, **given, profile=bureau.profile, draw=draw, tell=lambda *told: heard.append(told)
        )
        register_paper_approvals(session, **given, dossiers=opened, approver="吴局长")
        acts.hand_over_released(session, **given, draw=draw)
    assert heard == [(at, len(opened)) for at in range(1, len(opened) + 1)] and len(opened) > 2
    with bureau.reading() as session:
        assert rebuild(session).equal
        rows = session.exec(select(Entry).order_by(col(Entry.life_number))).all()
        assert [row.life_number for row in rows] == list(range(1, len(rows) + 1))
        heads = [read_head(row.head) for row in rows]
        assert [one.life_previous for one in heads[1:]] == [row.hash for row in rows[:-1]]
        for row in rows:
            check_seal(Sealed(row.head, row.signature, row.body), bureau.signer.public_key())
        found = get_draw(session, bureau.desk().bureau, draw)
        assert {one.inspection for one in found.live} == set(opened)


def test_a_release_that_is_given_up_leaves_nothing(bureau, plan, monkeypatch):
    monkeypatch.setattr(acts, "TOLD_EVERY", 1)
    draw = held_draw(bureau, plan)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled("kit-cancelled")

    with pytest.raises(Cancelled), bureau.writing() as session:
        acts.release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, tell=stop)
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, draw).state == "held"
        assert not inspections(session, bureau.desk().bureau)
