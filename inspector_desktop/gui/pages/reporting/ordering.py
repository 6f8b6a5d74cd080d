"""What the order panel shows and does: problems with their demands, papers with their service, issuing in one go.

Problems are listed (问题隐患清单) and the paper about them is issued in one transaction, so that an officer on site
presses once. What an order needs is the rectification room's rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.rectification.acts import issue_advice, issue_order, list_problems
from inspector_desktop.rectification.document import Appeal, Officer, advice_paper, order_paper
from inspector_desktop.rectification.facts import Ordered
from inspector_desktop.rectification.late import NOW, Late, not_ahead, original_paper
from inspector_desktop.rectification.rules import CLOSED, HANDLED, OPEN, Demand
from inspector_desktop.rectification.store import FixPaperView, ProblemView, fix_papers, own_officers, problems_of
from inspector_desktop.report.rules import JudgedLine
from inspector_desktop.report.store import judged_lines
from inspector_desktop.wording import say
from inspector_desktop.workdays import deadline

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.inspection.facts import IssuedPaper
    from inspector_desktop.inspection.issuing import House
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.paper.model import Paper
    from inspector_desktop.profile.model import Profile

ADVICE, ORDER, REINSPECTION = "advice", "order", "reinspection"


@dataclass(frozen=True)
class Fixing:
    """The branch of one inspection: problems (also those not yet listed), papers, and its own officers.

    `due` is the usual last day of a new demand. `unlisted` are lines that are on no list yet.
    """

    view: InspectionView
    problems: tuple[ProblemView, ...]
    unlisted: tuple[str, ...]
    papers: tuple[FixPaperView, ...]
    due: str
    officers: tuple[tuple[str, str, str], ...]

    @property
    def open(self) -> tuple[ProblemView, ...]:
        """Problems that may still be put into an advice or an order."""
        return tuple(one for one in self.problems if one.state not in (CLOSED, HANDLED))

    def problem(self, number: int) -> ProblemView | None:
        """The problem of a number."""
        return next((one for one in self.problems if one.number == number), None)


@dataclass(frozen=True)
class Asked:
    """What is asked for the problem of one line."""

    line: str
    demand: str
    due_on: str
    basis: str
    serious: bool


def load_fixing(session: Session, *, bureau: str, profile: Profile, dossier: str, clock: Clock) -> Fixing:
    """Read the branch. Raises `Missing`."""
    listed = problems_of(session, bureau, dossier)
    known = {one.line for one in listed}
    new = [one for one in judged_lines(session, bureau, dossier) if one.value == "violates" and one.line not in known]
    made = tuple(_unlisted(one, number) for number, one in enumerate(new, len(listed) + 1))
    due = deadline(civil_date(clock.now()), profile.rectification.usual_days, "calendar-days").day.isoformat()
    return Fixing(
        get_inspection(session, bureau, dossier), (*listed, *made),
        tuple(one.line for one in new), fix_papers(session, bureau, dossier), due,
        own_officers(session, bureau, dossier),
    )  # fmt: skip


def proposed_demand(problem: ProblemView) -> str:
    """The first text of a demand; the officer changes what is to be changed."""
    if problem.demand:
        return problem.demand
    if problem.basis:
        return say("demand-proposed", basis=problem.basis, label=problem.label)
    return say("demand-proposed-plain", label=problem.label)


def issue_fix(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, kind: str, asked: Sequence[Asked],
    late: Late = NOW,
) -> IssuedPaper:  # fmt: skip
    """List what is not listed and issue the advice or the order, or enter the one issued by hand.

    Raises `Refused` as those acts do.
    """
    not_ahead(clock, late)
    listed = list_problems(session, desk=desk, clock=clock, house=house, dossier=dossier, listed_at=late.at)
    numbers = {one.line: one.number for one in listed}
    original = original_paper(house, kind, late)
    demands = tuple(Demand(numbers[one.line], one.demand, one.due_on, one.basis) for one in asked)
    if kind == ADVICE:
        return issue_advice(
            session, desk=desk, clock=clock, house=house, dossier=dossier, demands=demands, issued_at=late.at,
            original=original,
        )  # fmt: skip
    serious = [numbers[one.line] for one in asked if one.serious]
    return issue_order(
        session, desk=desk, clock=clock, house=house, dossier=dossier, demands=demands, serious=serious,
        issued_at=late.at, original=original,
    )  # fmt: skip


def draft_fix(
    fixing: Fixing, profile: Profile, *, kind: str, asked: Sequence[Asked], clock: Clock, late: Late = NOW
) -> Paper:
    """The paper as it would be issued now, or as of when it was issued by hand, without a number."""
    numbers = {one.line: one.number for one in fixing.problems}
    now = stamp(late.at or clock.now())
    if kind == ADVICE:
        demands = [Demand(numbers[one.line], one.demand, one.due_on, one.basis) for one in asked]
        return advice_paper(fixing.view, fixing.problems, demands, profile, issued_at=now)
    ordered = [
        Ordered(number=numbers[one.line], demand=one.demand, due_on=one.due_on, basis=one.basis, serious=one.serious)
        for one in asked
    ]
    officers = [Officer(name, certificate) for _, name, certificate in fixing.officers]
    appeal = Appeal(
        profile.bureau.review_body, profile.deadline("N13a").length or 0, profile.bureau.court,
        profile.deadline("N13b").length or 0,
    )  # fmt: skip
    return order_paper(fixing.view, fixing.problems, ordered, officers, appeal, profile, issued_at=now)


def _unlisted(line: JudgedLine, number: int) -> ProblemView:
    """A line that does not conform, as it would stand on the list."""
    return ProblemView(
        number=number, line=line.line, line_number=line.number, label=line.label, fact=line.fact, basis=line.basis,
        serious=line.serious, state=OPEN, listed_at="", demand="", due_on="", advice_number="", order_number="",
        reported_at="", reported_words="", rechecked_at="", rechecked_words="", closed_at="",
    )  # fmt: skip
