"""What may be entered about photographs before and after."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Session

from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.rectification.pair_records import PicturePair


class PicturesPaired(Fact):
    """整改前后: a photograph of the problem and one of what was done about it; a later pair takes its place."""

    KIND: ClassVar[str] = "rectification.pictures-paired"

    problem: int
    before: str
    after: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            PicturePair(
                bureau=head.bureau, dossier=head.dossier, **self.model_dump(), paired_at=head.occurred_at,
                paired_by=head.person,
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.before, self.after)))
