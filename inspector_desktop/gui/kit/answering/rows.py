"""The closed rows of a check table: how high each is, how it is drawn, and what in it can be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from typing_extensions import TypeIs

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.answercard import VERDICT_TONES, VIOLATES, CheckLine
from inspector_desktop.gui.kit.answering.asked import Adder, Asked, GridHead, Heading
from inspector_desktop.gui.kit.cells import paint_text
from inspector_desktop.gui.kit.chips import ChipText, chip_width, paint_chip
from inspector_desktop.wording import say

Row: TypeAlias = CheckLine | Asked | Heading | Adder | GridHead

SIDE, OUT, NUMBER, INDENT = look.MARGIN, 12, 32, 16
_GROUP, _GRID, _ADDER = 34, 34, 36
_CIRCLE, _LEAST_LABEL, _COLUMN = 8.0, 180, 96
_CUT = Qt.TextElideMode.ElideRight


def can_open(row: Row) -> TypeIs[CheckLine | Asked | Adder]:
    """Whether the keyboard stops at a row."""
    return isinstance(row, CheckLine | Adder) or (isinstance(row, Asked) and row.answerable)


def is_open(row: Row) -> bool:
    """Whether a row waits for an answer."""
    return (isinstance(row, CheckLine) and not row.verdict) or (isinstance(row, Asked) and row.wanting)


def searchable_text(row: Row) -> str:
    """What searching looks at."""
    if isinstance(row, CheckLine):
        return f"{row.number} {row.label} {row.basis} {row.hint} {row.fact}".casefold()
    if isinstance(row, Asked):
        return f"{row.label} {row.hint} {row.guidance} {row.words}".casefold()
    return row.label.casefold()


def height_of(row: Row, width: int) -> int:
    """How high a closed row is."""
    if isinstance(row, Heading):
        return _GROUP
    if isinstance(row, GridHead):
        return _GRID
    if isinstance(row, Adder):
        return _ADDER
    if isinstance(row, CheckLine):
        return look.ROW_TWO if second_of(row) else look.ROW
    if not row.answerable:
        return note_height(row.label, width - SIDE - left_of(row)) + 16
    return look.ROW_TWO if below(row) else look.ROW


@lru_cache(maxsize=2048)
def note_height(text: str, width: int) -> int:
    """How high a text is that runs over several lines."""
    metrics = QFontMetricsF(look.small())
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return round(metrics.boundingRect(QRectF(0, 0, max(width, 80), 4000), int(flags), text).height())


def left_of(row: Row) -> int:
    """Where a row begins; what stands in a group of the first rank begins where its heading does."""
    inside = isinstance(row, CheckLine | Asked)
    return SIDE + max(row.depth - inside, 0) * INDENT


def second_of(line: CheckLine) -> str:
    """Return the second line of a collapsed line: the fact of a violation, the reason, else the basis."""
    if line.verdict == VIOLATES and line.fact:
        return line.fact
    if line.reason and line.verdict:
        return " ".join(part for part in (say(line.reason), line.fact) if part)
    return line.basis


def below(row: Asked) -> str:
    """What stands under the label of a closed question: what is wrong with its answer, a long answer, else its hint."""
    if row.refusal:
        return row.refusal
    return row.words if row.value and len(row.words) > 24 else ("" if row.value or row.grid else row.hint)  # noqa: PLR2004


def progress(rows: Sequence[Row], place: int) -> str:
    """How many lines below a heading are judged, and how many there are; empty where there are none."""
    heading = rows[place]
    assert isinstance(heading, Heading)  # noqa: S101  (asked only of headings)
    judged = total = 0
    for row in rows[place + 1 :]:
        if isinstance(row, Heading) and row.depth <= heading.depth:
            break
        if isinstance(row, CheckLine):
            total += 1
            judged += bool(row.verdict)
    return say("answering-progress", judged=judged, total=total) if total else ""


def columns(row: Asked | GridHead, width: int) -> tuple[QRectF, ...]:
    """Where the columns of a table's row stand, across; each as wide as the widest column."""
    left, right = left_of(row), width - SIDE
    count = max(len(row.options), 1)
    wide = min(_COLUMN, max((right - left - _LEAST_LABEL) / count, 28.0))
    first = right - wide * count
    return tuple(QRectF(first + place * wide, 0, wide, 10) for place in range(len(row.options)))


