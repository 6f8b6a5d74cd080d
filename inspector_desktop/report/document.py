"""What stands in the report: the five parts as the program proposes them, and the paper (GB/T 9704 look, no head)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector_desktop.check.store import UnableView, VisitView
from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Cell,
    DateLine,
    Grid,
    GridRow,
    Heading,
    Paper,
    Paragraph,
    SignatureLine,
    Spacer,
    Span,
    Style,
    Together,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.report.rules import Findings, Parts, numbers_by_measure, numbers_by_reason
from inspector_desktop.signature.told import minute
from inspector_desktop.wording import has, say


@dataclass(frozen=True)
class Proposed:
    """What the proposal of a report rests on beside the lines: the last day, orders issued, what else was recorded."""

    due: date
    issued: tuple[str, ...] = ()  # titles with numbers
    besides: tuple[str, ...] = ()  # other departments' records, who came and left, experts, how one checked off site


def proposed_parts(
    view: InspectionView, visit: VisitView, findings: Findings, form: str, profile: Profile, proposed: Proposed
) -> Parts:
    """The five parts of a visit that checked."""
    return Parts(
        time=_span(visit.arrived_at, visit.ended_at),
        content=say(
            "report-content", category=view.category_title, count=len(view.own_items),
            titles="；".join(one.title for one in view.own_items), form=form, lines=findings.total,
        ),
        findings="\n".join((*_findings(findings), *proposed.besides)),
        evaluation="".join(_evaluation(findings)),
        proposal="\n".join(_proposal(findings, profile, proposed)),
    )  # fmt: skip


def unable_parts(view: InspectionView, visit: VisitView, unable: UnableView, profile: Profile) -> Parts:
    """The five parts of a visit that could not check."""
    words = unable.words.rstrip("。")
    findings = [say("report-unable", branch=say(unable.branch), words=words)]
    if unable.asked:
        findings.append(say("report-unable-asked", asked=unable.asked.rstrip("。")))
    if unable.visits:
        findings.append(say("report-unable-visits", visits="、".join(minute(one) for one in unable.visits)))
    obstructed = unable.branch == "unable-obstructed"
    return Parts(
        time=_span(visit.arrived_at, visit.ended_at),
        content=say("report-unable-content", titles="；".join(one.title for one in view.items)),
        findings="\n".join(findings),
        evaluation=say("report-unable-evaluation"),
        proposal=say("report-obstructed-proposal")
        if obstructed
        else say("report-unable-proposal", platform=profile.bureau.platform),
    )


def report_fields(view: InspectionView, parts: Parts, version: int, submitted_at: str) -> dict[str, Any]:
    """The canonical fields that the paper's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "task": view.task_number, "plan": view.plan_number,
        "officers": [f"{one.name} {one.certificate}" for one in view.officers], "version": version,
        **parts.by_name(), "submitted_on": civil_date(submitted_at).isoformat(),
    }  # fmt: skip


def report_paper(
    view: InspectionView, parts: Parts, profile: Profile, *, submitted_at: str, number: str = "", code: str = ""
) -> Paper:
    """The report; without a number it is a draft for looking at. Levels of approval sign by hand where they do."""
    blocks: list[Block] = [
        Paragraph((Span(say("report-unit"), bold=True), Span(view.subject_name)), indent=False),
        Paragraph((Span(say("report-address"), bold=True), Span(view.address or "—")), indent=False),
        Paragraph(
            (Span(say("report-task"), bold=True), Span(say("report-task-is", title=view.task_title,
             number=view.task_number, officers=_officers(view)))),
            indent=False,
        ),
    ]  # fmt: skip
    for name, text in parts.by_name().items():
        blocks.append(Heading(say(f"report-heading-{name}")))
        blocks += [Paragraph(line, align=Align.LEFT) for line in text.splitlines() if line.strip()]
    blocks += [
        Spacer(6),
        Together(
            (
                SignatureLine(say("report-officers"), (None, None)),
                DateLine(say("date-long", date=civil_date(submitted_at))),
            )
        ),
        Spacer(6),
        Together((Grid(tuple(_levels(profile))),)),
    ]
    document = profile.document("check-report")
    return Paper(
        kind="check-report", style=Style.LETTER, title=document.title, blocks=tuple(blocks), number=number, code=code,
        draft=not number, agency=profile.bureau.name,
    )  # fmt: skip


def _levels(profile: Profile) -> Iterable[GridRow]:
    levels = profile.flow("result").levels
    for place, level in enumerate(levels, 1):
        key = "report-level-decides" if place == len(levels) else "report-level-reviews"
        foot = (SignatureLine(say("report-level-sign")), DateLine(say("report-level-date")))
        label = Cell(say(key, role=profile.role(level).title), share=3, label=True, align=Align.CENTRE)
        yield GridRow((label, Cell("", share=7, foot=foot)), height=34)


def _findings(findings: Findings) -> Iterable[str]:
    yield say(
        "report-counts", total=findings.total, conforms=findings.conforms, violates=findings.violates,
        not_applicable=findings.not_applicable, not_checked=findings.not_checked,
    )  # fmt: skip
    for place, one in enumerate(findings.problems, 1):
        yield say(
            "report-problem", place=place, fact=one.fact.rstrip("。"), line=one.number,
            basis=one.basis or say("report-basis-open"),
        )  # fmt: skip
    for (reason, words), numbers in numbers_by_reason(findings.unchecked).items():
        key = f"why-{reason}"
        said = "，".join(one for one in (say(key) if has(key) else reason, words.rstrip("。")) if one)
        yield say("report-unchecked", lines=joined(numbers), reason=said)


def _evaluation(findings: Findings) -> Iterable[str]:
    if not findings.violates:
        yield say("report-clean")
    else:
        lines = joined(one.number for one in findings.problems)
        yield say("report-not-clean", lines=lines, count=findings.violates)
    if findings.not_checked:
        yield say("report-not-judged")


def _proposal(findings: Findings, profile: Profile, proposed: Proposed) -> Iterable[str]:
    for measure, numbers in numbers_by_measure(findings.problems).items():
        if measure == "measure-deadline":
            yield say("report-mend", lines=joined(numbers), date=proposed.due)
        elif measure:
            yield say("report-measure", lines=joined(numbers), measure=say(measure))
        else:
            yield say("report-measure-open", lines=joined(numbers))
    for paper in proposed.issued:
        yield say("report-issued", paper=paper)
    key = "report-publish" if findings.violates else "report-publish-clean"
    yield say(key, platform=profile.bureau.platform)


def joined(numbers: Iterable[int]) -> str:
    """Line numbers as they are read: 12、27、31."""
    return "、".join(str(one) for one in numbers)


def _officers(view: InspectionView) -> str:
    return "、".join(say("notice-officer", name=one.name, certificate=one.certificate) for one in view.officers)


def _span(start: str, end: str) -> str:
    if not end:
        return minute(start)
    last = civil(moment(end))
    if civil_date(start) != last.date():
        return say("report-span", start=minute(start), end=minute(end))
    return say("report-span", start=minute(start), end=say("report-hour", hour=last.hour, minute=f"{last.minute:02}"))
