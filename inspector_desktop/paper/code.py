"""What the QR on a paper says, and whether it is true.

The code is a link, `{site}/v#` and Base32 (RFC 4648, no padding) of a COSE_Sign1 (RFC 9052) over a small map,
signed with the device's Ed25519 key. The part behind `#` never reaches the site's server: its page checks the code
in the browser. Everything the reader trusts, the key's id too, is under the signature, and only the shortest CBOR
and Base32 is accepted, so that no bit can change unnoticed. At most version 12 at level M: 30 mm on the paper.

`verify_code` answers from keys and revocations as known on a day; a key not among them is "unknown as of that day"
(截至某日未知), never false.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Disagreed, Refused

DIGEST_BYTES = 16
KEY_ID_BYTES = 8
REVOCATION_BYTES = 8
LARGEST_VERSION = 12

_PATH = "/v#"
_BITS_12_M = 2320
_MASK = 0
_LONGEST = 419  # characters that version 12-M holds
_COSE_SIGN1 = 18
_ALGORITHM, _KEY_ID, _EDDSA = 1, 4, -8
_NUMBER, _KIND, _DAY, _NAME, _DIGEST, _REVOCATION, _PAGE, _DOSSIER = 1, 2, 3, 4, 5, 6, 7, 8
_ID = re.compile(r"[0-9a-f]{32}")
_EPOCH = date(2020, 1, 1).toordinal()


class State(StrEnum):
    """The answers to "is this paper genuine?"."""

    VERIFIED = "verified"
    ALTERED = "altered"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Content:
    """What a code says of its paper. `digest` is of the canonical fields; `name` may be shortened by an ellipsis.

    `page` of `pages` and the `dossier` stand in the codes of papers that come back page by page; else 0 and empty.
    """

    key_id: bytes
    number: str
    kind: str
    day: date
    name: str
    digest: bytes
    revocation: bytes
    page: int = 0
    pages: int = 0
    dossier: str = ""

    def matches(self, fields: Any) -> bool:
        """Tell whether these are the fields that were signed."""
        return fields_digest(fields) == self.digest


@dataclass(frozen=True, slots=True)
class Read:
    """A code taken apart, not yet believed."""

    content: Content
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, what the code says (if it could be read), and the day up to which keys were known."""

    state: State
    content: Content | None
    known_until: date


def key_id(public_key: bytes) -> bytes:
    """Name a raw 32-byte Ed25519 public key: the first 8 bytes of its SHA-256."""
    return sha256(public_key).digest()[:KEY_ID_BYTES]


def fields_digest(fields: Any) -> bytes:
    """The first 16 bytes of SHA-256 over the canonical bytes of a paper's fields."""
    return sha256(canonical(fields)).digest()[:DIGEST_BYTES]


def make_code(
    *,
    site: str,
    key: Ed25519PrivateKey,
    number: str,
    kind: str,
    day: date,
    name: str,
    fields: Any,
    revocation: bytes,
    page: int = 0,
    pages: int = 0,
    dossier: str = "",
) -> str:
    """Make the text of a paper's code.

    A name too long for the code is shortened. Raises `Refused("paper-code-site")` unless the site is a web address,
    `Refused("paper-code-too-long")` if number and kind alone don't fit. `revocation` is 8 random bytes kept with
    the paper. With `page` the code names the page and, if its id is one of ours, the dossier.
    """
    if not site.startswith(("https://", "http://")) or "#" in site:
        raise Refused("paper-code-site", site=site)
    if len(revocation) != REVOCATION_BYTES:
        raise ValueError(f"a revocation id has {REVOCATION_BYTES} bytes")
    protected = _encode({_ALGORITHM: _EDDSA, _KEY_ID: key_id(key.public_key().public_bytes_raw())})
    digest = fields_digest(fields)
    paged: dict[int, Any] = {_PAGE: [page, pages]} if page else {}
    if page and _ID.fullmatch(dossier):
        paged[_DOSSIER] = bytes.fromhex(dossier)
    for kept in range(len(name), -1, -1):
        shown = name if kept == len(name) else name[:kept] + "…"
        payload = _encode(
            {
                _NUMBER: number,
                _KIND: kind,
                _DAY: day.toordinal() - _EPOCH,
                _NAME: shown,
                _DIGEST: digest,
                _REVOCATION: revocation,
                **paged,
            }
        )
        signature = key.sign(_to_be_signed(protected, payload))
        message = _encode(cbor2.CBORTag(_COSE_SIGN1, [protected, {}, payload, signature]))
        text = f"{site.rstrip('/')}{_PATH}{base64.b32encode(message).decode().rstrip('=')}"
        if _fits(text):
            return text
    raise Refused("paper-code-too-long", number=number)


