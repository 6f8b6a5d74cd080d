"""The editor of a work plan (工作方案): made from the task, changed by people, kept, and written as PDF or workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.page import PLANS, Page
from inspector_desktop.gui.pages.drawing.files import Files
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.plan.more_acts import Work, propose_work, write_work_plan
from inspector_desktop.plan.more_facts import WorkRule
from inspector_desktop.plan.more_store import WorkView, work_plan
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.wording import say

_LABEL = 96
_WIDTH = 860
_TEXTS = (("content", 4), ("process", 10), ("priorities", 2))
_LINES = ("principal", "participants", "staff", "experts")


class WorkForm(QWidget):
    """The form; its act is the page's. `left` when the person goes back to the plan."""

    left = Signal()

    def __init__(self, page: Page, writing: Files) -> None:
        super().__init__()
        self._page = page
        self._files = writing
        self._plan: PlanView | None = None
        self._kept: WorkView | None = None
        self._rules: list[tuple[WorkRule, fields.TextField, fields.LineField, fields.LineField]] = []
        self.form = fields.Form(label_width=_LABEL)
        self.first, self.last = fields.DateField(width=180), fields.DateField(width=180)
        until = texts.label(say("plan-until"))
        until.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.form.add_row("window", say("plan-from"), self.first, until, self.last, QWidget())
        self.texts = {key: fields.TextField(say(f"work-hint-{key}"), lines=lines) for key, lines in _TEXTS}
        for key, text in self.texts.items():
            self.form.add(key, say(f"work-part-{key}"), text, top=True)
        self.lines = {key: fields.LineField(say(f"work-hint-{key}")) for key in _LINES}
        for key, editor in self.lines.items():
            self.form.add(key, say(f"work-field-{key}"), editor)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        rules = Section(say("work-part-rules"), say("work-rules-note"))
        rules.add(self._holder, gap=6)
        self._told = texts.soft("", wrap=True)
        self.go = buttons.primary(say("work-save"), self.run)
        self.again = buttons.secondary(say("work-from-task"), self._propose)
        self.pdf = buttons.secondary(say("work-pdf"), lambda: self._ask("pdf"))
        self.xlsx = buttons.secondary(say("work-xlsx"), lambda: self._ask("xlsx"))
        back = buttons.secondary(say("work-back"), self.left.emit)
        row = texts.row(_LABEL, self.go, self.again, self.pdf, self.xlsx, back, None)
        holder = texts.boxed(texts.column(self._told, self.form, rules, row, gap=16))
        holder.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 20, look.MARGIN, 20)
        column.addWidget(holder)
        column.addStretch(1)

    def start(self, plan: str) -> None:
        """Show the work plan of a plan, or one made from its task."""
        bureau, profile = self._page.context.bureau, self._page.context.profile

        def query(session: Session) -> tuple[PlanView, WorkView | None, Work]:
            return (
                get_plan(session, bureau, plan),
                work_plan(session, bureau, plan),
                propose_work(session, bureau=bureau, profile=profile, plan=plan),
            )

        self._page.load(query, lambda found: self._show(*found))

    def value(self) -> Work:
        """What the form says."""
        return Work(
            process=self.texts["process"].value(), content=self.texts["content"].value(),
            priorities=self.texts["priorities"].value(), window_from=self.first.value(), window_until=self.last.value(),
            principal=self.lines["principal"].value(), participants=self.lines["participants"].value(),
            staff=self.lines["staff"].value(), experts=self.lines["experts"].value(),
            rules=tuple(
                WorkRule(
                    item=rule.item, title=rule.title, rules=text.value(), frequency=often.value(), period=when.value()
                )
                for rule, text, often, when in self._rules
            ),
        )  # fmt: skip

    def run(self) -> None:
        """Keep the work plan."""
        if self._plan is None:
            return
        if not self.first.value() or not self.last.value():
            self.form.refuse("window", say("kit-date-unreadable"))
            return
        plan = self._plan.dossier
        self._page.act(
            write_work_plan, plan=plan, work=self.value(), changes=(PLANS,), done=lambda _: self._saved(plan)
        )

    def write(self, form: str, path: Path) -> None:
        """Write the kept work plan: `pdf` or `xlsx`."""
        plan, kept, profile = self._plan, self._kept, self._page.context.profile
        if plan is None or kept is None:
            self._page.show_notice(say("work-keep-first"), "amber")
            return

        def content() -> bytes:
            from inspector_desktop.plan.work_document import work_paper, workbook  # noqa: PLC0415  (on demand)

            if form == "xlsx":
                return workbook(plan, kept, profile)
            from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when it is needed)

            return render(work_paper(plan, kept, profile))

        self._files.write(path, content)

    def _show(self, plan: PlanView, kept: WorkView | None, proposed: Work) -> None:
        self._plan, self._kept, self._proposed = plan, kept, proposed
        may = self._page.context.has_role("supervising") and not plan.gone
        for button in (self.go, self.again):
            button.setVisible(may)
        for button in (self.pdf, self.xlsx):
            grey(button, say("greyed-work-open") if kept is None else "")
        told = say("work-kept", version=kept.version) if kept else say("work-proposed")
        self._told.setText(told)
        if kept is None:
            self._fill(proposed)
            return
        rules = {one.item: one for one in kept.rules}
        self._fill(
            Work(
                process=kept.process, content=kept.content, window_from=kept.window_from,
                window_until=kept.window_until, principal=kept.principal, staff=kept.staff, experts=kept.experts,
                priorities=kept.priorities, participants=kept.participants,
                rules=tuple(
                    WorkRule(
                        item=one.item, title=one.title, rules=rules[one.item].rules,
                        frequency=rules[one.item].frequency, period=rules[one.item].period,
                    )
                    if one.item in rules
                    else one
                    for one in proposed.rules
                ),
            )
        )  # fmt: skip

    def _fill(self, work: Work) -> None:
        self.first.set_value(work.window_from)
        self.last.set_value(work.window_until)
        for key, text in self.texts.items():
            text.set_value(str(getattr(work, key)))
            text.moveCursor(QTextCursor.MoveOperation.Start)
        for key, line in self.lines.items():
            line.set_value(str(getattr(work, key)))
        texts.empty_layout(self._column)
        self._rules = []
        for rule in work.rules:
            how = fields.TextField(say("work-hint-rules"), rule.rules, lines=2)
            how.setAccessibleName(say("work-rules-of", item=rule.title))
            often = fields.LineField(say("work-hint-frequency"), rule.frequency, width=150)
            when = fields.LineField(say("work-hint-period"), rule.period, width=150)
            self._rules.append((rule, how, often, when))
            side = texts.row(
                texts.label(say("work-column-frequency")), often, texts.label(say("work-column-period")), when, None
            )
            name = texts.label(rule.title, font=look.body(bold=True), wrap=True)
            self._column.addWidget(texts.boxed(texts.column(name, how, side, gap=6)))

    def _propose(self) -> None:
        if self._plan is not None:
            principal = self.lines["principal"].value()
            self._fill(self._proposed)
            self.lines["principal"].set_value(principal)

    def _saved(self, plan: str) -> None:
        self.start(plan)
        self._page.show_notice(say("work-saved"), "green")

    def _ask(self, form: str) -> None:
        if self._plan is not None:
            name = say("work-file", task=self._plan.task_title)
            self._files.ask(f"{name}.{form}", f"*.{form}", lambda path: self.write(form, path))
