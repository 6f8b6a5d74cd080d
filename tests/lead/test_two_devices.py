"""An urgent check on a lead whose approval is made up on the chief's own device, through a real headquarters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.exchange import laptop, open_house

import inspector_desktop.kinds
from inspector_desktop.demo.bureau import PROFILE, set_up_registers
from inspector_desktop.gui.pages.leading.reading import number_words
from inspector_desktop.inspection.acts import allot
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.lead.acts import REGISTER, Told, Wanted, exempt_words, number_leads, register_lead, start_check
from inspector_desktop.lead.facts import LeadReceived
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
    return open_house(tmp_path / "headquarters.db", tmp_path, clock)


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


def received(one, clock, number=""):
    """A lead registered here, as now or, with a number, as older programs numbered it."""
    with writing(one.engine) as session:
        if number:
            fact = LeadReceived(number=number, source="lead-complaint", received_by="x", content="接地线断裂。")
            return open_dossier(session, fact, kind="lead", desk=one.desk(), clock=clock)
        return register_lead(
            session, desk=one.desk(), clock=clock, profile=load(PROFILE), told=Told("lead-complaint", "接地线断裂。")
        )


def numbered(one, clock, first):
    with writing(one.engine) as session:
        allot(session, desk=one.desk(), clock=clock, series=REGISTER, year=2026, first=first, last=first + 9, answer="")
        return number_leads(session, desk=one.desk(), clock=clock, profile=load(PROFILE))


def seen(one, lead):
    with reading(one.engine) as session:
        return get_lead(session, one.desk().bureau, lead)


def test_two_devices_without_numbers_give_different_provisional_ones_and_later_their_blocks_numbers(
    house, tmp_path, clock
):
    first, second = (laptop(house, tmp_path / f"{name}.db", roles=("officer",)) for name in ("a", "b"))
    one, two = received(first, clock), received(second, clock)
    former = seen(first, one).number, seen(second, two).number
    assert former[0] != former[1]
    assert all(number.startswith("线20261120-") for number in former)
    assert seen(first, one).waits_for_number
    assert (numbered(first, clock, 1), numbered(second, clock, 11)) == (1, 1)
    assert number_words(seen(first, one)) == f"曾用 {former[0]}"
    for device in (first, second, first):
        device.sync()
    assert [seen(first, lead).number for lead in (one, two)] == ["线〔2026〕1号", "线〔2026〕11号"]
    with writing(first.engine) as session:
        assert number_leads(session, desk=first.desk(), clock=clock, profile=load(PROFILE)) == 0


def test_of_two_leads_that_an_older_program_numbered_alike_the_later_one_is_numbered_anew(house, tmp_path, clock):
    first, second = (laptop(house, tmp_path / f"{name}.db", roles=("officer",)) for name in ("a", "b"))
    one = received(first, clock, "线20261120-01")
    clock.advance(minutes=1)
    two = received(second, clock, "线20261120-01")
    for device in (first, second, first):
        device.sync()
    assert (numbered(first, clock, 1), numbered(second, clock, 11)) == (0, 1)
    second.sync()
    first.sync()
    assert [seen(first, lead).number for lead in (one, two)] == ["线20261120-01", "线〔2026〕11号"]
    assert number_words(seen(first, two)) == "曾用 线20261120-01"
