"""From a judged spreadsheet to rows of the registers: ids, categories, search keys, and what is left out and why.

Reading and judging is `registry.intake`; entering is `registry.acts`. Nothing is decided for people here: a subject
whose category the profile does not know stays unsettled, one the register has already is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import change_subjects, enter_officers, enter_subjects, import_subjects, pinyin_key
from inspector_desktop.registry.codes import judge_code, name_key, tidy_name
from inspector_desktop.registry.facts import OfficerRow, SubjectRow
from inspector_desktop.registry.intake import Intake, IntakeRow, Known
from inspector_desktop.registry.store import officers, subject_keys

_ID = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,63}")  # ID of TICKET-V1, so that every subject can be drawn
_KINDS = {"uscc": "uscc", "registration-15": "old", "registration-13": "old"}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Brought:
    """What an import did: entered, entered with a word, refused, left out as in the register or twice in the file."""

    entered: int
    warned: int
    refused: int
    known: int
    repeated: int


@dataclass(frozen=True)
class Sorted:
    """The accepted rows of an intake as subjects, and how many were left out."""

    rows: tuple[SubjectRow, ...]
    known: int
    repeated: int

    @property
    def warned(self) -> int:
        """How many of the rows a person should look at."""
        return sum(bool(row.warning) for row in self.rows)


def known_subjects(session: Session, bureau: str) -> Known:
    """What the register of subjects holds, for judging a spreadsheet against it."""
    keys = subject_keys(session, bureau)
    return Known(
        by_code={code: one for one, code, _ in keys if code}, by_name={name_key(name): one for one, _, name in keys}
    )


def subject_id(code: str, name: str, address: str) -> str:
    """The id of a subject: its code where the draw can take it as an ID, else one made of name and address."""
    if _ID.fullmatch(code):
        return code
    return "N-" + sha256_hex(f"{name_key(name)}\n{name_key(address)}")[:16].upper()


def sort_subjects(intake: Intake, profile: Profile, *, taken: Collection[str] = ()) -> Sorted:
    """Turn accepted rows into subjects; ids in `taken` stand in the register already."""
    rows: dict[str, SubjectRow] = {}
    known = repeated = 0
    for row in intake.rows:
        one = subject_row(row, profile)
        if row.known or one.id in taken:
            known += 1
        elif one.id in rows:
            repeated += 1
        else:
            rows[one.id] = one
    return Sorted(tuple(rows.values()), known, repeated)


def subject_row(row: IntakeRow, profile: Profile) -> SubjectRow:
    """One accepted row as a subject; what the profile has no category or credit class for stays empty."""
    name, code = row.get("name"), row.get("code")
    return SubjectRow(
        id=subject_id(code, name, row.get("address")), name=name, code=code,
        code_kind=_KINDS.get(row.get("code_kind"), "internal"),
        category=_by_title(row.get("category"), ((one.id, one.title) for one in profile.categories)),
        authority=row.get("authority"), jurisdiction=row.get("jurisdiction"), address=row.get("address"),
        principal=row.get("principal"), phone=row.get("phone"),
        credit=_by_title(row.get("credit"), ((one.id, one.title) for one in profile.credit.classes)),
        pinyin=pinyin_key(name), source_row=row.row, warning=row.warnings[0].why if row.warnings else "",
    )  # fmt: skip


def bring_in_subjects(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, intake: Intake, content: bytes
) -> Brought:
    """Enter the accepted rows of a spreadsheet that the register lacks; `content` is the file, kept as evidence.

    Raises `Refused` without the role.
    """
    taken = {one for one, _, _ in subject_keys(session, desk.bureau)}
    found = sort_subjects(intake, profile, taken=taken)
    done = import_subjects(
        session, desk=desk, clock=clock, file=intake.file, content=content, media_type=SPREADSHEET,
        sheet=intake.sheet, rows=found.rows, read=intake.accepted + intake.refused, warned=found.warned,
        refused=intake.refused,
    )  # fmt: skip
    return Brought(done.accepted, done.warned, done.refused, found.known, found.repeated)


def bring_in_officers(session: Session, *, desk: Desk, clock: Clock, intake: Intake, unit: str) -> Brought:
    """Enter the officers of a spreadsheet; one whose certificate the register has is corrected. `unit` fills gaps.

    Raises `Refused` without the role.
    """
    before = {one.certificate: one for one in officers(session, desk.bureau)}
    rows: dict[str, OfficerRow] = {}
    known = repeated = 0
    for row in intake.rows:
        old = before.get(row.get("certificate"))
        one = officer_row(row, unit=unit, keep=old.id if old else "")
        if old is not None:
            one = one.model_copy(update={"roles": old.roles, "duty": old.duty})
            known += 1
        repeated += one.id in rows
        rows[one.id] = one
    enter_officers(session, desk=desk, clock=clock, rows=rows.values())
    return Brought(len(rows), intake.warned, intake.refused, known, repeated)


def add_subject(session: Session, *, desk: Desk, clock: Clock, values: Mapping[str, str]) -> str:
    """Enter one subject by hand and return its id.

    Raises `Refused` without the role, for a code that is none, and when the register has the code or the name with the
    same address already.
    """
    judged = judge_code(values.get("code", ""))
    if judged.refused:
        raise Refused("refused-subject-code", number=judged.text)
    name = tidy_name(values["name"])
    made = subject_id(judged.text, name, values.get("address", ""))
    same = next((title for one, _, title in subject_keys(session, desk.bureau) if one == made), "")
    if same:
        raise Refused("refused-subject-known", name=same)
    row = SubjectRow(
        id=made, name=name, code=judged.text, code_kind=_KINDS.get(judged.kind, "internal"),
        category=values.get("category", ""), address=values.get("address", ""),
        principal=values.get("principal", ""), phone=values.get("phone", ""), credit=values.get("credit", ""),
        pinyin=pinyin_key(name),
    )  # fmt: skip
    enter_subjects(session, desk=desk, clock=clock, rows=(row,))
    return made


def correct_subject(
    session: Session, *, desk: Desk, clock: Clock, subject: str, values: Mapping[str, str], reason: str
) -> None:
    """Set columns of one subject with the reason; what follows from name and code follows.

    Raises `Refused` without role or reason, and for a code that is none.
    """
    changes = dict(values)
    if "name" in changes:
        changes["name"] = tidy_name(changes["name"])
        changes["pinyin"] = pinyin_key(changes["name"])
    if "code" in changes:
        judged = judge_code(changes["code"])
        if judged.refused:
            raise Refused("refused-subject-code", number=judged.text)
        changes |= {"code": judged.text, "code_kind": _KINDS.get(judged.kind, "internal"), "warning": ""}
    if "credit" in changes:
        changes["credit_since"] = civil_date(clock.now()).isoformat()
    change_subjects(session, desk=desk, clock=clock, ids=(subject,), changes=changes, reason=reason)


def officer_row(row: IntakeRow, *, unit: str, keep: str = "") -> OfficerRow:
    """One accepted row as an officer; without a day of expiry the certificate counts as expired."""
    certificate = row.get("certificate")
    made = "N-" + sha256_hex(f"{row.get('name')}\n{row.get('unit')}")[:16].upper()
    return OfficerRow(
        id=keep or (certificate if _ID.fullmatch(certificate) else made), name=row.get("name"),
        unit=row.get("unit") or unit, sex=row.get("sex"), certificate=certificate, areas=row.get("areas") or "*",
        categories=row.get("categories"), fields=row.get("fields"), valid_until=row.get("valid_until"),
    )  # fmt: skip


def _by_title(text: str, rows: Iterable[tuple[str, str]]) -> str:
    wanted = name_key(text)
    return next((one for one, title in rows if wanted and wanted in {name_key(title), one}), "")
