"""The question being answered, opened in place: what is asked, how to answer, the editor, what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.answering.making import editor_for
from inspector_desktop.wording import say


class QuestionCard(QWidget):
    """One question. ``answered`` (key, value), ``evidence_asked`` (key, kind), ``content_given`` (key, bytes, type)."""

    answered = Signal(str, str)
    evidence_asked = Signal(str, str)
    content_given = Signal(str, bytes, str)
    moved = Signal(int)
    resized = Signal()

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.editor: Editor | None = None
        self._asked: Asked | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label = texts.label(font=look.body(bold=True), wrap=True)
        self._must = texts.small(say("answering-required"), ink=look.RED)
        self._hint = texts.small(wrap=True)
        self.guide = buttons.link(say("answering-guidance"), self._show_guidance, small=True)
        self.guidance = texts.small(wrap=True)
        self._before = texts.small(wrap=True, ink=look.AMBER)
        self.quote = buttons.link(say("answering-quote"), self._quote, small=True)
        self.clear = buttons.link(say("answering-clear"), self._clear, small=True)
        self._refusal = texts.small(wrap=True, ink=look.RED)
        self._room = QVBoxLayout()
        self._room.setContentsMargins(0, 2, 0, 0)
        head = texts.row(self._label, self._must, self.guide, self.clear)
        head.setStretch(0, 1)
        self._last = texts.boxed(texts.row(self._before, self.quote, None))
        outer = texts.column(texts.boxed(head), self._hint, self.guidance, self._last, self._room, self._refusal, gap=4)
        outer.setContentsMargins(14, 10, 14, 11)
        self.setLayout(outer)

    def asked(self) -> Asked | None:
        """The question shown."""
        return self._asked

    def show_asked(self, asked: Asked) -> None:
        """Show a question, or the same one after something changed; what is being typed is left alone."""
        same = self._asked is not None and self._asked.key == asked.key and self._asked.read_only == asked.read_only
        same = same and self._asked is not None and self._asked.label == asked.label
        self._asked = asked
        self._label.setText(f"{asked.number}　{asked.label}" if asked.number else asked.label)
        self._must.setVisible(asked.required and asked.answerable and not asked.read_only)
        for label, text in ((self._hint, asked.hint), (self._before, asked.before)):
            label.setText(text)
            label.setVisible(bool(text))
        self._last.setVisible(bool(asked.before))
        self.quote.setVisible(bool(asked.before_value) and not asked.read_only)
        self.guide.setVisible(bool(asked.guidance))
        self.guidance.setText(asked.guidance)
        if not same:
            self.guidance.hide()
            self._make(asked)
        elif self.editor is not None:
            self.editor.asked = asked
            if asked.value != self.editor.value():
                self.editor.show_value(asked.value)
        self.clear.setVisible(bool(asked.value) and not asked.read_only and asked.answerable)
        typing = self.editor is not None and self.editor.entry().hasFocus()
        complaint = self.editor.complaint() if self.editor is not None and asked.value else ""
        self.refuse(complaint if complaint and not typing else asked.refusal)

    def refuse(self, text: str) -> None:
        """Say in red what is wrong or wanting."""
        if self._refusal.text() != text or self._refusal.isHidden() == bool(text):
            self._refusal.setText(text)
            self._refusal.setVisible(bool(text))
            self.resized.emit()

    def refusal(self) -> str:
        """What is said in red."""
        return self._refusal.text()

    def take_keyboard(self) -> None:
        """Put the keyboard where the answer is given."""
        part = self.editor.entry() if self.editor is not None and self.editor.isEnabled() else self
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Tell at once what was typed and not yet told."""
        if self.editor is not None and self._asked is not None and not self._asked.read_only:
            self.editor.flush()

    def height_for(self, width: int) -> int:
        """Return how high the card is at a width."""
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def _make(self, asked: Asked) -> None:
        old, self.editor = self.editor, editor_for(asked, self.source)
        if old is not None:
            self._room.removeWidget(old)
            old.hide()
            old.deleteLater()
        editor = self.editor
        if editor is None:
            return
        key = asked.key
        editor.given.connect(lambda value: self.answered.emit(key, value))
        editor.evidence_asked.connect(lambda kind: self.evidence_asked.emit(key, kind))
        editor.content_given.connect(lambda content, media: self.content_given.emit(key, content, media))
        editor.moved.connect(self._on)
        editor.setEnabled(not asked.read_only)
        self._room.addWidget(editor)
        editor.show()

    def _on(self, by: int) -> None:
        complaint = self.editor.complaint() if self.editor is not None else ""
        if complaint and by > 0:
            self.refuse(complaint)
        else:
            self.moved.emit(by)

    def _show_guidance(self) -> None:
        self.guidance.setVisible(self.guidance.isHidden())
        self.resized.emit()

    def _quote(self) -> None:
        if self._asked is not None:
            self.answered.emit(self._asked.key, self._asked.before_value)

    def _clear(self) -> None:
        if self._asked is not None:
            if self.editor is not None:
                self.editor.setFocus()
                self.editor.show_value("")
            self.answered.emit(self._asked.key, "")

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.BLUE), 2))
        painter.setBrush(QColor(look.PAGE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()
