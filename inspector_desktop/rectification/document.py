"""What stands on the list of problems, the advice, the order and the reinspection: four papers, four texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Column,
    DateLine,
    Field,
    FieldLine,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Pictures,
    SealPlace,
    SignatureLine,
    Span,
    Style,
    Table,
    Together,
    filled,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.rectification.facts import ListedProblem, Ordered, Rechecked
from inspector_desktop.rectification.rules import DONE, TEAM, Demand, by_due
from inspector_desktop.rectification.store import FixPaperView, ProblemView
from inspector_desktop.report.document import joined
from inspector_desktop.wording import say

LABEL = 5


@dataclass(frozen=True)
class Appeal:
    """Where and how long an order may be appealed against (行政复议法 20, 行政诉讼法 46)."""

    review_body: str
    review_days: int
    court: str
    suit_months: int


@dataclass(frozen=True)
class Officer:
    """An officer as he stands on the paper."""

    name: str
    certificate: str


@dataclass(frozen=True)
class ShownPair:
    """A problem's photographs (JPEG) before and after, and the days they were taken in words."""

    line_number: int
    fact: str
    before: bytes
    before_on: str
    after: bytes
    after_on: str


def advice_fields(view: InspectionView, demands: Sequence[Demand], issued_at: str) -> dict[str, Any]:
    """The canonical fields that the advice's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "task": view.task_number,
        "problems": [f"{one.number} {one.due_on} {one.demand}" for one in demands],
        "issued_on": civil_date(issued_at).isoformat(),
    }  # fmt: skip


def order_fields(
    view: InspectionView, ordered: Sequence[Ordered], officers: Sequence[Officer], appeal: Appeal, issued_at: str
) -> dict[str, Any]:
    """The canonical fields that the order's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "task": view.task_number,
        "problems": [f"{one.number} {one.due_on} {one.demand} {one.basis}" for one in ordered],
        "serious": [one.number for one in ordered if one.serious],
        "officers": [f"{one.name} {one.certificate}" for one in officers],
        "review": f"{appeal.review_body} {appeal.review_days}", "court": f"{appeal.court} {appeal.suit_months}",
        "issued_on": civil_date(issued_at).isoformat(),
    }  # fmt: skip


def advice_paper(
    view: InspectionView,
    problems: Sequence[ProblemView],
    demands: Sequence[Demand],
    profile: Profile,
    *,
    issued_at: str,
    number: str = "",
    code: str = "",
) -> Paper:
    """整改意见书: what should be put right, and until when. It compels nobody and says nothing of appeals."""
    facts = {one.number: one for one in problems}
    blocks: list[Block] = [
        *_unit(view),
        _opening("advice-opening", view),
        Items(tuple(say("fix-problem", fact=facts[one.number].fact.rstrip("。"), line=facts[one.number].line_number)
                    for one in demands)),
        Heading(say("advice-asks")),
        Items(tuple(say("advice-ask", demand=one.demand.rstrip("。"), date=_day(one.due_on)) for one in demands)),
        Paragraph(say("advice-report")),
        Together(
            (
                Paragraph(say("advice-nature")),
                SignatureLine(say("fix-unit-signs"), beside=(Field(say("fix-signed-on")),)),
                SignatureLine(say("fix-officers"), (None, None)),
                SealPlace(profile.bureau.name, say("date-long", date=civil_date(issued_at))),
            )
        ),
    ]  # fmt: skip
    return _form(profile, "advice", tuple(blocks), number, code)


def order_paper(
    view: InspectionView,
    problems: Sequence[ProblemView],
    ordered: Sequence[Ordered],
    officers: Sequence[Officer],
    appeal: Appeal,
    profile: Profile,
    *,
    issued_at: str,
    number: str = "",
    code: str = "",
) -> Paper:
    """责令限期整改指令书: what must be put right, until when, what is serious, and how to appeal."""
    facts = {one.number: one for one in problems}
    serious = [place for place, one in enumerate(ordered, 1) if one.serious]
    places = {one.number: place for place, one in enumerate(ordered, 1)}
    spread = by_due(Demand(places[one.number], one.demand, one.due_on) for one in ordered)
    deadlines = tuple(say("order-deadline", numbers=joined(numbers), date=_day(day)) for day, numbers in spread.items())
    blocks: list[Block] = [
        *_unit(view),
        _opening("order-opening", view),
        Items(
            tuple(
                say("order-problem", fact=facts[one.number].fact.rstrip("。"), line=facts[one.number].line_number,
                    basis=one.basis.rstrip("。"))
                for one in ordered
            )
        ),
        Paragraph(
            (
                Span(say("order-serious")),
                filled(say("order-serious-are", numbers=joined(serious)) if serious else say("order-serious-none")),
                Span("。"),
            )
        ),
        Paragraph(say("order-commands")),
        Items(tuple(say("order-demand", demand=one.demand.rstrip("。")) for one in ordered)),
        *(Paragraph(one) for one in deadlines),
        Paragraph(say("order-warning")),
        Together(
            (
                Paragraph(
                    say("order-appeal", body=appeal.review_body, days=appeal.review_days, court=appeal.court,
                        months=appeal.suit_months)
                ),
                SignatureLine(say("fix-unit-signs"), beside=(Field(say("fix-signed-on")),)),
                SignatureLine(say("fix-officers"), _places(officers)),
                FieldLine((Field(say("fix-certificates"), "、".join(one.certificate for one in officers)),)),
                SealPlace(profile.bureau.name, say("date-long", date=civil_date(issued_at))),
            )
        ),
    ]  # fmt: skip
    return _form(profile, "order", tuple(blocks), number, code)


