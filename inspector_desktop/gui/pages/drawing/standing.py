"""What happens to a plan beside its draw: filing, publishing, and overlaps with other plans, each with its acts.

Where a plan is public, by the ledger, and by which day it has to be, stands beside its publishing.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.ledger import Line, line_of_plan
from inspector_desktop.draw.merging import merge_plans, settle_with_reference
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.page import DRAWS, PLANS, Page
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.plan.acts import file_plan, publish_plan
from inspector_desktop.plan.overlap import ADOPT, KEPT, MERGE, TOGETHER, UPPER, Overlap
from inspector_desktop.wording import say

_WIDTH = 240


class StandingPart(QWidget):
    """Filing, publishing and overlaps of the plan in front; its acts are the page's. `visits_asked` by the overlaps."""

    visits_asked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._plan = ""
        self.body = fields.LineField(say("standing-body-hint"), width=_WIDTH)
        self.filed_on = fields.DateField(width=160)
        self.file = buttons.secondary(say("standing-file"), self._file)
        self.where = fields.LineField(say("standing-where-hint"), width=_WIDTH)
        self.published_on = fields.DateField(width=160)
        self.publish = buttons.secondary(say("standing-publish"), self._publish)
        self.reason = fields.LineField(say("standing-reason-hint"), width=_WIDTH)
        self._values = KeyValues([], label_width=84)
        self._filing = texts.boxed(texts.row(self.body, self.filed_on, self.file, None))
        self._publishing = texts.boxed(texts.row(self.where, self.published_on, self.publish, None))
        section = Section(say("standing-title"))
        self.publicity = texts.small(wrap=True)
        ledger = buttons.link(say("standing-ledger"), lambda: page.context.navigate("disclosure", face="ledger"))
        self._open = texts.boxed(texts.column(self.publicity, texts.row(ledger, None), gap=2))
        for part in (self._values, self._open, self._filing, self._publishing):
            section.add(part, gap=8)
        self.overlaps = Section(say("standing-overlaps"))
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.overlaps.add(self._rows)
        self._why = texts.boxed(texts.row(texts.label(say("standing-reason")), self.reason, None))
        self.overlaps.add(self._why, gap=8)
        visits = buttons.secondary(say("standing-visits"), self.visits_asked.emit)
        self.overlaps.add(texts.boxed(texts.row(visits, None)), gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 0, look.MARGIN, 16)
        column.setSpacing(20)
        column.addWidget(section)
        column.addWidget(self.overlaps)
        column.addStretch(1)

    def show_whole(self, whole: Whole, *, may_act: bool) -> None:
        """Show how far the plan has come, and what it overlaps with."""
        plan = whole.plan
        if plan.dossier != self._plan:
            self._plan = plan.dossier
            today = civil_date(self._page.context.clock.now()).isoformat()
            for day in (self.filed_on, self.published_on):
                day.set_value(today)
            self.body.set_value(self._page.context.profile.bureau.upper)
            self.where.set_value(self._page.context.profile.bureau.portal)
            self.reason.set_value("")
        filed = say("standing-done", what=plan.filed_with, on=plan.filed_at) if plan.filed_at else "—"
        public = plan.public
        published = say("standing-done", what=public.place, on=public.day) if public is not None else "—"
        self._values.set_values([Value(say("standing-filed"), filed), Value(say("standing-published"), published)])
        self.publicity.hide()
        if plan.made or not plan.gone:  # of a plan that is gone nothing is due any more
            self._read_publicity(plan.dossier)
        self._filing.setVisible(may_act and not plan.gone and not plan.filed_at and not plan.made)
        self._publishing.setVisible(may_act and plan.state == "approved" and not plan.made)
        texts.empty_layout(self._column)
        for one in plan.settled:
            told = say(f"standing-settled-{one.effect}", title=one.other_title, reason=one.reason)
            self._column.addWidget(texts.soft(told, wrap=True))
            cited = Counter(left.reference for left in plan.adopted if left.other == one.other and left.reference)
            for text, count in sorted(cited.items()):
                self._column.addWidget(texts.small(say("standing-cited", count=count, reference=text), wrap=True))
        for overlap in whole.overlaps:
            self._column.addWidget(self._row(overlap, may_act=may_act))
        self._why.setVisible(any(one.stops for one in whole.overlaps) and may_act)
        self.overlaps.setVisible(bool(whole.overlaps or plan.settled))

    def _read_publicity(self, plan: str) -> None:
        context = self._page.context
        today = civil_date(context.clock.now())
        self._page.load(
            lambda session: line_of_plan(session, context.bureau, context.profile, today, plan), self.show_publicity
        )

    def show_publicity(self, line: Line) -> None:
        """Show where the plan is public, or by which day it has to be."""
        if line.about != self._plan:
            return
        told = [
            say(
                "standing-open-at",
                day=fields.day_words(one.day),
                place=" ".join(filter(None, (one.place, one.address))),
                by=one.by,
            )
            for one in line.standing[1:]
        ]
        told += [
            say("standing-open-ended", day=fields.day_words(one.ended_on), place=one.place, reason=one.ended_reason)
            for one in line.made
            if not one.standing
        ]
        if line.due and not line.standing:
            due = fields.day_words(line.due)
            told.append(say("standing-open-late" if line.late else "standing-open-due", day=due, days=line.late))
        self.publicity.setText("\n".join(told))
        self.publicity.setVisible(bool(told))

    def settle(self, overlap: Overlap, effect: str) -> None:
        """Settle an overlap as proposed, or have both check it for the reason given."""
        self._page.act(
            settle_with_reference, plan=self._plan, other=overlap.other, effect=effect, reason=self.reason.value(),
            changes=(PLANS, DRAWS),
            done=lambda _: self._page.show_notice(say("standing-settled-now"), "green"),
        )  # fmt: skip

    def merge(self, overlap: Overlap) -> None:
        """Make one of both plans, which is then approved again."""
        self._page.act(
            merge_plans, plan=self._plan, other=overlap.other, changes=(PLANS, DRAWS),
            done=lambda _: self._page.show_notice(say("standing-merged-now", title=overlap.title), "green"),
        )  # fmt: skip

    def _row(self, overlap: Overlap, *, may_act: bool) -> QWidget:
        if not overlap.stops:
            return self._merge_row(overlap, may_act=may_act)
        key = "standing-overlap-whole" if overlap.whole else "standing-overlap"
        told = say(
            key, title=overlap.title, count=len(overlap.subjects), first=overlap.window_from, last=overlap.window_until
        )
        row = texts.row(texts.soft(told, wrap=True))
        if may_act:
            effect = UPPER if overlap.proposal == UPPER else ADOPT
            row.addWidget(buttons.secondary(say(f"standing-do-{effect}"), partial(self.settle, overlap, effect)))
            row.addWidget(buttons.secondary(say("standing-do-kept"), partial(self.settle, overlap, KEPT)))
        return texts.boxed(row)

    def _merge_row(self, overlap: Overlap, *, may_act: bool) -> QWidget:
        profile = self._page.context.profile
        names = "、".join(profile.category(one).title for one in overlap.categories)
        key = "standing-joinable" if overlap.proposal == MERGE else f"standing-{overlap.proposal}"
        count = len(overlap.subjects if overlap.proposal == TOGETHER else overlap.items)
        told = say(key, title=overlap.title, categories=names, count=count)
        row = texts.row(texts.soft(told, wrap=True))
        if may_act and overlap.proposal == MERGE:
            row.addWidget(buttons.secondary(say("standing-do-merge"), partial(self.merge, overlap)))
        return texts.boxed(row)

    def _file(self) -> None:
        self._page.act(
            file_plan, plan=self._plan, body=self.body.value(), on=self.filed_on.value(), changes=(PLANS,),
            done=lambda _: self._page.show_notice(say("standing-filed-now"), "green"),
        )  # fmt: skip

    def _publish(self) -> None:
        self._page.act(
            publish_plan, plan=self._plan, where=self.where.value(), on=self.published_on.value(), changes=(PLANS,),
            done=lambda _: self._page.show_notice(say("standing-published-now"), "green"),
        )  # fmt: skip
