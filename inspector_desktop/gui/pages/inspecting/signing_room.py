"""交给对方签字: the paper and a large pad alone on the screen, while the laptop is in somebody else's hands.

The pages shown are pictures of one PDF; its hash goes with the signature. In portrait the pad lies below the paper, in
landscape beside it, on the left for a left hand.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from inspector_desktop.digest import sha256_hex
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.paperview import PaperView
from inspector_desktop.gui.kit.signaturepad import SignaturePad
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.papers import pages_of
from inspector_desktop.gui.pages.inspecting.signing import Signer, strokes_text
from inspector_desktop.gui.pages.inspecting.signing_locked import LockedRoom
from inspector_desktop.gui.tasks import Pool
from inspector_desktop.signature.rules import ink_wanting
from inspector_desktop.wording import say

_LARGE, _WORDS = 24.0, 17.0
_PAD_WIDE, _PAD_HIGH = 560, 300


class SigningRoom(LockedRoom):
    """The paper and the pad; `written` carries the strokes and the hash of the PDF that was on the screen."""

    written = Signal(str, str)

    def __init__(self, parent: QWidget, pool: Pool, signer: Signer, pdf: bytes) -> None:
        super().__init__(parent)
        self.signer = signer
        self.shown = sha256_hex(pdf)
        self.paper = PaperView(pool)
        self.paper.load(pages_of(pdf))
        self.pad = SignaturePad()
        self.pad.grow(_PAD_HIGH)
        self.finish = buttons.primary(say("signing-done"), self._take)
        self.undo = buttons.secondary(say("signing-undo"), self.pad.undo)
        self.side = buttons.link(say("signing-left-hand"), self._change_side)
        self.told = texts.label("", font=look.font(_WORDS), ink=look.RED, wrap=True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().height())  # the pad never moves under a hand
        self._left = False
        title = texts.label(say("signing-ask", name=signer.name or signer.caption), font=look.font(_LARGE, bold=True))
        words = texts.label(say("signing-ask-words"), font=look.font(_WORDS), ink=look.SOFT, wrap=True)
        actions = texts.row(self.side, None, self.undo, self.finish)
        side = texts.column(title, 4, words, 12, self.pad, self.told, actions, gap=8)
        side.setStretchFactor(self.pad, 1)
        side.setContentsMargins(28, 24, 28, 16)
        self._side = texts.boxed(side)
        look.paint_over(self._side, look.PAGE)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.paper, 1)
        self._line.addWidget(self._side, 1)
        self._thanks = texts.label("", font=look.font(_LARGE, bold=True), wrap=True)
        self._thanks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(texts.boxed(self._line))
        self._stack.addWidget(self._thanks)
        foot = texts.row(None, self.back)
        foot.setContentsMargins(16, 8, 16, 8)
        whole = texts.column(self._stack, foot, gap=0)
        whole.setStretchFactor(self._stack, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self.pad.signed.connect(self._lead)
        self.pad.cleared.connect(self._lead)
        self._lead()

    def _lead(self) -> None:
        why = say("greyed-pad-empty") if self.pad.is_empty() else ""
        grey(self.finish, why)
        grey(self.undo, why)
        self.told.setText(why)

    def _take(self) -> None:
        strokes = strokes_text(self.pad.vector())
        wanting = ink_wanting(strokes)
        if wanting:
            self.told.setText(say(wanting))
            return
        self._thanks.setText(say("signing-thanks"))
        self._stack.setCurrentIndex(1)  # nothing of the case stays in sight
        self.written.emit(strokes, self.shown)

    def _change_side(self) -> None:
        self._left = not self._left
        self.side.setText(say("signing-right-hand" if self._left else "signing-left-hand"))
        self._lay()

    def _lay(self) -> None:
        way = QBoxLayout.Direction
        upright = self.portrait()
        self._line.setDirection(way.TopToBottom if upright else way.RightToLeft if self._left else way.LeftToRight)
        self._line.setStretch(0, 3 if upright else 1)
        self._line.setStretch(1, 2 if upright else 1)
        self.side.setVisible(not upright)
        self._side.setMinimumWidth(0 if upright else min(_PAD_WIDE, self.width() // 2))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
