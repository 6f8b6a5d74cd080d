"""What bears out a signature that is wanting: a picture of this visit, or a registered file of a recorder.

Both are chosen from what is there already; a picture may also be added here, and a recorder written in by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.check.evidence_acts import take_picture
from inspector_desktop.check.moments import PAPERS
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.buttons import MenuButton
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.case import moment_words, time_words
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, told_of_photo
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector_desktop.check.evidence_store import EvidenceView, RecorderView
    from inspector_desktop.check.store import PhotoView
    from inspector_desktop.errors import Known
    from inspector_desktop.gui.pages.inspection import InspectionPage

_SEPARATOR = "　"


class ProofPhoto(QWidget):
    """The pictures of the visit, latest first; one is chosen. ``edited`` carries its hash, empty when let go of.

    `refuse` shows a refusal where the part stands in a window of its own; else the page shows it.
    """

    edited = Signal(str)

    def __init__(self, page: InspectionPage, *, refuse: Callable[[Known], None] | None = None) -> None:
        super().__init__()
        self._page = page
        self._refuse = refuse or page.show_refusal
        self._photos: tuple[PhotoView, ...] = ()
        self._value = ""
        self.strip = PhotoStrip(addable=True)
        self.strip.opened.connect(self.press)
        self.strip.remove_asked.connect(self._choose_none)
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(self._ask)
        self.all = MenuButton(say("proof-photo-all"))
        self.all.chosen.connect(self._choose)
        line = texts.row(self.strip, self.all)
        line.setStretch(0, 1)
        self.setLayout(line)
        self._show()

    def show_photos(self, photos: tuple[PhotoView, ...]) -> None:
        """Offer the pictures of the visit."""
        if photos == self._photos:
            return
        self._photos = photos
        self._page.thumbs.want([one.hash for one in photos], self._show)
        self._show()

    def value(self) -> str:
        """Return the hash of the picture chosen."""
        return self._value

    def set_value(self, digest: str) -> None:
        """Show another picture as chosen."""
        self._value = digest
        if digest:
            self._page.thumbs.want((digest,), self._show)
        self._show()

    def press(self, digest: str) -> None:
        """Choose a picture; pressed again, all are offered anew."""
        self._choose("" if digest == self._value else digest)

    def _ask(self) -> None:
        ask_pictures(self, self.take, many=False)

    def take(self, given: Given) -> None:
        """Add a picture to the visit, with what its camera noted, and choose it."""
        page = self._page

        def failed(error: Known) -> None:
            page.saving(-1)
            self._refuse(told_of_photo(error, page.context.opening.places.folder))

        def kept(digest: str) -> None:
            page.saving(-1)
            self._choose(digest)

        def store(found: list[tuple[bytes, str]]) -> None:
            for content, name in found[:1]:
                page.saving(1)
                page.do(take_picture, content=content, name=name, step=PAPERS, done=kept, failed=failed)

        pool = page.context.pool
        pool.run(lambda _: read_given(given[:1], unchanged=True), done=store, failed=self._refuse, owner=self)

    def _choose_none(self) -> None:
        self._choose("")

    def _choose(self, digest: str) -> None:
        self.set_value(digest)
        self.edited.emit(digest)

    def _show(self) -> None:
        image = self._page.thumbs.image
        latest = tuple(reversed(self._photos))
        names = {one.hash: _photo_words(one) for one in latest}
        if self._value:
            shown: tuple[Photo, ...] = (Photo(self._value, image(self._value), names.get(self._value, "")),)
            caption = say("proof-photo-chosen")
        else:
            shown = tuple(Photo(key, image(key), name) for key, name in names.items())
            caption = say("proof-photo-choose") if shown else ""
        self.strip.set_photos(shown, caption)
        self.all.set_choices(tuple(names.items()))
        self.all.setVisible(len(names) > 1)


class ProofRecorder(QWidget):
    """Device, file and time span of a recording; ``edited`` as any of it changed."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._recorders: tuple[RecorderView, ...] = ()
        self.device = LineField(say("inspection-device-hint"), width=92)
        self.file = LineField(say("inspection-file-hint"), width=112)
        self.span = LineField(say("inspection-span-hint"))
        self.registered = MenuButton(say("proof-recorder-choose"))
        self.registered.chosen.connect(self.choose)
        self.registered.hide()
        line = texts.row(self.device, self.file, self.span, self.registered)
        line.setStretch(2, 1)
        self.setLayout(line)
        for field in (self.device, self.file, self.span):
            field.edited.connect(self.edited)

    def show_recorders(self, recorders: tuple[RecorderView, ...]) -> None:
        """Offer the files registered for the visit that are not taken off."""
        self._recorders = tuple(one for one in recorders if not one.withdrawn)
        self.registered.set_choices(tuple((str(at), _words(one)) for at, one in enumerate(self._recorders)))
        self.registered.setVisible(bool(self._recorders))

    def choose(self, place: str) -> None:
        """Take a registered file over."""
        self.set_value(_words(self._recorders[int(place)]))
        self.edited.emit(self.value())

    def value(self) -> str:
        """Return device, file and span as the record says them."""
        return _SEPARATOR.join(one for one in (self.device.value(), self.file.value(), self.span.value()) if one)

    def set_value(self, text: str) -> None:
        """Show what was taken down."""
        for field, part in zip((self.device, self.file, self.span), [*text.split(_SEPARATOR), "", ""], strict=False):
            field.set_value(part)


def offer(photo: ProofPhoto, recorder: ProofRecorder, found: EvidenceView) -> None:
    """Offer the evidence of the visit in both."""
    photo.show_photos(found.photos)
    recorder.show_recorders(found.recorders)


def _words(one: RecorderView) -> str:
    span = f"{moment_words(one.from_at)}—{time_words(one.until_at)}"
    return _SEPARATOR.join((one.device, one.file, span))


def _photo_words(one: PhotoView) -> str:
    taken = one.taken_at or moment_words(one.added_at)
    return _SEPARATOR.join(part for part in (taken, one.note, one.original_name) if part)
