"""The numbers of this device: how many are left, closing one with a reason, and one that was told by telephone.

Shown beside the papers. Numbers are taken when a paper is finalised or printed for the trip; that is not done here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import civil
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.page import INSPECTIONS
from inspector_desktop.inspection.acts import close_number, register_of_numbers, take_told_number
from inspector_desktop.inspection.rules import next_number, numbers_left
from inspector_desktop.inspection.store import blocks_of, inspections, used_numbers
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.page import Page
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile

_DIGITS = 6


@dataclass(frozen=True)
class Line:
    """A numbered kind of paper, the next number as written (empty if there is none), and how many are free."""

    kind: str
    title: str
    following: str
    left: int


@dataclass(frozen=True)
class Seen:
    """What the panel shows: the numbers of this year, and the inspections on this desk."""

    year: int
    lines: tuple[Line, ...]
    inspections: tuple[tuple[str, str], ...]


def look(session: Session, *, desk: Desk, profile: Profile, year: int) -> Seen:
    """Read what the panel shows."""
    register, lines = register_of_numbers(desk), []
    for document in profile.documents.kinds:
        if not document.numbered:
            continue
        series = profile.series(document.id)
        blocks = blocks_of(session, desk.bureau, register, series, year)
        used = used_numbers(session, desk.bureau, register, series, year)
        number = next_number(blocks, used)
        following = profile.number_text(document.id, year=year, number=number) if number else ""
        lines.append(Line(document.id, document.title, following, numbers_left(blocks, used)))
    here = tuple(
        (one.dossier, one.subject_name) for one in inspections(session, desk.bureau) if one.holder == desk.life
    )
    return Seen(year, tuple(lines), here)


class NumbersPanel(QWidget):
    """The panel; the page runs its acts and shows its refusals."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.seen: Seen | None = None
        self.lines = KeyValues(label_width=136)
        self.kind, self.number, self.reason = ChoiceField(), LineField(say("numbers-digits"), width=140), LineField()
        self.closing = Form(label_width=76)
        self.closing.add("kind", say("numbers-kind"), self.kind)
        self.closing.add("number", say("numbers-number"), self.number)
        self.closing.add("reason", say("numbers-reason"), self.reason)
        self.close_button = buttons.secondary(say("numbers-close"), self.close_one)
        self.told_kind, self.dossier = ChoiceField(), ChoiceField(hint=say("numbers-dossier-hint"))
        self.told_number = LineField(say("numbers-digits"), width=140)
        self.told_by = LineField(width=160)
        self.telling = Form(label_width=76)
        self.telling.add("dossier", say("numbers-dossier"), self.dossier)
        self.telling.add("kind", say("numbers-kind"), self.told_kind)
        self.telling.add("number", say("numbers-number"), self.told_number)
        self.telling.add("by", say("numbers-told-by"), self.told_by)
        self.tell_button = buttons.secondary(say("numbers-told-go"), self.take_told)
        left = Section(say("numbers-left"), line=True)
        left.add(self.lines)
        closing = Section(say("numbers-close-title"), line=True)
        closing.add(texts.soft(say("numbers-close-note"), wrap=True))
        closing.add(self.closing, gap=10)
        closing.add(texts.row(self.close_button, None), gap=10)
        telling = Section(say("numbers-told-title"), line=True)
        telling.add(texts.soft(say("numbers-told-note"), wrap=True))
        telling.add(self.telling, gap=10)
        telling.add(texts.row(self.tell_button, None), gap=10)
        parts = (closing, telling, left) if page.context.profile.numbers.by_telephone else (closing, left)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(pane(*parts, None, gap=24)))

    def reload(self) -> None:
        """Read the numbers again."""
        context = self._page.context
        desk, profile, year = context.desk, context.profile, civil(context.clock.now()).year
        self._page.load(lambda session: look(session, desk=desk, profile=profile, year=year), self._show)

    def close_one(self) -> None:
        """Close the number with its reason."""
        kind, number, seen = self.kind.value(), _number(self.number.value()), self.seen
        if seen is None or not kind or not number:
            self.closing.refuse("number" if kind else "kind", say("numbers-wanted"))
            return
        profile = self._page.context.profile
        text = profile.number_text(kind, year=seen.year, number=number)
        self._page.act(
            close_number, series=profile.series(kind), year=seen.year, number=number, text=text,
            reason=self.reason.value(), changes=(INSPECTIONS,),
            done=lambda _: self._done(say("numbers-closed", number=text), self.number, self.reason),
        )  # fmt: skip

    def take_told(self) -> None:
        """Reserve the number that was told."""
        dossier, kind = self.dossier.value(), self.told_kind.value()
        if not dossier or not kind:
            self.telling.refuse("kind" if dossier else "dossier", say("numbers-wanted"))
            return
        self._page.act(
            take_told_number, profile=self._page.context.profile, kind=kind, inspection=dossier,
            number=_number(self.told_number.value()), told_by=self.told_by.value(), changes=(INSPECTIONS, dossier),
            done=lambda text: self._done(say("numbers-taken", number=text), self.told_number),
        )  # fmt: skip

    def _done(self, text: str, *emptied: LineField) -> None:
        for one in emptied:
            one.set_value("")
        self._page.show_notice(text, "green")
        self.reload()

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self.lines.set_values(
            tuple(
                Value(
                    one.title, say("numbers-next", number=one.following) if one.following else say("numbers-none"),
                    under=say("numbers-left-count", count=one.left), tone="ink" if one.left else "amber",
                )
                for one in seen.lines
            )
        )  # fmt: skip
        kinds = tuple((one.kind, one.title) for one in seen.lines)
        for field, choices in ((self.kind, kinds), (self.told_kind, kinds), (self.dossier, seen.inspections)):
            before = field.value()
            field.set_choices(choices)
            field.set_value(before)


def _number(text: str) -> int:
    """The number somebody typed; 0 for what is none."""
    plain = text.strip().removesuffix("号")
    return int(plain) if plain.isdecimal() and len(plain) <= _DIGITS else 0
