"""What the page 本局规则 reads, and the lines it shows: frozen rows and how they become cells. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.profile.amending import Change, Ruled, unwritten
from inspector_desktop.profile.house import Point
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.parts import GROUPS, Rule, rules_of
from inspector_desktop.profile.refusing import name_at
from inspector_desktop.profile.store import Standing, rules_in_force, standing_of
from inspector_desktop.profile.words import name_of, note_of, spoken, summary, table_of, value_name
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.page import Context
    from inspector_desktop.profile.model import Profile

POINTS, CHANGES, EVERYTHING = "points", "changes", "all"


@dataclass(frozen=True)
class Line:
    """A rule as the list shows it; `off`: a row of the file that a change has taken out."""

    key: str
    rule: Rule
    name: str
    table: str
    text: str
    changed: tuple[Change, ...]
    coming: tuple[Change, ...]
    off: bool = False
    added: bool = False  # a row this bureau added to the table
    place: str = ""
    needle: str = field(default="", repr=False)


@dataclass(frozen=True)
class PointLine:
    """A point of the source that had to be settled, and whether a rule it concerns was changed since."""

    key: str
    point: Point
    changed: bool


@dataclass(frozen=True)
class ChangeLine:
    """A change as the list of changes shows it: `state` is standing, coming, gone or over."""

    key: str
    change: Change
    name: str
    former: str
    value: str
    state: str


@dataclass(frozen=True)
class Seen:
    """Everything the page shows."""

    ruled: Ruled
    standing: Standing
    lines: tuple[Line, ...]
    points: tuple[PointLine, ...]
    changes: tuple[ChangeLine, ...]
    counts: dict[str, int]


def look(session: Session, context: Context) -> Seen:
    """Read the rules in force and put them into lines."""
    file = load(context.opening.settings.profile)
    ruled = rules_in_force(session, file, civil_date(context.clock.now()))
    lines = _lines(ruled)
    points = tuple(
        PointLine(one.id, one, any(_touches(change.path, rule) for change in ruled.standing for rule in one.rules))
        for one in ruled.file.points
    )
    changes = tuple(_change_line(one, ruled) for one in reversed(ruled.history))
    counts = {group: sum(one.rule.group == group for one in lines) for group in GROUPS}
    return Seen(ruled, standing_of(session, context.bureau, context.desk.life), lines, points, changes, counts)


def concerns(line: Line, rules: tuple[str, ...]) -> bool:
    """Whether a line is one of these rules or holds one of them."""
    return any(_touches(one, line.rule.path) or _touches(line.rule.path, one) for one in rules)


def fits(line: Line, group: str, needle: str) -> bool:
    """Whether a line belongs to a group and has what is searched for; a search looks through all groups."""
    return needle.casefold() in line.needle if needle else group in {EVERYTHING, line.rule.group}


def told(one: Change) -> str:
    """Who decided a change, when, and from when on."""
    day, since = civil_date(moment(one.at)), day_words(one.since)
    return say("rules-told-restored" if one.restores else "rules-told", by=one.by, day=day, since=since)


def value_text(ruled: Ruled, path: str, text: str) -> str:
    """A value of a change in people's words."""
    if not text:
        return say("rule-row-off") if _is_row(ruled, path) else say("rule-empty")
    for rule in (*rules_of(ruled.profile), *rules_of(ruled.file)):
        for one in rule.values:
            if one.path == path:
                return spoken(replace(one, value=unwritten(text)), ruled.profile)
        if rule.path == path and rule.row:
            return say("rule-row-on")
    given = unwritten(text)
    if isinstance(given, dict):  # a row that is yet to come, or was taken out
        return str(given.get("title") or say("rule-row-on"))
    return text.strip('"')


def place_of(clause: str, source: str) -> str:
    """The first place a clause names, short enough for a list: of the source only where in it."""
    return re.split("[，；、：（“]", clause.removeprefix(f"{source} "), maxsplit=1)[0]


def rule_columns() -> tuple[Column, ...]:
    """The columns of the list of rules."""
    return (
        Column("name", say("rules-column-name"), _name_cell, stretch=5),
        Column("value", say("rules-column-value"), lambda line: Cell(line.text), stretch=6),
        Column("source", say("rules-column-source"), _source_cell, width=116),
    )


