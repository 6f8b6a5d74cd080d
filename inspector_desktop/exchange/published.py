"""Keys as a bureau publishes them: fingerprints, and the signed list `keys-1` with the chain of headquarters' keys.

Anybody checks these, in three programs that must give one answer, so the list is exact to the byte (the rule for its
signature is `strict`). What is signed begins with a line of its own that no other document of the house begins with.
Who published the list is for the reader to compare: by the fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.handovers import SPELLING, Handover, check_chain, read_handovers, succeeded
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.exchange.strict import verifies

KEYS_FORMAT: Final = "keys-1"
BUREAU: Final = r'"bureau":"([0-9A-Z][0-9A-Z.-]{0,63})"'
OWN: Final = r'("signature":"([0-9a-f]{128})",)'
_FINGERPRINT = 32
_GROUP = 4


def _list_of(digits: int) -> str:
    return rf'\[((?:"[0-9a-f]{{{digits}}}"(?:,"[0-9a-f]{{{digits}}}")*)?)\]'


_KEYS = re.compile(
    rf'\{{{BUREAU},"format":"keys-1",(?:"former":\[({SPELLING}(?:,{SPELLING})*)\],)?'
    rf'"headquarters":"([0-9a-f]{{64}})","keys":{_list_of(64)},'
    rf'"known_until":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})","revoked":{_list_of(16)},{OWN}"stopped":{_list_of(64)}\}}\n'
)


@dataclass(frozen=True, slots=True)
class PublishedKeys:
    """A bureau's list: headquarters' key, every certified device key, and those of them that may sign no more, in hex.

    `revoked` are the revocation ids of void papers, `former` the hand-overs from headquarters' first key to this one.
    All is as known until that day, a text as it stands in the list.
    """

    bureau: str
    headquarters: str
    keys: tuple[str, ...]
    stopped: tuple[str, ...]
    revoked: tuple[str, ...]
    known_until: str
    former: tuple[Handover, ...] = ()

    def trusted_by(self, pin: str) -> bool:
        """Whether who trusts this key (or fingerprint) may trust the list: it signed it, or gave way to it."""
        keys = (self.headquarters, *(one.key for one in self.former))
        return any(pin in (one, fingerprint(one)) and succeeded(self.former, one, self.headquarters) for one in keys)

    def gave_way(self, key: str) -> Handover | None:
        """How a former key of headquarters gave way."""
        return next((one for one in self.former if one.key == key), None)


def fingerprint(key: str) -> str:
    """The name of a public key (hex): the first 32 hex digits of its SHA-256; the first 16 are its id on papers."""
    return sha256_hex(bytes.fromhex(key))[:_FINGERPRINT]


def grouped_fingerprint(key: str) -> str:
    """The fingerprint of a public key as people compare it: `9f3c 61aa …`, eight groups."""
    whole = fingerprint(key)
    return " ".join(whole[at : at + _GROUP] for at in range(0, _FINGERPRINT, _GROUP))


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
    former: Sequence[Handover] = (),
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
    if former:  # a list of a headquarters with its first key is spelt as it always was
        content["former"] = [one.value for one in former]
    return sign_statement(KEYS_FORMAT, content, signer)


def read_keys(document: bytes) -> PublishedKeys:
    """Read a list of keys and check that the key it names as headquarters' signed it, and its chain.

    Raises `Damaged("error-keys-form")`, `Disagreed("error-keys-signature")`, or `Disagreed("error-keys-chain")`.
    """
    found = _KEYS.fullmatch(document.decode("latin-1"))
    if found is None:
        raise Damaged("error-keys-form")
    if not signed_by(found[3], found, 7, KEYS_FORMAT):
        raise Disagreed("error-keys-signature")
    former = read_handovers(found[2] or "")
    check_chain(former, found[3])
    keys, revoked, stopped = (tuple(one.strip('"') for one in found[at].split(",") if one) for at in (4, 6, 9))
    return PublishedKeys(found[1], found[3], keys, stopped, revoked, found[5], former)
