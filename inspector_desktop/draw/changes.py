"""Substitution after the draw (section 5): who comes in is computed, never chosen.

`Standing` is the state of a draw as drawn and after each change. Who approves a change, and what else has to be done
when a team shrinks to one person, is decided elsewhere.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw import shapes
from inspector_desktop.draw.frozen import Candidate, Frozen
from inspector_desktop.draw.matching import may
from inspector_desktop.draw.ticket import Drawn
from inspector_desktop.errors import Refused

_KEYS: Final = frozenset(("what", "at", "out", "in", "reason", "approver", "objects"))
_FEWEST_PERSONS: Final = 2


@dataclass(frozen=True, slots=True)
class Change:
    """One substitution. `comes` is the page's `in`: "" when nobody is left."""

    what: str
    at: str
    out: str
    comes: str
    reason: str
    approver: str
    objects: tuple[str, ...] = ()

    def value(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "at": self.at,
            "out": self.out,
            "in": self.comes,
            "reason": self.reason,
            "approver": self.approver,
            "objects": list(self.objects),
        }


def read(value: Any, where: str) -> Change:
    """Read a change; only its shape is checked. Raises `Refused` with a `draw-form-…` key."""
    raw = shapes.record(value, where, _KEYS)
    return Change(
        what=shapes.chosen(raw["what"], f"{where}/what", ("object", "officer")),
        at=shapes.moment(raw["at"], f"{where}/at"),
        out=shapes.ident(raw["out"], f"{where}/out"),
        comes="" if raw["in"] == "" else shapes.ident(raw["in"], f"{where}/in"),
        reason=shapes.code(raw["reason"], f"{where}/reason"),
        approver=shapes.text(raw["approver"], f"{where}/approver"),
        objects=shapes.set_of(shapes.ident, raw["objects"], f"{where}/objects"),
    )


