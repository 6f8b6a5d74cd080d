"""Proposing a correction of a register, and adopting or declining one.

The proposer writes in a dossier of his own, without a network if need be, and hands it over to whoever keeps the
shelf. Who keeps it takes the proposal, and adopts or declines it where the shelf lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier
from inspector_desktop.registry.acts import set_up_shelf
from inspector_desktop.registry.codes import judge_code, tidy_name
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.initials import pinyin_key
from inspector_desktop.registry.kept_rules import ALWAYS_OF_ITEM
from inspector_desktop.registry.proposal_facts import (
    ColumnChange,
    CorrectionAdopted,
    CorrectionProposed,
    ProposalSettled,
)
from inspector_desktop.registry.proposal_kinds import PROPOSABLE, SUBJECT_PROPOSABLE, table_of
from inspector_desktop.registry.proposal_records import ADOPTED, DECLINED, OPEN
from inspector_desktop.registry.proposal_store import HERE, TRAY, ProposalView, get_proposal, known_as, proposals
from inspector_desktop.registry.rows import CODE_KINDS, ID, subject_id
from inspector_desktop.registry.shelves import lies_here, may_keep
from inspector_desktop.registry.store import ShelfView, find_shelf, get_subject, shelves
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

KIND = "proposal"
MOST_AT_ONCE = 200
"""So many rows of a list may be proposed in one go; each is decided by itself."""
_SUPERVISING = "supervising"
_SECTION = "supervision"
_PLACES = frozenset({"bureau", "dossier", "version"})


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
    when (none: now). Raises `Missing`, or `Refused` without a reason, when nothing would change, and for a code that
    is none.
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
    shelf: str = "",
    found_at: datetime | None = None,
) -> Proposed:
    """Propose a subject the register lacks (应纳尽纳), to a shelf, else to the supervising section's.

    Raises `Refused` without a name or a reason, for a code that is none, and when the register has it already.
    """
    return propose_row(
        session, desk=desk, clock=clock, kind="subjects", row="", values=values, reason=reason, photos=photos,
        found_in=found_in, shelf=shelf, found_at=found_at,
    )  # fmt: skip


def propose_row(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    kind: str,
    row: str,
    values: Mapping[str, str],
    reason: str,
    photos: Sequence[tuple[bytes, str]] = (),
    found_in: str = "",
    shelf: str = "",
    found_at: datetime | None = None,
) -> Proposed:
    """Propose columns of a row of any register (`proposal_kinds.PROPOSABLE`), or without an id one it lacks.

    `shelf` is whom a new one is proposed to, else the supervising section. Raises `Missing` for a row that is not
    there, or `Refused`: without a reason or what a new one must say, when nothing would change or the register has it.
    """
    about = PROPOSABLE[kind]
    if row:
        found = find_row(session, desk.bureau, kind, row)
        if found is None:
            raise Missing("error-proposal-missing")
        now = {name: str(getattr(found, name)) for name in about.columns}
        stated = {name: value.strip() for name, value in values.items() if name in now and value.strip() != now[name]}
        changes = tuple(ColumnChange(column=name, before=now[name], after=stated[name]) for name in sorted(stated))
        lies, title = found.dossier, getattr(found, about.name)
        _refuse_lacking(kind, {**now, **stated})
    else:
        stated = {name: values.get(name, "").strip() for name in about.columns if name != "survival"}
        stated = _tidied(stated) if kind == "subjects" else stated
        _refuse_lacking(kind, stated)
        _refuse_known(session, desk, kind, {**stated, "id": values.get("id", "")})
        changes = tuple(ColumnChange(column=name, before="", after=value) for name, value in stated.items() if value)
        lies, title = shelf or _usual_shelf(session, desk, kind), stated[about.name]
    return _propose(
        session, desk=desk, clock=clock, shelf_kind=kind, shelf=lies, row=row, name=title, changes=changes,
        reason=reason, photos=photos, found_in=found_in, found_at=found_at,
    )  # fmt: skip


def propose_several(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    kind: str,
    rows: Sequence[Mapping[str, str]],
    reason: str,
    shelf: str = "",
) -> int:
    """Propose rows of a list the register lacks, each to be decided by itself; return how many.

    Raises `Refused` for none, for more than can be decided one by one, and as `propose_row` does.
    """
    if not rows:
        raise Refused("refused-none-chosen")
    if len(rows) > MOST_AT_ONCE:
        raise Refused("refused-proposal-many", count=len(rows), most=MOST_AT_ONCE)
    for values in rows:
        propose_row(session, desk=desk, clock=clock, kind=kind, row="", values=values, reason=reason, shelf=shelf)
    return len(rows)


def take_proposals(session: Session, *, desk: Desk, clock: Clock, dossiers: Iterable[str] = ()) -> int:
    """Take proposals up from this person's tray, all of them unless some are named; return how many.

    Headquarters receipts that before anything can be decided. Raises `Refused` as `take` does.
    """
    wanted = tuple(dossiers) or tuple(one.dossier for one in proposals(session, desk) if one.place == TRAY)
    for dossier in wanted:
        take(session, desk=desk, clock=clock, dossier=dossier)
    return len(wanted)


def adopt(
    session: Session, *, desk: Desk, clock: Clock, proposal: str, seen: Mapping[str, str], published_on: str = ""
) -> None:
    """Take over what a proposal says, in the shelf and in the proposal.

    `seen` is what the register said by column when the person decided; an item in force is published anew on the civil
    day `published_on`. Raises `Refused` when the register says something else by now, when it has a proposed row
    already, when this section does not keep the shelf, and when shelf or proposal does not lie on this desk.
    """
    view = _to_settle(session, desk, proposal)
    if dict(seen) != view.seen():
        raise Refused("refused-proposal-changed", name=view.name)
    if view.shelf_kind in {"experts", "partners"} and _shelf(session, desk, view.shelf) is None:
        set_up_shelf(session, desk=desk, clock=clock, kind=view.shelf_kind, section=_SECTION)
    if not lies_here(session, desk, view.shelf):
        raise Refused("refused-shelf-elsewhere")
    values = {one.column: one.after for one in view.changes}
    row, rows, made = view.row, tuple[SubjectRow, ...](), dict[str, str]()
    if view.is_missing:
        _refuse_known(session, desk, view.shelf_kind, values)
        if view.shelf_kind == "subjects":
            rows = (_new_subject(values),)
            row, values = rows[0].id, {}
        else:
            row = _new_id(view.shelf_kind, values, clock)
            made, values = _new_row(view.shelf_kind, values) | {"id": row}, {}
    elif view.shelf_kind == "subjects":
        values = _with_following(values, day=civil_date(clock.now()).isoformat())
    elif view.published:
        _refuse_unpublishable(session, desk, view, values, published_on)
    fact = CorrectionAdopted(
        proposal=proposal, shelf_kind=view.shelf_kind, proposer=view.proposer, proposer_name=view.proposer_name, id=row,
        set=values, reason=view.reason, rows=rows, made=made, published_on=published_on if view.published else "",
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=view.shelf)
    settled = ProposalSettled(outcome=ADOPTED, by=desk.person.name)
    enter(session, settled, desk=desk, clock=clock, dossier=proposal)


def adopt_several(session: Session, *, desk: Desk, clock: Clock, seen: Mapping[str, Mapping[str, str]]) -> int:
    """Adopt proposals, each with what the register said; return how many. Raises `Refused` as `adopt` does."""
    if not seen:
        raise Refused("refused-none-chosen")
    for proposal, shown in seen.items():
        adopt(session, desk=desk, clock=clock, proposal=proposal, seen=shown)
    return len(seen)


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
    if shelf is None:  # experts and partner departments have a shelf from the first one on
        return desk.has_role(_SUPERVISING)
    return may_keep(session, desk, shelf)


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
    return session.get(table_of(view.shelf_kind), (view.bureau, view.shelf, view.row)) is not None


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


def find_row(session: Session, bureau: str, kind: str, row: str) -> Any:
    """The row of a register with an id, or none."""
    table = table_of(kind)
    return session.exec(select(table).where(table.bureau == bureau, table.id == row).limit(1)).first()


def _usual_shelf(session: Session, desk: Desk, kind: str) -> str:
    """The supervising section's shelf; of experts and partners where it will be, if there is none yet."""
    found = find_shelf(session, desk.bureau, kind)
    if found is None and kind not in {"experts", "partners"}:
        raise Missing("error-shelf-missing")
    return found.dossier if found is not None else f"register-{kind}-{_SECTION}"


