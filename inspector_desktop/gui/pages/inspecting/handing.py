"""移交经办 and 接办: putting the dossier into the tray of a person or a role, and taking it up from one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.clock import Clock
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import MenuButton
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.rectification.late import NOW, Late, keep_original
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

_ROLES = ("section-chief", "supervising")


def save_and_hand_over(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, to_person: str = "", to_role: str = "",
    late: Late = NOW,
) -> None:  # fmt: skip
    """Carry all answers in progress into a fact, then hand the dossier over, or enter that it was. Raises `Refused`."""
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-handed", late=late)
    hand_over(session, desk=desk, clock=clock, dossier=dossier, to_person=to_person, to_role=to_role, handed_at=late.at)


def take_up(page: InspectionPage) -> None:
    """Take the dossier up from this person's tray; headquarters confirms it at the next contact."""

    def taken(_: object) -> None:
        page.show_notice(say("inspection-taken"), "green")
        sync_soon(page.context)

    page.do(take, done=taken)


class HandOverWindow(DrawWindow):
    """Asks whether the dossier is really to be handed over, since afterwards nothing can be entered here; and when."""

    def __init__(self, page: InspectionPage, name: str, go: Callable[[Late], object]) -> None:
        super().__init__(page, say("do-hand-over"), say("inspection-hand-over-ask", name=name), width=640, height=440)
        self._go = go
        self.late = LateField(page, "after-handed")
        self.primary = buttons.primary(say("inspection-hand-over-do"), self.hand_over)
        for part in (self.late, gap(20), texts.boxed(texts.row(self.primary, None))):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.primary.setFocus()

    def hand_over(self) -> None:
        """Hand over as of when it is said to have been."""
        if self.late.check():
            self._go(self.late.value())
            self.accept()


class HandOver:
    """The button 移交经办: choose to whom, then confirm in a window."""

    def __init__(self, page: InspectionPage) -> None:
        self._page = page
        self._names: dict[str, str] = {}
        self.window: HandOverWindow | None = None

    def button(self, case: Case) -> MenuButton:
        """Return the button for a case: the team's other officers, the chief, the supervising section."""
        profile, me = self._page.context.profile, str(self._page.context.desk.person.id)
        own = [one for one in case.view.officers if one.id != me and not one.department]  # guests have no desk here
        self._names = {f"person:{one.id}": one.name for one in own}
        self._names |= {f"role:{role}": profile.role(role).title for role in _ROLES}
        made = MenuButton(say("do-hand-over"), tuple(self._names.items()))
        made.chosen.connect(self.ask)
        return made

    def ask(self, key: str) -> None:
        """Ask whether the dossier is really to be handed over: this one, whatever the page shows when one answers."""
        dossier, name = self._page.dossier, self._names[key]
        self.window = HandOverWindow(self._page, name, lambda late: self._go(dossier, key, name, late))
        self.window.destroyed.connect(lambda: setattr(self, "window", None))
        self.window.open()

    def _go(self, dossier: str, key: str, name: str, late: Late) -> None:
        kind, who = key.split(":", 1)
        page = self._page
        page.leaving()
        page.do(
            save_and_hand_over,
            done=lambda _: page.show_notice(say("inspection-handed-over", name=name), "green"),
            to_person=who if kind == "person" else "",
            to_role=who if kind == "role" else "",
            late=late,
            dossier=dossier,
        )
