"""Queries of the signature step; all return frozen values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.evidence_store import RecorderView, recorders_until
from inspector_desktop.check.joint_store import PresenceView, departments_of, presence_of
from inspector_desktop.check.rules import summary_of
from inspector_desktop.check.sampling_store import OffSiteView, OpinionView, find_off_site, opinions_of
from inspector_desktop.check.store import (
    LineView,
    UnableView,
    VisitView,
    find_definition,
    find_unable,
    find_visit,
    lines_of,
    make_sheet,
    saved_lines,
    tables_of,
)
from inspector_desktop.check.words import AnswerLine, answer_lines
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.clock import moment
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.joint_forms import department_of, own_title
from inspector_desktop.inspection.store import InspectionView, find_paper, find_reserved, get_inspection
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import Entry
from inspector_desktop.signature.facts import Signed
from inspector_desktop.signature.records import (
    FinalRecord,
    PaperService,
    ReadingBack,
    SentRecord,
    SignatureRow,
    Statement,
)
from inspector_desktop.signature.rules import Words

KIND = "check-record"


@dataclass(frozen=True)
class StatementView:
    """The unit's words and the branch."""

    opinion: str
    objection: str
    branch: str
    signer_name: str
    signer_post: str
    reason: str
    proof: str
    witness_name: str
    witness_unit: str
    witness_phone: str
    recorder: str
    proof_photo: str
    no_proof_reason: str
    stated_at: str
    objected: str = ""
    own_words: str = ""
    authority: str = ""
    place: int = 0

    @property
    def words(self) -> Words:
        """As the rules need it."""
        return Words(
            opinion=self.opinion, objection=self.objection, branch=self.branch, signer_name=self.signer_name,
            reason=self.reason, proof=self.proof, witness_name=self.witness_name, recorder=self.recorder,
            proof_photo=self.proof_photo, no_proof_reason=self.no_proof_reason, signer_post=self.signer_post,
            objected=self.objected, authority=self.authority, witness_unit=self.witness_unit,
        )  # fmt: skip


@dataclass(frozen=True)
class ReadingView:
    """How the record was read back: `lines` are the digests of the passages read, by name; `times` when."""

    how: str
    reader: str
    digest: str
    read_at: str
    lines: dict[str, str]
    times: dict[str, str]


@dataclass(frozen=True)
class SignatureView:
    """One signature."""

    role: str
    name: str
    post: str
    way: str
    strokes: str
    scan: str
    digest: str
    signed_at: str
    edition: int = 1
    shown: str = ""
    picture: str = ""
    whole: bool = False
    identity: str = ""
    identity_photo: str = ""
    entered_at: str = ""
    identity_at: str = ""
    identity_attempts: int = 0


@dataclass(frozen=True)
class SentView:
    """The record as it was sent to be signed; `returned_at` empty while it is away."""

    way: str
    receiver: str
    address: str
    post_number: str
    digest: str
    paper: str
    sent_at: str
    returned_at: str
    signed_at: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class FinalView:
    """The finalised record."""

    number: str
    digest: str
    finalised_at: str
    copy_way: str
    copy_receiver: str
    reopened_reason: str


@dataclass(frozen=True)
class Finding:
    """A line of the record: its number (项), what was to be checked, what was found, the proposed measure.

    `serious` is the form's word of it; the record does not say it, so it is not in the digest.
    """

    number: int
    line: str
    label: str
    fact: str
    measure: str
    basis: str = ""
    law: str = ""
    serious: bool = False

    @property
    def digest(self) -> str:
        """The digest of what is read back of it: number, question, fact, basis and what is asked."""
        words = [str(self.number), self.line, self.label, self.fact, self.measure, self.basis, self.law]
        return sha256_hex(canonical(words))


@dataclass(frozen=True)
class Unchecked:
    """A line that was not checked: number, reason (of `checklist.rules.REASONS`), words."""

    number: int
    reason: str
    words: str


