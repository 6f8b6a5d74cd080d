"""Receiving a batch: stored once, judged entry by entry, answered with a receipt that never changes.

One transaction under the bureau's lock. An entry that cannot be applied is rolled back to its savepoint and set aside,
and the others proceed. Rules of acceptance are the journal's (`judging`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.answers import FORKED, GAP, NOT_READ
from inspector_desktop.exchange.batch import Batch, batch_digest, check_batch, read_batch
from inspector_desktop.exchange.faults import UNAPPLIED, roll_back
from inspector_desktop.exchange.pages import next_link
from inspector_desktop.exchange.receipts import BatchReceipt, Verdict, write_receipt
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.directory import has_role, same_device
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.tables import Bureau, Device, Life, LogLine, ReceivedBatch, lock_bureau
from inspector_desktop.journal.applying import Folding
from inspector_desktop.journal.entering import TAKEN_OVER, entry_columns
from inspector_desktop.journal.heads import Head, Sealed, check_seal
from inspector_desktop.journal.judging import REVOKED, UNREADABLE, judge
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Entry


class NotTakenError(Exception):
    """A batch as a whole is not taken: `code` of the refusal, and the number expected."""

    def __init__(self, code: str, expected: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


@dataclass(frozen=True)
class Taken:
    """The receipt, and whether the batch was here before."""

    receipt: bytes
    repeated: bool
    kinds: frozenset[str] = frozenset()  # of the entries that were accepted


def receive(session: Session, sealed: bytes, life_id: str, number: int, *, identity: Identity, clock: Clock) -> Taken:
    """Take batch `number` of a life. Raises `NotTakenError` for other bytes, a gap, a fork, or bytes that are none."""
    digest = batch_digest(sealed)
    earlier = session.get(ReceivedBatch, (life_id, number))
    if earlier is None:
        batch, heads = _read(session, sealed, life_id, number)  # the costly checks, before anybody waits for the lock
    bureau = lock_bureau(session, identity.bureau)
    earlier = session.get(ReceivedBatch, (life_id, number), populate_existing=True)
    life = session.get_one(Life, life_id, populate_existing=True)
    if earlier is not None:
        if earlier.digest != digest:
            raise NotTakenError(FORKED, life.next_batch)
        return Taken(identity.repeated(earlier.receipt), repeated=True)
    if number != life.next_batch:
        raise NotTakenError(GAP, life.next_batch)
    _check_chain(life, batch, heads)
    verdicts = _judge_all(session, batch, heads, life, bureau)
    received = stamp(clock.now())
    receipt = write_receipt(
        BatchReceipt(
            bureau=identity.bureau,
            device=life.device,
            life=life_id,
            number=number,
            digest=digest,
            received_at=received,
            verdicts=tuple(verdicts),
        ),
        identity.signer,
    )
    session.add(ReceivedBatch(life=life_id, number=number, digest=digest, received_at=received, receipt=receipt))
    life.next_batch = number + 1
    life.life_number += len(batch.entries)
    life.life_hash = batch.entries[-1].hash
    session.add_all([life, bureau])
    session.flush()
    kinds = frozenset(head.kind for head, one in zip(heads, verdicts, strict=True) if head is not None and not one.code)
    return Taken(receipt, repeated=False, kinds=kinds)


def _read(session: Session, sealed: bytes, life_id: str, number: int) -> tuple[Batch, list[Head | None]]:
    life = session.get_one(Life, life_id)
    key = read_public(life.key)
    try:
        check_batch(sealed, key)
        batch = read_batch(sealed)
    except (Damaged, Disagreed) as error:
        raise NotTakenError(NOT_READ) from error
    if (batch.bureau, batch.device, batch.life, batch.number) != (life.bureau, life.device, life_id, number):
        raise NotTakenError(NOT_READ)
    return batch, [_readable(entry, key, batch) for entry in batch.entries]


def _readable(entry: Sealed, key: Any, batch: Batch) -> Head | None:
    try:
        head = check_seal(entry, key)
    except Damaged:
        return None
    known = head.life == batch.life and head.bureau == batch.bureau and bool(entry.body)
    return head if known and _storable(entry) else None


def _storable(entry: Sealed) -> bool:
    """No U+0000 and no lone surrogates: PostgreSQL cannot hold them, so no headquarters takes them."""
    if b"\\u" not in entry.head and b"\\u" not in entry.body:
        return True
    try:
        return _clean(json.loads(entry.head)) and _clean(json.loads(entry.body))
    except (ValueError, RecursionError):
        return False


def _clean(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return all(_clean(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(_clean(part) for part in value)
    return True


def _check_chain(life: Life, batch: Batch, heads: list[Head | None]) -> None:
    """Every readable entry must continue the life's chain; a batch that does not comes from a forked store."""
    number, previous = life.life_number, life.life_hash
    for entry, head in zip(batch.entries, heads, strict=True):
        number += 1
        if head is not None and (head.life_number, head.life_previous) != (number, previous):
            raise NotTakenError(FORKED, life.next_batch)
        previous = entry.hash


