"""Evidence on a stick: sizes before, resumed after, verified and receipted at headquarters, receipts back in."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import pytest
from factories.exchange import laptop, open_house

from inspector_desktop.errors import Refused
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.stick import take_stick
from inspector_desktop.sync import stick_evidence
from inspector_desktop.sync.evidence import unsent_count
from inspector_desktop.sync.stick import export_batches, import_receipts
from inspector_desktop.sync.stick_evidence import export_evidence, import_evidence_receipts, measure

PHOTOS = [bytes([number]) * (300_000 + number) for number in range(1, 5)]
NAMES = sorted(hashlib.sha256(one).hexdigest() for one in PHOTOS)


class Room(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def house(tmp_path, clock):
    return open_house(tmp_path / "headquarters.db", tmp_path / "hq", clock)


@pytest.fixture
def here(house, tmp_path):
    one = laptop(house, tmp_path / "laptop.db")
    dossier = one.open("一", photo=PHOTOS[0])
    for number, photo in enumerate(PHOTOS[1:], 2):
        one.note(dossier, str(number), photo=photo)
    return one


def waiting(one):
    return one.ledger.run(unsent_count)


def taken(house, folder):
    return take_stick(house.engine, house.identity, Depot(house.folder / "evidence"), [folder], house.clock)


def test_photographs_go_with_their_records_and_are_receipted_as_over_the_network(here, house, tmp_path):
    stick = tmp_path / "U盘"
    load = measure(here.ledger, stick)
    assert (load.batches, load.pieces, load.there) == (1, 4, 0)
    assert load.bytes > sum(len(one) for one in PHOTOS)
    assert load.fits
    export_batches(here.ledger, stick)
    told = []
    export_evidence(here.ledger, stick, lambda done, whole: told.append((done, whole)))
    assert sorted(path.stem for path in stick.glob("*.evidence")) == NAMES
    assert told[-1] == (sum(map(len, PHOTOS)), sum(map(len, PHOTOS)))
    found = taken(house, stick)
    assert ([one["entries"] for one in found.batches], found.evidence, found.left) == ([4], 4, [])
    assert waiting(here) == 4, "nothing counts as received before the receipts are back"
    assert [one.accepted for one in import_receipts(here.ledger, stick)] == [4]
    assert import_evidence_receipts(here.ledger, stick) == 4
    assert waiting(here) == 0
    assert import_evidence_receipts(here.ledger, stick) == 0
    assert here.sync().evidence_sent == 0, "over the network nothing is left to send"


def test_a_stick_pulled_half_way_is_gone_on_with_where_it_stopped(here, house, tmp_path):
    class PulledOutError(Exception):
        pass

    def pull(done, whole):
        if done > whole // 2:
            raise PulledOutError

    with pytest.raises(PulledOutError):
        export_evidence(here.ledger, tmp_path, pull)
    first = sorted(tmp_path.glob("*.evidence"))
    assert 0 < len(first) < 4
    spoilt = first[0]
    spoilt.write_bytes(bytes(spoilt.stat().st_size))  # as a bad stick might give it back
    assert measure(here.ledger, tmp_path).there == len(first)
    written = export_evidence(here.ledger, tmp_path)
    assert len(written) == 4 - len(first) + 1, "what is there and whole is not written again"
    assert hashlib.sha256(spoilt.read_bytes()).hexdigest() == spoilt.stem


def test_a_stick_that_is_too_small_is_refused_with_the_figures_before_anything_is_written(here, tmp_path, monkeypatch):
    monkeypatch.setattr(stick_evidence.shutil, "disk_usage", lambda _folder: Room(8_000_000, 7_000_000, 1_000_000))
    assert not measure(here.ledger, tmp_path).fits
    with pytest.raises(Refused) as caught:
        export_evidence(here.ledger, tmp_path / "盘")
    assert (caught.value.code, caught.value.facts) == ("refused-stick-room", {"needed": "5.1", "free": "1.0"})
    assert not (tmp_path / "盘").exists()


def test_what_no_record_cites_or_is_not_what_its_name_says_is_left_and_told(here, house, tmp_path):
    export_evidence(here.ledger, tmp_path)  # the batches were forgotten
    found = taken(house, tmp_path)
    assert found.evidence == 0
    assert {one["why"] for one in found.left} == {"not-cited"}
    export_batches(here.ledger, tmp_path)
    spoilt = tmp_path / f"{NAMES[0]}.evidence"
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"x")
    found = taken(house, tmp_path)
    assert (found.evidence, found.left) == (3, [{"file": spoilt.name, "why": "spoilt"}])
    import_receipts(here.ledger, tmp_path)
    assert import_evidence_receipts(here.ledger, tmp_path) == 3
    assert waiting(here) == 1
    (tmp_path / f"{NAMES[0]}.evidence-receipt").write_bytes(b"made up")
    assert import_evidence_receipts(here.ledger, tmp_path) == 0
    assert here.sync().evidence_sent == 1