@dataclass(frozen=True)
class Lines:
    """Check lines as a record tells of them: how many of each verdict, what does not conform, what was left out."""

    form_title: str
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    answers: dict[str, str]
    measured: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class RecordContent:
    """All that stands on the record: exactly what is shown, and so exactly what is signed.

    Of a joint check it holds this bureau's own lines; `others` are the departments that keep their own records, with
    the numbers these had when the unit wrote its words. `whole` are all lines, by which older editions were signed.
    """

    view: InspectionView
    visit: VisitView
    form_title: str
    form_digest: str
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    answers: dict[str, str]  # line name → value, fact, reason and words, joined; for comparing versions
    unable: UnableView | None
    statement: StatementView | None
    number: str
    read: ReadingView | None = None
    numbers: frozenset[int] = frozenset()  # of all check lines
    recorders: tuple[RecorderView, ...] = ()  # files of 执法记录仪 registered before the unit wrote its words
    measured: tuple[AnswerLine, ...] = ()  # what was answered besides the check lines; `answers` covers it
    whole: Lines | None = None
    others: tuple[tuple[str, str], ...] = ()  # department, number of its record or empty
    presence: tuple[PresenceView, ...] = ()
    opinions: tuple[OpinionView, ...] = ()
    off_site: OffSiteView | None = None

    @property
    def signers(self) -> tuple[tuple[str, str, str], ...]:
        """The officers who sign this record: those there to the end who have no record of their own."""
        apart = {name for name, _ in self.others}
        guests = {one.id for one in self.view.officers if one.department in apart}
        gone = {one.officer for one in self.presence if one.left_at}
        return tuple(one for one in self.visit.officers if one[0] not in guests | gone)


@dataclass(frozen=True)
class ServiceView:
    """One service of one paper."""

    id: str
    paper: str
    way: str
    receiver: str
    receiver_post: str
    place: str
    refusal: str
    witness_name: str
    witness_unit: str
    photo: str
    post_number: str
    delivered_on: str
    address: str
    consent: bool
    servers: str
    served_at: str


