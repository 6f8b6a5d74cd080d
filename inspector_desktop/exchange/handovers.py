"""The passage from one headquarters key to the next: the key that gives way signs the next, and from when.

A key that was lost or that others may hold signs nothing any more: its end is only declared, with an empty signature.
Who trusted it must then compare the fingerprint of the next with what the bureau announced on paper. The chain stands
in the published list of keys, and in the document a device asks for, or is brought on a stick, when it meets answers
signed by a key it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.frames import is_hex, read_object
from inspector_desktop.exchange.signed import SIGNATURE, public_text, read_public, read_signed, write_signed
from inspector_desktop.exchange.strict import verifies

DOMAIN: Final = "handover-1"
IDENTITY: Final = "identity-1"
STICK_FILE: Final = "headquarters.identity"
AT: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
SPELLING: Final = (
    rf'\{{"at":"{AT}","key":"[0-9a-f]{{64}}","next":"[0-9a-f]{{64}}","signature":"(?:[0-9a-f]{{128}})?"\}}'
)
_PARTS = re.compile(rf'"at":"({AT})","key":"([0-9a-f]+)","next":"([0-9a-f]+)","signature":"([0-9a-f]*)"')
_IDENTITY = {"former": list, "headquarters": str}


@dataclass(frozen=True, slots=True)
class Handover:
    """At this stamp `key` gave way to `next` (both hex); `signature` is by `key`, or empty where it was lost."""

    at: str
    key: str
    next: str
    signature: str = ""

    @property
    def lost(self) -> bool:
        """Whether the former key was lost or given away: then nothing it signed counts, whenever it says it did."""
        return not self.signature

    @property
    def value(self) -> dict[str, object]:
        """As it stands in files."""
        return {"at": self.at, "key": self.key, "next": self.next, "signature": self.signature}


def hand_over(signer: Ed25519PrivateKey, following: str, at: str) -> Handover:
    """Let the key that gives way sign the next."""
    key = public_text(signer)
    return Handover(at, key, following, signer.sign(_stated(at, key, following)).hex())


def read_handovers(text: str) -> tuple[Handover, ...]:
    """The hand-overs in a text that is spelt by `SPELLING`."""
    return tuple(Handover(*found) for found in _PARTS.findall(text))


def check_chain(former: Sequence[Handover], headquarters: str) -> None:
    """Each gives way to the one after it and the last to headquarters, later and later, no key twice, signatures hold.

    Raises `Disagreed("error-keys-chain")`.
    """
    keys = [*(one.key for one in former), headquarters]
    good = (
        [one.next for one in former] == keys[1:]
        and len(set(keys)) == len(keys)
        and all(one.at < later.at for one, later in pairwise(former))
        and all(
            one.lost
            or verifies(bytes.fromhex(one.key), bytes.fromhex(one.signature), _stated(one.at, one.key, one.next))
            for one in former
        )
    )
    if not good:
        raise Disagreed("error-keys-chain")


def succeeded(former: Sequence[Handover], key: str, headquarters: str) -> bool:
    """Whether `key` is headquarters' or gave way to it by signatures alone, in a chain that was checked."""
    keys = [one.key for one in former]
    return key == headquarters or (key in keys and not any(one.lost for one in former[keys.index(key) :]))


def write_identity(former: Sequence[Handover], signer: Ed25519PrivateKey) -> bytes:
    """Headquarters' key and how it came to be it, signed by it: what a device asks for."""
    content = {"former": [one.value for one in former], "headquarters": public_text(signer)}
    return write_signed(IDENTITY, content, signer)


def follow(document: bytes, pinned: str) -> str:
    """The key that a device which trusts `pinned` is to trust now. Raises `Damaged`, or `Disagreed`.

    `Disagreed("error-identity-changed")` when no chain of signatures leads there: then a new code must be had.
    """
    found = read_object(document[SIGNATURE:], IDENTITY, _IDENTITY)
    headquarters = found["headquarters"]
    spelt = canonical(found["former"]).decode()
    if not is_hex(headquarters, 64) or not re.fullmatch(rf"\[(?:{SPELLING}(?:,{SPELLING})*)?\]", spelt):
        raise Damaged("error-exchange-damaged")
    read_signed(document, read_public(headquarters), IDENTITY, _IDENTITY)
    former = read_handovers(spelt)
    check_chain(former, headquarters)
    if not succeeded(former, pinned, headquarters):
        raise Disagreed("error-identity-changed")
    return str(headquarters)


def _stated(at: str, key: str, following: str) -> bytes:
    return DOMAIN.encode() + b"\n" + canonical({"at": at, "key": key, "next": following})
