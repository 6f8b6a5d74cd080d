"""The strict rule for Ed25519 and the list of keys, judged alike by the program and both published verifiers."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.browser import Browser, published_verifier

from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.published import (
    fingerprint,
    grouped_fingerprint,
    read_keys,
    sign_statement,
    write_keys,
)
from inspector_desktop.exchange.strict import verifies

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
# RFC 8032, 7.1: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        ("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
        "5141438e7a100b"),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        ("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
        "0d291612bb0c00"),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        ("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0"
        "27beceea1ec40a"),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        ("dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9"
        "bef1177331a704"),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def three():
    """All three answers to one signature, made sure to be one."""
    engine, published = Browser(), published_verifier()

    def ask(key: bytes, signature: bytes, message: bytes) -> bool:
        answer = verifies(key, signature, message)
        told = (engine.holds(key, signature, message), published.ed25519(key, signature, message))
        assert told == (answer, answer), (key.hex(), signature.hex(), message.hex())
        return answer

    yield ask
    engine.close()


@pytest.fixture(scope="module")
def curve():
    """The published verifier's points, to make signatures that no honest key makes."""
    return published_verifier()


def encoded(curve, point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P % 2) << 255).to_bytes(32, "little")


def hashed(r: bytes, key: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L


def torsion(curve):
    """A point of order 8."""
    for seed in range(100):
        point = curve.point_of(hashlib.sha256(b"%d" % seed).digest())
        if point is not None:
            small = curve.times(L, point)
            if encoded(curve, curve.times(4, small)) != encoded(curve, curve.times(8, small)):
                return small
    raise AssertionError


@pytest.mark.parametrize(("secret", "key", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032_hold_and_no_byte_of_them_may_change(three, secret, key, message, signature):
    parts = [bytes.fromhex(one) for one in (key, signature, message)]
    made = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert (made.public_key().public_bytes_raw(), made.sign(parts[2])) == (parts[0], parts[1])
    assert three(*parts)
    for at, bit in ((0, 1), (31, 128), (32, 1), (40, 8), (63, 16), (63, 128)):
        changed = bytearray(parts[1])
        changed[at] ^= bit
        assert not three(parts[0], bytes(changed), parts[2])
    assert not three(parts[0], parts[1], parts[2] + b"x")
    assert not three(bytes([parts[0][0] ^ 1]) + parts[0][1:], parts[1], parts[2])


@pytest.mark.parametrize("length", [0, 31, 32, 63, 65, 96, 128])
def test_a_signature_of_another_length_does_not_hold(three, length):
    _, key, message, signature = (bytes.fromhex(one) for one in RFC_8032[1])
    assert not three(key, (signature * 2)[:length], message)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_does_not_hold(three, length):
    _, key, message, signature = (bytes.fromhex(one) for one in RFC_8032[1])
    assert not three((key * 2)[:length], signature, message)


def test_s_at_or_beyond_the_order_does_not_hold(three):
    _, key, message, signature = (bytes.fromhex(one) for one in RFC_8032[1])
    s = int.from_bytes(signature[32:], "little")
    for more in (L, 2 * L, 8 * L):
        assert not three(key, signature[:32] + (s + more).to_bytes(32, "little"), message)
    for whole in (L, L - 1, 0, 2**256 - 1):
        assert not three(key, signature[:32] + whole.to_bytes(32, "little"), message)


def test_keys_of_small_order_do_not_hold_in_any_spelling(three, curve):
    """With such a key one signature is good for any message: R is the neutral element, S is 0."""
    small, neutral = torsion(curve), encoded(curve, (0, 1, 1, 0))
    keys = {encoded(curve, curve.times(k, small)) for k in range(8)}
    assert len(keys) == 8
    for key in keys:
        y = int.from_bytes(key, "little")
        spelt = {key, (y ^ 2**255).to_bytes(32, "little")}
        if y % 2**255 < 19:
            spelt |= {(one + P).to_bytes(32, "little") for one in (y % 2**255, y % 2**255 + 2**255)}
        for one in spelt:
            for r in (neutral, key, one):
                assert not three(one, r + bytes(32), b"message")


def test_a_key_that_is_no_point_or_spelt_beyond_p_does_not_hold(three):
    signature = bytes.fromhex(RFC_8032[0][3])
    for y in (2, 7, P, P + 1, P + 18, 2**255 - 1, 2**256 - 1):
        assert not three(y.to_bytes(32, "little"), signature, b"")


def test_without_the_cofactor_a_mixed_key_and_a_mixed_r_are_judged_alike(three, curve):
    """A key with a part of order 8: it depends on the message, and the three agree on each."""
    small, a, r = torsion(curve), 0x1234567890ABCDEF, 0x0FEDCBA987654321
    key = encoded(curve, curve.add(curve.times(a, curve.BASE), small))
    plain = encoded(curve, curve.times(a, curve.BASE))
    point = curve.times(r, curve.BASE)
    given = set()
    for number in range(24):
        message, start = b"%d" % number, encoded(curve, point)
        s = (r + hashed(start, key, message) * a) % L
        given.add(three(key, start + s.to_bytes(32, "little"), message))
        mixed = encoded(curve, curve.add(point, small))
        s = (r + hashed(mixed, plain, message) * a) % L
        assert not three(plain, mixed + s.to_bytes(32, "little"), message)
    assert given == {True, False}


def test_r_of_small_order_holds_when_it_is_what_is_computed(three, curve):
    a, start = 0x1234567890ABCDEF, encoded(curve, (0, 1, 1, 0))
    key = encoded(curve, curve.times(a, curve.BASE))
    s = hashed(start, key, b"m") * a % L
    assert three(key, start + s.to_bytes(32, "little"), b"m")
    spelt = (1 + P).to_bytes(32, "little")
    s = hashed(spelt, key, b"m") * a % L
    assert not three(key, spelt + s.to_bytes(32, "little"), b"m")


def a_list(signer: Ed25519PrivateKey, **more) -> bytes:
    given = {"bureau": "410526-QX", "keys": ["ab" * 32, "01" * 32], "stopped": ["ab" * 32], "revoked": ["12" * 8]}
    return write_keys(signer, **given | {"known_until": "2026-11-20"} | more)


def test_a_list_of_keys_is_read_as_it_was_written_and_not_with_any_byte_changed(curve):
    signer = Ed25519PrivateKey.from_private_bytes(bytes(32))
    document = a_list(signer)
    found = read_keys(document)
    assert (found.bureau, found.keys, found.stopped) == ("410526-QX", ("01" * 32, "ab" * 32), ("ab" * 32,))
    assert (found.revoked, found.known_until) == (("12" * 8,), "2026-11-20")
    assert curve.read_keys(document)[1] == found.headquarters
    for at in range(0, len(document), 7):
        with pytest.raises((Damaged, Disagreed)):
            read_keys(document[:at] + bytes([document[at] ^ 1]) + document[at + 1 :])
    with pytest.raises(Damaged):
        read_keys(document + b"\n")


def test_a_signature_for_another_kind_of_document_is_none_for_a_list(curve):
    signer = Ed25519PrivateKey.from_private_bytes(bytes(32))
    content = {
        "bureau": "410526-QX", "format": "keys-1", "headquarters": signer.public_key().public_bytes_raw().hex(),
        "keys": [], "known_until": "2026-11-20", "revoked": [], "stopped": [],
    }  # fmt: skip
    assert read_keys(sign_statement("keys-1", content, signer)).keys == ()
    with pytest.raises(Disagreed):
        read_keys(sign_statement("ticket-v1-signature", content, signer))


def test_a_fingerprint_begins_with_the_id_that_stands_on_papers():
    from inspector_desktop.paper.code import key_id

    key = RFC_8032[0][1]
    assert fingerprint(key).startswith(key_id(bytes.fromhex(key)).hex())
    assert grouped_fingerprint(key).split(" ") == [fingerprint(key)[at : at + 4] for at in range(0, 32, 4)]
