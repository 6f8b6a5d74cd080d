"""回避与递补 at an inspection: a request, the decision told by telephone, and taking over what the record says.

For officers, also at an enterprise without a network. Nothing stops while a request is open (行政处罚法 43).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.facts import Helper
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.substituting import Pending, adopt, change_by_telephone, pending, waiting_changes
from inspector_desktop.errors import Missing
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, Page
from inspector_desktop.gui.pages.drawing.joint import helper_lines, read_helper
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.inspection.facts import AssignedCompanion
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.inspection.team import (
    ASKED_BY,
    GROUNDS,
    RequestView,
    TeamChangeView,
    ask_recusal,
    requests_of,
    set_companions,
    team_changes,
)
from inspector_desktop.registry.lists import split_lines
from inspector_desktop.registry.store import officers
from inspector_desktop.wording import say

_LABEL = 104
GRANTED, DENIED = "granted", "denied"


@dataclass(frozen=True)
class Asking:
    """All the window shows of one inspection."""

    view: InspectionView
    requests: tuple[RequestView, ...]
    changes: tuple[TeamChangeView, ...]
    pending: tuple[Pending, ...]
    reserve: tuple[tuple[str, str], ...]
    names: dict[str, str]


def read_asking(session: Session, bureau: str, inspection: str) -> Asking:
    """Read an inspection's team, its requests and changes, and the reserve of its draw as this device knows it."""
    view = get_inspection(session, bureau, inspection)
    names = {one.id: one.name for one in officers(session, bureau)}
    reserve: tuple[tuple[str, str], ...] = ()
    try:
        draw = get_draw(session, bureau, view.draw)
        names |= {one.id: one.name for one in draw.guest_rows}
        ready = draw.ready_teams
        people = [person for one in (draw.groups[0] if draw.groups else ()) for person in ready.get(one, (one,))]
        reserve = tuple((one, names.get(one, one)) for one in people)
    except Missing:
        pass  # the draw's record has not come to this device; the name is told by telephone
    return Asking(
        view, requests_of(session, bureau, inspection), team_changes(session, bureau, inspection),
        pending(session, bureau, inspection), reserve, names,
    )  # fmt: skip


