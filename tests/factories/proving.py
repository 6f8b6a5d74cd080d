"""A second officer who types his own PIN at somebody else's laptop: a true envelope, tried at a low cost."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from factories.opening import MemoryKeychain
from inspector_desktop.signature.acts import Identity
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import Cost, Holder
from inspector_desktop.storage.proofs import PinProof, prove_pin
from inspector_desktop.storage.recovery import make_recovery

PIN = "246810"
_FOLDERS: list[TemporaryDirectory[str]] = []
_KEYCHAIN = MemoryKeychain()


def pin_proof(person: str, dossier: str, clock) -> PinProof:
    """The proof that this person typed his PIN for this dossier just now."""
    return prove_pin(_envelope(person, os.getpid()), person, PIN, dossier=dossier, keychain=_KEYCHAIN, clock=clock)


def typed_pin(role: str, dossier: str, clock) -> Identity:
    """How an officer is known who typed his PIN; for whoever signs in another role it is not asked."""
    if not role.startswith("officer:"):
        return Identity()
    return Identity("identity-pin", proof=pin_proof(role.removeprefix("officer:"), dossier, clock))


@cache
def _envelope(person: str, _process: int) -> Path:
    """An envelope of this process: one that is killed while a PIN is tried leaves a failure in it."""
    _FOLDERS.append(TemporaryDirectory())
    path = Path(_FOLDERS[-1].name) / "envelopes.json"
    with patch.object(envelopes, "COST", Cost(memory=64, passes=1, lanes=1)):
        envelopes.create(
            path, Holder(person, person, ("officer",)), PIN, recovery_public=make_recovery().public, keychain=_KEYCHAIN
        )
    return path
