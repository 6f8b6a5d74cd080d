"""发布任务清单: what each officer has to do after the release, and the sheet of each object (确定检查对象、人员、内容).

For every officer his inspections with window, items and who goes with him; as paper, and as a workbook. The list tells
the team as it is now, after substitutions; what was drawn stands in the record of the draw.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.store import DrawView, inspections_of_draw
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.paper.model import (
    Align,
    Block,
    Column,
    Field,
    FieldLine,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    SignatureLine,
    SignOff,
    Style,
    Table,
    Together,
)
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.store import ItemView, items
from inspector_desktop.wording import say

_WIDE = 4
_COLUMNS = ("name", "certificate", "subject", "code", "address", "items", "with", "window")


@dataclass(frozen=True)
class Task:
    """One inspection of the release."""

    view: InspectionView
    contents: tuple[tuple[str, str, str], ...]  # title, content, basis of each item

    @property
    def window(self) -> str:
        """From when until when."""
        first, last = (date.fromisoformat(one) for one in (self.view.window_from, self.view.window_until))
        return say(
            "plans-window", first_month=first.month, first_day=first.day, last_month=last.month, last_day=last.day
        )

    @property
    def told_items(self) -> str:
        """The items in one line."""
        return "；".join(title for title, _, _ in self.contents)


@dataclass(frozen=True)
class OfficerTasks:
    """An officer and what he has to do; `department` of a guest."""

    id: str
    name: str
    certificate: str
    department: str
    tasks: tuple[Task, ...]


def released_tasks(session: Session, draw: DrawView) -> tuple[Task, ...]:
    """The inspections of a released draw in the order drawn, without those replaced.

    Raises `Refused` before the release, and `Missing` while one has not come to this device.
    """
    if draw.state != "released":
        raise Refused("refused-hand-over-early")
    known = {one.id: one for one in items(session, draw.bureau)}
    found = inspections(session, draw.bureau, inspections_of_draw(draw.bureau, draw.dossier))
    views = {one.dossier: one for one in found}
    own = [one.inspection for one in draw.live if one.inspection]
    if not views.keys() >= set(own):
        raise Missing("error-dossier-missing")
    return tuple(Task(views[one], tuple(_content(known, views[one]))) for one in own)


def by_officer(tasks: Iterable[Task]) -> tuple[OfficerTasks, ...]:
    """The same by officer: our own by number, then those of other departments."""
    people: dict[str, tuple[str, str, str]] = {}
    found: dict[str, list[Task]] = {}
    for task in tasks:
        for one in task.view.officers:
            people[one.id] = one.name, one.certificate, one.department
            found.setdefault(one.id, []).append(task)
    order = sorted(found, key=lambda one: (people[one][2], one))
    return tuple(OfficerTasks(one, *people[one], tuple(found[one])) for one in order)


def release_sheet(tasks: Iterable[Task]) -> Sheet:
    """The list as a workbook: a row for each officer and inspection."""
    rows = [
        (
            one.name, one.certificate, task.view.subject_name, task.view.subject_code, task.view.address,
            task.told_items, _others(one.id, task), task.window,
        )
        for one in by_officer(tasks)
        for task in one.tasks
    ]  # fmt: skip
    return Sheet(say("release-list"), tuple(say(f"release-column-{one}") for one in _COLUMNS), tuple(rows))


def release_paper(draw: DrawView, plan: PlanView, profile: Profile, tasks: Iterable[Task]) -> Paper:
    """The list on paper: a heading and a table for each officer, and places to sign for what was received."""
    listed = tuple(tasks)
    people = by_officer(listed)
    columns = (
        Column(say("draw-paper-order"), share=2, align=Align.CENTRE),
        Column(say("term-subject"), share=9),
        Column(say("release-column-address"), share=9),
        Column(say("release-column-items"), share=11),
        Column(say("release-column-with"), share=6),
        Column(say("release-column-window"), share=10, align=Align.CENTRE),
    )
    blocks: list[Block] = [
        FieldLine((Field(say("draw-paper-plan"), f"{plan.title}（{plan.number}）", label_width=_WIDE),)),
        FieldLine((
            Field(say("draw-paper-task"), f"{plan.task_title}（{draw.task_number or plan.task_number}）"),
            Field(say("release-on"), say("date-long", date=civil_date(draw.released_at))),
        )),
        Paragraph(say("release-told", objects=len(listed), officers=len(people)), indent=False),
    ]  # fmt: skip
    for one in people:
        who = f"{one.department} {one.name}".strip()
        blocks.append(
            Heading(say("release-officer", name=who, certificate=one.certificate or "—", count=len(one.tasks)))
        )
        rows = tuple(
            (
                str(at), task.view.subject_name, task.view.address or "—", task.told_items, _others(one.id, task),
                task.window,
            )
            for at, task in enumerate(one.tasks, 1)
        )  # fmt: skip
        blocks.append(Table(columns, rows))
    blocks.append(Together((SignatureLine(say("release-issued-by"), (None,)),)))
    blocks.append(SignOff(profile.bureau.name, say("date-long", date=civil_date(draw.released_at))))
    return Paper(
        kind="release-list", style=Style.ENFORCEMENT, title=say("release-list"), blocks=tuple(blocks),
        top_line=profile.documents.heading, agency=profile.bureau.name, dense=True, landscape=True,
    )  # fmt: skip


def assignment_paper(draw: DrawView, plan: PlanView, profile: Profile, tasks: Iterable[Task]) -> Paper:
    """A sheet for each object, one a page: whom to check, who checks, what is checked by which basis, until when."""
    columns = (
        Column(say("draw-paper-order"), share=2, align=Align.CENTRE),
        Column(say("draw-paper-item"), share=8),
        Column(say("release-content"), share=13),
        Column(say("release-basis"), share=12),
    )
    blocks: list[Block] = []
    for number, task in enumerate(tasks):
        view = task.view
        team = "、".join(f"{one.department}{one.name}（{one.certificate or '—'}）" for one in view.officers)
        lines = (
            (say("term-subject"), view.subject_name), (say("release-column-code"), view.subject_code or "—"),
            (say("release-column-address"), view.address or "—"),
            (say("release-principal"), f"{view.principal} {view.phone}".strip() or "—"),
            (say("draw-paper-task"), f"{plan.task_title}（{draw.task_number or plan.task_number}）"),
            (say("release-team"), team), (say("release-column-window"), task.window),
        )  # fmt: skip
        blocks += [PageBreak()] if number else []
        blocks += [FieldLine((Field(label, text, label_width=_WIDE),)) for label, text in lines]
        rows = tuple((str(at), *content) for at, content in enumerate(task.contents, 1))
        blocks.append(Table(columns, rows))
        blocks.append(Together((SignatureLine(say("release-issued-by"), (None,)),)))
        blocks.append(SignOff(profile.bureau.name, say("date-long", date=civil_date(draw.released_at))))
    return Paper(
        kind="assignment", style=Style.ENFORCEMENT, title=say("release-assignment"), blocks=tuple(blocks),
        top_line=profile.documents.heading, agency=profile.bureau.name, dense=True,
    )  # fmt: skip


def _content(known: dict[str, ItemView], view: InspectionView) -> Iterable[tuple[str, str, str]]:
    for one in view.items:
        row = known[one.id].on(view.window_from) if one.id in known else None
        yield one.title, (row.content if row is not None else "") or "—", one.basis or "—"


def _others(officer: str, task: Task) -> str:
    return "、".join(one.name for one in task.view.officers if one.id != officer) or "—"