class AskingWindow(DrawWindow):
    """回避与递补 of one inspection."""

    def __init__(self, page: Page, inspection: str) -> None:
        super().__init__(page, say("draws-swap-title"), say("draws-ask-lead"), width=980, height=660)
        self._inspection = inspection
        self.whole: Asking | None = None
        clock = page.context.clock
        self.adopt = buttons.primary(say("draws-ask-adopt"), self.take_over)
        self._waiting_text = texts.soft(wrap=True)
        self._pending = Section(say("draws-ask-pending"))
        self._pending.add(self._waiting_text)
        self._pending.add(texts.boxed(texts.row(self.adopt, None)), gap=8)
        self.form = fields.Form(label_width=_LABEL)
        self.member = fields.ChoiceField(hint=say("draws-swap-choose"))
        self.ground = fields.ChoiceField([(one, say(f"draws-ground-{one}")) for one in GROUNDS], hint="—")
        self.asked_by = buttons.ChoiceGroup([(one, say(f"draws-asked-{one}")) for one in ASKED_BY], ASKED_BY[0])
        self.asked_name = fields.LineField(say("draws-approver-hint"), width=150)
        self.reason = fields.TextField(say("draws-swap-reason-hint"), lines=2)
        self.form.add("member", say("draws-swap-leaves"), self.member)
        self.form.add("ground", say("draws-swap-ground"), self.ground)
        self.form.add_row("asked", say("draws-swap-asked"), self.asked_by, self.asked_name)
        self.form.add("reason", say("draws-swap-reason"), self.reason)
        self.ask = buttons.primary(say("draws-ask-go"), self.enter)
        self._ask = Section(say("draws-ask-title"), say("draws-ask-goes-on"))
        self._ask.add(self.form)
        self._ask.add(_row(self.ask))
        self.phone = fields.Form(label_width=_LABEL)
        self.request = fields.ChoiceField(hint=say("draws-swap-choose"))
        self.decision = buttons.ChoiceGroup(
            [(GRANTED, say("draws-ask-granted")), (DENIED, say("draws-ask-denied"))], GRANTED
        )
        self.approver = fields.LineField(say("draws-approver-hint"), width=150)
        self.told_by = fields.LineField(say("draws-approver-hint"), width=150)
        self.told_at = MomentField(clock, say("draws-swap-now"), width=170)
        self.comes = fields.ChoiceField(hint=say("draws-ask-comes-hint"))
        self.phone.add("request", say("draws-ask-request"), self.request)
        self.phone.add_row("decision", say("draws-ask-decision"), self.decision)
        self.phone.add_row("approver", say("draws-swap-approver"), self.approver)
        self.phone.add_row("told", say("draws-ask-told-by"), self.told_by, self.told_at)
        self.phone.add("comes", say("draws-swap-comes"), self.comes, note=say("draws-ask-comes-note"))
        self.save = buttons.primary(say("draws-ask-save"), self.enter_decision)
        self._phone = Section(say("draws-ask-phone"))
        self._phone.add(self.phone)
        self._phone.add(_row(self.save))
        self.table = Table(
            (
                Column("when", say("draws-ask-when"), _when, width=150),
                Column("what", say("draws-ask-what"), _what, stretch=3),
                Column("why", say("draws-swap-ground"), _why, stretch=3),
                Column("state", say("draws-swap-approver"), _state, stretch=2),
            ),
            fit=True,
        )
        self._table = Section(say("draws-swap-history"))
        self._table.add(self.table)
        self._along = self._along_part()
        for part in (self._pending, self._ask, self._phone, self._table, self._along):
            self.body.addWidget(part)
            self.body.addWidget(gap(16))
        self.body.addStretch(1)
        self.reload()

    def _along_part(self) -> Section:
        self.along = fields.TextField(say("draws-joint-helpers-hint"), lines=3)
        self.save_along = buttons.secondary(say("draws-joint-helpers-save"), self.keep_along)
        made = Section(say("notice-companions"), say("draws-joint-never-counted"))
        made.add(self.along)
        made.add(texts.boxed(texts.row(self.save_along, None)), gap=8)
        return made

    def reload(self) -> None:
        """Read again."""
        bureau, inspection = self.page.context.bureau, self._inspection
        self.load(lambda session: read_asking(session, bureau, inspection), self._show)

    def enter(self) -> None:
        """Enter the request."""
        self.run(
            ask_recusal, inspection=self._inspection, officer=self.member.value(), ground=self.ground.value(),
            asked_by=self.asked_by.value(), asked_name=self.asked_name.value(), text=self.reason.value(),
            changes=(INSPECTIONS,), done=lambda _: self._after(say("draws-ask-done")),
        )  # fmt: skip

    def enter_decision(self) -> None:
        """Enter what was told by telephone."""
        if not self.request.value():
            self.phone.refuse("request", say("draws-swap-choose"))
            return
        self.run(
            change_by_telephone, inspection=self._inspection, request=self.request.value(),
            granted=self.decision.value() == GRANTED, approver=self.approver.value(), told_by=self.told_by.value(),
            told_at=self.told_at.moment() or self.page.context.clock.now(), comes=self.comes.value(),
            changes=(INSPECTIONS,), done=lambda _: self._after(say("draws-ask-saved")),
        )  # fmt: skip

    def keep_along(self) -> None:
        """Keep who goes along to this check: those named here, and those the draw assigned as far as they stay."""
        before = {one.name: one.how for one in self.whole.view.companions} if self.whole is not None else {}
        helpers = [read_helper(row) for row in split_lines(self.along.value())]
        companions = [AssignedCompanion(**one.model_dump(), how=before.get(one.name, "named")) for one in helpers]
        self.run(
            set_companions, inspection=self._inspection, companions=companions, changes=(INSPECTIONS,),
            done=lambda _: self._after(say("draws-ask-along-saved", count=len(companions))),
        )  # fmt: skip

    def take_over(self) -> None:
        """Take over what the draw's record says."""
        self.run(
            adopt, inspection=self._inspection, changes=(INSPECTIONS,),
            done=lambda count: self._after(say("draws-ask-adopted", count=count)),
        )  # fmt: skip

    def _after(self, told: str) -> None:
        self.reason.set_value("")
        self.reload()
        self.tell(told)

    def _show(self, whole: Asking) -> None:
        self.whole = whole
        own = whole.view.holder == self.page.context.desk.life
        why = say("greyed-checked") if own and whole.view.done.get("check") else "" if own else say("greyed-away")
        here = not why
        self._pending.setVisible(bool(whole.pending))
        self._waiting_text.setText(
            "\n".join(
                say(
                    "draws-ask-differs" if one.differs else "draws-swap-line", leaves=whole.names.get(one.leaves, "—"),
                    comes=whole.names.get(one.comes, one.comes) or "—",
                )
                for one in whole.pending
            )
        )  # fmt: skip
        grey(self.adopt, why)
        self.member.set_choices([(one.id, one.name) for one in whole.view.officers])
        waiting = [one for one in whole.requests if one.state == "asked"]
        self.request.set_choices(
            [(one.id, say("draws-ask-of", name=one.name, asker=one.asked_name)) for one in waiting]
        )
        if waiting:
            self.request.set_value(waiting[0].id)
        team = {one.id for one in whole.view.officers}
        self.comes.set_choices([one for one in whole.reserve if one[0] not in team])
        self._phone.setVisible(bool(waiting) and here)
        self._ask.setVisible(here)
        self.along.set_value(
            helper_lines(
                Helper(name=one.name, kind=one.kind, unit=one.unit, field=one.field) for one in whole.view.companions
            )
        )
        self._along.setVisible(here)
        self.table.set_rows((*whole.requests, *whole.changes))
        self._table.setVisible(bool(whole.requests or whole.changes))


