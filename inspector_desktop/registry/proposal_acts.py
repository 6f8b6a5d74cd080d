"""Proposing a correction of a register, and adopting or declining one.

The proposer writes in a dossier of his own, without a network if need be, and hands it over to whoever keeps the
shelf. Who keeps it takes the proposal, and adopts or declines it where the shelf lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier
from inspector_desktop.registry.codes import judge_code, tidy_name
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.initials import pinyin_key
from inspector_desktop.registry.proposal_facts import (
    OFFICER_CHANGEABLE,
    ColumnChange,
    CorrectionAdopted,
    CorrectionProposed,
    ProposalSettled,
)
from inspector_desktop.registry.proposal_records import ADOPTED, DECLINED, OPEN
from inspector_desktop.registry.proposal_store import HERE, TRAY, ProposalView, get_proposal, proposals
from inspector_desktop.registry.records import Officer, Subject
from inspector_desktop.registry.rows import CODE_KINDS, subject_id
from inspector_desktop.registry.shelves import lies_here, may_keep
from inspector_desktop.registry.store import ShelfView, find_officer, get_shelf, get_subject, shelves
from inspector_desktop.storage.evidence import put_evidence

KIND = "proposal"
SUBJECT_PROPOSABLE = ("name", "code", "category", "address", "principal", "phone", "survival", "jurisdiction")
"""The columns of a subject that anybody may propose to correct."""
_SUPERVISING = "supervising"
_NEW = ("name", "code", "category", "address", "principal", "phone", "jurisdiction")


@dataclass(frozen=True)
class Proposed:
    """Where a proposal was put: its dossier, and the tray it lies in."""

    dossier: DossierId
    to_role: str
    to_person: str


def propose_correction(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    subject: str,
    values: Mapping[str, str],
    reason: str,
    photos: Sequence[tuple[bytes, str]] = (),
    found_in: str = "",
    found_at: datetime | None = None,
) -> Proposed:
    """Propose columns of a subject and put the proposal in the tray of whoever keeps its shelf.

    `photos` are finished pictures with their media type, `found_in` the inspection in which it was found, `found_at`
    when (none: now). Raises `Missing`, or `Refused` without a reason, when nothing would change, and for a code that is none.
    """
    view = get_subject(session, desk.bureau, subject)
    stated = _tidied(
        {
            name: value
            for name, value in values.items()
            if name in SUBJECT_PROPOSABLE
            and value.strip() != str(getattr(view, name))  # what is as it was is not judged
        }
    )
    changes = tuple(
        ColumnChange(column=name, before=str(getattr(view, name)), after=value)
        for name, value in sorted(stated.items())
        if value != str(getattr(view, name))
    )
    return _propose(
        session, desk=desk, clock=clock, shelf_kind="subjects", shelf=view.dossier, row=subject, name=view.name,
        changes=changes, reason=reason, photos=photos, found_in=found_in, found_at=found_at,
    )  # fmt: skip


def propose_missing(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    values: Mapping[str, str],
    reason: str,
    photos: Sequence[tuple[bytes, str]] = (),
    found_in: str = "",
    section: str = "",
    found_at: datetime | None = None,
) -> Proposed:
    """Propose a subject the register lacks (应纳尽纳), to the shelf of a section or the supervising one's.

    Raises `Refused` without a name or a reason, for a code that is none, and when the register has it already.
    """
    stated = _tidied({name: values.get(name, "").strip() for name in _NEW})
    if not stated["name"]:
        raise Refused("refused-subject-name")
    _refuse_known(session, desk, stated)
    shelf = get_shelf(session, desk.bureau, "subjects", section=section)
    changes = tuple(ColumnChange(column=name, before="", after=value) for name, value in stated.items() if value)
    return _propose(
        session, desk=desk, clock=clock, shelf_kind="subjects", shelf=shelf.dossier, row="", name=stated["name"],
        changes=changes, reason=reason, photos=photos, found_in=found_in, found_at=found_at,
    )  # fmt: skip


def propose_officer(
    session: Session, *, desk: Desk, clock: Clock, officer: str, values: Mapping[str, str], reason: str
) -> Proposed:
    """Propose columns of an officer: a renewed certificate, another unit. Raises `Missing` or `Refused`."""
    view = find_officer(session, desk.bureau, officer)
    if view is None:
        raise Missing("error-proposal-missing")
    changes = tuple(
        ColumnChange(column=name, before=str(getattr(view, name)), after=value.strip())
        for name, value in sorted(values.items())
        if name in OFFICER_CHANGEABLE and value.strip() != str(getattr(view, name))
    )
    return _propose(
        session, desk=desk, clock=clock, shelf_kind="officers", shelf=view.dossier, row=officer, name=view.name,
        changes=changes, reason=reason, photos=(), found_in="",
    )  # fmt: skip


def take_proposals(session: Session, *, desk: Desk, clock: Clock, dossiers: Iterable[str] = ()) -> int:
    """Take proposals up from this person's tray, all of them unless some are named; return how many.

    Headquarters receipts that before anything can be decided. Raises `Refused` as `take` does.
    """
    wanted = tuple(dossiers) or tuple(one.dossier for one in proposals(session, desk) if one.place == TRAY)
    for dossier in wanted:
        take(session, desk=desk, clock=clock, dossier=dossier)
    return len(wanted)


def adopt(session: Session, *, desk: Desk, clock: Clock, proposal: str, seen: Mapping[str, str]) -> None:
    """Take over what a proposal says, in the shelf and in the proposal.

    `seen` is what the register said by column when the person decided. Raises `Refused` when it says something else
    by now, when the register has a proposed subject already, when this section does not keep the shelf, and when
    shelf or proposal does not lie on this desk.
    """
    view = _to_settle(session, desk, proposal)
    if dict(seen) != view.seen():
        raise Refused("refused-proposal-changed", name=view.name)
    if not lies_here(session, desk, view.shelf):
        raise Refused("refused-shelf-elsewhere")
    values = {one.column: one.after for one in view.changes}
    rows: tuple[SubjectRow, ...] = ()
    row = view.row
    if view.is_missing:
        _refuse_known(session, desk, values)
        rows = (_new_subject(values),)
        row, values = rows[0].id, {}
    elif view.shelf_kind == "subjects":
        values = _with_following(values, day=civil_date(clock.now()).isoformat())
    fact = CorrectionAdopted(
        proposal=proposal, shelf_kind=view.shelf_kind, proposer=view.proposer, proposer_name=view.proposer_name, id=row,
        set=values, reason=view.reason, rows=rows,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=view.shelf)
    settled = ProposalSettled(outcome=ADOPTED, by=desk.person.name)
    enter(session, settled, desk=desk, clock=clock, dossier=proposal)


def decline(session: Session, *, desk: Desk, clock: Clock, proposal: str, reason: str) -> None:
    """Leave the register as it is, with the reason the proposer reads. Raises `Refused` without one."""
    if not reason.strip():
        raise Refused("refused-decline-reason")
    _to_settle(session, desk, proposal)
    settled = ProposalSettled(outcome=DECLINED, reason=reason.strip(), by=desk.person.name)
    enter(session, settled, desk=desk, clock=clock, dossier=proposal)


def may_settle(session: Session, desk: Desk, view: ProposalView) -> bool:
    """Whether this person's section keeps the shelf a proposal is about."""
    shelf = _shelf(session, desk, view.shelf)
    return shelf is not None and may_keep(session, desk, shelf)


