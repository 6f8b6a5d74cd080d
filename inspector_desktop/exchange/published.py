"""Keys as a bureau publishes them: fingerprints, the signed list `keys-1`, and the strict Ed25519 rule of its readers.

Anybody checks these, in three programs that must give one answer, so both the list and the rule are exact. The rule is
RFC 8032, 5.1.7, without the cofactor (R compared as bytes), S below the group's order, and a public key that is the one
spelling of a point and not of small order. What is signed begins with a line of its own that no other document of the
house begins with. Who published the list is for the reader to compare: by the fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.signed import SIGNATURE, public_text

KEYS_FORMAT: Final = "keys-1"
BUREAU: Final = r'"bureau":"([0-9A-Z][0-9A-Z.-]{0,63})"'
OWN: Final = r'("signature":"([0-9a-f]{128})",)'
_FINGERPRINT = 32
_GROUP = 4
_KEY_BYTES = 32
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL = frozenset((0, 1, _P - 1, _EIGHTH, _P - _EIGHTH))  # y of the points of order 1, 2, 4 and 8


def _list_of(digits: int) -> str:
    return rf'\[((?:"[0-9a-f]{{{digits}}}"(?:,"[0-9a-f]{{{digits}}}")*)?)\]'


_KEYS = re.compile(
    rf'\{{{BUREAU},"format":"keys-1","headquarters":"([0-9a-f]{{64}})","keys":{_list_of(64)},'
    rf'"known_until":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})","revoked":{_list_of(16)},{OWN}"stopped":{_list_of(64)}\}}\n'
)


@dataclass(frozen=True, slots=True)
class PublishedKeys:
    """A bureau's list: headquarters' key, every certified device key, and those of them that may sign no more, in hex.

    `revoked` are the revocation ids of void papers. All is as known until that day, a text as it stands in the list.
    """

    bureau: str
    headquarters: str
    keys: tuple[str, ...]
    stopped: tuple[str, ...]
    revoked: tuple[str, ...]
    known_until: str


def fingerprint(key: str) -> str:
    """The name of a public key (hex): the first 32 hex digits of its SHA-256; the first 16 are its id on papers."""
    return sha256_hex(bytes.fromhex(key))[:_FINGERPRINT]


def grouped_fingerprint(key: str) -> str:
    """The fingerprint of a public key as people compare it: `9f3c 61aa …`, eight groups."""
    whole = fingerprint(key)
    return " ".join(whole[at : at + _GROUP] for at in range(0, _FINGERPRINT, _GROUP))


def verifies(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature holds by the strict rule."""
    if len(key) != _KEY_BYTES or len(signature) != SIGNATURE:
        return False
    y = int.from_bytes(key, "little") % 2**255
    if y >= _P or y in _SMALL or int.from_bytes(signature[_KEY_BYTES:], "little") >= _L:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_statement(domain: str, content: dict[str, object], signer: Ed25519PrivateKey) -> bytes:
    """A file: canonical JSON, a signature over a line `domain` and the rest of the content as a member, a line end."""
    signature = signer.sign(domain.encode() + b"\n" + canonical(content))
    return canonical({**content, "signature": signature.hex()}) + b"\n"


def signed_by(key: str, found: re.Match[str], group: int, domain: str) -> bool:
    """Whether the signature in a file holds: `group` of the match is the whole member, the next its digits."""
    text = found.string
    stated = f"{domain}\n{text[: found.start(group)]}{text[found.end(group) : -1]}"
    return verifies(bytes.fromhex(key), bytes.fromhex(found[group + 1]), stated.encode())


def write_keys(
    signer: Ed25519PrivateKey,
    *,
    bureau: str,
    keys: Iterable[str],
    stopped: Iterable[str],
    revoked: Iterable[str],
    known_until: str,
) -> bytes:
    """Sign a list of keys with headquarters' key. `bureau` is its id in transcripts."""
    content: dict[str, object] = {
        "bureau": bureau,
        "format": KEYS_FORMAT,
        "headquarters": public_text(signer),
        "keys": sorted(keys),
        "known_until": known_until,
        "revoked": sorted(revoked),
        "stopped": sorted(stopped),
    }
    return sign_statement(KEYS_FORMAT, content, signer)


def read_keys(document: bytes) -> PublishedKeys:
    """Read a list of keys and check that the key it names as headquarters' signed it.

    Raises `Damaged("error-keys-form")`, or `Disagreed("error-keys-signature")`.
    """
    found = _KEYS.fullmatch(document.decode("latin-1"))
    if found is None:
        raise Damaged("error-keys-form")
    if not signed_by(found[2], found, 6, KEYS_FORMAT):
        raise Disagreed("error-keys-signature")
    keys, revoked, stopped = (tuple(one.strip('"') for one in found[at].split(",") if one) for at in (3, 5, 8))
    return PublishedKeys(found[1], found[2], keys, stopped, revoked, found[4])
