"""From one headquarters key to the next: what a reader of the published list accepts, by all three verifiers."""

import json
import random
from argparse import Namespace
from itertools import product

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.browser import Browser
from factories.signed import DEVICE, FORGER, HEADQUARTERS, a_list, judged_alike
from factories.signed import signed as signed_now

from inspector_desktop.commands.verifying import verify_draw
from inspector_desktop.draw.signing import sign_transcript
from inspector_desktop.exchange.handovers import Handover, hand_over
from inspector_desktop.exchange.published import fingerprint, grouped_fingerprint, read_keys, sign_statement
from inspector_desktop.exchange.signed import public_text

FILE = vector.transcript()
BUREAU = str(inputs.read_content(FILE)["frozen"]["bureau"])
FIRST, SECOND = (Ed25519PrivateKey.from_private_bytes(bytes(range(at, at + 32))) for at in (10, 11))
EARLY, LATE = "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"
CHAIN = (hand_over(FIRST, public_text(SECOND), EARLY), hand_over(SECOND, public_text(HEADQUARTERS), LATE))
LOST = (CHAIN[0], Handover(LATE, public_text(SECOND), public_text(HEADQUARTERS)))


@pytest.fixture(scope="module")
def ask(page):
    engine = Browser()
    yield lambda *given: judged_alike(engine, page, *given)
    engine.close()


def signed(signer: Ed25519PrivateKey, at: str) -> bytes:
    return sign_transcript(FILE, bureau=BUREAU, number=1, signer=signer, signed_at=at)


def pin(key: Ed25519PrivateKey) -> str:
    return fingerprint(public_text(key))


@pytest.mark.obligation("F098")
def test_a_former_key_counts_for_what_it_signed_before_it_gave_way_and_for_nothing_after(ask):
    keys = a_list(BUREAU, former=CHAIN)
    for signer, at, why in (
        (FIRST, "2026-09-30T23:59:59Z", ""), (FIRST, EARLY, "draw-signature-handed"),
        (FIRST, "2026-10-15T00:00:00Z", "draw-signature-handed"), (SECOND, "2026-10-15T00:00:00Z", ""),
        (SECOND, LATE, "draw-signature-handed"), (FORGER, "2026-09-01T00:00:00Z", "draw-signature-unlisted"),
    ):  # fmt: skip
        accepted, found = ask(FILE, signed(signer, at), keys)
        assert (accepted, found.why, found.standing) == (not why, why, "" if why else "former")
    for signer, standing in ((HEADQUARTERS, "headquarters"), (DEVICE, "device")):
        assert ask(FILE, signed(signer, "2026-11-20T00:00:00Z"), keys)[1].standing == standing


@pytest.mark.obligation("F098")
def test_a_fingerprint_printed_before_leads_to_the_list_of_today_by_signatures_alone(ask):
    for trusted in (FIRST, SECOND, HEADQUARTERS):
        for given in (pin(trusted), public_text(trusted)):
            accepted, found = ask(FILE, signed_now(FILE), a_list(BUREAU, former=CHAIN), given)
            assert (accepted, found.pinned, found.list_key) == (
                True, True, grouped_fingerprint(public_text(HEADQUARTERS)),
            )  # fmt: skip
    assert ask(FILE, signed_now(FILE), a_list(BUREAU, former=CHAIN), pin(DEVICE))[1].why == "draw-signature-list"
    for trusted, accepted in ((FIRST, False), (SECOND, False), (HEADQUARTERS, True)):
        assert ask(FILE, signed_now(FILE), a_list(BUREAU, former=LOST), pin(trusted))[0] == accepted
    twice = (Handover(EARLY, public_text(FIRST), public_text(SECOND)), CHAIN[1])
    for trusted, accepted in ((FIRST, False), (SECOND, True)):
        assert ask(FILE, signed_now(FILE), a_list(BUREAU, former=twice), pin(trusted))[0] == accepted


