"""Who may issue what for which problems, and where a problem goes next. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

OPEN, REPORTED, DONE, PART, NOT = "fix-open", "fix-reported", "fix-done", "fix-part", "fix-not"
CLOSED, HANDLED = "fix-closed", "fix-handled"
RESULTS = (DONE, PART, NOT)
RUNNING = (OPEN, REPORTED, PART)
TEAM = 2


@dataclass(frozen=True)
class Demand:
    """What is asked for a problem, by which last day (civil, that day included), and on which basis."""

    number: int
    demand: str
    due_on: str
    basis: str = ""


def may_issue(*, person: str, officers: Sequence[str], approver: bool, approved: bool) -> bool:
    """Whether somebody may issue advice or order: an own officer of a visit of two, or an approver after approval."""
    on_site = person in officers and len(officers) >= TEAM
    return on_site or (approver and approved)


def wanting_of_demands(demands: Sequence[Demand], states: dict[int, str], today: date) -> tuple[str, int]:
    """What is wrong with the demands, as a wording key and the problem's number; empty and 0 when nothing is."""
    if not demands:
        return "refused-fix-none", 0
    for one in demands:
        if one.number not in states:
            return "refused-fix-unknown", one.number
        if states[one.number] in (CLOSED, HANDLED):
            return "refused-fix-closed", one.number
        if not one.demand.strip():
            return "refused-fix-demand", one.number
        if one.due_on < today.isoformat():
            return "refused-fix-due", one.number
    return "", 0


def without_basis(demands: Iterable[Demand]) -> int:
    """The first problem without a basis that may be cited; 0 if all have one."""
    return next((one.number for one in demands if not one.basis.strip()), 0)


def may_recheck(state: str) -> bool:
    """Whether a problem can be looked at again."""
    return state in (*RUNNING, NOT)


def may_close(state: str) -> bool:
    """Whether a problem can be closed: only one that was found mended."""
    return state == DONE


def all_in(states: Collection[str], wanted: Collection[str]) -> bool:
    """Whether there are problems and every one is in one of these states."""
    return bool(states) and all(one in wanted for one in states)


def by_due(demands: Iterable[Demand]) -> dict[str, tuple[int, ...]]:
    """Numbers of problems by their last day, earliest first."""
    found: dict[str, tuple[int, ...]] = {}
    for one in sorted(demands, key=lambda demand: (demand.due_on, demand.number)):
        found[one.due_on] = (*found.get(one.due_on, ()), one.number)
    return found
