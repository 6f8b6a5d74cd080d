"""A paper that was filled in and signed by hand, as one file: its pages made straight, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from inspector_desktop.errors import Damaged
from inspector_desktop.paper import archive_form
from inspector_desktop.paper.look import PAGE


def original_pdf(pages: Sequence[bytes], *, title: str, author: str) -> bytes:
    """Pictures of pages as PDF/A-2b, each filling an A4 page as far as it goes. Raises `Damaged` for no picture."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1, pageCompression=1, lang="zh-CN")
    for content in pages:
        try:
            with Image.open(BytesIO(content)) as opened:
                picture = opened.convert("RGB")
        except (UnidentifiedImageError, OSError) as unreadable:
            raise Damaged("paper-picture-unreadable") from unreadable
        scale = min(PAGE[0] / picture.width, PAGE[1] / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        exact = BytesIO()
        picture.save(exact, "JPEG", quality=82)
        canvas.drawImage(ImageReader(exact), (PAGE[0] - wide) / 2, (PAGE[1] - high) / 2, wide, high)
        canvas.showPage()
    canvas.save()
    return archive_form.finish(out.getvalue(), title=title, author=author, subject="original")
