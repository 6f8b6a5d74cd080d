"""Rounds when things go wrong: portals, lost answers, restored stores, clocks years off, headquarters set back."""

import shutil

import httpx2
import pytest
from factories.clock import FakeClock
from factories.exchange import BUREAU, ExchangeNoted, open_house, open_laptop_store
from factories.losing import Losing, client_over
from factories.tampering import take_guard_away
from sqlmodel import select

from inspector_desktop.errors import Cancelled, Disagreed, Refused, Unreachable
from inspector_desktop.headquarters.directory import revoke
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.entering import reinstate
from inspector_desktop.journal.leases import Station, lease_ended
from inspector_desktop.journal.records import Dossier, Entry
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.pausing import MOST_SECONDS, Pausing
from inspector_desktop.sync.rounds import Watch, round_trip
from inspector_desktop.sync.states import counts, dossier_state, entry_state, set_aside, settle
from inspector_desktop.sync.wire import Wire

PHOTO = b"photo" * 100_000


def losing_wire(one, plan) -> Wire:
    client = client_over(Losing(one.house.client(), plan))
    return Wire("http://headquarters.test", one.house.identity.public, clock=one.clock, client=client)


def answering(response) -> httpx2.Client:
    return httpx2.Client(transport=httpx2.MockTransport(lambda _request: response))


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, html="<h1>Hotel</h1>"),
        httpx2.Response(201, content=b"x" * 200),
        httpx2.Response(302, headers={"location": "http://portal.hotel/"}),
        httpx2.Response(502),
    ],
    ids=["page", "created", "redirect", "proxy"],
)
def test_an_answer_that_is_not_ours_is_no_success(laptops, house, response):
    here = laptops()
    dossier = here.open("一")
    wire = house.wire(client=answering(response))
    with pytest.raises(Unreachable, match="error-not-headquarters"):
        here.sync(wire)
    assert here.verdicts() == [("waiting", "")]
    here.sync()
    assert house.texts(dossier) == ["一"]


def test_without_a_network_the_sentence_counts_what_waits(laptops):
    here = laptops()
    here.open("一", photo=PHOTO)
    with pytest.raises(Unreachable) as lost, losing_wire(here, ["request"]) as wire:
        here.sync(wire)
    assert (lost.value.code, lost.value.facts) == ("error-unreachable", {"count": 1, "photos": 1})


@pytest.mark.parametrize("lost_at", range(8))
@pytest.mark.parametrize("kind", ["request", "answer"])
def test_a_round_cut_off_anywhere_goes_on_and_nothing_is_there_twice(laptops, house, lost_at, kind):
    here = laptops()
    dossier = here.open("一", photo=PHOTO)
    here.note(dossier, "二", photo=PHOTO[:-1])
    wire = losing_wire(here, ["ok"] * lost_at + [kind])
    with wire:
        try:
            here.sync(wire)
        except Unreachable:
            here.sync(wire)
    assert house.texts(dossier) == ["一", "二"]
    assert [entry.position for entry in house.entries()] == [1, 2]
    with reading(here.engine) as session:
        assert dossier_state(session, dossier).key == "record-complete"
        assert counts(session).photos == 0


def test_photographs_come_after_records_and_only_then_all_is_received(laptops, house):
    here, there = laptops("16001"), laptops("16002")
    dossier = here.open("一", photo=PHOTO)
    (entry_id,) = [entry.id for entry in _entries(here)]
    with losing_wire(here, ["ok", "ok", "ok", "ok", "request"]) as wire, pytest.raises(Unreachable):
        here.sync(wire)
    with reading(here.engine) as session:
        state = entry_state(session, entry_id)
        assert (state.key, state.photos) == ("record-uploaded", 1)
    assert here.sync().evidence_sent == 1
    with reading(here.engine) as session:
        assert entry_state(session, entry_id).key == "record-complete"
    there.sync()
    with reading(there.engine) as session:
        assert dossier_state(session, dossier).key == "record-complete"


