"""检查报告: the five parts as proposed from the visit, edited and kept by version, and 提交审核.

What a person types is kept when a field is left; every version that differs stays. The marks of a returned report
stand under the parts they are about.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.approval.store import MarkView, find_approval
from inspector_desktop.clock import stamp
from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import Field, LineField, TextField
from inspector_desktop.gui.kit.section import EmptyState, KeyValues, Section, Value
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey, grey_form, why_away
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.rectification.late_acts import submit_late
from inspector_desktop.report.acts import propose_report, save_report
from inspector_desktop.report.document import report_paper
from inspector_desktop.report.rules import PARTS, Parts
from inspector_desktop.report.store import ReportView, VersionView, find_report, versions_of
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

LINES = {"time": 1, "content": 2, "findings": 4, "evaluation": 2, "proposal": 3}
"""The least height of each part's field."""
_MOST_LINES, _PER_LINE = 12, 36
FINAL = "paper-final"
RECORDS = ("check-record", "unable-record")
_LABEL = 116
_PAUSE_MS = 600
_SHOWN_VERSIONS = 6


@dataclass(frozen=True)
class Loaded:
    """The report as stored, what the program proposes, and the marks of a return. `early` is why there is none yet."""

    report: ReportView | None
    proposed: Parts | None
    versions: tuple[VersionView, ...]
    marks: tuple[MarkView, ...]
    early: str

    @property
    def parts(self) -> Parts | None:
        """The latest saved parts, else those proposed."""
        return self.report.parts if self.report else self.proposed

    @property
    def editable(self) -> bool:
        """Whether the report may be changed: it is not with the approvers."""
        return self.parts is not None and (self.report is None or self.report.state != FINAL)


