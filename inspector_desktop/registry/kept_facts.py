"""What may be entered about the rows beside the registers, and two changes of registers: an item ends, officers change.

`RowsKept` is one fact for all kinds of such rows, each by name, so that their history is read in one way.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import update
from sqlmodel import Session, col

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.journal.records import Record
from inspector_desktop.registry.editions import changed, ended
from inspector_desktop.registry.facts import raise_version
from inspector_desktop.registry.kept_records import (
    Expert,
    Partner,
    PartnerContact,
    Qualification,
    Relation,
    Risk,
    Special,
    StandingTeam,
    Training,
)
from inspector_desktop.registry.records import Item, Officer, Shelf

TABLES: dict[str, type[Record]] = {
    "experts": Expert,
    "partners": Partner,
    "contacts": PartnerContact,
    "qualifications": Qualification,
    "relations": Relation,
    "trainings": Training,
    "risks": Risk,
    "specials": Special,
    "teams": StandingTeam,
}
SHELF_OF = {
    "experts": "experts", "partners": "partners", "contacts": "partners", "qualifications": "officers",
    "relations": "officers", "trainings": "officers", "risks": "subjects", "specials": "subjects", "teams": "officers",
}  # fmt: skip
"""In which kind of shelf rows of a kind lie."""
OFFICER_CHANGEABLE = frozenset(
    {"duty", "duty_until", "duty_note", "left_on", "joined_on", "areas", "categories", "unit", "fields"}
)
"""The columns of officers that may be set for several at once."""
ITEM_CHANGEABLE = frozenset({"section", "ratio", "frequency", "form", "random", "random_reason"})
"""The columns of items that may be set for several at once."""


def columns_of(kind: str) -> frozenset[str]:
    """The columns rows of a kind have."""
    return frozenset(TABLES[kind].model_fields) - {"bureau", "dossier"}


class RowsKept(Fact):
    """Rows of a kind were entered or corrected, each by its id; `evidence` are the files they rest on."""

    KIND: ClassVar[str] = "registry.rows-kept"

    kind: str
    rows: tuple[dict[str, str], ...]
    reason: str = ""
    evidence: tuple[str, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        table = TABLES.get(self.kind)
        if table is None:
            return  # a kind of row of a newer program
        known = columns_of(self.kind)
        for row in self.rows:
            values = {name: value for name, value in row.items() if name in known}
            before = session.get(table, (head.bureau, head.dossier, row["id"]))
            if before is None:
                session.add(table(bureau=head.bureau, dossier=head.dossier, **values))
            else:
                before.sqlmodel_update(values)
                session.add(before)
        session.flush()
        raise_version(session, head)

    def cites(self) -> tuple[str, ...]:
        return self.evidence


class ItemEnded(Fact):
    """A published item is no longer valid after a civil day, with the reason; it stays in the list as it was."""

    KIND: ClassVar[str] = "registry.item-ended"

    id: str
    on: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        item = session.get(Item, (head.bureau, head.dossier, self.id))
        if item is None:
            raise Missing("error-item-missing")
        item.sqlmodel_update(ended(item, self.on, self.reason))
        session.add(item)
        session.flush()
        raise_version(session, head)


class ListPublished(Fact):
    """A version of a register was made public on a civil day: where, and by whom (000 一(三)1; 004 第九条、第十条)."""

    KIND: ClassVar[str] = "registry.list-published"

    version: int
    on: str
    where: str
    by: str

    def apply(self, session: Session, head: Head) -> None:
        shelf = session.get(Shelf, (head.bureau, head.dossier))
        if shelf is None:
            raise Missing("error-shelf-missing")
        shelf.published_version, shelf.published_at = self.version, self.on
        shelf.published_where, shelf.published_by = self.where, self.by
        session.add(shelf)
        session.flush()


class ItemsChanged(Fact):
    """Columns of several items were set, with the reason; those published stand as published anew on `published_on`."""

    KIND: ClassVar[str] = "registry.items-changed"

    ids: tuple[str, ...]
    set: dict[str, str]
    reason: str
    published_on: str = ""

    def apply(self, session: Session, head: Head) -> None:
        values: dict[str, Any] = {name: value for name, value in self.set.items() if name in ITEM_CHANGEABLE}
        version, today = raise_version(session, head), civil_date(head.occurred_at).isoformat()
        for one in self.ids:
            item = session.get(Item, (head.bureau, head.dossier, one))
            if item is None:
                raise Missing("error-item-missing")
            item.sqlmodel_update(changed(item, values, published_on=self.published_on, version=version, today=today))
            session.add(item)
        session.flush()


class OfficersChanged(Fact):
    """Columns of some officers were set, with the reason: duty, areas, categories, unit, fields."""

    KIND: ClassVar[str] = "registry.officers-changed"

    ids: tuple[str, ...]
    set: dict[str, str]
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        values: dict[str, Any] = {name: value for name, value in self.set.items() if name in OFFICER_CHANGEABLE}
        session.flush()
        if values:
            session.execute(
                update(Officer)
                .where(
                    col(Officer.bureau) == head.bureau, col(Officer.dossier) == head.dossier,
                    col(Officer.id).in_(self.ids),
                )
                .values(**values)
                .execution_options(synchronize_session=False)
            )  # fmt: skip
        session.expire_all()
        raise_version(session, head)
