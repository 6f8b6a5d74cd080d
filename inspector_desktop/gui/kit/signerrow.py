"""One officer's place in the row of signatures: waiting to sign, or signed at a time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.chips import ChipText, chip_width, paint_chip
from inspector_desktop.gui.kit.painted import PaintedButton
from inspector_desktop.wording import say


class SignerButton(PaintedButton):
    """A name with 签字 to press, or the green word for when it was signed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._signed = ""
        self._void = False
        self._chosen = False
        self._ask = say("kit-sign")
        self.setFixedHeight(look.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_signed("")

    def set_signed(self, chip: str, *, void: bool = False) -> None:
        """Show that it was signed, such as ``已签 15:12``; empty asks for the signature.

        ``void`` says in amber that a signature was given and no longer counts.
        """
        self._signed, self._void = chip, void
        self.setCursor(Qt.CursorShape.ArrowCursor if chip else Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{self.text()} {chip or self._ask}")
        self.update()

    def set_ask(self, words: str) -> None:
        """Say what is asked for instead of 签字, such as 纸上签 where no pad is taken."""
        self._ask = words
        self.set_signed(self._signed, void=self._void)

    def set_chosen(self, chosen: bool) -> None:
        """Show that this is who signs now."""
        self._chosen = chosen
        self.update()

    def is_void(self) -> bool:
        """Tell whether a signature was given that no longer counts."""
        return self._void

    def signed(self) -> str:
        """Return what is said about the signature, empty while it is asked for."""
        return self._signed

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, look.CONTROL)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        open_place = (not self._signed or self._void) and self.isEnabled()
        painter.setPen(QPen(QColor(look.BLUE if self._chosen else look.FIELD if open_place else look.LINE), 1))
        painter.setBrush(QColor(look.BLUE_GROUND if self._chosen else look.PAPER if open_place else look.PAGE))
        painter.drawRoundedRect(rect, look.RADIUS, look.RADIUS)
        inner = rect.adjusted(16, 0, -16, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(look.INK))
        painter.setFont(look.body())
        painter.drawText(inner, left, self.text())
        if self._signed:
            chip = ChipText(self._signed, "amber" if self._void else "green")
            paint_chip(painter, inner.right() - chip_width(chip.text), rect.center().y(), chip)
        else:
            painter.setPen(QColor(look.BLUE if self.isEnabled() else look.FAINT))
            painter.setFont(look.body(bold=True))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, right, self._ask)
        if self.ring:
            look.draw_focus(painter, rect)
        painter.end()
