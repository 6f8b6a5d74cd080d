"""Queries on the rows beside the registers; frozen rows, the latest day first where they have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from inspector_desktop.ordering import natural
from inspector_desktop.registry.kept_facts import TABLES
from inspector_desktop.registry.kept_records import Expert, Partner, Relation, Special, StandingTeam
from inspector_desktop.registry.records import Subject

_DAYS = ("day", "since")


@dataclass(frozen=True)
class KeptView:
    """A row of a kind: where it lies, and its columns."""

    bureau: str
    dossier: str
    kind: str
    id: str
    values: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The id, as lists know it."""
        return self.id

    def get(self, column: str) -> str:
        """What stands in a column, empty where the kind has none."""
        return dict(self.values).get(column, "")

    def holds_on(self, day: str) -> bool:
        """Whether the row was not ended before a civil day."""
        return not self.get("ended_on") or day < self.get("ended_on")


def kept(session: Session, bureau: str, kind: str, *, owner: str = "") -> tuple[KeptView, ...]:
    """All rows of a kind, or those attached to `owner`; by name, or the latest day first."""
    table: Any = TABLES[kind]
    wanted = select(table).where(table.bureau == bureau)
    if owner:
        wanted = wanted.where(table.owner == owner)
    views = [_view(kind, row) for row in session.exec(wanted)]
    day = next((one for one in _DAYS if one in table.model_fields), "")
    if day:
        return tuple(sorted(views, key=lambda one: (one.get(day), one.id), reverse=True))
    return tuple(sorted(views, key=lambda one: (natural(one.get("name")), one.id)))


def find_kept(session: Session, bureau: str, kind: str, row: str) -> KeptView | None:
    """One row by its id."""
    table: Any = TABLES[kind]
    found = session.exec(select(table).where(table.bureau == bureau, table.id == row).limit(1)).first()
    return _view(kind, found) if found is not None else None


def count_experts(session: Session, bureau: str) -> int:
    """How many experts there are."""
    return session.exec(select(func.count()).select_from(Expert).where(Expert.bureau == bureau)).one()


def count_partners(session: Session, bureau: str) -> int:
    """How many partner departments there are."""
    return session.exec(select(func.count()).select_from(Partner).where(Partner.bureau == bureau)).one()


def count_teams(session: Session, bureau: str) -> int:
    """How many ready-made teams there are."""
    return session.exec(select(func.count()).select_from(StandingTeam).where(StandingTeam.bureau == bureau)).one()


def related(session: Session, bureau: str, *, day: str = "") -> frozenset[tuple[str, str]]:
    """Officer and subject of every relation declared and not ended (on a civil day, where one is given; F096).

    A relation names a company by code, by the id of a subject, or by its whole name; all its sites are meant.
    """
    owners: dict[str, set[str]] = {}
    for row in session.exec(select(Relation).where(Relation.bureau == bureau)):
        if row.ended_on and (not day or row.ended_on <= day):
            continue
        for key in {row.code, row.name} - {""}:
            owners.setdefault(key, set()).add(row.owner)
    if not owners:
        return frozenset()
    wanted = list(owners)
    columns = (col(Subject.id), col(Subject.code), col(Subject.head_code), col(Subject.name))
    found = session.exec(
        select(Subject.id, Subject.code, Subject.head_code, Subject.name).where(
            Subject.bureau == bureau, or_(*(one.in_(wanted) for one in columns))
        )
    )
    return frozenset((owner, row[0]) for row in found for key in row for owner in owners.get(key, ()))


def tags_of(session: Session, bureau: str) -> tuple[str, ...]:
    """Every tag in use, by name."""
    rows = session.exec(select(Subject.tags).where(Subject.bureau == bureau, col(Subject.tags) != "").distinct()).all()
    return tuple(sorted({tag for row in rows for tag in row.split("、") if tag}, key=natural))


def jurisdictions_of(session: Session, bureau: str) -> tuple[str, ...]:
    """Every 管辖单位 in use, by name."""
    asked = select(Subject.jurisdiction).where(Subject.bureau == bureau, col(Subject.jurisdiction) != "").distinct()
    return tuple(sorted(session.exec(asked).all(), key=natural))


def libraries_of(session: Session, bureau: str) -> tuple[str, ...]:
    """Every special library in use, by name."""
    asked = select(Special.library).where(Special.bureau == bureau, Special.ended_on == "").distinct()
    return tuple(sorted(session.exec(asked).all(), key=natural))


def _view(kind: str, row: Any) -> KeptView:
    values = row.model_dump(exclude={"bureau", "dossier", "id"})
    return KeptView(row.bureau, row.dossier, kind, row.id, tuple(values.items()))
