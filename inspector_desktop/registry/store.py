"""Queries on the registers; all return frozen values. Sorting and filtering happen in SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from sqlalchemy import func, literal
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Missing
from inspector_desktop.ordering import natural
from inspector_desktop.registry.records import Import, Item, Officer, SavedFilter, Shelf, Subject, TitleMapping
from inspector_desktop.registry.searching import Wanted, among, conditions, count_in_table, page_of

PAGE = 500


@dataclass(frozen=True)
class ShelfView:
    """A register and where it stands."""

    bureau: str
    dossier: str
    kind: str
    section: str
    unit: str
    version: int
    changed_at: str
    published_at: str
    published_version: int = 0
    published_where: str = ""
    published_by: str = ""

    @property
    def is_public(self) -> bool:
        """Whether the list is public as it stands now."""
        return bool(self.published_at) and self.published_version == self.version


@dataclass(frozen=True)
class ImportView:
    """An import and its counts."""

    bureau: str
    dossier: str
    id: str
    file: str
    file_hash: str
    sheet: str
    opened_at: str
    closed_at: str
    rows: int
    accepted: int
    warned: int
    refused: int


@dataclass(frozen=True)
class SubjectView:
    """A subject of the register."""

    bureau: str
    dossier: str
    id: str
    name: str
    code: str
    code_kind: str
    category: str
    authority: str
    jurisdiction: str
    address: str
    principal: str
    phone: str
    credit: str
    credit_since: str
    survival: str
    pinyin: str
    source: str
    source_row: int
    warning: str
    counted: bool
    kind: str = ""
    tags: str = ""
    head_code: str = ""
    credit_source: str = ""

    @property
    def unit_code(self) -> str:
        """By what caps count: the company a site belongs to, else its own code, else its id."""
        return self.head_code or self.code or self.id


@dataclass(frozen=True)
class OfficerView:
    """An officer of the register; `areas`, `categories`, `fields` and `roles` are texts joined by 、."""

    bureau: str
    dossier: str
    id: str
    name: str
    unit: str
    sex: str
    certificate: str
    areas: str
    categories: str
    fields: str
    valid_until: str
    duty: str
    roles: str
    joined_on: str = ""
    left_on: str = ""
    duty_until: str = ""
    duty_note: str = ""


@dataclass(frozen=True)
class ItemView:
    """An item of the list: one edition of it, with the others."""

    bureau: str
    dossier: str
    id: str
    title: str
    group_title: str
    item_class: str
    agency: str
    subject_category: str
    content: str
    basis: str
    methods: str
    ratio: str
    frequency: str
    form: str
    version: int
    published_on: str
    valid_from: str
    valid_until: str
    sub_title: str = ""
    staffing: str = ""
    level: str = ""
    partners: str = ""
    note: str = ""
    random: str = ""
    random_reason: str = ""
    section: str = ""
    person: str = ""
    link: str = ""
    ended_reason: str = ""
    ratio_by_law: str = ""
    duty_code: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    others: tuple[ItemView, ...] = ()  # its other editions, in force now or to come

    @property
    def all_editions(self) -> tuple[ItemView, ...]:
        """Its editions by their first days, each without the others."""
        alone = (replace(one, others=()) for one in (self, *self.others))
        return tuple(sorted(alone, key=lambda one: one.valid_from))

    def on(self, day: str) -> ItemView:
        """The edition that stands on a civil day, which knows the others; before the first of them that one."""
        if not self.others:
            return self
        known = self.all_editions
        chosen = max((at for at, one in enumerate(known) if one.valid_from <= day), default=0)
        return replace(known[chosen], others=(*known[:chosen], *known[chosen + 1 :]))


class Listed(NamedTuple):
    """What a draw reads of a subject; very many are read at once."""

    id: str
    name: str
    code: str
    category: str
    jurisdiction: str
    credit: str
    survival: str
    kind: str
    tags: str
    head_code: str

    @property
    def unit_code(self) -> str:
        """By what caps count, as `SubjectView` has it."""
        return self.head_code or self.code or self.id


_LISTED: tuple[Any, ...] = tuple(getattr(Subject, name) for name in Listed._fields)
_COLUMNS: tuple[Any, ...] = tuple(getattr(Subject, one.name) for one in fields(SubjectView))


def shelves(session: Session, bureau: str, kind: str = "") -> tuple[ShelfView, ...]:
    """All shelves, or those of a kind: first the supervising section's, then by section."""
    wanted = select(Shelf).where(Shelf.bureau == bureau)
    if kind:
        wanted = wanted.where(Shelf.kind == kind)
    rows = session.exec(wanted.order_by(col(Shelf.unit) != "", col(Shelf.section), col(Shelf.kind)))
    return tuple(ShelfView(**row.model_dump()) for row in rows)


def find_shelf(session: Session, bureau: str, kind: str, *, section: str = "") -> ShelfView | None:
    """The shelf of a kind and section, if it was set up; without a section the supervising section's before others."""
    found = shelves(session, bureau, kind)
    return next((one for one in found if section in {"", one.section}), None)