def services_of(session: Session, bureau: str, dossier: str) -> tuple[ServiceView, ...]:
    """Every service in the order of its time."""
    rows = session.exec(
        select(PaperService)
        .where(PaperService.bureau == bureau, PaperService.dossier == dossier)
        .order_by(col(PaperService.served_at), col(PaperService.id))
    ).all()
    return tuple(ServiceView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def find_reading(session: Session, bureau: str, dossier: str) -> ReadingView | None:
    """How the record was read back, if it was."""
    row = session.get(ReadingBack, (bureau, dossier))
    if row is None:
        return None
    lines = json.loads(row.lines)
    return ReadingView(
        row.how, row.reader, row.digest, row.read_at, {one["line"]: one["digest"] for one in lines},
        {one["line"]: one["read_at"] for one in lines},
    )  # fmt: skip


def find_statement(session: Session, bureau: str, dossier: str) -> StatementView | None:
    """The unit's statement, if it was taken."""
    row = session.get(Statement, (bureau, dossier))
    return StatementView(**row.model_dump(exclude={"bureau", "dossier"})) if row else None


def signatures_of(session: Session, bureau: str, dossier: str) -> tuple[SignatureView, ...]:
    """The signatures in the order they were given."""
    rows = session.exec(
        select(SignatureRow)
        .where(SignatureRow.bureau == bureau, SignatureRow.dossier == dossier)
        .order_by(col(SignatureRow.signed_at), col(SignatureRow.role))
    ).all()
    return tuple(SignatureView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def signed_entries(session: Session, dossier: str) -> dict[str, tuple[str, str]]:
    """Whose signature each entry of a dossier gave: id of the entry → role (unit, witness, or officer:<id>) and name.

    Ink that was replaced is told of as well; what was erased is not.
    """
    asked = select(Entry.id, Entry.body).where(Entry.dossier == dossier, Entry.kind == Signed.KIND, Entry.body != b"")
    facts = {entry: read_body(body) for entry, body in session.exec(asked)}
    return {entry: (fact["role"], fact["name"]) for entry, fact in facts.items()}


def find_sent(session: Session, bureau: str, dossier: str) -> SentView | None:
    """The record as it was sent to be signed, if it was."""
    row = session.get(SentRecord, (bureau, dossier))
    if row is None:
        return None
    return SentView(**row.model_dump(exclude={"bureau", "dossier", "pages"}), pages=tuple(row.pages.split()))


def find_final(session: Session, bureau: str, dossier: str) -> FinalView | None:
    """The finalised record, if there is one."""
    row = session.get(FinalRecord, (bureau, dossier))
    return FinalView(**row.model_dump(exclude={"bureau", "dossier"})) if row else None


def record_content(session: Session, bureau: str, dossier: str, *, in_progress: bool = False) -> RecordContent:
    """What the record says now, from facts alone. Raises `Missing` before the arrival.

    With `in_progress` the answers that no fact carries yet count too: for looking at, never for signing.
    """
    view = get_inspection(session, bureau, dossier)
    visit = find_visit(session, bureau, dossier)
    definition = find_definition(session, bureau, dossier)
    if visit is None or definition is None:
        raise Missing("error-sheet-missing")
    lines = (lines_of if in_progress else saved_lines)(session, bureau, dossier)
    sheet = make_sheet(definition, lines, at=moment(visit.arrived_at), tables=tables_of(session, definition))
    whole = _lines(sheet, lines, definition.title, lambda _: True)
    apart = tuple(dict.fromkeys(one.department for one in view.items if one.department))
    own = whole
    if apart:
        own = _lines(sheet, lines, own_title(view, definition), lambda line: not department_of(view, definition, line))
    paper = find_paper(session, bureau, dossier, KIND)
    reserved = find_reserved(session, bureau, dossier, KIND)
    statement = find_statement(session, bureau, dossier)
    recorders = recorders_until(session, bureau, dossier, statement.stated_at if statement else "")
    until = statement.place if statement else 0
    numbers = {
        one.department: one.number for one in departments_of(session, bureau, dossier) if not until or one.place < until
    }
    return RecordContent(
        view=view, visit=visit, form_title=own.form_title, form_digest=definition.digest,
        counts=own.counts, findings=own.findings, unchecked=own.unchecked, answers=own.answers,
        unable=find_unable(session, bureau, dossier), statement=statement, recorders=recorders,
        number=reserved or (paper.number if paper else ""), read=find_reading(session, bureau, dossier),
        numbers=frozenset(one.number for one in definition.questions if one.number), measured=own.measured,
        whole=whole, others=tuple((name, numbers.get(name, "")) for name in apart),
        presence=presence_of(session, bureau, dossier),
        opinions=tuple(one for one in opinions_of(session, bureau, dossier) if not until or one.place < until),
        off_site=find_off_site(session, bureau, dossier),
    )  # fmt: skip


def _lines(sheet: Sheet, lines: Mapping[str, LineView], title: str, mine: Callable[[str], bool]) -> Lines:
    """What the lines that are `mine` say."""
    findings, unchecked = [], []
    counts: Counter[str] = Counter()
    for question in sheet.lines():
        if not mine(question.name):
            continue
        counts[sheet.given(question.name).value or "open"] += 1
        line = lines.get(question.name)
        if line is None:
            continue
        if line.value == "violates":
            basis, label = question.basis, sheet.text(question.name)
            findings.append(
                Finding(
                    question.number,
                    question.name,
                    label,
                    line.fact,
                    line.measure,
                    basis.article,
                    basis.law,
                    serious=question.severity == "serious",
                )
            )
        elif line.value == "not_checked":
            unchecked.append(Unchecked(question.number, line.reason, line.words))
    return Lines(
        title, summary_of(counts), tuple(findings), tuple(unchecked),
        {name: _joined(one) for name, one in lines.items() if mine(name)},
        tuple(one for one in answer_lines(sheet) if mine(one.key)),
    )  # fmt: skip


def _joined(line: LineView) -> str:
    return f"{line.value}\n{line.fact}\n{line.reason}\n{line.words}\n{line.measure}"
