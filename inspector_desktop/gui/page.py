"""What every page receives, and the page all pages are made of.

A page reads and acts on the ledger's worker and shows frozen rows. It never holds a session, and never shows anything
as saved before the ledger has committed it. The window makes pages when they are first asked for and drops all of
them when another person signs in, so a page may rely on its context for as long as it lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from PySide6.QtGui import QHideEvent, QShowEvent
from typing_extensions import override

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Known
from inspector_desktop.gui.kit.page import Page as Layout
from inspector_desktop.gui.messages import sentence, tone_of
from inspector_desktop.gui.tasks import Ledger, Pool, Tasks, Ticket

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.inspection.issuing import House
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.opening import Opening
    from inspector_desktop.profile.model import Profile

T = TypeVar("T")

REGISTERS, PLANS, DRAWS, INSPECTIONS, SYNC, RULES = "registers", "plans", "draws", "inspections", "sync", "rules"
"""Topics of what changed. A page about one dossier may also listen to that dossier's id."""


class Navigate(Protocol):
    """Goes to a page by its name, such as `navigate("inspection", dossier="…")`."""

    def __call__(self, name: str, /, **where: str) -> None:
        """Go there; `where` is handed to the page's `open`."""
        ...


@dataclass(frozen=True)
class SyncState:
    """What the status bar and the workbench say about connection and upload; `synced_at` such as `14:06`.

    `photos` are photographs, `others` papers and recordings that wait.
    """

    online: bool = False
    synced_at: str = ""
    records: int = 0
    photos: int = 0
    set_aside: int = 0
    others: int = 0


def offline() -> SyncState:
    """Say that nothing is known of a connection."""
    return SyncState()


@dataclass(frozen=True)
class Context:
    """What a page is given: the open device and its person, the worker lanes, the house's rules, and the way about.

    `notify` puts a few words at the right of the status bar; `sync_state` tells about connection and upload.
    """

    opening: Opening
    house: House
    tasks: Tasks
    navigate: Navigate
    notify: Callable[[str], None] = field(default=lambda _text: None)
    sync_state: Callable[[], SyncState] = offline

    @property
    def desk(self) -> Desk:
        """Who acts, on which device life."""
        return self.opening.desk

    @property
    def bureau(self) -> str:
        """The bureau's id, by which all records are read."""
        return str(self.opening.desk.bureau)

    @property
    def profile(self) -> Profile:
        """The bureau's rules."""
        return self.opening.profile

    @property
    def clock(self) -> Clock:
        """The clock all acts use."""
        return self.opening.clock

    @property
    def ledger(self) -> Ledger:
        """The one worker of the local database."""
        return self.tasks.ledger

    @property
    def pool(self) -> Pool:
        """Workers for what does not touch the database."""
        return self.tasks.pool

    def has_role(self, *roles: str) -> bool:
        """Whether the signed-in person holds one of the roles."""
        return self.desk.has_role(*roles)


class Page(Layout):
    """A page of the program: head, steps, banner and panes from the kit, and its way to the ledger.

    A subclass builds its widgets in `__init__`, fills them in `reload`, and names in `topics` what it shows; it is
    reloaded when one of them changed, at once if it is in front and else when it is shown next. `open` is told where
    a person wants to go inside it. `leaving` is its last chance to save before another page or person comes.
    """

    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, title: str = "", *, line: bool = False) -> None:
        super().__init__(title, line=line)
        self.context = context
        self._stale = True
        context.tasks.changed.connect(self._on_changed)

    @property
    def title(self) -> str:
        """The title, as the window and screen readers name the page."""
        return self.head.title()

    def open(self, **where: str) -> None:
        """Go to a place inside the page; called before it is shown. Without names a page opens as it was left."""

    def reload(self) -> None:
        """Read again what the page shows."""

    def leaving(self) -> None:
        """Save what is unsaved; called when the page goes to the back and before the person changes."""

    def also_hears(self) -> frozenset[str]:
        """Return topics besides `topics`, such as the id of the dossier now shown."""
        return frozenset()

    def stale(self) -> None:
        """Note that what is shown is no longer sure; read it again now, or when the page is next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def load(self, query: Callable[[Session], T], done: Callable[[T], object]) -> Ticket:
        """Run a query and hand its frozen rows to `done`; a failure is shown in the banner."""
        return self.context.ledger.run(query, done=done, failed=self.show_refusal, owner=self)

    def act(
        self,
        function: Callable[..., T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Known], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
        changes: Iterable[str] = (),
        **inputs: Any,
    ) -> Ticket:
        """Run an act as `function(session, desk=…, clock=…, **inputs)` and commit it; a refusal is shown in the banner.

        `changes` are the topics it touches. For several acts in one transaction pass a function that calls them.
        """
        desk, clock = self.context.desk, self.context.clock

        def work(session: Session) -> T:
            return function(session, desk=desk, clock=clock, **inputs)

        self.banner.clear()
        return self.context.ledger.run(
            work, done=done, failed=failed or self.show_refusal, progressed=progressed, owner=self, changes=changes
        )

    def show_refusal(self, error: Known) -> None:
        """Show a failure in the page, in the tone it deserves."""
        self.banner.tell(sentence(error), tone_of(error))

    def show_notice(self, text: str, tone: str = "blue") -> None:
        """Show a sentence that is not a failure; `green` for what is done."""
        self.banner.tell(text, tone)

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & (self.topics | self.also_hears()):
            self.stale()

    def _refresh(self) -> None:
        self._stale = False
        self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.banner.clear()  # what was said belongs to the visit that ends here
        if not self.context.tasks.is_closed:  # the window told the page in front before it closed them
            self.leaving()
