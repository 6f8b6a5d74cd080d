"""The transcript file: how it is put together, and the check anybody can make of it (sections 6 and 7).

`verify` looks at the bytes alone and always answers; it tells what it has proven and what no calculation can prove.
The signature beside the file, and where the file is published, are left to others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from inspector_desktop.digest import canonical
from inspector_desktop.draw import changes as substitution
from inspector_desktop.draw import columns, shapes
from inspector_desktop.draw.columns import Piece, bytes_of, no_sweeps, sha256_of, sound_opened
from inspector_desktop.draw.frozen import FORMAT, Frozen, read_plain, recheck
from inspector_desktop.draw.ticket import Drawn, draw, read_digits
from inspector_desktop.errors import Refused

HELD, BEFORE, NOT_HELD = "held", "before", "not-held"
STEPS: Final = ("form", "commitment", "seed", "result", "changes", "void", "opened", "digest", "chain")
PROVEN: Final = ("draw-proven-result",)
NOT_PROVEN: Final = ("draw-unproven-list", "draw-unproven-event", "draw-unproven-order")

_KEYS: Final = frozenset((
    "format", "frozen", "commitment", "seed", "result", "changes", "void", "opened", "anchors", "digest",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entered:
    """The digits as one person typed them."""

    by: str
    digits: str

    def value(self) -> dict[str, Any]:
        return {"by": self.by, "digits": self.digits}


@dataclass(frozen=True, slots=True)
class Opening:
    """The event's digits: typed by two people, when, and who watched."""

    digits: str
    entered: tuple[Entered, Entered]
    opened_at: str
    witnesses: tuple[str, ...] = ()

    def value(self) -> dict[str, Any]:
        return {
            "digits": self.digits,
            "entered": [one.value() for one in self.entered],
            "opened_at": self.opened_at,
            "witnesses": list(self.witnesses),
        }


@dataclass(frozen=True, slots=True)
class Void:
    """Why a draw does not count. `event`: held, before or not-held."""

    at: str
    reason: str
    approver: str
    event: str

    def value(self) -> dict[str, Any]:
        return {"at": self.at, "reason": self.reason, "approver": self.approver, "event": self.event}


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to a transcript. `why` is a wording key with `facts` when it is refused at `step`.

    `self_stated`: no anchor shows the order of events (仅为自述). `notices` are wording keys to show in any case.
    Bureau, number and what follows are empty when the file could not be read.
    """

    verified: bool
    step: str = ""
    why: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    bureau: str = ""
    number: int = 0
    commitment: str = ""
    previous: str = ""
    of: str = ""
    void_event: str = ""
    anchors: tuple[Any, ...] = ()
    self_stated: bool = False
    notices: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    not_proven: tuple[str, ...] = NOT_PROVEN
    groups: Mapping[str, int] = field(default_factory=dict)
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainVerification:
    """The answer to several transcripts of a bureau; `missing` are numbers without a transcript."""

    verified: bool
    step: str = ""
    why: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    each: tuple[Verification, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A transcript in its right form; `frozen` stands typed, and not in `raw`. `seal`: the digest as it should be."""

    raw: dict[str, Any]
    seal: str
    frozen: Frozen
    opening: Opening | None
    changes: tuple[substitution.Change, ...]
    void: Void | None


@dataclass(frozen=True)
class Sealed:
    """A transcript that was put together and checked. `digest`: of its bytes `head` and `tail`, between which it goes.

    `short` is its text without list, names and drawn objects: what list and digits give again.
    """

    head: tuple[Piece, ...]
    tail: tuple[Piece, ...]
    digest: str
    short: str
    answer: Verification

    @property
    def pieces(self) -> Iterator[bytes | memoryview]:
        """The bytes of the file, one piece after another."""
        return bytes_of((*self.head, b',"digest":"%b"' % self.digest.encode(), *self.tail, b"\n"))


def assemble(
    frozen: Frozen,
    *,
    opening: Opening | None,
    drawn: Drawn | None,
    changes: Sequence[substitution.Change] = (),
    void: Void | None = None,
    opened: Mapping[str, tuple[str, str]] | None = None,
    anchors: Sequence[Any] = (),
) -> bytes:
    """The bytes of a transcript file; as `sealed`."""
    made = sealed(frozen, opening=opening, drawn=drawn, changes=changes, void=void, opened=opened, anchors=anchors)
    return b"".join(made.pieces)


