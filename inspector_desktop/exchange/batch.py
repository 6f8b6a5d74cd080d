"""The sealed batch: entries of one device life, packed and signed once, and sent the same byte for byte ever after.

Bytes: signature of the life (64) and one zstd frame; in it the header (canonical JSON), then head, signature and body
of each entry. The same bytes travel over the network and on a stick. Whether an entry may take its place is judged
elsewhere: a batch only promises to be whole and to come from that life.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.frames import Parts, damaged, is_name, pack, read_object, unpack, write_parts
from inspector_desktop.exchange.signed import SIGNATURE
from inspector_desktop.journal.heads import Sealed

FORMAT = "batch-1"
MOST_ENTRIES = 500
TARGET_BYTES = 4 * 1024 * 1024  # a batch is closed once its entries reach this
MOST_BYTES = 16 * 1024 * 1024  # of a sealed batch
MOST_PLAIN = 64 * 1024 * 1024  # unpacked
MOST_HEAD = 16 * 1024
MOST_BODY = 8 * 1024 * 1024
_HEADER = {"bureau": str, "device": str, "life": str, "number": int, "count": int}
_PURPOSE = b"batch-1\n"


@dataclass(frozen=True)
class Batch:
    """What a sealed batch holds: the `number`-th of a device life, from 1."""

    bureau: str
    device: str
    life: str
    number: int
    entries: tuple[Sealed, ...]


def seal_batch(batch: Batch, signer: Ed25519PrivateKey) -> bytes:
    """Pack and sign. The result is stored before it is sent, and never made a second time."""
    header = {
        "format": FORMAT,
        "bureau": batch.bureau,
        "device": batch.device,
        "life": batch.life,
        "number": batch.number,
        "count": len(batch.entries),
    }
    parts = [canonical(header)]
    for entry in batch.entries:
        parts += [entry.head, entry.signature, entry.body]
    frame = pack(write_parts(parts))
    return signer.sign(_PURPOSE + frame) + frame


def batch_digest(sealed: bytes) -> str:
    """What a receipt and a repeat are compared by."""
    return sha256_hex(sealed)


def read_batch(sealed: bytes) -> Batch:
    """Unpack a batch within the limits. Raises `Damaged` for anything else; `check_batch` tells whose it is."""
    if not SIGNATURE < len(sealed) <= MOST_BYTES:
        raise damaged()
    parts = Parts(unpack(sealed[SIGNATURE:], MOST_PLAIN))
    header = read_object(parts.next(MOST_HEAD), FORMAT, _HEADER)
    if not 1 <= header["count"] <= MOST_ENTRIES or header["number"] < 1:
        raise damaged()
    if not is_name(header["device"]) or not is_name(header["life"]):
        raise damaged()
    entries = tuple(
        Sealed(head=parts.next(MOST_HEAD), signature=parts.next(SIGNATURE), body=parts.next(MOST_BODY))
        for _ in range(header["count"])
    )
    parts.end()
    return Batch(header["bureau"], header["device"], header["life"], header["number"], entries)


def check_batch(sealed: bytes, life_key: Ed25519PublicKey) -> None:
    """Whether this life sealed it. Raises `Disagreed("error-exchange-signature")`."""
    try:
        life_key.verify(sealed[:SIGNATURE], _PURPOSE + sealed[SIGNATURE:])
    except InvalidSignature as error:
        raise Disagreed("error-exchange-signature") from error


def fill(waiting: Sequence[Sealed]) -> tuple[Sealed, ...]:
    """The first entries of `waiting` that make one batch; at least one if there is any."""
    chosen: list[Sealed] = []
    size = 0
    for entry in waiting[:MOST_ENTRIES]:
        size += len(entry.head) + len(entry.signature) + len(entry.body)
        if chosen and size > TARGET_BYTES:
            break
        chosen.append(entry)
    return tuple(chosen)
