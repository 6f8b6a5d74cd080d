"""Receiving batches: statuses, receipts, judging entry by entry; on SQLite and on PostgreSQL."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.exchange import BUREAU, ExchangeNoted

from inspector_desktop.clock import stamp
from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.batch import Batch, read_batch, seal_batch
from inspector_desktop.exchange.receipts import read_receipt
from inspector_desktop.exchange.requests import sign_request
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.directory import revoke
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.heads import Sealed
from inspector_desktop.journal.judging import FOLLOWS, REVOKED, UNREADABLE
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.sync.outbox import next_batch
from inspector_desktop.sync.stations import read_enrolment
from inspector_desktop.sync.wire import Rejected


def sealed_by(one) -> tuple:
    enrolment = one.ledger.run(read_enrolment)
    one.wire.speaker = enrolment.speaker
    return one.ledger.run(lambda session: next_batch(session, bureau=BUREAU, speaker=enrolment.speaker)), enrolment


def asked(one, method: str, target: str, body: bytes, **changed):
    speaker = one.ledger.run(read_enrolment).speaker
    now = stamp(one.house.clock.now())
    signed = {"life": speaker.life, "method": method, "target": target, "body": body, "time": now, "clock": now}
    return sign_request(speaker.signer, **{**signed, **changed})


def test_a_repeat_gets_the_same_receipt_byte_for_byte(laptops, house):
    here = laptops()
    here.open("一")
    outgoing, enrolment = sealed_by(here)
    target = f"/v1/batches/{enrolment.device}/{outgoing.life}/1"
    with house.client() as client:
        first, second = (
            client.put(target, content=outgoing.content, headers=asked(here, "PUT", target, outgoing.content))
            for _ in range(2)
        )
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert len(house.entries()) == 1
    receipt = read_receipt(first.content, read_public(house.identity.public))
    assert [verdict.position for verdict in receipt.verdicts] == [1]


def test_other_bytes_are_a_conflict_and_a_gap_names_the_number_expected(laptops):
    here = laptops()
    here.open("一")
    outgoing, enrolment = sealed_by(here)
    here.wire.put_batch(1, outgoing.content)
    batch = read_batch(outgoing.content)
    other = seal_batch(Batch(BUREAU, enrolment.device, outgoing.life, 1, batch.entries * 2), enrolment.speaker.signer)
    with pytest.raises(Rejected) as conflict:
        here.wire.put_batch(1, other)
    assert conflict.value.reason == "forked"
    ahead = seal_batch(Batch(BUREAU, enrolment.device, outgoing.life, 5, batch.entries), enrolment.speaker.signer)
    with pytest.raises(Rejected) as gap:
        here.wire.put_batch(5, ahead)
    assert (gap.value.reason, gap.value.expected) == ("gap", 2)


def test_one_bad_entry_is_set_aside_and_holds_up_only_what_follows_it(laptops, house):
    here = laptops()
    first = here.open("一")
    here.note(first, "headquarters cannot apply this")
    here.note(first, "三")
    second = here.open("四")
    ExchangeNoted.refusing.add(BUREAU)
    try:
        outgoing, enrolment = sealed_by(here)
        receipt = read_receipt(here.wire.put_batch(1, outgoing.content), enrolment.identity)
    finally:
        ExchangeNoted.refusing.clear()
    assert [verdict.code for verdict in receipt.verdicts] == ["", UNREADABLE, FOLLOWS, ""]
    assert [verdict.position for verdict in receipt.verdicts] == [1, 0, 0, 2]
    assert house.texts(first) == ["一"]
    assert house.texts(second) == ["四"]
    with reading(house.engine) as session:
        assert rebuild(session).equal


@pytest.mark.parametrize("part", ["head", "signature", "body"])
def test_an_entry_that_does_not_verify_is_kept_and_counts_nowhere(laptops, house, part):
    here = laptops()
    dossier = here.open("一")
    here.open("二")
    outgoing, enrolment = sealed_by(here)
    batch = read_batch(outgoing.content)
    parts = {name: getattr(batch.entries[0], name) for name in ("head", "signature", "body")}
    flipped = bytearray(parts[part])
    flipped[10] ^= 1
    parts[part] = bytes(flipped)
    entries = (Sealed(**parts), *batch.entries[1:])
    spoilt = seal_batch(Batch(BUREAU, enrolment.device, outgoing.life, 1, entries), enrolment.speaker.signer)
    if part == "head":
        # The life's chain is broken with it: the next entry points back to other bytes.
        with pytest.raises(Rejected, match="rejected-forked"):
            here.wire.put_batch(1, spoilt)
        return
    receipt = read_receipt(here.wire.put_batch(1, spoilt), enrolment.identity)
    assert [verdict.code for verdict in receipt.verdicts] == [UNREADABLE, ""]
    assert house.texts(dossier) == []
    assert len(house.entries()) == 2


def test_a_revoked_device_is_served_nothing_but_its_batches_are_kept_aside(laptops, house):
    here = laptops()
    dossier = here.open("一")
    outgoing, enrolment = sealed_by(here)
    with writing(house.engine) as session:
        revoke(session, enrolment.device, clock=house.clock, reason="电脑遗失")
    receipt = read_receipt(here.wire.put_batch(1, outgoing.content), enrolment.identity)
    assert [verdict.code for verdict in receipt.verdicts] == [REVOKED]
    assert house.texts(dossier) == []
    for question in (
        lambda: here.wire.log(0, 10),
        here.wire.hello,
        here.wire.digest,
        lambda: here.wire.dossier_log(dossier, 0),
    ):
        with pytest.raises(Rejected, match="rejected-revoked"):
            question()


def test_only_the_life_itself_may_ask_and_only_once_and_only_now(laptops, house, clock):
    here, there = laptops("16001"), laptops("16002")
    target = "/v1/log?after=0&limit=10"
    with house.client() as client:
        assert client.get(target).status_code == 401
        headers = asked(here, "GET", target, b"")
        assert client.get(target, headers=headers).status_code == 200
        assert client.get(target, headers=headers).headers["inspector-code"] == "replayed"
        assert client.get("/v1/log?after=0&limit=11", headers=asked(here, "GET", target, b"")).status_code == 401
        other = asked(here, "GET", target, b"", life=there.desk().life)
        assert client.get(target, headers=other).status_code == 401
        early = asked(here, "GET", target, b"")
        clock.advance(seconds=301)
        assert client.get(target, headers=early).headers["inspector-code"] == "clock"


def test_texts_that_postgresql_cannot_hold_are_set_aside_on_both_databases(laptops, house):
    here = laptops()
    dossier = here.open("一")
    here.note(dossier, "a\x00b")
    outgoing, enrolment = sealed_by(here)
    receipt = read_receipt(here.wire.put_batch(1, outgoing.content), enrolment.identity)
    assert [verdict.code for verdict in receipt.verdicts] == ["", UNREADABLE]


def test_a_receipt_of_another_headquarters_is_not_believed(laptops):
    here = laptops()
    here.open("一")
    outgoing, _ = sealed_by(here)
    document = here.wire.put_batch(1, outgoing.content)
    with pytest.raises(Disagreed, match="error-exchange-signature"):
        read_receipt(document, Ed25519PrivateKey.generate().public_key())
