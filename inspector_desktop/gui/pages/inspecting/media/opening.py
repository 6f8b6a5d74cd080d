"""Files given by drop or paste, and recordings opened with the system's own player."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from inspector_desktop.check.media import SUFFIXES
from inspector_desktop.gui.kit.photostrip import given_files
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.places import replace_file

if TYPE_CHECKING:
    from inspector_desktop.check.evidence_store import RecordingView
    from inspector_desktop.gui.pages.inspection import InspectionPage

_ENDINGS = {
    "audio/wav": ".wav", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/aac": ".aac", "audio/amr": ".amr",
    "audio/ogg": ".ogg", "audio/flac": ".flac", "audio/x-ms-wma": ".wma", "video/mp4": ".mp4",
    "video/quicktime": ".mov", "video/3gpp": ".3gp", "video/x-msvideo": ".avi", "video/x-matroska": ".mkv",
    "application/pdf": ".pdf",
}  # fmt: skip


def given_any(mime: QMimeData | None, *, peek: bool = False) -> tuple[Path | bytes, ...]:
    """Pictures, sound, video and documents named by a drop or (without one) the clipboard, or its picture."""
    found = mime if mime is not None else QGuiApplication.clipboard().mimeData()
    named = [Path(url.toLocalFile()) for url in found.urls() if url.isLocalFile()]
    others = tuple(path for path in named if path.suffix.lower() in SUFFIXES)
    pictures = tuple(one for one in given_files(found, peek=peek) if one not in others)
    return (*pictures, *others)


def open_recording(page: InspectionPage, one: RecordingView) -> None:
    """Write a recording where papers go, under its kind's ending whatever it was called, and open it."""
    stem = re.sub(r"[^\w\-（）()]+", "_", Path(one.name).stem)[:60] or one.hash[:8]
    target = page.context.opening.places.papers / f"{stem}-{one.hash[:6]}{_ENDINGS.get(one.media_type, '.bin')}"

    def write(content: bytes) -> None:
        page.context.pool.run(
            lambda _: replace_file(target, content), done=lambda _: papers.open_file(target),
            failed=page.show_refusal, owner=page,
        )  # fmt: skip

    page.load(papers.read_paper(one.hash), write)
