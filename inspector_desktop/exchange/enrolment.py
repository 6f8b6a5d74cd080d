"""Enrolment: a one-time code on paper or in a message makes a laptop a device of one bureau.

The code carries headquarters' address and identity key, and a secret that is proved and never sent. Each device life
has a key of its own, certified by the bureau's root. Where keys and codes are stored is the business of either side.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Damaged
from inspector_desktop.exchange.frames import Parts, damaged, is_hex, is_name, read_object, write_parts
from inspector_desktop.exchange.signed import read_public, read_signed, write_signed

CERTIFICATE, REQUEST, ANSWER, RENEWAL = "life-1", "enrol-1", "enrolled-1", "new-life-1"
_CODE_VERSION = 1
_GROUP = 5
_SECRET = 16
_CERTIFICATE = {"bureau": str, "device": str, "life": str, "key": str, "began_at": str}
_REQUEST = {"code": str, "proof": str, "name": str, "life": str, "key": str}
_ANSWER = {
    "bureau": str,
    "device": str,
    "life": str,
    "root": str,
    "certificate": str,
    "person": str,
    "person_name": str,
    "roles": list,
    "lease_until": str,
    "at": str,
}
_RENEWAL = {"life": str, "key": str}


@dataclass(frozen=True)
class Code:
    """What the one-time code says."""

    address: str
    bureau: str
    identity: str  # headquarters' public key, in hex
    secret: bytes

    @property
    def name(self) -> str:
        """What headquarters finds the code by; gives nothing of the secret away."""
        return hashlib.sha256(b"enrol-name\n" + self.secret).hexdigest()[:32]


@dataclass(frozen=True)
class Certificate:
    """The bureau's root says: this key is this life's, of this device."""

    bureau: str
    device: str
    life: str
    key: str
    began_at: str

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The life's key."""
        return read_public(self.key)


@dataclass(frozen=True)
class Request:
    """A laptop asks to become a device: its first life and that life's key, proved to hold the code's secret."""

    code: str
    proof: str
    name: str
    life: str
    key: str


@dataclass(frozen=True)
class Enrolled:
    """Headquarters' signed answer."""

    bureau: str
    device: str
    life: str
    root: str
    certificate: str
    person: str
    person_name: str
    roles: tuple[str, ...]
    lease_until: str
    at: str


def write_code(code: Code) -> str:
    """Spell a code in groups of five signs that survive copying by hand: capitals and digits 2 to 7."""
    content = bytes([_CODE_VERSION]) + write_parts(
        [bytes.fromhex(code.identity), code.secret, code.bureau.encode(), code.address.encode()]
    )
    content += hashlib.sha256(content).digest()[:4]
    signs = base64.b32encode(content).decode().rstrip("=")
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def read_code(text: str) -> Code:
    """Read a code, forgiving about case, spaces and dashes. Raises `Damaged("error-code-misspelt")`."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    try:
        content = base64.b32decode(signs + "=" * (-len(signs) % 8))
        if base64.b32encode(content).decode().rstrip("=") != signs:  # unused bits of the last sign must be nothing
            raise Damaged("error-code-misspelt")
        if content[0] != _CODE_VERSION or hashlib.sha256(content[:-4]).digest()[:4] != content[-4:]:
            raise Damaged("error-code-misspelt")
        parts = Parts(content[1:-4])
        identity, secret = parts.next(32).hex(), parts.next(_SECRET)
        code = Code(bureau=parts.next(64).decode(), address=parts.next(512).decode(), identity=identity, secret=secret)
        parts.end()
    except (binascii.Error, ValueError, IndexError) as error:
        raise Damaged("error-code-misspelt") from error
    if len(code.secret) != _SECRET or not is_hex(code.identity, 64):
        raise Damaged("error-code-misspelt")
    return code


def write_request(code: Code, *, name: str, life: str, signer: Ed25519PrivateKey) -> bytes:
    """Ask to be enrolled, signed by the new life's key."""
    key = signer.public_key().public_bytes_raw().hex()
    proof = prove(code.secret, name=name, life=life, key=key)
    return write_signed(REQUEST, {"code": code.name, "proof": proof, "name": name, "life": life, "key": key}, signer)


def read_request(document: bytes) -> Request:
    """Read a request and check that the asking side holds the key it names. Raises `Damaged` or `Disagreed`."""
    return Request(**_read_self_signed(document, REQUEST, _REQUEST))


def prove(secret: bytes, *, name: str, life: str, key: str) -> str:
    """Prove that the code's secret is known, bound to the key that asks."""
    return hmac.new(secret, canonical([REQUEST, name, life, key]), hashlib.sha256).hexdigest()


def write_answer(answer: Enrolled, identity: Ed25519PrivateKey) -> bytes:
    """Sign the answer with headquarters' identity."""
    content = {name: getattr(answer, name) for name in _ANSWER}
    return write_signed(ANSWER, {**content, "roles": list(answer.roles)}, identity)


def read_answer(document: bytes, identity: Ed25519PublicKey) -> Enrolled:
    """Verify and read the answer. Raises `Disagreed` or `Damaged`."""
    found = read_signed(document, identity, ANSWER, _ANSWER)
    return Enrolled(**{**found, "roles": _texts(found["roles"])})


def write_certificate(certificate: Certificate, root: Ed25519PrivateKey) -> bytes:
    """Certify a life's key with the bureau's root."""
    return write_signed(CERTIFICATE, {name: getattr(certificate, name) for name in _CERTIFICATE}, root)


def read_certificate(document: bytes, root: Ed25519PublicKey) -> Certificate:
    """Verify and read a certificate. Raises `Disagreed` or `Damaged`."""
    return Certificate(**read_signed(document, root, CERTIFICATE, _CERTIFICATE))


def write_renewal(*, life: str, signer: Ed25519PrivateKey) -> bytes:
    """Announce a new life of a device that is enrolled already; the request around it is signed by the former life."""
    key = signer.public_key().public_bytes_raw().hex()
    return write_signed(RENEWAL, {"life": life, "key": key}, signer)


def read_renewal(document: bytes) -> tuple[str, str]:
    """Life and key of a renewal, checked to hold that key. Raises `Damaged` or `Disagreed`."""
    found = _read_self_signed(document, RENEWAL, _RENEWAL)
    return found["life"], found["key"]


def _read_self_signed(document: bytes, form: str, fields: Mapping[str, type]) -> dict[str, Any]:
    found = read_object(document[64:], form, fields)
    if not is_name(found["life"]) or not is_hex(found["key"], 64):
        raise damaged()
    return read_signed(document, read_public(found["key"]), form, fields)


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise damaged()
    return tuple(values)
