"""Whether an entry may take its place: headquarters' rule, and how verdicts change a device's records.

An entry is accepted if it is the next number of its dossier and comes from the holder. Else it is set aside with a
code: it keeps its place in the device's chain, counts nowhere else, and holds nobody up.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session, select

from inspector_desktop.errors import Damaged
from inspector_desktop.journal.applying import apply_entry
from inspector_desktop.journal.entering import TAKEN, TAKEN_OVER
from inspector_desktop.journal.heads import NO_HASH, Head
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Dossier, Entry

FOLLOWS, NOT_NEXT, NOT_HOLDER, NOT_IN_TRAY, NOT_ALLOWED, UNREADABLE, REVOKED = (
    "follows",
    "not-next",
    "not-holder",
    "not-in-tray",
    "not-allowed",
    "unreadable",
    "revoked",
)


def judge(session: Session, head: Head, *, has_role: Callable[[str, str], bool]) -> str:
    """The code for setting aside, or an empty text for accepting. `has_role(person, role)` asks the directory."""
    dossier = session.get(Dossier, (head.bureau, head.dossier))
    if dossier is None:
        if head.number == 1 and head.dossier_previous == NO_HASH:
            return ""
        return FOLLOWS if _is_set_aside(session, head.dossier_previous) else NOT_NEXT
    if head.number != dossier.number + 1 or head.dossier_previous != dossier.head_hash:
        return FOLLOWS if _is_set_aside(session, head.dossier_previous) else NOT_NEXT
    if head.kind == TAKEN:
        mine = dossier.tray_person == head.person or (
            dossier.tray_role != "" and has_role(head.person, dossier.tray_role)
        )
        return "" if not dossier.holder and mine else NOT_IN_TRAY
    if head.kind == TAKEN_OVER:
        return "" if has_role(head.person, "supervising") else NOT_ALLOWED
    return "" if dossier.holder == head.life else NOT_HOLDER


def accept(session: Session, entry: Entry, head: Head, position: int) -> None:
    """Give an entry its position and fold it into the records (headquarters' side).

    Raises `Damaged` when it cannot be applied; the caller rolls back to its savepoint and sets the entry aside.
    """
    entry.verdict, entry.verdict_code, entry.position = ACCEPTED, "", position
    session.add(entry)
    apply_entry(session, head, entry.body, entry.hash)


def set_aside(session: Session, entry: Entry, code: str) -> None:
    """Store an entry that counts nowhere."""
    if not code:
        raise Damaged("error-entry-damaged")
    entry.verdict, entry.verdict_code, entry.position = SET_ASIDE, code, 0
    session.add(entry)


def _is_set_aside(session: Session, entry_hash: str) -> bool:
    return (
        session.exec(select(Entry.id).where(Entry.hash == entry_hash, Entry.verdict == SET_ASIDE)).first() is not None
    )
