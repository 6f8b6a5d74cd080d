"""Which shelf a write belongs to, and whether this person's section keeps it.

Subjects of all shelves are listed together; a row is changed in the shelf it lies in, and only by the section that
keeps that shelf. What a section is called stands in the shelf and in the officer's unit; no other list of sections is
kept. That the shelf lies on this desk is the journal's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.records import Dossier
from inspector_desktop.registry.records import Item, Officer, Subject
from inspector_desktop.registry.store import ShelfView, get_shelf, shelves

T = TypeVar("T")
_TABLES: dict[str, Any] = {"items": Item, "subjects": Subject, "officers": Officer}
_AT_ONCE = 500


def may_keep(session: Session, desk: Desk, shelf: ShelfView) -> bool:
    """Whether a person's section keeps a shelf: the supervising section every one, another section its own."""
    return desk.has_role("supervising") or bool(shelf.unit and unit_of(session, desk) == shelf.unit)


def unit_of(session: Session, desk: Desk) -> str:
    """The unit of the signed-in person, as the register of officers has it; empty for others."""
    return (
        session.exec(
            select(Officer.unit).where(Officer.bureau == desk.bureau, Officer.id == desk.person.id).limit(1)
        ).first()
        or ""
    )


def kept_shelves(session: Session, desk: Desk, kind: str) -> tuple[ShelfView, ...]:
    """The shelves of a kind that this person's section keeps, those on this desk before others."""
    found = [one for one in shelves(session, desk.bureau, kind) if may_keep(session, desk, one)]
    return tuple(sorted(found, key=lambda one: not lies_here(session, desk, one.dossier)))


def own_shelf(session: Session, desk: Desk, kind: str) -> ShelfView:
    """The shelf that takes this person's new rows. Raises `Refused` when his section keeps none, or `Missing`."""
    found = kept_shelves(session, desk, kind)
    if not found and desk.has_role("supervising"):
        return get_shelf(session, desk.bureau, kind)
    if not found:
        raise Refused("refused-role-registers")
    return found[0]


def taking_shelf(session: Session, desk: Desk, kind: str, dossier: str) -> ShelfView:
    """The shelf of a kind that takes new rows: the one named, else the person's own.

    Raises `Refused` when his section does not keep it, or `Missing`.
    """
    if not dossier:
        return own_shelf(session, desk, kind)
    found = next((one for one in shelves(session, desk.bureau, kind) if one.dossier == dossier), None)
    if found is None:
        raise Missing("error-shelf-missing")
    if not may_keep(session, desk, found):
        raise Refused("refused-shelf-other", unit=found.unit)
    return found


def by_shelf(
    session: Session, desk: Desk, kind: str, rows: Sequence[T], key: Callable[[T], str], *, new_to: str = ""
) -> tuple[tuple[ShelfView, tuple[T, ...]], ...]:
    """Sort rows by the shelf each lies in; a new one goes to the shelf `new_to`, else to the person's own.

    Raises `Refused` when one of them lies in a shelf that another section keeps, or his section keeps none.
    """
    own = taking_shelf(session, desk, kind, new_to)
    every = shelves(session, desk.bureau, kind)
    if len(every) == 1:
        return ((own, tuple(rows)),) if rows else ()
    known = {one.dossier: one for one in every}
    lies = _where(session, desk.bureau, kind, [key(one) for one in rows])
    sorted_rows: dict[str, list[T]] = {}
    for row in rows:
        sorted_rows.setdefault(lies.get(key(row), own.dossier), []).append(row)
    for dossier in sorted_rows:
        if not may_keep(session, desk, known[dossier]):
            raise Refused("refused-shelf-other", unit=known[dossier].unit)
    return tuple((known[dossier], tuple(part)) for dossier, part in sorted_rows.items())


def rows_kept(session: Session, desk: Desk, ids: Sequence[str], *, kind: str = "subjects") -> frozenset[str]:
    """Which of these rows lie in a shelf that this person's section keeps, and that lies on this desk."""
    kept = {
        one.dossier
        for one in shelves(session, desk.bureau, kind)
        if may_keep(session, desk, one) and lies_here(session, desk, one.dossier)
    }
    return frozenset(one for one, lies in _where(session, desk.bureau, kind, ids).items() if lies in kept)


def keeps_here(session: Session, desk: Desk, kind: str) -> bool:
    """Whether this person may change a register here and now: his section keeps a shelf of it that lies on this desk.

    The supervising section may always: it sets up what does not exist yet.
    """
    if desk.has_role("supervising"):
        return True
    return any(lies_here(session, desk, one.dossier) for one in kept_shelves(session, desk, kind))


def lies_here(session: Session, desk: Desk, dossier: str) -> bool:
    """Whether a dossier lies on this desk."""
    row = session.get(Dossier, (desk.bureau, dossier))
    return row is not None and row.holder == desk.life


def may_write(session: Session, desk: Desk, dossier: str) -> bool:
    """Whether this person may change rows of a shelf here and now."""
    shelf = next((one for one in shelves(session, desk.bureau) if one.dossier == dossier), None)
    return shelf is not None and may_keep(session, desk, shelf) and lies_here(session, desk, dossier)


def writable_shelves(session: Session, desk: Desk, kind: str) -> frozenset[str]:
    """The dossiers of the shelves of a kind whose rows this person may change here and now."""
    return frozenset(one.dossier for one in kept_shelves(session, desk, kind) if lies_here(session, desk, one.dossier))


def _where(session: Session, bureau: str, kind: str, ids: Sequence[str]) -> dict[str, str]:
    table = _TABLES[kind]
    found: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        found.update(
            session.exec(select(table.id, table.dossier).where(table.bureau == bureau, col(table.id).in_(part))).all()
        )
    return found
