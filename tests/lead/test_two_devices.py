"""An urgent check on a lead whose approval is made up on the chief's own device, through a real headquarters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.exchange import laptop, open_house

import inspector_desktop.kinds
from inspector_desktop.demo.bureau import PROFILE, set_up_registers
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.lead.acts import Told, Wanted, exempt_words, register_lead, start_check
from inspector_desktop.lead.rules import Target, items_open
from inspector_desktop.lead.store import get_lead
from inspector_desktop.notice.acts import approve_orally, make_up_approval
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.store import items
from inspector_desktop.storage.engine import reading, writing

assert inspector_desktop.kinds.REVISION


@pytest.fixture
def house(tmp_path, clock):
    return open_house(f"sqlite:///{tmp_path}/headquarters.db", tmp_path, clock)


def started(officer, clock):
    desk, profile = officer.desk(), load(PROFILE)
    with writing(officer.engine) as session:
        set_up_registers(session, desk=desk, clock=clock)
        told = Told("lead-complaint", "接地线断裂。", reporter="周先生")
        lead = register_lead(
            session, desk=desk, clock=clock, profile=profile, told=told,
            target=Target("路边加油点", category="key-unit", address="东环路"),
        )  # fmt: skip
        item = items_open(items(session, desk.bureau), "key-unit", "2026-11-20")[0]
        wanted = Wanted((item.id,), ("16001", "16002"), exempt_words(profile, "lead-complaint"))
        opened = start_check(session, desk=desk, clock=clock, profile=profile, lead=lead, wanted=wanted)
        approve_orally(
            session, desk=desk, clock=clock, dossier=opened, approver="孙志远", reason="雷雨将至",
            told_at=clock.now() - timedelta(minutes=3),
        )  # fmt: skip
    return lead, opened


def test_the_chief_makes_the_approval_up_on_his_own_device_and_the_officer_hears_of_it(house, tmp_path, clock):
    officer = laptop(house, tmp_path / "officer.db", roles=("officer", "supervising"))
    chief = laptop(house, tmp_path / "chief.db", person="16006", roles=("section-chief", "supervising"))
    lead, opened = started(officer, clock)
    with writing(officer.engine) as session:
        hand_over(session, desk=officer.desk(), clock=clock, dossier=opened, to_role="section-chief")
    officer.sync()
    chief.sync()
    with writing(chief.engine) as session:
        take(session, desk=chief.desk(), clock=clock, dossier=opened)
    chief.sync()
    with writing(chief.engine) as session:
        assert get_lead(session, chief.desk().bureau, lead).inspection == opened
        make_up_approval(session, desk=chief.desk(), clock=clock, dossier=opened)
    chief.sync()
    officer.sync()
    with reading(officer.engine) as session:
        told = find_authorisation(session, officer.desk().bureau, opened)
        view = get_inspection(session, officer.desk().bureau, opened)
    assert told is not None
    assert told.state == "made-up"
    assert view.notes["authorised"] == ""
    assert view.lead == lead
