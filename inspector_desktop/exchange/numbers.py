"""Paper numbers: a block of one series and year, allotted to one device, asked for and answered under signature.

The same question gets the same block for ever, so that a lost answer costs no numbers. Which number stands on which
paper is decided on the device.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.exchange.frames import damaged, is_hex
from inspector_desktop.exchange.signed import read_signed, write_signed

ASKED, ALLOTTED = "numbers-1", "numbers-allotted-1"
MOST_NUMBERS = 1000
MOST_NAME = 80
_ASKED = {"request": str, "device": str, "series": str, "year": int, "count": int}
_ALLOTTED = {
    "request": str,
    "bureau": str,
    "device": str,
    "series": str,
    "year": int,
    "first": int,
    "last": int,
    "at": str,
}


@dataclass(frozen=True)
class Wanted:
    """A device asks for `count` numbers; `request` (an id) makes the question the same when it is repeated."""

    request: str
    device: str
    series: str
    year: int
    count: int


@dataclass(frozen=True)
class Block:
    """Numbers `first` to `last`, both included, are this device's."""

    request: str
    bureau: str
    device: str
    series: str
    year: int
    first: int
    last: int
    at: str


def write_wanted(wanted: Wanted, signer: Ed25519PrivateKey) -> bytes:
    """Sign a question with the life's key."""
    return write_signed(ASKED, asdict(wanted), signer)


def read_wanted(document: bytes, key: Ed25519PublicKey) -> Wanted:
    """Verify and read a question. Raises `Disagreed`, or `Damaged` for a number or name out of bounds."""
    wanted = Wanted(**read_signed(document, key, ASKED, _ASKED))
    bounded = 1 <= wanted.count <= MOST_NUMBERS and 2000 <= wanted.year <= 2999  # noqa: PLR2004  (four digits)
    if not bounded or not 1 <= len(wanted.series) <= MOST_NAME or not is_hex(wanted.request, 32):
        raise damaged()
    return wanted


def write_block(block: Block, identity: Ed25519PrivateKey) -> bytes:
    """Sign an allotment with headquarters' identity."""
    return write_signed(ALLOTTED, asdict(block), identity)


def read_block(document: bytes, identity: Ed25519PublicKey) -> Block:
    """Verify and read an allotment. Raises `Disagreed` or `Damaged`."""
    return Block(**read_signed(document, identity, ALLOTTED, _ALLOTTED))