def _propose(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    shelf_kind: str,
    shelf: str,
    row: str,
    name: str,
    changes: tuple[ColumnChange, ...],
    reason: str,
    photos: Sequence[tuple[bytes, str]],
    found_in: str,
    found_at: datetime | None = None,
) -> Proposed:
    if not changes:
        raise Refused("refused-proposal-empty")
    if not reason.strip():
        raise Refused("refused-proposal-reason")
    now = stamp(clock.now())
    kept = [put_evidence(session, content, media_type=media_type, added_at=now) for content, media_type in photos]
    fact = CorrectionProposed(
        shelf_kind=shelf_kind, shelf=shelf, row=row, name=name, changes=changes, reason=reason.strip(),
        evidence=tuple(dict.fromkeys(kept)), found_in=found_in, by=desk.person.name,
    )  # fmt: skip
    dossier = open_dossier(session, fact, kind=KIND, desk=desk, clock=clock, occurred_at=found_at)
    person = _keeper(session, desk, shelf)
    role = "" if person else _SUPERVISING
    hand_over(session, desk=desk, clock=clock, dossier=dossier, to_person=person, to_role=role)
    return Proposed(dossier, role, person)


def _keeper(session: Session, desk: Desk, dossier: str) -> str:
    """Who holds a shelf that another section keeps; nobody in particular where the supervising section does."""
    shelf, row = _shelf(session, desk, dossier), session.get(Dossier, (desk.bureau, dossier))
    if shelf is None or row is None or not shelf.unit:
        return ""
    return row.holder_person or row.tray_person


