"""Enrolment, numbers, evidence and the commands of those who look after the service."""

import hashlib
import json

import pytest
from factories.exchange import BUREAU
from factories.tampering import take_guard_away

from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.enrolment import read_code
from inspector_desktop.exchange.published import grouped_fingerprint, read_keys
from inspector_desktop.exchange.receipts import read_blob_receipt
from inspector_desktop.headquarters.cli import main
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.identity import load_identity
from inspector_desktop.headquarters.site import write_site
from inspector_desktop.headquarters.tables import Device, Life, open_headquarters
from inspector_desktop.journal.lives import TOLD, begin_life
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.sync.enrolling import ask_numbers, enrol
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.stations import read_enrolment
from inspector_desktop.sync.wire import Rejected

PHOTO = bytes(range(256)) * 10
DIGEST = hashlib.sha256(PHOTO).hexdigest()


def test_a_code_enrols_one_laptop_only(laptops, house, tmp_path):
    here, there = laptops("16001"), laptops("16002")
    code = house.code("16003")

    def connect(_address, _identity, clock):
        return house.wire(clock)

    answer = enrol(here.ledger, code, device_name="甲", clock=house.clock, connect=connect)
    assert (answer.person, answer.roles) == ("16003", ("officer",))
    with pytest.raises(Disagreed, match="refused-code"):
        enrol(there.ledger, code, device_name="乙", clock=house.clock, connect=connect)


