"""Starting the windows: the application, one instance for each data folder, preparation with something to look at.

What is prepared and which headquarters runs beside it are handed in; the window itself is `gui.window`. Whatever the
first window does not show (log files, rounds, tables, pages) is loaded after its first paint.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QLockFile, QTimer, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.messages import CrashHook, sentence
from inspector_desktop.gui.overriding import override
from inspector_desktop.gui.tasks import Tasks, Ticket
from inspector_desktop.gui.window import MainWindow, Start
from inspector_desktop.places import disk_refusal
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from sqlmodel import Session

    from inspector_desktop.gui.page import SyncState
    from inspector_desktop.gui.syncing import Syncing
    from inspector_desktop.headquarters.running import Served

LOCK = "window.lock"
_LOCK_WAIT_MS = 200
_FRAME = 40
_NEEDED_NEXT = (
    "kinds", "storage.envelopes", "storage.upgrades", "journal.clocks", "profile.loading", "inspection.issuing",
    "gui.counts", "gui.kit.page", "gui.pages.workbench", "upkeep.rounds",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What to open. `prepare` is called first where something has to be made, then `prepared` says what to open.

    `headquarters` is run beside the window, for the demonstration.
    """

    start: Start
    prepare: Callable[[Callable[[str], None]], None] | None = None
    prepared: Callable[[], Start] | None = None
    headquarters: Callable[[], AbstractContextManager[Served]] | None = None


class Program:
    """The windows of one start. `shown` is called with each window as it comes to the screen."""

    def __init__(self, plan: Plan, shown: Callable[[QWidget], None] = lambda _window: None) -> None:
        self.plan = plan
        self.window: MainWindow | None = None
        self.preparing: PreparingWindow | None = None
        self._shown = shown
        self._beside = ExitStack()

    def begin(self) -> None:
        """Show the window, or what is being prepared."""
        if self.plan.prepare is None:
            self._open(self.plan.start)
            return
        self.preparing = PreparingWindow(self.plan.prepare)
        self.preparing.finished.connect(self._prepared)
        show_fitting(self.preparing)
        QTimer.singleShot(0, _install_icon)
        self._shown(self.preparing)

    @cached_property
    def syncing(self) -> Syncing | None:
        """The rounds of the window; none before there is one."""
        from inspector_desktop.gui.syncing import Syncing  # noqa: PLC0415

        window = self.window
        if window is None:
            return None
        made = Syncing()
        made.belong_to(window.tasks)
        window.signed_in.connect(made.attach)
        window.signed_out.connect(made.detach)
        window.rules_changed.connect(made.follow)
        made.opening_changed.connect(window.signin.opened)
        return made

    def end(self) -> None:
        """Stop what runs beside the windows."""
        self._beside.close()

    def _prepared(self) -> None:
        start = self.plan.prepared() if self.plan.prepared is not None else self.plan.start
        self._open(start)
        if self.preparing is not None:
            self.preparing.close()

    def _open(self, start: Start) -> None:
        window = self.window = MainWindow(replace(start, status=self._status))
        window.crash.install()
        window.signin.painted.connect(self._painted)
        show_fitting(window)
        self._shown(window)

    def _painted(self) -> None:
        """Load the rest, now that there is something to look at."""
        from inspector_desktop.logs import start_logging  # noqa: PLC0415

        window, syncing = self.window, self.syncing
        if window is None or syncing is None or window.tasks.is_closed:
            return
        _install_icon()
        speak_chinese()
        try:
            start_logging(self.plan.start.places.logs)
        except Known as error:
            window.signin.show_refusal(error)
        if self.plan.headquarters is not None:
            syncing.wait_for_address()
            self._start_headquarters()
        window.tasks.pool.run(_warm_up, owner=window)

    def _status(self, session: Session) -> SyncState:
        if self.syncing is None:
            raise RuntimeError("there is no window yet")
        return self.syncing.status(session)

    def _start_headquarters(self) -> None:
        window, syncing, make = self.window, self.syncing, self.plan.headquarters
        if window is None or syncing is None or make is None:
            return

        def start(_ticket: Ticket) -> str:
            return self._beside.enter_context(make()).address

        window.tasks.pool.run(start, done=syncing.use_address, failed=window.messages.show, owner=window)


class PreparingWindow(QWidget):
    """Shown while something is made that takes seconds; `finished` when it is there."""

    finished = Signal()
    _stepped = Signal(str)

    def __init__(self, prepare: Callable[[Callable[[str], None]], None]) -> None:
        super().__init__()
        look.paint_over(self, look.GROUND)
        self.setWindowTitle(say("app-name"))
        self.resize(1366, 768)
        self.title = texts.label(say("demo-preparing"), font=look.section())
        self.told = texts.soft("", wrap=True)
        for one in (self.title, self.told):
            one.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(texts.column(None, self.title, self.told, None))
        self._stepped.connect(lambda key: self.told.setText(say(key)))
        self.crash = CrashHook(lambda: self)
        self.tasks = Tasks(_no_sessions, crashed=self.crash.crashed)
        self.tasks.pool.run(
            lambda _ticket: prepare(self._stepped.emit), done=lambda _none: self.finished.emit(), failed=self.refuse,
            owner=self,
        )  # fmt: skip

    def refuse(self, error: Known) -> None:
        """Say why it could not be made."""
        self.told.setText(sentence(error))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        super().closeEvent(event)


def run(plan: Plan, arguments: Sequence[str] = (), *, shown: Callable[[QWidget], None] = lambda _window: None) -> int:
    """Open the program and return when its last window is closed.

    Raises `Refused` when the folder cannot be written, or is open in another window already.
    """
    app = application(arguments)
    folder = plan.start.places.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_refusal(error) from error
    lock = QLockFile(str(folder / LOCK))
    if not lock.tryLock(_LOCK_WAIT_MS):
        raise Refused("refused-instance")
    program = Program(plan, shown)
    try:
        program.begin()
        return int(app.exec())
    finally:
        program.end()
        lock.unlock()


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one application of this process, dressed."""
    running = QApplication.instance()
    ours = not isinstance(running, QApplication)
    app = running if isinstance(running, QApplication) else QApplication([*_styled(sys.argv[0]), *arguments])
    app.setApplicationName(say("app-name"))
    look.install_look(app, styled=ours)
    return app


def _styled(name: str) -> tuple[str, ...]:
    return (name, "-style", look.STYLE)


def _install_icon() -> None:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        look.install_icon(running)


def show_fitting(window: QWidget) -> None:
    """Show a window; where the screen has no room for it and its frame, filling the screen.

    A laptop of 1366 by 768 has no room for a window of that size under its title bar and beside a task bar.
    """
    room = window.screen().availableSize()
    unreal = QGuiApplication.platformName() in {"offscreen", "minimal"}  # their screens are smaller than any laptop's
    if not unreal and (room.width() < window.width() + _FRAME or room.height() < window.height() + _FRAME):
        window.showMaximized()
    else:
        window.show()


def speak_chinese() -> None:
    """Let Qt's own dialogs and menus speak Chinese: choosing files, and the menu of a text field."""
    app = QApplication.instance()
    if app is None or app.findChild(QTranslator) is not None:
        return
    spoken = QTranslator(app)
    if spoken.load("qtbase_zh_CN", QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(spoken)


def _warm_up(_ticket: Ticket) -> None:
    """Load what signing in will need while the PIN is typed."""
    for module in _NEEDED_NEXT:
        import_module(f"inspector_desktop.{module}")


def _no_sessions() -> AbstractContextManager[Session]:
    raise RuntimeError("nothing is open yet")
