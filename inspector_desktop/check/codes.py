"""Reading bar and two-dimensional codes from a photograph, for questions that ask for one."""

from __future__ import annotations

from io import BytesIO

from inspector_desktop.check.pictures import glance
from inspector_desktop.errors import Refused

_SIDE = 2_400
"""Pixels of the longer side that is looked at; fine codes still show their bars."""


def read_code(content: bytes, name: str) -> str:
    """The text of the first code in a picture. Raises `Refused` for what is no picture, and where there is no code.

    The picture is decoded in a process of its own like every other; what comes back is safe to look into here.
    """
    import zxingcpp  # noqa: PLC0415  (0.1 s with the next, and only here)
    from PIL import Image  # noqa: PLC0415

    jpeg, _ = glance(content, name, _SIDE)
    image = Image.open(BytesIO(jpeg), formats=("JPEG",)).convert("L")
    found = next((one.text for one in zxingcpp.read_barcodes(image) if one.text), "")
    if not found:
        raise Refused("refused-answer-no-code", name=name)
    return str(found)
