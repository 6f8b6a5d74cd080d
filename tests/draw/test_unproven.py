"""A draw is held only if its list is shown to be older than the event, or with a reason that stands in its record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, open_bureau
from sqlmodel import select

from inspector_desktop.draw.acts import anchor_draw, freeze_draw, hold_draw
from inspector_desktop.draw.ceremony import NO_CEREMONY
from inspector_desktop.draw.document import record_paper
from inspector_desktop.draw.papers import sealed_list
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import ACCEPTED, Entry
from inspector_desktop.plan.store import get_plan


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def draw(bureau):
    plan = approved_plan(bureau)
    with bureau.writing() as session:
        return freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan, event="numbered-balls",
            event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip


def hold(bureau, draw, *, witnesses=("县司法局 孙丽",), reason=""):
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        return hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, reason=reason,
            first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=witnesses,
        )  # fmt: skip


@pytest.mark.obligation("F132")
def test_without_anything_known_before_the_event_and_without_a_witness_a_draw_needs_a_reason_that_is_kept(bureau, draw):
    with pytest.raises(Refused, match="refused-hold-unproven") as refused:
        hold(bureau, draw, witnesses=(" ",))
    assert refused.value.facts["lacking"].endswith("；没有局外见证人")
    with pytest.raises(Refused, match="refused-hold-unproven") as refused:
        hold(bureau, draw)
    assert "见证人" not in refused.value.facts["lacking"]
    view = hold(bureau, draw, reason="当场停电，清单未能打印")
    assert (view.unproven, view.unproven_reason) == ("commitment", "当场停电，清单未能打印")
    with bureau.reading() as session:
        assert rebuild(session).equal
        plan = get_plan(session, view.bureau, view.plan)
    assert verify(view.transcript.encode()).verified
    paper = record_paper(view, plan, bureau.profile, NO_CEREMONY)
    assert any("当场停电，清单未能打印" in str(block) for block in paper.blocks)


def test_the_printed_sealed_list_is_enough_and_no_reason_is_kept(bureau, draw):
    with bureau.writing() as session:
        house = House(bureau.profile, "https://check.example.gov.cn")
        sealed_list(session, desk=bureau.desk(), clock=bureau.clock, house=house, draw=draw, plain=False)
    assert hold(bureau, draw, reason="多余的原因").unproven_reason == ""


def test_headquarters_receipt_of_the_sealing_is_enough(bureau, draw):
    with bureau.writing() as session:
        for entry in session.exec(select(Entry).where(Entry.dossier == draw)):
            entry.verdict, entry.position = ACCEPTED, 1_000
            session.add(entry)
    assert hold(bureau, draw).unproven == ""


def test_who_is_named_in_the_anchor_is_a_witness(bureau, draw):
    with bureau.writing() as session:
        anchor_draw(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, anchor="县司法局 孙丽 抄录前16位")
    assert hold(bureau, draw, witnesses=()).unproven == ""
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, draw).unproven_reason == ""
