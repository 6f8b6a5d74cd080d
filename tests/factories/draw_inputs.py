"""Random draws for the tests: frozen lists, digits, whole transcripts, and alterations of these.

Everything comes from one `random.Random`, so that a failing example is named by one number.
"""

import copy
import json
import os
import random
from dataclasses import replace

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw import transcript as tr
from inspector_desktop.draw.changes import Change, Standing
from inspector_desktop.draw.frozen import (
    Candidate,
    Excluded,
    Frozen,
    Grouping,
    Officer,
    OfficerOut,
    Part,
    Source,
    Stratum,
    conceal,
    freeze,
)
from inspector_desktop.draw.ticket import draw, write_digits
from inspector_desktop.errors import Refused

SCALE = max(1, int(os.environ.get("INSPECTOR_SCALE", "1")))

AREAS = ("北区", "南区", "城关", "𠮷镇")
SKILLS = ("lightning", "balloon", "forecast")
NAMES = ("城关永安加油站", "甲", 'a"b\\c', "𠮷野家", "é", "")


def a_nonce(rng: random.Random) -> str:
    return f"{rng.getrandbits(128):032x}"


def some(rng: random.Random, of: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(rng.sample(of, rng.randint(0, min(most, len(of)))))


def a_source(rng: random.Random) -> Source:
    parts = rng.choice(
        (
            (Part(20, 0, 9),),
            (Part(6, 1, 33, distinct=True), Part(1, 1, 16)),
            (Part(2, 5, 999_999), Part(3, 0, 10, distinct=True)),
            (Part(1, 0, 999_999), Part(1, 1, 9), Part(4, 97, 101, distinct=True)),
        )
    )
    return Source("公开活动", "2026-04-21T13:15:00Z", parts)


def digits_for(rng: random.Random, source: Source) -> str:
    numbers = [
        rng.sample(range(part.low, part.high + 1), part.count)
        if part.distinct
        else [rng.randint(part.low, part.high) for _ in range(part.count)]
        for part in source.parts
    ]
    return write_digits(source, numbers)


def a_stratum(rng: random.Random, name: str) -> Stratum:
    pool = tuple(f"I{at}" for at in range(rng.randint(0, 4)))
    return Stratum(
        id=name,
        take=rng.choice(("ratio", "pool", "pool", "count", "all")),
        ratio_ppm=rng.choice((0, 1, 50_000, 300_000, 333_333, 500_000, 999_999, 1_000_000)),
        count=rng.randint(0, 6),
        minimum=rng.randint(0, 3),
        batches=rng.randint(1, 4),
        items_fixed=tuple(f"F{at}" for at in range(rng.randint(0, 2))),
        items_pool=pool,
        items_count=rng.randint(0, len(pool)),
    )


def a_frozen(rng: random.Random, *, objects: int = 12, officers: int = 8, labels: dict | None = None) -> Frozen:
    """A frozen list of at most that many objects and officers; `labels` collects what its digests conceal."""

    def label() -> str:
        if rng.random() < 0.6:
            return ""
        nonce, text = a_nonce(rng), rng.choice(NAMES)
        if labels is not None:
            labels[conceal(nonce, text)] = (nonce, text)
        return conceal(nonce, text)

    strata = tuple(a_stratum(rng, f"s{at}") for at in range(rng.randint(1, 4)))
    names = [one.id for one in strata]
    things: list[Candidate] = []
    excluded: list[Excluded] = []
    for at in range(rng.randint(0, objects)):
        name, stratum = f"{rng.choice('KT')}{at}", rng.choice(names)
        if rng.random() < 0.2:
            excluded.append(Excluded(name, stratum, rng.choice(("cap", "upper-level")), label(), label()))
        else:
            area = rng.choice(("", "", *AREAS))
            things.append(Candidate(name, stratum, area, some(rng, SKILLS, 2), label()))
    people = [
        Officer(
            str(16_000 + at),
            rng.choice((1, 1, 1, 2, 3)),
            ("*",) if rng.random() < 0.6 else some(rng, AREAS, 4),
            some(rng, SKILLS, 3),
            label(),
        )
        for at in range(rng.randint(0, officers))
    ]
    size = rng.choice((2, 2, 3))
    most = len(people) // size
    pairs = [(a.id, b.id) for a in people for b in things]
    first = rng.random() < 0.7
    digest = sha256_hex(str(rng.random()))
    return freeze(
        Frozen(
            bureau="410526-QX",
            number=1 if first else rng.randint(2, 999_999),
            previous="0" * 64 if first else digest,
            kind="first" if first else rng.choice(("supplement", "replacement")),
            of="" if first else digest,
            salt=a_nonce(rng),
            frozen_at="2026-04-20T01:00:00Z",
            source=a_source(rng),
            strata=strata,
            objects=tuple(things),
            excluded=tuple(excluded),
            officers=tuple(people),
            officers_out=tuple(OfficerOut(str(17_000 + at), "leave", label()) for at in range(rng.randint(0, 2))),
            groups=Grouping(rng.randint(0, most), size, rng.choice(("reserve", "reserve", "join"))),
            barred=tuple(rng.sample(pairs, min(len(pairs), rng.randint(0, 6)))),
            floor_ppm=rng.choice((0, 50_000, 400_000)),
            top_up=some(rng, tuple(names), len(names)),
            note={"title": "例", "plan": {"number": 3, "open": True}},
        )
    )


def an_opening(digits: str) -> tr.Opening:
    people = (tr.Entered("王秀英", digits), tr.Entered("赵志强", digits))
    return tr.Opening(digits, people, "2026-04-22T00:30:00Z", ("孙丽",))


def some_changes(rng: random.Random, standing: Standing, officers: list[str], most: int = 8) -> list[Change]:
    made: list[Change] = []
    for day in range(rng.randint(0, most)):
        facts = {"at": f"2026-05-{day + 1:02}T02:00:00Z", "reason": "closed", "approver": "局长"}
        live = sorted(standing.groups)
        try:
            if rng.random() < 0.4 and live:
                made.append(standing.replace_object(rng.choice(live), **facts))
            elif officers:
                out = rng.choice(officers)
                his = [name for name in live if out in standing.teams[name]]
                if his:
                    made.append(standing.replace_officer(out, rng.sample(his, rng.randint(1, len(his))), **facts))
        except Refused as refusal:  # pragma: no cover  (the choices above are all legal)
            raise AssertionError(refusal.code) from refusal
    return made


def a_transcript(rng: random.Random, frozen: Frozen | None = None) -> bytes:
    """A transcript that verifies: drawn, void after the event, or void without a result."""
    labels: dict[str, tuple[str, str]] = {}
    given = frozen or a_frozen(rng, labels=labels)
    anchors = rng.choice(([], ["局服务器回执", {"printed": True, "copies": 2}]))
    opened = {key: labels[key] for key in labels if rng.random() < 0.5}
    kind = rng.choice(("", "", "", "held", "before", "not-held"))
    if kind in {"before", "not-held"}:
        at = "2026-04-20T02:00:00Z" if kind == "before" else "2026-04-21T13:15:00Z"
        void = tr.Void(at, "原因", "局长", kind)
        return tr.assemble(given, opening=None, drawn=None, void=void, opened=opened, anchors=anchors)
    digits = digits_for(rng, given.source)
    drawn, opening = draw(given, digits), an_opening(digits)
    standing = Standing(given, drawn, opening.opened_at)
    changes = some_changes(rng, standing, [one.id for one in given.officers])
    void = tr.Void(opening.opened_at, "原因", "局长", "held") if kind else None
    return tr.assemble(given, opening=opening, drawn=drawn, changes=changes, void=void, opened=opened, anchors=anchors)


def a_busy_year(rng: random.Random) -> bytes:
    """A transcript with long reserves of objects and officers, few bars, and many changes."""
    areas = ("", "", "", "北区")
    people = tuple(
        Officer(f"{at:02}", areas=("*",) if rng.random() < 0.8 else ("南区",)) for at in range(rng.randint(8, 14))
    )
    things = tuple(Candidate(f"K{at:02}", "s", rng.choice(areas)) for at in range(24))
    pairs = [(one.id, thing.id) for one in people for thing in things]
    frozen = freeze(
        replace(
            a_frozen(rng, objects=0, officers=0),
            strata=(Stratum("s", "count", count=rng.randint(4, 12)),),
            objects=things,
            excluded=(),
            officers=people,
            groups=Grouping(rng.randint(2, 4), 2),
            barred=tuple(rng.sample(pairs, 12)),
            floor_ppm=0,
            top_up=(),
        )
    )
    digits = digits_for(rng, frozen.source)
    drawn, opening = draw(frozen, digits), an_opening(digits)
    standing = Standing(frozen, drawn, opening.opened_at)
    changes = some_changes(rng, standing, [one.id for one in people], most=25)
    return tr.assemble(frozen, opening=opening, drawn=drawn, changes=changes)


def write(content: dict) -> bytes:
    return canonical(content) + b"\n"


def reseal(content: dict, *, commitment: bool = False) -> dict:
    """The same content with its digest (and commitment) computed again, as a forger would."""
    again = dict(content)
    if commitment:
        again["commitment"] = sha256_hex(canonical(again["frozen"]))
    again["digest"] = sha256_hex(canonical({key: part for key, part in again.items() if key != "digest"}))
    return again


def places(value, path=()):
    """Every place in a value, the outermost first."""
    yield path
    if isinstance(value, dict):
        for key in sorted(value):
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from places(part, (*path, at))


ODD = (
    0, 1, 2, 2**53 - 1, True, False, "", "A", "a", "0" * 64, "f" * 64, "K1", "16001", "s0", "*", [], {}, ["A"],
    [[]], {"a": 1}, "2026-04-21T13:15:00Z", "9999-99-99T99:99:99Z", "held", "before", "not-held", "object", "all",
)  # fmt: skip


def alter(rng: random.Random, content: dict, under: tuple = ()) -> dict:
    """A copy with one thing changed somewhere below `under`."""
    changed = copy.deepcopy(content)
    spot = changed
    for step in under:
        spot = spot[step]
    paths = [path for path in places(spot) if path] or [()]
    path = rng.choice(paths)
    if not path:
        inside, key = changed, under[-1]
        inside[key] = rng.choice(ODD)
        return changed
    inside = spot
    for step in path[:-1]:
        inside = inside[step]
    key = path[-1]
    value = inside[key]
    act = rng.randrange(6)
    if act == 0:
        del inside[key]
    elif act == 1 and isinstance(inside, list):
        inside.insert(rng.randint(0, len(inside)), copy.deepcopy(value))
    elif act == 2 and isinstance(inside, list):
        other = rng.randrange(len(inside))
        inside[key], inside[other] = inside[other], inside[key]
    elif act == 3 and isinstance(inside, dict):
        inside[rng.choice(("a", "zz", "id", "event"))] = rng.choice(ODD)
    elif act == 4:
        inside[key] = nudged(rng, value)
    else:
        inside[key] = copy.deepcopy(rng.choice(ODD))
    return changed


def nudged(rng: random.Random, value):
    if isinstance(value, bool):
        return rng.choice((not value, int(value)))
    if isinstance(value, int):
        return rng.choice((value + 1, max(0, value - 1), bool(value), str(value)))
    if isinstance(value, str) and value:
        at = rng.randrange(len(value))
        return value[:at] + rng.choice("0189azAZ甲 ") + value[at + 1 :]
    if isinstance(value, list) and len(value) > 1:
        return rng.sample(value, len(value))
    return "x"


def read_content(file: bytes) -> dict:
    return json.loads(file)


def a_chain(rng: random.Random, length: int) -> list[bytes]:
    """Transcripts 1 to `length` of one bureau, each linked to the one before."""
    files: list[bytes] = []
    commitments: list[str] = []
    for number in range(1, length + 1):
        base = a_frozen(rng, objects=4, officers=4)
        first = number == 1 or rng.random() < 0.5
        given = freeze(
            replace(
                base,
                number=number,
                previous=commitments[-1] if commitments else "0" * 64,
                kind="first" if first else "supplement",
                of="" if first else rng.choice(commitments),
            )
        )
        commitments.append(given.commitment)
        files.append(a_transcript(rng, given))
    return files