class ReportPanel(Panel):
    """The report of the check."""

    step: ClassVar[str] = "report"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.loaded: Loaded | None = None
        self.fields: dict[str, LineField | TextField] = {}
        self.primary = buttons.primary("")
        self.way = buttons.ChoiceGroup()
        self._made: Hashable = None
        self._versions = Section("")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.redraw)
        self._drawn: Parts | None = None

    @override
    def key(self, case: Case) -> Hashable:
        return len(case.history)

    @override
    def fill(self, case: Case) -> None:
        desk, profile, bureau, dossier = (
            self.page.context.desk,
            self.page.context.profile,
            case.view.bureau,
            case.dossier,
        )

        def query(session: Session) -> Loaded:
            found = find_approval(session, bureau, dossier)
            proposed, early = None, ""
            try:
                proposed = propose_report(session, desk=desk, profile=profile, dossier=dossier)
            except Refused as error:
                early = sentence(error)
            versions = versions_of(session, bureau, dossier)
            return Loaded(
                find_report(session, bureau, dossier), proposed, versions, found.marks if found else (), early
            )

        self.page.context.ledger.run(query, done=self._show, failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        paper = case.paper("check-report")
        title = self.page.context.profile.document("check-report").title
        made = [issued(paper)] if paper is not None else [Preview("report", title, self._draft)]
        record = next((one for kind in RECORDS if (one := case.paper(kind)) is not None), None)
        return (*made, issued(record)) if record is not None else tuple(made)

    @override
    def tools(self, case: Case) -> Sequence[QWidget]:
        return order_tool(self.page, case)

    @override
    def start(self) -> None:
        first = next(iter(self.fields.values()), None)
        (first or self.primary).setFocus()

    @override
    def leaving(self) -> None:
        self.save()

    def written(self) -> Parts | None:
        """The five parts as they stand in the form, else as stored."""
        if self.fields:
            return Parts(**{name: field.value() for name, field in self.fields.items()})
        return self.loaded.parts if self.loaded else None

    def save(self) -> None:
        """Keep what was typed as a new version, if it differs."""
        case, parts, loaded = self.case, self.written(), self.loaded
        if case is None or loaded is None or parts is None or not self.fields or not case.here:
            return
        if not loaded.editable:
            return
        if parts == loaded.parts:
            return
        report = replace(loaded.report, parts=parts) if loaded.report else None
        self.loaded = replace(loaded, report=report, proposed=loaded.proposed if report else parts)
        self.page.saving(1)
        self.page.do(
            save_report, parts=parts, done=lambda _: self.page.saving(-1), failed=self._not_saved,
        )  # fmt: skip

    def _not_saved(self, error: Known) -> None:
        self.page.saving(-1)
        self.page.show_refusal(error)

    def _show(self, loaded: Loaded) -> None:
        case = self.case
        if case is None:
            return
        made = (loaded.editable, loaded.report.state if loaded.report else "", loaded.marks, loaded.early, case.here)
        same = made == self._made
        self.loaded = loaded
        self._made = made
        if same and loaded.editable:
            self._show_versions(loaded)
        elif loaded.parts is None:
            self.fields = {}
            self.set_body(EmptyState(say("step-report"), loaded.early))
        elif loaded.editable:
            self._edit(case, loaded)
        else:
            self._submitted(loaded)
        self.redraw()

    def redraw(self) -> None:
        """Draw the paper beside again, from what is written now; it is drawn on another thread."""
        self._drawn = self.written()
        self.page.refresh_paper()

    def _edit(self, case: Case, loaded: Loaded) -> None:
        assert loaded.parts is not None  # noqa: S101  (asked before)
        self.fields = {}
        parts: list[QWidget | int] = []
        if loaded.marks:
            told = texts.row(
                Chip(say("ok-returned"), "amber"), texts.small(say("report-page-returned"), wrap=True), gap=10
            )
            told.setStretch(1, 1)
            parts += [texts.boxed(told), 14]
        for name, text in loaded.parts.by_name().items():
            field = LineField(value=text) if name == "time" else TextField(value=text, lines=_lines_of(name, text))
            field.edited.connect(lambda _: self._pause.start())
            field.finished.connect(self.save)
            self.fields[name] = field
            row = Field(say(f"report-part-{name}"), field, label_width=_LABEL)
            parts.append(row)
            for mark in loaded.marks:
                if mark.part == name:
                    line = texts.row(
                        116, texts.small(say("report-page-mark", text=mark.text), ink=look.AMBER, wrap=True), gap=0
                    )
                    line.setContentsMargins(0, 4, 0, 0)
                    parts.append(texts.boxed(line))
            parts.append(10)
        others = [mark.text for mark in loaded.marks if mark.part not in PARTS]
        parts += [_marked(one) for one in others]
        self.way = buttons.ChoiceGroup(
            (("desk", say("report-page-at-desk")), ("hand", say("report-page-by-hand"))), "desk"
        )
        if self.page.context.profile.approval.handwritten:
            parts += [4, Field(say("report-page-way"), self.way, label_width=_LABEL)]
        self.late = LateField(self.page, "after-submitted", width=_LABEL)
        parts += [10, self.late]
        self._versions = Section(say("report-page-versions"), line=True)
        self._show_versions(loaded)
        parts += [20, self._versions]
        self.primary = buttons.primary(say("do-submit"), self.submit)
        again = buttons.secondary(say("report-page-again"), self._propose_again)
        grey(again, "" if loaded.proposed is not None else loaded.early)
        note = texts.soft(say("report-page-note"), wrap=True)
        self.set_form(*parts, foot=foot_bar(note, right=(again, self.primary)))
        grey_form(self, why_away(case))

    def _show_versions(self, loaded: Loaded) -> None:
        names = self.case.names if self.case else {}
        if not loaded.versions:
            self._fill_versions((Value(say("report-page-none-yet"), say("report-page-proposed")),))
            return
        values = []
        before: Parts | None = None
        for one in loaded.versions:
            values.append(
                Value(
                    say("report-page-version", number=one.version),
                    say(
                        "report-page-saved", time=moment_words(one.saved_at), name=names.get(one.saved_by, one.saved_by)
                    ),
                    under=_changes(before, one.parts),
                )
            )
            before = one.parts
        self._fill_versions(tuple(reversed(values[-_SHOWN_VERSIONS:])))

    def _fill_versions(self, values: Sequence[Value]) -> None:
        """Show versions under their heading; the section itself stays where it is."""
        for old in self._versions.findChildren(KeyValues):
            old.hide()
            old.deleteLater()
        self._versions.add(KeyValues(values, label_width=_LABEL), gap=10)

    def _submitted(self, loaded: Loaded) -> None:
        self.fields = {}
        report = loaded.report
        assert report is not None  # noqa: S101  (a report that is not editable was submitted)
        values = [
            Value(say("report-page-number"), report.number, bold=True),
            Value(
                say("report-page-submitted"),
                _saved(report.submitted_at, report.submitted_by),
            ),
            *(Value(say(f"report-part-{name}"), text) for name, text in report.parts.by_name().items()),
        ]
        self.primary = buttons.primary(say("step-approval"), lambda: self.page.view_step("approval"))
        note = texts.soft(say("report-page-with-approvers"), wrap=True)
        self.set_form(KeyValues(values, label_width=_LABEL), foot=foot_bar(note, right=(self.primary,)))
        grey_form(self, "")

    def submit(self) -> None:
        """提交审核 with the parts as they stand; a sentence the program began and nobody ended is asked for first."""
        proposal = self.fields.get("proposal")
        begun = next((one for one in proposal.value().splitlines() if one.endswith("：")), "") if proposal else ""
        if proposal is not None and begun:
            self.page.banner.refuse(say("report-page-unended", begun=begun))
            proposal.setFocus()
            return
        if not self.late.check():
            return
        by_hand = self.way.value() == "hand"
        self.page.do(
            submit_late, house=self.page.context.house, parts=self.written(), by_hand=by_hand, late=self.late.value(),
            done=lambda _: self._done(by_hand=by_hand),
        )  # fmt: skip

    def _done(self, *, by_hand: bool) -> None:
        role = self.page.context.profile.role(self.page.context.profile.flow("result").levels[0]).title
        self.fields, self.loaded, self._made = {}, None, None  # what was handed in is not saved again on leaving
        self.page.go_on()
        words = say("report-page-done-by-hand") if by_hand else say("report-page-done", role=role)
        self.page.show_notice(words, "green")

    def _propose_again(self) -> None:
        loaded = self.loaded
        if loaded is None or loaded.proposed is None:
            return
        for name, text in loaded.proposed.by_name().items():
            self.fields[name].set_value(text)
        self.save()
        self.redraw()

    def _draft(self, session: Session) -> Paper:
        context, case, parts = self.page.context, self.case, self._drawn
        assert case is not None  # noqa: S101  (a preview belongs to a case)
        if parts is None:
            parts = propose_report(session, desk=context.desk, profile=context.profile, dossier=case.dossier)
        view = get_inspection(session, context.bureau, case.dossier)
        return report_paper(view, parts, context.profile, submitted_at=stamp(context.clock.now()))


def order_tool(page: InspectionPage, case: Case) -> Sequence[QWidget]:
    """The way to 下达整改 and 处理移送 where problems were found: on site as well as after approval."""
    handling = buttons.secondary(say("step-handling"), lambda: page.view_step("handling"))
    if not case.counts.get("violates"):
        return (handling,) if case.unable is not None else ()
    return (buttons.secondary(say("do-order"), lambda: page.view_step("order")), handling)


def _lines_of(name: str, text: str) -> int:
    """How high a field should be for its first text, so that a report is read without scrolling in it."""
    wrapped = sum(1 + len(line) // _PER_LINE for line in text.splitlines())
    return min(max(wrapped + 1, LINES[name]), _MOST_LINES)


def _saved(when: str, name: str) -> str:
    return say("report-page-saved", time=moment_words(when), name=name)


def _marked(text: str) -> QWidget:
    """A mark of a return, as it stands under a part."""
    return texts.small(say("report-page-mark", text=text), ink=look.AMBER, wrap=True)


def _changes(before: Parts | None, after: Parts) -> str:
    """Which parts a version changed."""
    if before is None:
        return ""
    old = before.by_name()
    changed = [say(f"report-part-{name}") for name, text in after.by_name().items() if old[name] != text]
    return say("report-page-changed", parts="、".join(changed)) if changed else ""
