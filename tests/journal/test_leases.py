"""Past the lease a desk finishes what it has, takes nothing new up and prints no new number."""

from __future__ import annotations

import pytest
from factories.bureau import open_bureau, released_inspections

from inspector_desktop.check.acts import answer_line
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.dossiers import hand_over, take, take_over
from inspector_desktop.journal.leases import Station, lease_ended, require_lease
from inspector_desktop.notice.acts import issue_notice, register_paper_approval
from inspector_desktop.notice.trip import prepare_trip


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def enrolled_until(bureau, until):
    with bureau.writing() as session:
        session.add(
            Station(
                bureau=bureau.desk().bureau, device="d", address="http://headquarters.test", identity="", root="",
                person="16005", lease_until=until,
            )
        )  # fmt: skip


def given(bureau):
    return {"desk": bureau.desk(), "clock": bureau.clock}


def test_a_device_that_was_never_enrolled_has_no_lease_to_end(bureau):
    bureau.clock.advance(days=4000)
    with bureau.reading() as session:
        assert not lease_ended(session, clock=bureau.clock)
        require_lease(session, clock=bureau.clock)


def test_past_the_lease_nothing_is_taken_up_and_no_number_given_while_work_here_goes_on(bureau):
    first, second, *_ = released_inspections(bureau)
    house = House(bureau.profile, "https://gs.example.cn")
    with bureau.writing() as session:
        for one in (first, second):
            register_paper_approval(session, **given(bureau), dossier=one, approver="孙志远")
        hand_over(session, **given(bureau), dossier=second, to_person="16005")
    enrolled_until(bureau, "2027-01-04T06:15:00Z")
    bureau.clock.advance(days=46)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-lease-ended") as refusal:
        take(session, **given(bureau), dossier=second)
    assert refusal.value.facts == {"date": "2027-01-04"}
    with bureau.writing() as session, pytest.raises(Refused, match="refused-lease-ended"):
        take_over(session, **given(bureau), dossier=second, reason="原经办电脑遗失")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-lease-ended"):
        issue_notice(
            session, **given(bureau), house=house, dossier=first, contact="李建国", telephone="0372-8112345",
            materials=(),
        )  # fmt: skip
    with bureau.writing() as session:
        trip = prepare_trip(session, **given(bureau), house=house, dossier=first)
        assert trip.unnumbered
        assert not any(paper.number for paper in trip.papers)
        answer_line(session, **given(bureau), dossier=first, line="first_person", number=1, value="conforms")


def test_a_contact_lets_work_be_taken_up_again(bureau):
    dossier, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        hand_over(session, **given(bureau), dossier=dossier, to_person="16005")
    enrolled_until(bureau, "2026-11-19T00:00:00Z")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-lease-ended"):
        take(session, **given(bureau), dossier=dossier)
    with bureau.writing() as session:
        station = session.get_one(Station, bureau.desk().bureau)
        station.lease_until = "2027-01-04T06:15:00Z"
        session.add(station)
        take(session, **given(bureau), dossier=dossier)
