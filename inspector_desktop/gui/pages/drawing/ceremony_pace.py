"""How fast objects are revealed: one after another, paused, stepped by hand, or all at once. Nothing is drawn here.

Where the system asks for less motion nothing goes on by itself: a key brings the next object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from collections.abc import Callable

SPEEDS = {"slow": 4000, "middle": 2000, "quick": 700}
"""Milliseconds for one object."""


def less_motion() -> bool:
    """Whether the system's settings ask for less motion."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) == 0


class Pace(QObject):
    """Counts how many objects are shown; `changed` after every step, also of pausing."""

    changed = Signal()

    def __init__(self, parent: QObject, calm: Callable[[], bool] = less_motion) -> None:
        super().__init__(parent)
        self.shown, self.total, self.speed = 0, 0, "middle"
        self._calm = calm
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.step)

    @property
    def playing(self) -> bool:
        """Whether the next object comes by itself."""
        return self._timer.isActive()

    @property
    def done(self) -> bool:
        """Whether all objects are shown."""
        return self.shown >= self.total

    def begin(self, total: int) -> None:
        """Start from the first object."""
        self.total, self.shown = total, min(1, total)
        if self._calm():
            self._timer.stop()
        else:
            self._timer.start(SPEEDS[self.speed])
        self._tell()

    def step(self) -> None:
        """Show one more."""
        self.shown = min(self.shown + 1, self.total)
        self._tell()

    def back(self) -> None:
        """Show one less; what was shown stays drawn."""
        self.shown = max(self.shown - 1, min(1, self.total))
        self._timer.stop()
        self._tell()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.playing:
            self._timer.stop()
        elif not self.done:
            self._timer.start(SPEEDS[self.speed])
        self._tell()

    def skip(self) -> None:
        """Show all."""
        self.shown = self.total
        self._tell()

    def stop(self) -> None:
        """Pause without a word."""
        self._timer.stop()

    def set_speed(self, speed: str) -> None:
        """Go on with another speed."""
        self.speed = speed
        if self.playing:
            self._timer.start(SPEEDS[speed])
        self._tell()

    def _tell(self) -> None:
        if self.done:
            self._timer.stop()
        self.changed.emit()
