"""Rounds between real stores and a real service, on SQLite and on PostgreSQL."""

import pytest
from factories.exchange import ExchangeNoted

from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.sync.states import COMPLETE, SAVED, dossier_state


def test_what_one_desk_enters_another_reads(laptops, house):
    here, there = laptops("16001"), laptops("16002")
    dossier = here.open("一")
    here.note(dossier, "二")
    with reading(here.engine) as session:
        assert dossier_state(session, dossier).key == SAVED
    done = here.sync()
    assert (done.sent, done.accepted, done.set_aside) == (2, 2, 0)
    assert there.sync().fetched == 2
    assert there.texts(dossier) == house.texts(dossier) == ["一", "二"]
    with reading(here.engine) as session:
        assert dossier_state(session, dossier).key == COMPLETE
    for engine in (here.engine, there.engine, house.engine):
        with reading(engine) as session:
            assert rebuild(session).equal


def test_a_second_round_sends_and_fetches_nothing(laptops):
    here = laptops()
    here.open("一")
    here.sync()
    done = here.sync()
    assert (done.sent, done.fetched, done.healed, done.different) == (0, 0, (), ())


def test_a_dossier_goes_from_desk_to_desk_through_the_tray(laptops, house):
    here, there = laptops("16001"), laptops("16002")
    dossier = here.open("一")
    with writing(here.engine) as session:
        hand_over(session, desk=here.desk(), clock=here.clock, dossier=dossier, to_person="16002")
    here.sync()
    there.sync()
    with writing(there.engine) as session:
        take(session, desk=there.desk(), clock=there.clock, dossier=dossier)
    there.sync()
    there.note(dossier, "二")
    there.sync()
    here.sync()
    assert here.texts(dossier) == there.texts(dossier) == house.texts(dossier) == ["一", "二"]


def test_two_takers_leave_one_holder_and_the_other_entry_is_set_aside(laptops, house):
    here, first, second = laptops("16001"), laptops("16002"), laptops("16003")
    dossier = here.open("一")
    with writing(here.engine) as session:
        hand_over(session, desk=here.desk(), clock=here.clock, dossier=dossier, to_role="officer")
    here.sync()
    for one in (first, second):
        one.sync()
        with writing(one.engine) as session:
            take(session, desk=one.desk(), clock=one.clock, dossier=dossier)
    assert first.sync().set_aside == 0
    assert second.sync().set_aside == 1
    first.note(dossier, "二")
    first.sync()
    second.sync()
    assert second.texts(dossier) == ["一", "二"]
    with reading(second.engine) as session:
        assert rebuild(session).equal


@pytest.fixture
def refusing():
    ExchangeNoted.refusing.add("410526-QX")
    yield
    ExchangeNoted.refusing.clear()
