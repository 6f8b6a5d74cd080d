"""负担: how many inspections each officer has this year, told by name and never ranked (54号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.inspection.store import inspections
from inspector_desktop.ordering import natural
from inspector_desktop.registry.store import officers


@dataclass(frozen=True)
class Burden:
    """What an officer has to do this year: assigned, of these open, of these drawn and replaced in."""

    officer: str
    name: str
    assigned: int
    open: int
    drawn: int


def burdens(session: Session, bureau: str, today: date) -> tuple[Burden, ...]:
    """Every officer's inspections of the civil year of `today`, by name; problems found and fines are not counted."""
    assigned: dict[str, int] = {}
    still_open: dict[str, int] = {}
    drawn: dict[str, int] = {}
    for view in inspections(session, bureau):
        if civil_date(moment(view.assigned_at)).year != today.year:
            continue
        for one in view.officers:
            assigned[one.id] = assigned.get(one.id, 0) + 1
            still_open[one.id] = still_open.get(one.id, 0) + (not view.done.get("check"))
            drawn[one.id] = drawn.get(one.id, 0) + bool(view.draw)
    rows = [
        Burden(one.id, one.name, assigned.get(one.id, 0), still_open.get(one.id, 0), drawn.get(one.id, 0))
        for one in officers(session, bureau)
        if one.duty != "left" or assigned.get(one.id)
    ]
    return tuple(sorted(rows, key=lambda one: (natural(one.name), one.officer)))
