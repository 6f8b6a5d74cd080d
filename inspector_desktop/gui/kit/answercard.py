"""The line being answered, opened in place: what is asked and on what basis, four verdicts, fact, photographs.

It shows what it is given and says what a person does; keeping it is the page's work. Nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import Choices
from inspector_desktop.gui.kit.chips import Chip, ChipButton
from inspector_desktop.gui.kit.fields import ChoiceField, TextField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.wording import say

CONFORMS, VIOLATES, NOT_APPLICABLE, NOT_CHECKED = "conforms", "violates", "not-applicable", "not-checked"
VERDICTS = (CONFORMS, VIOLATES, NOT_APPLICABLE, NOT_CHECKED)
VERDICT_TONES = {CONFORMS: "green", VIOLATES: "red", NOT_APPLICABLE: "grey", NOT_CHECKED: "amber"}
SERIOUS = "serious"
_PHRASES, _PHRASE_CUT = 4, 44
REASONS = ("why-idle", "why-stopped", "why-test", "why-denied", "why-other")


@dataclass(frozen=True)
class CheckLine:
    """One line of a check sheet and what was answered; an empty verdict is 待判定.

    ``group`` heads the lines that share it, ``depth`` is how many groups it lies in; ``last_visit`` is what was found
    the time before and ``last_fact`` the words of it that may be taken over; ``phrases`` are 常用语 of this line;
    ``handlings`` are the choices of 处理意见 (key, text) and ``handling`` the chosen key; ``guidance`` says more of how
    to check, and what is ``read_only`` is shown but not judged. ``severity`` is the form's own word (general, serious).
    """

    key: str
    number: str
    label: str
    basis: str = ""
    hint: str = ""
    group: str = ""
    last_visit: str = ""
    verdict: str = ""
    fact: str = ""
    reason: str = ""
    photos: tuple[Photo, ...] = ()
    photos_note: str = ""
    handling: str = ""
    depth: int = 0
    last_fact: str = ""
    phrases: tuple[str, ...] = ()
    guidance: str = ""
    read_only: bool = False
    severity: str = ""

    @property
    def serious(self) -> bool:
        """Whether it is one of those that matter most."""
        return self.severity == SERIOUS


class AnswerCard(QWidget):
    """The opened line. Keys 1–4 judge (with Ctrl also while typing), Enter asks for the next line, ↑ and ↓ move."""

    answered = Signal(str, str)
    fact_edited = Signal(str, str)
    reason_chosen = Signal(str, str)
    handling_chosen = Signal(str, str)
    photo_asked = Signal(str)
    photos_given = Signal(str, object)
    photo_opened = Signal(str, str)
    photo_remove_asked = Signal(str, str)
    phrases_asked = Signal(str)
    moved = Signal(int)
    resized = Signal()

    def __init__(self, handlings: Choices = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handlings = tuple(handlings)
        self._line = CheckLine("", "", "")
        self._phrases: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._number = texts.soft()
        self._label = texts.label(font=look.body(bold=True), wrap=True)
        self.severity = Chip()
        self._basis = texts.small(wrap=True)
        self._hint = texts.small(wrap=True)
        self._before = texts.small(wrap=True, ink=look.AMBER)
        self.quote = buttons.link(say("answering-quote"), self._quote, small=True)
        self._last = texts.boxed(texts.row(self._before, self.quote))
        self._usual = QVBoxLayout()
        self._usual.setSpacing(0)
        self.usual = texts.boxed(self._usual)
        self._verdicts: dict[str, QPushButton] = {}
        self._judge = QHBoxLayout()
        self._judge.setSpacing(look.GAP)
        for at, verdict in enumerate(VERDICTS, start=1):
            dots = "…" if verdict == NOT_CHECKED else ""
            button = _verdict_button(f"{at} {say(f'verdict-{verdict}')}{dots}", VERDICT_TONES[verdict])
            button.clicked.connect(lambda _=False, verdict=verdict: self._answer(verdict))
            self._verdicts[verdict] = button
            self._judge.addWidget(button)
        self._judge.addStretch(1)
        self.add_photo = buttons.secondary(f"{say('do-add-photo')} ＋", lambda: self.photo_asked.emit(self._line.key))
        self._judge.addWidget(self.add_photo)
        self._reason = ChoiceField(tuple((key, say(key)) for key in REASONS), hint=say("kit-reason-pick"))
        self._reason.edited.connect(lambda key: self.reason_chosen.emit(self._line.key, key))
        self.fact = _FactField(say("kit-fact-hint"))
        self.fact.edited.connect(lambda text: self.fact_edited.emit(self._line.key, text))
        self.fact.entered.connect(lambda: self.moved.emit(1))
        self.fact.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._refusal = texts.small(wrap=True, ink=look.RED)
        self._strip = PhotoStrip()
        self._strip.given.connect(lambda found: self.photos_given.emit(self._line.key, found))
        self._strip.opened.connect(lambda key: self.photo_opened.emit(self._line.key, key))
        self._strip.remove_asked.connect(lambda key: self.photo_remove_asked.emit(self._line.key, key))
        self._handling = ChipButton("amber")
        self._handling.set_choices(self._handlings)
        self._handling.chosen.connect(self._handle)
        self._extra = QVBoxLayout()
        self._foot = texts.boxed(texts.row(self._strip, self._handling))
        self._lay()

    def _lay(self) -> None:
        asked = texts.row(self._label, self.severity)
        asked.setStretch(0, 1)
        asked.setAlignment(self.severity, Qt.AlignmentFlag.AlignTop)
        words = texts.column(texts.boxed(asked), self._basis, self._hint, self._last, gap=0)
        inner = texts.column(words, gap=10)
        inner.addLayout(self._judge)
        for part in (self._reason, self.fact, self.usual, self._refusal, self._foot):
            inner.addWidget(part)
        inner.insertLayout(1, self._extra)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(14, 14, 14, 13)
        outer.setSpacing(0)
        self._number.setFixedWidth(32)
        outer.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(inner, 1)

    def line(self) -> CheckLine:
        """Return the line shown."""
        return self._line

    def show_line(self, line: CheckLine) -> None:
        """Show a line, or the same line after something of it was saved; what is being typed is left alone."""
        same = line.key == self._line.key
        self._line = line
        self._number.setText(line.number)
        self._label.setText(line.label)
        word = say("severity-serious") if line.serious else ""
        self.severity.say(word, "amber")
        for label, text in (
            (self._basis, line.basis),
            (self._hint, _how(line)),
            (self._before, line.last_visit),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._last.setVisible(bool(line.last_visit))
        self.quote.setVisible(bool(line.last_fact) and not line.read_only)
        for part in (*self._verdicts.values(), self.fact, self._reason, self._handling, self.usual):
            part.setEnabled(not line.read_only)
        if not same or line.phrases != self._phrases:
            self._phrases = line.phrases
            self._show_phrases(line.phrases)
        for verdict, button in self._verdicts.items():
            button.setChecked(verdict == line.verdict)
        if not (same and self.fact.hasFocus()):
            self.fact.set_value(line.fact)
        self._reason.set_value(line.reason)
        self._strip.set_photos(line.photos, line.photos_note or _photo_words(line))
        self._name_handling()
        if not same:
            self.refuse("")
        self._show_parts()

    def set_extra(self, part: QWidget | None) -> None:
        """Put something between question and verdicts, such as a measured value."""
        texts.empty_layout(self._extra)
        if part is not None:
            self._extra.addWidget(part)

    def refuse(self, text: str) -> None:
        """Say in red what this line still needs."""
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        self.resized.emit()

    def verdict_button(self, verdict: str) -> QPushButton:
        """Return one of the four buttons."""
        return self._verdicts[verdict]

    def height_for(self, width: int) -> int:
        """Return how high the card is at a width."""
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def phrase(self, place: int) -> bool:
        """Put the phrase of that place (1 the first) behind what is written; tell whether there is one."""
        if not 1 <= place <= min(len(self._line.phrases), _PHRASES) or self.fact.isHidden() or self._line.read_only:
            return False
        written = self.fact.value()
        self.fact.set_value(written + self._line.phrases[place - 1])
        self.fact.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fact_edited.emit(self._line.key, self.fact.value())
        return True

    def _show_phrases(self, phrases: Sequence[str]) -> None:
        texts.empty_layout(self._usual)
        for place, phrase in enumerate(phrases[:_PHRASES], 1):
            words = say("answering-phrase", shortcut=f"F{5 + place}", text=_cut(phrase))
            button = buttons.link(words, partial(self.phrase, place), small=True)
            button.setToolTip(phrase)
            self._usual.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        manage = buttons.link(say("phrases-manage"), lambda: self.phrases_asked.emit(self._line.key), small=True)
        self._usual.addWidget(manage, 0, Qt.AlignmentFlag.AlignLeft)

    def _quote(self) -> None:
        """Take over what was found the time before: verdict and words, as a person asks, never by itself."""
        if self._line.verdict != VIOLATES:
            self._answer(VIOLATES)
        self.fact.set_value(self._line.last_fact)
        self.fact_edited.emit(self._line.key, self._line.last_fact)

    def _show_parts(self) -> None:
        verdict = self._line.verdict
        self._reason.setVisible(verdict == NOT_CHECKED)
        self.fact.setVisible(verdict in {VIOLATES, NOT_CHECKED} or bool(self._line.fact))
        self.fact.setPlaceholderText(say("kit-reason-hint" if verdict == NOT_CHECKED else "kit-fact-hint"))
        self.usual.setVisible(verdict == VIOLATES)
        self._handling.setVisible(verdict == VIOLATES and bool(self._handlings))
        self._foot.setVisible(verdict == VIOLATES or bool(self._line.photos))
        self.resized.emit()

    def _answer(self, verdict: str) -> None:
        if self._line.read_only:
            return
        for name, button in self._verdicts.items():
            button.setChecked(name == verdict)
        self.refuse("")
        self.answered.emit(self._line.key, verdict)
        if verdict == VIOLATES:
            self.fact.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif verdict == NOT_CHECKED:
            self._reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:  # nothing more is asked of this line
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.moved.emit(1)

    def _handle(self, key: str) -> None:
        self.refuse("")
        self.handling_chosen.emit(self._line.key, key)

    def _name_handling(self) -> None:
        chosen = dict(self._handlings).get(self._line.handling, "")
        self._handling.say(say("kit-handling", text=chosen) if chosen else say("kit-handling-none"))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.resized.emit()
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(_verdict_of(event, needs_control=False) != "")
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        verdict = _verdict_of(event, needs_control=False)
        if self.phrase(event.key() - Qt.Key.Key_F6 + 1):
            return
        if verdict:
            self._answer(verdict)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._strip.paste()
        else:
            super().keyPressEvent(event)

    def press_in_fact(self, event: QKeyEvent) -> bool:
        """Judge with Ctrl+1 … Ctrl+4, take a phrase with F6 …; tell whether the key was one of these."""
        if self.phrase(event.key() - Qt.Key.Key_F6 + 1):
            return True
        verdict = _verdict_of(event, needs_control=True)
        if verdict:
            self._answer(verdict)
        return bool(verdict)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.BLUE), 2))
        painter.setBrush(QColor(look.PAGE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()


class _FactField(TextField):
    """Enter leads on, Shift+Enter breaks the line, Escape goes back to the verdicts, a picture can be pasted."""

    entered = Signal()
    left = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(hint)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        card = self.parentWidget()
        if isinstance(card, AnswerCard) and card.press_in_fact(e):
            return
        shifted = bool(e.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shifted:
            self.entered.emit()
        elif e.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(e)


def _verdict_of(event: QKeyEvent, *, needs_control: bool) -> str:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    at = event.key() - Qt.Key.Key_1
    good = 0 <= at < len(VERDICTS) and not alt and (control or not needs_control)
    return VERDICTS[at] if good else ""


def _verdict_button(text: str, tone: str) -> QPushButton:
    made = buttons.secondary(text)
    made.setProperty("kind", "verdict")
    made.setProperty("tone", tone)
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setFixedWidth(made.fontMetrics().horizontalAdvance(text) + 38)
    return made


def _cut(phrase: str) -> str:
    return phrase if len(phrase) <= _PHRASE_CUT else f"{phrase[:_PHRASE_CUT]}…"


def _how(line: CheckLine) -> str:
    violates = say("kit-violates-when", hint=line.hint) if line.hint else ""
    return "\n".join(part for part in (violates, line.guidance) if part)


def _photo_words(line: CheckLine) -> str:
    return say("kit-photos", count=len(line.photos)) if line.photos else ""
