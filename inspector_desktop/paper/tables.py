"""Boxes of ruled cells: tables whose header repeats, and grids for approval forms and receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_desktop.paper.fields import date_line, signature_line
from inspector_desktop.paper.lines import Line, Setting, break_lines
from inspector_desktop.paper.look import Box, Look, baseline, setting
from inspector_desktop.paper.model import Align, DateLine, Grid, GridRow, SignatureLine, Table, Text
from inspector_desktop.paper.pen import MM, Pen

_PAD = 1.6 * MM
_PAD_Y = 1.5 * MM
_FRAME = 0.6


@dataclass(slots=True)
class _Set:
    """A cell ready to draw: its place in the row, its lines, what stands at its foot."""

    x: float
    width: float
    lines: list[Line]
    feet: list[Box]
    top: bool  # the text stands at the top rather than in the middle
    size: float = 0.0  # of its text, that of the row if not said


def _row(cells: Sequence[_Set], face: Setting, pitch: float, least: float) -> Box:
    size = face.size

    def need(cell: _Set) -> float:
        return len(cell.lines) * pitch + sum(foot.height for foot in cell.feet) + 2 * _PAD_Y

    height = max([least, *(need(cell) for cell in cells)])

    def draw(pen: Pen, left: float, top: float) -> None:
        bottom = top - height
        right = left + cells[-1].x + cells[-1].width
        pen.rule(left, top, right, _FRAME)
        pen.rule(left, bottom, right, _FRAME)
        pen.segment(left, top, left, bottom, _FRAME)
        first = len(pen.ticks)
        for cell in cells:
            edge = left + cell.x + cell.width
            pen.segment(edge, top, edge, bottom, _FRAME)
            free = height - len(cell.lines) * pitch - sum(foot.height for foot in cell.feet)
            y = top - (_PAD_Y if cell.top else free / 2)
            for number, line in enumerate(cell.lines):
                shown = cell.size or size
                pen.line(line, left + cell.x + _PAD, y - number * pitch - baseline(pitch, shown), shown)
            foot_top = bottom + _PAD_Y + sum(foot.height for foot in cell.feet)
            for foot in cell.feet:
                if foot.draw:
                    foot.draw(pen, left + cell.x + _PAD, foot_top)
                foot_top -= foot.height
        pen.row_of_ticks(first, top, bottom)

    return Box(height, draw)


def _parts(cells: list[_Set], limit: int) -> list[list[_Set]]:
    """A row of more lines than a page holds becomes several; what stands at a cell's foot goes with the last."""
    longest = max(len(cell.lines) for cell in cells)
    if longest <= limit:
        return [cells]
    starts = range(0, longest, limit)
    return [
        [
            replace(cell, lines=cell.lines[at : at + limit], feet=cell.feet if at + limit >= longest else [], top=True)
            for cell in cells
        ]
        for at in starts
    ]


def _edges(shares: Sequence[int], width: float) -> list[tuple[float, float]]:
    total = sum(shares)
    edges: list[tuple[float, float]] = []
    at = 0
    for share in shares:
        edges.append((width * at / total, width * share / total))
        at += share
    return edges


def table(block: Table, look: Look, room: float) -> list[Box]:
    """One box a row; each knows the header, which is drawn again at the head of a page."""
    pitch = look.table_pitch
    body = look.table
    heads = setting("hei", "hei", look.table_size - 0.5)
    edges = _edges([column.share for column in block.columns], look.width)
    header_cells = [
        _Set(x, wide, break_lines(column.title, heads, wide - 2 * _PAD, align=Align.CENTRE), [], top=False)
        for column, (x, wide) in zip(block.columns, edges, strict=True)
    ]
    header = _row(header_cells, heads, pitch, 0.0)
    if block.over:
        header = _stacked(_over(block, look), header)
    header.keep = True
    boxes = [header]
    limit = max(1, int((room - header.height - 2 * _PAD_Y) / pitch))
    known: dict[tuple[Text, int], list[Line]] = {}  # a verdict or a source stands in many rows of a table
    for row in block.rows:
        cells = []
        for at, (text, column, (x, wide)) in enumerate(zip(row, block.columns, edges, strict=True)):
            lines = known.get((text, at))
            if lines is None:
                lines = known[text, at] = break_lines(text, body, wide - 2 * _PAD, align=column.align)
            cells.append(_Set(x, wide, lines, [], top=False))
        for part in _parts(cells, limit):
            box = _row(part, body, pitch, 0.0)
            box.header = header
            boxes.append(box)
    return [_gap(), *boxes, _gap()]


def _over(block: Table, look: Look) -> Box:
    """The merged cells above the header."""
    cells = [
        _Set(x, wide, break_lines(column.title, look.table, wide - 2 * _PAD, align=column.align), [], top=False)
        for column, (x, wide) in zip(block.over, _edges([one.share for one in block.over], look.width), strict=True)
    ]
    return _row(cells, look.table, look.table_pitch, 0.0)


def _stacked(upper: Box, lower: Box) -> Box:
    def draw(pen: Pen, left: float, top: float) -> None:
        for box in (upper, lower):
            if box.draw is not None:
                box.draw(pen, left, top)
            top -= box.height

    return Box(upper.height + lower.height, draw)


def _gap() -> Box:
    return Box(2 * MM, space=True)


def grid(block: Grid, look: Look, room: float) -> list[Box]:
    """One box a row, each divided for itself."""
    boxes: list[Box] = []
    for row in block.rows:
        boxes += _grid_row(row, look, room)
    return boxes


def _grid_row(row: GridRow, look: Look, room: float) -> list[Box]:
    pitch = look.table_pitch
    small = replace(look, size=look.table_size, pitch=pitch, body="song", entered="kai")
    body = look.table
    labels = setting("song", "song", look.table_size)
    cells: list[_Set] = []
    for cell, (x, wide) in zip(row.cells, _edges([cell.share for cell in row.cells], look.width), strict=True):
        inner = wide - 2 * _PAD
        face = labels if cell.label else setting("kai", "kai", look.table_size + 1)
        align = Align.CENTRE if cell.label else cell.align
        feet = [_foot(foot, small, inner) for foot in cell.foot]
        cells.append(_Set(x, wide, break_lines(cell.text, face, inner, align=align), feet, bool(cell.foot), face.size))
    feet_high = max(sum(foot.height for foot in cell.feet) for cell in cells)
    limit = max(1, int((room - 2 * _PAD_Y - feet_high) / pitch))
    parts = _parts(cells, limit)
    return [_row(part, body, pitch, row.height * MM if len(parts) == 1 else 0.0) for part in parts]


def _foot(foot: SignatureLine | DateLine, look: Look, width: float) -> Box:
    return (
        date_line(foot.text, look, width)
        if isinstance(foot, DateLine)
        else signature_line(foot, look, width, right=True)
    )
