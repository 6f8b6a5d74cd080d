"""Pictures as cameras and programs write them, made in memory."""

from __future__ import annotations

import io

from PIL import Image


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    """A picture as the bytes of a file."""
    target = io.BytesIO()
    picture.save(target, kind, **more)
    return target.getvalue()


def noise(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture that does not compress; another one each time."""
    return Image.effect_noise(size, 60).convert("RGB")


def phone(size: tuple[int, int] = (3000, 2000), *, orientation: int = 1, taken: str = "2026:11:20 14:15:02") -> bytes:
    """A photograph of a telephone, with its notes: device, local time, place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "HUAWEI", "Mate 60", orientation
    exif.get_ifd(0x8769)[36867] = taken
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (35.0, 34.0, 12.0), "E", (114.0, 31.0, 6.0)
    return saved(noise(size), "JPEG", quality=95, exif=exif)
