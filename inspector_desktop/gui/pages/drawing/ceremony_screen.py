"""The window on the projector: one phase of the ceremony at a time, in large calm type, driven by the keyboard.

It opens on a second screen if there is one; when that screen is unplugged it waits, and comes up again on the next. It
knows only what `ceremony_show` lets out; it never draws, and closing it changes nothing. A presenter's remote works: it
sends the keys of the pages.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.overriding import override
from inspector_desktop.gui.pages.drawing.ceremony_faces import (
    Big,
    EventFace,
    Face,
    ResultFace,
    RevealFace,
    SealingFace,
    TypingFace,
    rescale,
)
from inspector_desktop.gui.pages.drawing.ceremony_pace import SPEEDS, Pace, less_motion
from inspector_desktop.gui.pages.drawing.ceremony_show import (
    EVENT,
    PHASES,
    RESULT,
    REVEAL,
    SEALING,
    TYPING,
    Show,
    furthest,
)
from inspector_desktop.wording import say

_HEIGHT, _WIDTH = 640, 1120  # the screen whose sizes the faces are written in
_SECOND_MS = 1000
_ON = {Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Up}


class CeremonyScreen(QWidget):
    """The projector; `moved` after every change of phase or pace, `left` when it is closed.

    `unplugged` when its screen went and no other is there beside the operator's: it waits, hidden, with the reveal
    paused. `plugged` when it came up on a screen that was added.
    """

    moved = Signal()
    left = Signal()
    unplugged = Signal()
    plugged = Signal()

    def __init__(self, parent: QWidget, clock: Clock, bureau: str, calm: Callable[[], bool] = less_motion) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(say("ceremony-window"))
        look.paint_over(self, look.PAGE)
        self._operator = parent
        self.clock, self.phase = clock, SEALING
        self.waiting = False
        self._on: QScreen | None = None
        self.show_now: Show | None = None
        self.pace = Pace(self, calm)
        self.pace.changed.connect(self._on_pace)
        self.faces: dict[str, Face] = {
            SEALING: SealingFace(),
            EVENT: EventFace(),
            TYPING: TypingFace(),
            REVEAL: RevealFace(),
            RESULT: ResultFace(),
        }
        self._title, self._which = Big(px=26, bold=True), Big(bureau, px=18, ink=look.SOFT)
        self._bureau = bureau
        self._phases = {one: Big(say(f"ceremony-phase-{one}"), px=20) for one in PHASES}
        self._seats = Big(px=17, ink=look.SOFT, wrap=True)
        self._keys = Big(px=15, ink=look.SOFT)
        self._stack = QStackedWidget()
        for face in self.faces.values():
            self._stack.addWidget(face)
        self._build()
        self._second = QTimer(self)
        self._second.timeout.connect(self._on_second)
        self.resize(1366, 768)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._on_unplugged)
            application.screenAdded.connect(self._on_plugged)

    def present(self, screen: QScreen | None = None) -> None:
        """Come up, over the whole of a second screen if there is one."""
        self.waiting = False
        others = self._others()
        self._on = screen or (others[0] if others else self._operator.screen())
        if self.isFullScreen():
            self.showNormal()  # a full window does not move
        self.setScreen(self._on)
        self.setGeometry(self._on.geometry())
        self.showFullScreen()
        self._second.start(_SECOND_MS)
        self.setFocus()

    def _others(self) -> list[QScreen]:
        own = self._operator.screen()
        return [one for one in QGuiApplication.screens() if one is not own]

    def _on_unplugged(self, screen: QScreen) -> None:
        """Never over the operator's face, where Qt would put it: to another screen, or wait for one."""
        if screen is not self._on or not self.isVisible():
            return
        if others := self._others():
            self.present(others[0])
            return
        self.waiting = True
        self.pace.stop()
        self.hide()
        self._tell()
        self.unplugged.emit()

    def _on_plugged(self, screen: QScreen) -> None:
        """Move to the screen the meeting can see, where the projector waits or covers the operator's."""
        if self.waiting or (self.isVisible() and self._on is self._operator.screen()):
            self.present(screen)
            self._tell()
            self.plugged.emit()

    def show_it(self, show: Show) -> None:
        """Show what is known now; a draw that was just held is revealed from its first object."""
        before, self.show_now = self.show_now, show
        self._title.setText(show.title)
        self._which.setText(say("ceremony-which", bureau=self._bureau, number=show.draw))
        self._seats.setText("　　".join(f"{label}　{people}" for label, people in show.seats))
        for face in self.faces.values():
            face.show_it(show)
        if before is None or before.draw != show.draw:
            self.phase = RESULT if show.held else SEALING
            self.pace.total = self.pace.shown = len(show.reveals)
        elif show.held and not before.held:
            self.phase = REVEAL
            self.pace.begin(len(show.reveals))
            if self.waiting:
                self.pace.stop()  # nobody would see it
        self._tell()

    def go_to(self, phase: str) -> None:
        """Go to a phase the meeting has come to; others stay shut."""
        if phase in self.open_phases():
            self.phase = phase
            if phase != REVEAL:
                self.pace.stop()
            self._tell()

    def open_phases(self) -> tuple[str, ...]:
        """The phases the meeting has come to."""
        if self.show_now is None:
            return ()
        last = furthest(self.show_now, stamp(self.clock.now()))
        return PHASES[: PHASES.index(last) + 1]

    def on(self) -> None:
        """The next object while objects are revealed, else the next phase."""
        if self.phase == REVEAL and not self.pace.done:
            self.pace.stop()
            self.pace.step()
            return
        if self._turn(1):
            return
        at = PHASES.index(self.phase)
        if at + 1 < len(PHASES):
            self.go_to(PHASES[at + 1])

    def back(self) -> None:
        """One object, or one phase, back."""
        if self.phase == REVEAL and self.pace.shown > 1:
            self.pace.back()
            return
        if self._turn(-1):
            return
        at = PHASES.index(self.phase)
        if at:
            self.go_to(PHASES[at - 1])

    def _turn(self, by: int) -> bool:
        """Another screen of the result, where it needs several."""
        face = self.faces[RESULT]
        if self.phase != RESULT or not isinstance(face, ResultFace) or not face.turn(by):
            return False
        self._tell()
        return True

    def skip(self) -> None:
        """Reveal everything and show the result."""
        self.pace.skip()
        self.go_to(RESULT)

    def people(self, people: tuple[tuple[int, bool], ...]) -> None:
        """Tell how far the two have typed."""
        face = self.faces[TYPING]
        if isinstance(face, TypingFace):
            face.set_people(people)
        if any(count for count, _ in people) and self.phase in {SEALING, EVENT}:
            self.go_to(TYPING)

    def handed(self, handed: tuple[bool, ...]) -> None:
        """Tell whose sealed digits were handed in."""
        face = self.faces[EVENT]
        if isinstance(face, EventFace) and self.show_now is not None:
            face.set_handed(self.show_now, handed)

    def differ(self, text: str) -> None:
        """Say that the two entries differ, and where."""
        face = self.faces[TYPING]
        if isinstance(face, TypingFace):
            face.told.setText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ON:
            self.on()
        elif key in _BACK:
            self.back()
        elif key == Qt.Key.Key_Space:
            self.pace.toggle() if self.phase == REVEAL else self.on()
        elif key == Qt.Key.Key_End:
            self.skip()
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            speeds = tuple(SPEEDS)
            at = speeds.index(self.pace.speed) + (-1 if key == Qt.Key.Key_Minus else 1)
            self.pace.set_speed(speeds[max(0, min(at, len(speeds) - 1))])
        elif key == Qt.Key.Key_F11:
            self.showNormal() if self.isFullScreen() else self.showFullScreen()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rescale(self, min(self.height() / _HEIGHT, self.width() / _WIDTH))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._second.stop()
        self.pace.stop()
        super().closeEvent(event)
        self.left.emit()

    def _on_pace(self) -> None:
        face = self.faces[REVEAL]
        if isinstance(face, RevealFace) and self.show_now is not None:
            face.set_shown(self.show_now, self.pace.shown)
        self._tell()

    def _on_second(self) -> None:
        """The event's moment comes while nobody touches a key."""
        show = self.show_now
        if show is not None and self.phase == SEALING and self.clock.now() >= moment(show.event_stamp):
            self.go_to(EVENT)
        self._keys.setText(self._hint())

    def _tell(self) -> None:
        self._stack.setCurrentWidget(self.faces[self.phase])
        reached = self.open_phases()
        for one, label in self._phases.items():
            label.set_ink(look.BLUE if one == self.phase else look.INK if one in reached else look.FAINT)
            self._lines[one].setVisible(one == self.phase)
        self._keys.setText(self._hint())
        self.moved.emit()

    def _hint(self) -> str:
        if self.phase == REVEAL:
            return say("ceremony-keys-reveal" if self.pace.playing else "ceremony-keys-paused")
        face = self.faces[RESULT]
        if self.phase == RESULT and isinstance(face, ResultFace) and face.pages[1] > 1:
            page, pages = face.pages
            return say("ceremony-keys-pages", page=page, pages=pages)
        return say("ceremony-keys")

    def _build(self) -> None:
        self._lines = {one: texts.Hairline(colour=look.BLUE) for one in PHASES}
        bar = QHBoxLayout()
        bar.setSpacing(36)
        for one in PHASES:
            line = self._lines[one]
            line.setFixedHeight(3)
            holder = texts.column(self._phases[one], line, gap=6)
            holder.setAlignment(Qt.AlignmentFlag.AlignTop)
            bar.addLayout(holder)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # an old projector is smaller than the type
        column.setContentsMargins(56, 36, 56, 24)
        column.setSpacing(8)
        head = texts.row(self._title, None, self._which)
        for part in (head, 12, bar):
            column.addSpacing(part) if isinstance(part, int) else column.addLayout(part)
        column.addWidget(texts.Hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(texts.Hairline())
        column.addWidget(self._seats)
        column.addWidget(self._keys)
