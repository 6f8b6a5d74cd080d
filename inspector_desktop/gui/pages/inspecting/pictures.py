"""Photographs of a dossier: chosen, dropped or pasted, read off the UI thread, small ones kept while the page lives."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from inspector_desktop.check.photos_sniff import kind_of, look_at, read_picture
from inspector_desktop.check.pictures import glance
from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.tasks import is_heard
from inspector_desktop.storage.evidence import has_evidence, read_evidence
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.tasks import Tasks, Ticket

Given = Sequence["Path | bytes"]
_THUMB, _LARGE, _SCAN = 288, 1400, 2400
_MEGABYTE = 1024 * 1024


class Thumbnails(QObject):
    """Small pictures by hash; `want` fetches those not there yet and calls back when all are."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._images: dict[str, QImage] = {}

    def image(self, digest: str) -> QImage:
        """Return the thumbnail, an empty picture while it is not there."""
        return self._images.get(digest, QImage())

    def forget(self) -> None:
        """Let go of all: another dossier is in front, which has its own."""
        self._images = {}

    def want(self, digests: Iterable[str], done: Callable[[], object]) -> None:
        """Fetch thumbnails; `done` is called only if something new arrived."""
        missing = [one for one in dict.fromkeys(digests) if one not in self._images]
        if not missing:
            return

        def read(session: Session) -> list[tuple[str, bytes]]:
            return [(one, read_evidence(session, one)) for one in missing if has_evidence(session, one)]

        def decode(found: list[tuple[str, bytes]]) -> None:
            def work(_ticket: Ticket) -> list[tuple[str, QImage]]:
                return [(one, small(content)) for one, content in found]

            self._tasks.pool.run(work, done=keep, owner=self)

        def keep(made: list[tuple[str, QImage]]) -> None:
            self._images.update(made)
            if made and is_heard(done):
                done()

        self._tasks.ledger.run(read, done=decode, owner=self)


def small(content: bytes, side: int = _THUMB) -> QImage:
    """Decode a picture and make it at most `side` wide and high; an empty one for what is refused unseen."""
    try:
        look_at(content, "")
    except Refused:
        return QImage()
    image = QImage.fromData(content)
    if image.isNull() or max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def ask_pictures(parent: QWidget, given: Callable[[Given], object], *, many: bool = True) -> None:
    """Let a person choose picture files; nothing is blocked meanwhile."""
    kinds = say("inspection-picture-files")
    files.ask_files(parent, say("do-add-photo"), kinds, given, purpose=files.PICTURES, many=many)


def ask_folder(parent: QWidget, chosen: Callable[[Path], object]) -> None:
    """Let a person choose a folder; nothing is blocked meanwhile."""
    files.ask_folder(parent, say("inspection-choose-folder"), chosen)


def read_given(given: Given, *, unchanged: bool = False) -> list[tuple[bytes, str]]:
    """Read what was chosen, dropped or pasted: bytes and a name each; on a pool thread. Raises `Refused`.

    A scan in HEIC becomes a JPEG, which everybody can show and print; `unchanged` where the picture is evidence that
    is decoded later, with the hash of its original.
    """
    found: list[tuple[bytes, str]] = []
    for place, one in enumerate(given, 1):
        if isinstance(one, bytes):
            found.append((one, say("inspection-pasted-name", number=place)))
            continue
        content = read_picture(one)
        if not unchanged and kind_of(content) == "HEIC":
            content, _ = glance(content, one.name, _SCAN)
        found.append((content, one.name))
    return found


class PhotoWindow(QDialog):
    """One photograph as large as it fits, beside the page; it closes with Escape."""

    def __init__(self, content: bytes, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        shown = QLabel()
        image = small(content, _LARGE)
        room = parent.window().size() * 0.85
        fitted = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setPixmap(QPixmap.fromImage(fitted))
        column = texts.column(shown)
        self.setLayout(column)


def told_of_photo(error: Known, folder: Path) -> Known:
    """Return what to tell of a photograph that was not kept; of a full disk how much is free and what is safe."""
    if error.code != "error-store-full":
        return error
    free = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists())).free
    return Refused("error-disk-full", free=f"{free / _MEGABYTE:.0f} MB")
