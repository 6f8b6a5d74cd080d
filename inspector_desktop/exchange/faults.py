"""What applying somebody else's entry may raise when its body is none of its kind, on either side of the wire.

A full disk, a lost connection or a locked database is none of these and must not be blamed on an entry.
"""

from __future__ import annotations

from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from inspector_desktop.errors import Known

UNAPPLIED: tuple[type[Exception], ...] = (
    Known,
    IntegrityError,
    DataError,
    InvalidRequestError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
)


def roll_back(session: Session, savepoint: SessionTransaction) -> None:
    """Undo everything since the savepoint, in the session's memory too.

    SQLAlchemy forgets what was changed inside a savepoint, but keeps what was loaded inside it as it was then.
    """
    savepoint.rollback()
    session.expire_all()
