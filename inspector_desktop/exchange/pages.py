"""A page of headquarters' log: accepted entries in the order of their positions, signed as a whole.

Entries that the asking life made come back only as position and hash. The page carries the certificates of the lives
whose entries it holds, and the log's running digest before and after, so that a log that lost or changed something is
noticed by every device. Bytes: signature (64) and one zstd frame of a header and the entries' parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.exchange.batch import MOST_BODY, MOST_HEAD, MOST_PLAIN
from inspector_desktop.exchange.frames import Parts, damaged, is_hex, pack, read_object, unpack, write_parts
from inspector_desktop.exchange.signed import SIGNATURE, check_signature
from inspector_desktop.journal.heads import NO_HASH, Sealed

FORMAT = "page-1"
MOST_LINES = 1000
PAGE_BYTES = 8 * 1024 * 1024
LOG_START = NO_HASH
_MOST_HEADER = 4 * 1024 * 1024
_HEADER = {
    "bureau": str,
    "dossier": str,
    "after": int,
    "last": int,
    "chain_before": str,
    "chain_after": str,
    "lines": list,
    "certificates": list,
}


@dataclass(frozen=True)
class Line:
    """One entry of the log. `entry` is none when the asking life made it itself."""

    position: int
    hash: str
    entry: Sealed | None


@dataclass(frozen=True)
class Page:
    """Lines after position `after`; `last` is where the log ended when it was written.

    With a `dossier` the page is that dossier's alone: positions then have gaps and the running digests stay empty.
    """

    bureau: str
    dossier: str
    after: int
    last: int
    chain_before: str
    chain_after: str
    lines: tuple[Line, ...]
    certificates: tuple[bytes, ...]

    @property
    def through(self) -> int:
        """The position this page reaches."""
        return self.lines[-1].position if self.lines else self.after


def next_link(chain: str, entry_hash: str) -> str:
    """The log's running digest after one more entry."""
    return sha256_hex(bytes.fromhex(chain) + bytes.fromhex(entry_hash))


def write_page(page: Page, signer: Ed25519PrivateKey) -> bytes:
    """Pack and sign a page."""
    header = {
        "format": FORMAT,
        "bureau": page.bureau,
        "dossier": page.dossier,
        "after": page.after,
        "last": page.last,
        "chain_before": page.chain_before,
        "chain_after": page.chain_after,
        "lines": [[line.position, line.hash, line.entry is not None] for line in page.lines],
        "certificates": [certificate.hex() for certificate in page.certificates],
    }
    parts = [canonical(header)]
    for line in page.lines:
        if line.entry is not None:
            parts += [line.entry.head, line.entry.signature, line.entry.body]
    frame = pack(write_parts(parts))
    return signer.sign(frame) + frame


def read_page(document: bytes, key: Ed25519PublicKey) -> Page:
    """Verify and read a page: signature, limits, unbroken positions, running digest.

    Raises `Disagreed("error-exchange-signature")` or `Damaged`. The entries' own seals are checked on storing.
    """
    check_signature(document, key)
    parts = Parts(unpack(document[SIGNATURE:], MOST_PLAIN))
    header = read_object(parts.next(_MOST_HEADER), FORMAT, _HEADER)
    if len(header["lines"]) > MOST_LINES:
        raise damaged()
    lines = tuple(_line(line, parts) for line in header["lines"])
    parts.end()
    try:
        certificates = tuple(bytes.fromhex(text) for text in header["certificates"])
    except (TypeError, ValueError) as error:
        raise damaged() from error
    page = Page(
        header["bureau"],
        header["dossier"],
        header["after"],
        header["last"],
        header["chain_before"],
        header["chain_after"],
        lines,
        certificates,
    )
    if not page.dossier:
        _check_chain(page)
    return page


def _line(line: Any, parts: Parts) -> Line:
    if not isinstance(line, list) or [type(part) for part in line] != [int, str, bool] or not is_hex(line[1], 64):
        raise damaged()
    entry = None
    if line[2]:
        entry = Sealed(head=parts.next(MOST_HEAD), signature=parts.next(SIGNATURE), body=parts.next(MOST_BODY))
        if entry.hash != line[1]:
            raise damaged()
    return Line(position=line[0], hash=line[1], entry=entry)


def _check_chain(page: Page) -> None:
    chain = page.chain_before
    if not is_hex(chain, 64):
        raise damaged()
    for expected, line in enumerate(page.lines, start=page.after + 1):
        if line.position != expected:
            raise damaged()
        chain = next_link(chain, line.hash)
    if chain != page.chain_after or page.through > page.last:
        raise damaged()
