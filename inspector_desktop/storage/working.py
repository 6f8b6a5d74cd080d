"""Answers in progress: one row and one fsync each, at the moment they are given.

These tables belong to the device alone. The journal's fact `check.sheet-saved` carries all changed lines before
anything is signed or leaves the laptop; until then an answer lives here.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Table, delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, Session, SQLModel, col, select


class Device(SQLModel):
    """Base of tables that only a device has."""

    metadata = MetaData()


class Answer(Device, table=True):
    """The latest answer to one line of one sheet; `saved` once a fact carries it."""

    __table_args__ = {"sqlite_with_rowid": False}

    dossier: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    content: str
    given_at: str
    person: str
    saved: bool = False


def keep_answer(session: Session, *, dossier: str, line: str, content: str, given_at: str, person: str) -> None:
    """Write one answer; the caller commits at once, which is the one fsync."""
    row = {
        "dossier": dossier,
        "line": line,
        "content": content,
        "given_at": given_at,
        "person": person,
        "saved": False,
    }
    table: Table = Answer.__table__  # type: ignore[attr-defined]
    session.exec(insert(table).values(row).on_conflict_do_update(index_elements=["dossier", "line"], set_=row))


def answers_of(session: Session, dossier: str) -> list[Answer]:
    """All answers of a sheet, saved or not, by line."""
    return list(session.exec(select(Answer).where(Answer.dossier == dossier).order_by(col(Answer.line))))


def unsaved_answers(session: Session, dossier: str) -> list[Answer]:
    """Those that no fact carries yet."""
    return [answer for answer in answers_of(session, dossier) if not answer.saved]


def unsaved_dossiers(session: Session) -> list[str]:
    """The dossiers with answers that no fact carries yet."""
    statement = select(Answer.dossier).where(col(Answer.saved).is_(False)).distinct().order_by(col(Answer.dossier))
    return list(session.exec(statement))


def mark_saved(session: Session, dossier: str, lines: list[str]) -> None:
    """Note that a fact now carries these lines."""
    for answer in answers_of(session, dossier):
        if answer.line in lines:
            answer.saved = True
            session.add(answer)


def drop_answers(session: Session, dossier: str) -> None:
    """Forget the sheet's working rows (the facts hold them)."""
    session.exec(delete(Answer).where(col(Answer.dossier) == dossier))
