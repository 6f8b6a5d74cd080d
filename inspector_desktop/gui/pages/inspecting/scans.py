"""A field that takes one picture: chosen, dropped or pasted, shown as a thumbnail, kept until the form is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspection import InspectionPage


class ScanField(PhotoStrip):
    """One picture for a form; ``edited`` when it was read."""

    edited = Signal(str)

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(addable=True)
        self._page = page
        self._content = b""
        self._name = ""
        self.given.connect(self.take)
        self.add_asked.connect(self._ask)
        self.remove_asked.connect(self.clear)

    def _ask(self) -> None:
        ask_pictures(self, self.take, many=False)

    def take(self, given: Given) -> None:
        """Read the first picture given, off the UI thread."""
        pool = self._page.context.pool
        pool.run(lambda _: read_given(given[:1]), done=self._show, failed=self._page.show_refusal, owner=self)

    def put(self, content: bytes, name: str) -> None:
        """Show a picture that is known already, to be kept or replaced."""
        self._show([(content, name)])

    def content(self) -> bytes:
        """Return the bytes of the picture, empty when there is none."""
        return self._content

    def name(self) -> str:
        """Return what the file was called."""
        return self._name

    def media_type(self) -> str:
        """Return the picture's media type, by its first bytes."""
        return "image/png" if self._content.startswith(b"\x89PNG") else "image/jpeg"

    def clear(self) -> None:
        """Let go of the picture."""
        self._content, self._name = b"", ""
        self.set_photos(())

    def value(self) -> str:
        """Return the name, so that a form knows whether something was given."""
        return self._name

    def _show(self, found: list[tuple[bytes, str]]) -> None:
        if found:
            self._content, self._name = found[0]
            self.set_photos((Photo("scan", small(self._content), self._name),), self._name)
            self.edited.emit(self._name)
