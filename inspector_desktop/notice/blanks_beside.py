"""Blanks of what only some visits need: a guest department's own record, a voucher of samples, an expert's opinion.

A department's record has its own officers, items and lines, and room for the number that department gives it.
"""

from __future__ import annotations

from collections.abc import Callable

from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.notice.blanks import LABEL, Blank, opinion_line
from inspector_desktop.paper.model import (
    Align,
    Area,
    Block,
    Column,
    DateLine,
    Field,
    FieldLine,
    Heading,
    Items,
    Paper,
    Paragraph,
    RuledSpace,
    SignatureLine,
    Spacer,
    Style,
    Table,
)
from inspector_desktop.wording import say

_SAMPLES = 6


def department_blank(blank: Blank) -> Paper:
    """A department's own record, to be written by hand."""
    view, department = blank.view, blank.department
    team = [one for one in view.officers if one.department == department]
    names = "、".join(say("joint-officer", name=one.name, certificate=one.certificate) for one in team)
    blocks: tuple[Block, ...] = (
        *_unit(view),
        Area("number", (FieldLine((Field(say("blank-own-number"), label_width=LABEL),)),)),
        Area("place", (FieldLine((Field(say("blank-place"), label_width=LABEL),)),)),
        Area("times", (FieldLine((Field(say("blank-time"), say("blank-time-words"), label_width=LABEL),)),)),
        FieldLine((Field(say("joint-officers"), names, label_width=LABEL),)),
        Spacer(2),
        Paragraph(say("joint-opening", bureau=blank.profile.bureau.name, department=department)),
        Heading(say("joint-items")),
        Items(tuple(one.title for one in view.items if one.department == department)),
        Heading(say("blank-situation")),
        Area("situation", (RuledSpace(7),)),
        Heading(say("joint-result")),
        Area("result", (RuledSpace(1),)),
        opinion_line(),
        Area("objection", (RuledSpace(1),)),
        Area("unit", (SignatureLine(say("blank-unit-signs"), beside=(Field(say("blank-post")),)),)),
        Area("officers", (SignatureLine(say("blank-officers-sign"), marks=tuple(None for _ in team)),)),
        DateLine(say("blank-date")),
    )
    return _paper(
        "department-record", blocks, blank, title=say("department-record-title"), heading=department,
        copies=say("joint-copies", department=department),
    )  # fmt: skip


def voucher_blank(blank: Blank) -> Paper:
    """抽样取证凭证, to be written by hand; the number is the series' or is written on the form."""
    own = () if blank.number else (Area("number", (FieldLine((Field(say("sampling-number"), label_width=LABEL),)),)),)
    columns = (
        Column(say("sampling-at"), 1, Align.CENTRE), Column(say("sampling-name"), 4), Column(say("sampling-spec"), 4),
        Column(say("sampling-unit"), 1, Align.CENTRE), Column(say("sampling-quantity"), 2),
        Column(say("sampling-note"), 3),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        *_unit(blank.view),
        *own,
        Area("met", (FieldLine((Field(say("sampling-met"), label_width=LABEL),)),)),
        Area("times", (FieldLine((Field(say("blank-time"), say("blank-time-words"), label_width=LABEL),)),)),
        Area("place", (FieldLine((Field(say("sampling-place"), label_width=LABEL),)),)),
        Spacer(2),
        Area("samples", (Table(columns, tuple((str(at), "\n", "", "", "", "") for at in range(1, _SAMPLES + 1))),)),
        Spacer(4),
        Area("unit", (SignatureLine(say("record-on-site")),)),
        Area("officers", (SignatureLine(say("record-officers"), marks=(None, None)),)),
        DateLine(say("blank-date")),
    )
    return _paper("sampling-voucher", blocks, blank, copies=say("sampling-copies"))


def opinion_blank(blank: Blank) -> Paper:
    """专家意见书, to be written by hand by the expert; never one of the officers."""
    known = next((one for one in blank.view.companions if one.kind == "expert"), None)
    name, unit, field = (known.name, known.unit, known.field) if known is not None else ("", "", "")
    blocks: tuple[Block, ...] = (
        *_unit(blank.view),
        Area("number", (FieldLine((Field(say("expert-number"), label_width=LABEL),)),)),
        FieldLine((Field(say("expert-name"), name, label_width=LABEL), Field(say("expert-field"), field))),
        FieldLine((Field(say("expert-unit"), unit, label_width=LABEL),)),
        Heading(say("expert-question")),
        Area("question", (RuledSpace(3),)),
        Heading(say("expert-opinion")),
        Area("opinion", (RuledSpace(9),)),
        Area("expert", (SignatureLine(say("expert-signs")),)),
        Area("times", (DateLine(say("blank-date-minute")),)),
        Paragraph(say("expert-never-counts"), indent=False),
    )
    return _paper("expert-opinion", blocks, blank, copies=say("expert-copies"))


BESIDE: dict[str, Callable[[Blank], Paper]] = {
    "department-record": department_blank,
    "sampling-voucher": voucher_blank,
    "expert-opinion": opinion_blank,
}


def _unit(view: InspectionView) -> tuple[Block, ...]:
    return (
        FieldLine((Field(say("blank-unit"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("blank-address"), view.address, label_width=LABEL),)),
    )


def _paper(
    kind: str, blocks: tuple[Block, ...], blank: Blank, *, copies: str, title: str = "", heading: str = ""
) -> Paper:
    profile = blank.profile
    return Paper(
        kind=kind, style=Style.ENFORCEMENT, title=title or profile.document(kind).title, blocks=blocks,
        number=blank.number, top_line=heading or profile.documents.heading, copies=copies, codes=blank.codes,
        agency=heading or profile.bureau.name, dense=True, marks=True,
    )  # fmt: skip
