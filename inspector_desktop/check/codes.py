"""Reading bar and two-dimensional codes from a photograph, for questions that ask for one."""

from __future__ import annotations

from io import BytesIO

from inspector_desktop.errors import Refused

_MOST_PIXELS = 200_000_000


def read_code(content: bytes, name: str) -> str:
    """The text of the first code in a picture. Raises `Refused` for what is no picture, and where there is no code."""
    import zxingcpp  # noqa: PLC0415  (0.1 s with the next, and only here)
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        opened = Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP", "BMP", "TIFF"))
        if opened.width * opened.height > _MOST_PIXELS:
            raise Refused("refused-photo-pixels", name=name)
        image = ImageOps.exif_transpose(opened).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Refused("refused-photo-unreadable", name=name) from error
    found = next((one.text for one in zxingcpp.read_barcodes(image) if one.text), "")
    if not found:
        raise Refused("refused-answer-no-code", name=name)
    return str(found)