class Standing:
    """A draw with the changes made so far."""

    def __init__(self, frozen: Frozen, drawn: Drawn, opened_at: str) -> None:
        self._list = frozen.columns
        self._officers = {one.id: one for one in frozen.officers}
        self._barred = frozenset(frozen.barred)
        self._drawn = drawn
        self._spare: dict[str, deque[str]] = {}
        self._group = {one.id: one.group for one in drawn.objects}
        self._team = {one.id: self._as_drawn(one.group) for one in drawn.objects}
        self._load = Counter(one.group for one in drawn.objects)
        self._went: set[str] = set()
        self._came: Counter[str] = Counter()
        self._at = opened_at

    @property
    def groups(self) -> dict[str, int]:
        """The group of each live object; 0 = none."""
        return dict(self._group)

    @property
    def teams(self) -> dict[str, tuple[str, ...]]:
        """The officers of each live object, each in the place where he or his predecessor was drawn."""
        return {name: tuple(team) for name, team in self._team.items()}

    @property
    def spare(self) -> dict[str, tuple[str, ...]]:
        """What is left of each stratum's reserve."""
        return {stratum: tuple(self._line(stratum)) for stratum in self._drawn.spare}

    @property
    def too_few(self) -> tuple[str, ...]:
        """Live objects of a group whose team is fewer than two persons: they need a supplement."""
        return tuple(
            name
            for name, team in self._team.items()
            if self._group[name] and sum(self._officers[one].persons for one in team) < _FEWEST_PERSONS
        )

    def replace_object(self, out: str, *, at: str, reason: str, approver: str) -> Change:
        """Take an object out for good; the first of its stratum's reserve comes in. Raises `Refused`."""
        self._check(at)
        self._check_live(out)
        comes = self._take_object_out(out)
        self._at = at
        return Change("object", at, out, comes, reason, approver)

    def replace_officer(self, out: str, objects: Iterable[str], *, at: str, reason: str, approver: str) -> Change:
        """Take an officer out of the teams of `objects`; the reserve officer whose turn it is comes in."""
        self._check(at)
        affected = tuple(objects)
        if not affected:
            raise Refused("draw-change-nothing", officer=out)
        if len(set(affected)) != len(affected):
            raise Refused("draw-form-repeat", where="changes/objects")
        for name in affected:
            self._check_live(name)
            if out not in self._team[name]:
                raise Refused("draw-change-not-there", officer=out, object=name)
        self._went.add(out)
        comes = self._next_officer(out, affected)
        for name in affected:
            team = self._team[name]
            where = team.index(out)
            team[where : where + 1] = [comes] if comes else []
        if comes:
            self._came[comes] += 1
        self._at = at
        return Change("officer", at, out, comes, reason, approver, affected)

    def follow(self, change: Change) -> None:
        """Make a recorded change. Raises `Refused` when it is not legal or somebody else should come in."""
        if change.what == "object":
            if change.objects:
                raise Refused("draw-change-objects", object=change.out)
            made = self.replace_object(change.out, at=change.at, reason=change.reason, approver=change.approver)
        else:
            made = self.replace_officer(
                change.out, change.objects, at=change.at, reason=change.reason, approver=change.approver
            )
        if made.comes != change.comes:
            raise Refused("draw-change-in", out=change.out, stated=change.comes or "–", right=made.comes or "–")

    def _as_drawn(self, group: int) -> list[str]:
        return list(self._drawn.groups[group - 1]) if group else []

    def _check(self, at: str) -> None:
        shapes.moment(at, "changes/at")
        if at < self._at:
            raise Refused("draw-change-back", at=at, before=self._at)

    def _check_live(self, name: str) -> None:
        if name not in self._group:
            raise Refused("draw-change-not-live", object=name)

    def _may(self, team: Iterable[str], thing: str) -> bool:
        return may([self._officers[one] for one in team], self._thing(thing), self._barred)

    def _thing(self, name: str) -> Candidate:
        return self._list[bisect_left(self._list.ids, name)]

    def _line(self, stratum: str) -> deque[str]:
        """What is left of a stratum's reserve; the reserve is put into order when it is first asked for."""
        if stratum not in self._spare:
            self._spare[stratum] = deque(self._drawn.spare[stratum])
        return self._spare[stratum]

    def _take_object_out(self, out: str) -> str:
        group = self._group.pop(out)
        del self._team[out]
        self._load[group] -= 1
        spare = self._line(self._thing(out).stratum)
        if not spare:
            return ""
        comes = spare.popleft()
        if not (group and self._may(self._as_drawn(group), comes)):
            able = [n for n, team in enumerate(self._drawn.groups, 1) if self._may(team, comes)]
            group = min(able, key=lambda number: self._load[number], default=0)  # ties: the smaller number
        self._group[comes] = group
        self._team[comes] = self._as_drawn(group)
        self._load[group] += 1
        return comes

    def _next_officer(self, out: str, affected: tuple[str, ...]) -> str:
        busy = {one for name in affected for one in self._team[name]}
        able = [
            one
            for one in self._drawn.reserve
            if one not in self._went
            and one not in busy
            and all(self._may([one if m == out else m for m in self._team[name]], name) for name in affected)
        ]
        return min(able, key=lambda one: self._came[one], default="")  # ties: earlier in the reserve


def with_change(file: str, change: Change) -> str:
    """A transcript file with one change more and its digest made anew; whether the change is legal is not asked.

    The shortened file of a large draw (`transcript.Sealed.short`) has no digest then.
    """
    content: dict[str, Any] = json.loads(file)
    content["changes"].append(change.value())
    if not content["frozen"]:
        return canonical(content | {"digest": ""}).decode()
    content["digest"] = sha256_hex(canonical({key: part for key, part in content.items() if key != "digest"}))
    return canonical(content).decode() + "\n"


def replay(frozen: Frozen, drawn: Drawn, opened_at: str, changes: Iterable[Change]) -> Standing:
    """The standing after all recorded changes. Raises `Refused` at the first that is not legal."""
    standing = Standing(frozen, drawn, opened_at)
    for change in changes:
        standing.follow(change)
    return standing
