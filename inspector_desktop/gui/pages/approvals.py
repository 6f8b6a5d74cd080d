"""审核审批: the queue of the signed-in approver by days left, the open item with its papers, and its decision.

An item in the tray is taken up when somebody opens it. Headquarters must confirm that before anything is decided: a
decision pressed earlier waits, said plainly, and is entered as soon as the confirmation has come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from inspector_desktop.approval.acts import agree, pass_on, register_signed_approval, return_result
from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.queue import QueueList, Waiting
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.approving.loading import CHECK, REPORT, Item, Queued, open_item, queue_for
from inspector_desktop.gui.pages.approving.room import Room
from inspector_desktop.gui.pages.approving.sheet import (
    AGREE,
    GIVE_BACK,
    PASS_ON,
    RETURN,
    SIGNED,
    TO_ORDER,
    ItemSheet,
    Wish,
)
from inspector_desktop.gui.pages.approving.side import PaperSide
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.notice.acts import approve_check, make_up_approval
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

_QUEUE, _PAPER = 300, 50
"""Pixels of the queue; per cent of what is left for the paper, until somebody moves the border."""
_LEAST = 280
_SETTLE_MS = 400


class ApprovalsPage(Page):
    """The approvals page."""

    topics = frozenset({INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-approvals"), line=True)
        self.rows: dict[str, Queued] = {}
        self.item: Item | None = None
        self.pending: Wish | None = None
        self._wanted = ""
        self._quiet = False
        self.queue = QueueList()
        self.queue.chosen.connect(self._on_chosen)
        self.queue.clicked.connect(self._take_soon)
        self.sheet = ItemSheet(context)
        self.sheet.wished.connect(self._on_wish)
        self.sheet.refused.connect(self.banner.refuse)
        self.side = PaperSide(self)
        self.add_pane(self.queue, width=_QUEUE)
        self.area = scrolled(self.sheet)
        self.sheet.reveal.connect(self._reveal)
        look.paint_over(self.side, look.GROUND)
        self.area.setMinimumWidth(_LEAST)
        self.side.setMinimumWidth(_LEAST)
        memory = context.opening.places.folder / "borders.json"
        self.room = Room(self.area, self.side, file=memory, name="approvals", share=_PAPER, pool=context.pool)
        self.add_pane(self.room)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self._take_open)
        self.setFocusProxy(self.queue)

    def open(self, **where: str) -> None:
        """Open the item of a `dossier`."""
        self._wanted = where.get("dossier", "")
        if self._wanted:
            self.stale()

    def reload(self) -> None:
        """Read the queue, and the open item with it."""
        desk, profile = self.context.desk, self.context.profile
        today = civil_date(self.context.clock.now())
        self.load(lambda session: queue_for(session, desk=desk, profile=profile, today=today), self._show_queue)

    def _show_queue(self, rows: tuple[Queued, ...]) -> None:
        self.rows = {one.key: one for one in rows}
        if self.pending is not None and self.pending.dossier not in self.rows:
            self.pending = None
        chosen = self._wanted if self._wanted in self.rows else self.queue.value()
        if chosen not in self.rows:
            chosen = next(iter(self.rows), "")
        self._quiet = True
        self.queue.set_rows([_waiting(one) for one in rows])
        self.queue.set_value(chosen)
        self._quiet = False
        self.head.set_parts([self._summary(rows)])
        if self._wanted:
            self._wanted = ""
            self._take_soon()
        self._load_item(chosen)

    def _summary(self, rows: tuple[Queued, ...]) -> str:
        if not rows:
            return say("approvals-none-now")
        parts = [say("approvals-count", count=len(rows))]
        least = min((one.left for one in rows if one.left is not None), default=None)
        if least is not None:
            parts.append(say("approvals-least-late", days=-least) if least < 0 else say("approvals-least", days=least))
        line = "，".join(parts) + "。"
        return line + (say("approvals-own-rule") if any(one.row.own for one in rows) else "")

    def _on_chosen(self, key: str) -> None:
        if not self._quiet:
            self.banner.clear()
            self._load_item(key)
            self._take_soon()

    def _load_item(self, key: str) -> None:
        if not key:
            self._show_item(None)
            return
        desk, profile, queued = self.context.desk, self.context.profile, self.rows[key]
        self.load(lambda session: open_item(session, desk=desk, profile=profile, queued=queued), self._show_item)

    def _show_item(self, item: Item | None) -> None:
        if item is not None and item.dossier != self.queue.value():
            return  # another one was chosen meanwhile
        self.item = item
        waiting = self.pending is not None and item is not None and self.pending.dossier == item.dossier
        self.sheet.show_item(item, pending=self.pending.what if waiting and self.pending else "")
        self.side.show_item(item)
        self.side.setVisible(item is not None)
        self.context.notify(say("approvals-offline"))
        if waiting and item is not None and item.here and not item.waits and self.pending is not None:
            wish, self.pending = self.pending, None
            self._do(wish, item)

    def _take_soon(self) -> None:
        self._soon.start()

    def _take_open(self) -> None:
        """Take the open item up if it lies in the tray and this person is the one to work on it."""
        item = self.item
        if item is None or item.here or item.dossier != self.queue.value():
            return
        if item.what == REPORT and not item.mine:
            return
        self._take(item.dossier)

    def _take(self, dossier: str) -> None:
        self.act(take, dossier=dossier, changes=(INSPECTIONS, dossier), done=lambda _: sync_soon(self.context))

    def _reveal(self, part: QWidget) -> None:
        """Scroll to what was opened, once it has its place."""
        soon(part, lambda: self.area.ensureWidgetVisible(part, 0, 20))

    def _on_wish(self, wish: Wish) -> None:
        item = self.item
        if item is None or item.dossier != wish.dossier:
            return
        if wish.what == "stop":
            self.pending = None
            self.sheet.show_item(item)
        elif item.here and not item.waits:
            self._do(wish, item)
        else:
            self.pending = wish
            if item.here:
                self.sheet.show_item(item, pending=wish.what)
            else:
                self._take(item.dossier)

    def _do(self, wish: Wish, item: Item) -> None:
        if wish.what == TO_ORDER:
            self.context.navigate("inspection", dossier=item.dossier, step="order")
            return
        function, inputs = self._act_of(wish, item)
        words = say(f"approvals-done-{wish.what}", subject=item.view.subject_name)

        def done(_result: object) -> None:
            self.show_notice(words, "green")

        self.act(function, done=done, changes=(INSPECTIONS, item.dossier), **inputs)

    def _act_of(self, wish: Wish, item: Item) -> tuple[Callable[..., object], dict[str, Any]]:
        inputs: dict[str, Any] = {"dossier": wish.dossier}
        if wish.what == GIVE_BACK:
            return _give_back, inputs
        if item.what == CHECK:
            return _approve_and_give_back, {**inputs, "urgent": item.queued.urgent}
        inputs["profile"] = self.context.profile
        if wish.what == AGREE:
            return agree, {**inputs, "opinion": wish.opinion, "order_by_chief": wish.order_by_chief}
        if wish.what == RETURN:
            return return_result, {**inputs, "marks": wish.marks}
        if wish.what == SIGNED and wish.signed is not None:
            signed = wish.signed
            return register_signed_approval, {
                **inputs, "approver": signed.approver, "decided_at": signed.decided_at, "opinion": signed.opinion,
                "marks": wish.marks, "scan": signed.scan, "media_type": signed.media_type,
            }  # fmt: skip
        return {PASS_ON: pass_on}[wish.what], inputs


def _approve_and_give_back(session: Session, *, urgent: bool, dossier: str, **more: Any) -> None:
    (make_up_approval if urgent else approve_check)(session, dossier=dossier, **more)
    _give_back(session, dossier=dossier, **more)


def _give_back(session: Session, *, dossier: str, **more: Any) -> None:
    """Put the dossier into the tray of the officer who leads the team."""
    view = get_inspection(session, more["desk"].bureau, dossier)
    hand_over(session, dossier=dossier, to_person=view.officers[0].id, **more)


def _waiting(one: Queued) -> Waiting:
    names = "、".join(one.row.officers)
    if one.row.what == CHECK:
        line = say("queue-check-approval") if one.urgent else say("approvals-queue-check", names=names)
    elif one.row.what == REPORT:
        found = say("queue-violates", count=one.row.violates) if one.row.violates else say("queue-clean")
        line = say("approvals-queue-report", names=names, found=found)
    else:
        line = say("queue-order")
    return Waiting(one.key, one.row.subject, line, _chip(one))


def _chip(one: Queued) -> ChipText | None:
    if one.urgent:
        return ChipText(say("approvals-today"), "amber")
    if one.left is None:
        return None
    if one.left < 0:
        return ChipText(say("term-overdue", days=-one.left), "red")
    if one.left == 0:
        return ChipText(say("due-today"), "amber")
    return ChipText(say("approvals-left", days=one.left), "amber" if one.soon else "grey")
