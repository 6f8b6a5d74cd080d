"""Receipts: headquarters' signed word on each entry of a batch, and on each finished piece of evidence.

A receipt once given is stored and repeated byte for byte. It is verified against the identity key that was pinned at
enrolment; what a device does with it is the business of `sync`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.exchange.frames import damaged, is_hex
from inspector_desktop.exchange.signed import read_signed, write_signed

BATCH_RECEIPT, BLOB_RECEIPT = "receipt-1", "evidence-receipt-1"
_BATCH = {
    "bureau": str,
    "device": str,
    "life": str,
    "number": int,
    "digest": str,
    "received_at": str,
    "verdicts": list,
}
_BLOB = {"bureau": str, "hash": str, "size": int, "received_at": str}


@dataclass(frozen=True)
class Verdict:
    """On one entry: accepted at `position` of the log, or set aside with a `code` (then the position is 0)."""

    life_number: int
    hash: str
    position: int
    code: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the entry took its place."""
        return not self.code


@dataclass(frozen=True)
class BatchReceipt:
    """Headquarters has this batch, and this became of its entries."""

    bureau: str
    device: str
    life: str
    number: int
    digest: str
    received_at: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class BlobReceipt:
    """Headquarters has this piece of evidence, whole and verified."""

    bureau: str
    hash: str
    size: int
    received_at: str


def write_receipt(receipt: BatchReceipt, signer: Ed25519PrivateKey) -> bytes:
    """Sign a batch receipt."""
    lines = [[verdict.life_number, verdict.hash, verdict.position, verdict.code] for verdict in receipt.verdicts]
    return write_signed(BATCH_RECEIPT, {**_plain(receipt, _BATCH), "verdicts": lines}, signer)


def read_receipt(document: bytes, key: Ed25519PublicKey) -> BatchReceipt:
    """Verify and read a batch receipt. Raises `Disagreed` for another signer, `Damaged` for anything else."""
    found = read_signed(document, key, BATCH_RECEIPT, _BATCH)
    found["verdicts"] = tuple(_verdict(line) for line in found["verdicts"])
    return BatchReceipt(**found)


def write_blob_receipt(receipt: BlobReceipt, signer: Ed25519PrivateKey) -> bytes:
    """Sign a receipt for evidence."""
    return write_signed(BLOB_RECEIPT, _plain(receipt, _BLOB), signer)


def read_blob_receipt(document: bytes, key: Ed25519PublicKey) -> BlobReceipt:
    """Verify and read a receipt for evidence. Raises `Disagreed` or `Damaged`."""
    return BlobReceipt(**read_signed(document, key, BLOB_RECEIPT, _BLOB))


def _verdict(line: Sequence[Any]) -> Verdict:
    if not isinstance(line, list) or [type(part) for part in line] != [int, str, int, str] or not is_hex(line[1], 64):
        raise damaged()
    verdict = Verdict(*line)
    if verdict.accepted != (verdict.position > 0):
        raise damaged()
    return verdict


def _plain(receipt: object, fields: Mapping[str, type]) -> dict[str, Any]:
    return {name: getattr(receipt, name) for name in fields}
