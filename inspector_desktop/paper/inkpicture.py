"""A handwritten signature as a PNG beside its strokes: for whoever can't read the vector. By Pillow, without Qt."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from inspector_desktop.paper.model import Strokes

_WIDE = 1200  # pixels of the finished picture
_FINER = 3  # drawn so many times larger, then made smaller: smooth edges without a path engine
_PEN = 0.0035  # of the width, at middle pressure
_EVEN = 500
_STEPS = 6  # pieces of a curve between two points


def ink_png(ink: Strokes) -> bytes:
    """The bytes of a PNG: black on white, wider where it was pressed harder."""
    wide = _WIDE * _FINER
    scale = wide / max(ink.width, 1)
    image = Image.new("L", (wide, max(1, round(ink.height * scale))), 255)
    brush = ImageDraw.Draw(image)
    for stroke in ink.lines:
        points = _smooth([(p[0] * scale, p[1] * scale, float(p[2]) if len(p) > 2 else _EVEN) for p in stroke])  # noqa: PLR2004
        for x, y, pressure in points:
            radius = wide * _PEN * (0.5 + pressure / 1000) / 2
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
        for (x0, y0, pressure), (x1, y1, _) in pairwise(points):
            brush.line((x0, y0, x1, y1), fill=0, width=max(1, round(wide * _PEN * (0.5 + pressure / 1000))))
    out = BytesIO()
    image.resize((_WIDE, max(1, image.height // _FINER)), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _smooth(points: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """The stroke with points between its points, on a curve through all of them (Catmull and Rom)."""
    if len(points) < 3:  # noqa: PLR2004
        return points
    made = [points[0]]
    for at in range(len(points) - 1):
        before, start = points[max(0, at - 1)], points[at]
        end, after = points[at + 1], points[min(len(points) - 1, at + 2)]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            made.append(
                (
                    _between(before[0], start[0], end[0], after[0], t),
                    _between(before[1], start[1], end[1], after[1], t),
                    start[2] + (end[2] - start[2]) * t,
                )
            )
    return made


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
