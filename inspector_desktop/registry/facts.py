"""What may be entered about a register: opened, imported, changed, entered, published."""

from __future__ import annotations

from typing import Any, ClassVar, Required

from pydantic import BaseModel, ConfigDict
from sqlalchemy import update
from sqlmodel import Session, col
from typing_extensions import TypedDict

from inspector_desktop.clock import civil_date
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.ordering import natural
from inspector_desktop.registry.editions import published_anew
from inspector_desktop.registry.inserting import count_rows, insert_ready, insert_subjects, written_rows
from inspector_desktop.registry.ready import ReadyRows
from inspector_desktop.registry.records import Import, Item, Officer, SavedFilter, Shelf, Subject, TitleMapping

CHANGEABLE = frozenset({
    "category", "address", "principal", "phone", "credit", "credit_since", "survival", "jurisdiction", "name", "pinyin",
    "code", "code_kind", "authority", "warning", "kind", "tags", "head_code", "credit_source",
})  # fmt: skip
"""The columns of a subject that may be set after it was entered."""


class Row(BaseModel):
    """A row inside a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SubjectRow(Row):
    """A subject as imported or entered."""

    id: str
    name: str
    code: str
    code_kind: str
    category: str = ""
    authority: str = ""
    jurisdiction: str = ""
    address: str = ""
    principal: str = ""
    phone: str = ""
    credit: str = ""
    credit_since: str = ""
    pinyin: str = ""
    source_row: int = 0
    warning: str = ""
    kind: str = ""
    tags: str = ""
    head_code: str = ""
    credit_source: str = ""


class ImportedRow(TypedDict, total=False):
    """A subject of a list: the fields of `SubjectRow`, the empty ones left out. A million are read as they lie."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]  # read by pydantic

    id: Required[str]
    name: Required[str]
    code: Required[str]
    code_kind: Required[str]
    category: str
    authority: str
    jurisdiction: str
    address: str
    principal: str
    phone: str
    credit: str
    credit_since: str
    pinyin: str
    source_row: int
    warning: str
    kind: str
    tags: str
    head_code: str
    credit_source: str


class OfficerRow(Row):
    """An officer as entered."""

    id: str
    name: str
    unit: str
    sex: str
    certificate: str
    areas: str
    categories: str
    fields: str = ""
    valid_until: str
    duty: str = "on"
    roles: str = "officer"
    joined_on: str = ""
    left_on: str = ""
    duty_until: str = ""
    duty_note: str = ""


class ItemRow(Row):
    """An item of the list."""

    id: str
    title: str
    group_title: str
    item_class: str = ""
    agency: str
    subject_category: str
    content: str
    basis: str
    methods: str
    ratio: str
    frequency: str
    form: str
    sub_title: str = ""
    staffing: str = ""
    level: str = ""
    partners: str = ""
    note: str = ""
    random: str = ""
    random_reason: str = ""
    section: str = ""
    person: str = ""
    ratio_by_law: str = ""
    duty_code: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""


class ShelfOpened(Fact):
    """A register was set up; the first fact of its dossier."""

    KIND: ClassVar[str] = "registry.shelf-opened"

    kind: str
    section: str
    unit: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Shelf(
                bureau=head.bureau, dossier=head.dossier, kind=self.kind, section=self.section,
                unit=self.unit, changed_at=head.occurred_at,
            )
        )  # fmt: skip


class ImportOpened(Fact):
    """A spreadsheet begins to be imported; the file itself is cited as evidence."""

    KIND: ClassVar[str] = "registry.import-opened"

    id: str
    file: str
    file_hash: str
    sheet: str
    rows: int

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Import(
                bureau=head.bureau, dossier=head.dossier, id=self.id, file=self.file, file_hash=self.file_hash,
                sheet=self.sheet, rows=self.rows, opened_at=head.occurred_at,
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return (self.file_hash,)


class SubjectsImported(Fact):
    """Some rows of an import; they count once it is closed."""

    KIND: ClassVar[str] = "registry.subjects-imported"
    AS_WRITTEN: ClassVar[bool] = True

    source: str
    rows: tuple[ImportedRow, ...]

    def apply(self, session: Session, head: Head) -> None:
        blank: dict[str, Any] = {name: one.default for name, one in SubjectRow.model_fields.items()}
        blank |= {"bureau": head.bureau, "dossier": head.dossier, "source": self.source}
        blank |= {"counted": False, "survival": "active"}
        if isinstance(self.rows, ReadyRows):  # as they were just written; read back they are a tuple
            insert_ready(session, self.rows, blank)
            return
        insert_subjects(session, [{**blank, **row} for row in self.rows])

    def written(self) -> bytes:
        return b'{"rows":%b,"source":%b}' % (written_rows(self.rows), canonical(self.source))


class ImportClosed(Fact):
    """An import is complete; from now on its rows count."""

    KIND: ClassVar[str] = "registry.import-closed"

    id: str
    accepted: int
    warned: int
    refused: int

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Import, (head.bureau, head.dossier, self.id))
        if row is None:
            raise Missing("error-import-missing")
        row.closed_at, row.accepted, row.warned, row.refused = (
            head.occurred_at,
            self.accepted,
            self.warned,
            self.refused,
        )
        session.add(row)
        session.flush()
        count_rows(session, head.bureau, head.dossier, self.id)
        session.expire_all()
        raise_version(session, head)