@no_sweeps()
def sealed(
    frozen: Frozen,
    *,
    opening: Opening | None,
    drawn: Drawn | None,
    changes: Sequence[substitution.Change] = (),
    void: Void | None = None,
    opened: Mapping[str, tuple[str, str]] | None = None,
    anchors: Sequence[Any] = (),
) -> Sealed:
    """Put a transcript together. `opened`: label or ground → (nonce, text).

    Raises `Refused` with the reason `verify` gives, so that nothing is published which does not verify.
    """
    own = drawn is not None and opening is not None and frozen.drawn.get(opening.digits) is drawn
    names = opened or {}
    plain = sound_opened(names)
    raw: dict[str, Any] = {
        "format": FORMAT,
        "commitment": frozen.commitment,
        "seed": opening.value() if opening else {},
        "result": drawn.value() if drawn and not own else {},
        "changes": [one.value() for one in changes],
        "void": void.value() if void else {},
        "opened": {} if plain else {key: list(pair) for key, pair in names.items()},
        "anchors": list(anchors),
    }
    shapes.plain(raw)
    parts: dict[str, _Pieces] = {key: (canonical(part),) for key, part in raw.items()}
    result = replace(drawn, objects=(), unmatched=()).value() if drawn else {}
    short = raw | {"frozen": {}, "opened": {}, "result": result}
    if own and drawn:
        parts["result"] = (drawn.canonical,)
    if plain:
        parts["opened"] = (names,)
    head, tail = _around_digest(parts, frozen.pieces)
    seal = sha256_of((*head, *tail))
    raw["digest"] = seal
    answer = _check(_typed(raw, seal, recheck(frozen), names if plain else None), drawn if own else None)
    if not answer.verified:
        raise Refused(answer.why, **answer.facts)
    return Sealed(head, tail, seal, canonical(short | {"digest": seal}).decode(), answer)


@no_sweeps()
def verify(file: bytes) -> Verification:
    """Check one transcript file completely. Never raises for what stands in the file."""
    try:
        read = _read(file)
    except Refused as refusal:
        return Verification(verified=False, step=STEPS[0], why=refusal.code, facts=refusal.facts)
    return _check(read)


def _check(read: _Read, own: Drawn | None = None) -> Verification:
    """Every step but the form; `own` is the result when it was computed here from this list and these digits."""
    groups: Mapping[str, int] = {}
    teams: Mapping[str, tuple[str, ...]] = {}
    step = STEPS[0]
    refused: Refused | None = None
    try:
        step = "commitment"
        _check_commitment(read)
        step = "seed"
        _check_seed(read)
        step = "void"
        _check_void(read)
        step = "result"
        drawn = own or _check_result(read)
        step = "changes"
        if drawn is not None and read.opening is not None:
            groups, teams = _standing(read, drawn, read.opening)
        step = "opened"
        _check_opened(read)
        step = "digest"
        _check_digest(read)
    except Refused as refusal:
        refused = refusal
    return _answer(read, groups, teams, step, refused)


def _standing(read: _Read, drawn: Drawn, opening: Opening) -> tuple[Mapping[str, int], Mapping[str, tuple[str, ...]]]:
    if read.changes:
        standing = substitution.replay(read.frozen, drawn, opening.opened_at, read.changes)
        return standing.groups, standing.teams
    teams = ((), *drawn.groups)
    return {one.id: one.group for one in drawn.objects}, {one.id: teams[one.group] for one in drawn.objects}


def verify_chain(files: Sequence[bytes]) -> ChainVerification:
    """Check several transcripts of one bureau, in any order: each one, then that none is missing or doubled."""
    each = tuple(verify(file) for file in files)
    for one in each:
        if not one.verified:
            return ChainVerification(verified=False, step=one.step, why=one.why, facts=one.facts, each=each)
    order = sorted(each, key=lambda one: one.number)
    numbers = {one.number for one in order}
    missing = tuple(number for number in range(1, max(numbers, default=1)) if number not in numbers)
    try:
        _check_numbers(order, missing)
        _check_links(order)
    except Refused as refusal:
        return ChainVerification(
            verified=False, step="chain", why=refusal.code, facts=refusal.facts, missing=missing, each=each
        )
    return ChainVerification(verified=True, each=each)


