"""Batches, pages and signed documents: what was written is read, and anything else is named damaged or not believed."""

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.batch import (
    MOST_ENTRIES,
    MOST_PLAIN,
    TARGET_BYTES,
    Batch,
    check_batch,
    fill,
    read_batch,
    seal_batch,
)
from inspector_desktop.exchange.enrolment import Code, read_code, read_request, write_code, write_request
from inspector_desktop.exchange.frames import Parts, unpack, write_parts
from inspector_desktop.exchange.numbers import Wanted, read_wanted, write_wanted
from inspector_desktop.exchange.pages import LOG_START, Line, Page, next_link, read_page, write_page
from inspector_desktop.exchange.receipts import BatchReceipt, Verdict, read_receipt, write_receipt
from inspector_desktop.journal.heads import Sealed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
DEVICE, LIFE = "d" * 32, "e" * 32
ENTRIES = tuple(Sealed(b"head %d" % number, bytes(64), b"body" * number) for number in range(1, 4))
SEALED = seal_batch(Batch("410526-QX", DEVICE, LIFE, 7, ENTRIES), KEY)
RECEIPT = BatchReceipt(
    "410526-QX",
    DEVICE,
    LIFE,
    7,
    "a" * 64,
    "2026-11-20T06:15:00Z",
    (Verdict(1, "b" * 64, 9), Verdict(2, "c" * 64, 0, "not-next")),
)


def page(count: int = 2) -> Page:
    chain, lines = LOG_START, []
    for position in range(1, count + 1):
        entry = Sealed(b"head %d" % position, bytes(64), b"body")
        chain = next_link(chain, entry.hash)
        lines.append(Line(position, entry.hash, entry if position % 2 else None))
    return Page("410526-QX", "", 0, count, LOG_START, chain, tuple(lines), (b"certificate",))


def test_a_batch_is_read_as_it_was_sealed():
    batch = read_batch(SEALED)
    assert (batch.device, batch.life, batch.number, batch.entries) == (DEVICE, LIFE, 7, ENTRIES)
    check_batch(SEALED, KEY.public_key())
    with pytest.raises(Disagreed):
        check_batch(SEALED, OTHER.public_key())


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_batch_passes(place, bit):
    changed = bytearray(SEALED)
    changed[place] ^= 1 << bit
    with pytest.raises(Disagreed):  # the signature covers every byte
        check_batch(bytes(changed), KEY.public_key())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_damaged_and_nothing_else_happens(content):
    for read in (read_batch, lambda given: unpack(given, 1000), lambda given: Parts(given).next(10**6)):
        try:
            read(content)
        except Damaged:
            continue
        assert read is not read_batch


def test_a_frame_that_would_grow_beyond_the_limit_is_refused_before_it_is_unpacked():
    bomb = zstandard.ZstdCompressor().compress(bytes(MOST_PLAIN + 1))
    assert len(bomb) < 10_000
    with pytest.raises(Damaged):
        read_batch(bytes(64) + bomb)
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(1000))
    with pytest.raises(Damaged):
        unpack(silent, MOST_PLAIN)


def test_a_batch_is_closed_at_its_size_and_takes_a_large_entry_alone():
    large = Sealed(b"head", bytes(64), bytes(TARGET_BYTES))
    small = Sealed(b"head", bytes(64), b"body")
    assert len(fill([large, small])) == 1
    assert len(fill([small, large, small])) == 1
    assert len(fill([small] * 600)) == MOST_ENTRIES
    assert fill([]) == ()


@given(st.lists(st.binary(max_size=50), max_size=8))
def test_parts_are_read_as_they_were_written_and_nothing_may_follow(parts):
    written = write_parts(parts)
    reader = Parts(written)
    assert [reader.next(50) for _ in parts] == parts
    reader.end()
    with pytest.raises(Damaged):
        Parts(written + b"\x00").next(len(written)) if not parts else Parts(written + b"\x00").end()


def test_a_receipt_is_believed_only_from_the_pinned_headquarters():
    document = write_receipt(RECEIPT, KEY)
    assert read_receipt(document, KEY.public_key()) == RECEIPT
    assert write_receipt(RECEIPT, KEY) == document
    with pytest.raises(Disagreed, match="error-exchange-signature"):
        read_receipt(document, OTHER.public_key())
    with pytest.raises(Disagreed):
        read_receipt(document[:-1] + b" ", KEY.public_key())


def test_a_receipt_that_accepts_without_a_position_is_damaged():
    broken = BatchReceipt(**{**RECEIPT.__dict__, "verdicts": (Verdict(1, "b" * 64, 0),)})
    with pytest.raises(Damaged):
        read_receipt(write_receipt(broken, KEY), KEY.public_key())


def test_a_signed_document_of_one_kind_is_not_taken_for_another():
    wanted = Wanted("f" * 32, DEVICE, "notice", 2026, 20)
    document = write_wanted(wanted, KEY)
    assert read_wanted(document, KEY.public_key()) == wanted
    with pytest.raises(Damaged):
        read_receipt(document, KEY.public_key())
    with pytest.raises(Damaged):
        read_wanted(write_wanted(Wanted("f" * 32, DEVICE, "notice", 2026, 0), KEY), KEY.public_key())


def test_a_page_is_read_as_written_and_a_missing_line_is_noticed():
    written = page(4)
    assert read_page(write_page(written, KEY), KEY.public_key()) == written
    lines = written.lines
    for broken in (
        Page(**{**written.__dict__, "lines": lines[:1] + lines[2:]}),
        Page(**{**written.__dict__, "lines": lines[:-1]}),
        Page(**{**written.__dict__, "lines": (lines[1], lines[0], *lines[2:])}),
        Page(**{**written.__dict__, "chain_before": "1" * 64}),
    ):
        with pytest.raises(Damaged):
            read_page(write_page(broken, KEY), KEY.public_key())


@given(
    address=st.sampled_from(["http://10.0.0.5:8400", "https://局服务器.example/查"]),
    secret=st.binary(min_size=16, max_size=16),
)
def test_a_code_survives_copying_by_hand(address, secret):
    code = Code(address, "410526-QX", "ab" * 32, secret)
    written = write_code(code)
    assert read_code(written) == code
    assert read_code(written.lower().replace("-", "\n ")) == code
    with pytest.raises(Damaged, match="error-code-misspelt"):
        read_code(written[:-3])


def test_a_request_for_enrolment_proves_the_secret_without_showing_it():
    code = Code("http://10.0.0.5", "410526-QX", "ab" * 32, b"0123456789abcdef")
    document = write_request(code, name="便携机", life=LIFE, signer=KEY)
    request = read_request(document)
    assert (request.life, request.code) == (LIFE, code.name)
    assert code.secret not in document
    assert code.secret.hex().encode() not in document
    with pytest.raises(Disagreed):
        read_request(document[:10] + bytes([document[10] ^ 1]) + document[11:])
