"""What may be entered about check tables: an edition was brought in, its period or items changed, withdrawn."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Session

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.registry.facts import Row, raise_version
from inspector_desktop.registry.form_records import FormEdition
from inspector_desktop.registry.form_rules import day_before


class FormFinding(Row):
    """Something found in the spreadsheet when it was read, as it was told."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    text: str


class FormPiece(Row):
    """A file: its name and the hash of its bytes."""

    name: str
    hash: str


class FormImported(Fact):
    """An edition of a check table was brought in and given a period.

    `definition` and `lists` are what an inspection freezes, `source` and `files` what the author wrote; all of them
    evidence. `closes` are the ids of editions of the same form that end the day before this one begins.
    """

    KIND: ClassVar[str] = "registry.form-imported"

    id: str
    form: str
    title: str
    version: str
    definition: str
    lists: tuple[FormPiece, ...] = ()
    source: FormPiece
    files: tuple[FormPiece, ...] = ()
    items: tuple[str, ...] = ()
    valid_from: str
    valid_until: str = ""
    lines: int
    questions: int
    unverified: tuple[int, ...] = ()
    problems: tuple[FormFinding, ...] = ()
    closes: tuple[str, ...] = ()
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        for before in self.closes:
            row = get_edition(session, head, before)
            row.valid_until = day_before(self.valid_from)
            session.add(row)
        session.add(
            FormEdition(
                bureau=head.bureau, dossier=head.dossier, id=self.id, form=self.form, title=self.title,
                version=self.version, digest=self.definition, lists=_written(self.lists), source_name=self.source.name,
                source=self.source.hash, files=_written(self.files), items="\n".join(self.items),
                valid_from=self.valid_from, valid_until=self.valid_until, lines=self.lines, questions=self.questions,
                unverified=" ".join(map(str, self.unverified)), problems=_written(self.problems), reason=self.reason,
                person=head.person, imported_at=head.occurred_at,
            )
        )  # fmt: skip
        session.flush()
        raise_version(session, head)

    def cites(self) -> tuple[str, ...]:
        pieces = (*self.lists, self.source, *self.files)
        return tuple(dict.fromkeys((self.definition, *(one.hash for one in pieces))))


class FormPeriodChanged(Fact):
    """The civil days on which a check may begin with an edition were set anew, with the reason."""

    KIND: ClassVar[str] = "registry.form-period-changed"

    id: str
    valid_from: str
    valid_until: str = ""
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = get_edition(session, head, self.id)
        row.valid_from, row.valid_until = self.valid_from, self.valid_until
        session.add(row)
        session.flush()
        raise_version(session, head)


class FormItemsChanged(Fact):
    """The items an edition is for were set anew, with the reason."""

    KIND: ClassVar[str] = "registry.form-items-changed"

    id: str
    items: tuple[str, ...]
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = get_edition(session, head, self.id)
        row.items = "\n".join(self.items)
        session.add(row)
        session.flush()
        raise_version(session, head)


class FormWithdrawn(Fact):
    """An edition is not to be used any more, from a civil day on, with the reason; what began with it goes on."""

    KIND: ClassVar[str] = "registry.form-withdrawn"

    id: str
    on: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = get_edition(session, head, self.id)
        row.withdrawn_on, row.withdrawn_reason = self.on, self.reason
        session.add(row)
        session.flush()
        raise_version(session, head)


def get_edition(session: Session, head: Head, edition: str) -> FormEdition:
    """The row of an edition in the fact's dossier. Raises `Missing`."""
    row = session.get(FormEdition, (head.bureau, head.dossier, edition))
    if row is None:
        raise Missing("error-form-missing")
    return row


def _written(rows: tuple[Row, ...]) -> str:
    return canonical([one.model_dump() for one in rows]).decode()