def _shelf(session: Session, desk: Desk, dossier: str) -> ShelfView | None:
    return next((one for one in shelves(session, desk.bureau) if one.dossier == dossier), None)


def _to_settle(session: Session, desk: Desk, dossier: str) -> ProposalView:
    view = get_proposal(session, desk, dossier)
    if view.state != OPEN:
        raise Refused("refused-proposal-settled", name=view.name)
    if not may_settle(session, desk, view):
        raise Refused("refused-role-registers")
    if view.place == TRAY:
        raise Refused("refused-proposal-untaken")
    if view.place == HERE and not view.is_missing and not _row_lies(session, view):
        raise Missing("error-proposal-row")
    return view


def _row_lies(session: Session, view: ProposalView) -> bool:
    table = Officer if view.shelf_kind == "officers" else Subject
    return session.get(table, (view.bureau, view.shelf, view.row)) is not None


def _tidied(values: dict[str, str]) -> dict[str, str]:
    """Values as a register holds them. Raises `Refused` for a code that is none, and for an empty name."""
    tidied = {name: value.strip() for name, value in values.items()}
    if "name" in tidied:
        tidied["name"] = tidy_name(tidied["name"])
        if not tidied["name"]:
            raise Refused("refused-subject-name")
    if tidied.get("code"):
        judged = judge_code(tidied["code"])
        if judged.refused:
            raise Refused("refused-subject-code", number=judged.text)
        tidied["code"] = judged.text
    return tidied


def _with_following(values: dict[str, str], *, day: str) -> dict[str, str]:
    """What follows from name, code and credit class follows."""
    changes = dict(values)
    if "name" in changes:
        changes["pinyin"] = pinyin_key(changes["name"])
    if "code" in changes:
        changes |= {"code_kind": CODE_KINDS.get(judge_code(changes["code"]).kind, "internal"), "warning": ""}
    if "credit" in changes:
        changes["credit_since"] = day
    return changes


def _new_subject(values: Mapping[str, str]) -> SubjectRow:
    code, name, address = values.get("code", ""), values["name"], values.get("address", "")
    return SubjectRow(
        id=subject_id(code, name, address), name=name, code=code, address=address, pinyin=pinyin_key(name),
        code_kind=CODE_KINDS.get(judge_code(code).kind, "internal"), category=values.get("category", ""),
        phone=values.get("phone", ""), principal=values.get("principal", ""),
        jurisdiction=values.get("jurisdiction", ""),
    )  # fmt: skip


def _refuse_known(session: Session, desk: Desk, values: Mapping[str, str]) -> None:
    made = subject_id(values.get("code", ""), values["name"], values.get("address", ""))
    try:
        known = get_subject(session, desk.bureau, made)
    except Missing:
        return
    raise Refused("refused-subject-known", name=known.name)
