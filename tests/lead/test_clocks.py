"""The clocks of a check that came of a lead: those of 抽查 are not its own, those the profile has for leads are."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects, open_bureau
from factories.finished import house_of
from factories.visits import judge_everything

from inspector_desktop.check.acts import arrive, finish_check
from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import due_of_place, is_unclocked
from inspector_desktop.disclosure.ledger import ledger
from inspector_desktop.inspection.deadlines import dues, runs_for
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.lead.acts import Told, Wanted, exempt_words, register_lead, start_check
from inspector_desktop.lead.rules import Target, items_open
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.profile.loading import available, load
from inspector_desktop.publicity.facts import RESULT
from inspector_desktop.registry.store import items

LEADER, SECOND, SUBJECT = "16001", "16002", "S0010"
OWN = Deadline(
    id="L01", title="线索核查结果公开", trigger="inspection-ended", length=3, unit="working-days", rest_day="later",
    use="clock", step="disclosure", checks="lead", warn_days=1, consequence="提醒", clause="默认：本局制度",
)  # fmt: skip


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    with made.writing() as session:
        made.allot_numbers(session)
    yield made
    made.engine.dispose()


@pytest.fixture
def checked(bureau):
    """A check that came of a complaint and is done."""
    desk, profile = bureau.desk(LEADER), bureau.profile
    with bureau.writing() as session:
        told = Told("lead-complaint", "群众反映加油站防雷装置锈断。", reporter="周先生")
        lead = register_lead(
            session, desk=desk, clock=bureau.clock, profile=profile, told=told, target=Target("滑县第10加油站", SUBJECT)
        )
        item = items_open(items(session, desk.bureau), "key-unit", "2026-11-20")[0].id
        wanted = Wanted(items=(item,), officers=(LEADER, SECOND), exempt=exempt_words(profile, "lead-complaint"))
        opened = start_check(session, desk=desk, clock=bureau.clock, profile=profile, lead=lead, wanted=wanted)
        register_paper_approval(
            session, desk=desk, clock=bureau.clock, dossier=opened, approver="赵志强", approved_at=bureau.clock.now()
        )
        arrive(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=opened, present=[LEADER, SECOND],
            place="加油区", met="赵永安", met_post="站长", rights_told=True,
        )  # fmt: skip
    judge_everything(bureau, opened, violates=0)
    with bureau.writing() as session:
        finish_check(session, desk=desk, clock=bureau.clock, dossier=opened)
    return opened


def read(bureau, profile, dossier):
    today = civil_date(bureau.clock.now())
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
        line = next(one for one in ledger(session, view.bureau, profile, today, about=dossier) if one.what == RESULT)
    return view, line, today


@pytest.mark.obligation("F044")
def test_a_lead_does_not_carry_the_clocks_of_the_draws_and_the_ledger_says_that_there_is_none(bureau, checked):
    view, line, today = read(bureau, bureau.profile, checked)
    assert [due_of_place(view, bureau.profile, one.id, today) for one in bureau.profile.disclosure.places] == [None] * 3
    assert not {one.deadline for one in dues([view], bureau.profile, today)} & {"D01", "D02", "N01"}
    assert is_unclocked(view, bureau.profile)
    assert line.due == "" and "没有规定公开期限" in line.under


def test_a_lead_carries_the_clock_that_the_profile_has_for_leads_and_drawn_checks_do_not(bureau, checked):
    profile = bureau.profile.model_copy(update={"deadlines": (*bureau.profile.deadlines, OWN)})
    view, line, today = read(bureau, profile, checked)
    portal = due_of_place(view, profile, "portal", today)
    assert portal is not None and (portal.deadline, portal.day.isoformat()) == ("L01", "2026-11-25")
    assert "L01" in {one.deadline for one in dues([view], profile, today)}
    assert not is_unclocked(view, profile)
    assert line.due == "2026-11-25" and "没有规定公开期限" not in line.under
    assert not runs_for(OWN, InspectionOfDraw)


class InspectionOfDraw:
    lead = ""


def test_in_every_bureau_the_clocks_for_results_of_draws_are_for_drawn_checks_alone():
    for name in available():
        profile = load(name)
        kinds = [one.deadline for one in profile.disclosure.kinds if one.id in {"process", "result"}]
        wanted = {one for one in (*kinds, *(place.deadline for place in profile.disclosure.places)) if one}
        assert {profile.deadline(one).checks for one in wanted} == {"drawn"}
