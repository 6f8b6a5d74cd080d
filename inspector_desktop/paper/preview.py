"""Pictures of a paper's pages, for the screen and for tests; by pdfium, without Qt.

pdfium keeps state for the whole process and isn't made for two threads at once, so each call takes the lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import pypdfium2
from PIL import Image

from inspector_desktop.errors import Damaged

_PDFIUM = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: rows from the top, four bytes each (red, green, blue, opaque)."""

    width: int
    height: int
    rgba: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a file has. Raises `Damaged("paper-unreadable")` if it is no PDF."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_rgba(pdf: bytes, index: int, *, width: int) -> Picture:
    """The page of that index (from 0) as a picture `width` pixels wide."""
    image = _image(pdf, index, width=width).convert("RGBA")
    return Picture(image.width, image.height, image.tobytes())


def page_png(pdf: bytes, index: int, *, width: int) -> bytes:
    """The same as the bytes of a PNG file."""
    out = BytesIO()
    _image(pdf, index, width=width).save(out, format="PNG")
    return out.getvalue()


def page_image(pdf: bytes, index: int, *, width: int) -> Image.Image:
    """The same as a picture in memory, for those who read it."""
    return _image(pdf, index, width=width).convert("RGB")


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as unreadable:
        raise Damaged("paper-unreadable") from unreadable


def _image(pdf: bytes, index: int, *, width: int) -> Image.Image:
    with _PDFIUM:
        document = _open(pdf)
        try:
            page = document[index]
            bitmap = page.render(scale=width / page.get_width())
            # The bitmap's memory goes with the document; the copy stays.
            image: Image.Image = bitmap.to_pil().copy()
        finally:
            document.close()
    return image
