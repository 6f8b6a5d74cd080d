"""Who headquarters is: the bureau, the key that signs its answers, and the bureau's root that certifies device lives.

The keys lie in one file that only the service's account may read. The two are apart because papers are verified against
the root for decades, while the service's own key may change with a new enrolment of the devices.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.errors import Damaged
from inspector_desktop.exchange.signed import public_text


@dataclass(frozen=True)
class Identity:
    """One bureau's headquarters."""

    bureau: str
    signer: Ed25519PrivateKey
    root: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """What devices pin, in hex."""
        return public_text(self.signer)


def make_identity(bureau: str) -> Identity:
    """Make new keys."""
    return Identity(bureau, Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate())


def load_identity(path: Path, bureau: str = "") -> Identity:
    """Read the identity at `path`, or make it there when a bureau is named and there is none.

    Raises `Damaged("error-identity-unreadable")`.
    """
    if not path.exists() and bureau:
        identity = make_identity(bureau)
        content = {
            "bureau": bureau,
            "signer": identity.signer.private_bytes_raw().hex(),
            "root": identity.root.private_bytes_raw().hex(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
        return identity
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        signer, root = (Ed25519PrivateKey.from_private_bytes(bytes.fromhex(found[name])) for name in ("signer", "root"))
        return Identity(str(found["bureau"]), signer, root)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged("error-identity-unreadable", path=str(path)) from error
