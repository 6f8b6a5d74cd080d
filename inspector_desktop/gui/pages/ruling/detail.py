"""The panel of one rule, point or change: its value in words, where it comes from, what was changed, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value, entry_list
from inspector_desktop.gui.pages.ruling.reading import ChangeLine, Line, PointLine, Seen, concerns, told, value_text
from inspector_desktop.profile.amending import Change
from inspector_desktop.profile.parts import ALWAYS, NOT_YET
from inspector_desktop.profile.refusing import name_at
from inspector_desktop.profile.words import note_of, spoken, value_name
from inspector_desktop.wording import say


def of_rule(line: Line, seen: Seen, actions: Sequence[QPushButton]) -> QWidget:
    """A rule: what it says, its source, its changes, when it is read, and what may be done here."""
    column = texts.column(gap=0)
    head = Section(line.name)
    if line.table:
        head.set_title(line.name, line.table)
    if line.off:
        head.add(texts.label(say("rule-row-off"), font=look.font(16, bold=True)))
    elif line.rule.row:
        head.add(_values(line, seen))
    else:
        head.add(texts.label(line.text, font=look.font(16, bold=True), wrap=True))
    if not line.rule.row and note_of(line.rule.key):
        head.add(texts.soft(note_of(line.rule.key), wrap=True), gap=6)
    column.addWidget(head)
    for note in _notes(line):
        column.addSpacing(8)
        column.addWidget(texts.soft(note, wrap=True))
    if actions:
        column.addSpacing(16)
        column.addLayout(texts.row(*actions, None))
    column.addSpacing(24)
    column.addWidget(_source(line, seen))
    touched = [one for one in reversed(seen.ruled.history) if _belongs(one, line)]
    if touched:
        column.addSpacing(22)
        column.addWidget(_history(touched, seen))
    column.addSpacing(22)
    when = Section(say("rules-when"))
    when.add(texts.soft(say(f"rule-when-{line.rule.group}"), wrap=True))
    column.addWidget(when)
    column.addStretch(1)
    return texts.boxed(column)


def of_point(line: PointLine, seen: Seen, go: Callable[[str], object]) -> QWidget:
    """A point of the source: what was chosen, why, and the rules it concerns as they are now."""
    section = Section(line.point.title)
    section.add(
        KeyValues(
            (
                Value(say("rules-point-chosen"), line.point.chosen, bold=True),
                Value(say("rules-point-why"), line.point.why),
                Value(say("rules-point-source"), line.point.clause.removeprefix(f"{seen.ruled.file.source.id} ")),
            ),
            label_width=72,
        )
    )
    rules = Section(say("rules-point-rules"), line=True)
    entries = []
    for one in seen.lines:
        if concerns(one, line.point.rules):
            chip = ChipText(say("rules-changed"), "blue") if one.changed else None
            name = f"{one.table}：{one.name}" if one.table else one.name
            link = buttons.link(say("rules-look"), partial(go, one.key), small=True)
            entries.append(Entry(name, one.text, chip=chip, right=link, bold=False, small=True))
    rules.add(entry_list(entries))
    return texts.boxed(texts.column(section, 22, rules, None, gap=0))


def of_change(line: ChangeLine) -> QWidget:
    """A change: what it changed, from what, why, by whom, and whether it holds."""
    section = Section(line.name)
    section.add(
        KeyValues(
            (
                Value(say("rules-column-change"), line.value, bold=True, under=line.former),
                Value(say("rules-reason"), line.change.reason),
                Value(say("rules-by"), told(line.change)),
                Value(say("rules-state"), say(f"rules-state-{line.state}"), under=_why(line)),
            ),
            label_width=72,
        )
    )
    return texts.boxed(texts.column(section, None))


def _notes(line: Line) -> list[str]:
    """Say which values the program follows for everybody, and which it does not read yet."""
    found = []
    for word, keys in (("rules-always", ALWAYS), ("rules-not-yet", NOT_YET)):
        names = [value_name(one.key) for one in line.rule.values if one.key in keys]
        if names:
            found.append(say(f"{word}-of", names="、".join(names)) if line.rule.row else say(word))
    return found


def _source(line: Line, seen: Seen) -> Section:
    """Which document and which place in it; where the source says nothing, that this program proposed it."""
    section = Section(say("rules-source"))
    file, clause = seen.ruled.file.source, line.rule.clause
    own = clause.removeprefix(f"{file.id} ")
    if own != clause:
        section.add(texts.label(file.title, wrap=True))
        section.add(texts.soft(own, wrap=True), gap=4)
    else:
        section.add(texts.label(clause, wrap=True))
    if clause.startswith(say("rules-by-default")):
        section.add(texts.soft(say("rules-by-default-note"), wrap=True), gap=4)
    return section


def _why(line: ChangeLine) -> str:
    return say("rules-state-gone-why") if line.state == "gone" else ""


def _values(line: Line, seen: Seen) -> QWidget:
    profile = seen.ruled.profile
    values = []
    for one in line.rule.values:
        if one.optional and one.value is None:
            continue
        change = seen.ruled.change_of(one.path)
        under = say("rules-former", value=value_text(seen.ruled, one.path, change.former)) if change else ""
        values.append(Value(value_name(one.key), spoken(one, profile), under=under))
    return KeyValues(values, label_width=136)


def _history(changes: Sequence[Change], seen: Seen) -> Section:
    section = Section(say("rules-history"), line=True)
    entries = []
    for one in changes:
        now = say("rules-as-source") if one.restores else value_text(seen.ruled, one.path, one.value)
        name = name_at(seen.ruled.file, one.path).rpartition("·")[2]
        former = say("rules-former", value=value_text(seen.ruled, one.path, one.former))
        title = say("rules-became", name=name, value=now)
        entries.append(Entry(title, f"{former}\n{one.reason}\n{told(one)}", bold=False, small=True))
    section.add(entry_list(entries))
    return section


def _belongs(one: Change, line: Line) -> bool:
    return one.path == line.rule.path or one.path.startswith(f"{line.rule.path}/")