def test_a_restored_store_begins_a_new_life_and_loses_nothing(laptops, house, tmp_path):
    here, witness = laptops("16001"), laptops("16002")
    dossier = here.open("一")
    here.sync()
    here.engine.dispose()
    shutil.copy(here.path, tmp_path / "copy.db")
    here.engine = open_laptop_store(here.path)
    here.ledger = PlainLedger(here.engine)
    here.note(dossier, "二")
    here.sync()
    here.engine.dispose()
    here.path.unlink()
    for beside in here.path.parent.glob("store.db-*"):
        beside.unlink()
    shutil.copy(tmp_path / "copy.db", here.path)
    here.engine = open_laptop_store(here.path)
    here.ledger = PlainLedger(here.engine)
    before = here.desk().life
    here.note(dossier, "二，恢复后另写的")
    done = here.sync()
    assert done.new_life
    assert done.restored_aside == 1 or _asides(here) == ["set-aside-restored"]
    assert here.desk().life != before
    assert here.texts(dossier) == house.texts(dossier) == ["一", "二"]
    assert _asides(here) == ["set-aside-restored"]
    here.note(dossier, "三")
    assert here.sync().set_aside == 0
    with reading(here.engine) as session:
        (aside,) = set_aside(session)
    with writing(here.engine) as session:
        reinstate(session, aside.entry, desk=here.desk(), clock=here.clock)
        settle(session, aside.entry, person="16001", how="reinstated", clock=here.clock)
    here.sync()
    witness.sync()
    assert witness.texts(dossier) == here.texts(dossier) == ["一", "二", "三", "二，恢复后另写的"]
    with reading(here.engine) as session:
        assert rebuild(session).equal
        assert dossier_state(session, dossier).key == "record-complete"


def test_a_restored_store_is_noticed_at_the_greeting_before_anything_is_entered(laptops, tmp_path):
    here = laptops()
    here.open("一")
    here.engine.dispose()
    shutil.copy(here.path, tmp_path / "copy.db")
    here.engine = open_laptop_store(here.path)
    here.ledger = PlainLedger(here.engine)
    here.sync()
    here.engine.dispose()
    shutil.copy(tmp_path / "copy.db", here.path)
    here.engine = open_laptop_store(here.path)
    here.ledger = PlainLedger(here.engine)
    done = here.sync()
    assert done.new_life
    assert _asides(here) == []
    assert {verdict for verdict, _ in here.verdicts()} == {"accepted"}


def test_a_headquarters_set_back_to_a_backup_gets_again_what_it_lost(tmp_path, clock, laptops, house):
    if house.engine.dialect.name != "sqlite":
        _set_back_postgres(house, laptops)
        return
    here, there = laptops("16001"), laptops("16002")
    dossier = here.open("一")
    here.sync()
    there.sync()
    house.engine.dispose()
    shutil.copy(house.url, tmp_path / "backup.db")
    here.note(dossier, "二")
    here.sync()
    there.sync()
    house.engine.dispose()
    shutil.copy(tmp_path / "backup.db", house.url)
    for beside in house.url.parent.glob("hq.db-*"):
        beside.unlink()
    assert house.texts(dossier) == ["一"]
    other = there.open("别的")
    there.sync()
    here.sync()
    there.sync()
    assert house.texts(dossier) == here.texts(dossier) == there.texts(dossier) == ["一", "二"]
    assert house.texts(other) == ["别的"]
    with reading(here.engine) as session:
        assert counts(session).different == 0
        assert rebuild(session).equal
    assert there.sync().different == ()


def test_clocks_years_off_do_not_stop_a_round(laptops, house):
    slow, fast = FakeClock(), FakeClock()
    slow.advance(days=-4000)
    fast.advance(days=4000)
    one, two = laptops("16001", clock=slow), laptops("16002", clock=fast)
    first, second = one.open("慢"), two.open("快")
    assert one.sync().skew_seconds == -4000 * 86400
    assert two.sync().skew_seconds == 4000 * 86400
    one.sync()
    assert one.texts(second) == ["快"]
    assert two.texts(first) == ["慢"]


def test_a_revoked_laptop_learns_that_its_entries_are_set_aside(laptops, house):
    here = laptops()
    here.open("一")
    here.sync()
    here.open("二")
    with reading(here.engine) as session:
        device = session.exec(select(Station.device)).one()
    with writing(house.engine) as session:
        revoke(session, device, clock=house.clock, reason="遗失")
    with pytest.raises(Exception, match="rejected-revoked"):
        here.sync()
    assert here.verdicts() == [("accepted", ""), ("set-aside", "revoked")]


