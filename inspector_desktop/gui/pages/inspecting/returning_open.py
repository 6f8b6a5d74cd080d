"""填写核对: what was written by hand on the check table where it asks for words, numbers and days, to be typed in.

Each question stands beside the stretch of the page it was written on; what is typed counts, nothing is read off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector_desktop.check.words import unit_of
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.answering.asked import Asked, Option, Source
from inspector_desktop.gui.kit.answering.making import editor_for
from inspector_desktop.gui.pages.inspecting.returning_crops import picture
from inspector_desktop.notice.blanks import written_questions
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.checklist.definition import Definition, Question
    from inspector_desktop.clock import Clock

UNWRITTEN = ("image", "signature", "audio", "video", "file", "geopoint", "geotrace", "geoshape", "rank")
"""Kinds whose answer nobody writes on a line of paper."""


def asked_of(definition: Definition) -> tuple[tuple[Asked, tuple[Option, ...]], ...]:
    """The questions that the blank leaves a line for, with what may be chosen; repeats are filled in on the screen."""
    repeats = {one.name for one in definition.groups if one.repeated}

    def options(question: Question) -> tuple[Option, ...]:
        return tuple(Option(one.name, one.label) for one in definition.choices.get(question.choices, ()))

    return tuple(
        (
            Asked(
                key=one.name, kind=one.kind, label=one.label, hint=one.hint,
                appearance=frozenset(one.appearance.split()), parameters=one.parameters, unit=unit_of(one.label),
            ),
            options(one),
        )
        for one in written_questions(definition)
        if one.kind not in UNWRITTEN and not repeats & set(definition.path(one.name))
    )  # fmt: skip


class OpenRow(QWidget):
    """One question: the stretch of the page, if it is back, and the field for what stands there."""

    def __init__(self, asked: Asked, options: Sequence[Option], crop: bytes, clock: Clock) -> None:
        super().__init__()
        self.key, self.label, self.crop = asked.key, asked.label, crop
        kept = tuple(options)
        self.editor = editor_for(asked, Source(options=lambda _key, _search="": kept, now=clock.now))
        assert self.editor is not None  # noqa: S101  (a note has no line on paper)
        label = texts.label(asked.label, wrap=True)
        side = texts.boxed(texts.column(label, self.editor, gap=6))
        parts: tuple[QWidget | int, ...] = (picture(crop), 16, side) if crop else (side,)
        line = texts.row(*parts)
        line.setContentsMargins(0, 8, 0, 8)
        line.setStretch(len(parts) - 1, 1)
        self.setLayout(texts.column(line, texts.Hairline(colour=look.HAIR), gap=0))

    def unreadable(self) -> bool:
        """Tell whether something was typed that is no answer to the question."""
        return self.editor is not None and bool(self.editor.complaint())

    def answer(self) -> Answer | None:
        """What was typed; nothing where nothing was, or where it cannot be read yet."""
        if self.editor is None or self.unreadable():
            return None
        value = self.editor.value()
        return Answer(value) if value else None


def heading() -> QWidget:
    """What stands above the rows."""
    return texts.soft(say("returning-open-note"), wrap=True)
