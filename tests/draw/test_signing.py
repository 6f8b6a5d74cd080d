"""The signature beside a transcript: whatever is altered is refused, and whose key signed is told, by all three."""

import json
import random

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.browser import Browser, resealed_alteration_of, unsealed_alteration_of
from factories.signed import AT, DEVICE, FORGER, HEADQUARTERS, LOST, PIN, a_list, judged_alike, signed

from inspector_desktop.assets import resource
from inspector_desktop.draw.signing import beside, read_pin, sign_transcript, signed_alike
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.handovers import hand_over
from inspector_desktop.exchange.published import grouped_fingerprint, write_keys
from inspector_desktop.exchange.signed import public_text

FILE = vector.transcript()
BUREAU = str(inputs.read_content(FILE)["frozen"]["bureau"])


@pytest.fixture(scope="module")
def ask(page):
    engine = Browser()
    yield lambda *given: judged_alike(engine, page, *given)
    engine.close()


def resealed(**parts) -> bytes:
    return inputs.write(inputs.reseal(inputs.read_content(FILE) | parts))


def unsealed_alterations() -> dict[str, bytes]:
    """What no hash of the transcript holds, altered and sealed again: the calculation accepts each."""
    content = inputs.read_content(FILE)
    void = {"at": "2026-05-01T00:00:00Z", "reason": "重抽", "approver": "局长", "event": "held"}
    changes = [content["changes"][0] | {"approver": "别人"}, *content["changes"][1:]]
    return {
        "witness": resealed(seed=content["seed"] | {"witnesses": ["没有来过的人"]}),
        "void": resealed(void=void),
        "anchors": resealed(anchors=["receipt 1"]),
        "closed": resealed(opened={}),
        "approver": resealed(changes=changes),
    }


@pytest.mark.obligation("F098")
def test_a_signed_transcript_is_accepted_and_the_key_is_told(ask):
    accepted, found = ask(FILE, signed(FILE))
    assert (accepted, found.state, found.standing) == (True, "matches", "unknown")
    assert (found.key, found.signed_at) == (grouped_fingerprint(public_text(HEADQUARTERS)), AT)
    assert ask(FILE, signed(FILE), None, PIN)[1].standing == "pinned"
    assert ask(FILE, signed(FILE), None, public_text(HEADQUARTERS))[1].standing == "pinned"
    for signer, standing in ((HEADQUARTERS, "headquarters"), (DEVICE, "device")):
        for pin in ("", PIN):
            accepted, found = ask(FILE, signed(FILE, signer), a_list(BUREAU), pin)
            assert (accepted, found.standing, found.list_until) == (True, standing, "2026-11-20")


@pytest.mark.parametrize("what", ["witness", "void", "anchors", "closed", "approver"])
def test_what_no_hash_seals_cannot_be_altered_once_it_is_signed(ask, what):
    altered = unsealed_alterations()[what]
    assert verify(altered).verified  # which is why there is a signature
    signature = signed(FILE)
    assert ask(altered, None)[1].state == "none"
    for keys, pin in ((None, ""), (None, PIN), (a_list(BUREAU), ""), (a_list(BUREAU), PIN)):
        accepted, found = ask(altered, signature, keys, pin)
        assert (accepted, found.why) == (False, "draw-signature-file")
    forged = signed(altered, FORGER)
    assert ask(altered, forged)[1].standing == "unknown"  # without a key nobody can know
    for keys, pin, why in (
        (None, PIN, "draw-signature-other"),
        (a_list(BUREAU), "", "draw-signature-unlisted"),
        (a_list(BUREAU, FORGER), PIN, "draw-signature-list"),
    ):
        accepted, found = ask(altered, forged, keys, pin)
        assert (accepted, found.why) == (False, why)
    for keys, pin in ((None, PIN), (a_list(BUREAU), "")):
        accepted, found = ask(altered, None, keys, pin)  # taking the signature away does not help either
        assert (accepted, found.why) == (False, "draw-signature-missing")


def test_a_lost_device_signs_no_more_and_another_bureaus_list_is_none(ask):
    accepted, found = ask(FILE, signed(FILE, LOST), a_list(BUREAU))
    assert (accepted, found.why, found.facts["day"]) == (False, "draw-signature-unlisted", "2026-11-20")
    assert ask(FILE, signed(FILE), a_list("999999-QX"))[1].why == "draw-signature-unlisted"


