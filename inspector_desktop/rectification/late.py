"""补录 of one step: when it happened, and the original kept as evidence or as the paper itself.

The acts take the moment; here is what all steps have in common beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.evidence_acts import Picture, add_pictures
from inspector_desktop.check.moments import OTHER
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House, Original
from inspector_desktop.journal.desks import Desk
from inspector_desktop.wording import say


@dataclass(frozen=True)
class Late:
    """When a step happened (none: now), and pictures of its original, each with its file's name."""

    at: datetime | None = None
    scans: tuple[tuple[bytes, str], ...] = ()


NOW = Late()
"""What is entered as it happens."""


def keep_original(session: Session, *, desk: Desk, clock: Clock, dossier: str, step: str, late: Late) -> None:
    """File the original of a step (a wording key) as evidence. Raises `Refused` for a moment still to come."""
    not_ahead(clock, late)
    note = say("late-original-of", step=say(step))
    pictures = [Picture(prepare_photo(content, name), name, step=OTHER, note=note) for content, name in late.scans]
    add_pictures(session, desk=desk, clock=clock, dossier=dossier, pictures=pictures)


def original_paper(house: House, kind: str, late: Late) -> Original | None:
    """The original as one PDF, to be kept instead of a drawn page; none without pictures."""
    if not late.scans:
        return None
    from inspector_desktop.paper.originals import original_pdf  # noqa: PLC0415  (reportlab loads when needed)

    title = house.profile.document(kind).title
    return Original(original_pdf([one for one, _ in late.scans], title=title, author=house.profile.bureau.name))


def not_ahead(clock: Clock, late: Late) -> None:
    """Raise `Refused` for a moment still to come."""
    if late.at is not None and late.at > clock.now():
        raise Refused("refused-happened-later")
