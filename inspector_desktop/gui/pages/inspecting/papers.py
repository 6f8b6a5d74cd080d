"""Papers on the right and on the desk: drawn off the UI thread, kept ones read back, PDFs put where one prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from inspector_desktop.gui.pages.inspecting.panel import Preview
from inspector_desktop.places import replace_file
from inspector_desktop.storage.evidence import read_evidence

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.kit.paperview import PageSource
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.inspection.store import PaperView
    from inspector_desktop.paper.model import Paper

DRAWING = Lock()  # faces are subset per file, but loaded once for all
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def issued(paper: PaperView) -> Preview:
    """The tab of a paper that was issued: its own bytes, never drawn again."""
    return Preview(paper.id, paper.title, lambda session: read_evidence(session, paper.blob))


def draw(paper: Paper | bytes) -> bytes:
    """The PDF of a paper; bytes are one already."""
    if isinstance(paper, bytes):
        return paper
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first drawn)

    with DRAWING:
        return render(paper)


def pages_of(paper: Paper | bytes) -> PageSource:
    """What a paper view needs to show a paper; drawn once, made into pictures for each width."""
    drawn: list[bytes] = []

    def make(width: int) -> Sequence[bytes]:
        from inspector_desktop.paper.preview import page_count, page_png  # noqa: PLC0415  (pdfium, only when needed)

        if not drawn:
            drawn.append(draw(paper))
        return [page_png(drawn[0], page, width=width) for page in range(page_count(drawn[0]))]

    return make


def write_pdf(folder: Path, name: str, paper: Paper | bytes) -> Callable[[Ticket], Path]:
    """Work for the pool: put a PDF into a folder under a name people recognise, and return where it lies."""

    def work(_ticket: Ticket) -> Path:
        path = folder / f"{_UNFIT.sub('_', name).strip()[:80]}.pdf"
        replace_file(path, draw(paper))
        return path

    return work


def open_file(path: Path) -> None:
    """Open a file with the program the person uses for it, to read or print it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def read_paper(blob: str) -> Callable[[Session], bytes]:
    """A query for the bytes of a kept paper."""
    return lambda session: read_evidence(session, blob)