class SubjectsChanged(Fact):
    """Columns of some subjects were set, with the reason: category, credit class, survival, address."""

    KIND: ClassVar[str] = "registry.subjects-changed"

    ids: tuple[str, ...]
    set: dict[str, str]
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.execute(
            update(Subject)
            .where(
                col(Subject.bureau) == head.bureau, col(Subject.dossier) == head.dossier, col(Subject.id).in_(self.ids)
            )
            .values(**placed({name: value for name, value in self.set.items() if name in CHANGEABLE}))
            .execution_options(synchronize_session=False)
        )
        session.expire_all()
        raise_version(session, head)


class SubjectUpdate(Row):
    """The columns of one subject that a changed list sets; `row` is where in the list."""

    id: str
    row: int
    set: dict[str, str]


class SubjectsUpdated(Fact):
    """Up to 500 subjects set to what a changed list says, each with its own columns; `source` is the import."""

    KIND: ClassVar[str] = "registry.subjects-updated"

    source: str
    file: str
    rows: tuple[SubjectUpdate, ...]

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        for row in self.rows:
            session.execute(
                update(Subject)
                .where(
                    col(Subject.bureau) == head.bureau, col(Subject.dossier) == head.dossier, col(Subject.id) == row.id
                )
                .values(**placed({name: value for name, value in row.set.items() if name in CHANGEABLE}))
                .execution_options(synchronize_session=False)
            )
        session.expire_all()
        raise_version(session, head)


class SubjectsEntered(Fact):
    """Subjects entered by hand."""

    KIND: ClassVar[str] = "registry.subjects-entered"

    rows: tuple[SubjectRow, ...]

    def apply(self, session: Session, head: Head) -> None:
        for row in self.rows:
            session.merge(subject_of(head, row))
        raise_version(session, head)


class OfficersEntered(Fact):
    """Officers entered or corrected."""

    KIND: ClassVar[str] = "registry.officers-entered"

    rows: tuple[OfficerRow, ...]

    def apply(self, session: Session, head: Head) -> None:
        for row in self.rows:
            session.merge(Officer(bureau=head.bureau, dossier=head.dossier, **row.model_dump()))
        raise_version(session, head)


class ItemsEntered(Fact):
    """Items entered or corrected before publication; a published item is changed by publishing it again only."""

    KIND: ClassVar[str] = "registry.items-entered"

    rows: tuple[ItemRow, ...]

    def apply(self, session: Session, head: Head) -> None:
        version = raise_version(session, head)
        for row in self.rows:
            before = session.get(Item, (head.bureau, head.dossier, row.id))
            if before is None or not before.published_on:
                session.merge(Item(bureau=head.bureau, dossier=head.dossier, version=version, **row.model_dump()))


class TitleMeaning(Row):
    """A column title and its field."""

    title: str
    field: str


class TitlesMapped(Fact):
    """What column titles of this bureau's lists mean; the field `""` is a column to leave unread."""

    KIND: ClassVar[str] = "registry.titles-mapped"

    kind: str
    titles: tuple[TitleMeaning, ...]

    def apply(self, session: Session, head: Head) -> None:
        for one in self.titles:
            session.merge(
                TitleMapping(
                    bureau=head.bureau, dossier=head.dossier, kind=self.kind, title=one.title, field=one.field
                )
            )  # fmt: skip


class FilterKept(Fact):
    """A filter of a register was kept under a name, or given up (`content` empty)."""

    KIND: ClassVar[str] = "registry.filter-kept"

    name: str
    content: str

    def apply(self, session: Session, head: Head) -> None:
        if self.content:
            session.merge(SavedFilter(bureau=head.bureau, dossier=head.dossier, name=self.name, content=self.content))
            return
        row = session.get(SavedFilter, (head.bureau, head.dossier, self.name))
        if row is not None:
            session.delete(row)


class ItemsPublished(Fact):
    """A version of the item list was published; only published items may be checked (54号).

    What is in force stays so until the new version's first day.
    """

    KIND: ClassVar[str] = "registry.items-published"

    rows: tuple[ItemRow, ...]
    published_on: str
    valid_from: str
    valid_until: str = ""
    link: str = ""

    def apply(self, session: Session, head: Head) -> None:
        version, today = raise_version(session, head), civil_date(head.occurred_at).isoformat()
        for row in self.rows:
            before = session.get(Item, (head.bureau, head.dossier, row.id))
            edition = row.model_dump(exclude={"id"}) | {
                "version": version, "published_on": self.published_on, "valid_from": self.valid_from,
                "valid_until": self.valid_until, "link": self.link,
            }  # fmt: skip
            columns = published_anew(before, edition, today)
            session.merge(Item(bureau=head.bureau, dossier=head.dossier, id=row.id, **columns))


def subject_of(head: Head, row: SubjectRow) -> Subject:
    """The row of a subject that was entered by hand."""
    return Subject(bureau=head.bureau, dossier=head.dossier, counted=True, **placed(row.model_dump()))


def placed(values: dict[str, Any]) -> dict[str, Any]:
    """Columns of a subject, and with its initials where it stands in the list."""
    return values | ({"order_key": natural(values["pinyin"])} if "pinyin" in values else {})


def raise_version(session: Session, head: Head) -> int:
    """Count a change of the shelf a fact lies in. Raises `Missing` where it was not set up."""
    shelf = session.get(Shelf, (head.bureau, head.dossier))
    if shelf is None:
        raise Missing("error-shelf-missing")
    shelf.version += 1
    shelf.changed_at = head.occurred_at
    session.add(shelf)
    session.flush()
    return shelf.version
