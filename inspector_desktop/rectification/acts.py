"""What is done about problems: listed, advised or ordered, served, reported, looked at again, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, Original, issue_paper
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.rectification.document import (
    Appeal,
    Officer,
    advice_fields,
    advice_paper,
    list_fields,
    list_paper,
    order_fields,
    order_paper,
    reinspection_fields,
    reinspection_paper,
)
from inspector_desktop.rectification.facts import (
    AdviceIssued,
    Advised,
    FixPaperServed,
    ListedProblem,
    MendingReported,
    Ordered,
    OrderIssued,
    ProblemsClosed,
    ProblemsListed,
    Rechecked,
    Reinspected,
)
from inspector_desktop.rectification.pairing import shown_pairs
from inspector_desktop.rectification.rules import (
    DONE,
    RESULTS,
    TEAM,
    Demand,
    may_close,
    may_issue,
    may_recheck,
    wanting_of_demands,
    without_basis,
)
from inspector_desktop.rectification.store import ProblemView, fix_papers, own_officers, problems_of
from inspector_desktop.report.store import judged_lines
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.wording import say
from inspector_desktop.workdays import deadline

PDF = "application/pdf"


@dataclass(frozen=True)
class Exported:
    """An issued paper to be written to a file: a name fit for any file system, and the PDF."""

    name: str
    content: bytes


def list_problems(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, listed_at: datetime | None = None
) -> tuple[ProblemView, ...]:
    """Put every line that does not conform on the list, unless it is there, and issue the list as a paper.

    Raises `Refused` when no line was judged so.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    known = problems_of(session, desk.bureau, dossier)
    listed = {one.line for one in known}
    found = [one for one in judged_lines(session, desk.bureau, dossier) if one.value == "violates"]
    if not found and not known:
        raise Refused("refused-fix-nothing")
    new = tuple(
        ListedProblem(
            number=number, line=one.line, line_number=one.number, label=one.label, fact=one.fact, basis=one.basis,
            serious=one.serious,
        )
        for number, one in enumerate((one for one in found if one.line not in listed), len(known) + 1)
    )  # fmt: skip
    if not new:
        return known
    view = get_inspection(session, desk.bureau, dossier)
    now = stamp(listed_at or clock.now())
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind="hazard-list", name=view.subject_name,
        fields=list_fields(view, new, now),
        build=lambda _, code: list_paper(view, new, house.profile, listed_at=now, code=code),
    )  # fmt: skip
    fact = ProblemsListed(problems=new, paper=paper)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=listed_at)
    return problems_of(session, desk.bureau, dossier)


def propose_demands(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, at: datetime | None = None
) -> tuple[Demand, ...]:
    """For each listed problem the usual last day and a first text; the officer changes what is to be changed.

    The days count from `at` for an order that was issued earlier.
    """
    today = civil_date(at or clock.now())
    last = deadline(today, profile.rectification.usual_days, "calendar-days").day.isoformat()
    return tuple(
        Demand(
            number=one.number,
            demand=say("demand-proposed", basis=one.basis, label=one.label)
            if one.basis
            else say("demand-proposed-plain", label=one.label),
            due_on=last,
            basis=one.basis,
        )
        for one in problems_of(session, desk.bureau, dossier)
    )


def issue_advice(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    demands: Sequence[Demand],
    issued_at: datetime | None = None,
    original: Original | None = None,
) -> IssuedPaper:
    """Issue a 整改意见书, or enter one issued by hand (`original`, 补录) as of `issued_at`.

    Raises `Refused` for a person who may not, and for what its demands lack.
    """
    view = _may_issue(session, desk=desk, profile=house.profile, dossier=dossier)
    at = _not_ahead(clock, issued_at)
    problems = _checked_demands(session, desk=desk, at=at, dossier=dossier, demands=demands)
    now = stamp(at)
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=house.profile.rectification.advice,
        name=view.subject_name, fields=advice_fields(view, demands, now),
        build=lambda number, code: advice_paper(
            view, problems, demands, house.profile, issued_at=now, number=number, code=code
        ),
        original=original,
    )  # fmt: skip
    advised = tuple(Advised(number=one.number, demand=one.demand, due_on=one.due_on) for one in demands)
    fact = AdviceIssued(paper=paper, by=desk.person.name, problems=advised)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=issued_at)
    return paper


