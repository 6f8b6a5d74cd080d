"""What may be entered in the ledger of publications: made public at a place, and taken off it again.

Each is the first and only fact of a dossier of its own, so that anybody of the supervising section may note it while
list, plan, draw or inspection lie on another desk.
"""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Session

from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.publicity.records import Publicity

MADE, ENDED = "made", "ended"
ITEMS, PLAN, DRAW, PROCESS, RESULT = "items", "plan", "draw", "process", "result"
"""What may be public: the kinds of information of the profile."""


class MadePublic(Fact):
    """Something was made public at a place on a civil day, by somebody; `evidence` is a copy of the page."""

    KIND: ClassVar[str] = "disclosure.made-public"

    what: str
    about: str
    place: str
    day: str
    by: str
    entered_by: str
    address: str = ""
    evidence: str = ""
    reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        _note(session, head, MADE, self)

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,) if self.evidence else ()


class TakenOff(Fact):
    """What was public at a place is so no longer, from a civil day on, for a reason.

    `of` is the dossier of the entry that noted it; empty: a step of the program made it public.
    """

    KIND: ClassVar[str] = "disclosure.taken-off"

    what: str
    about: str
    place: str
    day: str
    by: str
    entered_by: str
    reason: str
    of: str = ""

    def apply(self, session: Session, head: Head) -> None:
        _note(session, head, ENDED, self)


def _note(session: Session, head: Head, act: str, fact: MadePublic | TakenOff) -> None:
    session.add(
        Publicity(
            bureau=head.bureau, dossier=head.dossier, act=act, entered_at=head.occurred_at, **fact.model_dump()
        )
    )  # fmt: skip
