"""Several papers as one file for printing; each stays kept and coded on its own."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf

from inspector_desktop.errors import Damaged


def bundle(files: Iterable[bytes]) -> bytes:
    """Put the pages of PDF files one after another. Raises `Damaged("paper-unreadable")` for one that is none."""
    out = BytesIO()
    with pikepdf.new() as whole:
        for content in files:
            try:
                with pikepdf.open(BytesIO(content)) as one:
                    whole.pages.extend(one.pages)
            except pikepdf.PdfError as error:
                raise Damaged("paper-unreadable") from error
        whole.save(out, deterministic_id=True)
    return out.getvalue()
