"""How a draw was made, beside its result: what was sealed, the digits, who typed and watched, how many by class."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.draw.ceremony import HOST, LIST, OPERATOR, OVERSEER, RECORD, SCAN
from inspector_desktop.draw.document import grouped, percent, possible_words, shown_digits, shown_moment
from inspector_desktop.draw.store import DrawView
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.section import KeyValues, Note, Section, Value
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.wording import say

HOW_WIDTH = 440
_SHORT = 16


@dataclass(frozen=True)
class ClassLine:
    """A row of the classes."""

    key: str
    title: str
    register: int
    out: int
    ratio: str
    due: int
    taken: int | None


class HowSide(QWidget):
    """The left side of a draw."""

    def __init__(self, verify: Callable[[], object]) -> None:
        super().__init__()
        self._verify = verify
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        self._column.setSpacing(0)

    def show_whole(self, whole: Whole) -> None:
        """Show what is known so far."""
        texts.empty_layout(self._column)
        if whole.draw is not None:
            how = Section(say("draws-how"))
            how.add(KeyValues(_values(whole), label_width=84 if whole.frozen is not None else 116))
            self._column.addWidget(how)
            self._column.addSpacing(20)
        if whole.is_drawn and whole.figures:
            figures = Section(say("ceremony-figures"))
            figures.add(KeyValues([Value(name, text) for name, text in whole.figures], label_width=116))
            self._column.addWidget(figures)
            self._column.addSpacing(20)
        classes = Section(say("draws-by-class"))
        classes.add(Table(class_columns(taken=whole.is_drawn), class_lines(whole), fit=True))
        self._column.addWidget(classes)
        if whole.groupings and whole.draw is not None:
            self._column.addSpacing(8)
            self._column.addWidget(texts.small(whole.groupings, wrap=True))
        if whole.is_drawn and whole.frozen is not None:
            self._column.addSpacing(8)
            link = Link(say("term-verify"), self._verify)
            self._column.addWidget(Note(say("draws-verify-note"), link, say("draws-verify-end"), small=True))
        if whole.draw is not None and whole.frozen is not None:
            self._column.addSpacing(20)
            public = Section(say("ceremony-public"))
            public.add(KeyValues(public_values(whole), label_width=84))
            self._column.addWidget(public)
        self._column.addStretch(1)


def class_columns(*, taken: bool) -> tuple[Column, ...]:
    """The columns of the classes."""
    more = (
        (Column("taken", say("draws-column-taken"), lambda row: str(row.taken), width=44, right=True),) if taken else ()
    )
    return (
        Column("title", say("draws-column-class"), lambda row: row.title, stretch=1),
        Column("register", say("draws-column-register"), lambda row: str(row.register), width=46, right=True),
        Column("out", say("draws-column-out"), lambda row: Cell(str(row.out)), width=56, right=True),
        Column("ratio", say("draws-column-ratio"), lambda row: row.ratio, width=50, right=True),
        Column("due", say("draws-column-due"), lambda row: str(row.due), width=42, right=True),
        *more,
    )


def class_lines(whole: Whole) -> tuple[ClassLine, ...]:
    """The classes as frozen, or as they stand today."""
    if whole.frozen is None:
        taken = Counter(one.drawn.stratum for one in whole.drawn)
        return tuple(
            ClassLine(
                one.category, one.title, one.register, one.excluded, percent(one.ratio_ppm), one.due,
                taken[one.category] if whole.is_drawn else None,
            )
            for one in whole.survey.classes
        )  # fmt: skip
    found = []
    for one in whole.quotas:
        stratum = whole.plan.stratum(one.stratum)
        out = one.register - one.eligible
        found.append(
            ClassLine(one.stratum, stratum.title, one.register, out, percent(stratum.ratio_ppm), one.due, one.taken)
        )
    return tuple(found)


def recorded_values(draw: DrawView) -> list[Value]:
    """What is known of a draw that was held elsewhere: where, its number, when, who was present, its evidence."""
    found = [Value(say("draws-place"), say(f"draws-place-{draw.place}"), under=say("draws-place-unverified"))]
    if draw.task_number:
        found.append(Value(say("draws-platform-number"), draw.task_number))
    found.append(Value(say("draws-held-at"), shown_moment(draw.held_at)))
    people: dict[str, str] = json.loads(draw.people) if draw.people else {}
    found += [Value(say(f"draw-paper-{who}"), people[who]) for who in sorted(people)]
    kept = "draws-evidence-pdf" if draw.evidence_type == "application/pdf" else "draws-evidence-picture"
    found.append(Value(say("draws-evidence"), say(kept)))
    if draw.differs:
        found.append(
            Value(say("draws-differs"), draw.differs, under=say("draws-differs-why", reason=draw.differs_reason))
        )
    return [*found, *([Value(say("draws-record-note"), draw.note)] if draw.note else [])]


def _values(whole: Whole) -> list[Value]:
    draw, frozen = whole.draw, whole.frozen
    if draw is not None and draw.recorded:
        return recorded_values(draw)
    if draw is None or frozen is None:
        return []
    found = [
        Value(say("term-commitment"), grouped(draw.commitment[:_SHORT]) + " …", mono=True),
        Value(say("draws-sealed-at"), shown_moment(draw.frozen_at)),
    ]
    at = shown_moment(draw.event_at)
    event = say("draws-numbers-at", time=at, event=draw.event_name)
    if whole.seed is not None:
        digits = shown_digits(frozen.source, str(whole.seed["digits"]))
        found.append(Value(say("term-seed"), digits, under=event, large=True))
        typed = "　".join(str(one["by"]) for one in whole.seed["entered"])
        found.append(Value(say("draws-typed"), typed))
        for role in (HOST, OPERATOR, OVERSEER):
            seats = whole.ceremony.of(role)
            if seats:
                found.append(Value(say(f"draw-paper-{role}"), "、".join(one.told for one in seats)))
        if whole.seed["witnesses"]:
            found.append(Value(say("draws-witness"), "、".join(map(str, whole.seed["witnesses"]))))
    else:
        found.append(Value(say("term-seed"), at, under=draw.event_name))
    if draw.anchor:
        found.append(Value(say("draws-anchor-label"), draw.anchor))
    found.append(Value(say("draws-possible"), possible_words(frozen)))
    return found


def public_values(whole: Whole) -> list[Value]:
    """What was made known before the draw and after it, and which papers there are."""
    draw, ceremony = whole.draw, whole.ceremony
    if draw is None:
        return []
    listed, record, scan = (ceremony.latest(kind) for kind in (LIST, RECORD, SCAN))
    before = say("ceremony-public-anchor", anchor=draw.anchor) if draw.anchor else say("ceremony-public-nothing")
    found = [
        Value(say("ceremony-public-before"), say("ceremony-public-commitment"), under=before),
        Value(
            say("ceremony-public-list"), _printed(listed.kept_at if listed else ""), under=say("ceremony-public-kept")
        ),
    ]
    if whole.is_drawn or draw.state == "void":
        after = say("ceremony-public-early" if whole.early else "ceremony-public-later")
        if draw.published_at:
            after = say("ceremony-public-since", time=shown_moment(draw.published_at))
        found.append(Value(say("ceremony-public-after"), after))
        signed = say("ceremony-public-scan" if scan else "ceremony-public-unsigned")
        found.append(Value(say("ceremony-public-record"), _printed(record.kept_at if record else ""), under=signed))
    return found


def _printed(stamped: str) -> str:
    return say("ceremony-public-printed", time=shown_moment(stamped)) if stamped else say("ceremony-public-unprinted")
