"""Pictures that belong to no line and no step yet: each beside a list to bind it by one choice, or all of them at once.

Dropped, pasted and untimed pictures and those of a camera come in so. What is bound is moved by a fact and leaves here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from inspector_desktop.check.evidence_acts import move_picture
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.fields import ChoiceField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.media.scene import place_of
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlmodel import Session

    from inspector_desktop.check.store import PhotoView
    from inspector_desktop.clock import Clock
    from inspector_desktop.gui.pages.inspecting.media.scene import Scene
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.journal.desks import Desk

_PICTURE = 80


class UnboundSection(Section):
    """The list. `fields` hold the choice of each picture by its hash, `every` that of all; none where only shown."""

    def __init__(self, page: InspectionPage, scene: Scene, photos: Sequence[PhotoView], *, here: bool) -> None:
        super().__init__(say("evidence-unbound-title"), say("kit-photos", count=len(photos)), line=True)
        self._page, self._targets, self._here = page, scene.targets, here
        self.fields: dict[str, ChoiceField] = {}
        self.every: ChoiceField | None = None
        if here and len(photos) > 1:
            self.every = self._field(say("evidence-unbound-every"), tuple(photos))
            self.add(self.every, gap=8)
        for one in photos:
            self.add(self._row(one), gap=8)

    def _row(self, photo: PhotoView) -> QWidget:
        title = photo.original_name or say("inspection-evidence")
        strip = PhotoStrip((Photo(photo.hash, self._page.thumbs.image(photo.hash), title),), caption=" ")
        strip.setFixedWidth(_PICTURE)
        strip.setAcceptDrops(False)
        strip.opened.connect(self._page.open_photo)
        strip.remove_asked.connect(self._page.evidence.ask_reason)
        words = texts.ElidedLabel(title)
        if not self._here:
            made = texts.row(strip, words)
        else:
            field = self.fields[photo.hash] = self._field(say("evidence-unbound-one"), (photo,))
            made = texts.row(strip, texts.boxed(texts.column(words, field, gap=2)))
        made.setStretch(1, 1)
        return texts.boxed(made)

    def _field(self, hint: str, photos: tuple[PhotoView, ...]) -> ChoiceField:
        field = ChoiceField(self._targets, hint=hint)
        field.setAccessibleName(hint)
        field.edited.connect(partial(self._bind, photos))
        return field

    def _bind(self, photos: tuple[PhotoView, ...], target: str) -> None:
        self._page.do(
            bind_all, photos=photos, target=target,
            done=lambda _: self._page.show_notice(say("evidence-bound"), "green"),
        )  # fmt: skip


def bind_all(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, photos: Sequence[PhotoView], target: str
) -> None:
    """Bind pictures of no place to the line or step of a key; their captions stay."""
    line, step = place_of(target)
    for one in photos:
        move_picture(
            session, desk=desk, clock=clock, dossier=dossier, digest=one.hash, before="", line=line, step=step,
            note=one.note,
        )  # fmt: skip


def unbound_of(scene: Scene) -> tuple[PhotoView, ...]:
    """The pictures in force that belong to no line and no step."""
    evidence = scene.evidence
    return tuple(one for one in evidence.photos if not one.line and not evidence.origin(one.hash).step)