def issue_order(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    demands: Sequence[Demand],
    serious: Sequence[int] = (),
    issued_at: datetime | None = None,
    original: Original | None = None,
) -> IssuedPaper:
    """Issue a 责令限期整改指令书, on site by the two officers or after approval by an approver.

    With an `original` the order was issued by hand on site, at `issued_at` (补录), and its days count from then.
    `serious` are problems taken as 重大隐患 beside those the check table marks so. Raises `Refused` as `issue_advice`
    does, and for a problem whose basis nobody has compared with the article's text.
    """
    profile = house.profile
    view = _may_issue(session, desk=desk, profile=profile, dossier=dossier)
    at = _not_ahead(clock, issued_at)
    problems = _checked_demands(session, desk=desk, at=at, dossier=dossier, demands=demands)
    bare = without_basis(demands)
    if bare:
        raise Refused("refused-order-basis", number=bare)
    marked = {one.number for one in problems if one.serious} | set(serious)
    ordered = tuple(
        Ordered(number=one.number, demand=one.demand, due_on=one.due_on, basis=one.basis, serious=one.number in marked)
        for one in demands
    )
    officers = tuple(Officer(name, number) for _, name, number in own_officers(session, desk.bureau, dossier))
    appeal = Appeal(
        review_body=profile.bureau.review_body, review_days=profile.deadline("N13a").length or 0,
        court=profile.bureau.court, suit_months=profile.deadline("N13b").length or 0,
    )  # fmt: skip
    now = stamp(at)
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=profile.rectification.order,
        name=view.subject_name, fields=order_fields(view, ordered, officers, appeal, now),
        build=lambda number, code: order_paper(
            view, problems, ordered, officers, appeal, profile, issued_at=now, number=number, code=code
        ),
        original=original,
    )  # fmt: skip
    fact = OrderIssued(
        paper=paper, by=desk.person.name, officers=tuple(one.name for one in officers), problems=ordered,
        review_body=appeal.review_body, review_days=appeal.review_days, court=appeal.court,
        suit_months=appeal.suit_months,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=issued_at)
    return paper


def serve_fix_paper(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    kind: str,
    number: str,
    way: str,
    receiver: str,
    receiver_post: str = "",
    place: str = "",
    remark: str = "",
    served_at: datetime | None = None,
) -> None:
    """Record the service of an advice, order or reinspection. Raises `Refused` without receiver or 留置 reason."""
    if not any(one.number == number for one in fix_papers(session, desk.bureau, dossier, kind)):
        raise Refused("error-fix-paper-missing")
    if way == "service-left" and not remark.strip():
        raise Refused("refused-fix-left")
    if way != "service-left" and not receiver.strip():
        raise Refused("refused-fix-receiver")
    fact = FixPaperServed(
        paper_kind=kind, number=number, way=way, receiver=receiver, receiver_post=receiver_post, place=place,
        remark=remark,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=served_at)


def export_paper(session: Session, *, desk: Desk, dossier: str, kind: str = "order") -> Exported:
    """The PDF of the latest issued paper of a kind, byte for byte as issued. Raises `Refused` before there is one."""
    paper = find_paper(session, desk.bureau, dossier, kind)
    if paper is None:
        raise Refused("refused-export-missing")
    view = get_inspection(session, desk.bureau, dossier)
    name = "".join(
        one if one not in '\\/:*?"<>|' else "-" for one in f"{paper.title} {paper.number} {view.subject_name}"
    )
    return Exported(f"{name}.pdf", read_evidence(session, paper.blob))


def report_mending(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    problems: Sequence[int],
    words: str,
    pictures: Sequence[bytes] = (),
    reported_at: datetime | None = None,
) -> None:
    """Enter what the unit reported about putting problems right. Raises `Refused` without words."""
    if not problems or not words.strip():
        raise Refused("refused-report-words")
    _states(session, desk, dossier, problems)
    now = stamp(clock.now())
    evidence = tuple(put_evidence(session, one, media_type="image/jpeg", added_at=now) for one in pictures)
    fact = MendingReported(problems=tuple(problems), words=words, evidence=evidence)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=reported_at)


