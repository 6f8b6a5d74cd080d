"""Transcripts with their signatures, put to the program and both published verifiers together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import ModuleType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factories.browser import Browser, accepts
from inspector_desktop.draw import transcript as tr
from inspector_desktop.draw.signing import Judged, judge, sign_transcript
from inspector_desktop.exchange.handovers import Handover
from inspector_desktop.exchange.published import fingerprint, write_keys
from inspector_desktop.exchange.signed import public_text

HEADQUARTERS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DEVICE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
LOST = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
FORGER = Ed25519PrivateKey.from_private_bytes(bytes(range(3, 35)))
AT = "2026-11-20T06:15:00Z"
PIN = fingerprint(public_text(HEADQUARTERS))


def signed(file: bytes, signer: Ed25519PrivateKey = HEADQUARTERS, **more: str | int) -> bytes:
    """The signature file of a transcript; of what is no transcript, with a bureau and number made up."""
    try:
        frozen = json.loads(file)["frozen"]
        named = {"bureau": str(frozen["bureau"]), "number": int(frozen["number"])}
    except (ValueError, KeyError, TypeError):
        named = {"bureau": "410526-QX", "number": 1}
    named |= more  # type: ignore[arg-type]
    return sign_transcript(file, signer=signer, signed_at=AT, **named)  # type: ignore[arg-type]


def a_list(
    bureau: str, signer: Ed25519PrivateKey = HEADQUARTERS, former: Sequence[Handover] = ()
) -> bytes:  # fmt: skip
    """The bureau's list: one device that signs, one that was lost."""
    keys = {public_text(DEVICE), public_text(LOST)}
    return write_keys(
        signer, bureau=bureau, keys=keys, stopped={public_text(LOST)}, revoked=(), known_until="2026-11-20",
        former=former,
    )  # fmt: skip


def judged_alike(
    browser: Browser,
    published: ModuleType,
    file: bytes,
    signature: bytes | None,
    keys: bytes | None = None,
    pin: str = "",
) -> tuple[bool, Judged]:
    """Whether file and signature are accepted, and the program's answer, after making sure that all three say so."""
    answer = tr.verify(file)
    found = judge(file, answer, signature=signature, keys=keys, pin=pin)
    accepted = answer.verified and not found.refused
    told = browser.judge(file, signature, keys, pin)
    others = (told["accepted"], accepts(published, file, signature, keys, pin))
    if others != (accepted, accepted):
        raise AssertionError((accepted, *others, found, told, file, signature))
    if answer.verified and (told["state"], told["standing"] if told["state"] == "matches" else "") != (
        found.state,
        found.standing,
    ):
        raise AssertionError((found, told))
    return accepted, found
