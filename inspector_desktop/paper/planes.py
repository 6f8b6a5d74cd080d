"""From one plane to another: how a photograph of a page lies to the page itself. Pure arithmetic.

A plane seen by a camera is mapped by eight numbers; they follow from four or more points known on both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
_UNKNOWN = 8
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Plane:
    """A mapping `(x, y)` to `((ax+by+c)/(gx+hy+1), (dx+ey+f)/(gx+hy+1))` of points moved and scaled by `middle`."""

    numbers: tuple[float, ...]
    middle: Point
    scale: float

    def at(self, x: float, y: float) -> Point:
        """Where a point lies on the other plane."""
        u, v = (x - self.middle[0]) / self.scale, (y - self.middle[1]) / self.scale
        a, b, c, d, e, f, g, h = self.numbers
        below = g * u + h * v + 1
        below = below if abs(below) > _FLAT else _FLAT
        return (a * u + b * v + c) / below, (d * u + e * v + f) / below


def plane_of(pairs: Sequence[tuple[Point, Point]], weights: Sequence[float] = ()) -> Plane | None:
    """The mapping that takes each first point nearest to its second; none when the points lie on one line."""
    middle = (sum(p[0] for p, _ in pairs) / len(pairs), sum(p[1] for p, _ in pairs) / len(pairs))
    scale = max(max(abs(p[0] - middle[0]), abs(p[1] - middle[1])) for p, _ in pairs) or 1.0
    normal = [[0.0] * (_UNKNOWN + 1) for _ in range(_UNKNOWN)]
    for at, ((px, py), (x, y)) in enumerate(pairs):
        weight = weights[at] if weights else 1.0
        u, v = (px - middle[0]) / scale, (py - middle[1]) / scale
        for row in ((u, v, 1, 0, 0, 0, -u * x, -v * x, x), (0, 0, 0, u, v, 1, -u * y, -v * y, y)):
            for i in range(_UNKNOWN):
                for j in range(_UNKNOWN + 1):
                    normal[i][j] += weight * row[i] * row[j]
    solved = _solve(normal)
    return Plane(tuple(solved), middle, scale) if solved else None


def coefficients(at: Callable[[float, float], Point], width: float, height: float) -> tuple[float, ...]:
    """The eight numbers by which Pillow fills a picture of `width` × `height`, each pixel from where `at` puts it."""
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    found = plane_of([(one, at(*one)) for one in corners])
    if found is None:
        return (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f, g, h = found.numbers
    (mx, my), s = found.middle, found.scale
    below = s - g * mx - h * my
    return (
        a / below, b / below, (c * s - a * mx - b * my) / below,
        d / below, e / below, (f * s - d * mx - e * my) / below,
        g / below, h / below,
    )  # fmt: skip


def _solve(rows: list[list[float]]) -> list[float]:
    """Gauss's elimination with pivots; empty when there is no single answer."""
    count = len(rows)
    for column in range(count):
        best = max(range(column, count), key=lambda row: abs(rows[row][column]))
        if abs(rows[best][column]) < _FLAT:
            return []
        rows[column], rows[best] = rows[best], rows[column]
        for row in range(column + 1, count):
            factor = rows[row][column] / rows[column][column]
            for at in range(column, count + 1):
                rows[row][at] -= factor * rows[column][at]
    answer = [0.0] * count
    for row in range(count - 1, -1, -1):
        rest = sum(rows[row][at] * answer[at] for at in range(row + 1, count))
        answer[row] = (rows[row][count] - rest) / rows[row][row]
    return answer
