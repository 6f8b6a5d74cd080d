"""Whether an entry may take its place: headquarters' rule.

An entry is accepted if it is the next number of its dossier and comes from the holder. Else it is set aside with a
code: it keeps its place in the device's chain, counts nowhere else, and holds nobody up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlmodel import Session, select

from inspector_desktop.journal.entering import TAKEN, TAKEN_OVER
from inspector_desktop.journal.heads import NO_HASH, Head
from inspector_desktop.journal.records import SET_ASIDE, Dossier, Entry

FOLLOWS, NOT_NEXT, NOT_HOLDER, NOT_IN_TRAY, NOT_ALLOWED, UNREADABLE, REVOKED = (
    "follows",
    "not-next",
    "not-holder",
    "not-in-tray",
    "not-allowed",
    "unreadable",
    "revoked",
)


def judge(
    session: Session,
    head: Head,
    *,
    dossier: Dossier | None,
    has_role: Callable[[str, str], bool],
    aside: Collection[str] = (),
) -> str:
    """The code for setting aside, or an empty text for accepting.

    `dossier` is where the entry's dossier stands, `has_role(person, role)` asks the directory, `aside` are the hashes
    of entries that were set aside a moment ago and are not stored yet.
    """
    next_number, previous = (1, NO_HASH) if dossier is None else (dossier.number + 1, dossier.head_hash)
    if head.number != next_number or head.dossier_previous != previous:
        late = head.dossier_previous in aside or _is_set_aside(session, head.dossier_previous)
        return FOLLOWS if late else NOT_NEXT
    if dossier is None:
        return ""
    if head.kind == TAKEN:
        mine = dossier.tray_person == head.person or (
            dossier.tray_role != "" and has_role(head.person, dossier.tray_role)
        )
        return "" if not dossier.holder and mine else NOT_IN_TRAY
    if head.kind == TAKEN_OVER:
        return "" if has_role(head.person, "supervising") else NOT_ALLOWED
    return "" if dossier.holder == head.life else NOT_HOLDER


def _is_set_aside(session: Session, entry_hash: str) -> bool:
    return (
        session.exec(select(Entry.id).where(Entry.hash == entry_hash, Entry.verdict == SET_ASIDE)).first() is not None
    )
