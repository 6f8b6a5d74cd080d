"""Functions of forms that measure: distances and areas on the earth, digests, trigonometry. All are total.

Geopoints are texts `latitude longitude altitude accuracy`; traces and shapes are points joined by `;` (ODK XForms).
Areas and distances are on a sphere of the earth's equatorial radius, as ODK's are; metres and square metres.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import itertools
import math
import zlib
from collections.abc import Callable

from inspector_desktop.checklist.values import NAN, Value, nodes_of, number_of, text_of

RADIUS = 6_378_100.0
"""Metres; what JavaRosa takes."""

REAL: dict[str, Callable[[float], float]] = {
    "acos": math.acos, "asin": math.asin, "atan": math.atan, "cos": math.cos, "exp": math.exp,
    "exp10": lambda x: math.pow(10, x), "log": math.log, "log10": math.log10, "sin": math.sin, "sqrt": math.sqrt,
    "tan": math.tan,
}  # fmt: skip


def real(function: Callable[[float], float]) -> Callable[[Value], Value]:
    """A function of real numbers that answers NaN where it has no value."""

    def run(value: Value) -> Value:
        try:
            return function(number_of(value))
        except (ValueError, OverflowError):
            return NAN

    return run


def _points(values: tuple[Value, ...]) -> list[tuple[float, float]] | None:
    """Latitude and longitude in radians of all points, or None when one is none."""
    found: list[tuple[float, float]] = []
    for value in values:
        for node in nodes_of(value):
            for text in node.split(";"):
                if not text.strip():
                    continue
                parts = [number_of(part) for part in text.split()]
                if not 2 <= len(parts) <= 4 or math.isnan(parts[0]) or math.isnan(parts[1]):  # noqa: PLR2004
                    return None
                if abs(parts[0]) > 90 or abs(parts[1]) > 180:  # noqa: PLR2004
                    return None
                found.append((math.radians(parts[0]), math.radians(parts[1])))
    return found


def distance(*values: Value) -> Value:
    """The length of the way along all points, in metres."""
    points = _points(values)
    if points is None or len(points) < 2:  # noqa: PLR2004
        return 0.0 if points is not None else NAN
    return sum((_between(*pair) for pair in itertools.pairwise(points)), 0.0)


def _between(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = one, other
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def area(value: Value) -> Value:
    """The area inside the points, in square metres (the spherical polygon of a shape)."""
    points = _points((value,))
    if points is None:
        return NAN
    if len(points) < 3:  # noqa: PLR2004
        return 0.0
    ring = points if points[0] == points[-1] else [*points, points[0]]
    total = 0.0
    for (a, b), (c, d) in itertools.pairwise(ring):
        turn = d - b
        turn -= 2 * math.pi * round(turn / (2 * math.pi))
        up, along = math.tan(a / 2), math.tan(c / 2)
        total += 2 * math.atan2(math.tan(turn / 2) * (up + along), 1 + up * along)
    return abs(total * RADIUS * RADIUS)


_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def digest(value: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    """The digest of a text by a named algorithm, in hex or base64; empty for an algorithm that is not known."""
    name, content = text_of(algorithm), text_of(value).encode("utf-8", "surrogatepass")
    if name == "CRC32":
        found = zlib.crc32(content).to_bytes(4)
    elif name in _DIGESTS:
        found = hashlib.new(_DIGESTS[name], content, usedforsecurity=False).digest()
    else:
        return ""
    return found.hex() if text_of(encoding) == "hex" else base64.b64encode(found).decode()


def decoded(value: Value) -> Value:
    """The text that a base64 text holds; empty when it holds none."""
    try:
        return base64.b64decode(text_of(value), validate=True).decode("utf-8")
    except (ValueError, binascii.Error):
        return ""
