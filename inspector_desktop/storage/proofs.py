"""Proof that a person's own PIN was typed at this computer: made only where the PIN opened his envelope.

A proof carries a seal under a secret of this process, so an act that is handed one knows that it was not put together
elsewhere. It holds for one dossier, a few minutes, and one use.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.errors import NotSignedIn
from inspector_desktop.keychain import Keychain
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import read_file

LASTS = timedelta(minutes=10)
_SECRET = secrets.token_bytes(32)
_used: set[str] = set()


@dataclass(frozen=True)
class PinProof:
    """Whose PIN, for which dossier, when it was right, and at which attempt since it last was."""

    person: str
    dossier: str
    at: str
    attempts: int
    once: str
    seal: str


def prove_pin(path: Path, person: str, pin: str, *, dossier: str, keychain: Keychain, clock: Clock) -> PinProof:
    """Try a person's PIN against his envelope; the key it opens is let go at once.

    Takes as long as signing in does. Raises as `envelopes.unlock`.
    """
    attempts = read_file(path).of(person).failures + 1
    envelopes.unlock(path, person, pin, keychain=keychain, clock=clock)
    at, once = stamp(clock.now()), secrets.token_hex(8)
    return PinProof(person, dossier, at, attempts, once, _seal(person, dossier, at, attempts, once))


def require_pin(proof: PinProof | None, person: str, *, dossier: str, clock: Clock) -> PinProof:
    """The proof, used up. Raises `NotSignedIn` for none, another's, another dossier's, an old or a used one."""
    if proof is None or (proof.person, proof.dossier) != (person, dossier):
        raise NotSignedIn("refused-pin-unproven")
    sealed = _seal(proof.person, proof.dossier, proof.at, proof.attempts, proof.once)
    age = clock.now() - moment(proof.at)
    if not hmac.compare_digest(proof.seal, sealed) or proof.seal in _used or not timedelta() <= age <= LASTS:
        raise NotSignedIn("refused-pin-unproven")
    _used.add(proof.seal)
    return proof


def _seal(person: str, dossier: str, at: str, attempts: int, once: str) -> str:
    told = canonical({"person": person, "dossier": dossier, "at": at, "attempts": attempts, "once": once})
    return hmac.new(_SECRET, told, "sha256").hexdigest()