def reinspection_fields(
    view: InspectionView, basis: Sequence[FixPaperView], results: Sequence[Rechecked], checked_at: str
) -> dict[str, Any]:
    """The canonical fields that the reinspection's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "papers": [one.number for one in basis],
        "results": [f"{one.number} {one.result}" for one in results],
        "checked_on": civil_date(checked_at).isoformat(),
    }  # fmt: skip


def reinspection_paper(
    view: InspectionView,
    problems: Sequence[ProblemView],
    basis: Sequence[FixPaperView],
    results: Sequence[Rechecked],
    officers: Sequence[Officer],
    profile: Profile,
    *,
    checked_at: str,
    number: str = "",
    code: str = "",
    pairs: Sequence[ShownPair] = (),
) -> Paper:
    """整改复查意见书: of each problem whether it was put right, in the order of the earlier paper.

    `pairs` are photographs before and after, on an annex.
    """
    facts = {one.number: one for one in problems}
    earlier = "、".join(
        say("recheck-paper", date=civil_date(one.issued_at), title=profile.document(one.kind).title, number=one.number)
        for one in basis
    )

    def said(one: Rechecked) -> str:
        fact = facts[one.number].fact.rstrip("。")
        words = f"{one.words.rstrip('。')}。" if one.words else ""
        line = facts[one.number].line_number
        return say("recheck-line", line=line, fact=fact, result=say(one.result), words=words)

    mended = tuple(said(one) for one in results if one.result == DONE)
    other = tuple(said(one) for one in results if one.result != DONE)
    blocks: list[Block] = [
        *_unit(view),
        Paragraph((Span(say("recheck-opening")), filled(earlier), Span(say("recheck-opening-end")))),
        Heading(say("recheck-mended")),
        Items(mended) if mended else Paragraph(say("recheck-none")),
        Heading(say("recheck-not-mended")),
        Items(other) if other else Paragraph(say("recheck-none")),
        Together(
            (
                *((Paragraph(say("recheck-next")),) if other else ()),
                SignatureLine(say("fix-unit-signs"), beside=(Field(say("fix-signed-on")),)),
                SignatureLine(say("fix-officers"), _places(officers)),
                FieldLine((Field(say("fix-certificates"), "、".join(one.certificate for one in officers)),)),
                SealPlace(profile.bureau.name, say("date-long", date=civil_date(checked_at))),
            )
        ),
    ]
    return _form(profile, "reinspection", (*blocks, *_annex(pairs)), number, code)


def _annex(pairs: Sequence[ShownPair]) -> tuple[Block, ...]:
    """Photographs before and after side by side, a problem at a time."""
    if not pairs:
        return ()
    made: list[Block] = [PageBreak(), Heading(say("recheck-annex"))]
    for one in pairs:
        captions = (say("recheck-before", date=one.before_on), say("recheck-after", date=one.after_on))
        shown = Pictures(((one.before, captions[0]), (one.after, captions[1])))
        made.append(Together((Paragraph(say("recheck-pair", line=one.line_number, fact=one.fact)), shown)))
    return tuple(made)


def list_fields(view: InspectionView, problems: Sequence[ListedProblem], listed_at: str) -> dict[str, Any]:
    """The canonical fields of the list of problems."""
    return {
        "subject": view.subject_name, "task": view.task_number, "listed_on": civil_date(listed_at).isoformat(),
        "problems": [f"{one.number} {one.line_number} {one.fact}" for one in problems],
    }  # fmt: skip


def list_paper(
    view: InspectionView, problems: Sequence[ListedProblem], profile: Profile, *, listed_at: str, code: str = ""
) -> Paper:
    """问题隐患清单: a table of what was found."""
    columns = (
        Column(say("list-number"), 2, Align.CENTRE),
        Column(say("list-line"), 2, Align.CENTRE),
        Column(say("list-fact"), 9),
        Column(say("list-basis"), 6),
        Column(say("list-serious"), 3, Align.CENTRE),
    )
    rows = tuple(
        (
            str(one.number), str(one.line_number), one.fact, one.basis or say("report-basis-open"),
            say("list-is-serious") if one.serious else say("list-is-general"),
        )
        for one in problems
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        *_unit(view), Table(columns, rows), DateLine(say("date-long", date=civil_date(listed_at))),
    )  # fmt: skip
    return _form(profile, "hazard-list", blocks, "", code, draft=not code)


def _places(officers: Sequence[Officer]) -> tuple[None, ...]:
    """A place to sign for each officer, never fewer than the two that the law asks for."""
    return (None,) * max(len(officers), TEAM)


def _unit(view: InspectionView) -> tuple[Block, ...]:
    return (
        FieldLine((Field(say("fix-unit"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("fix-address"), view.address, label_width=LABEL),)),
    )


def _opening(key: str, view: InspectionView) -> Paragraph:
    at = view.done.get("check") or view.begun.get("check") or view.assigned_at
    return Paragraph(
        (
            Span(say(key, date=say("date-long", date=civil_date(at)))),
            filled(view.subject_name),
            Span(say("fix-on")),
        )
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _form(
    profile: Profile, kind: str, blocks: tuple[Block, ...], number: str, code: str, *, draft: bool | None = None
) -> Paper:
    document = profile.document(kind)
    copies = say("fix-copies", count=document.copies) if document.served else say("fix-one-copy")
    return Paper(
        kind=kind, style=Style.ENFORCEMENT, title=document.title, blocks=blocks, number=number,
        top_line=profile.documents.heading, copies=copies, code=code, draft=not number if draft is None else draft,
        agency=profile.bureau.name,
    )  # fmt: skip