def get_shelf(session: Session, bureau: str, kind: str, *, section: str = "") -> ShelfView:
    """The shelf `find_shelf` gives. Raises `Missing`."""
    shelf = find_shelf(session, bureau, kind, section=section)
    if shelf is None:
        raise Missing("error-shelf-missing")
    return shelf


def imports(session: Session, bureau: str) -> tuple[ImportView, ...]:
    """All imports, latest first."""
    rows = session.exec(select(Import).where(Import.bureau == bureau).order_by(col(Import.opened_at).desc()))
    return tuple(ImportView(**row.model_dump()) for row in rows)


def subjects(
    session: Session,
    bureau: str,
    *,
    search: str = "",
    category: str | None = None,
    survival: str = "",
    credit: str | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> tuple[SubjectView, ...]:
    """Counted subjects by pinyin, as `find_subjects` gives them; `category` `""` is 未分类."""
    wanted = Wanted(search, category, survival, credit)
    return find_subjects(session, bureau, wanted, limit=limit, offset=offset)


def find_subjects(
    session: Session, bureau: str, wanted: Wanted, *, limit: int = PAGE, offset: int = 0
) -> tuple[SubjectView, ...]:
    """Counted subjects that fit, by pinyin, numbers as numbers.

    Of a text that very many have and that stands far below in the list, a page holds those entered first.
    """
    rows = page_of(session, bureau, wanted, limit) if limit <= PAGE and not offset else None
    if rows is not None:
        found = session.execute(select(*_COLUMNS).where(among(rows)))
        ordered = sorted((SubjectView(*row) for row in found), key=lambda one: (natural(one.pinyin), one.id))
        return tuple(one for one in ordered if one.bureau == bureau)[:limit]
    statement = (
        select(*_COLUMNS)
        .where(Subject.bureau == bureau, *conditions(wanted))
        .order_by(col(Subject.order_key), col(Subject.id))
        .limit(limit)
        .offset(offset)
    )
    return tuple(SubjectView(*row) for row in session.execute(statement))


def count_subjects(
    session: Session,
    bureau: str,
    *,
    search: str = "",
    category: str | None = None,
    survival: str = "",
    credit: str | None = None,
) -> int:
    """How many subjects `subjects` would give without a limit."""
    return count_found(session, bureau, Wanted(search, category, survival, credit))


def count_found(session: Session, bureau: str, wanted: Wanted) -> int:
    """How many subjects fit."""
    if (found := count_in_table(session, wanted)) is not None:
        return found
    asked = select(func.count()).select_from(Subject).where(Subject.bureau == bureau, *conditions(wanted))
    return session.exec(asked).one()


def found_ids(session: Session, bureau: str, wanted: Wanted) -> tuple[str, ...]:
    """The ids of all that fit."""
    return tuple(session.exec(select(Subject.id).where(Subject.bureau == bureau, *conditions(wanted))).all())


def subject_keys(session: Session, bureau: str) -> tuple[tuple[str, str, str], ...]:
    """Id, code and name of every counted subject."""
    return tuple(
        session.exec(
            select(Subject.id, Subject.code, Subject.name).where(
                Subject.bureau == bureau, col(Subject.counted).is_(True)
            )
        ).all()
    )


def all_subjects(session: Session, bureau: str) -> tuple[SubjectView, ...]:
    """Every counted subject, for comparing and export."""
    statement = select(*_COLUMNS).where(Subject.bureau == bureau, col(Subject.counted).is_(True))
    return tuple(SubjectView(*row) for row in session.execute(statement))


def listed_pages(
    session: Session, bureau: str, categories: Iterable[str], *, without: Collection[str] = (), page: int = 500
) -> Iterator[Sequence[tuple[str, ...]]]:
    """The counted subjects of some categories in any order, a page at a time: the fields of `Listed`, as plain rows.

    As plain rows, because there may be a million, and a draw keeps columns of them; fields it goes `without` are empty.
    They are read as they lie: by an index, each row would have to be looked up on a page of its own.
    """
    asked = (literal("") if name in without else column for name, column in zip(Listed._fields, _LISTED, strict=True))
    statement = (
        select(*asked)
        .with_hint(Subject, "NOT INDEXED", "sqlite")
        .where(
            Subject.bureau == bureau, col(Subject.counted).is_(True), col(Subject.category).in_(tuple(categories))
        )
    )  # fmt: skip
    found = session.connection().execute(statement)
    while rows := found.cursor.fetchmany(page):
        yield rows
    found.close()


def company_codes(session: Session, bureau: str) -> dict[str, str]:
    """The company's code of every subject that is a site of one, by its id."""
    rows = session.exec(
        select(Subject.id, Subject.head_code).where(Subject.bureau == bureau, col(Subject.head_code) != "")
    )
    return dict(rows.all())


def kept_titles(session: Session, bureau: str, kind: str) -> dict[str, str]:
    """What column titles of this bureau mean in lists of a kind: title to field, `""` for left unread."""
    rows = session.exec(select(TitleMapping).where(TitleMapping.bureau == bureau, TitleMapping.kind == kind))
    return {row.title: row.field for row in rows}


def list_kind(kind: str) -> str:
    """By what kind of mapping it is kept into which shelf lists of a kind were brought."""
    return f"{kind}-lists"


def list_key(titles: Iterable[str]) -> str:
    """By what lists with these column titles are known again, in whatever order they stand."""
    return sha256_hex("\n".join(sorted(set(titles))))[:32]


def kept_list_shelves(session: Session, bureau: str, kind: str) -> dict[str, str]:
    """Into which shelf lists were brought, by `list_key` of their titles."""
    return kept_titles(session, bureau, list_kind(kind))


def kept_filters(session: Session, bureau: str, kind: str = "subjects") -> dict[str, dict[str, str]]:
    """常用筛选 of a register by name."""
    lies = [one.dossier for one in shelves(session, bureau, kind)]
    asked = select(SavedFilter).where(SavedFilter.bureau == bureau, col(SavedFilter.dossier).in_(lies))
    return {row.name: json.loads(row.content) for row in sorted(session.exec(asked), key=lambda row: natural(row.name))}


def subject_ids(
    session: Session,
    bureau: str,
    *,
    search: str = "",
    category: str | None = None,
    survival: str = "",
    credit: str | None = None,
) -> tuple[str, ...]:
    """The ids of all that `subjects` would give without a limit."""
    return found_ids(session, bureau, Wanted(search, category, survival, credit))


def get_subject(session: Session, bureau: str, subject: str) -> SubjectView:
    """One subject by its id. Raises `Missing`."""
    row = session.exec(select(Subject).where(Subject.bureau == bureau, Subject.id == subject).limit(1)).first()
    if row is None:
        raise Missing("error-subject-missing")
    return SubjectView(**row.model_dump(exclude={"order_key"}))


class Contact(NamedTuple):
    """Of a subject what the assignment of its inspection says."""

    id: str
    name: str
    code: str
    address: str
    principal: str
    phone: str


_CONTACT: tuple[Any, ...] = tuple(getattr(Subject, name) for name in Contact._fields)


def contacts(session: Session, bureau: str, among: SelectOfScalar[str] | Collection[str]) -> dict[str, Contact]:
    """Very many subjects by id, of a query for their ids or of ids themselves; one the register lacks is not there."""
    asked = select(*_CONTACT).where(Subject.bureau == bureau, col(Subject.id).in_(among))
    return {row.id: row for row in map(Contact._make, session.execute(asked))}


def counts_by_category(session: Session, bureau: str) -> dict[str, int]:
    """How many counted subjects each category has; `""` holds the unsettled."""
    rows = session.exec(
        select(Subject.category, func.count())
        .where(Subject.bureau == bureau, col(Subject.counted).is_(True))
        .group_by(col(Subject.category))
    ).all()
    return dict(rows)


def jurisdictions_of(session: Session, bureau: str, categories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By category the 管辖单位 of its counted subjects, by name; who has none adds none."""
    found: dict[str, list[str]] = {name: [] for name in categories}
    rows = session.exec(
        select(Subject.category, Subject.jurisdiction)
        .where(Subject.bureau == bureau, col(Subject.counted).is_(True), col(Subject.category).in_(found))
        .distinct()
    )
    for category, region in rows:
        if region:
            found[category].append(region)
    return {name: tuple(sorted(regions, key=natural)) for name, regions in found.items()}


def officers(session: Session, bureau: str) -> tuple[OfficerView, ...]:
    """All officers by id."""
    rows = session.exec(select(Officer).where(Officer.bureau == bureau))
    return tuple(sorted((OfficerView(**row.model_dump()) for row in rows), key=lambda one: natural(one.id)))


def find_officer(session: Session, bureau: str, officer: str) -> OfficerView | None:
    """One officer by id, if the register has him."""
    row = session.exec(select(Officer).where(Officer.bureau == bureau, Officer.id == officer).limit(1)).first()
    return OfficerView(**row.model_dump()) if row else None


def count_officers(session: Session, bureau: str) -> int:
    """How many officers the register has."""
    return session.exec(select(func.count()).select_from(Officer).where(Officer.bureau == bureau)).one()


def count_items(session: Session, bureau: str) -> int:
    """How many items the list has."""
    return session.exec(select(func.count()).select_from(Item).where(Item.bureau == bureau)).one()


def items(session: Session, bureau: str) -> tuple[ItemView, ...]:
    """All items by id, each as the edition with the latest first day; `ItemView.on` gives that of a day."""
    rows = session.exec(select(Item).where(Item.bureau == bureau))
    return tuple(sorted(map(_item, rows), key=lambda one: natural(one.id)))


def items_on(session: Session, bureau: str, day: str) -> tuple[ItemView, ...]:
    """All items by id, each as the edition that stands on a civil day."""
    return tuple(one.on(day) for one in items(session, bureau))


def _item(row: Item) -> ItemView:
    beside: list[dict[str, Any]] = json.loads(row.editions) if row.editions else []
    place: dict[str, Any] = {"bureau": row.bureau, "dossier": row.dossier, "id": row.id}
    others = tuple(ItemView(**place, **one) for one in beside)
    return ItemView(**row.model_dump(exclude={"editions"}), others=others)
