"""How a device signs what it asks, so that headquarters knows which life asks, and that it asks it now.

The signature covers method, path with query, digest of the body, moment and a nonce. The moment is headquarters' time
as the device learned it; the device's own clock, which may be years off, travels beside it and is only recorded.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.clock import moment
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.frames import damaged, is_hex, is_name

WINDOW_SECONDS = 300
OURS, TIME, CODE = "inspector-exchange", "inspector-time", "inspector-code"  # on every answer: version, moment, refusal
VERSION = "1"
_LIFE, _NONCE, _CLOCK, _SIGNATURE = "inspector-life", "inspector-nonce", "inspector-clock", "inspector-signature"


@dataclass(frozen=True)
class Asked:
    """What a signed request says of itself."""

    life: str
    time: str
    nonce: str
    clock: str
    signature: str


def sign_request(
    signer: Ed25519PrivateKey, *, life: str, method: str, target: str, body: bytes, time: str, clock: str
) -> dict[str, str]:
    """The headers that sign a request. `target` is path and query as sent."""
    nonce = secrets.token_hex(16)
    covered = _covered(method, target, body, time, nonce, clock)
    return {
        _LIFE: life,
        TIME: time,
        _NONCE: nonce,
        _CLOCK: clock,
        _SIGNATURE: signer.sign(covered).hex(),
    }


def read_asked(headers: Mapping[str, str]) -> Asked:
    """Read those headers. Raises `Damaged` when they are missing or misspelt."""
    names = (_LIFE, TIME, _NONCE, _CLOCK, _SIGNATURE)
    asked = Asked(*(headers.get(name, "") for name in names))
    if not is_name(asked.life) or not is_hex(asked.nonce, 32) or not is_hex(asked.signature, 128):
        raise damaged()
    try:
        moment(asked.time)
        moment(asked.clock)
    except ValueError as error:
        raise damaged() from error
    return asked


def check_asked(asked: Asked, key: Ed25519PublicKey, *, method: str, target: str, body: bytes) -> None:
    """Verify a request. Raises `Disagreed("error-request-signature")`."""
    try:
        key.verify(bytes.fromhex(asked.signature), _covered(method, target, body, asked.time, asked.nonce, asked.clock))
    except InvalidSignature as error:
        raise Disagreed("error-request-signature") from error


def _covered(method: str, target: str, body: bytes, time: str, nonce: str, clock: str) -> bytes:
    return "\n".join(["request-1", method, target, sha256_hex(body), time, nonce, clock]).encode()
