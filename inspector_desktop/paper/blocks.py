"""From a paper's blocks to boxes, in order, with what must stay together marked."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_desktop.paper import fields, model, tables
from inspector_desktop.paper.lines import Line, Setting, break_lines
from inspector_desktop.paper.look import Box, Look, baseline, setting
from inspector_desktop.paper.model import Align, Span
from inspector_desktop.paper.pen import MM, Pen

_HEADINGS = {1: "hei", 2: "kai"}
_CLOSING = (model.SealPlace, model.SignOff, model.SignatureLine, model.DateLine)


def boxes_of(blocks: Iterable[model.Block], look: Look) -> list[Box]:
    """Measure every block. Signatures, dates and seals stay with the end of what they close."""
    room = look.page[1] - look.top - look.bottom
    boxes: list[Box] = []
    for block in blocks:
        made = _made(block, look, room)
        if _closes(block):
            for before in reversed(boxes):
                before.keep = True
                if not (before.space or before.stretch):
                    break
        boxes += made
    return boxes


def _closes(block: model.Block) -> bool:
    """Tell whether it ends what stands before it, so that it is never alone on a page of its own."""
    if isinstance(block, model.Together):
        return bool(block.blocks) and _closes(block.blocks[0])
    return isinstance(block, _CLOSING)


def _made(block: model.Block, look: Look, room: float) -> list[Box]:  # noqa: C901, PLR0911, PLR0912 (one line each)
    match block:
        case model.Heading():
            face = _HEADINGS.get(block.level, look.body)
            made = paragraph(block.text, look, setting(face, face, look.size), indent=look.heading_indent)
            for box in made:
                box.keep = True
            return made
        case model.FieldLine():
            return fields.field_line(block, look)
        case model.Paragraph():
            return paragraph(block.text, look, look.setting, indent=block.indent, align=block.align)
        case model.Items():
            return [
                box
                for number, item in enumerate(block.items, block.start)
                for box in paragraph(_numbered(number, item), look, look.setting)
            ]
        case model.Table():
            return tables.table(block, look, room)
        case model.Grid():
            return tables.grid(block, look, room)
        case model.SignatureLine():
            return [fields.signature_line(block, look, look.width)]
        case model.SealPlace() | model.SignOff():
            return fields.sign_off(block, look)
        case model.DateLine():
            return [fields.date_line(block.text, look, look.width)]
        case model.Spacer():
            return [Box(block.height * MM, space=True)]
        case model.RuledSpace():
            return fields.ruled_space(block.lines, look)
        case model.Pictures():
            return [fields.pictures(block, look)]
        case model.Fill():
            return [Box(0.0, stretch=True)]
        case model.Together():
            inner = boxes_of(block.blocks, look)
            for box in inner[:-1]:
                box.keep = True
            return inner
        case model.Area():
            within = boxes_of(block.blocks, look)
            for box in within:
                box.area = block.name
            return within
        case model.PageBreak():
            return [Box(0.0, breaks=True, space=True)]


def _numbered(number: int, item: model.Text) -> model.Text:
    """Put `1.` before an item, the way a body's third level is numbered (GB/T 9704-2012, 7.3.3)."""
    mark = f"{number}. "
    return mark + item if isinstance(item, str) else (Span(mark), *item)


def paragraph(
    text: model.Text, look: Look, face: Setting, *, indent: bool = True, align: Align = Align.JUSTIFY
) -> list[Box]:
    """One box a line; the first two and the last two lines of a paragraph are not parted."""
    first = 2 * face.size if indent and align is not Align.CENTRE and align is not Align.RIGHT else 0.0
    lines = break_lines(text, face, look.width, indent=first, align=align)
    boxes = [text_box(line, look.pitch, face.size) for line in lines]
    if len(boxes) > 1:
        boxes[0].keep = boxes[-2].keep = True
    return boxes


def text_box(line: Line, pitch: float, size: float) -> Box:
    """A line of text in its pitch."""

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(line, left, top - baseline(pitch, size), size)

    return Box(pitch, draw)
