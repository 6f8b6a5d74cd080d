"""A field for one picture, dropped, pasted or chosen: a screenshot of the platform, the scan of a signed review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.tasks import Pool, Ticket


class ShotField(PhotoStrip):
    """One picture for a form; ``edited`` when it was read."""

    edited = Signal(str)

    def __init__(self, pool: Pool) -> None:
        super().__init__(addable=True, caption=say("kit-drop-here"))
        self._pool = pool
        self._content = b""
        self.given.connect(self.take)
        self.add_asked.connect(self._ask)
        self.remove_asked.connect(self.clear)

    def _ask(self) -> None:
        ask_pictures(self, self.take, many=False)

    def take(self, given: Given) -> None:
        """Read the first picture given, off the UI thread."""
        if not given:
            return
        first = given[:1]

        def work(_ticket: Ticket) -> tuple[bytes, QImage]:
            content = first[0] if isinstance(first[0], bytes) else read_given(first)[0][0]
            return content, small(content)

        self._pool.run(work, done=lambda made: self._show(*made), owner=self)

    def content(self) -> bytes:
        """Return the bytes of the picture, empty when there is none."""
        return self._content

    def media_type(self) -> str:
        """Return the picture's media type, by its first bytes."""
        return "image/png" if self._content.startswith(b"\x89PNG") else "image/jpeg"

    def clear(self) -> None:
        """Let go of the picture."""
        self._content = b""
        self.set_photos((), say("kit-drop-here"))

    def _show(self, content: bytes, image: QImage) -> None:
        self._content = content
        self.set_photos((Photo("shot", image),))
        self.edited.emit("shot")