def test_an_expired_code_and_a_misspelt_one_are_refused(laptops, house, clock):
    here = laptops()
    code = house.code("16003")
    with pytest.raises(Damaged, match="error-code-misspelt"):
        read_code(code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert read_code(code.lower().replace("-", " ")) == read_code(code)
    clock.advance(days=8)
    with pytest.raises(Disagreed, match="refused-code"):
        enrol(here.ledger, code, device_name="甲", clock=clock, connect=lambda *_: house.wire(clock))


def test_numbers_are_allotted_once_and_a_repeated_question_gets_the_same_block(laptops, clock):
    here, there = laptops("16001"), laptops("16002")
    first = ask_numbers(here.ledger, here.wire, clock=clock, series="notice", year=2026, count=20)
    second = ask_numbers(there.ledger, there.wire, clock=clock, series="notice", year=2026, count=20)
    other_year = ask_numbers(there.ledger, there.wire, clock=clock, series="notice", year=2027, count=5)
    assert (first.first, first.last) == (1, 20)
    assert (second.first, second.last) == (21, 40)
    assert (other_year.first, other_year.last) == (1, 5)


def test_a_lost_answer_costs_no_numbers(laptops, clock):
    here = laptops()
    send = here.wire.numbers
    kept = []

    def lose(document):
        kept.append(send(document))
        raise Disagreed("error-exchange-signature")

    here.wire.numbers = lose
    with pytest.raises(Disagreed):
        ask_numbers(here.ledger, here.wire, clock=clock, series="notice", year=2026, count=20)
    here.wire.numbers = send
    block = ask_numbers(here.ledger, here.wire, clock=clock, series="notice", year=2026, count=20)
    assert (block.first, block.last) == (1, 20)


def test_evidence_comes_in_pieces_resumes_at_the_right_offset_and_is_receipted(laptops, house):
    here = laptops()
    dossier = here.open("一", photo=PHOTO)
    enrolment = here.ledger.run(read_enrolment)
    here.wire.speaker = enrolment.speaker
    with pytest.raises(Rejected, match="rejected-not-cited"):
        here.wire.evidence_piece(dossier, DIGEST, offset=0, size=len(PHOTO), piece=PHOTO)
    from inspector_desktop.sync.outbox import next_batch

    outgoing = here.ledger.run(lambda session: next_batch(session, bureau=BUREAU, speaker=enrolment.speaker))
    here.wire.put_batch(1, outgoing.content)
    assert here.wire.evidence_piece(dossier, DIGEST, offset=0, size=len(PHOTO), piece=PHOTO[:1000]) == b""
    assert here.wire.evidence_offset(dossier, DIGEST) == 1000
    with pytest.raises(Rejected) as wrong:
        here.wire.evidence_piece(dossier, DIGEST, offset=0, size=len(PHOTO), piece=PHOTO[:10])
    assert (wrong.value.reason, wrong.value.expected) == ("offset", 1000)
    document = here.wire.evidence_piece(dossier, DIGEST, offset=1000, size=len(PHOTO), piece=PHOTO[1000:])
    receipt = read_blob_receipt(document, enrolment.identity)
    assert (receipt.hash, receipt.size) == (DIGEST, len(PHOTO))
    assert here.wire.evidence(dossier, DIGEST) == PHOTO
    assert Depot(house.folder / "evidence").missing([DIGEST]) == []
    assert here.wire.evidence_piece(dossier, DIGEST, offset=len(PHOTO), size=len(PHOTO), piece=b"") == document


def test_other_bytes_under_a_name_are_thrown_away(laptops):
    here = laptops()
    dossier = here.open("一", photo=PHOTO)
    enrolment = here.ledger.run(read_enrolment)
    here.wire.speaker = enrolment.speaker
    from inspector_desktop.sync.outbox import next_batch

    outgoing = here.ledger.run(lambda session: next_batch(session, bureau=BUREAU, speaker=enrolment.speaker))
    here.wire.put_batch(1, outgoing.content)
    with pytest.raises(Rejected, match="rejected-spoilt"):
        here.wire.evidence_piece(dossier, DIGEST, offset=0, size=len(PHOTO), piece=bytes(len(PHOTO)))
    assert here.wire.evidence_offset(dossier, DIGEST) == 0


def test_the_commands_enrol_verify_and_take_a_stick(tmp_path, capsys, clock):
    from factories.exchange import ExchangeNoted, open_laptop_store
    from starlette.testclient import TestClient

    from inspector_desktop.clock import SystemClock
    from inspector_desktop.headquarters.identity import load_identity
    from inspector_desktop.headquarters.running import Premises, build
    from inspector_desktop.ids import BureauId, PersonId
    from inspector_desktop.journal.desks import Desk, Person
    from inspector_desktop.journal.entering import open_dossier
    from inspector_desktop.journal.lives import current_life
    from inspector_desktop.storage.engine import writing
    from inspector_desktop.sync.stick import export_batches, import_receipts
    from inspector_desktop.sync.wire import Wire

    folder, real = tmp_path / "hq", SystemClock()
    identity = load_identity(folder / "identity.json", BUREAU)
    where = ["--data-dir", str(folder), "--json"]
    assert main(["person", *where, "--id", "16001", "--name", "李建国", "--roles", "officer"]) == 0
    assert main(["enrol", *where, "--person", "16001", "--address", "http://hq.test"]) == 0
    code = json.loads(capsys.readouterr().out.splitlines()[-1])["code"]
    store = open_laptop_store(tmp_path / "laptop" / "store.db")
    ledger = PlainLedger(store)
    with build(Premises(folder), identity, real) as app:
        enrol(
            ledger,
            code,
            device_name="便携机",
            clock=real,
            connect=lambda address, key, clock: Wire(address, key, clock=clock, client=TestClient(app)),
        )
    with writing(store) as session:
        life = current_life(session)
        desk = Desk(BureauId(BUREAU), life.id, Person(PersonId("16001"), "李建国", ("officer",)), life.signer)
        open_dossier(session, ExchangeNoted(text="一"), kind="inspection", desk=desk, clock=real)
    stick = tmp_path / "stick"
    (path,) = export_batches(ledger, stick)
    assert main(["import-batch", *where, str(path)]) == 0
    assert main(["import-batch", *where, str(path)]) == 0
    assert [receipted.accepted for receipted in import_receipts(ledger, stick)] == [1]
    assert main(["verify", *where]) == 0
    capsys.readouterr()
    engine = open_store(folder / "headquarters.db")
    with writing(engine) as session:
        take_guard_away(session.connection())
        session.connection().exec_driver_sql("update entry set body = x'00' where position = 1")
    engine.dispose()
    assert main(["verify", *where]) == 1
    assert "entry-damaged:1" in json.loads(capsys.readouterr().out)["why"]
    assert main(["revoke", *where, "--device", "0" * 32, "--reason", "遗失"]) == 1
    store.dispose()
    with pytest.raises(SystemExit):
        main(["unknown"])


def test_publishing_writes_the_bureaus_keys_and_a_lost_laptops_key_is_stopped_at_once(tmp_path, capsys):
    folder = tmp_path / "hq"
    identity = load_identity(folder / "identity.json", BUREAU)
    engine = open_headquarters(folder / "headquarters.db")
    with writing(engine) as session:
        at = {"enrolled_at": "", "seen_at": "", "lease_until": ""}
        session.add(Device(device="lost", bureau=BUREAU, name="", **at))
        session.add(Life(life="life", device="lost", bureau=BUREAU, key="ab" * 32, began_at="", certificate=b""))
    engine.dispose()
    where = ["--data-dir", str(folder), "--json"]
    assert main(["publish", *where]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["site"] == str(folder / "site")
    assert said["key"] == grouped_fingerprint(identity.public)
    listed = read_keys((folder / "site" / "v" / "keys.json").read_bytes())
    assert (listed.headquarters, listed.keys, listed.stopped) == (identity.public, ("ab" * 32,), ())
    assert main(["revoke", *where, "--device", "lost", "--reason", "遗失"]) == 0
    assert read_keys((folder / "site" / "v" / "keys.json").read_bytes()).stopped == ("ab" * 32,)


def test_the_command_hands_the_key_over_and_the_site_says_so_at_once(tmp_path, capsys):
    folder = tmp_path / "hq"
    before = load_identity(folder / "identity.json", "410526-QX")
    where = ["--data-dir", str(folder), "--json"]
    assert main(["publish", *where]) == 0
    assert main(["hand-over", *where]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    listed = read_keys((folder / "site" / "v" / "keys.json").read_bytes())
    assert (told["key"], told["former_key"]) == tuple(map(grouped_fingerprint, (listed.headquarters, before.public)))
    assert [(one.key, one.lost) for one in listed.former] == [(before.public, False)]
    assert listed.trusted_by(before.public) and "备份里的也要销毁" in told["notice"]
    page = (folder / "site" / "draws.html").read_text(encoding="utf-8")
    assert told["key"] in page and told["former_key"] in page and "为下一把公钥签名后交接" in page


def test_a_device_is_in_the_published_list_as_soon_as_it_is_enrolled(laptops, house):
    here = laptops("16001")
    keys = house.folder / "site" / "v" / "keys.json"
    assert not keys.exists()  # nothing was published yet
    with writing(house.engine) as session:
        write_site(session, house.folder / "site", house.clock, identity=house.identity)
    kept = read_keys(keys.read_bytes())
    here.ledger.run(lambda session: begin_life(session, reason=TOLD, clock=house.clock))
    here.sync()  # which announces the new life
    laptops("16002")
    listed = read_keys(keys.read_bytes())
    assert (len(kept.keys), len(listed.keys)) == (1, 3) and set(kept.keys) < set(listed.keys)
    assert (listed.bureau, listed.headquarters) == (kept.bureau, house.identity.public)
    keys.write_bytes(b"spoilt")
    laptops("16003")
    assert keys.read_bytes() == b"spoilt"  # the next publishing puts a good one there


def test_a_skewed_clock_is_recorded_at_headquarters(laptops, house, clock):
    from factories.clock import FakeClock

    from inspector_desktop.headquarters.tables import Device

    wrong = FakeClock(clock.now())
    wrong.advance(days=-3 * 365)
    here = laptops(clock=wrong)
    here.open("一")
    done = here.sync()
    assert done.accepted == 1
    assert done.skew_seconds == -3 * 365 * 86400
    with reading(house.engine) as session:
        from sqlmodel import select

        assert session.exec(select(Device.skew_seconds)).one() == -3 * 365 * 86400
