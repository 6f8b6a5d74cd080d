"""A spreadsheet chosen for a register: as read, as judged, and as held against what stands there. No widgets.

Works in the pool's threads; what is shown of it is `preview`, and entering it is `registry.importing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inspector_desktop.errors import Known as KnownError
from inspector_desktop.errors import Refused
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.comparing import CODES, NAMES, Compared, Decision
from inspector_desktop.registry.importing import Progress, compare_list, nobody_looks
from inspector_desktop.registry.intake import Intake, Kind, Known, Sheet, judge_sheets, likely_titles
from inspector_desktop.registry.standing import StandingSubjects

_NO_HEADER = "refused-import-no-header"


@dataclass(frozen=True)
class Register:
    """What a list is held against: the register, and what column titles of the bureau are known to mean."""

    standing: Mapping[str, Any]
    titles: Mapping[str, str]


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
