"""Who headquarters is: the bureau, the key that signs its answers, and the bureau's root that certifies device lives.

The keys lie in one file that only the service's account may read. The two are apart because papers are verified against
the root for decades, while the service's own key gives way to a next one (`exchange.handovers`), whose chain is kept.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Damaged, Disagreed, Refused
from inspector_desktop.exchange.handovers import Handover, check_chain, hand_over
from inspector_desktop.exchange.signed import SIGNATURE, public_text
from inspector_desktop.exchange.strict import verifies
from inspector_desktop.places import flush_folder


@dataclass(frozen=True)
class Identity:
    """One bureau's headquarters."""

    bureau: str
    signer: Ed25519PrivateKey
    root: Ed25519PrivateKey
    former: tuple[Handover, ...] = ()

    @property
    def public(self) -> str:
        """What devices pin, in hex."""
        return public_text(self.signer)

    def repeated(self, answer: bytes) -> bytes:
        """A kept answer as it was given; signed anew where a former key had signed it, which devices no longer take."""
        if self.former and not verifies(bytes.fromhex(self.public), answer[:SIGNATURE], answer[SIGNATURE:]):
            return self.signer.sign(answer[SIGNATURE:]) + answer[SIGNATURE:]
        return answer


def make_identity(bureau: str) -> Identity:
    """Make new keys."""
    return Identity(bureau, Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate())


def load_identity(path: Path, bureau: str = "") -> Identity:
    """Read the identity at `path`, or make it there when a bureau is named and there is none.

    Raises `Damaged("error-identity-unreadable")`.
    """
    if not path.exists() and bureau:
        identity = make_identity(bureau)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, identity)
        return identity
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        signer, root = (Ed25519PrivateKey.from_private_bytes(bytes.fromhex(found[name])) for name in ("signer", "root"))
        former = tuple(Handover(**one) for one in found.get("former", ()))
        check_chain(former, public_text(signer))
        return Identity(str(found["bureau"]), signer, root, former)
    except (OSError, ValueError, KeyError, TypeError, Disagreed) as error:
        raise Damaged("error-identity-unreadable", path=str(path)) from error


def replace_identity(path: Path, clock: Clock, *, lost: bool = False) -> Identity:
    """Make a new key that takes the place of the one at `path`, which signs it and is then gone for ever.

    `lost`: the former key was lost, or others may hold it; it signs nothing any more. The root stays. Raises
    `Refused("refused-handover-clock")` when the clock stands before the last hand-over, `Damaged` as `load_identity`.
    """
    old, at = load_identity(path), stamp(clock.now())
    if old.former and old.former[-1].at >= at:
        raise Refused("refused-handover-clock")
    signer = Ed25519PrivateKey.generate()
    following = public_text(signer)
    passage = Handover(at, old.public, following) if lost else hand_over(old.signer, following, at)
    identity = Identity(old.bureau, signer, old.root, (*old.former, passage))
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write(fresh, identity)
    fresh.replace(path)
    flush_folder(path.parent)
    return identity


def _write(path: Path, identity: Identity) -> None:
    content: dict[str, object] = {
        "bureau": identity.bureau,
        "signer": identity.signer.private_bytes_raw().hex(),
        "root": identity.root.private_bytes_raw().hex(),
    }
    if identity.former:
        content["former"] = [one.value for one in identity.former]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
