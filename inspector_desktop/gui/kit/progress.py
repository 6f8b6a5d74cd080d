"""Something long under way, in the page and not over it: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.wording import say


class ProgressLine(QWidget):
    """One line, hidden while nothing is under way. Give ``step`` as ``progressed=`` to ``pool.run``.

    ``changed`` tells whether something is under way from now on.
    """

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._ticket: Ticket | None = None
        self._text = texts.ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._count = texts.small()
        self._cancel = buttons.link(say("kit-cancel"), self.cancel)
        self.setLayout(texts.row(self._text, self._bar, self._count, self._cancel, None, gap=12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def start(self, ticket: Ticket | None = None, text: str = "") -> None:
        """Show that something is under way; with a ticket it can be cancelled."""
        self._ticket = ticket
        self._text.setText(text or say("kit-working"))
        self._text.updateGeometry()
        self._bar.setRange(0, 0)
        self._count.clear()
        self._cancel.setVisible(ticket is not None)
        self.show()
        self.changed.emit(True)

    def step(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(f"{done} / {total}")

    def finish(self) -> None:
        """Hide the line: it is done, or it could not be done."""
        self._ticket = None
        self.hide()
        self.changed.emit(False)

    def cancel(self) -> None:
        """Stop it."""
        if self._ticket is not None:
            self._ticket.cancel()
        self.finish()
