"""Signed documents: 64 bytes of Ed25519 signature, then the canonical JSON they cover.

Every document states its `format`, so that a signature over one kind of document can never be shown for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.frames import damaged, read_object

SIGNATURE = 64


def public_text(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """A key's public half in 64 hex digits."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes_raw().hex()


def read_public(text: str) -> Ed25519PublicKey:
    """Read what `public_text` wrote. Raises `Damaged`."""
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError as error:
        raise damaged() from error


def write_signed(form: str, content: dict[str, Any], signer: Ed25519PrivateKey) -> bytes:
    """Sign a document of this format."""
    encoded = canonical({"format": form, **content})
    return signer.sign(encoded) + encoded


def read_signed(document: bytes, key: Ed25519PublicKey, form: str, fields: Mapping[str, type]) -> dict[str, Any]:
    """Verify and read a document.

    Raises `Disagreed("error-exchange-signature")` when somebody else signed it, `Damaged` when it is none.
    """
    check_signature(document, key)
    return read_object(document[SIGNATURE:], form, fields)


def check_signature(document: bytes, key: Ed25519PublicKey) -> None:
    """Verify the signature before the content. Raises `Disagreed("error-exchange-signature")`, or `Damaged`."""
    if len(document) <= SIGNATURE:
        raise damaged()
    try:
        key.verify(document[:SIGNATURE], document[SIGNATURE:])
    except InvalidSignature as error:
        raise Disagreed("error-exchange-signature") from error
