"""From a judged spreadsheet to the registers: compared, decided by people, entered as facts.

Reading and judging is `registry.intake`, what a list would change `registry.comparing`; entering is `registry.acts`.
Nothing is decided for people here: doubtful rows nobody settled are left out and counted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import (
    MANY_ROWS,
    change_subjects,
    enter_items,
    enter_officers,
    enter_subjects,
    import_subjects,
    keep_list_shelf,
    keep_titles,
    set_up_shelf,
    update_subjects,
)
from inspector_desktop.registry.codes import judge_code, tidy_name
from inspector_desktop.registry.comparing import Change, Compared, Decisions, NewRows, compare
from inspector_desktop.registry.facts import ItemRow, OfficerRow, SubjectRow, SubjectUpdate
from inspector_desktop.registry.initials import pinyin_key, pinyin_keys
from inspector_desktop.registry.intake import Intake, IntakeRow, Kind, Known
from inspector_desktop.registry.intake.judged_rows import JudgedRows
from inspector_desktop.registry.item_days import days_of, publish_told
from inspector_desktop.registry.pausing import collecting_paused
from inspector_desktop.registry.ready import ReadyList, ReadyPart
from inspector_desktop.registry.rows import CODE_KINDS, ListedRows, item_row, officer_row, subject_id, subject_row
from inspector_desktop.registry.rules import gaps_of_item
from inspector_desktop.registry.shelves import rows_kept
from inspector_desktop.registry.standing import standing_subjects
from inspector_desktop.registry.store import (
    ItemView,
    items,
    officers,
    subject_keys,
)
from inspector_desktop.wording import say

SECTION = "supervision"
_MADE_AT_ONCE = 1_000
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


MOST_EVIDENCE = 60 << 20
"""Bytes: headquarters takes evidence up to 64 MB; a larger list (CSV) is kept packed."""

Progress = Callable[[int, int], None]


def nobody_looks(_done: int, _total: int) -> None:
    """Take progress nobody asked for."""


@dataclass(frozen=True)
class Brought:
    """What an import did: entered, entered with a word, refused, left out as in the register or twice in the file.

    `changed` of the known were set to what the list says, `gone` marked as cancelled, `undecided` left out for want
    of a decision, `held` are items left as published. For officers and items `entered` includes the changed.
    """

    entered: int
    warned: int
    refused: int
    known: int
    repeated: int
    changed: int = 0
    gone: int = 0
    undecided: int = 0
    held: int = 0
    others: int = 0  # changed rows that lie in a shelf of another section, left as they are


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
    standing = standing_subjects(session, bureau)
    return Known(by_code=standing.by_code, by_name=standing.by_name)


def standing_in(session: Session, bureau: str, kind: Kind) -> Mapping[str, Any]:
    """What a register holds, by id, for comparing; very many subjects stand in little room."""
    if kind == "subjects":
        return standing_subjects(session, bureau)
    if kind == "officers":
        return {one.id: one for one in officers(session, bureau)}
    return {one.id: one for one in items(session, bureau)}


@collecting_paused()
def compare_list(
    intake: Intake,
    standing: Mapping[str, Any],
    *,
    profile: Profile,
    decisions: Decisions | None = None,
    progress: Progress = nobody_looks,
) -> Compared:
    """Hold a judged list against its register: what would be new, changed, gone, and what people must decide."""
    letters = pinyin_keys if len(intake.rows) >= MANY_ROWS else pinyin_key

    def make(row: IntakeRow) -> SubjectRow | OfficerRow | ItemRow:
        if intake.kind == "subjects":
            return subject_row(row, profile, letters)
        return officer_row(row, unit=profile.bureau.name) if intake.kind == "officers" else item_row(row, profile)

    return compare(intake, make, standing, decisions=decisions, progress=progress)


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


def bring_in_subjects(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    intake: Intake,
    content: bytes,
    decisions: Decisions | None = None,
    drop_gone: bool = False,
    titles: Mapping[str, str] | None = None,
    found: Compared | None = None,
    progress: Progress = nobody_looks,
    only: Collection[int] | None = None,
    shelf: str = "",
) -> Brought:
    """Enter the accepted rows of a spreadsheet that the register lacks, and set the others to what it says.

    New rows go to the shelf named, else to that of the person's own section; of rows that lie in a shelf of another
    section, or on another desk, nothing is set. With `only`, numbers of rows, those new rows are entered, nothing else.
    `content` is the file, kept as evidence; `titles` are the column titles a person gave a meaning, kept for the next
    list; `drop_gone` marks those the list no longer names as cancelled; `found` is the list compared already, taken
    only while the register is empty. Raises `Refused` without the role, and what `progress` raises, entering nothing.
    """
    set_up_shelf(session, desk=desk, clock=clock, kind="subjects", section=SECTION)
    keep_titles(session, desk=desk, clock=clock, kind="subjects", titles=titles or {})
    if shelf:
        keep_list_shelf(session, desk=desk, clock=clock, kind="subjects", titles=titles_of(intake), shelf=shelf)
    standing = standing_in(session, desk.bureau, "subjects")
    if found is None or standing:
        found = compare_list(intake, standing, profile=profile, decisions=decisions)
    if only is not None:
        found = found.only(only)
    kept = evidence_of(intake.file, content)
    packed = content is not kept or (kept.startswith(b"PK") and intake.file.lower().endswith(".csv"))
    new = _Imported(found.new, profile)
    done = import_subjects(
        session, desk=desk, clock=clock, file=intake.file, content=kept,
        media_type="application/zip" if packed else SPREADSHEET, sheet=intake.sheet,
        rows=new, read=intake.accepted + intake.refused, warned=new.warned, refused=intake.refused, progress=progress,
        to_shelf=shelf,
    )  # fmt: skip
    today = civil_date(clock.now()).isoformat()
    kept_here = rows_kept(session, desk, [*(one.id for one in found.changed), *(one.id for one in found.gone)])
    ours = [one for one in found.changed if one.id in kept_here]
    changed = {change.row for change in ours}
    numbered = {row.row: row for row in intake.rows if row.row in changed} if changed else {}
    updates = [_update(change, numbered, today) for change in ours]
    update_subjects(session, desk=desk, clock=clock, source=done.id, file=intake.file, rows=updates)
    gone = tuple(one.id for one in found.gone if one.id in kept_here) if drop_gone else ()
    if gone:
        reason = say("import-gone-reason", file=intake.file)
        change_subjects(session, desk=desk, clock=clock, ids=gone, changes={"survival": "cancelled"}, reason=reason)
    return Brought(
        done.accepted, done.warned, done.refused, found.known, found.repeated, len(updates), len(gone), found.undecided,
        others=len(found.changed) - len(ours),
    )  # fmt: skip


def bring_in_officers(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    intake: Intake,
    decisions: Decisions | None = None,
    titles: Mapping[str, str] | None = None,
    only: Collection[int] | None = None,
    shelf: str = "",
) -> Brought:
    """Enter the officers of a spreadsheet; one whom the register has is set to what it says, roles and duty kept.

    Raises `Refused` without the role.
    """
    standing, found = _held_against(session, desk, clock, profile, intake, decisions, titles, only, shelf)
    ours = _ours(session, desk, "officers", found.changed)
    changed = []
    for one in ours:
        before = {name: getattr(standing[one.id], name) for name in OfficerRow.model_fields}
        changed.append(OfficerRow(**(before | _after(one))))
    enter_officers(session, desk=desk, clock=clock, rows=(*changed, *found.new.made()), shelf=shelf)
    return Brought(
        len(found.new) + len(changed), _warned(intake, found), intake.refused, found.known, found.repeated,
        len(changed), 0, found.undecided, others=len(found.changed) - len(ours),
    )  # fmt: skip


def bring_in_items(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    intake: Intake,
    decisions: Decisions | None = None,
    titles: Mapping[str, str] | None = None,
    published_on: str = "",
    only: Collection[int] | None = None,
    shelf: str = "",
) -> Brought:
    """Enter the items of a spreadsheet: those complete are published on the civil day given, the others wait.

    Without a day what the list itself says was published is entered so, with its days; nothing else is published, and
    a published item that the list would change is left as it is (`held`).
    Raises `Refused` without the role.
    """
    standing, found = _held_against(session, desk, clock, profile, intake, decisions, titles, only, shelf)
    ours = _ours(session, desk, "items", found.changed)
    forms = _forms(standing.values())
    rows = [_with_form(row, forms) for row in found.new.made()]
    for one in ours:
        before = {name: getattr(standing[one.id], name) for name in ItemRow.model_fields}
        rows.append(ItemRow(**(before | _after(one))))
    days = days_of(intake, found, rows, standing, published_on)
    ready = [row for row in rows if days[row.id].published_on and not gaps_of_row(row, profile)]
    drafts = [row for row in rows if row not in ready]
    held = [row for row in drafts if row.id in standing and standing[row.id].published_on]
    drafts = [row for row in drafts if row not in held]
    publish_told(session, desk=desk, clock=clock, rows=ready, days=days, shelf=shelf)
    if drafts:
        enter_items(session, desk=desk, clock=clock, rows=drafts, shelf=shelf)
    changed = sum(row.id in standing for row in (*ready, *drafts))
    return Brought(
        len(ready) + len(drafts), _warned(intake, found), intake.refused, found.known, found.repeated, changed, 0,
        found.undecided, len(held), others=len(found.changed) - len(ours),
    )  # fmt: skip


def titles_of(intake: Intake) -> tuple[str, ...]:
    """Every column title of a list, by which it is known again."""
    return (*intake.mapping, *intake.unread)


def gaps_of_row(row: ItemRow, profile: Profile) -> tuple[str, ...]:
    """What an item still lacks before it may be published; a category the profile does not know is none."""
    known = row.subject_category in {one.id for one in profile.categories}
    values = row.model_dump() | ({} if known else {"subject_category": ""})
    never: dict[str, Any] = {"bureau": "", "dossier": "", "published_on": "", "valid_from": "", "valid_until": ""}
    return gaps_of_item(ItemView(**never, **values, version=0))


def _held_against(
    session: Session,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    intake: Intake,
    decisions: Decisions | None,
    titles: Mapping[str, str] | None,
    only: Collection[int] | None,
    shelf: str,
) -> tuple[Mapping[str, Any], Compared]:
    """Set the shelf up, keep what was said of the list, and hold it against what stands."""
    set_up_shelf(session, desk=desk, clock=clock, kind=intake.kind, section=SECTION)
    keep_titles(session, desk=desk, clock=clock, kind=intake.kind, titles=titles or {})
    if shelf:
        keep_list_shelf(session, desk=desk, clock=clock, kind=intake.kind, titles=titles_of(intake), shelf=shelf)
    standing = standing_in(session, desk.bureau, intake.kind)
    found = compare_list(intake, standing, profile=profile, decisions=decisions)
    return standing, found if only is None else found.only(only)


def _ours(session: Session, desk: Desk, kind: Kind, changed: Collection[Change]) -> list[Change]:
    """The changes of rows that lie in a shelf this person may write here."""
    kept_here = rows_kept(session, desk, [one.id for one in changed], kind=kind)
    return [one for one in changed if one.id in kept_here]


class _Imported(ReadyList):
    """The new rows of a list as an import enters them, made when asked for; `warned` is known once all were."""

    def __init__(self, new: NewRows, profile: Profile) -> None:
        self._new, self._rows = new, ListedRows(profile)
        self._warned = 0

    def warned(self) -> int:
        """How many of the rows gone through a person should look at."""
        return self._warned

    def __len__(self) -> int:
        return len(self._new)

    def ready(self) -> Iterator[ReadyPart]:
        self._warned = 0
        rows = self._new.rows
        if isinstance(rows, JudgedRows):
            yield from self._rows.of(rows, self._new.taken, self._warn)
            return
        given = self._new.given()
        while part := list(islice(given, _MADE_AT_ONCE)):
            self._warn(sum(bool(one.warnings) for one in part))
            yield self._rows.made(part)

    def _warn(self, count: int) -> None:
        self._warned += count


def evidence_of(file: str, content: bytes) -> bytes:
    """Return what is kept of a file: itself, or packed where it is larger than evidence may be."""
    if len(content) <= MOST_EVIDENCE:
        return content
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(zipfile.ZipInfo(file, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 1)
    return target.getvalue()


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
        id=made, name=name, code=judged.text, code_kind=CODE_KINDS.get(judged.kind, "internal"),
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
        changes |= {"code": judged.text, "code_kind": CODE_KINDS.get(judged.kind, "internal"), "warning": ""}
    if "credit" in changes:
        changes["credit_since"] = civil_date(clock.now()).isoformat()
    change_subjects(session, desk=desk, clock=clock, ids=(subject,), changes=changes, reason=reason)


def _update(change: Change, rows: Mapping[int, IntakeRow], today: str) -> SubjectUpdate:
    values = _after(change)
    if "name" in values:
        values["pinyin"] = pinyin_key(values["name"])
    if "code" in values:
        values |= {"code_kind": CODE_KINDS.get(rows[change.row].get("code_kind"), "internal"), "warning": ""}
    if "credit" in values:
        values["credit_since"] = today
    return SubjectUpdate(id=change.id, row=change.row, set=values)


def _after(change: Change) -> dict[str, str]:
    return {column: after for column, _, after in change.columns}


def _warned(intake: Intake, found: Compared) -> int:
    taken = {*found.new, *(one.row for one in found.changed)}
    return sum(bool(row.warnings) and row.row in taken for row in intake.rows)


def _forms(standing: Collection[Any]) -> dict[str, str]:
    """The check table of each category where the published items agree on one."""
    tables: dict[str, set[str]] = {}
    for one in standing:
        tables.setdefault(one.subject_category, set()).add(one.form)
    return {category: next(iter(forms)) for category, forms in tables.items() if len(forms) == 1}


def _with_form(row: ItemRow, forms: Mapping[str, str]) -> ItemRow:
    return row if row.form else row.model_copy(update={"form": forms.get(row.subject_category, "")})
