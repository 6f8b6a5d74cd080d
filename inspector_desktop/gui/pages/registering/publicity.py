"""Whether the list of a register is public as it stands, and the form that says so: day and place (000 一(三)1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf
from inspector_desktop.registry.shelf_acts import publish_list
from inspector_desktop.registry.store import ShelfView, shelves
from inspector_desktop.wording import say


class Publicity:
    """The button in the head of a register, which tells how public its list is; `put` shows the form it opens."""

    def __init__(
        self, page: Page, kind: str, put: Callable[[QWidget], object], leave: Callable[[], object],
        saved: Callable[[str], object],
    ) -> None:  # fmt: skip
        self._page, self._kind, self._put, self._leave, self._saved = page, kind, put, leave, saved
        self._told = say("list-note")
        self.button = buttons.secondary(say("list-open"), self.ask)

    def reload(self) -> None:
        """Read how public the list is."""
        bureau, kind = self._page.context.bureau, self._kind

        def query(session: Session) -> tuple[ShelfView, ...]:
            return shelves(session, bureau, kind)

        self._page.load(query, self._show)

    def ask(self) -> None:
        """Open the form."""
        context = self._page.context

        def go(given: dict[str, str], _reason: str) -> None:
            self._page.act(
                publish_list, kind=self._kind, on=given["published_on"], where=given["where"], changes=(REGISTERS,),
                done=lambda version: self._saved(say("list-published", version=version)),
            )  # fmt: skip

        asked = [FieldOf("published_on", "date", needed=True), FieldOf("where", label="list-where", needed=True)]
        values = {"published_on": civil_date(context.clock.now()).isoformat(), "where": context.profile.bureau.portal}
        self._put(FieldForm(say("list-title"), self._told, asked, values, go, self._leave, go="list-go"))

    def _show(self, found: Sequence[ShelfView]) -> None:
        self.button.setVisible(bool(found))
        if not found:
            return
        one = next((shelf for shelf in found if not shelf.is_public), found[0])
        state = "public" if one.is_public else "older" if one.published_at else "open"
        self.button.setText(say(f"list-{state}"))
        self._told = (
            say(
                "list-told", version=one.published_version, day=day_words(one.published_at), where=one.published_where,
                by=one.published_by, now=one.version,
            )
            if one.published_at
            else say("list-note")
        )  # fmt: skip
        self.button.setToolTip(self._told)