def _refuse_lacking(kind: str, values: Mapping[str, str]) -> None:
    lacking = next((name for name in PROPOSABLE[kind].needed if not values.get(name)), "")
    if lacking and kind == "subjects":
        raise Refused("refused-subject-name")
    if lacking:
        raise Refused("refused-kept-lacks", column=say(f"field-{lacking}"))


def _refuse_known(session: Session, desk: Desk, kind: str, values: Mapping[str, str]) -> None:
    if kind == "subjects":
        made = subject_id(values.get("code", ""), values["name"], values.get("address", ""))
        found = find_row(session, desk.bureau, kind, made)
        known = found.name if found is not None else ""
    else:
        known = known_as(session, desk.bureau, kind, values)
    if known:
        raise Refused("refused-subject-known" if kind == "subjects" else "refused-proposal-known", name=known)


def _refuse_unpublishable(
    session: Session, desk: Desk, view: ProposalView, values: Mapping[str, str], day: str
) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise Refused("refused-item-day", day=day) from error
    item = find_row(session, desk.bureau, "items", view.row)
    after = {name: values.get(name, getattr(item, name)) for name in ALWAYS_OF_ITEM}
    lacking = [name for name, value in after.items() if not str(value).strip()]
    if lacking:
        columns = "、".join(say(f"field-{one}") for one in lacking)
        raise Refused("refused-item-lacks", item=view.name, columns=columns)


def _new_id(kind: str, values: Mapping[str, str], clock: Clock) -> str:
    if kind == "officers" and ID.fullmatch(values["certificate"]):
        return values["certificate"]
    made = new_id(clock)
    return f"X{made[-8:].upper()}" if kind == "items" else made


def _new_row(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    """A row with every column its table asks for."""
    blank = {name: "" for name, one in table_of(kind).model_fields.items() if one.is_required()}
    usual = {"areas": "*", "unit": ""} if kind == "officers" else {}
    return {name: str(value) for name, value in {**blank, **usual, **values}.items() if name not in _PLACES}
