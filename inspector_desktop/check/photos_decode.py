"""Decodes and shrinks pictures; runs in a process of its own, with little memory, that may be killed at any moment.

What it is sent was looked at by `photos_sniff`. What it answers is a line of JSON and a JPEG without any metadata. It
knows neither database nor wording: it says what is wrong as a key.
"""

from __future__ import annotations

import io
import json
import os
import warnings
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from inspector_desktop.registry.intake.limits import Limits, confine

LONGEST_SIDE = 1600
SHORTEST_SIDE = 640
WANTED_BYTES = 300 * 1024
QUALITIES = (82, 72, 60, 48)
KINDS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
HEIC = "HEIF"
MEMORY = 256 << 20
_LONGEST_TEXT = 60
_TURNED = frozenset((5, 6, 7, 8))
_DEEP = 256


def run(connection: Connection) -> None:
    """Answer one request after the other until the other side is gone."""
    confine(Limits(memory=MEMORY, seconds=3600))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with suppress(EOFError, OSError):
        while True:
            asked = json.loads(connection.recv_bytes())
            head, jpeg = answer(connection.recv_bytes(), int(asked["side"]))
            connection.send_bytes(json.dumps(head).encode())
            connection.send_bytes(jpeg)


def answer(content: bytes, side: int) -> tuple[dict[str, Any], bytes]:
    """A picture as JPEG, of `side` pixels at most (0: as photographs are kept), and what its camera noted."""
    try:
        return _shrink(content, side)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return {"refused": "refused-photo-pixels"}, b""
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError):
        return {"refused": "refused-photo-unreadable"}, b""
    except (AttributeError, ArithmeticError, RuntimeError, EOFError):
        return {"refused": "refused-photo-unreadable"}, b""


def _shrink(content: bytes, side: int) -> tuple[dict[str, Any], bytes]:
    most = side or LONGEST_SIDE
    picture: Image.Image = Image.open(io.BytesIO(content), formats=_formats(content))
    noted = _noted(picture)
    orientation = int(noted.pop("orientation"))
    picture.draft("RGB", (most * 2, most * 2))
    picture.load()
    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits of grey: the upper eight are what is seen
        picture = picture.point(lambda value: value / _DEEP).convert("L")
    elif picture.mode in {"P", "1", "PA"}:
        picture = picture.convert("RGBA")
    picture.thumbnail((most, most), reducing_gap=2.0)
    upright = _turned(_flat(picture), orientation)
    jpeg = _encode(upright)
    while not side and len(jpeg) > WANTED_BYTES and max(upright.size) > SHORTEST_SIDE:
        upright.thumbnail((upright.width * 3 // 4, upright.height * 3 // 4))
        jpeg = _encode(upright)
    return {"width": upright.width, "height": upright.height, **noted}, jpeg


def _formats(content: bytes) -> tuple[str, ...]:
    """What the bytes may be taken for; the decoder of HEIC is loaded only for a picture that needs it."""
    if content[4:8] != b"ftyp":
        return KINDS
    import pi_heif  # noqa: PLC0415

    os.environ.pop("LIBHEIF_SECURITY_LIMITS", None)  # nobody's setting takes the library's own limits away
    pi_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False, decode_threads=1)
    return (HEIC,)


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, on white; in the three colours of a screen."""
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        whole = picture.convert("RGBA")
        white = Image.new("RGB", whole.size, "white")
        white.paste(whole, mask=whole.getchannel("A"))
        return white
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    if orientation not in range(2, 9):
        return picture
    marked = picture.getexif()
    marked[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(picture)


def _encode(picture: Image.Image) -> bytes:
    jpeg = b""
    for quality in QUALITIES:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True, exif=b"")
        jpeg = target.getvalue()
        if len(jpeg) <= WANTED_BYTES:
            break
    return jpeg


def _noted(picture: Image.Image) -> dict[str, Any]:
    """What the camera wrote down: orientation, time, device, place; and the names of what is not kept."""
    found: dict[str, Any] = {"orientation": 1, "taken": "", "device": "", "latitude": "", "longitude": "", "dropped": 0}
    with suppress(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError):
        exif = picture.getexif()
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        found["dropped"] = len(exif) + len(inner)
        found["orientation"] = int(exif.get(ExifTags.Base.Orientation, 1))
        found["taken"] = _text(inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
        maker, model = _text(exif.get(ExifTags.Base.Make, "")), _text(exif.get(ExifTags.Base.Model, ""))
        found["device"] = model if model.lower().startswith(maker.lower()) else f"{maker} {model}".strip()
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        found["dropped"] += len(place)
        found["latitude"] = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, b"S", 90)
        found["longitude"] = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, b"W", 180)
        if not found["latitude"] or not found["longitude"]:
            found["latitude"] = found["longitude"] = ""
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    kept = "".join(one for one in str(value) if one.isprintable())
    return kept.strip()[:_LONGEST_TEXT]


def _degrees(place: dict[int, Any], tag: int, sense: int, negative: bytes, most: int) -> str:
    parts = place.get(tag)
    if not parts or len(parts) != 3:  # noqa: PLR2004  (degrees, minutes, seconds)
        return ""
    value = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    if not 0 <= value <= most:
        return ""
    turned = _text(place.get(sense, "")).upper().startswith(negative.decode())
    return f"{-value if turned else value:.6f}"
