"""Breaking text into lines as Chinese typesetting asks, and into runs that a PDF can hold.

A mark that closes (，。）」…) never starts a line and a mark that opens (（「《) never ends one; words and numbers in
Latin letters stay whole unless longer than a line; two full-width marks in a row share their blank halves
(CLREQ 3.1.6). reportlab's own breaking lets marks start a line and knows nothing of ends, so it isn't used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from inspector_desktop.paper.faces import Role
from inspector_desktop.paper.model import Align, Span, Text

CLOSING = frozenset("，。、；：！？）〕】》〉」』”’…—·～％‰℃℉）］｝．〗〙")
OPENING = frozenset("（〔【《〈「『“‘［｛￥〖〘")
HALF_BLANK = frozenset("，。、；：）〕】》〉」』”’（〔【《〈「『“‘")
_LOOSEST = 0.25  # a justified line opened by more than this part of a character at each place stays as it is
_NEAR = 0.01  # points


@dataclass(slots=True)
class Piece:
    """One printed character: itself, its face, its advance (and the unsqueezed one) in points, if on a rule."""

    text: str
    face: str
    width: float
    filled: bool
    natural: float
    tick: str = ""


@dataclass(slots=True)
class Atom:
    """What is never broken: a character with its marks, a Latin word, a blank; or the order to break."""

    pieces: list[Piece]
    width: float
    space: bool = False
    breaks: bool = False


@dataclass(slots=True)
class Run:
    """Characters of one face drawn together at `x`, each followed by `gap` points."""

    x: float
    text: str
    face: str
    gap: float


@dataclass(slots=True)
class Line:
    """A line ready to be drawn: runs and underlines, from the left edge of its column."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float]] = field(default_factory=list)
    width: float = 0.0
    ticks: list[tuple[float, float, str]] = field(default_factory=list)  # boxes: left edge, width, name
    _next: float = 0.0  # where the next character stands if it is of the last run

    def add(self, piece: Piece, x: float, gap: float) -> None:
        """Put a character at `x`, into the last run if it would stand there by itself."""
        run = self.runs[-1] if self.runs else None
        if run is None or run.face != piece.face or run.gap != gap or abs(self._next - x) > _NEAR:
            run = Run(x, "", piece.face, gap)
            self.runs.append(run)
        run.text += piece.text
        self._next = x + piece.natural + gap

    def put(self, piece: Piece, x: float, gap: float, *, alone: bool) -> None:
        """Put whatever a piece is at `x`: a character, a box to be ticked, a stretch of a rule."""
        if piece.text:
            self.add(piece, x, gap if alone else 0.0)
        if piece.tick:
            self.ticks.append((x, piece.width, piece.tick))
        if piece.filled:
            self.underline(x, x + piece.width, gap)

    def underline(self, start: float, end: float, gap: float) -> None:
        """Rule a stretch, joined to the last one if only the spreading lies between."""
        if self.rules and start - self.rules[-1][1] < gap + _NEAR:
            self.rules[-1] = (self.rules[-1][0], end)
        else:
            self.rules.append((start, end))


@dataclass(frozen=True, slots=True)
class Setting:
    """What text is set in: roles of plain, entered and bold text, and the size in points."""

    plain: Role
    entered: Role
    bold: Role
    size: float


def spans_of(text: Text) -> tuple[Span, ...]:
    """A plain text is one span."""
    return (Span(text),) if isinstance(text, str) else text


def _is_word(character: str) -> bool:
    return "!" <= character <= "~" or "\u00c0" <= character <= "\u024f"


def _piece(known: Role, character: str, size: float, *, filled: bool) -> Piece:
    printed, name, em = known.of(character)
    return Piece(printed, name, em * size, filled, em * size)


def _box(span: Span, setting: Setting, known: Role) -> Atom:
    """A blank, or a text centred in one."""
    pieces = [_piece(known, character, setting.size, filled=span.filled) for character in span.text]
    inner = sum(piece.width for piece in pieces)
    width = max(span.width * setting.size, inner)
    pad = Piece("", "", (width - inner) / 2, span.filled, (width - inner) / 2)
    return Atom([pad, *pieces, pad], width)


def _tick(span: Span, setting: Setting, known: Role) -> Atom:
    """A box to be ticked with its label, never parted; blanks at the label's end part it from the next."""
    side, gap = setting.size * 1.02, setting.size * 0.18
    pieces = [Piece("", "", side, False, side, span.tick), Piece("", "", gap, False, gap)]
    pieces += [_piece(known, character, setting.size, filled=False) for character in span.text]
    return Atom(pieces, sum(piece.width for piece in pieces))


def _squeeze(atom: Atom, character: str, size: float) -> None:
    """Two marks in a row: the first gives up the blank half that lies between them."""
    before = atom.pieces[-1]
    if before.text not in HALF_BLANK or character not in HALF_BLANK or before.width < size * 0.9:
        return
    if before.text in CLOSING or character in OPENING:
        before.width -= size / 2
        atom.width -= size / 2


