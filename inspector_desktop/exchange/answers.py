"""Headquarters' short answers: the greeting that tells time and lease, and the signed refusal.

A refusal repeats the nonce of the question, so that nobody on the way can make a device believe that it was refused.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.exchange.signed import read_signed, write_signed

GREETING, REFUSAL = "hello-1", "refusal-1"
_GREETING = {
    "bureau": str,
    "device": str,
    "life": str,
    "nonce": str,
    "at": str,
    "lease_until": str,
    "last": int,
    "next_batch": int,
}
_REFUSAL = {"nonce": str, "code": str, "expected": int, "at": str}

FORKED, GAP, SHORTER, CLOCK, REPLAYED = "forked", "gap", "log-shorter", "clock", "replayed"
UNKNOWN_LIFE, REVOKED, NOT_CITED, OFFSET, SPOILT, NOT_READ, CODE_USED = (
    "unknown-life",
    "revoked",
    "not-cited",
    "offset",
    "spoilt",
    "not-read",
    "code-used",
)


@dataclass(frozen=True)
class Greeting:
    """What a device learns at each contact: the time, its own lease, the end of the log, the batch expected next."""

    bureau: str
    device: str
    life: str
    nonce: str
    at: str
    lease_until: str
    last: int
    next_batch: int


@dataclass(frozen=True)
class Refusal:
    """Why headquarters did not do what was asked; `expected` is the batch number or offset it would take, if any."""

    nonce: str
    code: str
    expected: int
    at: str


def write_greeting(greeting: Greeting, identity: Ed25519PrivateKey) -> bytes:
    """Sign a greeting."""
    return write_signed(GREETING, asdict(greeting), identity)


def read_greeting(document: bytes, identity: Ed25519PublicKey) -> Greeting:
    """Verify and read a greeting. Raises `Disagreed` or `Damaged`."""
    return Greeting(**read_signed(document, identity, GREETING, _GREETING))


def write_refusal(refusal: Refusal, identity: Ed25519PrivateKey) -> bytes:
    """Sign a refusal."""
    return write_signed(REFUSAL, asdict(refusal), identity)


def read_refusal(document: bytes, identity: Ed25519PublicKey) -> Refusal:
    """Verify and read a refusal. Raises `Disagreed` or `Damaged`."""
    return Refusal(**read_signed(document, identity, REFUSAL, _REFUSAL))
