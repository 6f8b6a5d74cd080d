"""Work off the UI thread, and news of what changed: the only module of the program with threads.

One worker does everything that touches the local database, in the order it was asked (``ledger``); a small pool does
the rest: HTTP, PDF, hashing (``pool``). Results come back on the UI thread. A ``Known`` failure goes to ``failed``, or
where nobody took it to ``Tasks.refused``; anything else is a bug and goes to the crash hook. Closing waits for what the
ledger still has to write. What is done in a piece of work is none of this module's business.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Event
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.errors import Cancelled, Known
from inspector_desktop.gui.collecting import Collector

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from sqlmodel import Session

T = TypeVar("T")
SessionFactory: TypeAlias = "Callable[[], AbstractContextManager[Session]]"
CrashHook: TypeAlias = "Callable[[BaseException], None]"

_POOL_THREADS = 3


class Ticket:
    """One piece of work under way. Who asked may ``cancel`` it; the work itself calls ``check`` and ``report``."""

    def __init__(self) -> None:
        self._stop = Event()
        self._future: Future[object] | None = None
        self._tell: Callable[[int, int], None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; nothing more is delivered. What the ledger is writing is still finished."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` if somebody asked the work to stop; called by the work between its steps."""
        if self._stop.is_set():
            raise Cancelled("kit-cancelled")

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work, heard on the UI thread."""
        if self._tell is not None:
            self._tell(done, total)


@dataclass(eq=False)
class _Job:
    """A piece of work and what to do with its result."""

    ticket: Ticket
    owner: QObject | None
    done: Callable[[object], object] | None
    failed: Callable[[Known], object] | None
    changes: frozenset[str]
    progressed: Callable[[int, int], object] | None = None
    work: Callable[[], object] | None = None

    def forget(self) -> None:
        """Let go of everything that may know a widget; on the UI thread, where widgets must end."""
        self.work = self.done = self.failed = self.progressed = self.owner = None

    def is_of(self, page: QWidget) -> bool:
        """Tell whether the page, or a part of it, asked."""
        one = self.owner
        return isinstance(one, QWidget) and shiboken6.isValid(one) and (one is page or page.isAncestorOf(one))

    def wanted(self) -> bool:
        """Tell whether anybody still waits: not cancelled, and the window that asked is still there."""
        return not self.ticket.cancelled and (self.owner is None or shiboken6.isValid(self.owner))


def is_heard(hears: object) -> bool:
    """Tell whether the widget that hears a result is still there: whose method it is, or in whose method it was made.

    A page may ask on behalf of a window or a panel of its own that is closed or replaced before the answer comes.
    """
    if isinstance(hears, partial):
        return all(is_heard(one) for one in (hears.func, *hears.args))
    if isinstance(hears, MethodType):
        return _is_there(hears.__self__)
    if isinstance(hears, FunctionType) and "self" in hears.__code__.co_freevars:
        cells = hears.__closure__ or ()
        return _is_there(cells[hears.__code__.co_freevars.index("self")].cell_contents)
    return True


def _is_there(one: object) -> bool:
    return not isinstance(one, QObject) or shiboken6.isValid(one)


def _work(job: _Job) -> object:
    """What a worker runs: it takes the work from the job, which is let go where results are delivered."""
    return job.work() if job.work is not None else None


class Lane(QObject):
    """A queue of work with its own threads. ``busy`` says when it starts and when nothing is left."""

    busy = Signal(bool)
    _arrived = Signal(object, object)
    _told = Signal(object, int, int)

    def __init__(self, tasks: Tasks, name: str, threads: int) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._name, self._threads = name, threads
        self._open: set[_Job] = set()
        self._closed = False

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (the first window does without)

        self._arrived.connect(self._deliver, QtCore.Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._progress, QtCore.Qt.ConnectionType.QueuedConnection)
        return ThreadPoolExecutor(self._threads, thread_name_prefix=self._name)

    @property
    def is_busy(self) -> bool:
        """Whether anything is waiting or under way."""
        return bool(self._open)

    def start(self, function: Callable[[], object], job: _Job) -> Ticket:
        """Queue a piece of work. After closing, what would only show something is dropped; a change is never."""
        if self._closed and not job.changes:
            job.ticket._stop.set()
            return job.ticket
        self._open.add(job)
        if len(self._open) == 1:
            self.busy.emit(True)
        job.work = function
        future = self._executor.submit(_work, job)
        job.ticket._future = future
        future.add_done_callback(lambda finished: self._arrived.emit(job, finished))
        return job.ticket

    def _progress(self, job: _Job, done: int, total: int) -> None:
        if job.progressed is not None and job.wanted() and is_heard(job.progressed):
            job.progressed(done, total)

    def let_go(self, page: QWidget) -> None:
        """Show no result to a page that goes, or to a part of it; a change is still made, and its failure told."""
        for job in self._open:
            if job.is_of(page):
                job.done = job.failed = job.progressed = None
                if not job.changes:
                    job.ticket.cancel()

    def close(self, *, drop_waiting: bool) -> None:
        """Stop taking work and wait for what is under way; the ledger also finishes what waits.

        What arrives afterwards is shown to nobody: a window that was left would make parts which nobody takes away.
        """
        if drop_waiting:
            for job in self._open:
                job.ticket._stop.set()
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=drop_waiting)

    def _deliver(self, job: _Job, finished: Future[object]) -> None:
        try:
            self._hand_on(job, finished)
        finally:
            job.forget()

    def _hand_on(self, job: _Job, finished: Future[object]) -> None:
        self._open.discard(job)
        if not self._open:
            self.busy.emit(False)
        if finished.cancelled():
            return
        error = finished.exception()
        if error is None:
            if job.changes:
                self._tasks.changed.emit(job.changes)
            if job.done is not None and not self._closed and job.wanted() and is_heard(job.done):
                job.done(finished.result())
        elif isinstance(error, Cancelled):
            return
        elif isinstance(error, Known):
            if not job.wanted():
                return
            if job.failed is not None and not self._closed and is_heard(job.failed):
                job.failed(error)
            else:
                self._tasks.refused.emit(error)
        else:
            self._tasks.crashed(error)


class Ledger(Lane):
    """The one worker of the local database: one piece of work, one session, in the order asked."""

    def __init__(self, tasks: Tasks, sessions: SessionFactory) -> None:
        super().__init__(tasks, "ledger", 1)
        self._sessions = sessions

    def run(
        self,
        function: Callable[[Session], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Known], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
        owner: QObject | None = None,
        changes: Iterable[str] = (),
    ) -> Ticket:
        """Run ``function`` with a session; commit afterwards, roll back if it raises.

        What takes long may call ``report`` of the ticket, which ``progressed`` hears, and ``check``, by which it can
        be stopped: then nothing of it is kept.

        ``done`` gets what it returned and ``failed`` a ``Known`` failure, both on the UI thread and only while
        ``owner`` (the asking window) lives, and the widget whose method hears it; without ``failed``, or where its
        widget is gone, the failure goes to ``Tasks.refused``. ``changes`` are the topics told to ``Tasks.changed``
        once it is committed. Return frozen rows, never records.
        """

        def work() -> object:
            with self._sessions() as session:
                try:
                    result = function(session)
                    session.commit()
                except BaseException:
                    session.rollback()
                    raise
                return result

        heard = cast("Callable[[object], object] | None", done)
        ticket = Ticket()
        job = _Job(ticket, owner, heard, failed, frozenset(changes), progressed)
        ticket._tell = lambda done, total: self._told.emit(job, done, total)
        return self.start(work, job)


class Pool(Lane):
    """A few threads for what does not touch the local database."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, "pool", _POOL_THREADS)

    def run(
        self,
        function: Callable[[Ticket], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Known], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
        owner: QObject | None = None,
        changes: Iterable[str] = (),
    ) -> Ticket:
        """Run ``function`` with its ticket: ``check`` for cancelling, ``report`` for progress.

        The rest is as with ``Ledger.run``; ``progressed`` hears done and total on the UI thread.
        """
        ticket = Ticket()
        heard = cast("Callable[[object], object] | None", done)
        job = _Job(ticket, owner, heard, failed, frozenset(changes), progressed)
        ticket._tell = lambda done, total: self._told.emit(job, done, total)
        return self.start(lambda: function(ticket), job)


