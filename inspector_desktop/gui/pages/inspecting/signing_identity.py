"""Who the second officer at somebody else's laptop is: known by his own PIN, tried against his envelope there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_desktop.storage import envelopes

if TYPE_CHECKING:
    from inspector_desktop.opening import Opening


def knows_pin(opening: Opening, person: str, pin: str) -> None:
    """Try a person's PIN; the key it opens is let go at once. Takes as long as signing in does: not for the UI thread.

    Raises `NotSignedIn` for a wrong PIN or too early a try, `Missing` for somebody who cannot sign in on this device.
    """
    envelopes.unlock(opening.places.envelopes, person, pin, keychain=opening.keychain, clock=opening.clock)
