"""A spreadsheet chosen for a register: as read, as judged, and as held against what stands there. No widgets.

Works in the pool's threads; what is shown of it is `preview`, and entering it is `registry.importing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from inspector_desktop.errors import Known as KnownError
from inspector_desktop.errors import Refused
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.journal.desks import Desk
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.comparing import CODES, NAMES, Compared, Decision
from inspector_desktop.registry.importing import Progress, compare_list, nobody_looks, standing_in, titles_of
from inspector_desktop.registry.intake import Intake, Kind, Known, Sheet, judge_sheets, likely_titles
from inspector_desktop.registry.proposal_kinds import PROPOSABLE
from inspector_desktop.registry.proposal_records import OPEN
from inspector_desktop.registry.proposal_store import proposals
from inspector_desktop.registry.shelves import writable_shelves
from inspector_desktop.registry.standing import StandingSubjects
from inspector_desktop.registry.store import kept_list_shelves, kept_titles, list_key, shelves

_NO_HEADER = "refused-import-no-header"


@dataclass(frozen=True)
class ShelfChoice:
    """A shelf new rows may go to: its dossier, whose it is, and whether this person writes in it here and now."""

    dossier: str
    title: str
    here: bool


@dataclass(frozen=True)
class Register:
    """What a list is held against: the register, and what column titles of the bureau are known to mean.

    `lists` tells by `store.list_key` into which shelf such a list went last; `proposed` holds codes and names of rows
    that somebody has proposed already and nobody has decided.
    """

    standing: Mapping[str, Any]
    titles: Mapping[str, str]
    shelves: tuple[ShelfChoice, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    proposed: frozenset[str] = frozenset()


def read_register(session: Session, desk: Desk, profile: Profile, kind: Kind) -> Register:
    """Read what a list of a kind is held against."""
    bureau = str(desk.bureau)
    own = next((one.title for one in profile.sections if one.supervising), "")
    writable = writable_shelves(session, desk, kind)
    waiting = [one for one in proposals(session, desk) if one.state == OPEN and one.is_missing]
    about = PROPOSABLE[kind]
    return Register(
        standing_in(session, bureau, kind),
        kept_titles(session, bureau, kind),
        tuple(
            ShelfChoice(one.dossier, one.unit or own, one.dossier in writable) for one in shelves(session, bureau, kind)
        ),
        kept_list_shelves(session, bureau, kind),
        frozenset(
            change.after for one in waiting if one.shelf_kind == kind for change in one.changes
            if change.column in {about.name, about.code}
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class FileRead:
    """A spreadsheet as read, and its bytes, which are kept as evidence."""

    kind: Kind
    file: str
    sheets: tuple[Sheet, ...]
    content: bytes
    register: Register


@dataclass(frozen=True)
class Judged:
    """A list as understood now; without an intake no header was found, and `refusal` says so."""

    read: FileRead
    said: Mapping[str, str]
    decisions: Mapping[int, Decision]
    intake: Intake | None = None
    compared: Compared = field(default_factory=Compared)
    refusal: KnownError | None = None

    def usual_shelf(self) -> str:
        """The shelf such a list went to last, else the first one that may be written here, else the first."""
        shelves = self.read.register.shelves
        last = self.read.register.lists.get(list_key(titles_of(self.intake))) if self.intake is not None else None
        known = [one.dossier for one in shelves if one.dossier == last]
        here = [one.dossier for one in shelves if one.here]
        return next(iter([*known, *here, *(one.dossier for one in shelves)]), "")

    def chosen(self, numbers: Collection[int]) -> list[dict[str, str]]:
        """The new rows with these numbers as texts by column, as somebody proposes them."""
        new, wanted = self.compared.new, set(numbers)
        return [
            {name: str(value) for name, value in made.model_dump().items()}
            for row, made in zip(new.given(), new.made(), strict=True)
            if row.row in wanted
        ]


@dataclass
class Entering:
    """An import under way: `stopped` by a person, it is undone at its next step."""

    file: str
    stopped: bool = False


def judge(
    read: FileRead,
    profile: Profile,
    said: Mapping[str, str],
    decisions: Mapping[int, Decision],
    progress: Progress = nobody_looks,
    *,
    intake: Intake | None = None,
) -> Judged:
    """Judge the rows and hold them against the register; `intake` is the list where it was judged already.

    Raises `Refused` unless columns may still be named.

    `progress` is told the rows done and all; what it raises ends the judging.
    """
    name, code = NAMES[read.kind], CODES[read.kind]
    standing = read.register.standing
    if isinstance(standing, StandingSubjects):
        known = Known(standing.by_code, standing.by_name)
    else:
        known = Known(
            {getattr(row, code): one for one, row in standing.items() if getattr(row, code)},
            {name_key(getattr(row, name)): one for one, row in standing.items()},
        )
    try:
        intake = intake or judge_sheets(
            read.kind, read.file, read.sheets, manual={**read.register.titles, **said}, known=known, progress=progress
        )
    except Refused as refused:
        if refused.code != _NO_HEADER or not likely_titles(read.sheets):
            raise
        return Judged(read, said, decisions, refusal=refused)
    compared = compare_list(intake, standing, profile=profile, decisions=decisions, progress=progress)
    return Judged(read, said, decisions, intake, compared)


def told(ticket: Ticket) -> Progress:
    """Progress as a ticket hears it, ended where somebody asked to stop."""

    def progress(done: int, total: int) -> None:
        ticket.check()
        ticket.report(done, total)

    return progress
