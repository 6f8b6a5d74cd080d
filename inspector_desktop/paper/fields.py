"""Boxes of what is filled in or signed: field lines, signature lines, ruled space, seal place, date."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector_desktop.paper.faces import role
from inspector_desktop.paper.lines import Line, Run, break_lines
from inspector_desktop.paper.look import Box, Look, baseline
from inspector_desktop.paper.model import Align, Field, FieldLine, Picture, Pictures, SealPlace, SignatureLine, SignOff
from inspector_desktop.paper.pen import GREY, MM, UNDERLINE_DROP, Pen
from inspector_desktop.wording import say

_GAP = 0.8  # between fields on a line, in characters
_PAD = 0.5  # before a value on its rule, in characters
_CENTRED_BELOW = 11.0  # characters: a shorter place holds its value in the middle
_SIGN_HEIGHT = 13 * MM
_SIGN_WIDTH = 36 * MM
_COMMA = "、"
_COLON = "："
_BETWEEN = 6 * MM  # between pictures side by side
_ENDLESS = 10000.0
_LEAST = 3.0  # characters: the shortest place to write in
_SIGN_LEAST = 22 * MM
_MARK = 9.0  # points
_SEAL = 30 * MM  # the seal's height beside agency and date; seals are 42 mm and stand over both


def _label(text: str, look: Look, spread: int) -> Line:
    """A label as a line, its characters spread over `spread` characters if it is shorter; the colon after them."""
    line = break_lines(text, look.setting, _ENDLESS, align=Align.LEFT)[0]
    stem = text.rstrip(_COLON)
    lacking = spread * look.size - role(look.body).width(stem) * look.size
    if lacking <= 0 or len(stem) <= 1:
        return line
    gap = lacking / (len(stem) - 1)
    line = Line(width=line.width + lacking)
    x = 0.0
    for number, character in enumerate(text):
        printed, name, em = role(look.body).of(character)
        line.runs.append(Run(x, printed, name, 0.0))
        x += em * look.size + (gap if number < len(stem) - 1 else 0.0)
    return line


@dataclass(slots=True)
class _Placed:
    """A field within its line: its label, where it begins, where its rule begins and ends, its value's lines."""

    field: Field
    label: Line
    x: float
    start: float
    end: float
    lines: list[Line]


def _need(field: Field, label: Line, look: Look) -> float:
    """Width a field asks for to hold its value, or a few written characters, on one line."""
    value = max(role(look.entered).width(field.value), _LEAST)
    return label.width + (value + 2 * _PAD + role(look.body).width(field.unit) + _GAP) * look.size


def _slots(fields: tuple[Field, ...], needs: list[float], width: float) -> list[float]:
    """Divide a line by shares; if that is too narrow for a field, by what each needs and shares of the rest."""
    total = sum(field.share for field in fields)
    by_share = [width * field.share / total for field in fields]
    rest = width - sum(needs)
    if rest < 0 or all(slot >= need for slot, need in zip(by_share, needs, strict=True)):
        return by_share
    return [need + rest * field.share / total for field, need in zip(fields, needs, strict=True)]


def _place(fields: tuple[Field, ...], look: Look, width: float) -> list[_Placed]:
    size = look.size
    entry = replace(look.setting, plain=role(look.entered))
    labels = [_label(field.label, look, field.label_width) for field in fields]
    needs = [_need(field, label, look) for field, label in zip(fields, labels, strict=True)]
    placed: list[_Placed] = []
    x = 0.0
    for field, label, slot in zip(fields, labels, _slots(fields, needs, width), strict=True):
        start = x + label.width
        end = x + slot - role(look.body).width(field.unit) * size
        if len(placed) < len(fields) - 1:
            end -= _GAP * size
        room = max(end - start - 2 * _PAD * size, size)
        short = end - start < _CENTRED_BELOW * size and role(look.entered).width(field.value) * size <= room
        lines = break_lines(field.value, entry, room, align=Align.CENTRE if short else Align.LEFT)
        placed.append(_Placed(field, label, x, start, end, lines))
        x += slot
    return placed


def _rows(fields: tuple[Field, ...], look: Look, width: float) -> list[list[_Placed]]:
    """Fields on one line, or, where they can't all hold their values there, on as many as it takes."""
    rows: list[list[Field]] = [[]]
    used = 0.0
    for field in fields:
        need = _need(field, _label(field.label, look, field.label_width), look)
        if rows[-1] and used + need > width:
            rows.append([])
            used = 0.0
        rows[-1].append(field)
        used += need
    return [_place(tuple(row), look, width) for row in rows]


def _draw_placed(pen: Pen, placed: list[_Placed], look: Look, left: float, first: float) -> None:
    """Draw fields with the first baseline at `first`."""
    for one in placed:
        pen.line(one.label, left + one.x, first, look.size)
        y = first
        for number, line in enumerate(one.lines):
            y = first - number * look.pitch
            pen.line(line, left + one.start + _PAD * look.size, y, look.size)
            pen.rule(left + one.start, y - UNDERLINE_DROP * look.size, left + one.end)
        pen.words(one.field.unit, role(look.body), look.size, left + one.end, y)


