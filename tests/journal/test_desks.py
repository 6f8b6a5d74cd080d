"""Trays, races for one dossier, taking over, reinstating: as headquarters judges them and as desks refuse them."""

import pytest
import sqlalchemy as sa
from factories.exchange import BUREAU, ExchangeNoted, laptop, open_house
from sqlmodel import select

from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.dossiers import hand_over, take, take_over
from inspector_desktop.journal.entering import enter, open_dossier, reinstate
from inspector_desktop.journal.records import Dossier, Entry
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.sync.states import set_aside


@pytest.fixture
def bureau(tmp_path, clock):
    house, made = open_house(tmp_path / "hq.db", tmp_path, clock), []

    def desk(person, *roles):
        made.append(laptop(house, tmp_path / person / "store.db", person=person, roles=roles or ("officer",)))
        return made[-1]

    yield desk
    for one in made:
        one.wire.close()
        one.engine.dispose()
    house.engine.dispose()


def act(one, what, dossier, **given):
    with writing(one.engine) as session:
        return what(session, desk=one.desk(), clock=one.clock, dossier=dossier, **given)


def holder(one, dossier):
    with reading(one.engine) as session:
        return session.get_one(Dossier, (BUREAU, dossier)).holder_person


def codes(one):
    with reading(one.engine) as session:
        return list(
            session.exec(select(Entry.verdict_code).where(Entry.verdict == "set-aside").order_by(Entry.life_number))
        )


@pytest.mark.parametrize("address", [{}, {"to_person": "16002", "to_role": "officer"}])
def test_a_tray_is_of_one_person_or_of_one_role(bureau, address):
    here = bureau("16001")
    dossier = here.open("一")
    with pytest.raises(Refused, match="refused-tray-address"):
        act(here, hand_over, dossier, **address)


def test_only_whom_a_tray_is_addressed_to_takes_the_dossier(bureau):
    here, friend, chief = bureau("16001"), bureau("16002"), bureau("16011", "section-chief")
    dossier = here.open("一")
    with pytest.raises(Refused, match="refused-not-in-tray"):
        act(here, take, dossier)  # it lies on a desk
    act(here, hand_over, dossier, to_role="section-chief")
    here.sync()
    for one in (friend, chief):
        one.sync()
    with pytest.raises(Refused, match="refused-not-in-tray"):
        act(friend, take, dossier)
    act(chief, take, dossier)
    chief.sync()
    assert holder(chief, dossier) == "16011"
    with pytest.raises(Missing):
        act(chief, take, "0" * 32)


def test_of_two_who_take_the_first_at_headquarters_holds_it_and_the_other_is_told(bureau):
    here, first, second = bureau("16001"), bureau("16002"), bureau("16003")
    dossier = here.open("一")
    act(here, hand_over, dossier, to_role="officer")
    for one in (here, first, second):
        one.sync()
    act(second, take, dossier)  # earlier by its clock
    first.clock.advance(minutes=5)
    act(first, take, dossier)
    first.sync()
    second.sync()
    assert {holder(one, dossier) for one in (first, second)} == {"16002"}
    assert codes(second) == ["not-next"]
    with pytest.raises(Refused, match="refused-not-here"):
        second.note(dossier, "二")


def test_taking_over_needs_the_role_and_a_reason_and_the_former_desk_is_set_aside(bureau):
    here, chief = bureau("16001"), bureau("16005", "officer", "supervising")
    dossier = here.open("一")
    here.sync()
    chief.sync()
    with pytest.raises(Refused, match="refused-role-supervising"):
        act(here, take_over, dossier, reason="遗失")
    with pytest.raises(Refused, match="refused-take-over-reason"):
        act(chief, take_over, dossier, reason=" ")
    act(chief, take_over, dossier, reason="电脑遗失")
    chief.sync()
    here.note(dossier, "二")
    here.note(dossier, "三")
    here.sync()
    assert codes(here) == ["not-next", "follows"]
    assert holder(here, dossier) == "16005"
    assert here.texts(dossier) == ["一"]


def test_a_role_that_the_directory_does_not_give_takes_nothing_over(bureau):
    here, rogue = bureau("16001"), bureau("16003")
    dossier = here.open("一")
    here.sync()
    rogue.sync()
    rogue.roles = ("supervising",)  # his own store says so
    act(rogue, take_over, dossier, reason="想要")
    rogue.sync()
    assert codes(rogue) == ["not-allowed"]
    assert holder(rogue, dossier) == "16001"


def test_what_was_set_aside_is_entered_again_by_whoever_holds_the_dossier(bureau):
    here, chief = bureau("16001"), bureau("16005", "officer", "supervising")
    dossier = here.open("一")
    here.sync()
    chief.sync()
    act(chief, take_over, dossier, reason="电脑遗失")
    chief.sync()
    here.note(dossier, "二")
    here.sync()
    with reading(here.engine) as session:
        (aside,) = set_aside(session)
        accepted = session.exec(select(Entry.id).where(Entry.verdict == "accepted")).first()
    with writing(here.engine) as session:
        given = {"desk": here.desk(), "clock": here.clock}
        with pytest.raises(Refused, match="refused-not-here"):
            reinstate(session, aside.entry, **given)
        with pytest.raises(Refused, match="refused-not-set-aside"):
            reinstate(session, accepted, **given)
        with pytest.raises(Missing):
            reinstate(session, "0" * 32, **given)
    act(chief, hand_over, dossier, to_person="16001")
    chief.sync()
    here.sync()
    act(here, take, dossier)
    here.sync()
    with writing(here.engine) as session:
        reinstate(session, aside.entry, desk=here.desk(), clock=here.clock)
    here.sync()
    chief.sync()
    assert chief.texts(dossier) == here.texts(dossier) == ["一", "二"]
    with reading(here.engine) as session:
        assert rebuild(session).equal


def test_a_dossier_is_opened_once(bureau):
    here = bureau("16001")
    dossier = here.open("一")
    with writing(here.engine) as session, pytest.raises(Refused, match="refused-dossier-exists"):
        open_dossier(session, ExchangeNoted(text="x"), kind="note", desk=here.desk(), clock=here.clock, dossier=dossier)


def test_entering_costs_the_same_few_statements_however_long_the_journal_is(bureau):
    here = bureau("16001")
    dossier = here.open("一")
    counts = []
    for length in (1, 60):
        for _ in range(length):
            here.note(dossier, "二")
        said = []
        desk = here.desk()
        with writing(here.engine) as session:
            watched = session.connection()
            listener = lambda *parts: said.append(parts[2])  # noqa: B023, E731
            sa.event.listen(watched, "before_cursor_execute", listener)
            enter(session, ExchangeNoted(text="三"), desk=desk, clock=here.clock, dossier=dossier)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 6