def pressed_option(row: Asked, x: float, width: int) -> str:
    """The answer whose column a point lies in; empty beside the columns."""
    found = zip(row.options, columns(row, width), strict=True)
    return next((option.key for option, box in found if box.left() <= x < box.right()), "")


def chosen_of(row: Asked, option: str) -> str:
    """The answer of a table's row after an answer of it was pressed."""
    if row.kind != "choices":
        return option
    before = row.value.split()
    return " ".join(one.key for one in row.options if (one.key in before) != (one.key == option))


class RowPainter:
    """Draws rows of one width; `needle` is what is searched for, `hot` the key under the mouse."""

    def __init__(self, painter: QPainter, width: int, needle: str, hot: str) -> None:
        self._painter = painter
        self._width = width
        self._needle = needle
        self._hot = hot

    def paint(self, row: Row, top: int, height: int, *, chosen: bool, done: str) -> None:
        """Draw a row; `chosen` when the keyboard is on it, `done` what a heading says of its lines."""
        if isinstance(row, Heading):
            self._heading(row, top, done)
        elif isinstance(row, GridHead):
            self._grid_head(row, top)
        elif isinstance(row, Adder):
            self._adder(row, top, height, chosen=chosen)
        elif isinstance(row, CheckLine):
            self._line(row, top, height)
        elif row.answerable:
            self._question(row, top, height, chosen=chosen)
        else:
            self._note(row, top, height)

    def _heading(self, row: Heading, top: int, done: str) -> None:
        left = left_of(row)
        right = self._width - SIDE
        box = QRectF(left, top + 6, right - left - 150, 22)
        paint_text(self._painter, box, row.label, look.body(bold=True), look.SOFT, mode=_CUT)
        if row.removable:
            words = say("answering-remove")
            paint_text(self._painter, QRectF(right - 60, top + 6, 60, 22), words, look.small(), look.BLUE, right=True)
        elif done:
            paint_text(self._painter, QRectF(right - 150, top + 6, 150, 22), done, look.small(), look.SOFT, right=True)

    def _grid_head(self, row: GridHead, top: int) -> None:
        left = left_of(row)
        boxes = columns(row, self._width)
        room = (boxes[0].left() if boxes else self._width - SIDE) - left - 12
        paint_text(self._painter, QRectF(left, top + 8, room, 22), row.label, look.small(), look.SOFT, mode=_CUT)
        self._painter.setFont(look.small())
        self._painter.setPen(QColor(look.SOFT))
        for option, box in zip(row.options, boxes, strict=True):
            words = QFontMetricsF(look.small()).elidedText(option.label, _CUT, box.width() - 4)
            self._painter.drawText(QRectF(box.left(), top + 8, box.width(), 22), Qt.AlignmentFlag.AlignCenter, words)

    def _adder(self, row: Adder, top: int, height: int, *, chosen: bool) -> None:
        left = left_of(row)
        if chosen:
            self._frame(top, height)
        words = say("answering-add", what=row.label)
        paint_text(self._painter, QRectF(left, top + 7, 420, 22), words, look.body(), look.BLUE, mode=_CUT)
        if chosen:
            box = QRectF(self._width - SIDE - 240, top + 7, 232, 22)
            paint_text(self._painter, box, say("answering-add-keys"), look.small(), look.SOFT, right=True)

    def _note(self, row: Asked, top: int, height: int) -> None:
        left = left_of(row)
        self._painter.setFont(look.small())
        self._painter.setPen(QColor(look.SOFT))
        box = QRectF(left, top + 8, self._width - SIDE - left, height - 12)
        self._painter.drawText(box, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft), row.label)

    def _question(self, row: Asked, top: int, height: int, *, chosen: bool) -> None:
        left, right = left_of(row), self._width - SIDE
        self._ground(row.key, top, height)
        if chosen:
            self._frame(top, height)
        middle = top + height / 2 - 0.5
        second = below(row)
        if row.grid:
            boxes = columns(row, self._width)
            room = (boxes[0].left() if boxes else right) - left - 12
            self._circles(row, boxes, middle)
        else:
            said = row.words if row.value and len(row.words) <= 24 else ""  # noqa: PLR2004
            said = said or ("" if row.value else say("answering-open" if row.required else "answering-blank"))
            width = min(QFontMetricsF(look.body()).horizontalAdvance(said), (right - left) / 2) + 2
            ink = look.INK if row.value else look.SOFT if row.required else look.FAINT
            box = QRectF(right - OUT - width, middle - 11, width, 22)
            paint_text(self._painter, box, said, look.body(), ink, right=True, needle=self._needle, mode=_CUT)
            room = right - OUT - width - 16 - left
        upper = QRectF(left, top + 1 if second else middle - 11, room, 21 if second else 22)
        label = f"{row.number}　{row.label}" if row.number else row.label
        paint_text(self._painter, upper, label, look.body(), look.INK, needle=self._needle, mode=_CUT)
        if second:
            ink = look.RED if row.refusal else look.SOFT
            lower = QRectF(left, top + 22, room, 19)
            paint_text(self._painter, lower, second, look.small(), ink, needle=self._needle, mode=_CUT)

    def _circles(self, row: Asked, boxes: Sequence[QRectF], middle: float) -> None:
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = row.value.split() if row.kind == "choices" else [row.value]
        for option, box in zip(row.options, boxes, strict=True):
            on = option.key in chosen
            painter.setPen(QPen(QColor(look.BLUE if on else look.FIELD), 1.4))
            painter.setBrush(QColor(look.PAPER))
            place = QPointF(box.center().x(), middle)
            if row.kind == "choices":
                painter.drawRoundedRect(QRectF(place.x() - 8, place.y() - 8, 16, 16), 3, 3)
            else:
                painter.drawEllipse(place, _CIRCLE, _CIRCLE)
            if on:
                painter.setBrush(QColor(look.BLUE))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(place, _CIRCLE / 2, _CIRCLE / 2)
        painter.restore()

    def _frame(self, top: int, height: int) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(QColor(look.BLUE), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(SIDE - OUT, top + 1, self._width - 2 * (SIDE - OUT), height - 3)
        self._painter.drawRoundedRect(box, 6, 6)
        self._painter.restore()

    def _ground(self, key: str, top: int, height: int) -> None:
        left, right = SIDE, self._width - SIDE
        if key == self._hot:
            self._painter.fillRect(left - OUT, top, right - left + 2 * OUT, height - 1, QColor(look.HOVER))
        self._painter.fillRect(left, top + height - 1, right - left, 1, QColor(look.HAIR))

    def _line(self, line: CheckLine, top: int, height: int) -> None:
        painter, left, right = self._painter, left_of(line), self._width - SIDE
        self._ground(line.key, top, height)
        middle = top + height / 2 - 0.5
        said = ChipText(say(f"verdict-{line.verdict}"), VERDICT_TONES[line.verdict]) if line.verdict else None
        width = chip_width(said.text if said else say("line-open"))
        if said is not None:
            paint_chip(painter, right - OUT - width, middle, said)
        else:
            box = QRectF(right - OUT - width, middle - 11, width, 22)
            paint_text(painter, box, say("line-open"), look.body(), look.SOFT, right=True)
        paint_text(painter, QRectF(left, middle - 11, NUMBER, 22), line.number, look.body(), look.SOFT)
        room = right - OUT - width - 16 - left - NUMBER
        second = second_of(line)
        upper = QRectF(left + NUMBER, top + 1 if second else middle - 11, room, 21 if second else 22)
        if line.serious:
            word = say("severity-serious")
            box = QRectF(upper.right() - chip_width(word), upper.top(), chip_width(word), upper.height())
            paint_text(painter, box, word, look.small(), look.AMBER, right=True)
            upper.setWidth(room - chip_width(word) - 4)
        paint_text(painter, upper, line.label, look.body(), look.INK, needle=self._needle, mode=_CUT)
        if second:
            ink = look.RED if line.verdict == VIOLATES and line.fact else look.SOFT
            lower = QRectF(left + NUMBER, top + 22, room, 19)
            paint_text(painter, lower, second, look.small(), ink, needle=self._needle, mode=_CUT)
