"""Something to be done a little later, by a widget that may be gone by then.

`QTimer.singleShot` with a widget keeps what it was to call for ever when the widget goes first, and with it all that
this knows: a whole page. What it is to do is its caller's business.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(owner: QObject, function: Callable[[], object], after_ms: int = 0) -> None:
    """Call `function` once what happens now is over, or after so many milliseconds, unless `owner` is gone by then."""
    _Soon(owner, function).start(after_ms)


class _Soon(QTimer):
    """Goes with its owner, and once it has rung."""

    def __init__(self, owner: QObject, function: Callable[[], object]) -> None:
        super().__init__(owner)
        self._function = function
        self.setSingleShot(True)
        self.timeout.connect(self._ring)

    def _ring(self) -> None:
        self.deleteLater()
        self._function()
