"""Comparing where all dossiers stand: one digest first, then 256 of groups, then the heads of a group that differs.

Both sides compute the same from their own records, so that a difference is found, named and healed, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.exchange.frames import damaged, is_hex
from inspector_desktop.exchange.signed import read_signed, write_signed

FORMAT = "digest-1"
_FIELDS = {"bureau": str, "position": int, "root": str, "group": str, "groups": list, "heads": list}


@dataclass(frozen=True, order=True)
class Standing:
    """A dossier's latest accepted entry."""

    dossier: str
    number: int
    hash: str


@dataclass(frozen=True)
class Comparison:
    """Headquarters' answer at one position of its log; `groups` or `heads` only where they were asked for."""

    bureau: str
    position: int
    root: str
    group: str
    groups: tuple[tuple[str, str], ...]
    heads: tuple[Standing, ...]


def group_of(dossier: str) -> str:
    """One of 256 groups, by two hex digits."""
    return sha256_hex(dossier)[:2]


def group_digests(standings: Iterable[Standing]) -> dict[str, str]:
    """The digest of each group that has a dossier."""
    groups: dict[str, list[Standing]] = {}
    for standing in standings:
        groups.setdefault(group_of(standing.dossier), []).append(standing)
    return {
        name: sha256_hex(canonical([[one.dossier, one.number, one.hash] for one in sorted(members)]))
        for name, members in sorted(groups.items())
    }


def root_digest(groups: dict[str, str]) -> str:
    """One digest over all groups."""
    return sha256_hex(canonical(groups))


def write_comparison(comparison: Comparison, identity: Ed25519PrivateKey) -> bytes:
    """Sign an answer."""
    content = {
        "bureau": comparison.bureau,
        "position": comparison.position,
        "root": comparison.root,
        "group": comparison.group,
        "groups": [list(pair) for pair in comparison.groups],
        "heads": [[one.dossier, one.number, one.hash] for one in comparison.heads],
    }
    return write_signed(FORMAT, content, identity)


def read_comparison(document: bytes, identity: Ed25519PublicKey) -> Comparison:
    """Verify and read an answer. Raises `Disagreed` or `Damaged`."""
    found = read_signed(document, identity, FORMAT, _FIELDS)
    groups = tuple((_checked(pair, str, str)[0], pair[1]) for pair in found["groups"])
    heads = tuple(Standing(*_checked(line, str, int, str)) for line in found["heads"])
    if not is_hex(found["root"], 64):
        raise damaged()
    return Comparison(found["bureau"], found["position"], found["root"], found["group"], groups, heads)


def _checked(line: Any, *kinds: type) -> Sequence[Any]:
    if not isinstance(line, list) or [type(part) for part in line] != list(kinds):
        raise damaged()
    return line
