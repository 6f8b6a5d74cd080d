"""The strict Ed25519 rule that strangers' programs check by: three programs must give one answer, so it is exact.

RFC 8032, 5.1.7, without the cofactor (R compared as bytes), S below the group's order, and a public key that is the one
spelling of a point and not of small order. What is signed by it is said by the modules beside this.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspector_desktop.exchange.signed import SIGNATURE

_KEY_BYTES: Final = 32
_P: Final = 2**255 - 19
_L: Final = 2**252 + 27742317777372353535851937790883648493
_EIGHTH: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL: Final = frozenset((0, 1, _P - 1, _EIGHTH, _P - _EIGHTH))  # y of the points of order 1, 2, 4 and 8


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
