"""The service over a real loopback connection: in a spawned process, and inside this one."""

import httpx2
import pytest
from factories.exchange import BUREAU, ExchangeNoted, open_laptop_store

from inspector_desktop.clock import SystemClock
from inspector_desktop.headquarters.directory import make_code, put_person
from inspector_desktop.headquarters.running import Premises, serve_embedded, serve_in_process
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.journal.lives import current_life
from inspector_desktop.storage.engine import writing
from inspector_desktop.sync.enrolling import enrol
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.rounds import round_trip
from inspector_desktop.sync.wire import Wire

REAL = SystemClock()


def enrolled(served, premises, folder):
    house = open_headquarters(premises.where)
    with writing(house) as session:
        put_person(session, bureau=BUREAU, person="16001", name="李建国", roles=("officer",))
        code = make_code(session, identity=served.identity, clock=REAL, address=served.address, person="16001")
    house.dispose()
    store = open_laptop_store(folder / "store.db")
    ledger = PlainLedger(store)
    enrol(ledger, code, device_name="便携机", clock=REAL)
    with writing(store) as session:
        life = current_life(session)
        desk = Desk(BureauId(BUREAU), life.id, Person(PersonId("16001"), "李建国", ("officer",)), life.signer)
        open_dossier(session, ExchangeNoted(text="一"), kind="inspection", desk=desk, clock=REAL)
    return store, ledger


@pytest.mark.parametrize("serve", ["process", "thread"])
def test_a_laptop_enrols_and_does_a_round_over_loopback(tmp_path, serve):
    premises = Premises(tmp_path / "hq")
    running = (
        serve_in_process(premises, bureau=BUREAU)
        if serve == "process"
        else serve_embedded(premises, bureau=BUREAU, clock=REAL)
    )
    with running as served:
        store, ledger = enrolled(served, premises, tmp_path)
        with Wire(served.address, served.identity.public, clock=REAL) as wire:
            done = round_trip(ledger, wire, REAL)
            assert (done.sent, done.accepted) == (1, 1)
            assert round_trip(ledger, wire, REAL).sent == 0
        (premises.site / "index.html").write_text("<p>公示</p>", encoding="utf-8")
        with httpx2.Client(trust_env=False) as client:
            assert client.get(served.address + "/").text == "<p>公示</p>"
        store.dispose()
    with httpx2.Client(trust_env=False) as client, pytest.raises(httpx2.ConnectError):
        client.get(served.address)