def test_a_difference_is_found_named_and_healed(laptops):
    here, there = laptops("16001"), laptops("16002")
    dossier = here.open("一")
    here.note(dossier, "二")
    here.sync()
    there.sync()
    with writing(there.engine) as session:
        row = session.get_one(Dossier, (BUREAU, dossier))
        row.number, row.head_hash = 1, "f" * 64
        session.add(row)
    done = there.sync()
    assert (done.healed, done.different) == ((dossier,), ())
    assert there.texts(dossier) == ["一", "二"]


def test_only_one_round_runs_and_it_can_be_stopped(laptops):
    here = laptops()
    here.open("一")
    steps = []

    def step(name):
        steps.append(name)
        if name == "sync-fetching":
            with pytest.raises(Refused, match="refused-round-running"):
                here.sync()

    with pytest.raises(Cancelled):
        round_trip(here.ledger, here.wire, here.clock, watch=Watch(step, lambda: "sync-fetching" in steps))
    assert steps[0] == "sync-greeting"
    assert here.verdicts() == [("accepted", "")]
    here.sync()


def test_the_lease_is_renewed_at_each_contact_and_ends_without_one(laptops, clock):
    here = laptops()
    clock.advance(days=40)
    here.sync()
    clock.advance(days=40)
    with reading(here.engine) as session:
        assert not lease_ended(session, clock=clock)
    clock.advance(days=6)
    with reading(here.engine) as session:
        assert lease_ended(session, clock=clock)


def test_pauses_grow_only_for_an_unreachable_headquarters():
    pausing, waits = Pausing(), []
    for _ in range(12):
        pausing, seconds = pausing.after(Unreachable("error-no-answer"))
        waits.append(seconds)
    assert waits[0] <= 5
    assert waits[-1] <= MOST_SECONDS
    assert waits[-1] >= MOST_SECONDS // 2
    assert pausing.after(Refused("refused-not-enrolled"))[1] is None
    assert pausing.after(None)[0] == Pausing()


def _set_back_postgres(house, laptops):
    from sqlalchemy import text

    here = laptops("16001")
    dossier = here.open("一")
    here.sync()
    here.note(dossier, "二")
    here.sync()
    with house.engine.begin() as connection:  # what a backup of an hour ago would not have
        take_guard_away(connection)
        for statement in (
            "delete from entry where position = 2",
            "delete from log_line where position = 2",
            "delete from received_batch where number = 2",
            "delete from test_exchange_note where number = 2",
            "update bureau set position = 1, chain = (select chain from log_line where position = 1)",
            "update dossier set number = 1, head_hash = (select hash from entry where position = 1)",
            "update life set next_batch = 2, life_number = 1, life_hash = (select hash from entry where position = 1)",
        ):
            connection.execute(text(statement))
    here.sync()
    assert house.texts(dossier) == here.texts(dossier) == ["一", "二"]


def _entries(one) -> list[Entry]:
    with reading(one.engine) as session:
        return list(session.exec(select(Entry)))


def _asides(one) -> list[str]:
    with reading(one.engine) as session:
        return [aside.why for aside in set_aside(session)]


def test_a_headquarters_at_another_address_with_another_key_is_not_believed(laptops, house, tmp_path, clock):
    here = laptops()
    here.open("一")
    impostor = open_house(tmp_path / "other" / "hq.db", tmp_path / "other", clock)
    with pytest.raises(Disagreed, match="error-identity-changed"):
        here.sync(house.wire(client=impostor.client()))
    assert here.verdicts() == [("waiting", "")]
    impostor.engine.dispose()


def test_a_page_with_an_entry_that_cannot_be_applied_here_holds_up_only_its_dossier(laptops):
    here, there = laptops("16001"), laptops("16002")
    bad = here.open("headquarters cannot apply this")
    good = here.open("二")
    here.note(good, "三")
    here.sync()
    ExchangeNoted.refusing.add(BUREAU)
    try:
        done = there.sync()
        assert done.different == (bad,)
        assert there.texts(good) == ["二", "三"]
        with reading(there.engine) as session:
            assert counts(session).different == 1
    finally:
        ExchangeNoted.refusing.clear()
    done = there.sync()
    assert (done.healed, done.different) == ((bad,), ())
    with reading(there.engine) as session:
        assert rebuild(session).equal