def read_code(text: str) -> Read:
    """Take a code apart. Raises `Disagreed("paper-code-altered")` if it isn't one of ours or isn't whole."""
    _, found, coded = text.strip().partition(_PATH)
    if len(coded) > _LONGEST:
        raise Disagreed("paper-code-altered")
    try:
        message = base64.b32decode(coded + "=" * (-len(coded) % 8))
        tag = cbor2.loads(message)
        protected, unprotected, payload, signature = tag.value
        head, body = cbor2.loads(protected), cbor2.loads(payload)
        content = Content(
            key_id=head[_KEY_ID],
            number=body[_NUMBER],
            kind=body[_KIND],
            day=date.fromordinal(body[_DAY] + _EPOCH),
            name=body[_NAME],
            digest=body[_DIGEST],
            revocation=body[_REVOCATION],
            page=body[_PAGE][0] if _PAGE in body else 0,
            pages=body[_PAGE][1] if _PAGE in body else 0,
            dossier=body[_DOSSIER].hex() if _DOSSIER in body else "",
        )
        same = _encode(cbor2.CBORTag(_COSE_SIGN1, [_encode(head), {}, _encode(body), signature])) == message
        whole = base64.b32encode(message).decode().rstrip("=") == coded and tag.tag == _COSE_SIGN1
    except (  # whatever a foreign or damaged code can lead to
        binascii.Error,
        cbor2.CBORError,
        AttributeError,
        LookupError,
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ) as broken:
        raise Disagreed("paper-code-altered") from broken
    texts = (content.number, content.kind, content.name)
    counts = all(type(one) is int for one in (content.page, content.pages))
    octets = (content.key_id, content.digest, content.revocation, signature)
    sound = all(isinstance(one, str) for one in texts) and all(isinstance(one, bytes) for one in octets)
    if not (found and same and whole and sound and counts and unprotected == {} and head.get(_ALGORITHM) == _EDDSA):
        raise Disagreed("paper-code-altered")
    return Read(content, _to_be_signed(protected, payload), signature)


def verify_code(text: str, keys: Mapping[bytes, bytes], revoked: Collection[bytes], known_until: date) -> Verdict:
    """Say whether a code is genuine.

    `keys` are raw Ed25519 public keys by key id, `revoked` the revocation ids, both as known until that day.
    """
    try:
        read = read_code(text)
    except Disagreed:
        return Verdict(State.ALTERED, None, known_until)
    content = read.content
    public = keys.get(content.key_id)
    if public is None or key_id(public) != content.key_id:
        return Verdict(State.UNKNOWN, content, known_until)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(read.signature, read.signed)
    except InvalidSignature:
        return Verdict(State.ALTERED, content, known_until)
    return Verdict(State.REVOKED if content.revocation in revoked else State.VERIFIED, content, known_until)


def version_of(text: str) -> int:
    """The version of a code's QR: it has 17 modules and four more for each."""
    from inspector_desktop.paper.codewords import codewords  # noqa: PLC0415

    site, found, coded = text.partition(_PATH)
    return codewords((site + found).encode(), coded.encode())[0]


def modules(text: str) -> list[list[bool]]:
    """The dark and light modules of a code's QR, without the quiet zone."""
    return [[bool(dark) for dark in row] for row in _qr(text).modules]


def _qr(text: str) -> Any:
    import qrcode  # noqa: PLC0415  (with this and the next, 30 ms that only drawing needs)

    from inspector_desktop.paper.codewords import codewords  # noqa: PLC0415

    site, found, coded = text.partition(_PATH)
    version, words = codewords((site + found).encode(), coded.encode())
    # Signed bytes look random under any mask; choosing the fairest of the eight would take 25 ms of 30.
    made = qrcode.QRCode(version, qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    made.data_cache = words
    made.make(fit=False)
    return made


def _fits(text: str) -> bool:
    """Tell whether a code stays within version 12 at level M (2,320 bits: 20 + 8 a byte, 15 + 5.5 a character)."""
    site, _, coded = text.partition(_PATH)
    bits = 20 + 8 * len((site + _PATH).encode()) + 15 + 11 * (len(coded) // 2) + 6 * (len(coded) % 2)
    return bits <= _BITS_12_M


def _encode(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return _encode(["Signature1", protected, b"", payload])
