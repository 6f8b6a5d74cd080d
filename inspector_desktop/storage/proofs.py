"""Proof that a person's own PIN was typed at this computer: made only where the PIN opened his envelope.

Proofs not yet used are kept here, so an act that is handed one knows that it was not put together elsewhere. It holds
for one dossier, a few minutes, and one use. What was used or is too old is let go, and what is not kept is no proof:
so a clock that was set back brings none of them to life again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import NotSignedIn
from inspector_desktop.keychain import Keychain
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import read_file

LASTS = timedelta(minutes=10)
_unused: dict[str, PinProof] = {}
"""The proofs of this process that may still be used, by their secret."""


@dataclass(frozen=True)
class PinProof:
    """Whose PIN, for which dossier, when it was right, and at which attempt since it last was; `once` is its secret."""

    person: str
    dossier: str
    at: str
    attempts: int
    once: str


def prove_pin(path: Path, person: str, pin: str, *, dossier: str, keychain: Keychain, clock: Clock) -> PinProof:
    """Try a person's PIN against his envelope; the key it opens is let go at once.

    Takes as long as signing in does. Raises as `envelopes.unlock`.
    """
    attempts = read_file(path).of(person).failures + 1
    envelopes.unlock(path, person, pin, keychain=keychain, clock=clock)
    for old in [one for one in _unused.copy().values() if not _holds(one, clock)]:
        _unused.pop(old.once, None)
    proof = PinProof(person, dossier, stamp(clock.now()), attempts, secrets.token_hex(16))
    _unused[proof.once] = proof
    return proof


def require_pin(proof: PinProof | None, person: str, *, dossier: str, clock: Clock) -> PinProof:
    """The proof, used up. Raises `NotSignedIn` for none, another's, another dossier's, an old or a used one."""
    if proof is None or (proof.person, proof.dossier) != (person, dossier):
        raise NotSignedIn("refused-pin-unproven")
    if _unused.get(proof.once) != proof or not _holds(proof, clock):
        raise NotSignedIn("refused-pin-unproven")
    if _unused.pop(proof.once, None) is None:  # another thread used it in between
        raise NotSignedIn("refused-pin-unproven")
    return proof


def _holds(proof: PinProof, clock: Clock) -> bool:
    """Whether it is neither old nor of a time still to come, as after a clock was set back."""
    return timedelta() <= clock.now() - moment(proof.at) <= LASTS
