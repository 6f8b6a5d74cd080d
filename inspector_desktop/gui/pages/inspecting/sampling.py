"""抽样检测: the voucher, then each step of the test in its order; the last one says when the report is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from inspector_desktop.check.sampling_acts import (
    ask_retest,
    receive_result,
    send_samples,
    serve_result,
    serve_retest,
    take_samples,
)
from inspector_desktop.check.sampling_facts import TakenSample
from inspector_desktop.check.sampling_store import SamplingView, samplings_of
from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, TextField, button_row, read_date
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.inspecting.besides import Beside
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.rectification.late_acts import done_late
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case

_COLUMNS = 5
YES, NO = "yes", "no"


class SamplingFace(Beside[tuple[SamplingView, ...]]):
    """The face."""

    @override
    def read(self, session: Session, case: Case) -> tuple[SamplingView, ...]:
        return samplings_of(session, case.view.bureau, case.dossier)

    @override
    def fill(self, case: Case, found: tuple[SamplingView, ...]) -> None:
        for one in found:
            self._one(one)
        if case.visit is None:
            self.inside.addWidget(texts.soft(say("refused-sampling-early"), wrap=True))
            return
        self._take(case)

    def _one(self, one: SamplingView) -> None:
        section = Section(one.number or say("sampling-title"), say(one.state), line=True)
        lines = "；".join(f"{row.name} {row.quantity}{row.unit}" for row in one.samples)
        values = [Value(say("sampling-samples"), lines, under=f"{one.place}　{moment_words(one.ended_at)}")]
        if one.sent_at:
            values.append(Value(say("sampling-lab"), one.lab, under=moment_words(one.sent_at)))
        if one.received_at:
            tone = "green" if one.conforms else "red"
            chip = ChipText(say("test-conforms" if one.conforms else "test-fails"), tone)
            values.append(Value(say("sampling-result"), one.result, under=one.report_number))
            values.append(Value(say("sampling-verdict"), chips=(chip,)))
        if one.served_at:
            under = say("sampling-object-until", day=one.objection_until)
            values.append(Value(say("sampling-served"), f"{moment_words(one.served_at)} {one.receiver}", under=under))
        if one.retest_asked_at:
            values.append(Value(say("sampling-retest"), one.retest_lab, under=moment_words(one.retest_asked_at)))
        if one.retest_served_at:
            values.append(Value(say("test-settled"), one.retest_result, under=moment_words(one.retest_served_at)))
        section.add(KeyValues(values, label_width=84), gap=8)
        link = Link(say("sampling-open"), lambda: self._print(one.paper))
        section.add(Entry(say("sampling-title"), "", link=link, bold=False))
        self._next(section, one)
        self.inside.addWidget(section)
        self.inside.addSpacing(16)

    def _next(self, section: Section, one: SamplingView) -> None:
        """The step that comes next, as a small form."""
        late = LateField(
            self.page, "after-sampled", opened=True, label=say("joint-when"), width=84, hint=say("leads-now-hint")
        )
        form = Form(label_width=84)
        text, other = LineField(), LineField()
        verdict = buttons.ChoiceGroup(((YES, say("test-conforms")), (NO, say("test-fails"))))
        until, scan = DateField("", width=200), ScanField(self.page)
        way = ChoiceField(tuple((key, say(key)) for key in ("service-direct", "service-post")), "service-direct")
        steps: list[tuple[str, object]] = []
        if one.state == "test-taken":
            form.add("lab", say("sampling-lab"), text)
            steps = [("sampling-send", lambda: (send_samples, {"lab": text.value()}))]
        elif one.state == "test-sent":
            form.add("number", say("sampling-report"), text)
            form.add("result", say("sampling-result"), other)
            form.add("verdict", say("sampling-verdict"), verdict)
            form.add("scan", say("sampling-scan"), scan)
            steps = [("sampling-receive", lambda: (receive_result, {
                "report_number": text.value(), "result": other.value(), "conforms": verdict.value() == YES,
                "scan": scan.content(), "media_type": scan.media_type(),
            }))]  # fmt: skip
        elif one.state == "test-received":
            form.add("receiver", say("sampling-receiver"), text)
            form.add("way", say("sampling-way"), way)
            form.add("until", say("sampling-until"), until)
            steps = [("sampling-serve", lambda: (serve_result, {
                "receiver": text.value(), "way": way.value(), "objection_until": read_date(until.value()),
            }))]  # fmt: skip
        elif one.state == "test-served":
            form.add("lab", say("sampling-retest-lab"), text)
            steps = [("sampling-ask-retest", lambda: (ask_retest, {"lab": text.value()}))]
        elif one.state == "test-retest":
            form.add("result", say("sampling-retest-result"), text)
            form.add("verdict", say("sampling-verdict"), verdict)
            form.add("scan", say("sampling-scan"), scan)
            steps = [("sampling-serve-retest", lambda: (serve_retest, {
                "result": text.value(), "conforms": verdict.value() == YES, "scan": scan.content(),
                "media_type": scan.media_type(),
            }))]  # fmt: skip
        if not steps:
            return
        form.add_part(late)
        section.add(form, gap=8)
        for key, made in steps:
            section.add(button_row(buttons.primary(say(key), lambda made=made: self._do(one, made, late))), gap=8)  # type: ignore[misc]

    def _do(self, one: SamplingView, made: object, late: LateField) -> None:
        if not late.check():
            return
        function, inputs = made()  # type: ignore[operator]
        if inputs.get("objection_until", one) is None:
            self.page.show_refusal(Refused("refused-test-objection"))
            return
        self.page.do(
            done_late, act=function, step="after-sampled", moment="at", late=late.value(), sampling=one.id,
            done=lambda _: self.done("joint-noted"), **inputs,
        )  # fmt: skip

    def _take(self, case: Case) -> None:
        section = Section(say("sampling-new"), line=True)
        self.number = LineField(say("sampling-number-hint"))
        items = case.view.items
        self.item = ChoiceField(tuple((one.id, one.title) for one in items), items[0].id if len(items) == 1 else "")
        self.place = LineField()
        self.met = LineField(value=case.visit.met if case.visit else "")
        self.since = MomentField(self.page.context.clock, say("leads-now-hint"), width=200)
        self.late = LateField(self.page, "after-sampled", label=say("sampling-ended"), width=84)
        self.rows = TextField(say("sampling-rows-hint"), lines=4)
        form = Form(label_width=84)
        form.add("number", say("sampling-number"), self.number)
        form.add("item", say("joint-item"), self.item)
        form.add("place", say("sampling-place"), self.place)
        form.add("met", say("sampling-met"), self.met)
        form.add("since", say("sampling-since"), self.since)
        form.add("rows", say("sampling-samples"), self.rows, note=say("sampling-rows-note"))
        section.add(form, gap=10)
        section.add(self.late, gap=8)
        self.go = buttons.secondary(say("sampling-take"), self._keep)
        section.add(button_row(self.go), gap=8)
        self.inside.addWidget(section)

    def _keep(self) -> None:
        if not self.late.check():
            return
        rows = [read_sample(line) for line in self.rows.value().splitlines() if line.strip()]
        self.page.do(
            done_late, act=take_samples, step="after-sampled", moment="ended_at", late=self.late.value(),
            house=self.page.context.house, samples=rows, place=self.place.value(), met=self.met.value(),
            number=self.number.value(), item=self.item.value(), begun_at=self.since.moment(), done=self._kept,
        )  # fmt: skip

    def _kept(self, paper: IssuedPaper) -> None:
        self.done("sampling-taken")
        self._print(paper.blob)

    def _print(self, blob: str) -> None:
        self.page.load(
            lambda session: read_evidence(session, blob), lambda pdf: self.page.print_paper(say("sampling-title"), pdf)
        )


def read_sample(line: str) -> TakenSample:
    """Read one line of the list: 物品，规格，单位，数量，备注, parted by commas of either width or by tabs."""
    for mark in ("，", "\t", "、"):
        line = line.replace(mark, ",")
    parts = [one.strip() for one in line.split(",", _COLUMNS - 1)]
    parts += [""] * (_COLUMNS - len(parts))
    return TakenSample(name=parts[0], spec=parts[1], unit=parts[2], quantity=parts[3], note=parts[4])
