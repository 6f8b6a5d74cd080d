"""Queries on approvals of checks and on notices."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, select

from inspector_desktop.notice.records import Authorisation, Notice


@dataclass(frozen=True)
class AuthorisationView:
    """The approval of a check."""

    state: str
    approver: str
    approved_at: str
    on_paper: bool
    scan: str
    reason: str
    told_at: str


@dataclass(frozen=True)
class NoticeView:
    """A notice and its service."""

    number: str
    issued_at: str
    contact: str
    telephone: str
    materials: tuple[str, ...]
    served_at: str
    way: str
    receiver: str
    receiver_post: str
    place: str
    remark: str


def authorised_of(session: Session, bureau: str) -> set[str]:
    """The dossiers of all checks that were approved, or agreed to by word of mouth."""
    return set(session.exec(select(Authorisation.dossier).where(Authorisation.bureau == bureau)).all())


def find_authorisation(session: Session, bureau: str, dossier: str) -> AuthorisationView | None:
    """The approval of a check, if there is one."""
    row = session.get(Authorisation, (bureau, dossier))
    return AuthorisationView(**row.model_dump(exclude={"bureau", "dossier"})) if row else None


def find_notice(session: Session, bureau: str, dossier: str) -> NoticeView | None:
    """The notice of a check, if it was issued."""
    row = session.get(Notice, (bureau, dossier))
    if row is None:
        return None
    values = row.model_dump(exclude={"bureau", "dossier", "materials"})
    return NoticeView(**values, materials=tuple(row.materials.splitlines()))
