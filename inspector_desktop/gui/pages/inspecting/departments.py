"""One department of a joint check: its own record, its own report, and how it disclosed its result itself.

Each is written here and printed for its officers to sign, or was made in its own system and is registered with a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector_desktop.check.department_acts import note_disclosed, register_elsewhere, report_department
from inspector_desktop.check.joint_acts import record_department, register_signed
from inspector_desktop.check.joint_document import RECORD, REPORT
from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, TextField, button_row, read_date
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.inspecting.case import day_words
from inspector_desktop.gui.pages.inspecting.pagesfield import PagesField
from inspector_desktop.gui.pages.inspecting.papers import read_paper
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from inspector_desktop.check.joint_store import DepartmentDisclosureView, DepartmentReportView, DepartmentView
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.facts import IssuedPaper

HERE, ELSEWHERE = "here", "elsewhere"
_LABEL = 84


class DepartmentPart(QWidget):
    """What is there of one department, and the form for what comes next."""

    def __init__(
        self, page: InspectionPage, department: str, record: DepartmentView | None,
        report: DepartmentReportView | None, shown: DepartmentDisclosureView | None, returned: Sequence[bytes] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self.page, self.department, self._returned = page, department, returned
        self.section = Section(department, say("joint-own-record"), line=True)
        self.setLayout(texts.column(self.section, gap=0))
        if record is not None:
            self._recorded(record)
        if report is not None:
            self._reported(report)
        if shown is not None:
            day = civil_date(f"{shown.disclosed_on}T04:00:00Z")
            words = "，".join(filter(None, (say("department-shown", place=shown.place, day=day), shown.reference)))
            chip = ChipText(say("department-shown-chip"), "green")
            self.section.add(Entry(shown.result, words, chip=chip, bold=False))
        if record is None:
            self._ask(RECORD)
        elif not record.signed_at:
            self._sign()
        if record is not None and report is None:
            self._ask(REPORT)
        if report is not None and shown is None:
            self._disclose()

    def done(self, key: str) -> None:
        """Say that something was kept."""
        self.page.show_notice(say(key), "green")

    def print(self) -> None:
        """Print the record or report asked for, or register the department's own."""
        elsewhere = self.how.value() == ELSEWHERE
        if elsewhere:
            self.page.do(
                register_elsewhere, house=self.page.context.house, department=self.department, kind=self.kind,
                number=self.number.value(), result=self.result.value(), made_on=read_date(self.day.value()),
                copy=self.pages.contents(), done=lambda _: self.done("joint-noted"),
            )  # fmt: skip
        elif self.kind == RECORD:
            self.page.do(
                record_department, house=self.page.context.house, department=self.department,
                number=self.number.value(), result=self.result.value(), words=self.words.value(), done=self._printed,
            )  # fmt: skip
        else:
            self.page.do(
                report_department, house=self.page.context.house, department=self.department,
                number=self.number.value(), evaluation=self.evaluation.value(), proposal=self.proposal.value(),
                made_on=read_date(self.day.value()), done=self._printed,
            )  # fmt: skip

    def _recorded(self, record: DepartmentView) -> None:
        under = say("joint-by", names=record.officers)
        if record.elsewhere:
            under = say("department-elsewhere", names=record.officers, day=_day(record.made_on))
        chip = (
            ChipText(say("joint-signed", day=day_words(record.signed_at)), "green")
            if record.signed_at and not record.elsewhere
            else None
        )
        link = Link(say("sampling-open"), lambda: self._open(record.paper, say(f"kind-{RECORD}") + self.department))
        words = f"{say(f'kind-{RECORD}')}　{record.number}　{record.result}"
        self.section.add(Entry(words, under, chip=chip, link=link, bold=False))

    def _reported(self, report: DepartmentReportView) -> None:
        key = "department-report-elsewhere" if report.elsewhere else "department-report-made"
        link = Link(say("sampling-open"), lambda: self._open(report.paper, say(f"kind-{REPORT}") + self.department))
        words = f"{say(f'kind-{REPORT}')}　{report.number}　{report.result}"
        self.section.add(Entry(words, say(key, day=_day(report.made_on)), link=link, bold=False))

    def _ask(self, kind: str) -> None:
        """The form for a record or a report."""
        self.kind = kind
        self.how = buttons.ChoiceGroup(((HERE, say("department-here")), (ELSEWHERE, say("department-own"))), HERE)
        self.number = LineField(say("joint-number-hint"))
        codes = self.page.context.profile.results.codes
        self.result = ChoiceField(tuple((one.title, one.title) for one in codes), hint=say("joint-result-hint"))
        self.words = LineField()
        self.evaluation, self.proposal = TextField(lines=2), TextField(lines=2)
        self.day = DateField("", civil_date(self.page.context.clock.now()).isoformat(), width=150)
        self.pages = PagesField(self.page)
        form = self.form = Form(label_width=_LABEL)
        form.add("how", say(f"kind-{kind}"), self.how)
        form.add("number", say("joint-number"), self.number)
        form.add("day", say("department-day"), self.day)
        form.add("result", say("joint-result"), self.result)
        form.add("words", say("joint-words"), self.words)
        form.add("evaluation", say("department-evaluation"), self.evaluation)
        form.add("proposal", say("department-proposal"), self.proposal)
        form.add("pages", say("department-pages"), self.pages, top=True)
        if kind == RECORD and self._returned:
            self.how.set_value(ELSEWHERE)
            self.pages.put(self._returned)
            self._say_returned()
        self.section.add(form, gap=10)
        self.go = buttons.primary("", self.print)
        self.section.add(button_row(self.go), gap=8)
        self.how.chosen.connect(lambda _: self._lay())
        self._lay()

    def _lay(self) -> None:
        elsewhere, record = self.how.value() == ELSEWHERE, self.kind == RECORD
        for key, visible in (
            ("result", elsewhere or record), ("words", record and not elsewhere),
            ("evaluation", not record and not elsewhere), ("proposal", not record and not elsewhere),
            ("pages", elsewhere), ("day", elsewhere or not record),
        ):  # fmt: skip
            self.form.field(key).setVisible(visible)
        self.go.setText(say("department-register" if elsewhere else "joint-print" if record else "department-print"))

    def _sign(self) -> None:
        scan = ScanField(self.page)
        if self._returned:
            scan.put(self._returned[0], say("pages-nth", number=1))
            self._say_returned()
        form = Form(label_width=_LABEL)
        form.add("scan", say("joint-scan"), scan)
        self.section.add(form, gap=10)
        go = buttons.secondary(
            say("joint-sign"),
            lambda: self.page.do(
                register_signed, department=self.department, scan=scan.content(), media_type=scan.media_type(),
                done=lambda _: self.done("joint-noted"),
            ),
        )  # fmt: skip
        self.section.add(button_row(go), gap=8)

    def _say_returned(self) -> None:
        """Say that the paper was known by its code; somebody still looks whether everybody has signed."""
        self.section.add(texts.soft(say("department-returned", count=len(self._returned)), wrap=True), gap=8)

    def _disclose(self) -> None:
        self.place, self.reference = (
            LineField(say("department-place-hint")),
            LineField(say("department-reference-hint")),
        )
        self.shown_on = DateField("", civil_date(self.page.context.clock.now()).isoformat(), width=150)
        scan = ScanField(self.page)
        form = Form(label_width=_LABEL)
        form.add("place", say("department-place"), self.place)
        form.add("day", say("department-shown-on"), self.shown_on)
        form.add("reference", say("department-reference"), self.reference)
        form.add("scan", say("department-shot"), scan)
        self.section.add(form, gap=10)
        self.note = buttons.secondary(
            say("department-note"),
            lambda: self.page.do(
                note_disclosed, department=self.department, place=self.place.value(),
                reference=self.reference.value(), disclosed_on=read_date(self.shown_on.value()),
                scan=scan.content(), media_type=scan.media_type(), done=lambda _: self.done("joint-noted"),
            ),
        )  # fmt: skip
        self.section.add(button_row(self.note), gap=8)

    def _printed(self, paper: IssuedPaper) -> None:
        self.done("joint-printed")
        self._open(paper.blob, paper.title)

    def _open(self, blob: str, title: str) -> None:
        self.page.load(read_paper(blob), lambda pdf: self.page.print_paper(title, pdf))


def _day(day: str) -> date | str:
    return civil_date(f"{day}T04:00:00Z") if day else "—"
