"""Reading a photographed or scanned page: its code, its corner marks, the page made straight.

The code says which page it is and roughly how it lies; the corner marks then say exactly. They are looked for one after
another, the nearest to the code first, each where those found before put it. What the ticks say is `ticks`; what a page
belongs to is the step's business. Meant to run in a process of its own (`scan_child`): pictures come from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from inspector_desktop.errors import Damaged, Disagreed, Refused
from inspector_desktop.paper import frames
from inspector_desktop.paper.code import read_code, version_of
from inspector_desktop.paper.look import LOOKS
from inspector_desktop.paper.model import Style
from inspector_desktop.paper.pen import MM
from inspector_desktop.paper.planes import Plane, Point, coefficients, plane_of
from inspector_desktop.paper.printed import MARK_CENTRES, MARK_SIDE, PAGE_HEIGHT, PAGE_WIDTH

DOTS = 8  # of the straightened page, per millimetre
MOST_PIXELS = 80_000_000
MOST_PAGES = 60
_SCAN_WIDTH = 2480  # 300 dots an inch of A4
_QUIET = 4
_FINDER = 17
_REACHES = ((170, 5), (400, 10))  # tenths of a millimetre around where a mark is expected, and how fine one looks
_LEAST, _DARKER = 14, 0.45  # how much darker a mark is than the paper around it: of 255, and in parts of the paper
_TALL = 6500
_CALM, _CRISP = ImageFilter.MedianFilter(3), ImageFilter.UnsharpMask(3, 200, 0)


@dataclass(frozen=True)
class Seen:
    """A page found in a picture. `jpeg` is it made straight (empty if it could not be); `marks` found of its four."""

    code: str
    marks: int
    jpeg: bytes


def pictures_of(content: bytes) -> Iterator[Image.Image]:
    """The pictures in a file: the pages of a PDF, or the photograph turned upright.

    Raises `Damaged("paper-unreadable")`, and `Refused("refused-scan-large")` for what would fill the memory.
    """
    if content.startswith(b"%PDF"):
        from inspector_desktop.paper.preview import page_count, page_image  # noqa: PLC0415  (pdfium, only for a PDF)

        for page in range(min(page_count(content), MOST_PAGES)):
            yield page_image(content, page, width=_SCAN_WIDTH)
        return
    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("refused-scan-large", name="")
            upright = ImageOps.exif_transpose(opened)
            yield (upright or opened).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError) as error:
        raise Damaged("paper-unreadable") from error


def pages_in(image: Image.Image) -> list[Seen]:
    """The pages of ours in a picture, none when no code could be read."""
    grey = image.convert("L")
    seen: list[Seen] = []
    for text, corners in _codes(grey):
        plane, marks = _settled(grey, text, corners)
        seen.append(Seen(text, marks, straightened(image, plane) if plane is not None else b""))
    return seen


def straightened(image: Image.Image, plane: Plane) -> bytes:
    """The page as seen from straight above, as JPEG."""
    width, height = PAGE_WIDTH * DOTS // 10, PAGE_HEIGHT * DOTS // 10
    made = _window(image, plane, (0, 0), (width, height), 10 / DOTS)
    out = BytesIO()
    made.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _codes(grey: Image.Image) -> list[tuple[str, list[Point]]]:
    """Our codes and their corners, from the picture as it is, then brightened, larger or smaller until one is read."""
    for scale, better in ((1.0, None), (1.0, _CALM), (2.0, None), (2.0, _CRISP), (0.5, _CALM), (1.5, _CRISP)):
        if scale > 1 and max(grey.size) * scale > _TALL:
            continue
        tried = grey
        if scale != 1:
            size = (round(grey.width * scale), round(grey.height * scale))
            tried = tried.resize(size, Image.Resampling.BICUBIC)
        if better is not None:
            tried = ImageOps.autocontrast(tried.filter(better), cutoff=1)
        found = _read(tried, scale)
        if found:
            return found
    return []


def _read(image: Image.Image, scale: float) -> list[tuple[str, list[Point]]]:
    import zxingcpp  # noqa: PLC0415  (loaded when a page is first read)

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: list[tuple[str, list[Point]]] = []
    for one in zxingcpp.read_barcodes(image, formats=wanted):
        try:
            read_code(one.text)
        except Disagreed:
            continue
        place: Any = one.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        found.append((one.text, [(point.x / scale, point.y / scale) for point in corners]))
    return found


def _settled(grey: Image.Image, text: str, corners: list[Point]) -> tuple[Plane | None, int]:
    """How the page lies, and how many corner marks say so. Without marks it is only as good as the code's corners."""
    pairs = list(zip(_code_corners(text), corners, strict=True))
    weights = [0.02] * len(pairs)  # the code is small: once marks are known it hardly counts
    found = 0
    for at in (2, 3, 1, 0):
        plane = plane_of(pairs, weights)
        if plane is None:
            return None, found
        centre = _mark_near(grey, plane, MARK_CENTRES[at])
        if centre is not None:
            pairs.append((MARK_CENTRES[at], centre))
            weights.append(1.0)
            found += 1
    return (plane_of(pairs, weights) if found >= 3 else None), found  # noqa: PLR2004