def test_a_signature_of_another_number_or_bureau_is_refused(ask):
    for more in ({"number": 2}, {"bureau": "999999-QX"}):
        assert ask(FILE, signed(FILE, **more), None, PIN)[1].why == "draw-signature-which"


def test_no_byte_of_a_signature_or_of_a_list_may_change(ask):
    signature, keys, rng = signed(FILE), a_list(BUREAU), random.Random(1)
    for _ in range(40):
        for file, others in ((signature, lambda one: (one, keys, PIN)), (keys, lambda one: (signature, one, PIN))):
            at, act = rng.randrange(len(file)), rng.randrange(3)
            byte = bytes([file[at] ^ (1 << rng.randrange(8))])
            changed = (file[:at] + byte + file[at + 1 :], file[:at] + byte + file[at:], file[:at] + file[at + 1 :])[act]
            assert changed == file or not ask(FILE, *others(changed))[0]
    for given in (b"", b"{}\n", signature[:-1], signature + b"\n", b" " + signature, FILE, keys):
        assert ask(FILE, given)[1].why == "draw-signature-form"
    for given in (b"", b"{}\n", keys + b"\n", FILE, signature):
        assert ask(FILE, signature, given)[1].why == "error-keys-form"


def test_a_signature_over_the_same_content_of_another_kind_of_document_is_none(ask):
    content = json.loads(signed(FILE))
    del content["signature"]
    spelt = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    for domain in (b"", b"keys-1\n", b"ticket-v1\n"):
        other = content | {"signature": HEADQUARTERS.sign(domain + spelt).hex()}
        file = json.dumps(other, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        assert ask(FILE, file)[1].why == "draw-signature-wrong"
    other = content | {"signature": HEADQUARTERS.sign(b"ticket-v1-signature\n" + spelt).hex()}
    assert ask(FILE, json.dumps(other, sort_keys=True, separators=(",", ":")).encode() + b"\n")[0]


def test_random_alterations_of_signed_transcripts_sealed_again_are_all_refused(ask):
    for number in range(30):
        rng = random.Random(number)
        original = inputs.a_transcript(rng)
        if number % 2:
            altered = unsealed_alteration_of(rng, original)
            assert verify(altered).verified
        else:
            altered = resealed_alteration_of(rng, original, 2, commitment=number % 4 == 0)
        content = inputs.read_content(original)
        given = (signed(original), a_list(str(content["frozen"]["bureau"])), PIN)
        assert ask(original, *given)[0]
        assert altered == original or not ask(altered, *given)[0]


def test_the_published_signature_of_the_vector_is_the_one_made_with_the_published_key():
    """The secret key of RFC 8032, 7.1, test 1: of course no bureau's."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = Ed25519PrivateKey.from_private_bytes(secret)
    made = sign_transcript(FILE, bureau=BUREAU, number=1, signer=key, signed_at="2026-04-22T01:00:00Z")
    assert resource("site", "ticket-v1-vector.sig.json").read_bytes() == made
    second = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")  # TEST 2
    following = Ed25519PrivateKey.from_private_bytes(second)
    passed = hand_over(key, public_text(following), "2026-05-01T00:00:00Z")
    keys = write_keys(
        following, bureau=BUREAU, keys=(), stopped=(), revoked=(), known_until="2026-05-02", former=(passed,)
    )  # fmt: skip
    assert resource("site", "ticket-v1-keys.json").read_bytes() == keys


def test_a_signature_lies_beside_its_file_and_is_known_again(tmp_path):
    assert beside(tmp_path / "7.json").name == "7.sig.json"
    assert beside(tmp_path / "记录").name == "记录.sig.json"
    key = public_text(HEADQUARTERS)
    assert signed_alike(signed(FILE), FILE, key)
    assert not signed_alike(signed(FILE), FILE + b"x", key)
    assert not signed_alike(signed(FILE, DEVICE), FILE, key)
    assert not signed_alike(b"", FILE, key)


def test_a_fingerprint_is_read_as_people_type_it():
    assert read_pin(grouped_fingerprint(public_text(HEADQUARTERS)).upper() + " ") == PIN
    for typed in ("abc", PIN[:-1], PIN + "0", "g" * 32):
        with pytest.raises(Refused):
            read_pin(typed)
