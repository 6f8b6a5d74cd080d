"""What stands on a department's record of a joint check: the same visit, its own number, officers, lines and result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector_desktop.check.joint_store import PartView
from inspector_desktop.check.store import VisitView
from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.inspection.store import InspectionView, TeamOfficer
from inspector_desktop.paper.model import (
    Block,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Heading,
    Items,
    Paper,
    Paragraph,
    SignatureLine,
    Spacer,
    Style,
    Together,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

RECORD, REPORT = "department-record", "department-report"
_LABEL = 5


def department_fields(
    view: InspectionView, visit: VisitView, department: str, team: Sequence[TeamOfficer], parts: Sequence[PartView],
    result: str, words: str,
) -> dict[str, Any]:  # fmt: skip
    """The canonical fields that the paper's code signs."""
    return {
        "inspection": view.dossier, "department": department, "subject": view.subject_name, "code": view.subject_code,
        "arrived_at": visit.arrived_at, "ended_at": visit.ended_at, "place": visit.place,
        "officers": [f"{one.name} {one.certificate}" for one in team],
        "items": [title for part in parts for _, title in part.items],
        "lines": [[str(one.number), one.value, one.fact] for part in parts for one in part.lines],
        "result": result, "words": words,
    }  # fmt: skip


def department_paper(
    view: InspectionView, visit: VisitView, profile: Profile, *, department: str, team: Sequence[TeamOfficer],
    parts: Sequence[PartView], number: str, result: str, words: str,
) -> Paper:  # fmt: skip
    """The record of one department, to be signed by hand by its officers and the unit."""
    until = minute_words(visit.ended_at) if visit.ended_at else ""
    span = f"{minute_words(visit.arrived_at)}{say('record-to')}{until}"
    blocks: list[Block] = [
        FieldLine((Field(say("record-unit"), view.subject_name, label_width=_LABEL),)),
        FieldLine((Field(say("record-address"), view.address, label_width=_LABEL),)),
        FieldLine((Field(say("record-place"), visit.place, label_width=_LABEL),)),
        FieldLine((Field(say("record-time"), span, label_width=_LABEL),)),
        FieldLine(
            (
                Field(
                    say("joint-officers"),
                    "、".join(say("joint-officer", name=one.name, certificate=one.certificate) for one in team),
                    label_width=_LABEL,
                ),
            )
        ),
        Spacer(2),
        Paragraph(say("joint-opening", bureau=profile.bureau.name, department=department)),
        Heading(say("joint-items")),
        Items(tuple(title for part in parts for _, title in part.items)),
        Heading(say("record-situation")),
    ]
    problems = [one for part in parts for one in part.problems]
    total = sum(len(part.lines) for part in parts)
    counts = {
        key: sum(part.count(key) for part in parts) for key in ("conforms", "violates", "not_applicable", "not_checked")
    }
    blocks.append(
        Paragraph(
            say(
                "joint-counts", total=total, conforms=counts["conforms"], violates=counts["violates"],
                na=counts["not_applicable"], unchecked=counts["not_checked"],
            )
        )
    )  # fmt: skip
    if problems:
        blocks.append(
            Items(tuple(say("record-finding", fact=one.fact.rstrip("。"), line=one.number) for one in problems))
        )
    else:
        blocks.append(Paragraph(say("record-nothing-found")))
    blocks += [
        Heading(say("joint-result")),
        Paragraph(f"{result}。{words}" if words else f"{result}。"),
        Spacer(6),
        Together(
            (
                Paragraph(say("record-opinion-empty"), indent=False),
                SignatureLine(say("record-on-site")),
                SignatureLine(say("record-officers"), marks=tuple(None for _ in team)),
                DateLine(say("date-long", date=civil_date(visit.ended_at or visit.arrived_at))),
            )
        ),
        Fill(),
    ]
    return Paper(
        kind=RECORD, style=Style.ENFORCEMENT, title=say("department-record-title"), blocks=tuple(blocks),
        number=number, top_line=department, copies=say("joint-copies", department=department), draft=True,
        agency=department, dense=True,
    )  # fmt: skip


def minute_words(at: str) -> str:
    """A moment as departments' papers say it."""
    local = civil(moment(at))
    return say("minute-long", date=local.date(), hour=local.hour, minute=f"{local.minute:02}")
