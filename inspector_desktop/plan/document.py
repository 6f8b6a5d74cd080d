"""The printed tables of plans: 002 附件2 (internal joint plans) and 附件3 (plans with other departments).

One description of head, columns, rows and notes serves the paper and the workbook, both landscape.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from inspector_desktop.ordering import natural
from inspector_desktop.paper.model import Align, Block, Cell, Column, Grid, GridRow, Paper, Style, Table
from inspector_desktop.plan.naming import JOINT
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

INTERNAL = "internal"
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook's own field knows no zone)
_COLUMNS = ("number", "title", "task-number", "task-title", "type", "ratio", "items", "scope")
_SHARES = {
    "number": 5, "title": 5, "task-number": 3, "task-title": 6, "type": 3, "ratio": 4, "items": 6, "scope": 4,
    "initiator": 4, "partners": 4, "initiator-joint": 4, "partners-joint": 4, "period": 4, "remark": 3,
}  # fmt: skip
_SHORT = {"number", "task-number", "type", "period"}
_CHARACTERS = 3  # width of a column of the workbook for each share


@dataclass(frozen=True)
class PlanTable:
    """A table of plans: its kind (`internal` or `joint`), title, the line above it, columns, rows and notes."""

    kind: str
    title: str
    unit: str
    made: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns, as the annexes have them."""
        return tuple(say(f"plan-table-{one}") for one in self.columns)


def plan_table(plans: Iterable[PlanView], profile: Profile, *, kind: str, year: int, made_on: date) -> PlanTable:
    """The table of a year's plans of one kind, by number; superseded ones are left out."""
    own = [
        one
        for one in plans
        if (one.kind == JOINT) == (kind == JOINT) and not one.gone and date.fromisoformat(one.window_from).year == year
    ]
    more = (
        ("initiator-joint", "partners-joint", "period", "remark")
        if kind == JOINT
        else ("initiator", "partners", "period")
    )
    columns = (*_COLUMNS, *more)
    return PlanTable(
        kind=kind,
        title=say(f"plan-table-title-{kind}", year=str(year)),
        unit=profile.bureau.name,
        made=say("date-long", date=made_on),
        columns=columns,
        rows=tuple(_row(one, columns) for one in sorted(own, key=lambda one: natural(one.number))),
        notes=() if kind == JOINT else (say("plan-table-note-name"), say("plan-table-note-period")),
    )


def table_paper(table: PlanTable, profile: Profile) -> Paper:
    """The table on paper: an annex to a letter, on pages laid on their side, its head merged as the annex has it."""
    last = sum(_SHARES[key] for key in table.columns[-3:])
    first = sum(_SHARES[key] for key in table.columns[:-3])
    over = (
        Column(f"{say('plan-table-unit')}{table.unit}", share=first),
        Column(f"{say('plan-table-made')}{table.made}", share=last),
    )
    columns = tuple(
        Column(title, share=_SHARES[key], align=Align.CENTRE if key in _SHORT else Align.LEFT)
        for key, title in zip(table.columns, table.titles, strict=True)
    )
    blocks: list[Block] = [Table(columns, table.rows, over=over)]
    blocks += [Grid(tuple(GridRow((Cell(one),), height=8) for one in table.notes))] if table.notes else []
    return Paper(
        kind="plan-table", style=Style.LETTER, title=table.title, blocks=tuple(blocks), agency=profile.bureau.name,
        landscape=True,
    )  # fmt: skip


def workbook(table: PlanTable) -> bytes:
    """The table as an .xlsx file in the annex's form, landscape on A4; every cell is text. Same table, same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": _UNDATED, "title": table.title})
    page = book.add_worksheet()
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"})
    last = len(table.columns) - 1
    for at, key in enumerate(table.columns):
        page.set_column(at, at, _SHARES[key] * _CHARACTERS)
    page.merge_range(0, 0, 0, last, table.title, head)
    over = book.add_format({"border": 1, "valign": "vcenter", "num_format": "@"})
    page.merge_range(1, 0, 1, last - 3, f"{say('plan-table-unit')}{table.unit}", over)
    page.merge_range(1, last - 2, 1, last, f"{say('plan-table-made')}{table.made}", over)
    _write(page, 2, table.titles, bold)
    for at, row in enumerate(table.rows, 3):
        _write(page, at, row, cell)
    plain = book.add_format({"text_wrap": True, "valign": "vcenter"})
    for at, note in enumerate(table.notes, 3 + len(table.rows)):
        page.merge_range(at, 0, at, last, note, plain)
    page.repeat_rows(1, 2)
    page.freeze_panes(3, 0)
    book.close()
    return target.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, at: int, texts: Sequence[str], form: object) -> None:
    for column, text in enumerate(texts):
        page.write_string(at, column, text, form)


def _row(plan: PlanView, columns: Sequence[str]) -> tuple[str, ...]:
    cells = {
        "number": plan.number, "title": plan.title, "task-number": plan.task_number, "task-title": plan.task_title,
        "type": say(f"plan-table-{plan.draw_type}"), "ratio": plan.ratio_text, "items": plan.content,
        "scope": plan.scope, "initiator": plan.initiator, "partners": plan.partners,
        "initiator-joint": plan.initiator, "partners-joint": plan.partners, "period": plan.period_text,
        "remark": plan.remark,
    }  # fmt: skip
    return tuple(cells[one] for one in columns)