def point_columns() -> tuple[Column, ...]:
    """The columns of the points of the source that had to be settled."""
    return (Column("title", say("rules-column-point"), _point_cell),)


def change_columns() -> tuple[Column, ...]:
    """The columns of the list of changes."""
    return (
        Column("name", say("rules-column-name"), lambda line: Cell(line.name, under=line.change.reason), stretch=4),
        Column("value", say("rules-column-change"), lambda line: Cell(line.value, under=line.former), stretch=3),
        Column(
            "since",
            say("rules-column-since"),
            lambda line: Cell(day_words(line.change.since), under=line.change.by),
            width=124,
        ),
        Column("state", "", lambda line: Cell(chips=(_state_chip(line),)), width=96),
    )


def _state_chip(line: ChangeLine) -> ChipText:
    tones = {"standing": "blue", "coming": "amber", "gone": "red"}
    return ChipText(say(f"rules-state-{line.state}"), tones.get(line.state, "grey"))


def _source_cell(line: Line) -> Cell:
    if line.off:
        return Cell(chips=(ChipText(say("rule-row-off"), "grey"),))
    if line.changed:
        return Cell(chips=(ChipText(say("rules-changed"), "blue"),))
    if line.coming:
        return Cell(chips=(ChipText(say("rules-coming"), "amber"),))
    return Cell(line.place, tone="soft")


def _name_cell(line: Line) -> Cell:
    return Cell(line.name, under=line.table)


def _point_cell(line: PointLine) -> Cell:
    chips = (ChipText(say("rules-changed"), "blue"),) if line.changed else ()
    return Cell(line.point.title, under=line.point.chosen, chips=chips)


def _lines(ruled: Ruled) -> tuple[Line, ...]:
    now = rules_of(ruled.profile)
    there = {one.path for one in now}
    shipped = rules_of(ruled.file)
    known = {one.path for one in shipped}
    removed = [one for one in shipped if one.row and one.path not in there]
    made = [replace(_line(one, ruled, off=False), added=one.row and one.path not in known) for one in now]
    for one in removed:  # beside the rows of its table
        same = [at for at, line in enumerate(made) if line.rule.key == one.key]
        made.insert(same[-1] + 1 if same else len(made), _line(one, ruled, off=True))
    return tuple(made)


def _line(rule: Rule, ruled: Ruled, *, off: bool) -> Line:
    profile = ruled.file if off else ruled.profile
    name, table = name_of(rule, profile), table_of(rule)
    text = say("rule-row-off") if off else summary(rule, profile) or say("rule-row-on")
    about = "".join(value_name(one.key) + note_of(one.key) for one in rule.values)
    return Line(
        key=rule.path,
        rule=rule,
        name=name,
        table=table,
        text=text,
        changed=tuple(one for one in ruled.standing if _touches(one.path, rule.path)),
        coming=tuple(one for one in ruled.coming if _touches(one.path, rule.path)),
        off=off,
        place=place_of(rule.clause, ruled.file.source.id),
        needle=f"{name}{table}{text}{rule.clause}{about}".casefold(),
    )


def _change_line(one: Change, ruled: Ruled) -> ChangeLine:
    states = (("gone", ruled.gone), ("standing", ruled.standing), ("coming", ruled.coming))
    state = next((name for name, known in states if one in known), "over")
    if one.restores and state == "over":
        state = "restored"
    value = say("rules-as-source") if one.restores else value_text(ruled, one.path, one.value)
    profile = ruled.profile if _known(ruled.profile, one.path) else ruled.file
    return ChangeLine(
        key=f"{one.number} {one.path}", change=one, name=name_at(profile, one.path),
        former=say("rules-former", value=value_text(ruled, one.path, one.former)), value=value, state=state,
    )  # fmt: skip


def _known(profile: Profile, path: str) -> bool:
    return any(path in {rule.path, *(one.path for one in rule.values)} for rule in rules_of(profile))


def _is_row(ruled: Ruled, path: str) -> bool:
    return any(one.row and one.path == path for one in (*rules_of(ruled.file), *rules_of(ruled.profile)))


def _touches(path: str, rule: str) -> bool:
    return path == rule or path.startswith(f"{rule}/")
