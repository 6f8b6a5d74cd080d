"""An entry's head and body: how a fact is written, chained and signed, and how anybody checks that.

The head is RFC 8785 JSON, signed with Ed25519 by the device life that entered it; it holds the SHA-256 of the body, so
that a body can be erased where law demands it and the chain still verifies. Original bytes are stored and sent.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged

FORMAT = "entry-1"
NO_HASH = "0" * 64  # stands before the first entry of a chain


@dataclass(frozen=True)
class Head:
    """What is said of a fact: which, where, when, by whom, and after what. All moments are stamps (UTC)."""

    id: str
    bureau: str
    dossier: str
    dossier_kind: str
    number: int  # in the dossier, from 1
    kind: str
    version: int
    occurred_at: str  # when it happened; earlier than `entered_at` for a 补录
    entered_at: str
    person: str
    life: str
    life_number: int  # in the device life, from 1
    life_previous: str  # hash of the life's previous entry
    dossier_previous: str  # hash of the dossier's previous entry
    body: str  # SHA-256 of the body's bytes

    def encode(self) -> bytes:
        """The signed bytes."""
        return canonical({"format": FORMAT, **vars(self)})


@dataclass(frozen=True)
class Sealed:
    """An entry as it is stored and sent: original bytes and signature. `body` is empty once erased."""

    head: bytes
    signature: bytes
    body: bytes

    @property
    def hash(self) -> str:
        """What the next entries point back to."""
        return sha256_hex(self.head)


def write_body(fact: dict[str, Any]) -> bytes:
    """A fact's content with a nonce, so that nobody can guess a short body from its hash."""
    return wrap_body(canonical(fact))


def wrap_body(content: bytes) -> bytes:
    """The body of a fact whose content is canonical bytes already."""
    return b'{"fact":%b,"nonce":"%b"}' % (content, secrets.token_hex(16).encode())


def read_body(body: bytes) -> dict[str, Any]:
    """The fact's content. Raises `Damaged` when the bytes are no body."""
    try:
        content = json.loads(body)["fact"]
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("error-entry-damaged") from error
    if not isinstance(content, dict):
        raise Damaged("error-entry-damaged")
    return content


def seal(head: Head, body: bytes, signer: Ed25519PrivateKey) -> Sealed:
    """Sign a head over its body."""
    encoded = head.encode()
    return Sealed(head=encoded, signature=signer.sign(encoded), body=body)


def read_head(encoded: bytes) -> Head:
    """Read a head back from its bytes. Raises `Damaged` for any spelling but the canonical one."""
    try:
        fields = json.loads(encoded)
        if fields.pop("format") != FORMAT:
            raise Damaged("error-entry-format")
        head = Head(**fields)
        if head.encode() != encoded or not all(
            type(value) is (int if name in _NUMBERS else str)  # `true` is an int to Python, and no number here
            for name, value in vars(head).items()
        ):
            raise Damaged("error-entry-damaged")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged("error-entry-damaged") from error
    return head


_NUMBERS = {"number", "version", "life_number"}


def check_seal(sealed: Sealed, public_key: Ed25519PublicKey) -> Head:
    """Read and verify an entry: signature, and body against its hash unless erased. Raises `Damaged`."""
    head = read_head(sealed.head)
    verify_seal(sealed, head, public_key)
    return head


def verify_seal(sealed: Sealed, head: Head, public_key: Ed25519PublicKey) -> None:
    """Verify an entry whose head was read. Raises `Damaged`."""
    try:
        public_key.verify(sealed.signature, sealed.head)
    except InvalidSignature as error:
        raise Damaged("error-entry-signature") from error
    if sealed.body and sha256_hex(sealed.body) != head.body:
        raise Damaged("error-entry-damaged")
