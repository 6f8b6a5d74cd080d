"""Every bit of an entry is under its seal, and a head has one spelling only."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.errors import Damaged
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, check_seal, read_body, read_head, seal, write_body

SIGNER = Ed25519PrivateKey.generate()
PUBLIC = SIGNER.public_key()
BODY = write_body({"text": "一切正常"})
HEAD = Head(
    id="1" * 32, bureau="410526-QX", dossier="2" * 32, dossier_kind="inspection", number=1, kind="test.noted",
    version=1, occurred_at="2026-11-20T06:15:00Z", entered_at="2026-11-20T06:15:00Z", person="16001", life="3" * 32,
    life_number=1, life_previous=NO_HASH, dossier_previous=NO_HASH, body="",
)  # fmt: skip


def sealed(body=BODY) -> Sealed:
    from inspector_desktop.digest import sha256_hex

    return seal(replace(HEAD, body=sha256_hex(body)), body, SIGNER)


def test_every_single_bit_of_head_signature_and_body_is_guarded():
    whole = sealed()
    parts = {"head": whole.head, "signature": whole.signature, "body": whole.body}
    for name, content in parts.items():
        for bit in range(len(content) * 8):
            changed = bytearray(content)
            changed[bit // 8] ^= 1 << bit % 8
            with pytest.raises(Damaged):
                check_seal(Sealed(**{**parts, name: bytes(changed)}), PUBLIC)


@given(st.data())
@settings(max_examples=200)
def test_any_cut_or_addition_is_refused(data):
    whole = sealed()
    name = data.draw(st.sampled_from(["head", "signature", "body"]))
    content = getattr(whole, name)
    at = data.draw(st.integers(0, len(content)))
    added = data.draw(st.binary(max_size=3))
    changed = content[:at] + added + content[data.draw(st.integers(at, len(content))) :]
    if changed == content or (name == "body" and not changed):
        return
    with pytest.raises(Damaged):
        check_seal(replace(whole, **{name: changed}), PUBLIC)


def test_an_erased_body_leaves_a_head_that_verifies():
    assert check_seal(replace(sealed(), body=b""), PUBLIC).dossier == HEAD.dossier


def test_another_life_cannot_have_signed_it():
    with pytest.raises(Damaged, match="error-entry-signature"):
        check_seal(sealed(), Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(
    "spelling",
    [
        lambda head: json.dumps(json.loads(head)).encode(),
        lambda head: head + b" ",
        lambda head: head.replace(b'"number":1', b'"number":1.0'),
        lambda head: head.replace(b'"number":1', b'"number":"1"'),
        lambda head: head.replace(b'"number":1', b'"number":true'),
        lambda head: head.replace(b'"version":1', b'"version":1,"x":1'),
        lambda head: head.replace(b"entry-1", b"entry-2"),
        lambda head: head.replace(b'"person":"16001"', b'"person":null'),
        lambda _: b"[]",
        lambda _: b"\xff",
        lambda _: b"",
    ],
)
def test_a_head_has_one_spelling(spelling):
    changed = spelling(sealed().head)
    assert changed != sealed().head
    with pytest.raises(Damaged):
        read_head(changed)


def test_a_head_is_read_back_as_it_was():
    assert read_head(sealed().head).encode() == sealed().head


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"fact":[]}', b'{"fact":1}', b"null", b"\xff"])
def test_bytes_that_are_no_body_are_damage(body):
    with pytest.raises(Damaged):
        read_body(body)


def test_two_bodies_of_one_fact_differ_so_that_nobody_guesses_them_by_their_hash():
    assert len({write_body({"answer": "否"}) for _ in range(50)}) == 50