def reinspect(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    results: Sequence[Rechecked],
    officers: Sequence[Officer],
    pictures: Sequence[bytes] = (),
    checked_at: datetime | None = None,
    original: Original | None = None,
) -> IssuedPaper:
    """Enter a reinspection, now or as of `checked_at` (补录), and issue its paper; one made by hand is `original`.

    Raises `Refused` for fewer than two officers, or no result.
    """
    if len({one.name for one in officers}) < TEAM:
        raise Refused("refused-recheck-officers")
    if not results:
        raise Refused("refused-recheck-none")
    states = _states(session, desk, dossier, [one.number for one in results])
    for one in results:
        if one.result not in RESULTS or not may_recheck(states[one.number]):
            raise Refused("refused-recheck-result", number=one.number)
        if one.result != DONE and not one.words.strip():
            raise Refused("refused-recheck-words", number=one.number)
    view = get_inspection(session, desk.bureau, dossier)
    problems = problems_of(session, desk.bureau, dossier)
    numbers = {one.number for one in results}
    earlier = [
        one
        for one in fix_papers(session, desk.bureau, dossier)
        if one.kind != "reinspection" and numbers & set(one.problems)
    ]
    now = stamp(_not_ahead(clock, checked_at))
    pairs = shown_pairs(session, desk.bureau, dossier, numbers)
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier,
        kind=house.profile.rectification.reinspection, name=view.subject_name,
        fields=reinspection_fields(view, earlier, results, now),
        build=lambda number, code: reinspection_paper(
            view, problems, earlier, results, officers, house.profile, checked_at=now, number=number, code=code,
            pairs=pairs,
        ),
        original=original,
    )  # fmt: skip
    evidence = tuple(put_evidence(session, one, media_type="image/jpeg", added_at=now) for one in pictures)
    fact = Reinspected(
        paper=paper, by=desk.person.name, officers=tuple(one.name for one in officers), results=tuple(results),
        evidence=evidence,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=checked_at)
    return paper


def close_problems(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    problems: Sequence[int],
    closed_at: datetime | None = None,
) -> None:
    """销号. Raises `Refused` for a problem that was not found mended."""
    states = _states(session, desk, dossier, problems)
    for number in problems:
        if not may_close(states[number]):
            raise Refused("refused-close", number=number)
    fact = ProblemsClosed(problems=tuple(problems))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=closed_at)


def _may_issue(session: Session, *, desk: Desk, profile: Profile, dossier: str) -> InspectionView:
    if find_visit(session, desk.bureau, dossier) is None:
        raise Refused("refused-fix-early")
    view = get_inspection(session, desk.bureau, dossier)
    allowed = may_issue(
        person=desk.person.id, officers=[one[0] for one in own_officers(session, desk.bureau, dossier)],
        approver=desk.has_role(*profile.flow("result").levels, "head"), approved=bool(view.done.get("approval")),
    )  # fmt: skip
    if not allowed:
        raise Refused("refused-fix-person")
    return view


def _checked_demands(
    session: Session, *, desk: Desk, at: datetime, dossier: str, demands: Sequence[Demand]
) -> tuple[ProblemView, ...]:
    problems = problems_of(session, desk.bureau, dossier)
    states = {one.number: one.state for one in problems}
    code, number = wanting_of_demands(demands, states, civil_date(at))
    if code:
        raise Refused(code, **({"number": number} if number else {}))
    return problems


def _not_ahead(clock: Clock, when: datetime | None) -> datetime:
    """The moment it happened, now if none is given. Raises `Refused` for one still to come."""
    if when is not None and when > clock.now():
        raise Refused("refused-happened-later")
    return when or clock.now()


def _states(session: Session, desk: Desk, dossier: str, numbers: Sequence[int]) -> dict[int, str]:
    states = {one.number: one.state for one in problems_of(session, desk.bureau, dossier)}
    for number in numbers:
        if number not in states:
            raise Refused("error-problem-missing", number=number)
    return states
