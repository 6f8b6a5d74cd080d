"""What stands in a department's own report of a joint check: the five parts, from its own record and its own lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from inspector_desktop.check.joint_document import REPORT, minute_words
from inspector_desktop.check.joint_store import PartView
from inspector_desktop.check.store import VisitView
from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Heading,
    Paper,
    Paragraph,
    SealPlace,
    SignatureLine,
    Spacer,
    Span,
    Style,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say


@dataclass(frozen=True)
class Told:
    """What a department says in its report; `record` is the number of its record, `made_on` a civil day."""

    department: str
    number: str
    record: str
    result: str
    evaluation: str
    proposal: str
    made_on: str


def report_fields(view: InspectionView, visit: VisitView, parts: Sequence[PartView], told: Told) -> dict[str, Any]:
    """The canonical fields that the paper's code signs."""
    return {
        "inspection": view.dossier, "subject": view.subject_name, "code": view.subject_code,
        "arrived_at": visit.arrived_at, "ended_at": visit.ended_at, **asdict(told),
        "items": [title for part in parts for _, title in part.items],
        "lines": [[str(one.number), one.value, one.fact] for part in parts for one in part.lines],
    }  # fmt: skip


def report_paper(
    view: InspectionView, visit: VisitView, parts: Sequence[PartView], profile: Profile, told: Told
) -> Paper:
    """The report, to be signed by the department's officers and sealed by it."""
    there = {one for one, _, _ in visit.officers}
    team = [one for one in view.officers if one.department == told.department and one.id in there]
    names = "、".join(say("joint-officer", name=one.name, certificate=one.certificate) for one in team)
    span = f"{minute_words(visit.arrived_at)}{say('record-to')}{minute_words(visit.ended_at)}"
    texts = {
        "time": [span],
        "content": [say("department-content", titles="；".join(name for part in parts for _, name in part.items))],
        "findings": list(_findings(parts)),
        "evaluation": told.evaluation.splitlines(),
        "proposal": told.proposal.splitlines(),
    }
    blocks: list[Block] = [
        Paragraph((Span(say("report-unit"), bold=True), Span(view.subject_name)), indent=False),
        Paragraph((Span(say("report-address"), bold=True), Span(view.address or "—")), indent=False),
        Paragraph((Span(say("department-officers"), bold=True), Span(names)), indent=False),
        Paragraph(
            say("department-opening", bureau=profile.bureau.name, department=told.department, number=told.record)
        ),
    ]
    for name, lines in texts.items():
        blocks.append(Heading(say(f"report-heading-{name}")))
        blocks += [Paragraph(line, align=Align.LEFT) for line in lines if line.strip()]
    blocks += [
        Paragraph(say("department-result", result=told.result)),
        Spacer(6),
        SignatureLine(say("report-officers"), tuple(None for _ in team)),
        SealPlace(told.department, say("date-long", date=civil_date(f"{told.made_on}T04:00:00Z"))),
    ]
    return Paper(
        kind=REPORT, style=Style.LETTER, title=say("department-report-title"), blocks=tuple(blocks),
        number=told.number, copies=say("department-copies", department=told.department),
        draft=True, agency=told.department,
    )  # fmt: skip


def _findings(parts: Sequence[PartView]) -> Iterable[str]:
    counts = {
        key: sum(part.count(key) for part in parts) for key in ("conforms", "violates", "not_applicable", "not_checked")
    }
    yield say(
        "joint-counts", total=sum(counts.values()), conforms=counts["conforms"], violates=counts["violates"],
        na=counts["not_applicable"], unchecked=counts["not_checked"],
    )  # fmt: skip
    problems = [one for part in parts for one in part.problems]
    for place, one in enumerate(problems, 1):
        yield say("department-problem", place=place, fact=one.fact.rstrip("。"), line=one.number)
    if not problems:
        yield say("record-nothing-found")
