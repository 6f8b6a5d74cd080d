"""Queries on check tables: which edition of a form holds on a day, and what it is. Shipped tables are the default.

A table that came with the program holds where no edition of the same form was brought in for the day. What an
inspection has frozen is its own business; nothing here changes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from inspector_desktop.assets import form as shipped_file
from inspector_desktop.checklist.definition import Definition, Table, from_bytes, table_from_bytes
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ordering import natural
from inspector_desktop.registry.form_records import FormEdition
from inspector_desktop.registry.form_rules import holds_on, is_empty, meets
from inspector_desktop.registry.store import ItemView, items
from inspector_desktop.storage.evidence import has_evidence, read_evidence

if TYPE_CHECKING:
    from inspector_desktop.checklist.reading import Reading

SHELF = "forms"
SHELF_DOSSIER = "register-forms-"
"""How the dossiers of these shelves begin: their evidence goes to every device, for a check may begin on any."""


@dataclass(frozen=True)
class FindingView:
    """Something found in the spreadsheet when it was read; `row` is 0 for a whole sheet."""

    code: str
    sheet: str
    row: int
    column: str
    value: str
    text: str


@dataclass(frozen=True)
class EditionView:
    """An edition of a form. A shipped one has no id, no period and no source, and `shipped` says so."""

    id: str
    form: str
    title: str
    version: str
    digest: str
    items: tuple[str, ...]
    valid_from: str
    valid_until: str
    lines: int
    questions: int
    unverified: tuple[int, ...]
    problems: tuple[FindingView, ...]
    source_name: str = ""
    source: str = ""
    files: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    person: str = ""
    imported_at: str = ""
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    shipped: bool = False

    @property
    def key(self) -> str:
        """What it is told apart by in a list."""
        return self.id or self.form

    def state(self, day: str) -> str:
        """Where it stands on a civil day: shipped, withdrawn, coming, holds or over."""
        if self.shipped:
            return "shipped"
        if self.withdrawn_on or is_empty(self):
            return "withdrawn" if self.withdrawn_on else "over"
        if holds_on(self, day):
            return "holds"
        return "coming" if day < self.valid_from else "over"


@dataclass(frozen=True)
class TableLine:
    """An edition in the list of all, with the items that are checked by its form."""

    edition: EditionView
    used_by: tuple[ItemView, ...]
    state: str

    @property
    def key(self) -> str:
        """What it is told apart by in a list."""
        return self.edition.key


def editions(session: Session, bureau: str, form: str = "") -> tuple[EditionView, ...]:
    """Editions that were brought in, of one form or of all: by form, the latest period first."""
    wanted = select(FormEdition).where(FormEdition.bureau == bureau)
    if form:
        wanted = wanted.where(FormEdition.form == form)
    rows = session.exec(
        wanted.order_by(
            col(FormEdition.form), col(FormEdition.valid_from).desc(), col(FormEdition.imported_at).desc(),
            col(FormEdition.id).desc(),
        )
    )  # fmt: skip
    return tuple(_view(row) for row in rows)


def standing(session: Session, bureau: str, form: str = "") -> tuple[EditionView, ...]:
    """The editions that were not withdrawn."""
    return tuple(one for one in editions(session, bureau, form) if not one.withdrawn_on)


def get_edition(session: Session, bureau: str, edition: str) -> EditionView:
    """An edition by its id. Raises `Missing`."""
    row = session.exec(select(FormEdition).where(FormEdition.bureau == bureau, FormEdition.id == edition)).first()
    if row is None:
        raise Missing("error-form-missing")
    return _view(row)


def edition_on(session: Session, bureau: str, form: str, day: str) -> EditionView | None:
    """The edition of a form by which a check begins on a civil day; a shipped one where none was brought in."""
    found = next((one for one in standing(session, bureau, form) if holds_on(one, day)), None)
    return found or shipped_edition(form)


def has_form(session: Session, bureau: str, form: str, *, first: str, last: str = "") -> bool:
    """Whether a form has an edition for some day from `first` to `last` (empty: without end), or is shipped."""
    if not form:
        return False
    return any(meets(one, first, last) for one in standing(session, bureau, form)) or is_shipped(form)


def forms_of_items(
    session: Session, bureau: str, listed: Iterable[ItemView], *, first: str, last: str = ""
) -> dict[str, str]:
    """By which form each item is checked by somebody who begins on `first`, or later until `last` (empty: no end).

    A form brought in for this very item, where it holds on that day; else the one the list of items names, where it
    has a version by `last`; else one brought in for the item that begins later.
    """
    own: dict[str, list[EditionView]] = {}
    for one in standing(session, bureau):
        if not is_empty(one) and meets(one, first, last):
            for name in one.items:
                own.setdefault(name, []).append(one)
    found: dict[str, str] = {}
    for item in listed:
        mine = own.get(item.id, [])
        now = [one for one in mine if holds_on(one, first)]
        if now:
            found[item.id] = max(now, key=_begun).form
        elif mine and not has_form(session, bureau, item.on(first).form, first=first, last=last):
            found[item.id] = min(mine, key=_begun).form
        else:
            found[item.id] = item.on(first).form
    return found


def _begun(edition: EditionView) -> tuple[str, str]:
    return edition.valid_from, edition.imported_at


def form_of_item(session: Session, bureau: str, item: ItemView, *, first: str, last: str = "") -> str:
    """By which form one item is checked."""
    return forms_of_items(session, bureau, (item,), first=first, last=last)[item.id]


def without_form(
    session: Session, bureau: str, listed: Iterable[ItemView], *, first: str, last: str = ""
) -> tuple[ItemView, ...]:
    """The items that have no form for any day from `first` to `last` (empty: without end)."""
    wanted = tuple(listed)
    forms = forms_of_items(session, bureau, wanted, first=first, last=last)
    there = {one: has_form(session, bureau, one, first=first, last=last) for one in set(forms.values())}
    return tuple(item for item in wanted if not there[forms[item.id]])


def definition_on(session: Session, bureau: str, form: str, day: str) -> Definition:
    """The definition a check that begins on a civil day freezes.

    Raises `Refused` where no edition holds on that day, and where what was brought in elsewhere is not here yet.
    """
    found = edition_on(session, bureau, form, day)
    if found is None:
        raise Refused("refused-form-none", form=form, day=day)
    return definition_of(session, found)


def definition_of(session: Session, edition: EditionView) -> Definition:
    """What an edition asks. Raises `Refused` while its evidence, or that of its long lists, is not here yet."""
    if edition.shipped:
        return shipped_definition(edition.form)
    if not has_evidence(session, edition.digest):
        raise Refused("refused-form-not-here", title=edition.title, version=edition.version)
    definition = from_bytes(read_evidence(session, edition.digest))
    if not all(has_evidence(session, one) for one in definition.tables.values()):
        raise Refused("refused-form-not-here", title=edition.title, version=edition.version)
    return definition


def tables_of(session: Session, definition: Definition) -> dict[str, Table]:
    """The long lists that a definition cites, by file name. Raises `Missing` for one that is not here."""
    found: dict[str, Table] = {}
    for name, digest in definition.tables.items():
        if not has_evidence(session, digest) and is_shipped(definition.form):
            table = shipped_reading(definition.form).tables.get(name)
            if table is not None and table.digest == digest:
                found[name] = table
                continue
        found[name] = table_from_bytes(read_evidence(session, digest))
    return found


def is_shipped(form: str) -> bool:
    """Whether a form came with the program."""
    return bool(form) and shipped_file(f"{form}.md").is_file()


@cache
def shipped_reading(form: str) -> Reading:
    """What came of reading a shipped form; read once."""
    from inspector_desktop.checklist.reading import examine  # noqa: PLC0415  (pyxform: only when a form is read)

    return examine(shipped_file(f"{form}.md"))


def shipped_definition(form: str) -> Definition:
    """A shipped form. Raises `Refused` when it is not usable."""
    read = shipped_reading(form)
    if read.definition is None:
        raise next(one for one in read.problems if one.fatal).refusal()
    return read.definition


def shipped_edition(form: str) -> EditionView | None:
    """A shipped form as an edition without a period; none where there is none that can be used."""
    read = shipped_reading(form) if is_shipped(form) else None
    definition = read.definition if read is not None else None
    if read is None or definition is None:
        return None
    return EditionView(
        id="", form=form, title=definition.title, version=definition.version, digest=definition.digest, items=(),
        valid_from="", valid_until="", lines=len(definition.lines), questions=read.questions,
        unverified=unverified_of(definition),
        problems=tuple(
            FindingView(one.code, one.sheet, one.row, one.column, one.value, one.text()) for one in read.problems
        ),
        source_name=f"{form}.md", shipped=True,
    )  # fmt: skip


def form_title(session: Session, bureau: str, form: str) -> str:
    """What a form is called: as the edition brought in last says, else the shipped one; its number where neither is."""
    own = max(standing(session, bureau, form), key=_begun, default=None) if form else None
    if own is not None:
        return own.title
    return shipped_title(form) if is_shipped(form) else form


def form_titles(session: Session, bureau: str) -> dict[str, str]:
    """Every form an item may be checked by, as people call it, in the order of the titles."""
    names = {*shipped_forms(), *(one.form for one in editions(session, bureau))}
    return dict(sorted(((one, form_title(session, bureau, one)) for one in names), key=lambda pair: natural(pair[1])))


@cache
def shipped_title(form: str) -> str:
    """The name of a shipped form, out of its settings; its number where they have none. Reads no more of the form."""
    rows = [
        [cell.strip() for cell in row.split("|")] for row in shipped_file(f"{form}.md").read_text("utf-8").split("\n")
    ]
    for at, row in enumerate(rows[:-1]):
        if "form_title" in row:
            return rows[at + 1][row.index("form_title")]
    return form


def shipped_forms() -> tuple[str, ...]:
    """The forms that came with the program."""
    folder = shipped_file("")
    return tuple(sorted(one.stem for one in folder.glob("*.md")))


def warm_shipped() -> int:
    """Read every shipped form once, so that lists of them need not wait; return how many can be used."""
    return sum(shipped_edition(name) is not None for name in shipped_forms())


def unverified_of(definition: Definition) -> tuple[int, ...]:
    """The numbers of the lines whose basis nobody has checked against its text yet (待核)."""
    return tuple(line.number for line in definition.lines if not line.basis.verified)


def table_lines(session: Session, bureau: str, day: str) -> tuple[TableLine, ...]:
    """All editions and the shipped forms, each with the items checked by it on a civil day."""
    listed = items(session, bureau)
    known = editions(session, bureau)
    every = [*known, *(one for name in shipped_forms() if (one := shipped_edition(name)) is not None)]
    forms = forms_of_items(session, bureau, listed, first=day)
    users: dict[str, list[ItemView]] = {}
    for item in listed:
        users.setdefault(forms[item.id], []).append(item)
    return tuple(TableLine(one, tuple(users.get(one.form, ())), one.state(day)) for one in every)


def count_forms(session: Session, bureau: str) -> int:
    """How many forms there are, shipped ones included; editions of one form count once."""
    brought = session.exec(select(FormEdition.form).where(FormEdition.bureau == bureau).distinct()).all()
    return len({*brought, *shipped_forms()})


def source_of(session: Session, edition: EditionView) -> tuple[tuple[str, bytes], ...]:
    """The spreadsheet of an edition and what lay beside it: name and bytes. Raises `Missing` for what is not here."""
    if edition.shipped:
        return ((edition.source_name, shipped_file(edition.source_name).read_bytes()),)
    pieces: Mapping[str, str] = {edition.source_name: edition.source, **dict(edition.files)}
    return tuple((name, read_evidence(session, digest)) for name, digest in pieces.items())


def _view(row: FormEdition) -> EditionView:
    return EditionView(
        id=row.id, form=row.form, title=row.title, version=row.version, digest=row.digest,
        items=tuple(row.items.splitlines()), valid_from=row.valid_from, valid_until=row.valid_until, lines=row.lines,
        questions=row.questions, unverified=tuple(int(one) for one in row.unverified.split()),
        problems=tuple(FindingView(**one) for one in json.loads(row.problems or "[]")), source_name=row.source_name,
        source=row.source, files=tuple((one["name"], one["hash"]) for one in json.loads(row.files or "[]")),
        reason=row.reason, person=row.person, imported_at=row.imported_at, withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
    )  # fmt: skip
