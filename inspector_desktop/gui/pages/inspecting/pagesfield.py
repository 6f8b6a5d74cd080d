"""A field that takes the pages of a paper: several pictures in order, kept until the form is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector_desktop.gui.pages.inspection import InspectionPage


class PagesField(PhotoStrip):
    """Pages for a form, in the order they were given; ``edited`` when there are other ones."""

    edited = Signal(str)

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(addable=True, caption=say("pages-hint"))
        self._page = page
        self._pages: list[tuple[str, bytes, str]] = []
        self._made = 0
        self.given.connect(self.take)
        self.add_asked.connect(lambda: ask_pictures(self, self.take))
        self.remove_asked.connect(self._remove)

    def take(self, given: Given) -> None:
        """Read the pictures given, off the UI thread."""
        pool = self._page.context.pool
        pool.run(lambda _: read_given(given), done=self._add, failed=self._page.show_refusal, owner=self)

    def put(self, pages: Sequence[bytes]) -> None:
        """Show pages that are known already, to be kept or removed."""
        self._add([(content, say("pages-nth", number=at)) for at, content in enumerate(pages, 1)])

    def contents(self) -> tuple[bytes, ...]:
        """Return the bytes of every page, in order."""
        return tuple(content for _, content, _ in self._pages)

    def value(self) -> str:
        """Return how many there are in words, so that a form knows whether something was given."""
        return say("pages-count", count=len(self._pages)) if self._pages else ""

    def clear(self) -> None:
        """Let go of all."""
        self._pages = []
        self._show()

    def _add(self, found: list[tuple[bytes, str]]) -> None:
        for content, name in found:
            self._made += 1
            self._pages.append((str(self._made), content, name))
        self._show()

    def _remove(self, key: str) -> None:
        self._pages = [one for one in self._pages if one[0] != key]
        self._show()

    def _show(self) -> None:
        shown = tuple(Photo(key, small(content), name) for key, content, name in self._pages)
        self.set_photos(shown, self.value() or say("pages-hint"))
        self.edited.emit(self.value())
