"""Who the second officer at somebody else's laptop is: known by his own PIN, tried against his envelope there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_desktop.storage.proofs import PinProof, prove_pin

if TYPE_CHECKING:
    from inspector_desktop.opening import Opening


def knows_pin(opening: Opening, person: str, pin: str, dossier: str) -> PinProof:
    """Try a person's PIN and return the proof that it was his. Takes as long as signing in does: not for the UI thread.

    Raises `NotSignedIn` for a wrong PIN or too early a try, `Missing` for somebody who cannot sign in on this device.
    """
    return prove_pin(
        opening.places.envelopes, person, pin, dossier=dossier, keychain=opening.keychain, clock=opening.clock
    )
