"""整改前后 of one problem, side by side: the photograph of the problem, and the one of what was done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.media.adding import Wish, make_picture
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given
from inspector_desktop.rectification.pairing import PairView, pair_pictures
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.evidence_acts import Picture
    from inspector_desktop.gui.pages.inspection import InspectionPage

_WIDE, _HIGH = 176, 118


class Frame(QWidget):
    """A photograph in its place, or an empty place with a dashed edge; ``pressed`` with the mouse or space."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(QSize(_WIDE, _HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    def show_image(self, image: QImage) -> None:
        """Show a photograph."""
        self._image = image
        self.update()

    def has_image(self) -> bool:
        """Whether one is shown."""
        return not self._image.isNull()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._image.isNull():
            painter.setPen(QPen(QColor(look.FIELD), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(place, 3, 3)
        else:
            scale = min(place.width() / self._image.width(), place.height() / self._image.height())
            fitted = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
            fitted.moveCenter(place.center())
            painter.fillRect(place, QColor(look.GREY_GROUND))
            painter.drawImage(fitted, self._image)
        if self.hasFocus():
            look.draw_focus(painter, place, 3)
        painter.end()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()


class PairStrip(QWidget):
    """Both photographs of a problem, and the button that adds the one after."""

    def __init__(self, page: InspectionPage, pair: PairView, *, usable: bool) -> None:
        super().__init__()
        self._page, self._pair = page, pair
        self._at = next((at for at, one in enumerate(pair.candidates) if one.hash == pair.before), 0)
        self.before, self.after = Frame(say("evidence-pair-before")), Frame(say("evidence-pair-after"))
        self.before.pressed.connect(lambda: self._open(self._before()))
        self.after.pressed.connect(lambda: self._open(self._pair.after))
        self.add = buttons.secondary(say("evidence-pair-add"), self._ask, small=True)
        self.other = buttons.link(say("evidence-pair-other"), self._next, small=True)
        why = "" if usable else say("greyed-away")
        grey(self.add, why if pair.candidates else say("evidence-pair-none"))
        self.other.setVisible(usable and len(pair.candidates) > 1)
        if not pair.candidates:
            self.setLayout(texts.row(texts.small(say("evidence-pair-none"), wrap=True)))
            return
        line = texts.row(
            texts.column(self.before, texts.row(texts.small(say("evidence-pair-before")), None, self.other), gap=4),
            texts.column(self.after, texts.row(texts.small(say("evidence-pair-after")), None), gap=4), self.add, None,
            gap=14,
        )  # fmt: skip
        self.setLayout(line)
        page.thumbs.want([one.hash for one in pair.candidates] + [pair.after] * bool(pair.after), self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the small pictures that are there by now."""
        self.before.show_image(self._page.thumbs.image(self._before()))
        self.after.show_image(self._page.thumbs.image(self._pair.after))

    def _before(self) -> str:
        return self._pair.candidates[self._at].hash if self._pair.candidates else ""

    def _open(self, digest: str) -> None:
        if digest:
            self._page.open_photo(digest)

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._pair.candidates)
        self.refresh()
        if self._pair.after:
            self._enter(self._pair.after)

    def _ask(self) -> None:
        ask_pictures(self, self.take, many=False)

    def take(self, given: Given) -> None:
        """Decode the photograph after, off the UI thread, and bind it."""
        self._page.context.pool.run(
            lambda _: make_picture(*read_given(given[:1], unchanged=True)[0], Wish()), done=self._enter,
            failed=self._page.show_refusal, owner=self,
        )  # fmt: skip

    def _enter(self, after: Picture | str) -> None:
        self._page.do(
            pair_pictures, problem=self._pair.problem, before=self._before(), after=after,
            done=lambda _: self._page.show_notice(say("evidence-pair-done"), "green"),
        )  # fmt: skip
