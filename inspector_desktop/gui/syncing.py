"""Rounds with headquarters while the program is open: at sign-in, after facts, every few minutes, and when asked.

A round runs on the pool and writes in short transactions of its own. A network that does not answer makes the pauses
grow; anything else waits for a person, who reads why on the page 数据同步. What a round is, is `upkeep.rounds`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_desktop.clock import civil, moment
from inspector_desktop.errors import Cancelled, Known, Refused
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, PLANS, REGISTERS, RULES, SYNC, Context, SyncState
from inspector_desktop.gui.tasks import Tasks, Ticket

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.opening import Opening
    from inspector_desktop.upkeep.rounds import Tended

SOON_SECONDS = 5  # after a fact: others follow, and go in the same batch
EVERYTHING = frozenset({REGISTERS, PLANS, DRAWS, INSPECTIONS, SYNC, RULES})


@dataclass(frozen=True)
class Progress:
    """What the page shows of rounds.

    Whether one runs and at which step, what stopped the last, whether it is tried again by itself, what the last did.
    """

    running: bool = False
    step: str = ""
    error: Known | None = None
    retries: bool = False
    last: Tended | None = None
    online: bool = False


class Syncing(QObject):
    """The rounds of one window. `progressed` when anything it says has changed; `opening_changed` after a new life."""

    progressed = Signal()
    opening_changed = Signal(object)
    _stepped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self._tasks: Tasks | None = None
        self._context: Context | None = None
        self._ticket: Ticket | None = None
        self._began: Opening | None = None
        self._address = ""
        self._waits_for_address = False
        self._missed = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self._stepped.connect(self._on_step)

    @classmethod
    def of(cls, context: Context) -> Syncing | None:
        """The rounds of the window that a page stands in, if it has any."""
        found: Syncing | None = context.tasks.findChild(cls)
        return found

    def belong_to(self, tasks: Tasks) -> None:
        """Use these workers, and end with them."""
        self._tasks = tasks
        self.setParent(tasks)
        tasks.changed.connect(self._on_changed)

    def attach(self, context: Context) -> None:
        """Somebody signed in: do a round soon."""
        self._context = context
        self._plan(0)

    def follow(self, context: Context) -> None:
        """Go on with changed rules; a round under way ends with those it began with."""
        if self._context is not None:
            self._context = context

    def detach(self) -> None:
        """The person goes; a round under way is stopped."""
        self.stop()
        self._timer.stop()
        self._context = None

    def wait_for_address(self) -> None:
        """Do nothing until `use_address`: headquarters is being started beside the window."""
        self._waits_for_address = True

    def use_address(self, address: str) -> None:
        """Speak with headquarters here, wherever the device was enrolled."""
        self._address = address
        self._waits_for_address = False
        self._plan(0)

    def stop(self) -> None:
        """Stop the round under way; what it has done stays done."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
            self._say(running=False, step="")

    def go(self) -> None:
        """Do a round now, unless one is running, nobody is signed in, or this device is enrolled nowhere."""
        context, tasks = self._context, self._tasks
        if context is None or tasks is None or self.progress.running or self._waits_for_address:
            return
        self._timer.stop()
        opening, address = context.opening, self._address
        self._began = opening
        self._say(running=True, step="", error=None)

        def work(ticket: Ticket) -> Tended:
            from inspector_desktop.sync.rounds import Watch  # noqa: PLC0415  (loads the tables)
            from inspector_desktop.upkeep.rounds import tend  # noqa: PLC0415

            watch = Watch(step=self._stepped.emit, stopped=lambda: ticket.cancelled)
            return tend(opening, address=address, watch=watch)

        self._ticket = tasks.pool.run(work, done=self._done, failed=self._failed, owner=self)

    def enrol(self, code: str, *, name: str, owner: QObject) -> None:
        """Enrol this device with a code and do its first round."""
        context, tasks = self._context, self._tasks
        if context is None or tasks is None:
            return
        opening = context.opening
        self._say(running=True, step="sync-greeting", error=None)

        def work(_ticket: Ticket) -> Opening:
            from inspector_desktop.upkeep.rounds import enrol_device  # noqa: PLC0415

            return enrol_device(opening, code, name=name)[0]

        tasks.pool.run(work, done=self._enrolled, failed=self._failed, owner=owner)

    def status(self, session: Session) -> SyncState:
        """What the status bar and the workbench say; read from receipts."""
        from inspector_desktop.sync.states import counts  # noqa: PLC0415

        found = counts(session)
        return SyncState(
            online=self.progress.online,
            synced_at=f"{civil(moment(found.synced_at)):%H:%M}" if found.synced_at else "",
            records=found.records,
            photos=found.pictures,
            set_aside=found.set_aside,
            others=found.photos - found.pictures,
        )

    def _done(self, tended: Tended) -> None:
        self._ticket = None
        self._missed = 0
        self._say(running=False, step="", error=None, last=tended, online=True, retries=True)
        self._after(None)
        if self._context is not None and tended.opening is not self._began:
            self.opening_changed.emit(tended.opening)
        self._tell(tended)

    def _failed(self, error: Known) -> None:
        self._ticket = None
        if isinstance(error, Cancelled):
            self._say(running=False, step="")
            return
        running = isinstance(error, Refused) and error.code == "refused-round-running"
        retries = self._after(None if running else error)
        self._say(running=False, step="", error=None if running else error, online=False, retries=retries)
        self._tell(None)

    def _enrolled(self, opening: Opening) -> None:
        self._say(running=False, step="")
        if self._context is not None:
            self.opening_changed.emit(opening)

    def _after(self, error: Known | None) -> bool:
        """Plan the next round; tell whether there will be one by itself."""
        from inspector_desktop.sync.pausing import Pausing  # noqa: PLC0415

        following, seconds = Pausing(self._missed).after(error)
        self._missed = following.missed
        if seconds is None:
            return False
        self._plan(seconds)
        return True

    def _on_changed(self, topics: frozenset[str]) -> None:
        """Facts were entered: bring them to headquarters soon, unless it does not answer at the moment."""
        if SYNC in topics or self._missed or self._context is None or self.progress.running:
            return
        if not (self._timer.isActive() and self._timer.remainingTime() <= SOON_SECONDS * 1000):
            self._plan(SOON_SECONDS)

    def _plan(self, seconds: int) -> None:
        if self._context is not None and not self._waits_for_address:
            self._timer.start(seconds * 1000)

    def _tell(self, tended: Tended | None) -> None:
        if self._tasks is None:
            return
        touched = tended is not None and bool(
            tended.round.fetched or tended.round.healed or tended.round.set_aside or tended.round.restored_aside
        )
        self._tasks.tell(*(EVERYTHING if touched else {SYNC}))

    def _on_step(self, key: str) -> None:
        if self.progress.running:
            self._say(step=key)

    def _say(self, **changed: object) -> None:
        self.progress = replace(self.progress, **changed)  # type: ignore[arg-type]
        self.progressed.emit()


def sync_soon(context: Context) -> None:
    """Do a round at once where the window has any: for what waits for headquarters' word, such as a taking."""
    found = Syncing.of(context)
    if found is not None:
        found.go()
