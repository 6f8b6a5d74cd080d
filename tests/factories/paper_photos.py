"""Photographs of filled papers as telephones take them: pen marks, turned, tilted, shaded, noisy, compressed.

Made from real PDFs by arithmetic on a seed, so that a figure measured with them can be measured again.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from inspector_desktop.paper.planes import coefficients, plane_of
from inspector_desktop.paper.preview import page_image
from inspector_desktop.paper.printed import Layout, Tick

WIDTH = 1654  # of a clean page: 200 dots an inch
HANDS = ("check", "cross", "fill", "dot", "slash")


@dataclass(frozen=True)
class Shot:
    """How a photograph is taken. `turn` in degrees, `tilt` in parts of the side, `light` from dark 0 to bright 1."""

    turn: float = 0.0
    tilt: float = 0.0
    light: float = 1.0
    shade: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 80
    long_side: int = 3000
    desk: tuple[int, int, int] = (96, 78, 62)


def clean_page(pdf: bytes, index: int) -> Image.Image:
    """A page as a scanner sees it."""
    return page_image(pdf, index, width=WIDTH)


def mark(
    page: Image.Image, layout: Layout, number: int, values: dict[str, str], random: Random, hand: str = ""
) -> None:
    """Tick boxes of a page by hand: `values` by question."""
    pen = ImageDraw.Draw(page)
    dots = page.width / 2100
    for tick in layout.ticks:
        if tick.page == number and values.get(tick.question) == tick.value:
            _stroke(pen, tick, dots, random, hand or random.choice(HANDS[:4]))


def _stroke(pen: ImageDraw.ImageDraw, tick: Tick, dots: float, random: Random, hand: str) -> None:
    ink = random.choice(((18, 22, 30), (24, 40, 120), (40, 40, 48)))
    wide = max(2, round(random.uniform(4.5, 8) * dots))

    def at(x: float, y: float) -> tuple[float, float]:
        jitter = random.uniform(-0.06, 0.06)
        return ((tick.left + (x + jitter) * tick.side) * dots, (tick.top + (y + jitter) * tick.side) * dots)

    if hand == "check":
        pen.line([at(0.15, 0.5), at(0.42, 0.85), at(1.05, 0.0)], fill=ink, width=wide, joint="curve")
    elif hand == "cross":
        pen.line([at(0.1, 0.1), at(0.9, 0.9)], fill=ink, width=wide)
        pen.line([at(0.9, 0.1), at(0.1, 0.9)], fill=ink, width=wide)
    elif hand == "fill":
        for row in range(1, 9):
            pen.line([at(0.1, row / 9), at(0.9, row / 9)], fill=ink, width=wide)
    elif hand == "slash":
        pen.line([at(0.2, 0.9), at(0.9, 0.1)], fill=ink, width=wide)
    else:
        (x0, y0), (x1, y1) = at(0.3, 0.3), at(0.75, 0.75)
        pen.ellipse((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), fill=ink)


def write_on(page: Image.Image, top: int, bottom: int, random: Random) -> None:
    """Scribble as handwriting between two heights of a page, in tenths of a millimetre."""
    pen = ImageDraw.Draw(page)
    dots = page.width / 2100
    x = 400.0
    while x < 1500:
        points = [(x + random.uniform(0, 60), random.uniform(top + 10, bottom - 10)) for _ in range(5)]
        pen.line([(px * dots, py * dots) for px, py in points], fill=(26, 38, 110), width=max(2, round(5 * dots)))
        x += 75


def photograph(page: Image.Image, shot: Shot, random: Random) -> bytes:
    """Take the photograph; return its JPEG."""
    return compressed(seen(page, shot, random), shot.quality)


def seen(page: Image.Image, shot: Shot, random: Random) -> Image.Image:
    """The picture before it is compressed."""
    side = shot.long_side
    size = (round(side * 0.75), side)
    angle = math.radians(shot.turn)
    around = max(abs(math.cos(angle)) * page.width + abs(math.sin(angle)) * page.height, 1) / size[0]
    around = max(around, (abs(math.sin(angle)) * page.width + abs(math.cos(angle)) * page.height) / size[1]) * 1.06
    corners = []
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = across * page.width / 2 / around, down * page.height / 2 / around
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        x += random.uniform(-1, 1) * shot.tilt * size[0] * 0.5
        y += random.uniform(-1, 1) * shot.tilt * size[1] * 0.5
        corners.append((size[0] / 2 + x, size[1] / 2 + y))
    flat = [(0.0, 0.0), (page.width, 0.0), (page.width, page.height), (0.0, page.height)]
    back = plane_of(list(zip(corners, flat, strict=True)))
    assert back is not None
    numbers = coefficients(back.at, *size)
    taken = page.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC, fillcolor=shot.desk)
    if shot.blur:
        taken = taken.filter(ImageFilter.GaussianBlur(shot.blur))
    if shot.shade:
        shade = Image.linear_gradient("L").rotate(random.choice((0, 90, 180, 270))).resize(size)
        dark = taken.point(lambda value: round(value * (1 - shot.shade)))
        taken = Image.composite(taken, dark, shade)
    taken = taken.point(lambda value: round(value * shot.light))
    if shot.noise:
        grain = Image.effect_noise(size, shot.noise).convert("RGB")
        taken = Image.blend(taken, grain, 0.12)
    return taken


def compressed(image: Image.Image, quality: int = 80) -> bytes:
    """The bytes of a JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def side_by_side(first: Image.Image, second: Image.Image) -> Image.Image:
    """Two pictures as one."""
    both = Image.new("RGB", (first.width + second.width, max(first.height, second.height)), (96, 78, 62))
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    return both


def any_shot(random: Random) -> Shot:
    """A shot as officers take them: any way up, a little tilted, sometimes in a dim room or through a messenger."""
    return Shot(
        turn=random.choice((0, 0, 0, 90, 180, 270)) + random.uniform(-12, 12), tilt=random.uniform(0, 0.10),
        light=random.uniform(0.45, 1.0), shade=random.uniform(0, 0.45), noise=random.uniform(0, 60),
        blur=random.uniform(0, 1.1), quality=random.choice((55, 70, 85)),
        long_side=random.choice((2200, 3000, 3000, 4000)),
    )  # fmt: skip
