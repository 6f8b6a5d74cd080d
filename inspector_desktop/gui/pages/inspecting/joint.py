"""联合与合并: other checks due at this subject, items and records by department, results by item, who came and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from inspector_desktop.check.joint_acts import fix_single, note_came, note_left
from inspector_desktop.check.joint_document import RECORD
from inspector_desktop.check.joint_store import (
    DepartmentDisclosureView,
    DepartmentReportView,
    DepartmentView,
    PartView,
    PresenceView,
    SingleView,
    department_disclosures,
    department_reports,
    departments_of,
    parts_of,
    presence_of,
    returned_record,
    singles_of,
)
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, button_row, read_date
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.inspecting.beforehand import OfficerRow
from inspector_desktop.gui.pages.inspecting.besides import Beside
from inspector_desktop.gui.pages.inspecting.case import since_words
from inspector_desktop.gui.pages.inspecting.departments import DepartmentPart
from inspector_desktop.inspection.joining import OFF_SITE, divide_items, join_inspections, joinable
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.notice.trip import recording
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.inspection.store import TeamOfficer

_STATES = {"open": "amber", "found": "red", "clean": "green"}


@dataclass(frozen=True)
class Joint:
    """What the face shows."""

    others: tuple[InspectionView, ...]
    parts: tuple[PartView, ...]
    departments: tuple[DepartmentView, ...]
    singles: tuple[SingleView, ...]
    presence: tuple[PresenceView, ...]
    reports: tuple[DepartmentReportView, ...]
    shown: tuple[DepartmentDisclosureView, ...]
    returned: dict[str, tuple[bytes, ...]]


class JointFace(Beside[Joint]):
    """The face."""

    @override
    def read(self, session: Session, case: Case) -> Joint:
        bureau, dossier = case.view.bureau, case.dossier
        records = departments_of(session, bureau, dossier)
        made = {one.department for one in records}
        title = self.page.context.profile.document(RECORD).title
        returned = {
            one: returned_record(
                session, bureau, dossier, kind=RECORD, printed_after=one in made,
                title=say("department-paper", title=title, department=one),
            )
            for one in recording(case.view)
            if not any(row.department == one and row.signed_at for row in records)
        }  # fmt: skip
        return Joint(
            joinable(session, bureau, dossier), parts_of(session, bureau, dossier), records,
            singles_of(session, bureau, dossier), presence_of(session, bureau, dossier),
            department_reports(session, bureau, dossier), department_disclosures(session, bureau, dossier), returned,
        )  # fmt: skip

    @override
    def fill(self, case: Case, found: Joint) -> None:
        if case.view.merged_into:
            link = Link(
                say("joint-open"), lambda: self.page.context.navigate("inspection", dossier=case.view.merged_into)
            )
            self.inside.addWidget(Entry(say("joint-merged"), say("joint-merged-how"), link=link))
            return
        self._others(found)
        if case.view.departments and case.visit is None:
            self._divide(case)
        if case.visit is not None and not case.visit.ended_at and case.view.mode not in OFF_SITE:
            self._presence(case, found)
        if case.visit is not None:
            self._results(case, found)
        if case.visit is not None and case.visit.ended_at:
            self.parts: dict[str, DepartmentPart] = {}
            for department in recording(case.view):
                self._department(department, found)

    def _section(self, title: str, note: str = "") -> Section:
        made = Section(title, note, line=True)
        self.inside.addSpacing(12)
        self.inside.addWidget(made)
        return made

    def _others(self, found: Joint) -> None:
        section = self._section(say("joint-others"))
        if not found.others:
            section.add(texts.soft(say("joint-no-others"), wrap=True), gap=8)
        for one in found.others:
            line = say("joint-other-line", items="；".join(item.title for item in one.items),
                       team="、".join(member.name for member in one.officers))  # fmt: skip
            link = Link(say("joint-join"), lambda one=one: self._join(one))  # type: ignore[misc]
            section.add(Entry(one.title, line, link=link))

    def _join(self, other: InspectionView) -> None:
        self.page.do(
            join_inspections, other=other.dossier, changes=(other.dossier,), done=lambda _: self.done("joint-joined")
        )

    def _divide(self, case: Case) -> None:
        section = self._section(say("joint-divide"))
        choices = (("", self.page.context.profile.bureau.name), *((one, one) for one in case.view.departments))
        fields = {one.id: ChoiceField(choices, one.department) for one in case.view.items}
        form = Form(label_width=170)
        for one in case.view.items:
            form.add(one.id, one.title, fields[one.id])
        section.add(form, gap=10)

        def keep() -> None:
            chosen = {item: field.value() for item, field in fields.items()}
            self.page.do(divide_items, departments=chosen, done=lambda _: self.done("joint-divided"))

        section.add(button_row(buttons.secondary(say("joint-divide-do"), keep)), gap=8)

    def _presence(self, case: Case, found: Joint) -> None:
        section, now = self._section(say("joint-presence")), self.page.context.clock.now()
        for one in found.presence:
            if one.came_at:
                section.add(texts.soft(say("joint-came-at", name=one.name, time=since_words(one.came_at, now))), gap=4)
            if one.left_at:
                words = say("joint-left-at", name=one.name, time=since_words(one.left_at, now), why=one.note)
                section.add(texts.soft(words, wrap=True), gap=4)
        visit = case.visit
        there = {one for one, _, _ in visit.officers} if visit is not None else set()
        gone = {one.officer for one in found.presence if one.left_at}
        late = [one for one in case.view.officers if one.id not in there]
        here = [one for one in case.view.officers if one.id in there and one.id not in gone]
        self.who = who = ChoiceField(
            tuple((f"{kind}:{one.id}", say(f"joint-{kind}", name=_named(one)))
                  for kind, people in (("came", late), ("left", here)) for one in people),
            hint=say("joint-who"),
        )  # fmt: skip
        at = MomentField(self.page.context.clock, say("leads-now-hint"), width=200)
        at.show_moment(self.page.context.clock.now())
        why = LineField(say("joint-why"))
        form = Form(label_width=84)
        form.add("who", say("joint-presence-who"), who)
        form.add("at", say("joint-when"), at)
        form.add("why", say("joint-reason"), why)
        self.coming = {one.id: OfficerRow(self.page, one, civil_date(now), presence=False) for one in late}
        form.add("officer", say("blank-officers"), texts.boxed(texts.column(*self.coming.values())), top=True)
        section.add(form, gap=8)

        def lay(chosen: str) -> None:
            kind, _, officer = chosen.partition(":")
            form.field("officer").setVisible(kind == "came")
            form.field("why").setVisible(kind != "came")
            for key, row in self.coming.items():
                row.setVisible(key == officer)

        who.edited.connect(lay)
        lay("")

        def note() -> None:
            kind, _, officer = who.value().partition(":")
            form.field("officer").refuse("")
            row, when = self.coming.get(officer), at.moment()
            if kind == "came" and row is not None and row.shown_at is None:
                form.refuse("officer", say("joint-shown-missing"))
            elif kind == "came" and row is not None:
                self.page.do(
                    note_came, officer=officer, at=when, shown_at=when or row.shown_at, renewed=row.renewed(),
                    done=lambda _: self.done("joint-noted"),
                )  # fmt: skip
            elif kind == "left":
                self.page.do(
                    note_left, house=self.page.context.house, officer=officer, reason=why.value(), at=at.moment(),
                    done=lambda _: self.done("joint-noted"),
                )  # fmt: skip
            else:
                self.page.show_refusal(Refused("refused-came"))

        section.add(button_row(buttons.secondary(say("joint-note"), note)), gap=8)

    def _results(self, case: Case, found: Joint) -> None:
        section = self._section(say("joint-items"))
        fixed = {one.item: one for one in found.singles}
        for part in found.parts:
            title = "；".join(name for _, name in part.items)
            words = say(
                "joint-part", department=part.department or self.page.context.profile.bureau.name,
                judged=len(part.lines), open=part.open, found=len(part.problems),
            )  # fmt: skip
            section.add(Entry(title, words, chip=ChipText(say(f"part-{part.state}"), _STATES[part.state])))
        for one in found.singles:
            name = next((item.title for item in case.view.items if item.id == one.item), one.item)
            words = say("joint-single", item=name, result=one.result, day=civil_date(f"{one.fixed_on}T04:00:00Z"))
            section.add(texts.soft(words, wrap=True), gap=4)
        rest = [one for one in case.view.items if one.id not in fixed]
        if case.visit is None or not case.visit.ended_at or not rest or len(case.view.items) < len(("", "")):
            return
        item = ChoiceField(tuple((one.id, one.title) for one in rest), rest[0].id)
        result, day = (
            self._result_field(),
            DateField("", civil_date(self.page.context.clock.now()).isoformat(), width=200),
        )
        form = Form(label_width=84)
        form.add("item", say("joint-item"), item)
        form.add("result", say("joint-result"), result)
        form.add("day", say("joint-fixed-on"), day)
        section.add(form, gap=10)
        section.add(
            button_row(
                buttons.secondary(
                    say("joint-fix"),
                    lambda: self.page.do(
                        fix_single, item=item.value(), result=result.value(), fixed_on=read_date(day.value()),
                        done=lambda _: self.done("joint-fixed"),
                    ),
                )
            ),
            gap=8,
        )  # fmt: skip

    def _department(self, department: str, found: Joint) -> None:
        self.inside.addSpacing(12)
        part = DepartmentPart(
            self.page, department,
            next((one for one in found.departments if one.department == department), None),
            next((one for one in found.reports if one.department == department), None),
            next((one for one in found.shown if one.department == department), None),
            found.returned.get(department, ()),
        )  # fmt: skip
        self.parts[department] = part
        self.inside.addWidget(part)

    def _result_field(self) -> ChoiceField:
        codes = self.page.context.profile.results.codes
        return ChoiceField(tuple((one.title, one.title) for one in codes), hint=say("joint-result-hint"))


def _named(one: TeamOfficer) -> str:
    return f"{one.name}（{one.department}）" if one.department else one.name