def _answer(
    read: _Read, groups: Mapping[str, int], teams: Mapping[str, tuple[str, ...]], step: str, refused: Refused | None
) -> Verification:
    anchors = tuple(read.raw["anchors"])
    event = read.void.event if read.void else ""
    notices = []
    if not anchors:
        notices.append("draw-verify-self-stated")
    if event:
        notices.append({HELD: "draw-void", BEFORE: "draw-void-before", NOT_HELD: "draw-void-not-held"}[event])
    good = refused is None
    return Verification(
        verified=good,
        step="" if refused is None else step,
        why="" if refused is None else refused.code,
        facts={} if refused is None else refused.facts,
        bureau=read.frozen.bureau,
        number=read.frozen.number,
        commitment=read.raw["commitment"],
        previous=read.frozen.previous,
        of=read.frozen.of,
        void_event=event,
        anchors=anchors,
        self_stated=not anchors,
        notices=tuple(notices),
        proven=PROVEN if good and read.opening else (),
        groups=groups if good else {},
        teams=teams if good else {},
    )


def _read(file: bytes) -> _Read:
    try:
        text = file.decode()
        quick = _read_lifted(text) if text.endswith("\n") else None
        raw = {} if quick else json.loads(text)
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, a number or nesting beyond all bounds
        raise Refused("draw-form-json") from error
    if quick:
        raw, lifted = quick
    else:
        lifted = columns.Lifted("")
        shapes.plain(raw)
        if canonical(raw) + b"\n" != file:
            raise Refused("draw-form-bytes")
    shapes.record(raw, "transcript", _KEYS)
    # Where the digest stands: behind the commitment; what is before and behind it is what it was made of.
    begins = len(canonical({key: raw[key] for key in ("anchors", "changes", "commitment")})) - 1
    length = len(canonical({"digest": raw["digest"]})) - 1  # with a comma for the brace, and one brace less
    whole = memoryview(file)
    seal = sha256_of((whole[:begins], whole[begins + length : -1]))
    return _typed(raw, seal, read_plain(raw.pop("frozen"), lifted.objects, lifted.excluded), lifted.opened)


def _read_lifted(text: str) -> tuple[dict[str, Any], columns.Lifted] | None:
    """The transcript without its long lists, and these; None unless every byte is known to be as it must be."""
    lifted = columns.lift(text)
    if lifted.objects is None and lifted.opened is None:
        return None
    raw = json.loads(lifted.rest)
    if not isinstance(raw, dict) or not columns.stands_at(lifted, raw.get("frozen"), raw.get("opened")):
        return None
    try:
        if canonical(raw) + b"\n" != lifted.rest.encode():
            return None
        if lifted.opened is not None:
            raw["opened"] = {}
        shapes.plain(raw)
    except (Refused, TypeError, ValueError):
        return None
    return raw, lifted


def _typed(raw: dict[str, Any], seal: str, frozen: Frozen, opened: Mapping[str, Sequence[str]] | None = None) -> _Read:
    """The parts of a transcript, read strictly; `opened` when it is already known to have the right form."""
    shapes.chosen(raw["format"], "format", (FORMAT,))
    shapes.digest(raw["commitment"], "commitment")
    shapes.digest(raw["digest"], "digest")
    shapes.array(raw["anchors"], "anchors")
    shapes.mapping(raw["result"], "result")
    for key, pair in shapes.mapping(raw["opened"], "opened").items():
        if len(shapes.listed(shapes.string, pair, f"opened/{key}")) != 2:  # noqa: PLR2004  (nonce and text)
            raise Refused("draw-form-type", where=f"opened/{key}")
        shapes.nonce(pair[0], f"opened/{key}")
    return _Read(
        raw=raw if opened is None else raw | {"opened": opened},
        seal=seal,
        frozen=frozen,
        opening=_opening(raw["seed"]),
        changes=shapes.listed(substitution.read, raw["changes"], "changes"),
        void=_void(raw["void"]),
    )


_Pieces = tuple[Piece, ...]


def _around_digest(parts: Mapping[str, _Pieces], frozen: _Pieces) -> tuple[_Pieces, _Pieces]:
    """The canonical bytes of a transcript without its digest, cut where the digest is to stand."""
    before: list[Piece] = []
    after: list[Piece] = []
    for name, pieces in sorted({**parts, "frozen": frozen}.items()):
        into = before if name < "digest" else after
        into += [b'%b"%b":' % (b"," if before else b"{", name.encode()), *pieces]
    return tuple(before), (*after, b"}")


def _opening(value: Any) -> Opening | None:
    if value == {}:
        return None
    raw = shapes.record(value, "seed", frozenset(("digits", "entered", "opened_at", "witnesses")))
    entered = shapes.listed(_entered, raw["entered"], "seed/entered")
    if len(entered) != 2:  # noqa: PLR2004  (two people type the digits)
        raise Refused("draw-seed-two")
    return Opening(
        digits=shapes.string(raw["digits"], "seed/digits"),
        entered=(entered[0], entered[1]),
        opened_at=shapes.moment(raw["opened_at"], "seed/opened_at"),
        witnesses=shapes.listed(shapes.text, raw["witnesses"], "seed/witnesses"),
    )


