"""The work plan (工作方案) of a task: as a letter (GB/T 9704) without red head, and as a workbook of the same parts."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter

from inspector_desktop.clock import civil_date
from inspector_desktop.paper.model import Align, Block, Column, Heading, Items, Paper, Paragraph, SignOff, Style, Table
from inspector_desktop.plan.more_store import WorkView
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook's own field knows no zone)
_WIDTHS = (16, 34, 24, 14, 22)


def parts_of(plan: PlanView, work: WorkView) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts in order, each a heading and its lines; the joint settings where the plan has them (000 一(四))."""
    people = [
        say("work-line", label=say(label), text=getattr(work, key)) for key, label in _PEOPLE if getattr(work, key)
    ]
    parts = [
        ("work-part-task", _task(plan)),
        ("work-part-joint", tuple(say("work-line", label=title, text=text) for title, text in plan.joint)),
        ("work-part-period", (_period(work),)),
        ("work-part-content", tuple(one.strip() for one in work.content.splitlines() if one.strip())),
        ("work-part-process", work.steps),
        ("work-part-priorities", (work.priorities,) if work.priorities else ()),
        ("work-part-people", tuple(people)),
    ]
    return tuple((say(key), lines) for key, lines in parts if lines)


def work_paper(plan: PlanView, work: WorkView, profile: Profile) -> Paper:
    """The work plan on paper; its number is the plan's, its rules for each item stand in a table."""
    blocks: list[Block] = [Paragraph(_opening(plan))]
    titles = [*parts_of(plan, work)]
    for number, (title, lines) in enumerate(titles, 1):
        blocks.append(Heading(_numbered(number, title)))
        blocks += [Items(lines)] if len(lines) > 1 else [Paragraph(lines[0])]
    if work.rules:
        blocks.append(Heading(_numbered(len(titles) + 1, say("work-part-rules"))))
        columns = (
            Column(say("work-column-item"), share=4), Column(say("work-column-rules"), share=6),
            Column(say("work-column-frequency"), share=3, align=Align.CENTRE),
            Column(say("work-column-period"), share=3, align=Align.CENTRE),
        )  # fmt: skip
        blocks.append(Table(columns, tuple((one.title, one.rules, one.frequency, one.period) for one in work.rules)))
    day = say("date-long", date=civil_date(work.written_at))
    blocks.append(SignOff(profile.bureau.name, day))
    return Paper(
        kind="work-plan", style=Style.LETTER, title=title_of(plan), blocks=tuple(blocks), agency=profile.bureau.name
    )


def workbook(plan: PlanView, work: WorkView, profile: Profile) -> bytes:
    """The work plan as an .xlsx file: a sheet of the parts, then the rules for each item. Same plan, same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": _UNDATED, "title": title_of(plan)})
    page = book.add_worksheet()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16, "text_wrap": True})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"})
    for at, width in enumerate(_WIDTHS):
        page.set_column(at, at, width)
    last = len(_WIDTHS) - 1
    page.merge_range(0, 0, 0, last, title_of(plan), head)
    page.merge_range(1, 0, 1, last, f"{say('plan-table-unit')}{profile.bureau.name}", cell)
    at = 2
    for title, lines in parts_of(plan, work):
        page.write_string(at, 0, title, bold)
        page.merge_range(at, 1, at, last, "\n".join(_counted(lines)), cell)
        page.set_row(at, 20 * max(1, sum(1 + len(one) // 45 for one in lines)))
        at += 1
    heads = ("number", "item", "rules", "frequency", "period")
    for column, key in enumerate(heads):
        page.write_string(at, column, say(f"work-column-{key}"), bold)
    for number, rule in enumerate(work.rules, 1):
        for column, text in enumerate((str(number), rule.title, rule.rules, rule.frequency, rule.period)):
            page.write_string(at + number, column, text, cell)
    book.close()
    return target.getvalue()


def title_of(plan: PlanView) -> str:
    """The title of a task's work plan."""
    return say("work-title", task=plan.task_title)


_PEOPLE = (
    ("principal", "work-principal"), ("participants", "work-participants"), ("staff", "work-staff-label"),
    ("experts", "work-experts-label"),
)  # fmt: skip


def _task(plan: PlanView) -> tuple[str, ...]:
    values = (
        ("plan-table-number", f"{plan.number} {plan.title}"), ("plan-table-task-number", plan.task_number),
        ("plan-table-type", say(f"plan-table-{plan.draw_type}")), ("plan-table-ratio", plan.ratio_text),
        ("plan-table-scope", plan.scope),
    )  # fmt: skip
    return tuple(say("work-line", label=say(key), text=text) for key, text in values if text)


def _opening(plan: PlanView) -> str:
    key = "work-opening" if plan.basis else "work-opening-bare"
    return say(key, basis=plan.basis, title=plan.title, number=plan.number)


def _period(work: WorkView) -> str:
    days = (date.fromisoformat(one) for one in (work.window_from, work.window_until))
    first, last = (say("date-long", date=one) for one in days)
    return say("work-period", first=first, last=last)


def _numbered(number: int, title: str) -> str:
    return f"{say(f'work-number-{number}')}{title}"


def _counted(lines: tuple[str, ...]) -> list[str]:
    return [f"{number}. {one}" for number, one in enumerate(lines, 1)] if len(lines) > 1 else list(lines)
