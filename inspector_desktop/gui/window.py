"""The window: first the sign-in page, then rail, pages and status bar of the signed-in person.

It shows at once; tables, profile, pages and the frame around them are loaded when somebody signs in, or by `starting`
after the first paint. Pages are made when somebody first goes
there and dropped when another person signs in. How the device is opened is `opening`; what the status bar knows of a
connection comes from a callable that the sync side provides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from inspector_desktop.clock import Clock, civil, civil_date
from inspector_desktop.gui import ways
from inspector_desktop.gui.messages import CrashHook, Messages
from inspector_desktop.gui.overriding import override
from inspector_desktop.gui.signin import SignInPage
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.keychain import Keychain
from inspector_desktop.places import Places
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtGui import QCloseEvent
    from sqlmodel import Session

    from inspector_desktop.errors import Known
    from inspector_desktop.gui.counts import Badge
    from inspector_desktop.gui.kit.page import Frame
    from inspector_desktop.gui.page import Context, Page, SyncState
    from inspector_desktop.opening import Opening

_WIDTH, _HEIGHT = 1366, 768
_LEAST_WIDTH, _LEAST_HEIGHT = 1100, 600
_TICK_MS = 15_000
_QUIET_MS = 200


@dataclass(frozen=True)
class Start:
    """What the window is started with. `demo_pin` is shown on the sign-in page of the demonstration.

    `status` reads what the status bar says about connection and upload; without it the journal is counted, offline.
    `site` is the address of the disclosure site, which stands in the codes on papers.
    """

    places: Places
    clock: Clock
    keychain: Keychain
    demo_pin: str = ""
    site: str = "https://disclosure.invalid"
    status: Callable[[Session], SyncState] | None = None


class MainWindow(QMainWindow):
    """The program's window.

    `signed_in` carries the context of whoever signed in, `signed_out` comes before another; `rules_changed` carries
    the context to go on with once other rules of the bureau are in force.
    """

    signed_in = Signal(object)
    signed_out = Signal()
    rules_changed = Signal(object)

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self.opening: Opening | None = None
        self.context: Context | None = None
        self.pages: dict[str, Page] = {}
        self.current = ""
        self._said = ""
        self._stopped = False
        self._state: SyncState | None = None
        self._rules: tuple[object, ...] = ()
        self._dated: set[str] = set()
        self.crash = CrashHook(lambda: self)
        self.tasks = Tasks(self._session, crashed=self.crash.crashed)
        self.setWindowTitle(say("app-name"))
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_WIDTH, _HEIGHT)
        self.signin = SignInPage(start.places, start.clock, start.keychain, self.tasks, demo_pin=start.demo_pin)
        self.signin.opened.connect(self._opened)
        self.signin.given_up.connect(self._back)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.signin)
        self.setCentralWidget(self._stack)
        self.tasks.changed.connect(self._count_soon)
        self.tasks.ledger.busy.connect(self._on_busy)
        self._counting = self._count_again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET_MS)
        self._soon.timeout.connect(self._count)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    @cached_property
    def frame(self) -> Frame:
        """What stands around the pages; nobody needs it to sign in."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415

        from inspector_desktop.gui.kit.page import Frame  # noqa: PLC0415

        made = Frame()
        made.rail.chosen.connect(self.navigate)
        made.rail.person_pressed.connect(self.switch_person)
        made.status.attention_pressed.connect(lambda: self.navigate("sync"))
        switch = QShortcut(QKeySequence("Ctrl+L"), made)
        switch.activated.connect(self.switch_person)
        self._stack.addWidget(made)
        return made

    @cached_property
    def messages(self) -> Messages:
        """Where failures are shown that nobody took."""
        return Messages(self.tasks, self._front)

    def navigate(self, name: str, /, **where: str) -> None:
        """Go to a page; `where` is handed to it."""
        if self.context is None or not ways.exists(name):
            return
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = ways.page_class(name)(self.context)
        if name != self.current:
            self._said = ""
        page.open(**where)
        before, self.current = self.current, name
        self.frame.rail.set_current(ways.PARENTS.get(name, name))
        self.frame.show_page(page)
        if before in self._dated and before != name:
            self._drop(before)
        page.setFocus()

    def switch_person(self) -> None:
        """Ask who works on; the store stays open."""
        if (front := self._front()) is not None:
            front.leaving()
        self._gather_answers()
        self.signin.ask(self.opening)
        self._stack.setCurrentWidget(self.signin)

    def stop(self) -> None:
        """Finish all work and close the store."""
        self._stopped = True
        self._tick.stop()
        self._soon.stop()
        if (front := self._front()) is not None:
            front.leaving()
        self._gather_answers()
        self.tasks.close()
        self.tasks.setParent(self)  # so that it goes with the window, and what is connected to it lets the window go
        for page in self.pages.values():
            _drop_orphans(page)
        if self.opening is not None:
            self.opening.close()
            self.opening = None

    def _gather_answers(self) -> None:
        """Enter all answers in progress as facts of whoever gave up the desk, whichever page they were given on."""
        context = self.context
        if context is None or self.tasks.is_closed:
            return

        def gather(session: Session) -> int:
            from inspector_desktop.check.acts import save_all_sheets  # noqa: PLC0415  (loads the tables)

            return save_all_sheets(session, desk=context.desk, clock=context.clock)

        self.tasks.ledger.run(gather)

    def _session(self) -> AbstractContextManager[Session]:
        if self.opening is None:
            raise RuntimeError("nobody has signed in")
        return self.opening.writing()

    def _front(self) -> Page | None:
        return None if self._stack.currentWidget() is self.signin else self.pages.get(self.current)

    def _opened(self, opening: Opening) -> None:
        from inspector_desktop.gui.page import Context, SyncState  # noqa: PLC0415
        from inspector_desktop.inspection.issuing import House  # noqa: PLC0415  (loads the tables)

        before = self.opening
        if self.context is not None:
            self.signed_out.emit()
        self.opening = opening
        if before is not None and before.engine is not opening.engine:
            before.engine.dispose()
        for name in tuple(self.pages):
            self._drop(name)
        self.current, self._rules = "", ()
        self._counting = False
        _ = self.messages  # from now on there is a page for what nobody took
        self.context = Context(
            opening=opening,
            house=House(opening.profile, self.start.site),
            tasks=self.tasks,
            navigate=self.navigate,
            notify=self._note,
            sync_state=lambda: self._state or SyncState(),
        )
        self._show_person(opening)
        self._stack.setCurrentWidget(self.frame)
        self.navigate("workbench")
        self._tick.start()
        self._on_tick()
        if opening.new_life not in {"", "first"}:
            self.messages.notice(say(f"life-{opening.new_life}"), "amber")
        self.signed_in.emit(self.context)

    def _drop(self, name: str) -> None:
        from inspector_desktop.gui.kit.texts import take_out  # noqa: PLC0415

        self._dated.discard(name)
        page = self.pages.pop(name)
        self.tasks.let_go(page)
        _drop_orphans(page)
        take_out(self.frame.stack, page)

    def _follow_rules(self, ruled: Opening) -> None:
        """Go on under other rules: the page in front is read again, the others are made anew when they are wanted."""
        from inspector_desktop.inspection.issuing import House  # noqa: PLC0415

        if self.context is None or self.opening is None or self.opening.profile == ruled.profile:
            return
        self.opening = replace(self.opening, profile=ruled.profile)
        self.context = replace(
            self.context, opening=self.opening, house=House(self.opening.profile, self.context.house.site)
        )
        for name, page in tuple(self.pages.items()):
            if name == self.current:
                page.context = self.context
                self._dated.add(name)
                page.stale()
            else:
                self._drop(name)
        self._show_person(self.opening)
        self.frame.rail.set_current(ways.PARENTS.get(self.current, self.current))
        self._count_soon()
        self.rules_changed.emit(self.context)

    def _back(self) -> None:
        if self.opening is not None:
            self._stack.setCurrentWidget(self.frame)

    def _show_person(self, opening: Opening) -> None:
        from inspector_desktop.gui.kit.rail import RailItem  # noqa: PLC0415

        person, profile = opening.desk.person, opening.profile
        self.setWindowTitle(say("window-title", bureau=profile.bureau.name))
        self.frame.rail.set_person(person.name, profile.bureau.name, profile.role(foremost(person.roles)).title)
        above, below = ways.places(person.roles)
        items = [RailItem(name, say(f"rail-{name}")) for name in above]
        items += [RailItem(name, say(f"rail-{name}"), line_above=at == 0) for at, name in enumerate(below)]
        self.frame.rail.set_items(tuple(items))

    def _note(self, text: str) -> None:
        self._said = text
        self._on_busy(self.tasks.ledger.is_busy)

    def _on_busy(self, busy: bool) -> None:
        if self.context is not None:
            self.frame.status.set_right(say("window-saving") if busy else self._said or say("window-saved"))

    def _on_tick(self) -> None:
        now = civil(self.start.clock.now())
        self.frame.status.set_clock(f"{now:%H:%M}")
        self._count_soon()

    def _count_soon(self) -> None:
        if self.context is not None and not self._soon.isActive():
            self._soon.start()

    def _count(self) -> None:
        context = self.context
        if context is None:
            return
        if self._counting:  # during a long act they would pile up, and everybody would wait for all of them
            self._count_again = True
            return
        self._counting, self._count_again = True, False
        status, today = self.start.status, civil_date(self.start.clock.now())

        known = self._rules

        def count(session: Session) -> tuple[SyncState, dict[str, Badge], tuple[object, ...], Opening | None]:
            from inspector_desktop.gui import counts  # noqa: PLC0415  (loads the tables)
            from inspector_desktop.opening import follow_rules  # noqa: PLC0415
            from inspector_desktop.profile.store import stamp_of  # noqa: PLC0415

            found = counts.badges(session, desk=context.desk, profile=context.profile, today=today)
            rules = (today, *stamp_of(session, context.bureau))
            ruled = follow_rules(context.opening) if rules != known else None
            return (status or counts.waiting)(session), found, rules, ruled

        def show(answer: tuple[SyncState, dict[str, Badge], tuple[object, ...], Opening | None]) -> None:
            counted()
            state, badges, self._rules, ruled = answer
            self._show_counts(state, badges)
            if ruled is not None and context is self.context:
                self._follow_rules(ruled)

        def counted(error: Known | None = None) -> None:
            self._counting = False
            if error is not None:
                self.tasks.refused.emit(error)
            if self._count_again:
                self._count_soon()

        self.tasks.ledger.run(count, done=show, failed=counted, owner=self)

    def _show_counts(self, state: SyncState, badges: dict[str, Badge]) -> None:
        bar = self.frame.status
        if state.online:
            key = "status-online" if state.synced_at else "status-online-first"
            bar.set_state(say(key, time=state.synced_at))
        else:
            bar.set_state(say("status-offline"))
        key = "status-counts" if state.photos else "status-others" if state.others else "status-records"
        waits = state.records + state.photos + state.others
        words = say(key, records=state.records, photos=state.photos, others=state.others) if waits else ""
        bar.set_counts(words)
        bar.set_attention(say("bar-attention", count=state.set_aside) if state.set_aside else "")
        for name in (*self.pages_in_rail(),):
            badge = badges.get(name)
            self.frame.rail.set_badge(name, str(badge.count) if badge else "", late=bool(badge and badge.late))
        if state != self._state:
            self._state = state
            workbench = self.pages.get("workbench")
            if workbench is not None:
                workbench.stale()

    def pages_in_rail(self) -> tuple[str, ...]:
        """Return the names of the places the signed-in person finds in the rail."""
        if self.opening is None:
            return ()
        above, below = ways.places(self.opening.desk.person.roles)
        return (*above, *below)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)


def _drop_orphans(page: Page) -> None:
    """Let what the page never placed go with it."""
    from inspector_desktop.gui.orphans import orphans_of  # noqa: PLC0415

    for one in orphans_of(page):
        one.deleteLater()


def foremost(roles: tuple[str, ...]) -> str:
    """Return the role by which the rail names a person of several."""
    order = ("supervising", "head", "deputy-head", "section-chief", "officer", "companion")
    return next((one for one in order if one in roles), "officer")
