"""Acts of the page on a draw: one act each, or several in one transaction.

Each is started for the draw in front; what came of it is shown on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.draw.acts import (
    anchor_draw,
    freeze_draw,
    hand_over_released,
    hold_draw,
    publish_draw,
    release_draw,
    void_draw,
)
from inspector_desktop.draw.amending import amend_plan
from inspector_desktop.draw.store import DrawView
from inspector_desktop.errors import Known
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, PLANS
from inspector_desktop.gui.pages.drawing import reading
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import register_paper_approvals
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.drafting import Draft
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.draws import DrawsPage

PARTS = 3  # of a release: tasks, approvals, handing over
_TYPE_ANEW = frozenset(
    {"refused-entries-differ", "refused-one-typist", "draw-seed-length", "draw-seed-range", "draw-seed-rising"}
)


class DrawActs:
    """Starts an act for the plan or draw in front of the page."""

    def __init__(self, page: DrawsPage) -> None:
        self._page = page

    def approve(self, name: str) -> None:
        """Register that the plan was approved on paper."""
        self._page.act(
            approve_plan, profile=self._page.context.profile, plan=self._page.plan, by=name, on_paper=True,
            changes=(PLANS,), done=lambda _: self._told("draws-approved-now"),
        )  # fmt: skip

    def save_plan(self, draft: Draft, reason: str) -> None:
        """Draw up a new plan, or amend the one in front."""
        page, profile = self._page, self._page.context.profile
        plan = page.plan
        if plan:
            page.act(
                amend_plan, profile=profile, plan=plan, draft=draft, reason=reason, changes=(PLANS, DRAWS),
                done=lambda _: page.after_plan(plan, say("plan-amended-now")),
            )  # fmt: skip
            return
        page.act(
            draw_up_plan, profile=profile, **{one.name: getattr(draft, one.name) for one in fields(draft)},
            changes=(PLANS,), done=lambda made: page.after_plan(str(made), say("plan-saved")),
        )  # fmt: skip

    def freeze(self, source: str, name: str, when: datetime) -> None:
        """Seal the list."""
        self._page.act(
            freeze_draw, profile=self._page.context.profile, plan=self._page.plan, event=source, event_name=name,
            event_at=when, changes=(DRAWS,), done=self._on_frozen,
        )  # fmt: skip

    def anchor(self, text: str) -> None:
        """Note by what the commitment became known."""
        self._page.act(
            anchor_draw, draw=self._page.dossier(), anchor=text, changes=(DRAWS,),
            done=lambda _: self._told("draws-anchor-saved"),
        )  # fmt: skip

    def hold(self, first: tuple[str, str], second: tuple[str, str], witnesses: list[str]) -> None:
        """Draw, from what two people typed."""
        self._page.act(
            hold_draw, profile=self._page.context.profile, draw=self._page.dossier(), first=first, second=second,
            witnesses=tuple(witnesses), reason=self._page.numbers.reason.value(), changes=(DRAWS,),
            done=self._on_held, failed=self._on_unheld,
        )  # fmt: skip

    def release(self, approver: str) -> None:
        """Release the tasks; very many take a while, and can be given up until all are released."""
        under_way: list[Ticket] = []

        def tell(done: int, total: int) -> None:
            for ticket in under_way:
                ticket.check()
                ticket.report(done, total)

        progress = self._page.release.progress
        ticket = self._page.act(
            release, profile=self._page.context.profile, draw=self._page.dossier(), approver=approver, tell=tell,
            changes=(DRAWS, INSPECTIONS), done=self._on_released, failed=self._on_unreleased, progressed=progress.step,
        )  # fmt: skip
        under_way.append(ticket)
        progress.start(ticket, say("draws-releasing"))

    def void(self, reason: str, approver: str) -> None:
        """Declare the draw void."""
        number = self._page.number()
        self._page.act(
            void_draw, profile=self._page.context.profile, draw=self._page.dossier(), reason=reason, approver=approver,
            changes=(DRAWS,), done=lambda _: self._on_void(number),
        )  # fmt: skip

    def publish(self) -> None:
        """Let list, digits and record be shown, once the task's last check is done."""
        self._page.act(
            publish_draw,
            profile=self._page.context.profile,
            draw=self._page.dossier(),
            changes=(DRAWS,),
            done=lambda _: self._told("draws-published-now"),
        )

    def after_recorded(self, count: int) -> None:
        """Show a draw that was held elsewhere and is now recorded."""
        self._page.goal = reading.SUBJECTS
        self._told("draws-recorded-now", count=count)

    def _on_frozen(self, _draw: str) -> None:
        self._page.goal = reading.SEALED
        self._told("draws-sealed-now")

    def _on_held(self, draw: DrawView) -> None:
        self._page.goal = reading.SUBJECTS
        self._told("draws-held-now", number=draw.number, count=len(draw.drawn))

    def _on_unheld(self, error: Known) -> None:
        if error.code == "refused-hold-unproven":
            self._page.numbers.ask_reason(error)
        else:
            self._page.show_refusal(error)
        if error.code in _TYPE_ANEW:
            self._page.numbers.unlike()
        self._page.ceremony.told(error)

    def _on_unreleased(self, error: Known) -> None:
        self._page.release.progress.finish()
        self._page.show_refusal(error)

    def _on_released(self, counts: tuple[int, int]) -> None:
        self._page.release.progress.finish()
        self._page.goal = reading.RELEASE
        self._told("draws-released-now", count=counts[0], handed=counts[1])

    def _on_void(self, number: int) -> None:
        self._page.leave_void()
        self._page.show_notice(say("draws-void-now", number=number), "amber")

    def _told(self, key: str, **facts: int) -> None:
        self._page.show_notice(say(key, **facts), "green")


def release(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: str,
    approver: str,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[int, int]:
    """Release the tasks, register the approval of each check, hand them over; how many of both. Raises `Refused`."""
    first, second, third = (tell and partial(_part, tell, number) for number in range(PARTS))
    found = release_draw(session, desk=desk, clock=clock, profile=profile, draw=draw, tell=first)
    register_paper_approvals(session, desk=desk, clock=clock, dossiers=found, approver=approver, tell=second)
    return len(found), hand_over_released(session, desk=desk, clock=clock, draw=draw, tell=third)


def _part(tell: Callable[[int, int], None], number: int, done: int, total: int) -> None:
    """Tell of one of the parts of a release as of the whole."""
    tell(number * total + done, PARTS * total)
