"""Queries on the entries of the ledger of publications; frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from inspector_desktop.publicity.facts import ENDED, MADE
from inspector_desktop.publicity.records import Publicity


@dataclass(frozen=True)
class Made:
    """Something was public at a place from a civil day on, until `ended_on` where it was taken off again.

    `entry` is the dossier of the ledger's entry, empty for what the program's own steps made public. `count` is how
    many items were in it.
    """

    place: str
    day: str
    by: str
    address: str = ""
    evidence: str = ""
    note: str = ""
    entry: str = ""
    count: int = 0
    ended_on: str = ""
    ended_by: str = ""
    ended_reason: str = ""

    @property
    def own(self) -> bool:
        """Whether a step of the program made it public."""
        return not self.entry

    @property
    def standing(self) -> bool:
        """Whether it is still public there."""
        return not self.ended_on


@dataclass(frozen=True)
class Noted:
    """An entry of the ledger as it was made."""

    dossier: str
    act: str
    what: str
    about: str
    place: str
    day: str
    by: str
    entered_by: str
    entered_at: str
    of: str
    address: str
    evidence: str
    reason: str


def noted(session: Session, bureau: str, about: str = "") -> tuple[Noted, ...]:
    """Every entry of the ledger, or those about one dossier, in the order they were made."""
    asked = select(Publicity).where(Publicity.bureau == bureau)
    if about:
        asked = asked.where(Publicity.about == about)
    rows = session.exec(asked.order_by(col(Publicity.entered_at), col(Publicity.dossier))).all()
    return tuple(Noted(**row.model_dump(exclude={"bureau"})) for row in rows)


def made_of(entries: tuple[Noted, ...], what: str, about: str, own: tuple[Made, ...] = ()) -> tuple[Made, ...]:
    """Where and when something was made public: what the steps know (`own`) and what was noted, earliest first."""
    mine = [one for one in entries if one.what == what and one.about == about]
    found = [*own]
    found += [
        Made(one.place, one.day, one.by, one.address, one.evidence, one.reason, entry=one.dossier)
        for one in mine
        if one.act == MADE
    ]
    ends = {(one.of, "" if one.of else one.place): one for one in mine if one.act == ENDED}
    ended = []
    for one in found:
        end = ends.get((one.entry, "" if one.entry else one.place))
        if end is not None and one.standing:
            one = replace(one, ended_on=end.day, ended_by=end.by, ended_reason=end.reason)  # noqa: PLW2901
        ended.append(one)
    return tuple(sorted(ended, key=lambda one: (one.day, one.place, bool(one.ended_on))))
