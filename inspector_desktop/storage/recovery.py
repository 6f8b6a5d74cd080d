"""The bureau's recovery key: sealing a store key to it, and its private half printed for two people to keep.

The private key is split into two halves, each of which alone is random and tells nothing. A half is four lines of
five groups of four characters (Base32 without letters that look like digits); each line ends in a check, so that a
slip of the pen is found with its line. HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM does the sealing.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from inspector_desktop.errors import Damaged, Refused

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LOOKALIKES = str.maketrans("OIL", "011")
_LINES, _GROUPS, _GROUP = 4, 5, 4
_LINE_BYTES = 10  # 16 characters of content and 4 of check in each line
_FORMAT = 1
_KEY_NAME_BYTES = 6
_KEY_BYTES = 32
_INFO = b"inspector-desktop recovery-1 "


@dataclass(frozen=True)
class Recovery:
    """A new recovery key: what devices are told, and the two texts to be printed and kept apart."""

    public: bytes
    halves: tuple[str, str]


def make_recovery() -> Recovery:
    """Make a recovery key; its private half exists nowhere but in the two texts."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    pad = secrets.token_bytes(_KEY_BYTES)
    other = bytes(one ^ two for one, two in zip(private.private_bytes_raw(), pad, strict=True))
    return Recovery(public, (_print(1, public, pad), _print(2, public, other)))


def seal_to(public: bytes, secret: bytes, *, context: bytes) -> bytes:
    """Seal `secret` so that only the recovery key opens it. Raises `Refused` when `public` is no such key."""
    try:
        key = X25519PublicKey.from_public_bytes(public)
        return _suite().encrypt(secret, key, info=_INFO + context)
    except ValueError as error:
        raise Refused("refused-recovery-public") from error


def open_sealed(sealed: bytes, halves: tuple[str, str], *, public: bytes, context: bytes) -> bytes:
    """Open what `seal_to` sealed.

    Raises `Refused` for a half that is miscopied, given twice or of another key, `Damaged` when the sealed bytes
    are not what was written.
    """
    private = join_halves(halves, public=public)
    try:
        return _suite().decrypt(sealed, private, info=_INFO + context)
    except (InvalidTag, ValueError) as error:
        raise Damaged("error-envelopes-damaged") from error


def join_halves(halves: tuple[str, str], *, public: bytes) -> X25519PrivateKey:
    """Put the private key together again. Raises `Refused` as `open_sealed` does."""
    read = [_read(text, number) for number, text in enumerate(halves, start=1)]
    if read[0][0] == read[1][0]:
        raise Refused("refused-recovery-same-half", half=read[0][0])
    if any(name != _name(public) for _, name, _ in read):
        raise Refused("refused-recovery-other-key")
    private = X25519PrivateKey.from_private_bytes(
        bytes(one ^ two for one, two in zip(read[0][2], read[1][2], strict=True))
    )
    if private.public_key().public_bytes_raw() != public:
        raise Refused("refused-recovery-other-key")
    return private


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _name(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:_KEY_NAME_BYTES]


def _print(half: int, public: bytes, share: bytes) -> str:
    content = bytes((_FORMAT, half)) + _name(public) + share
    lines = []
    for number in range(_LINES):
        part = content[number * _LINE_BYTES : (number + 1) * _LINE_BYTES]
        text = _write(int.from_bytes(part), 16) + _check(number, part)
        lines.append(" ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP)))
    return "\n".join(lines)


def _read(text: str, given: int) -> tuple[int, bytes, bytes]:
    """Which half it is, the name of its key, and the share; `given` is which field it was typed into."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    plain = "".join(mark for mark in plain if not mark.isspace() and mark not in "-‐–—.")
    width = _GROUPS * _GROUP
    if len(plain) != _LINES * width:
        raise Refused("refused-recovery-length", given=given, found=len(plain), wanted=_LINES * width)
    content = b""
    for number in range(_LINES):
        line = plain[number * width : (number + 1) * width]
        if any(mark not in _ALPHABET for mark in line):
            raise Refused("refused-recovery-line", given=given, line=number + 1)
        part = _value(line[:16]).to_bytes(_LINE_BYTES)
        if line[16:] != _check(number, part):
            raise Refused("refused-recovery-line", given=given, line=number + 1)
        content += part
    if content[0] != _FORMAT or content[1] not in {1, 2}:
        raise Refused("refused-recovery-line", given=given, line=1)
    return content[1], content[2 : 2 + _KEY_NAME_BYTES], content[2 + _KEY_NAME_BYTES :]


def _check(number: int, part: bytes) -> str:
    digest = hashlib.sha256(b"recovery-line-" + str(number).encode() + part).digest()
    return _write(int.from_bytes(digest[:3]) >> 4, 4)


def _write(value: int, length: int) -> str:
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))


def _value(text: str) -> int:
    value = 0
    for mark in text:
        value = value << 5 | _ALPHABET.index(mark)
    return value