def atoms_of(text: Text, setting: Setting) -> list[Atom]:
    """Cut a text into atoms."""
    atoms: list[Atom] = []
    open_before = word_before = False
    for span in spans_of(text):
        known = setting.bold if span.bold else setting.entered if span.filled else setting.plain
        if span.width:
            atoms.append(_box(span, setting, known))
            open_before = word_before = False
            continue
        if span.tick:
            atoms.append(_tick(span, setting, known))
            open_before = word_before = False
            continue
        for character in span.text:
            if character == "\n":
                atoms.append(Atom([], 0.0, breaks=True))
                open_before = word_before = False
                continue
            piece = _piece(known, " " if character == "\t" else character, setting.size, filled=span.filled)
            word = _is_word(character)
            last = atoms[-1] if atoms else None
            joins = open_before or character in CLOSING or (word and word_before)
            if joins and last and not last.breaks and not last.space:
                _squeeze(last, character, setting.size)
                last.pieces.append(piece)
                last.width += piece.width
            else:
                if last and last.pieces:
                    _squeeze(last, character, setting.size)
                atoms.append(Atom([piece], piece.width, space=character in " \t"))
            open_before = character in OPENING
            word_before = word
    return atoms


def _fitting(atoms: Iterable[Atom], width: float) -> Iterator[Atom]:
    """Cut atoms longer than a line, such as an address of 80 Latin letters, into lines of themselves."""
    for atom in atoms:
        if atom.width <= width or len(atom.pieces) == 1:
            yield atom
            continue
        part: list[Piece] = []
        used = 0.0
        for piece in atom.pieces:
            if part and used + piece.width > width and piece.text not in CLOSING:
                yield Atom(part, used)
                part, used = [], 0.0
            part.append(piece)
            used += piece.width
        yield Atom(part, used)


def _hanging(atom: Atom, size: float) -> float:
    """How much of an atom's end is the blank half of a closing mark, which may stand beyond the edge."""
    last = atom.pieces[-1] if atom.pieces else None
    blank = last and last.text in CLOSING and last.text in HALF_BLANK and last.width >= size * 0.9
    return size / 2 if blank else 0.0


def _compose(atoms: list[Atom], start: float, width: float, size: float, align: Align) -> Line:
    """Place the atoms of one line; a justified line spreads what is left between its atoms."""
    while atoms and atoms[-1].space:
        atoms.pop()
    used = sum(atom.width for atom in atoms)
    slack = width - start - used
    if align is Align.JUSTIFY and atoms and slack < 0:
        slack += min(-slack, _hanging(atoms[-1], size))
    gap = 0.0
    if align is Align.JUSTIFY and len(atoms) > 1 and slack <= size * _LOOSEST * (len(atoms) - 1):
        gap = slack / (len(atoms) - 1)
    elif align is Align.CENTRE:
        start += slack / 2
    elif align is Align.RIGHT:
        start += slack
    line = Line(width=start + used + gap * max(0, len(atoms) - 1))
    x = start
    for atom in atoms:
        for piece in atom.pieces:
            line.put(piece, x, gap, alone=len(atom.pieces) == 1)
            x += piece.width
        x += gap
    return line


def break_lines(
    text: Text, setting: Setting, width: float, *, indent: float = 0.0, align: Align = Align.JUSTIFY
) -> list[Line]:
    """Break a text into lines of at most `width` points, the first indented. An empty text is one empty line."""
    lines: list[Line] = []
    current: list[Atom] = []
    start, used = indent, indent
    ragged = Align.LEFT if align is Align.JUSTIFY else align

    def close(how: Align) -> None:
        nonlocal current, start, used
        lines.append(_compose(current, start, width, setting.size, how))
        current, start, used = [], 0.0, 0.0

    for atom in _fitting(atoms_of(text, setting), width):
        if atom.breaks:
            close(ragged)
            continue
        if current and used + atom.width - _hanging(atom, setting.size) > width + 0.01 and not atom.space:
            close(align)
        if atom.space and not current and lines:
            continue  # the space at which a line was broken
        current.append(atom)
        used += atom.width
    if current or not lines:
        close(ragged)
    return lines


def balanced(text: str, setting: Setting, width: float) -> list[Line]:
    """Break a title into lines of like length, none longer than `width`, centred (GB/T 9704-2012, 7.3.1).

    Breaks that the text itself orders are kept instead.
    """
    if "\n" in text:
        return break_lines(text, setting, width, align=Align.CENTRE)
    total = sum(atom.width for atom in atoms_of(text, setting))
    count = max(1, -int(-total // width))
    target = total / count + setting.size
    narrow = break_lines(text, setting, min(width, target), align=Align.CENTRE)
    if target >= width or len(narrow) > count:
        return break_lines(text, setting, width, align=Align.CENTRE)
    shift = (width - target) / 2
    for line in narrow:
        for run in line.runs:
            run.x += shift
    return narrow