def field_line(block: FieldLine, look: Look) -> list[Box]:
    """Fields side by side, each row of them as high as its longest value."""
    boxes: list[Box] = []
    for placed in _rows(block.fields, look, look.width):

        def draw(pen: Pen, left: float, top: float, placed: list[_Placed] = placed) -> None:
            _draw_placed(pen, placed, look, left, top - baseline(look.pitch, look.size))

        boxes.append(Box(max(len(one.lines) for one in placed) * look.pitch, draw))
    return boxes


def signature_line(block: SignatureLine, look: Look, width: float, *, right: bool = False) -> Box:
    """A label, places to sign one after another, and the fields beside them on what is left of the line.

    `right` sets label and places at the right end of the width, as in the cells of a grid.
    """
    size = look.size
    known = role(look.body)
    label = _label(block.label, look, 0)
    comma = known.width(_COMMA) * size
    count = len(block.marks)
    wanted = sum(_need(field, _label(field.label, look, 0), look) for field in block.beside)
    room = width - label.width - (count - 1) * comma - wanted
    each = max(_SIGN_LEAST, min(_SIGN_WIDTH, room / max(count, 1)))
    taken = label.width + count * each + (count - 1) * comma
    placed = _place(block.beside, look, width - taken - size) if block.beside else []
    tall = max([_SIGN_HEIGHT, *(_SIGN_HEIGHT + (len(one.lines) - 1) * look.pitch for one in placed)])
    shift = max(0.0, width - taken) if right else 0.0

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top - _SIGN_HEIGHT + UNDERLINE_DROP * size + 1.5 * MM
        x = left + shift
        pen.line(label, x, y, size)
        x += label.width
        floor = y - UNDERLINE_DROP * size
        for number, mark in enumerate(block.marks):
            if number:
                pen.words(_COMMA, known, size, x, y)
                x += comma
            pen.rule(x, floor, x + each)
            if mark is not None:
                pen.ink(mark, x + 1 * MM, floor + 0.3 * MM, each - 2 * MM, _SIGN_HEIGHT - 2 * MM)
            x += each
        _draw_placed(pen, placed, look, left + taken + size, y)

    return Box(tall, draw)


def date_line(text: str, look: Look, width: float) -> Box:
    """A date flush right."""

    def draw(pen: Pen, left: float, top: float) -> None:
        (line, *_) = break_lines(text, look.setting, width, align=Align.RIGHT)
        pen.line(line, left, top - baseline(look.pitch, look.size), look.size)

    return Box(look.pitch, draw)


def ruled_space(count: int, look: Look) -> list[Box]:
    """Empty rules to write on, one box each."""

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top - baseline(look.pitch, look.size) - UNDERLINE_DROP * look.size
        pen.rule(left, y, left + look.width)

    return [Box(look.pitch * 1.12, draw) for _ in range(count)]


def pictures(block: Pictures, look: Look) -> Box:
    """Pictures side by side, each in its share of the width, with its caption in the middle under it."""
    share = look.width / max(1, len(block.pictures))
    inner, high = share - _BETWEEN, block.height * MM
    captions = [
        break_lines(text, look.setting, inner, align=Align.CENTRE)[:2] if text else [] for _, text in block.pictures
    ]
    lines = max((len(one) for one in captions), default=0)

    def draw(pen: Pen, left: float, top: float) -> None:
        for place, (content, _) in enumerate(block.pictures):
            x = left + place * share + _BETWEEN / 2
            pen.ink(Picture(content), x, top - high, inner, high)
            for at, line in enumerate(captions[place]):
                pen.line(line, x, top - high - at * look.pitch - baseline(look.pitch, look.size), look.size)

    return Box(high + lines * look.pitch + _BETWEEN / 2, draw)


def sign_off(block: SealPlace | SignOff, look: Look) -> list[Box]:
    """Agency above date, as GB/T 9704-2012, 7.3.5, places them.

    With a seal the date stands four characters from the right and the agency in the middle above it, with room
    for the seal and a small mark of its place. Without one the agency stands two characters from the right and the
    date two characters further in.
    """
    size, pitch = look.size, look.pitch
    known = role(look.body)
    agency, day = known.width(block.agency) * size, known.width(block.date) * size
    sealed = isinstance(block, SealPlace)
    if sealed:
        day_x = look.width - 4 * size - day
        agency_x = min(day_x + (day - agency) / 2, look.width - agency)
    else:
        agency_x = look.width - 2 * size - agency
        day_x = min(agency_x + 2 * size, look.width - day)

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top - (_SEAL / 2 if sealed else 0.0) - baseline(pitch, size)
        pen.words(block.agency, known, size, left + agency_x, y)
        pen.words(block.date, known, size, left + day_x, y - pitch)
        if sealed:
            mark = say("paper-seal-place")
            wide = role("song").width(mark) * _MARK
            pen.words(mark, role("song"), _MARK, left + day_x + (day - wide) / 2, y - 1.8 * pitch, colour=GREY)

    return [Box(2 * pitch + (_SEAL if sealed else 0.0), draw)]