def open_asking(page: Page, inspection: str) -> AskingWindow:
    """Open the window for an inspection."""
    window = AskingWindow(page, inspection)
    window.open()
    return window


def tell_waiting(page: Page, inspection: str) -> None:
    """Tell, on the page of an inspection that lies here, that the record has changes for it; offer to take them."""
    bureau = page.context.bureau

    def show(count: int) -> None:
        if count:
            page.banner.tell(say("draws-ask-pending"), CAREFUL, say("draws-ask-adopt"), take)

    def take() -> None:
        page.act(
            adopt, inspection=inspection, changes=(INSPECTIONS, inspection),
            done=lambda count: page.show_notice(say("draws-ask-adopted", count=count), "green"),
        )  # fmt: skip

    page.load(lambda session: waiting_changes(session, bureau, inspection), show)


def _row(button: QWidget) -> QWidget:
    layout = texts.row(_LABEL, button, None)
    layout.setContentsMargins(0, 8, 0, 0)
    return texts.boxed(layout)


def _when(row: RequestView | TeamChangeView) -> Cell:
    when = civil(moment(row.asked_at if isinstance(row, RequestView) else row.decided_at))
    return Cell(say("draws-ask-time", month=when.month, day=when.day, time=f"{when:%H:%M}"), tone="soft")


def _what(row: RequestView | TeamChangeView) -> Cell:
    if isinstance(row, RequestView):
        return Cell(say("draws-ask-of", name=row.name, asker=row.asked_name))
    return Cell(say("draws-swap-line", leaves=row.leaves_name or "—", comes=row.comes_name or "—"))


def _why(row: RequestView | TeamChangeView) -> Cell:
    return Cell(say(f"draws-ground-{row.ground}"), under=row.text if isinstance(row, RequestView) else "")


def _state(row: RequestView | TeamChangeView) -> Cell:
    if isinstance(row, RequestView):
        return Cell(say(f"draws-ask-state-{row.state}"), under=row.approver)
    return Cell(
        row.approver, under=say("draws-ask-recorded", number=row.change) if row.change else say("draws-ask-told")
    )
