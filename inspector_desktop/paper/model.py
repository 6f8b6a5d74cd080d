"""What a paper is, before anybody draws it: frozen values with no fonts, no coordinates and no library.

A step's `document.py` builds a `Paper`; `render.py` draws it; nothing here knows a step or a database. Lengths
are millimetres, widths of blanks and labels are counted in characters (字), coordinates of ink are whole numbers
in the writer's own grid.

`Style.ENFORCEMENT` is the 行政执法文书 form (top line with double rule, spaced title, number at the right,
underlined entries, foot with copies, page count and code). `Style.LETTER` is GB/T 9704-2012 (type area of
156 × 225 mm, 22 lines of 28 characters), with the red head if an agency is named and without it otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Style(StrEnum):
    """Which of the two looks a paper has."""

    ENFORCEMENT = "enforcement"
    LETTER = "letter"


class Align(StrEnum):
    """How lines stand in their width."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text.

    `filled` text is what somebody entered: it is underlined. `width` (in characters) makes a box of at least that
    width, which isn't broken: a blank to be filled by hand when the text is empty. `tick` puts a box to be ticked
    before the text, which isn't parted from it; its name (`question=value`) is what a photograph is read by.
    """

    text: str
    filled: bool = False
    bold: bool = False
    width: int = 0
    tick: str = ""


Text: TypeAlias = "str | tuple[Span, ...]"


def filled(text: str) -> Span:
    """An entered value within a sentence, underlined."""
    return Span(text, filled=True)


def blank(characters: int, text: str = "") -> Span:
    """A place to write in, `characters` wide; with a text, the text centred in it."""
    return Span(text, filled=True, width=characters)


def ticked(question: str, values: Sequence[str], text: str) -> tuple[Span, ...]:
    """A text such as `□符合　□不符合` with a real box for each `□`, named by question and value, in order.

    Raises `ValueError` when boxes and values differ in number.
    """
    before, *labels = text.split("□")
    named = tuple(Span(label, tick=f"{question}={value}") for value, label in zip(values, labels, strict=True))
    return (Span(before), *named) if before else named


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the body: level 1 黑体, level 2 楷体, level 3 as the body."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its underlined value.

    `share` divides the line among its fields. `label_width` (characters) spreads a shorter label to that width, so
    that 地址 stands as wide as 被检查单位. `unit` follows the rule, within the share.
    """

    label: str
    value: str = ""
    share: int = 1
    label_width: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """Fields side by side; a value longer than its place goes on below, underlined too."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; the first line indented by two characters unless told otherwise."""

    text: Text
    indent: bool = True
    align: Align = Align.JUSTIFY


@dataclass(frozen=True, slots=True)
class Items:
    """Numbered entries: `1.` and so on, in the manner of a paragraph each."""

    items: tuple[Text, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its part of the width, how its cells stand."""

    title: str
    share: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that repeats on every page. A row is split only when it is longer than a page.

    `over` are merged cells above the header (单位、制表时间), repeated with it; they divide the width for themselves.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    over: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Strokes:
    """A signature as it was written: strokes of points in a field of `width` × `height`.

    A point is `(x, y)` or `(x, y, pressure, …)`, y downwards, pressure from 0 to 1000; what follows, such as the
    time, isn't drawn.
    """

    width: int
    height: int
    lines: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A signature, seal or note photographed from paper: the bytes of a PNG or JPEG file."""

    content: bytes


Ink: TypeAlias = "Strokes | Picture"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A label and places to sign, each with its ink or an empty rule; then fields that stand beside.

    A name is never set in type on such a line.
    """

    label: str
    marks: tuple[Ink | None, ...] = (None,)
    beside: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: a label, or a text with an optional foot (signature and date) at its lower right."""

    text: Text = ""
    share: int = 1
    label: bool = False
    align: Align = Align.LEFT
    foot: tuple[SignatureLine | DateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """Cells side by side, at least `height` high."""

    cells: tuple[Cell, ...]
    height: int = 10


@dataclass(frozen=True, slots=True)
class Grid:
    """A form of ruled cells: 审批表, 送达回证. Every row divides the width for itself."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Agency and date with room for the seal, whose place is marked and never drawn."""

    agency: str
    date: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """Agency and date without a seal."""

    agency: str
    date: str


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date at the right."""

    text: str


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in millimetres, dropped at the head of a page."""

    height: int


@dataclass(frozen=True, slots=True)
class RuledSpace:
    """Empty ruled lines for writing by hand."""

    lines: int


@dataclass(frozen=True, slots=True)
class Fill:
    """What follows stands at the foot of the page."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side (PNG or JPEG), each with a caption under it, of `height` millimetres without captions."""

    pictures: tuple[tuple[bytes, str], ...]
    height: int = 62


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stand on one page if a page can hold them: the signatures of a record."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Blocks in which something is written by hand, under a name a photograph is read by."""

    name: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    "Heading | FieldLine | Paragraph | Items | Table | Grid | SignatureLine | SealPlace | SignOff | DateLine"
    " | Spacer | RuledSpace | Fill | Pictures | PageBreak | Together | Area"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    `kind` is the document's code (`check-record`), for the code and the file's own description. `top_line` is the
    line above a form (气象行政执法文书) or the agency of a letter's red head; empty leaves it out. `copies` is the
    sentence at the foot of a form. `code` is the text of `code.make_code`, drawn as a QR. `each_page` are signature
    lines repeated at the foot of every page but the last (续页). `addressee` is a letter's 主送机关. `dense` sets a
    form in 12 pt on closer lines, so that it keeps to one page. `landscape` lays the page on its side for a wide table:
    of a letter the type area and the page number keep their place on the sheet (GB/T 9704-2012, 7.5 and 9.4).
    `marks` prints a mark in every corner, by which a photograph of the page is made straight; `codes` are the codes of
    the pages one by one, where each page is to be known by itself.
    """

    kind: str
    style: Style
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    top_line: str = ""
    addressee: str = ""
    copies: str = ""
    code: str = ""
    draft: bool = False
    each_page: tuple[SignatureLine, ...] = ()
    agency: str = ""
    dense: bool = False
    landscape: bool = False
    marks: bool = False
    codes: tuple[str, ...] = ()
