"""A whole register as it stood at the end of a civil day: its shelves folded again from the journal, to be read only.

One row's past is in `row_history` and `history`. Here every query on a register works as on the present one, because
it is asked of the same tables, filled with the entries up to that day and thrown away afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlmodel import Session

from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import fold, fresh_records
from inspector_desktop.registry.store import count_subjects, shelves

MOST = 200_000
"""So many subjects can be folded again in the memory of an office computer."""


@contextmanager
def register_as_of(session: Session, bureau: str, kind: str, day: date) -> Iterator[Session]:
    """A session on the shelves of a kind as they stood at the end of a civil day.

    Raises `Refused` for a register of subjects of more than `MOST`.
    """
    if kind == "subjects" and (count := count_subjects(session, bureau)) > MOST:
        raise Refused("refused-as-of-large", count=count, most=MOST)
    with fresh_records() as then:
        for shelf in shelves(session, bureau, kind):
            fold(session, then, shelf.dossier, until=day)
        then.commit()
        yield then
