"""What the supervising section does beside the three registers: experts, partners, what is attached, ends and duty.

Rows attached to a subject or an officer lie in the shelf their owner lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import new_id
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import (
    ROWS_PER_ENTRY,
    change_subjects,
    enter_subjects,
    pinyin_key,
    publish_items,
    set_up_shelf,
)
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.facts import ItemRow, SubjectRow
from inspector_desktop.registry.kept_facts import (
    ITEM_CHANGEABLE,
    OFFICER_CHANGEABLE,
    SHELF_OF,
    ItemEnded,
    ItemsChanged,
    OfficersChanged,
    RowsKept,
    columns_of,
)
from inspector_desktop.registry.kept_rules import (
    internal_code,
    lacking,
    lacking_of_item,
    site_id,
    unreadable_days,
)
from inspector_desktop.registry.kept_store import find_kept, kept
from inspector_desktop.registry.records import Officer, Subject
from inspector_desktop.registry.shelves import by_shelf, may_keep, own_shelf
from inspector_desktop.registry.store import find_shelf, get_subject, items, items_on, shelves, subject_keys
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

SECTION = "supervision"
_OWN_SHELF = frozenset({"experts", "partners"})


def keep_rows(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    kind: str,
    rows: Sequence[Mapping[str, str]],
    reason: str = "",
    evidence: Sequence[str] = (),
) -> tuple[str, ...]:
    """Enter or correct rows of a kind (`kept_facts.TABLES`); return their ids. A row without an id is a new one.

    Raises `Refused` without the role, when a row lacks what its kind must say, or a civil day can't be read.
    """
    if SHELF_OF[kind] in _OWN_SHELF and find_shelf(session, desk.bureau, SHELF_OF[kind]) is None:
        set_up_shelf(session, desk=desk, clock=clock, kind=SHELF_OF[kind], section=SECTION)
    own = own_shelf(session, desk, SHELF_OF[kind]).dossier
    known = columns_of(kind)
    made: dict[str, list[dict[str, str]]] = {}
    for given in rows:
        before = find_kept(session, desk.bureau, kind, given.get("id", "")) if given.get("id") else None
        row = {name: value.strip() for name, value in given.items() if name in known}
        whole = dict(before.values) | row if before is not None else row
        if found := lacking(kind, whole):
            raise Refused("refused-kept-lacks", column=say(f"field-{found[0]}"))
        if found := unreadable_days(row):
            raise Refused("refused-kept-day", column=say(f"field-{found[0]}"), day=row[found[0]])
        row.setdefault("id", new_id(clock))
        lies = before.dossier if before is not None else _shelf_of_owner(session, desk, kind, row) or own
        made.setdefault(lies, []).append(row)
    for dossier, part in made.items():
        _only_keeper(session, desk, SHELF_OF[kind], dossier)
        for start in range(0, len(part), ROWS_PER_ENTRY):
            fact = RowsKept(
                kind=kind, rows=tuple(part[start : start + ROWS_PER_ENTRY]), reason=reason.strip(),
                evidence=tuple(sorted({one for one in evidence if one})),
            )  # fmt: skip
            enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return tuple(row["id"] for part in made.values() for row in part)


def end_row(session: Session, *, desk: Desk, clock: Clock, kind: str, row: str, on: str, reason: str) -> None:
    """End a row of a kind on a civil day, with the reason; it stays in the register. Raises `Refused` or `Missing`."""
    if find_kept(session, desk.bureau, kind, row) is None:
        raise Missing("error-kept-missing")
    if not reason.strip():
        raise Refused("refused-change-reason")
    values = {"id": row, "ended_on": on or civil_date(clock.now()).isoformat()}
    if "ended_reason" in columns_of(kind):
        values["ended_reason"] = reason.strip()
    keep_rows(session, desk=desk, clock=clock, kind=kind, rows=(values,), reason=reason)


def flag_risk(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    subject: str,
    name: str,
    day: str,
    source: str = "",
    file: str = "",
    content: bytes = b"",
    media_type: str = "application/octet-stream",
) -> str:
    """Put a risk flag on a subject as of a civil day, with the file that shows it; return the flag's id.

    Raises `Refused` without a name or day, or without both a source and a file.
    """
    if not source.strip() and not content:
        raise Refused("refused-risk-evidence")
    found = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now())) if content else ""
    row = {"owner": subject, "name": name, "day": day, "source": source, "evidence": found, "evidence_name": file}
    return keep_rows(session, desk=desk, clock=clock, kind="risks", rows=(row,), evidence=(found,))[0]


def enter_special(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    rows: Sequence[Mapping[str, str]],
    file: str = "",
    content: bytes = b"",
    media_type: str = "application/octet-stream",
) -> tuple[str, ...]:
    """Enter rows of a special library (专项库), each attached to the subject with its code, else with its name.

    A row with the library, subject and licence number of one that stands already corrects it. The list itself is kept
    as evidence where it is given.
    """
    by_code: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    for one, code, name in subject_keys(session, desk.bureau):
        by_code[code or one] = one
        by_name.setdefault(name_key(name), []).append(one)
    standing = {_special_key(dict(one.values)): one.id for one in kept(session, desk.bureau, "specials")}
    made = []
    for given in rows:
        row = dict(given)
        namesakes = by_name.get(name_key(row.get("name", "")), [])
        row["owner"] = row.get("owner") or by_code.get(row.get("code", "")) or ""
        if not row["owner"] and len(namesakes) == 1:
            row["owner"] = namesakes[0]
        if (known := standing.get(_special_key(row))) is not None:
            row["id"] = known
        made.append(row)
    found = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now())) if content else ""
    return keep_rows(
        session, desk=desk, clock=clock, kind="specials", rows=made, reason=file, evidence=(found,) if found else ()
    )


def publish_drafts(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    ids: Iterable[str],
    published_on: str,
    valid_from: str = "",
    valid_until: str = "",
    link: str = "",
) -> int:
    """Publish items as they stand in the register; return how many.

    Raises `Refused` for none, for an item that still lacks something (001 二(二)), and for days that can't be read or
    are in the wrong order.
    """
    wanted = set(ids)
    first = valid_from or published_on
    chosen = [one for one in items_on(session, desk.bureau, first) if one.id in wanted]
    if not chosen:
        raise Refused("refused-none-chosen")
    for one in chosen:
        if found := lacking_of_item(one, profile):
            columns = "、".join(say(f"field-{column}") for column in found)
            raise Refused("refused-item-lacks", item=one.title or one.id, columns=columns)
    for one in chosen:
        if one.reviewed_on > published_on:
            raise Refused("refused-item-review-day", item=one.title, review=one.reviewed_on, day=published_on)
    for day in (published_on, first, *([valid_until] if valid_until else [])):
        _readable(day)
    if valid_until and valid_until < first:
        raise Refused("refused-item-until", first=first, last=valid_until)
    rows = [ItemRow(**{name: getattr(one, name) for name in ItemRow.model_fields}) for one in chosen]
    publish_items(
        session, desk=desk, clock=clock, rows=rows, published_on=published_on, valid_from=first,
        valid_until=valid_until, link=link.strip(),
    )  # fmt: skip
    return len(rows)


def end_item(session: Session, *, desk: Desk, clock: Clock, item: str, on: str, reason: str) -> None:
    """End a published item after a civil day. Raises `Refused` for a draft, without a day or a reason."""
    found = next((one for one in items(session, desk.bureau) if one.id == item), None)
    if found is None:
        raise Missing("error-item-missing")
    if not found.published_on:
        raise Refused("refused-item-draft", item=found.title)
    _readable(on)
    if not reason.strip():
        raise Refused("refused-item-end-reason")
    _only_keeper(session, desk, "items", found.dossier)
    fact = ItemEnded(id=item, on=on, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=found.dossier)


def change_items(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    ids: Iterable[str],
    changes: Mapping[str, str],
    reason: str,
    published_on: str = "",
    last_day: str = "",
) -> int:
    """Set columns of items with the reason, and end those published after `last_day`; return how many items.

    What is published stands as published anew on the civil day `published_on`. Raises `Refused` without items, reason
    or anything to change, for a day that can't be read, for a published item that would lack something (001 二(二)),
    and for the end of a draft.
    """
    wanted = set(ids)
    chosen = [one for one in items_on(session, desk.bureau, published_on) if one.id in wanted]
    values = {name: value.strip() for name, value in changes.items() if name in ITEM_CHANGEABLE and value.strip()}
    if not chosen or not (values or last_day):
        raise Refused("refused-items-none")
    if not reason.strip():
        raise Refused("refused-items-reason")
    if values.get("random") == "no" and not values.get("random_reason"):
        values["random_reason"] = reason.strip()
    if values:
        if any(one.published_on for one in chosen):
            _readable(published_on)
        for one in chosen:
            if one.published_on and (found := lacking_of_item(replace(one, **values), profile)):  # type: ignore[arg-type]
                columns = "、".join(say(f"field-{column}") for column in found)
                raise Refused("refused-item-lacks", item=one.title or one.id, columns=columns)
        for shelf, part in by_shelf(session, desk, "items", tuple(one.id for one in chosen), lambda one: one):
            fact = ItemsChanged(ids=part, set=values, reason=reason.strip(), published_on=published_on)
            enter(session, fact, desk=desk, clock=clock, dossier=shelf.dossier)
    for one in chosen if last_day else ():
        end_item(session, desk=desk, clock=clock, item=one.id, on=last_day, reason=reason)
    return len(chosen)


def change_officers(
    session: Session, *, desk: Desk, clock: Clock, ids: Iterable[str], changes: Mapping[str, str], reason: str
) -> int:
    """Set columns of officers with the reason; return how many. Raises `Refused` without officers or reason."""
    chosen = tuple(ids)
    if not chosen:
        raise Refused("refused-none-chosen")
    if not reason.strip():
        raise Refused("refused-change-reason")
    values = {name: value.strip() for name, value in changes.items() if name in OFFICER_CHANGEABLE}
    if values.get("duty") == "left" and not values.get("left_on"):
        values["left_on"] = civil_date(clock.now()).isoformat()
    if values.get("duty") == "on":
        values |= {"left_on": "", "duty_until": ""}
    for shelf, part in by_shelf(session, desk, "officers", chosen, lambda one: one):
        fact = OfficersChanged(ids=part, set=values, reason=reason.strip())
        enter(session, fact, desk=desk, clock=clock, dossier=shelf.dossier)
    return len(chosen)


def tag_subjects(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    ids: Iterable[str],
    add: Iterable[str],
    remove: Iterable[str],
    reason: str,
) -> int:
    """Give subjects tags and take others from them; return how many. Raises `Refused` without subjects or reason."""
    chosen = sorted(set(ids))
    gained, lost = [one.strip() for one in add if one.strip()], {one.strip() for one in remove}
    groups: dict[str, list[str]] = {}
    for start in range(0, len(chosen), ROWS_PER_ENTRY):
        part = chosen[start : start + ROWS_PER_ENTRY]
        rows = session.exec(
            select(Subject.id, Subject.tags).where(Subject.bureau == desk.bureau, col(Subject.id).in_(part))
        ).all()
        for one, tags in rows:
            kept_tags = [tag for tag in tags.split("、") if tag and tag not in lost]
            groups.setdefault("、".join(dict.fromkeys([*kept_tags, *gained])), []).append(one)
    for tags, part in groups.items():
        change_subjects(session, desk=desk, clock=clock, ids=part, changes={"tags": tags}, reason=reason)
    if not chosen:
        raise Refused("refused-none-chosen")
    return len(chosen)


def enter_uncoded(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, kind: str, values: Mapping[str, str]
) -> str:
    """Enter a subject that has no code by law (人防工程, 警报设施, 项目, 活动) under an internal one; return its id."""
    name = values.get("name", "").strip()
    if not name:
        raise Refused("refused-subject-name")
    taken = session.exec(select(Subject.id).where(Subject.bureau == desk.bureau, Subject.code_kind == "internal")).all()
    code = internal_code(kind, taken, region=profile.bureau.region)
    row = SubjectRow(**_plain(values) | {
        "id": code, "name": name, "code": code, "code_kind": "internal", "kind": kind, "pinyin": pinyin_key(name),
    })  # fmt: skip
    enter_subjects(session, desk=desk, clock=clock, rows=(row,))
    return code


def enter_site(session: Session, *, desk: Desk, clock: Clock, company: str, values: Mapping[str, str]) -> str:
    """Enter a further site of a company that the register has; return its id.

    It is checked by its own documents, while caps count the company (DOMAIN 6.9). Raises `Refused` without an address.
    """
    head = get_subject(session, desk.bureau, company)
    if not values.get("address", "").strip():
        raise Refused("refused-site-address")
    taken = session.exec(
        select(Subject.id).where(Subject.bureau == desk.bureau, col(Subject.id).startswith(f"{head.unit_code}-"))
    ).all()
    name = values.get("name", "").strip() or head.name
    inherited = {one: getattr(head, one) for one in ("code", "code_kind", "category", "authority", "credit", "kind")}
    row = SubjectRow(**inherited | {name: value for name, value in _plain(values).items() if value} | {
        "id": site_id(head.unit_code, taken), "name": name, "pinyin": pinyin_key(name), "head_code": head.unit_code,
    })  # fmt: skip
    enter_subjects(session, desk=desk, clock=clock, rows=(row,))
    return row.id


def _plain(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value.strip() for name, value in values.items() if name in SubjectRow.model_fields}


def _shelf_of_owner(session: Session, desk: Desk, kind: str, row: Mapping[str, str]) -> str:
    table: Any = {"officers": Officer, "subjects": Subject}.get(SHELF_OF[kind])
    if table is None or not row.get("owner"):
        return ""
    found = session.exec(
        select(table.dossier).where(table.bureau == desk.bureau, table.id == row["owner"]).limit(1)
    ).first()
    return str(found or "")


def _only_keeper(session: Session, desk: Desk, kind: str, dossier: str) -> None:
    for shelf in shelves(session, desk.bureau, kind):
        if shelf.dossier == dossier and not may_keep(session, desk, shelf):
            raise Refused("refused-shelf-other", unit=shelf.unit)


def _readable(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise Refused("refused-item-day", day=day) from error


def _special_key(values: Mapping[str, str]) -> tuple[str, ...]:
    who = values.get("code") or name_key(values.get("name", ""))
    return (values.get("library", ""), who, values.get("licence", ""), values.get("number", ""))