class Tasks(QObject):
    """What windows are given: ``ledger``, ``pool``, and the signals everybody may listen to.

    ``changed`` carries a frozenset of topics after a commit; ``refused`` a ``Known`` failure that nobody took;
    ``busy`` whether anything is under way.
    """

    changed = Signal(object)
    refused = Signal(object)
    busy = Signal(bool)

    def __init__(self, sessions: SessionFactory, *, crashed: CrashHook | None = None) -> None:
        super().__init__()
        self.crashed: CrashHook = crashed or _to_hook
        self.ledger = Ledger(self, sessions)
        self.pool = Pool(self)
        self._collector = Collector(self)
        self._closed = False
        for lane in (self.ledger, self.pool):
            lane.busy.connect(lambda _: self.busy.emit(self.is_busy))

    @property
    def is_busy(self) -> bool:
        """Whether anything is waiting or under way."""
        return self.ledger.is_busy or self.pool.is_busy

    @property
    def is_closed(self) -> bool:
        """Whether the program is ending: everything given was written, and nothing more is taken."""
        return self._closed

    def let_go(self, page: QWidget) -> None:
        """Show nothing more to a page that is put away; see `Lane.let_go`."""
        self.ledger.let_go(page)
        self.pool.let_go(page)

    def tell(self, *topics: str) -> None:
        """Say that something changed, such as after a round of upload."""
        self.changed.emit(frozenset(topics))

    def close(self) -> None:
        """Finish: the pool drops what waits, the ledger writes everything it was given. Call before the window goes."""
        if not self._closed:
            self._closed = True
            self.pool.close(drop_waiting=True)
            self.ledger.close(drop_waiting=False)
            self._collector.close()


def _to_hook(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
