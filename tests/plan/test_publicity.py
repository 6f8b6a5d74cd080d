"""A plan is public when it is registered so, or noted so in the ledger: both lead to the same state."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, open_bureau

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.ledger import line_of_plan
from inspector_desktop.disclosure.open_acts import Elsewhere, note_end, note_publicity
from inspector_desktop.draw.merging import merge_plans
from inspector_desktop.errors import Refused
from inspector_desktop.headquarters.site_open import plan_rows
from inspector_desktop.plan.acts import approve_plan, draw_up_plan, file_plan, publish_plan
from inspector_desktop.plan.checking import check_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.publicity.facts import PLAN

PLACE = "县政府门户网站"


@pytest.fixture
def bureaus(tmp_path, clock):
    """A bureau for each way."""
    made = {}
    for way in ("registered", "noted"):
        (tmp_path / way).mkdir()
        made[way] = open_bureau(tmp_path / way, clock)
    yield made
    for one in made.values():
        one.engine.dispose()


def today(bureau):
    return civil_date(bureau.clock.now())


def make_public(bureau, plan, way):
    day = today(bureau).isoformat()
    with bureau.writing() as session:
        given = {"desk": bureau.desk(), "clock": bureau.clock}
        if way == "registered":
            publish_plan(session, **given, plan=plan, where=PLACE, on=day)
        else:
            note_publicity(
                session, **given, profile=bureau.profile, what=PLAN, about=plan, given=Elsewhere(place=PLACE, day=day)
            )


def take_off(bureau, plan):
    with bureau.writing() as session:
        line = line_of_plan(session, bureau.desk().bureau, bureau.profile, today(bureau), plan)
        note_end(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, what=PLAN, about=plan,
            made=line.standing[0], day=today(bureau).isoformat(), reason="网站改版。",
        )  # fmt: skip


def told(bureau, plan):
    """Everything that depends on whether the plan is public."""
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        checked = check_plan(session, plan=view, profile=bureau.profile, day=today(bureau).isoformat())
        aspect = next(one for one in checked if one.key == "publicity")
        line = line_of_plan(session, view.bureau, bureau.profile, today(bureau), plan)
        shown, gone = plan_rows(session, bureau.profile)
    public = view.public
    return (
        view.standing, public and (public.place, public.day), (aspect.tone, aspect.text), line.state, line.late,
        [(one["title"], one["published_on"]) for one in shown], [one["reason"] for one in gone],
    )  # fmt: skip


def refusals(bureau, plan):
    found = []
    for act, more in ((publish_plan, {"where": "公告栏"}), (file_plan, {"body": "市局"})):
        with pytest.raises(Refused) as refused, bureau.writing() as session:
            act(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, on=today(bureau).isoformat(), **more)
        found.append(refused.value.code)
    return found


def test_registered_or_noted_a_plan_stands_in_the_same_state_until_it_is_taken_off(bureaus):
    plans = {way: approved_plan(one) for way, one in bureaus.items()}

    def stage():
        first, second = (told(one, plans[way]) for way, one in bureaus.items())
        assert first == second
        return first

    state, public, _, ledger, *_ = stage()
    assert (state, public, ledger) == ("approved", None, "open-waiting")
    for way, one in bureaus.items():
        make_public(one, plans[way], way)
    state, public, aspect, ledger, *_ = stage()
    assert (state, public[0], ledger) == ("published", PLACE, "open-shown")
    assert PLACE in aspect[1]
    for way, one in bureaus.items():
        assert refusals(one, plans[way]) == ["refused-plan-published", "refused-plan-filed"]
        take_off(one, plans[way])
    state, public, _, ledger, _, shown, gone = stage()
    assert (state, public, ledger, shown, gone) == ("approved", None, "open-gone", [], ["网站改版。"])


def test_what_was_noted_before_a_plan_was_approved_anew_is_not_public_any_more(bureaus):
    for way, one in bureaus.items():
        plan = approved_plan(one)
        make_public(one, plan, way)
        with one.writing() as session:
            other = draw_up_plan(
                session, desk=one.desk(), clock=one.clock, profile=one.profile, kind="supplementary",
                title="另一计划", task_title="另一任务", basis="000 一(六)4", window_from="2026-11-20",
                window_until="2026-12-18", categories=("testing",),
            )  # fmt: skip
            merge_plans(session, desk=one.desk(), clock=one.clock, plan=plan, other=other)
        one.clock.advance(minutes=5)
        for approve in (False, True):
            if approve:
                with one.writing() as session:
                    approve_plan(
                        session,
                        desk=one.desk(),
                        clock=one.clock,
                        profile=one.profile,
                        plan=plan,
                        by="赵志强",
                        on_paper=True,
                    )
            with one.reading() as session:
                assert get_plan(session, one.desk().bureau, plan).public is None
