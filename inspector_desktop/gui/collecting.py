"""Python's cyclic garbage, collected on the UI thread and nowhere else.

Left to itself the collector runs in whichever thread makes the next object. In a worker it would take widgets apart
while Qt is at work on them, which ends the program (seen as a segmentation fault after 31,000 random events). While a
window's work is open nothing is collected by itself; a timer does it, youngest objects first as Python would.
"""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500
_open = 0
_usual = True


class Collector(QObject):
    """Collects for as long as it is open; `close` leaves it to Python again, when no other is open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        _begin()
        self._ended = weakref.finalize(self, _end)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def close(self) -> None:
        """Stop collecting here."""
        self._timer.stop()
        self._ended()


def collect_due() -> None:
    """Collect the oldest generation whose turn it is, by Python's own thresholds."""
    counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(counted) if count > most]
    if due:
        gc.collect(max(due))


def _begin() -> None:
    global _open, _usual  # noqa: PLW0603  (the collector is the process's)
    if not _open:
        _usual = gc.isenabled()
        gc.disable()
    _open += 1


def _end() -> None:
    global _open  # noqa: PLW0603
    _open -= 1
    if not _open and _usual:
        gc.enable()
