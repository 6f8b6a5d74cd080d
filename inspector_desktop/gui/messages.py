"""Shows people what went wrong: known failures as sentences in the page in front, bugs in a dialog that can be copied.

This is the only place where a failure becomes a sentence. It decides nothing about the failure itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.gui.kit.banner import Banner


def sentence(error: Known) -> str:
    """Return the sentence of a known failure: where, what, how to repair."""
    return say(error.code, **error.facts)


def tone_of(error: Known) -> str:
    """Return the tone of a failure: warnings are amber, the rest is refused in red."""
    from inspector_desktop.gui.kit.banner import CAREFUL, REFUSED  # noqa: PLC0415  (seldom at the start)

    return CAREFUL if error.code.startswith(("warned-", "late-")) else REFUSED


class Messages(QObject):
    """Shows failures in the banner of the page in front; ``front`` tells which page that is."""

    def __init__(self, tasks: Tasks, front: Callable[[], QWidget | None]) -> None:
        super().__init__(tasks)
        self._front = front
        tasks.refused.connect(self.show)

    def show(self, error: Known) -> None:
        """Show a failure; pass this as ``failed=`` where nothing else is done with it."""
        banner = self.banner()
        if banner is not None:
            banner.tell(sentence(error), tone_of(error))

    def notice(self, text: str, tone: str = "blue") -> None:
        """Show a sentence that is not a failure."""
        banner = self.banner()
        if banner is not None:
            banner.tell(text, tone)

    def clear(self) -> None:
        """Put away what is shown, as when a person moves on."""
        banner = self.banner()
        if banner is not None:
            banner.clear()

    def banner(self) -> Banner | None:
        """Return the banner of the page in front."""
        from inspector_desktop.gui.kit.banner import Banner  # noqa: PLC0415

        page = self._front()
        found = getattr(page, "banner", None)
        if isinstance(found, Banner):
            return found
        return page.findChild(Banner) if page is not None else None


class CrashDialog(QDialog):
    """Says that the program is at fault, that what was saved is safe, and gives the details to copy."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("crash-title"))
        self.resize(640, 380)
        self.details = details
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setFont(look.mono())
        copy = buttons.secondary(say("crash-copy"), self.copy)
        go_on = buttons.primary(say("crash-close"), self.accept)
        layout = texts.column(
            texts.label(say("crash-title"), font=look.title()),
            texts.soft(say("crash-body"), wrap=True),
            shown,
            texts.row(None, copy, go_on),
            gap=12,
        )
        layout.setContentsMargins(24, 20, 24, 20)
        self.setLayout(layout)
        go_on.setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)


class CrashHook:
    """What happens with a bug: it is logged and shown once at a time. Install it as ``sys.excepthook``."""

    def __init__(self, parent: Callable[[], QWidget | None] = lambda: None) -> None:
        self._parent = parent
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Take over from Python's own hook."""
        sys.excepthook = self.hook

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> None:
        """Show a bug; a wish to stop the program is passed on."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        import logging  # noqa: PLC0415  (nobody waits for these two at the start)
        import traceback  # noqa: PLC0415

        details = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger(__name__).error("bug\n%s", details)
        if self.dialog is not None and self.dialog.isVisible():
            return
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = CrashDialog(details, self._parent())
        self.dialog.open()

    def crashed(self, error: BaseException) -> None:
        """Show a bug found on another thread; pass this to ``Tasks``."""
        self.hook(type(error), error, error.__traceback__)


def has_sentence(error: Known) -> bool:
    """Tell whether there is a sentence for a failure."""
    return has(error.code)
