"""What may be entered about putting problems right. An advice and an order are facts of different kinds."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, select

from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import IssuedPaper, Part, file_paper, reach
from inspector_desktop.inspection.records import Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.rectification.records import FixPaper, Problem
from inspector_desktop.rectification.rules import CLOSED, HANDLED, OPEN, REPORTED, RUNNING, all_in


class ListedProblem(Part):
    """A problem as it was found: the line's number (项) and what was written there."""

    number: int
    line: str
    line_number: int
    label: str
    fact: str
    basis: str
    serious: bool


class ProblemsListed(Fact):
    """Problems were put on the list (问题隐患清单), and the list issued as a paper."""

    KIND: ClassVar[str] = "rectification.problems-listed"

    problems: tuple[ListedProblem, ...]
    paper: IssuedPaper

    def apply(self, session: Session, head: Head) -> None:
        for one in self.problems:
            session.add(Problem(**_place(head), **one.model_dump(), state=OPEN, listed_at=head.occurred_at))
        file_paper(session, head, self.paper)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class Advised(Part):
    """What an advice asks for a problem, and by when."""

    number: int
    demand: str
    due_on: str


class AdviceIssued(Fact):
    """整改意见书: advice; nobody is compelled by it and it opens no appeal."""

    KIND: ClassVar[str] = "rectification.advice-issued"

    paper: IssuedPaper
    by: str
    problems: tuple[Advised, ...]

    def apply(self, session: Session, head: Head) -> None:
        for one in self.problems:
            row = _problem(session, head, one.number)
            row.demand, row.due_on, row.advice_number = one.demand, one.due_on, self.paper.number
            session.add(row)
        _issued(session, head, self.paper, self.by, self.problems)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class Ordered(Part):
    """What an order compels for a problem: by when, on which basis, and whether it is serious (重大隐患)."""

    number: int
    demand: str
    due_on: str
    basis: str
    serious: bool


class OrderIssued(Fact):
    """责令限期整改指令书: an order, with the bodies and periods of appeal that it told."""

    KIND: ClassVar[str] = "rectification.order-issued"

    paper: IssuedPaper
    by: str
    officers: tuple[str, ...]
    problems: tuple[Ordered, ...]
    review_body: str
    review_days: int
    court: str
    suit_months: int

    def apply(self, session: Session, head: Head) -> None:
        for one in self.problems:
            row = _problem(session, head, one.number)
            row.demand, row.due_on, row.order_number = one.demand, one.due_on, self.paper.number
            row.basis, row.serious, row.state = one.basis, one.serious, OPEN
            session.add(row)
        _issued(session, head, self.paper, self.by, self.problems)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class FixPaperServed(Fact):
    """An advice, an order or a reinspection was served; `way` is a wording key (`service-direct` …)."""

    KIND: ClassVar[str] = "rectification.paper-served"

    paper_kind: str
    number: str
    way: str
    receiver: str
    receiver_post: str = ""
    place: str = ""
    remark: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(FixPaper, (head.bureau, head.dossier, self.paper_kind, self.number))
        if row is None:
            raise Missing("error-fix-paper-missing")
        row.served_at, row.way, row.receiver = head.occurred_at, self.way, self.receiver
        row.receiver_post, row.place, row.remark = self.receiver_post, self.place, self.remark
        session.add(row)
        paper = session.exec(
            select(Paper).where(
                Paper.bureau == head.bureau, Paper.dossier == head.dossier, Paper.kind == self.paper_kind,
                Paper.number == self.number,
            )
        ).first()  # fmt: skip
        if paper is not None:
            paper.state = "paper-served"
            session.add(paper)
        if self.paper_kind != "reinspection":
            reach(session, head, "order", note="paper-served")

    def cites(self) -> tuple[str, ...]:
        return ()


class MendingReported(Fact):
    """The unit reported that it put problems right, with evidence."""

    KIND: ClassVar[str] = "rectification.mending-reported"

    problems: tuple[int, ...]
    words: str
    evidence: tuple[str, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        for number in self.problems:
            row = _problem(session, head, number)
            row.state, row.reported_at, row.reported_words = REPORTED, head.occurred_at, self.words
            session.add(row)

    def cites(self) -> tuple[str, ...]:
        return self.evidence


class Rechecked(Part):
    """What reinspection found of a problem: `fix-done`, `fix-part` or `fix-not`, and in what words."""

    number: int
    result: str
    words: str


class Reinspected(Fact):
    """整改复查, by two officers, with its paper."""

    KIND: ClassVar[str] = "rectification.reinspected"

    paper: IssuedPaper
    by: str
    officers: tuple[str, ...]
    results: tuple[Rechecked, ...]
    evidence: tuple[str, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        for one in self.results:
            row = _problem(session, head, one.number)
            row.state, row.rechecked_at, row.rechecked_words = one.result, head.occurred_at, one.words
            session.add(row)
        _file(session, head, self.paper, self.by, [one.number for one in self.results], "")
        running = any(state in RUNNING for state in _states(session, head))
        reach(session, head, "reinspection", done=not running)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob, *self.evidence)


class ProblemsClosed(Fact):
    """销号 of problems that were found mended."""

    KIND: ClassVar[str] = "rectification.closed"

    problems: tuple[int, ...]

    def apply(self, session: Session, head: Head) -> None:
        for number in self.problems:
            row = _problem(session, head, number)
            row.state, row.closed_at = CLOSED, head.occurred_at
            session.add(row)
        finish(session, head)


def mark_handled(session: Session, head: Head, numbers: tuple[int, ...]) -> None:
    """Note that problems went on to handling (called by the facts of that step)."""
    for number in numbers:
        row = _problem(session, head, number)
        row.state, row.closed_at = HANDLED, head.occurred_at
        session.add(row)
    finish(session, head)


def mark_open(session: Session, head: Head, numbers: tuple[int, ...]) -> None:
    """Note that problems that went on to handling came back (called by the facts of that step)."""
    for number in numbers:
        row = _problem(session, head, number)
        row.state, row.closed_at = OPEN, ""
        session.add(row)
    finish(session, head)


def finish(session: Session, head: Head) -> None:
    """销号 is done once every problem is closed or handled; where none was closed there is no such step."""
    states = _states(session, head)
    if CLOSED in states:
        reach(session, head, "closed", done=all_in(states, (CLOSED, HANDLED)))


def _issued(
    session: Session, head: Head, paper: IssuedPaper, by: str, problems: tuple[Advised, ...] | tuple[Ordered, ...]
) -> None:
    _file(session, head, paper, by, [one.number for one in problems], max(one.due_on for one in problems))
    reach(session, head, "order", done=False, note="paper-final")


def _file(session: Session, head: Head, paper: IssuedPaper, by: str, numbers: list[int], due_on: str) -> None:
    session.add(
        FixPaper(
            **_place(head), kind=paper.kind, number=paper.number, issued_at=head.occurred_at, issued_by=by,
            problems="\n".join(str(one) for one in numbers), due_on=due_on,
        )
    )  # fmt: skip
    file_paper(session, head, paper)


def _states(session: Session, head: Head) -> list[str]:
    session.flush()
    return list(
        session.exec(select(Problem.state).where(Problem.bureau == head.bureau, Problem.dossier == head.dossier)).all()
    )


def _problem(session: Session, head: Head, number: int) -> Problem:
    row = session.get(Problem, (head.bureau, head.dossier, number))
    if row is None:
        raise Missing("error-problem-missing", number=number)
    return row


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