def _judge_all(session: Session, batch: Batch, heads: list[Head | None], life: Life, bureau: Bureau) -> list[Verdict]:
    """Judge in one savepoint; if some entry cannot be applied, again with a savepoint for each."""
    revoked = bool(session.get_one(Device, life.device, populate_existing=True).revoked_at)
    savepoint = session.begin_nested()
    try:
        verdicts = _judge_in_turn(session, batch, heads, life, bureau, revoked=revoked, one_by_one=False)
        savepoint.commit()
    except UNAPPLIED:
        roll_back(session, savepoint)
        verdicts = _judge_in_turn(session, batch, heads, life, bureau, revoked=revoked, one_by_one=True)
    return verdicts


def _judge_in_turn(
    session: Session,
    batch: Batch,
    heads: list[Head | None],
    life: Life,
    bureau: Bureau,
    *,
    revoked: bool,
    one_by_one: bool,
) -> list[Verdict]:
    known = [head for head in heads if head is not None]
    taken_ids = set(session.exec(select(Entry.id).where(col(Entry.id).in_([head.id for head in known]))))
    folding = Folding(session, batch.bureau, {head.dossier for head in known})
    roles: dict[tuple[str, str], bool] = {}
    aside: set[str] = set()
    verdicts: list[Verdict] = []
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for life_number, (entry, head) in enumerate(zip(batch.entries, heads, strict=True), start=life.life_number + 1):
        entry_hash, code = entry.hash, UNREADABLE
        if head is not None and head.id not in taken_ids:
            taken_ids.add(head.id)
            row = entry_columns(head, entry)
            code = REVOKED if revoked else _judge(session, head, folding, roles, aside)
            if not code:
                code = _take_place(session, entry, head, folding, one_by_one=one_by_one)
        else:
            row = _nameless(entry, batch, life_number)
        if code:
            aside.add(entry_hash)
            row["verdict"], row["verdict_code"] = SET_ASIDE, code
        else:
            bureau.position, bureau.chain = bureau.position + 1, next_link(bureau.chain, entry_hash)
            row["verdict"], row["position"] = ACCEPTED, bureau.position
            lines.append(
                {"bureau": bureau.bureau, "position": bureau.position, "hash": entry_hash, "chain": bureau.chain}
            )
        rows.append(row)
        verdicts.append(Verdict(life_number, entry_hash, 0 if code else bureau.position, code))
    folding.settle()
    session.execute(insert(Entry), rows)
    if lines:
        session.execute(insert(LogLine), lines)
    return verdicts


def _judge(session: Session, head: Head, folding: Folding, roles: dict[tuple[str, str], bool], aside: set[str]) -> str:
    dossier = folding.standing(head.dossier)

    def holds(person: str, role: str) -> bool:
        # A restored store goes on under a new life of the same laptop and takes up what the former life held.
        former = head.kind == TAKEN_OVER and role == "supervising" and dossier is not None and dossier.holder
        if former and same_device(session, former, head.life):
            return True
        if (person, role) not in roles:
            roles[person, role] = has_role(session, head.bureau, person, role)
        return roles[person, role]

    return judge(session, head, dossier=dossier, has_role=holds, aside=aside)


def _take_place(session: Session, entry: Sealed, head: Head, folding: Folding, *, one_by_one: bool) -> str:
    """Fold an accepted entry into the records, or say with which code it is set aside."""
    if not one_by_one:
        folding.apply(head, entry.body, entry.hash)
        return ""
    savepoint = session.begin_nested()
    try:
        folding.apply(head, entry.body, entry.hash)
        savepoint.commit()
    except UNAPPLIED:
        roll_back(session, savepoint)
        folding.forget(head.dossier)
        return UNREADABLE
    return ""


def _nameless(entry: Sealed, batch: Batch, life_number: int) -> dict[str, Any]:
    """The row of an entry whose own words cannot be trusted: kept as it came, counted nowhere."""
    return {
        "id": f"{batch.life}:{life_number}",
        "bureau": batch.bureau,
        "dossier": "",
        "dossier_kind": "",
        "number": 0,
        "kind": "",
        "version": 0,
        "occurred_at": "",
        "entered_at": "",
        "person": "",
        "life": batch.life,
        "life_number": life_number,
        "hash": entry.hash,
        "head": entry.head,
        "signature": entry.signature,
        "body": entry.body,
        "verdict": SET_ASIDE,
        "verdict_code": "",
        "position": 0,
    }
