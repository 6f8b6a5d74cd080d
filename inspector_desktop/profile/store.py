"""Reading the rules in force out of a store: the file's, with what facts have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from inspector_desktop.journal.records import Dossier
from inspector_desktop.profile.amending import Change, Ruled, in_force
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.records import RuleChange

DOSSIER, KIND = "rules", "rules"


@dataclass(frozen=True)
class Standing:
    """Where the dossier of the rules lies: nowhere yet, on this desk, in a tray, or with somebody else."""

    exists: bool
    here: bool
    in_tray: bool
    holder: str


def changes_of(session: Session, bureau: str) -> tuple[Change, ...]:
    """Every change of rules that counts, in the order it was entered."""
    statement = (
        select(RuleChange)
        .where(RuleChange.bureau == bureau, RuleChange.dossier == DOSSIER)
        .order_by(col(RuleChange.number), col(RuleChange.path))
    )
    return tuple(
        Change(one.number, one.path, one.value, one.former, one.reason, one.since, one.by, one.at, one.restores)
        for one in session.exec(statement)
    )


def rules_in_force(session: Session, file: Profile, today: date, *, bureau: str = "") -> Ruled:
    """The rules of a bureau (the one of the file) on a civil day, by what this store knows."""
    return in_force(file, changes_of(session, bureau or file.id), today)


def stamp_of(session: Session, bureau: str) -> tuple[int, int, str]:
    """What tells whether changes have come or gone since it was last asked: how many, the last number and time."""
    statement = select(func.count(), func.max(RuleChange.number), func.max(RuleChange.at)).where(
        RuleChange.bureau == bureau, RuleChange.dossier == DOSSIER
    )
    count, number, at = session.exec(statement).one()
    return int(count), int(number or 0), str(at or "")


def standing_of(session: Session, bureau: str, life: str) -> Standing:
    """Where the dossier of the rules lies."""
    row = session.get(Dossier, (bureau, DOSSIER))
    if row is None:
        return Standing(exists=False, here=True, in_tray=False, holder="")
    return Standing(True, row.holder == life, not row.holder, row.holder_person)
