"""音像: recordings typed from the register that came back, and photographs given each its place and moment.

Pictures are read and prepared off the UI thread; nothing is entered before 录入 is pressed for everything.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.check.evidence_acts import Picture, shown_at
from inspector_desktop.check.moments import MOMENTS
from inspector_desktop.clock import moment
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, LineField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.media.adding import Wish, make_picture
from inspector_desktop.gui.pages.inspecting.media.scene import WHOLE, place_of
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.rectification.afterwards import RecordingListed
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

REGISTER = "recorder-register"
_MOMENT, _FILE, _KEEPER, _SHOWS, _NAME = 190, 150, 110, 120, 230


class RecordingRow(QWidget):
    """One line of the register; it counts once a file is named."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        clock = window.page.context.clock
        self.device = LineField(say("recorder-device"), width=_KEEPER)
        self.file = LineField(say("recorder-file"), width=_FILE)
        self.begins = MomentField(clock, say("recorder-from"), width=_MOMENT)
        self.ends = MomentField(clock, say("recorder-until"), width=_MOMENT)
        self.keeper = LineField(say("recorder-keeper"), width=_KEEPER)
        self.shows = LineField(say("returning-shows-hint"), width=_SHOWS)
        line = texts.row(self.device, self.file, self.begins, self.ends, self.shows, self.keeper, None, gap=6)
        self.setLayout(line)

    def listed(self) -> RecordingListed | None:
        """What was typed; none for an empty line."""
        if not self.file.value() and not self.device.value():
            return None
        places = [int(one) for one in re.findall(r"\d", self.shows.value())]
        return RecordingListed(
            self.device.value(), self.file.value(), self.begins.moment(), self.ends.moment(), self.keeper.value(),
            tuple(name for at, name in enumerate(MOMENTS, 1) if at in places),
        )  # fmt: skip


class PhotoRow(QWidget):
    """A photograph that was given: what it is called, where it belongs and when it was taken."""

    def __init__(self, window: ReturningWindow, picture: Picture) -> None:
        super().__init__()
        self.picture = picture
        clock, scene = window.page.context.clock, window.inspection.evidence.scene
        targets = scene.targets if scene is not None else ((WHOLE, say("evidence-whole-visit")),)
        self.target = ChoiceField(targets, WHOLE)
        self.at = MomentField(clock, say("returning-moment-hint"), width=_MOMENT)
        taken = shown_at(picture.prepared.taken, 0)
        if taken and moment(taken) <= clock.now():
            self.at.show_moment(taken)
        name = texts.soft(picture.name)
        name.setFixedWidth(_NAME)
        name.setToolTip(picture.name)
        self.setLayout(texts.row(name, self.at, self.target, gap=6))

    def placed(self) -> Picture:
        """The picture with its place and moment."""
        line, step = place_of(self.target.value() or WHOLE)
        return replace(self.picture, line=line, step=step, happened_at=self.at.moment())


class MediaPart(QWidget):
    """The two lists."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        self._window = window
        self.rows: list[RecordingRow] = []
        self.photos: list[PhotoRow] = []
        self._lines = texts.column(gap=6)
        self._pictures = QVBoxLayout()
        self._pictures.setSpacing(6)
        legend = "　".join(f"{at} {say(one)}" for at, one in enumerate(MOMENTS, 1))
        self.more = buttons.link(say("returning-another-recording"), self.add_row)
        self.strip = PhotoStrip(addable=True, caption=say("returning-photos-hint"))
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(lambda: ask_pictures(self, self.take))
        self.strip.remove_asked.connect(self._remove)
        self.setLayout(
            texts.column(
                self._lines, texts.row(self.more, None),
                texts.small(say("returning-shows", legend=legend), wrap=True), 6,
                texts.label(say("returning-photos")), self.strip, self._pictures, gap=8,
            )
        )  # fmt: skip
        self.add_row()

    def add_row(self) -> None:
        """Put another line below; device and keeper are mostly those of the line above."""
        row = RecordingRow(self._window)
        if self.rows:
            row.device.set_value(self.rows[-1].device.value())
            row.keeper.set_value(self.rows[-1].keeper.value())
        self.rows.append(row)
        self._lines.addWidget(row)

    def recordings(self) -> tuple[RecordingListed, ...]:
        """The lines that say something; one that only repeats device and keeper does not."""
        found = [one for row in self.rows if (one := row.listed()) is not None]
        return tuple(one for at, one in enumerate(found) if one.file or at == 0)

    def pictures(self) -> tuple[Picture, ...]:
        """The photographs with their places and moments."""
        return tuple(row.placed() for row in self.photos)

    def clear(self) -> None:
        """Let go of what was entered."""
        for row in (*self.rows, *self.photos):
            _drop(row)
        self.rows, self.photos = [], []
        self.add_row()
        self._show()

    def take(self, given: Given) -> None:
        """Read and prepare pictures off the UI thread and show them."""
        self._window.page.context.pool.run(
            lambda _: [make_picture(content, name, Wish()) for content, name in read_given(given, unchanged=True)],
            done=self._add, failed=self._window.refuse, owner=self,
        )  # fmt: skip

    def _add(self, found: list[Picture]) -> None:
        for one in found:
            row = PhotoRow(self._window, one)
            self.photos.append(row)
            self._pictures.addWidget(row)
        self._show()

    def _remove(self, key: str) -> None:
        _drop(self.photos.pop(int(key)))
        self._show()

    def _show(self) -> None:
        shown = [(one.picture.prepared.jpeg, one.picture.name) for one in self.photos]
        self.strip.set_photos(
            tuple(Photo(str(at), small(jpeg), name) for at, (jpeg, name) in enumerate(shown)),
            "" if self.photos else say("returning-photos-hint"),
        )


def _drop(row: QWidget) -> None:
    row.hide()
    row.setParent(None)
    row.deleteLater()