def _entered(value: Any, where: str) -> Entered:
    raw = shapes.record(value, where, frozenset(("by", "digits")))
    return Entered(shapes.text(raw["by"], where), shapes.string(raw["digits"], where))


def _void(value: Any) -> Void | None:
    if value == {}:
        return None
    raw = shapes.record(value, "void", frozenset(("at", "reason", "approver", "event")))
    return Void(
        at=shapes.moment(raw["at"], "void/at"),
        reason=shapes.text(raw["reason"], "void/reason"),
        approver=shapes.text(raw["approver"], "void/approver"),
        event=shapes.chosen(raw["event"], "void/event", (HELD, BEFORE, NOT_HELD)),
    )


def _check_commitment(read: _Read) -> None:
    if read.raw["commitment"] != read.frozen.commitment:
        raise Refused("draw-commitment-differs")


def _check_digest(read: _Read) -> None:
    if read.raw["digest"] != read.seal:
        raise Refused("draw-digest-differs")


def _check_seed(read: _Read) -> None:
    source, opening = read.frozen.source, read.opening
    if not read.frozen.frozen_at < source.event_at:
        raise Refused("draw-seed-early", event=source.event_at, frozen=read.frozen.frozen_at)
    if opening is None:
        return
    if opening.opened_at < source.event_at:
        raise Refused("draw-seed-opened", event=source.event_at, opened=opening.opened_at)
    first, second = opening.entered
    if first.by == second.by:
        raise Refused("draw-seed-two")
    if not first.digits == second.digits == opening.digits:
        raise Refused("draw-seed-unlike")
    read_digits(source, opening.digits)


def _check_void(read: _Read) -> None:
    void, opening, event_at = read.void, read.opening, read.frozen.source.event_at
    undrawn = void is not None and void.event in {BEFORE, NOT_HELD}
    if undrawn != (opening is None):
        raise Refused("draw-void-seed" if undrawn else "draw-void-undrawn")
    if undrawn and (read.raw["result"] or read.changes):
        raise Refused("draw-void-result")
    if void is None:
        return
    if void.event == BEFORE:
        right = void.at < event_at
    elif void.event == NOT_HELD:
        right = void.at >= event_at
    else:
        right = opening is not None and void.at >= opening.opened_at
    if not right:
        raise Refused("draw-void-time", at=void.at)


def _check_result(read: _Read) -> Drawn | None:
    if read.opening is None:
        return None
    drawn = draw(read.frozen, read.opening.digits)
    if canonical(read.raw["result"]) == drawn.canonical:
        return drawn
    stated, right = read.raw["result"], drawn.value()
    for part in sorted(stated.keys() | right.keys()):
        # Compared as bytes: in Python true equals 1.
        if part not in stated or part not in right or canonical(stated[part]) != canonical(right[part]):
            raise Refused("draw-result-differs", part=part[:64])
    return drawn


def _check_opened(read: _Read) -> None:
    opened = read.raw["opened"]
    if isinstance(opened, columns.Opened):
        return  # made of this list, and its labels of nonces and texts
    unknown = opened.keys() - read.frozen.concealments() if opened else ()
    if unknown:
        raise Refused("draw-opened-unknown", label=min(unknown)[:16])
    for key, (nonce, text) in opened.items():
        if hashlib.sha256(f"{nonce}\n{text}".encode()).hexdigest() != key:
            raise Refused("draw-opened-differs", label=key[:16])


def _check_numbers(order: Sequence[Verification], missing: Sequence[int]) -> None:
    if len({one.bureau for one in order}) != 1:
        raise Refused("draw-chain-bureaus")
    for one, after in pairwise(order):
        if one.number == after.number:
            raise Refused("draw-chain-doubled", number=one.number)
    if missing:
        raise Refused("draw-chain-missing", number=missing[0], count=len(missing))


def _check_links(order: Sequence[Verification]) -> None:
    before = shapes.ZEROS
    earlier: set[str] = set()
    for one in order:
        if one.previous != before:
            raise Refused("draw-chain-previous", number=one.number)
        if one.of and one.of not in earlier:
            raise Refused("draw-chain-of", number=one.number)
        before = one.commitment
        earlier.add(before)
