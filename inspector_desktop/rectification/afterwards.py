"""从纸质文书补录: a visit done on paper, entered afterwards with the times it happened and the papers as originals.

Every part may be left out and filled in later; what was entered before is not entered again. It uses the acts of the
steps in the order of the work, so that a visit entered afterwards differs from one entered on site by its marks alone.
Whoever opened the session commits: all of it stands, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.acts import arrive, finish_check, keep_answers, save_sheet
from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.evidence_acts import Picture, add_pictures, register_recorder
from inspector_desktop.check.store import find_visit, get_definition
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House, Original
from inspector_desktop.inspection.returning import ReturnedView, Standing, standing_of_papers
from inspector_desktop.inspection.rules import out_of_order
from inspector_desktop.inspection.team import ask_recusal, requests_of
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import serve_notice
from inspector_desktop.notice.store import find_notice
from inspector_desktop.rectification.acts import issue_advice, issue_order, list_problems, propose_demands
from inspector_desktop.rectification.rules import Demand
from inspector_desktop.signature.acts import finalise_record, sign_on_paper, state_unit
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.rules import READ_PAPER, Service
from inspector_desktop.signature.store import find_final, find_statement
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

RECORD, PAGE, SHEET = "check-record", "signature-page", "check-sheet"


@dataclass(frozen=True)
class Served:
    """How the notice was served, and when."""

    at: datetime
    way: str
    receiver: str
    post: str = ""


@dataclass(frozen=True)
class Came:
    """Arrival: when, who of the team (ids), where, whom they met, and whether and when rights were told.

    `renewed` are certificates the register does not have yet, `shown_at` when each was shown, both by officer.
    """

    at: datetime
    present: tuple[str, ...]
    place: str
    met: str
    met_post: str = ""
    visit_code: str = ""
    no_code_reason: str = ""
    rights_told: bool = False
    told_at: datetime | None = None
    renewed: Mapping[str, Renewed] = field(default_factory=dict)
    shown_at: Mapping[str, datetime] = field(default_factory=dict)
    over_cap_reason: str = ""
    outside_reason: str = ""


@dataclass(frozen=True)
class RecusalOnPaper:
    """What was ticked and written on the reading sheet: who is to stand back (ids), why, who asked it, and when."""

    at: datetime
    officers: tuple[str, ...]
    ground: str
    asked_name: str
    text: str


@dataclass(frozen=True)
class Judged:
    """What was ticked and written on the check table; `ended_at` when the check ended, none if more is to come."""

    answers: Mapping[str, Answer]
    measures: Mapping[str, str]
    ended_at: datetime | None = None


@dataclass(frozen=True)
class SignedPaper:
    """How the record was signed: the unit's words, who signed in which role (role, name, post), and when."""

    stated: UnitStated
    at: datetime
    signers: tuple[tuple[str, str, str], ...]
    service: Service | None = None


@dataclass(frozen=True)
class OrderByHand:
    """An order or advice that was written by hand on its numbered blank.

    Without `demands` they are those usual for the problems found, due on `due_on` (civil date) if it is given.
    """

    kind: str
    at: datetime
    demands: tuple[Demand, ...] = ()
    due_on: str = ""


@dataclass(frozen=True)
class RecordingListed:
    """A line of the register of recordings: device, file, from and to, who keeps it, the moments it shows."""

    device: str
    file: str
    begins: datetime | None
    ends: datetime | None
    keeper: str
    moments: tuple[str, ...]


