"""检查审批: sent to the chief, signed on paper, or urgent and made up later; afterwards what was decided."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import Form, LineField, TextField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.handing import save_and_hand_over
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar, lock
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.notice.acts import (
    APPROVERS,
    approve_check,
    approve_orally,
    make_up_approval,
    register_paper_approval,
)
from inspector_desktop.notice.blanks import approval_paper, mode_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

SEND, AT_DESK, ON_PAPER, URGENT = "send", "desk", "paper", "urgent"
CHIEF = "section-chief"


class AuthorisedPanel(Panel):
    """The approval of the check."""

    step: ClassVar[str] = "authorised"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.way = ChoiceGroup()
        self.approver = LineField(width=160)
        self.at = MomentField(page.context.clock, say("inspection-now-hint"))
        self.reason = TextField(say("inspection-urgent-hint"))
        self.scan = ScanField(page)
        self.primary = buttons.primary("")

    @override
    def key(self, case: Case) -> Hashable:
        return (case.authorisation, case.view.mode)

    @override
    def fill(self, case: Case) -> None:
        found = case.authorisation
        if found is not None and found.state != "oral":
            self.set_form(*self._facts(case))
            return
        self._make_form(case)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        bureau, dossier, profile = case.view.bureau, case.dossier, self.page.context.profile
        title = profile.document("inspection-approval").title
        return (
            Preview(
                "approval", title, lambda session: approval_paper(get_inspection(session, bureau, dossier), profile)
            ),
        )

    @override
    def tools(self, case: Case) -> Sequence[QWidget]:
        if case.authorisation is not None and case.authorisation.state != "oral":
            return ()
        return (buttons.secondary(say("inspection-print-approval"), self._print),)

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _make_form(self, case: Case) -> None:
        oral = case.authorisation is not None
        self.way = ChoiceGroup(self._ways(case, oral=oral))
        self.way.set_value(next(iter(key for key, _ in self._ways(case, oral=oral))))
        self.way.chosen.connect(self._show_way)
        self.approver = LineField(width=160)
        self.at = MomentField(self.page.context.clock, say("inspection-now-hint"))
        self.reason = TextField(say("inspection-urgent-hint"))
        self.scan = ScanField(self.page)
        self.form = Form()
        self.form.add("way", say("inspection-approval-way"), self.way)
        self.form.add("reason", say("inspection-urgent-reason"), self.reason)
        self.form.add("approver", say("inspection-approver"), self.approver)
        self.form.add("at", say("inspection-approved-at"), self.at)
        self.form.add("scan", say("inspection-approval-scan"), self.scan)
        self.note = texts.soft("", wrap=True)
        self.primary = buttons.primary("", self._go)
        done = Section(say("inspection-decide"), line=True)
        done.add(self.form, gap=14)
        self.set_form(*self._facts(case), 24, done, foot=foot_bar(self.note, right=(self.primary,)))
        self._show_way()
        if not case.here:
            lock(self)

    def _ways(self, case: Case, *, oral: bool) -> list[tuple[str, str]]:
        desk = self.page.context.desk
        own = took_part((one.id for one in case.view.officers), desk.person.id)
        ways = [(AT_DESK, say("do-approve"))] if desk.has_role(*APPROVERS) and not own else []
        if not ways:
            ways.append((SEND, say("inspection-send-approval", role=self._role())))
        ways.append((ON_PAPER, say("do-paper-approval")))
        return ways if oral else [*ways, (URGENT, say("way-urgent"))]

    def _show_way(self) -> None:
        way = self.way.value()
        paper, urgent = way == ON_PAPER, way == URGENT
        for key, shown in (("reason", urgent), ("approver", paper or urgent), ("at", paper or urgent), ("scan", paper)):
            self.form.field(key).setVisible(shown)
        texts_ = {
            SEND: (say("inspection-send-approval", role=self._role()), say("inspection-send-note")),
            AT_DESK: (say("do-approve"), say("inspection-desk-note")),
            ON_PAPER: (say("do-paper-approval"), say("inspection-on-paper-note")),
            URGENT: (say("inspection-urgent-do"), say("inspection-urgent-note")),
        }
        self.primary.setText(texts_[way][0])
        self.note.setText(texts_[way][1])

    def _go(self) -> None:
        case, page = self.case, self.page
        if case is None or not self.form.check():
            return
        way, when = self.way.value(), self.at.moment()
        if way in {ON_PAPER, URGENT} and when is not None and when > page.context.clock.now():
            self.form.refuse("at", say("refused-happened-later"))
        elif way == SEND:
            told = say("inspection-handed-over", name=self._role())
            page.do(save_and_hand_over, to_role=CHIEF, done=lambda _: page.show_notice(told, "green"))
        elif way == AT_DESK:
            act = make_up_approval if case.authorisation is not None else approve_check
            page.do(act, done=lambda _: self._done())
        elif way == ON_PAPER:
            page.do(
                register_paper_approval, approver=self.approver.value(), approved_at=when,
                scan=self.scan.content(), media_type=self.scan.media_type(), done=lambda _: self._done(),
            )  # fmt: skip
        elif when is None:
            page.show_refusal(Refused("refused-urgent-reason"))
        else:
            page.do(
                approve_orally, approver=self.approver.value(), reason=self.reason.value(), told_at=when,
                done=lambda _: self._done(),
            )  # fmt: skip

    def _done(self) -> None:
        self.page.go_on()
        self.page.show_notice(say("inspection-approved"), "green")

    def _print(self) -> QPushButton | None:
        case, profile = self.case, self.page.context.profile
        if case is not None:
            title = profile.document("inspection-approval").title
            self.page.print_paper(f"{title} {case.view.subject_name}", approval_paper(case.view, profile))
        return None

    def _role(self) -> str:
        return self.page.context.profile.role(CHIEF).title

    def _facts(self, case: Case) -> list[QWidget | int]:
        view, found = case.view, case.authorisation
        window = say(
            "date-range", first=date.fromisoformat(view.window_from), last=date.fromisoformat(view.window_until)
        )
        what = Section(say("inspection-to-approve"), line=True)
        what.add(
            KeyValues(
                (
                    Value(say("blank-items"), "；".join(one.title for one in view.items)),
                    Value(say("blank-basis"), "；".join(dict.fromkeys(one.basis for one in view.items))),
                    Value(
                        say("blank-source"), say("blank-source-words", task=view.task_title, number=view.task_number)
                    ),
                    Value(say("blank-window"), window),
                    Value(say("blank-officers"), _team(case)),
                    *((Value(say("blank-mode"), mode_words(view)),) if view.mode in OFF_SITE else ()),
                ),
                label_width=108,
            ),
            gap=12,
        )
        if found is None:
            return [what]
        values = [Value(say("inspection-approver"), found.approver, bold=True)]
        if found.state == "oral":
            values += [
                Value(say("inspection-urgent-reason"), found.reason),
                Value(say("inspection-told-at"), moment_words(found.told_at)),
                Value(say("inspection-standing"), say("ok-later"), tone="amber"),
            ]
        else:
            how = "inspection-approved-paper" if found.on_paper else "inspection-approved-desk"
            values += [
                Value(say("inspection-approved-at"), moment_words(found.approved_at)),
                Value(say("inspection-approval-way"), say(how)),
            ]
            if found.reason:
                values.append(Value(say("inspection-urgent-reason"), found.reason, under=say("inspection-made-up")))
        decided = Section(say("inspection-decided"), line=True)
        decided.add(KeyValues(values, label_width=108), gap=12)
        if found.scan:
            digest = found.scan
            decided.add(
                texts.row(buttons.link(say("inspection-open-scan"), lambda: self.page.open_photo(digest)), None), gap=8
            )
        return [decided, 24, what]


def _team(case: Case) -> str:
    return "、".join(say("notice-officer", name=one.name, certificate=one.certificate) for one in case.view.officers)