def test_a_lost_key_counts_for_nothing_whenever_it_says_it_signed(ask):
    accepted, found = ask(FILE, signed(SECOND, "2026-10-15T00:00:00Z"), a_list(BUREAU, former=LOST))
    assert (accepted, found.why) == (False, "draw-signature-lost")
    assert ask(FILE, signed(FIRST, "2026-09-15T00:00:00Z"), a_list(BUREAU, former=LOST))[1].standing == "former"
    found = ask(FILE, signed_now(FILE), a_list(BUREAU, former=LOST))[1]
    assert found.lost == grouped_fingerprint(public_text(SECOND))


def test_the_command_says_what_the_list_declares(tmp_path):
    for name, content in (
        ("1.json", FILE),
        ("1.sig.json", signed_now(FILE)),
        ("keys.json", a_list(BUREAU, former=LOST)),
    ):
        (tmp_path / name).write_bytes(content)
    asked = Namespace(files=[tmp_path / "1.json"], key="", keys=tmp_path / "keys.json", signature=None)
    lost = "名单声明局服务器从前的公钥 " + grouped_fingerprint(public_text(SECOND))
    said = verify_draw(asked)
    assert said.good and any(line.startswith(lost) for line in said.lines)
    asked.key = pin(HEADQUARTERS)  # read off the notice
    said = verify_draw(asked)
    assert said.good and not any(line.startswith(lost) for line in said.lines)
    (tmp_path / "keys.json").write_bytes(a_list(BUREAU, former=CHAIN))
    (tmp_path / "1.sig.json").write_bytes(signed(SECOND, "2026-10-15T00:00:00Z"))
    asked.key = pin(FIRST)
    said = verify_draw(asked)
    assert said.good and any("在交接以前的公钥" in line for line in said.lines)


def test_a_chain_that_does_not_hold_makes_the_list_none(ask):
    forged = hand_over(FORGER, public_text(HEADQUARTERS), LATE)
    claimed = Handover(LATE, public_text(SECOND), public_text(HEADQUARTERS), forged.signature)
    elsewhere = hand_over(SECOND, public_text(DEVICE), LATE)
    for chain in (
        (CHAIN[0], claimed), (CHAIN[1], CHAIN[0]), (CHAIN[0],), (CHAIN[0], elsewhere), (*CHAIN, CHAIN[0]),
        (hand_over(FIRST, public_text(SECOND), LATE), CHAIN[1]),
        (hand_over(HEADQUARTERS, public_text(SECOND), EARLY), CHAIN[1]),
    ):  # fmt: skip
        accepted, found = ask(FILE, signed_now(FILE), a_list(BUREAU, former=chain))
        assert (accepted, found.why) == (False, "error-keys-chain")
    content = json.loads(a_list(BUREAU))
    del content["signature"]
    empty = sign_statement("keys-1", content | {"former": []}, HEADQUARTERS)
    assert ask(FILE, signed_now(FILE), empty)[1].why == "error-keys-form"


def test_no_byte_of_the_chain_may_change_and_a_list_without_one_is_spelt_as_ever(ask):
    keys, rng = a_list(BUREAU, former=CHAIN), random.Random(5)
    start, end = keys.index(b'"former"'), keys.index(b'"headquarters"')
    for _ in range(25):
        at = rng.randrange(start, end)
        changed = keys[:at] + bytes([keys[at] ^ (1 << rng.randrange(7))]) + keys[at + 1 :]
        assert not ask(FILE, signed_now(FILE), changed, pin(HEADQUARTERS))[0]
    assert b"former" not in a_list(BUREAU)
    assert read_keys(a_list(BUREAU)).former == () and read_keys(keys).former == CHAIN


def test_all_three_agree_on_every_mixture_of_chain_signer_moment_and_pin(ask):
    chains = ((), CHAIN, LOST, (CHAIN[1],))
    for chain, signer, at, given in product(
        chains, (FIRST, SECOND, HEADQUARTERS), ("2026-09-01T00:00:00Z", LATE), ("", pin(FIRST), pin(SECOND))
    ):
        ask(FILE, signed(signer, at), a_list(BUREAU, former=chain), given)  # which fails where they differ