@dataclass(frozen=True)
class Afterwards:
    """What is entered from papers; none for what is left for later."""

    served: Served | None = None
    came: Came | None = None
    recusal: RecusalOnPaper | None = None
    judged: Judged | None = None
    signed: SignedPaper | None = None
    order: OrderByHand | None = None
    recordings: tuple[RecordingListed, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def times(self) -> tuple[tuple[str, str], ...]:
        """The steps and their moments in the order of the work."""
        ended = self.judged.ended_at if self.judged is not None else None
        parts = (
            ("after-notice", self.served.at if self.served else None),
            ("after-arrival", self.came.at if self.came else None),
            ("after-recusal", self.recusal.at if self.recusal else None),
            ("after-ended", ended), ("after-signed", self.signed.at if self.signed else None),
            ("after-order", self.order.at if self.order else None),
        )  # fmt: skip
        return tuple((step, stamp(at) if at is not None else "") for step, at in parts)


ORDERS = (
    (
        "after-authorised", "after-drawn-up", "after-notice", "after-arrival", "after-ended", "after-stated",
        "after-signed", "after-order", "after-recheck", "after-closed",
    ),
    ("after-notice", "after-arrival", "after-unable"),
    ("after-arrival", "after-recusal", "after-ended"),
    ("after-arrival", "after-recorder"),
    ("after-arrival", "after-pictured"), ("after-arrival", "after-sampled"), ("after-arrival", "after-asked"),
    ("after-asked", "after-material"), ("after-arrival", "after-call"), ("after-ended", "after-department"),
    ("after-ended", "after-signed", "after-submitted", "after-approval"),
    ("after-order", "after-reported", "after-recheck"),
    ("after-issued", "after-served"),
)  # fmt: skip
"""What follows what; a step of one line may stand before or after those of another."""


def warnings_of(entry: Afterwards) -> tuple[str, ...]:
    """Sentences about moments that contradict the order of the work; they stop nothing."""
    return _sentences(out_of_order(entry.times()))


def warnings_around(step: str, at: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences about the moment of one step against those `known` (stamps by step); they stop nothing."""
    pairs: list[tuple[str, str]] = []
    for line in ORDERS:
        if step in line:
            place = line.index(step)
            pairs += [one for key in line[:place] for one in out_of_order(((key, known.get(key, "")), (step, at)))]
            pairs += [one for key in line[place + 1 :] for one in out_of_order(((step, at), (key, known.get(key, ""))))]
    return _sentences(tuple(dict.fromkeys(pairs)))


def _sentences(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(say("after-order-of-times", first=say(first), second=say(second)) for first, second in pairs)


def enter_afterwards(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, entry: Afterwards
) -> tuple[str, ...]:
    """Enter what came back on paper; return what was entered, as wording keys. Raises `Refused` as the acts do.

    What was entered before is left as it is. A moment still to come is refused.
    """
    taken = [one.happened_at for one in entry.pictures if one.happened_at is not None]
    if entry.came is not None and entry.came.told_at is not None:
        taken.append(entry.came.told_at)
    late = [at for _, at in entry.times() if at > stamp(clock.now())]
    if late or any(at > clock.now() for at in taken):
        raise Refused("refused-happened-later")
    done: list[str] = []
    bureau = desk.bureau
    notice = find_notice(session, bureau, dossier)
    if entry.served is not None and notice is not None and not notice.served_at:
        serve_notice(
            session, desk=desk, clock=clock, dossier=dossier, way=entry.served.way, receiver=entry.served.receiver,
            receiver_post=entry.served.post, served_at=entry.served.at,
        )  # fmt: skip
        done.append("after-notice")
    if entry.came is not None and find_visit(session, bureau, dossier) is None:
        came = entry.came
        arrive(
            session, desk=desk, clock=clock, house=house, dossier=dossier, present=came.present, place=came.place,
            met=came.met, met_post=came.met_post, arrived_at=came.at, visit_code=came.visit_code,
            no_code_reason=came.no_code_reason, rights_told=came.rights_told, told_at=came.told_at,
            renewed=came.renewed, shown_at=came.shown_at, over_cap_reason=came.over_cap_reason,
            outside_reason=came.outside_reason,
        )  # fmt: skip
        done.append("after-arrival")
    if entry.recusal is not None:
        done += _recusal(session, desk=desk, clock=clock, dossier=dossier, recusal=entry.recusal)
    if entry.judged is not None:
        done += _judge(session, desk=desk, clock=clock, dossier=dossier, judged=entry.judged)
    done += _media(session, desk=desk, clock=clock, dossier=dossier, entry=entry)
    if entry.signed is not None and find_final(session, bureau, dossier) is None:
        _sign(session, desk=desk, clock=clock, house=house, dossier=dossier, signed=entry.signed)
        done.append("after-signed")
    if entry.order is not None:
        _order(session, desk=desk, clock=clock, house=house, dossier=dossier, order=entry.order)
        done.append("after-order")
    if not done:
        raise Refused("refused-after-nothing")
    return tuple(done)


def original_of(session: Session, *, bureau: str, dossier: str, kinds: Sequence[str], house: House) -> Original:
    """The pages of papers that came back, as one PDF. Raises `Refused` when none of the first kind did."""
    from inspector_desktop.paper.originals import original_pdf  # noqa: PLC0415  (reportlab loads when needed)

    pages = _pages(standing_of_papers(session, bureau, dossier), kinds)
    if not pages or pages[0].kind != kinds[0]:
        raise Refused("refused-after-original", title=house.profile.document(kinds[0]).title)
    pictures = [read_evidence(session, one.straight or one.original) for one in pages]
    title = f"{house.profile.document(kinds[0]).title} {pages[0].number}".strip()
    return Original(original_pdf(pictures, title=title, author=house.profile.bureau.name), pages[0].code)


def _recusal(session: Session, *, desk: Desk, clock: Clock, dossier: str, recusal: RecusalOnPaper) -> list[str]:
    """Enter what the unit asked on paper, for each officer it named; what was entered before stays."""
    known = {(one.officer, one.asked_at) for one in requests_of(session, desk.bureau, dossier)}
    if not recusal.officers:
        raise Refused("refused-swap-not-member")
    wanted = [one for one in recusal.officers if (one, stamp(recusal.at)) not in known]
    for officer in wanted:
        ask_recusal(
            session, desk=desk, clock=clock, inspection=dossier, officer=officer, ground=recusal.ground,
            asked_by="unit", asked_name=recusal.asked_name, text=recusal.text, asked_at=recusal.at,
        )  # fmt: skip
    return ["after-recusal"] if wanted else []


def _judge(session: Session, *, desk: Desk, clock: Clock, dossier: str, judged: Judged) -> list[str]:
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None:
        raise Refused("refused-after-arrival")
    if visit.ended_at:
        return []
    known = get_definition(session, desk.bureau, dossier).by_name
    numbers = {name: known[name].number for name in judged.answers if name in known}
    answered = judged.ended_at or moment(visit.arrived_at)
    keep_answers(
        session, desk=desk, clock=clock, dossier=dossier, answers=judged.answers, measures=judged.measures,
        numbers=numbers, given_at=answered,
    )  # fmt: skip
    save_sheet(session, desk=desk, clock=clock, dossier=dossier, answered_at=answered)
    if judged.ended_at is None:
        return ["after-lines"]
    finish_check(session, desk=desk, clock=clock, dossier=dossier, ended_at=judged.ended_at)
    return ["after-lines", "after-ended"]


def _media(session: Session, *, desk: Desk, clock: Clock, dossier: str, entry: Afterwards) -> list[str]:
    """Recordings are registered as of their end, pictures added as of when they were taken."""
    for one in entry.recordings:
        register_recorder(
            session, desk=desk, clock=clock, dossier=dossier, device=one.device, file=one.file, from_at=one.begins,
            until_at=one.ends, keeper=one.keeper, moments=one.moments, registered_at=one.ends,
        )  # fmt: skip
    added = add_pictures(session, desk=desk, clock=clock, dossier=dossier, pictures=entry.pictures)
    return [*(["after-recorder"] if entry.recordings else []), *(["after-pictured"] if added else [])]


def _sign(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, signed: SignedPaper) -> None:
    original = original_of(session, bureau=desk.bureau, dossier=dossier, kinds=(RECORD, PAGE), house=house)
    pages = _pages(standing_of_papers(session, desk.bureau, dossier), (RECORD, PAGE))
    scans = [read_evidence(session, one.straight or one.original) for one in pages]
    if find_statement(session, desk.bureau, dossier) is None:
        state_unit(
            session, desk=desk, clock=clock, house=house, dossier=dossier, stated=signed.stated, read_how=READ_PAPER,
            stated_at=signed.at,
        )  # fmt: skip
    sign_on_paper(
        session, desk=desk, clock=clock, dossier=dossier, scans=scans, signers=signed.signers, signed_at=signed.at
    )
    finalise_record(
        session, desk=desk, clock=clock, house=house, dossier=dossier, service=signed.service, original=original,
        finalised_at=signed.at,
    )  # fmt: skip


def _order(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, order: OrderByHand) -> None:
    original = original_of(session, bureau=desk.bureau, dossier=dossier, kinds=(order.kind,), house=house)
    list_problems(session, desk=desk, clock=clock, house=house, dossier=dossier, listed_at=order.at)
    demands = order.demands or tuple(
        replace(one, due_on=order.due_on or one.due_on)
        for one in propose_demands(session, desk=desk, clock=clock, profile=house.profile, dossier=dossier, at=order.at)
    )
    issue = issue_order if order.kind == house.profile.rectification.order else issue_advice
    issue(
        session, desk=desk, clock=clock, house=house, dossier=dossier, demands=demands, issued_at=order.at,
        original=original,
    )  # fmt: skip


def _pages(standing: Standing, kinds: Sequence[str]) -> list[ReturnedView]:
    return [one for kind in kinds for one in standing.kept(kind)]