def _code_corners(text: str) -> list[Point]:
    """Where the corners of the code's modules stand on the page, in tenths of a millimetre."""
    look = LOOKS[Style.ENFORCEMENT]
    modules = version_of(text) * 4 + _FINDER
    tenth = MM / 10
    step = frames.CODE_SIZE / tenth / (modules + 2 * _QUIET)
    left = (look.left + look.width - frames.CODE_SIZE + frames.CODE_OUT) / tenth + _QUIET * step
    top = PAGE_HEIGHT - (frames.FOOT_RULE - frames.CODE_DROP) / tenth + _QUIET * step
    side = modules * step
    return [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]


def _mark_near(grey: Image.Image, plane: Plane, centre: tuple[int, int]) -> Point | None:
    """The corner mark near a place, looked for further away when it is not where it is expected."""
    for reach, cell in _REACHES:
        found = _darkest(grey, plane, centre, reach, cell)
        if found is not None:
            return _refined(grey, plane, found)
    return None


def _darkest(grey: Image.Image, plane: Plane, centre: tuple[int, int], reach: int, cell: int) -> Point | None:
    """The upper left corner of the square of a mark's size that is darkest against the ring around it."""
    cells = 2 * reach // cell
    corner = (centre[0] - reach, centre[1] - reach)
    window = _window(grey, plane, corner, (cells, cells), cell)
    sums = _sums(window.tobytes(), cells, cells)
    side = MARK_SIDE // cell
    ring = max(2, side // 3)
    best, paper, where = 0.0, 0.0, (0, 0)
    for y in range(ring, cells - side - ring):
        for x in range(ring, cells - side - ring):
            dark = _mean(sums, x, y, x + side, y + side)
            light = min(
                _mean(sums, x, y - ring, x + side, y - 1), _mean(sums, x, y + side + 1, x + side, y + side + ring),
                _mean(sums, x - ring, y, x - 1, y + side), _mean(sums, x + side + 1, y, x + side + ring, y + side),
            )  # fmt: skip
            if light - dark > best:
                best, paper, where = light - dark, light, (x, y)
    if best < max(_LEAST, paper * _DARKER):
        return None
    return corner[0] + where[0] * cell, corner[1] + where[1] * cell


def _refined(grey: Image.Image, plane: Plane, corner: Point) -> Point:
    """The centre of the dark within a window around a mark, and that on the picture."""
    margin, fine = 15, 2
    count = (MARK_SIDE + 2 * margin) // fine
    start = (corner[0] - margin, corner[1] - margin)
    window = _window(grey, plane, start, (count, count), fine)
    values = window.tobytes()
    middle = (min(values) + max(values)) / 2
    total = across = down = 0.0
    for at, value in enumerate(values):
        if value < middle:
            weight = middle - value
            total += weight
            across += weight * (at % count + 0.5)
            down += weight * (at // count + 0.5)
    if not total:
        return plane.at(start[0] + count * fine / 2, start[1] + count * fine / 2)
    return plane.at(start[0] + across / total * fine, start[1] + down / total * fine)


def _window(image: Image.Image, plane: Plane, corner: Point, size: tuple[int, int], step: float) -> Image.Image:
    """A stretch of the page as pixels of `step` tenths of a millimetre, from its upper left `corner`."""

    def at(x: float, y: float) -> Point:
        return plane.at(corner[0] + x * step, corner[1] + y * step)

    return image.transform(
        size, Image.Transform.PERSPECTIVE, coefficients(at, *size), Image.Resampling.BILINEAR, fillcolor=_dark(image)
    )


def _dark(image: Image.Image) -> Any:
    return 0 if image.mode == "L" else (0, 0, 0)


def _sums(values: bytes, width: int, height: int) -> list[list[int]]:
    """Sums of all pixels above and left of each."""
    sums = [[0] * (width + 1)]
    for y in range(height):
        row, before, run = [0], sums[-1], 0
        for x, value in enumerate(values[y * width : (y + 1) * width], 1):
            run += value
            row.append(run + before[x])
        sums.append(row)
    return sums


def _mean(sums: list[list[int]], x0: int, y0: int, x1: int, y1: int) -> float:
    whole = sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0]
    return whole / max(1, (x1 - x0) * (y1 - y0))
