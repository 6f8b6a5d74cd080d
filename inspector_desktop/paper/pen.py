"""Putting ink on a reportlab canvas: lines of text, rules, signatures, the code. Knows no block and no page layout.

Coordinates are points from the lower left corner. Text and rules of a page are collected and written when the page
ends, so that a face is named once for many runs and a width once for many rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from inspector_desktop.errors import Damaged
from inspector_desktop.paper.faces import Role, face
from inspector_desktop.paper.lines import Line, Run
from inspector_desktop.paper.model import Ink, Picture, Strokes
from inspector_desktop.paper.printed import Area, Tick

MM = 72 / 25.4
BLACK = (0.0, 0.0, 0.0)
GREY = (0.42, 0.44, 0.47)
RED = (0.86, 0.08, 0.08)
Colour = tuple[float, float, float]

UNDERLINE_DROP = 0.26  # below the baseline, in parts of the size
_HAIR = 0.5
_BOX = 0.8
_UPRIGHT, _CLOCKWISE = "1 0 0 1", "0 -1 1 0"
_PEN = 1.15  # a signature's stroke in points, at its full size


class Pen:
    """Draws on one page after another."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas: Any = canvas
        self.width, self.height = size
        self._text: Any = None
        self._rules: dict[tuple[float, Colour], dict[str, None]] = {}
        self._set: tuple[str, int, float] | None = None
        self._gap = 0.0
        self._colour = BLACK
        self.page = 1
        self.ticks: list[Tick] = []
        self.areas: list[Area] = []

    def end_page(self) -> None:
        """Write the collected rules and text and turn the page."""
        for (width, colour), segments in self._rules.items():
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.setLineWidth(width)
            self.canvas._code.append(" ".join(segments) + " S")
        self._rules = {}
        if self._text is not None:
            self.canvas.drawText(self._text)
        self._text, self._set, self._gap, self._colour = None, None, 0.0, BLACK
        self.canvas.showPage()
        self.page += 1

    def run(self, run: Run, x: float, y: float, size: float, colour: Colour = BLACK, *, turn: str = _UPRIGHT) -> None:
        """Draw a run with its baseline at `y`; `turn` is the first part of its text matrix."""
        if self._text is None:
            self._text = self.canvas.beginText()
        text = self._text
        if colour != self._colour:
            text.setFillColorRGB(*colour)
            self._colour = colour
        font, document = face(run.face), self.canvas._doc
        gap = round(run.gap, 3)
        if gap != self._gap:
            text.setCharSpace(gap)
            self._gap = gap
        shown = [f"{turn} {x + run.x:.2f} {y:.2f} Tm"]
        # Written directly: reportlab would keep a state for every run that the next one throws away.
        for subset, octets in font.splitString(run.text, document):
            if self._set != (run.face, subset, size):
                self._set = (run.face, subset, size)
                shown.append(f"{font.getSubsetInternalName(subset, document)} {size:g} Tf")
            shown.append(f"({self.canvas._escape(octets)}) Tj")
        text._code.append(" ".join(shown))

    def line(self, line: Line, x: float, y: float, size: float, colour: Colour = BLACK) -> None:
        """Draw a broken line and its underlines, with its baseline at `y`."""
        for run in line.runs:
            self.run(run, x, y, size, colour)
        for start, end in line.rules:
            self.rule(x + start, y - UNDERLINE_DROP * size, x + end)
        for start, side, name in line.ticks:
            self._tick(name, x + start, y - 0.14 * size, side)

    def _tick(self, name: str, x: float, y: float, side: float) -> None:
        """Draw a box to be ticked with its lower left corner at a place, and note where it stands."""
        for ends in ((x, y, x + side, y), (x, y + side, x + side, y + side), (x, y, x, y + side),
                     (x + side, y, x + side, y + side)):  # fmt: skip
            self.segment(*ends, _BOX)
        top = self._tenths(y + side)
        bottom = self._tenths(y)
        self.ticks.append(Tick(name, self.page, round(x / MM * 10), top, round(side / MM * 10), top, bottom))

    def row_of_ticks(self, first: int, top: float, bottom: float) -> None:
        """Say in which row the boxes drawn since `first` stand."""
        for at in range(first, len(self.ticks)):
            self.ticks[at] = replace(self.ticks[at], row_top=self._tenths(top), row_bottom=self._tenths(bottom))

    def area(self, name: str, top: float, bottom: float) -> None:
        """Note where something is written by hand; a stretch that goes on below on the same page grows."""
        made = Area(name, self.page, self._tenths(top), self._tenths(bottom))
        last = self.areas[-1] if self.areas else None
        if last is not None and (last.name, last.page) == (name, self.page):
            self.areas[-1] = replace(last, bottom=made.bottom)
        else:
            self.areas.append(made)

    def square(self, x: float, y: float, side: float) -> None:
        """Draw a solid square in the middle of a place."""
        self.canvas.setFillColorRGB(*BLACK)
        self.canvas.rect(x - side / 2, y - side / 2, side, side, stroke=0, fill=1)

    def _tenths(self, y: float) -> int:
        return round((self.height - y) / MM * 10)

    def words(
        self, text: str, role: Role, size: float, x: float, y: float, *, gap: float = 0.0, colour: Colour = BLACK
    ) -> float:
        """Draw a short text, `gap` points after each character; return its width without the last gap."""
        at = start = x
        drawn, drawn_in = "", ""
        for character in text:
            printed, name, em = role.of(character)
            if name != drawn_in:
                if drawn:
                    self.run(Run(0.0, drawn, drawn_in, gap), start, y, size, colour)
                drawn, drawn_in, start = "", name, at
            drawn += printed
            at += em * size + gap
        if drawn:
            self.run(Run(0.0, drawn, drawn_in, gap), start, y, size, colour)
        return at - x - (gap if text else 0.0)

    def turned(self, text: str, known: Role, size: float, x: float, y: float) -> None:
        """Draw a short text that runs down the page from a place, its baseline at the left of it."""
        for character in text:
            printed, name, em = known.of(character)
            self.run(Run(0.0, printed, name, 0.0), x, y, size, turn=_CLOCKWISE)
            y -= em * size

    def rule(self, x0: float, y: float, x1: float, width: float = _HAIR, colour: Colour = BLACK) -> None:
        """Draw a horizontal rule."""
        self.segment(x0, y, x1, y, width, colour)

    def segment(self, x0: float, y0: float, x1: float, y1: float, width: float = _HAIR, colour: Colour = BLACK) -> None:
        """Draw a straight rule; one drawn twice, as between two rows, counts once."""
        # Written directly: reportlab would spend three operators and six fractions on each.
        segment = f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l"
        self._rules.setdefault((width, colour), {})[segment] = None

    def ink(self, ink: Ink, x: float, y: float, width: float, height: float) -> None:
        """Draw a signature into a field, as large as it goes, in the middle, standing on `y`."""
        if isinstance(ink, Strokes):
            self._strokes(ink, x, y, width, height)
        else:
            self._picture(ink, x, y, width, height)

    def _strokes(self, ink: Strokes, x: float, y: float, width: float, height: float) -> None:
        points = [point for stroke in ink.lines for point in stroke]
        if not points:
            return
        left, top = min(p[0] for p in points), min(p[1] for p in points)
        wide, high = max(p[0] for p in points) - left, max(p[1] for p in points) - top
        scale = min(width / max(wide, 1), height / max(high, 1), width / max(ink.width * 0.6, 1))
        shift = x + (width - wide * scale) / 2
        floor = y + max(0.0, (height - high * scale) / 2)
        canvas = self.canvas
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setStrokeColorRGB(*BLACK)
        canvas.setFillColorRGB(*BLACK)
        for stroke in ink.lines:
            placed = [(shift + (p[0] - left) * scale, floor + (high - (p[1] - top)) * scale) for p in stroke]
            pressures = [p[2] if len(p) > 2 else 500 for p in stroke]  # noqa: PLR2004
            self._stroke(placed, pressures)
        canvas.restoreState()

    def _stroke(self, points: list[tuple[float, float]], pressures: Sequence[int]) -> None:
        canvas = self.canvas
        if len(points) == 1:
            canvas.circle(*points[0], _PEN * 0.6, stroke=0, fill=1)
            return
        even = len(set(pressures)) == 1
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for at in range(len(points) - 1):
            (x1, y1), (x2, y2) = points[at], points[at + 1]
            x0, y0 = points[max(0, at - 1)]
            x3, y3 = points[min(len(points) - 1, at + 2)]
            curve = (x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2)
            path.curveTo(*curve)
            if not even:
                canvas.setLineWidth(_PEN * (0.5 + (pressures[at] + pressures[at + 1]) / 2000))
                canvas.drawPath(path)
                path = canvas.beginPath()
                path.moveTo(x2, y2)
        if even:
            canvas.setLineWidth(_PEN * (0.5 + pressures[0] / 1000))
            canvas.drawPath(path)

    def _picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        try:
            with Image.open(BytesIO(picture.content)) as opened:
                whole = opened.convert("RGBA")
        except (UnidentifiedImageError, OSError) as unreadable:
            raise Damaged("paper-picture-unreadable") from unreadable
        flat = Image.new("RGB", whole.size, "white")
        flat.paste(whole, mask=whole.getchannel("A"))
        scale = min(width / flat.width, height / flat.height)
        wide, high = flat.width * scale, flat.height * scale
        where = (x + (width - wide) / 2, y + (height - high) / 2)
        self.canvas.drawImage(ImageReader(flat), *where, wide, high)

    def define_code(self, name: str, rows: Sequence[Sequence[bool]], size: float) -> None:
        """Keep a code's dark modules as a form of `size` points with its quiet zone, to be drawn on every page."""
        quiet = 4
        step = size / (len(rows) + 2 * quiet)
        canvas = self.canvas
        canvas.beginForm(name, 0, 0, size, size)
        canvas.setFillColorRGB(*BLACK)
        canvas.translate(quiet * step, size - (quiet + len(rows)) * step)
        canvas.scale(step, step)
        path = canvas.beginPath()
        for up, row in enumerate(reversed(rows)):
            start: int | None = None
            for across, dark in enumerate([*row, False]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    # As whole numbers of modules, past reportlab's writing of fractions: 1,000 of them in a code.
                    path._code.append(f"{start} {up} {across - start} 1 re")
                    start = None
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.endForm()

    def code(self, name: str, x: float, y: float) -> None:
        """Draw the code with its lower left corner at a place."""
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.doForm(name)
        canvas.restoreState()
