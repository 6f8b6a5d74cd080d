"""Everything the dossier page shows of one inspection, read in one go, and what follows from it for the step bar."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from inspector_desktop.approval.store import approver_name
from inspector_desktop.check.earlier import Earlier, earlier_answers, ended_before
from inspector_desktop.check.rules import summary_of
from inspector_desktop.check.store import (
    PhotoView,
    UnableView,
    VisitView,
    find_definition,
    find_unable,
    find_visit,
    photos_of,
    saved_lines,
    sheet_of,
)
from inspector_desktop.clock import Clock, civil, civil_date, moment
from inspector_desktop.errors import Missing
from inspector_desktop.gui.kit.stepbar import CURRENT, DONE, LATE, OPEN, Step
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.listing import step_at
from inspector_desktop.inspection.store import (
    HistoryLine,
    InspectionView,
    PaperView,
    get_inspection,
    history_of,
    papers_of,
)
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.records import WAITING, Dossier, Entry
from inspector_desktop.notice.store import AuthorisationView, NoticeView, find_authorisation, find_notice
from inspector_desktop.opening import people
from inspector_desktop.registry.store import officers as registered
from inspector_desktop.signature.acts import Standing, standing_of
from inspector_desktop.signature.rules import SIGNING_BRANCHES, UNIT, WITNESS
from inspector_desktop.signature.store import (
    KIND,
    FinalView,
    SignatureView,
    StatementView,
    find_final,
    find_statement,
    signatures_of,
    signed_entries,
)
from inspector_desktop.sync.states import State, dossier_state
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.places import Places
    from inspector_desktop.profile.model import Profile

HERE, TRAY, AWAY, TAKING = "here", "tray", "away", "taking"


@dataclass(frozen=True)
class LastVisit:
    """The check of the same subject before this one: its dossier, day, what was found by line, whether it is closed."""

    dossier: str
    day: str
    facts: dict[str, str]
    closed: bool


@dataclass(frozen=True)
class Case:
    """One inspection as the page shows it.

    `place` says whose desk it lies on, as seen from here; `signed` whose signature (role, name) an entry gave;
    `earlier` what the last check by the same table answered, by line.
    """

    view: InspectionView
    authorisation: AuthorisationView | None
    notice: NoticeView | None
    visit: VisitView | None
    counts: dict[str, int]
    unable: UnableView | None
    statement: StatementView | None
    signatures: tuple[SignatureView, ...]
    standing: Standing | None
    final: FinalView | None
    papers: tuple[PaperView, ...]
    photos: tuple[PhotoView, ...]
    history: tuple[HistoryLine, ...]
    names: dict[str, str]
    record: State
    last: LastVisit | None
    place: str
    signed: dict[str, tuple[str, str]] = field(default_factory=dict)
    earlier: Mapping[str, Earlier] = field(default_factory=dict)

    @property
    def dossier(self) -> str:
        """The dossier's id."""
        return self.view.dossier

    @property
    def here(self) -> bool:
        """Whether it may be worked on at this desk."""
        return self.place == HERE and not self.view.needs_upgrade

    def name_of(self, person: str) -> str:
        """The name of a person by id; the id where nobody knows him."""
        return self.names.get(person, person)

    def paper(self, kind: str) -> PaperView | None:
        """The latest paper of a kind that is not void."""
        found = [one for one in self.papers if one.kind == kind and one.state != "paper-void"]
        return found[-1] if found else None


def load_case(session: Session, desk: Desk, dossier: str, *, clock: Clock, places: Places) -> Case:
    """Read one inspection. Raises `Missing`."""
    bureau = str(desk.bureau)
    view = get_inspection(session, bureau, dossier)
    visit = find_visit(session, bureau, dossier)
    definition = find_definition(session, bureau, dossier) if visit else None
    history = history_of(session, dossier)
    counts: dict[str, int] = {}
    if definition is not None:
        counts = summary_of(sheet_of(session, bureau, dossier, at=clock.now()).counts())
    return Case(
        view=view,
        authorisation=find_authorisation(session, bureau, dossier),
        notice=find_notice(session, bureau, dossier),
        visit=visit,
        counts=counts,
        unable=find_unable(session, bureau, dossier),
        statement=find_statement(session, bureau, dossier),
        signatures=signatures_of(session, bureau, dossier),
        standing=standing_of(session, desk=desk, dossier=dossier) if definition is not None else None,
        final=find_final(session, bureau, dossier),
        papers=papers_of(session, bureau, dossier),
        photos=photos_of(session, bureau, dossier),
        history=history,
        names=_names_in(session, history, names_of(session, desk, places)),
        record=dossier_state(session, dossier),
        last=_last_visit(session, view),
        place=TAKING if _taking_waits(session, view, desk) else place_of(view, desk),
        signed=signed_entries(session, dossier),
        earlier=earlier_answers(session, view, definition) if definition is not None else {},
    )


def names_of(session: Session, desk: Desk, places: Places) -> dict[str, str]:
    """Names by id of everybody this device knows: its own people, and the register's officers."""
    names = {one.id: one.name for one in registered(session, str(desk.bureau))}
    with suppress(Missing):  # a device that was never set up through sign-in knows nobody
        names |= {str(one.id): one.name for one in people(places)}
    return {**names, str(desk.person.id): desk.person.name}


def _names_in(session: Session, history: tuple[HistoryLine, ...], names: dict[str, str]) -> dict[str, str]:
    """The names, with those of leaders who decided here or elsewhere and are in no register."""
    unknown = {line.person for line in history} - set(names)
    return {**names, **{one: name for one in unknown if (name := approver_name(session, one))}}


def place_of(view: InspectionView, desk: Desk) -> str:
    """Whose desk a dossier lies on: this one, this person's tray, or elsewhere."""
    if view.holder == desk.life:
        return HERE
    mine = view.tray_person == desk.person.id or bool(view.tray_role and desk.has_role(view.tray_role))
    return TRAY if mine and not view.holder else AWAY


def _taking_waits(session: Session, view: InspectionView, desk: Desk) -> bool:
    """Whether it was taken up here and headquarters has not confirmed that yet."""
    row = session.get(Dossier, (view.bureau, view.dossier))
    if row is None or row.holder != desk.life or not row.taken_with:
        return False
    entry = session.get(Entry, row.taken_with)
    return entry is not None and entry.verdict == WAITING


def desk_words(case: Case, profile: Profile) -> str:
    """Where the dossier lies, such as 本机经办 or 在周敏处经办."""
    view = case.view
    if case.place in {HERE, TAKING}:
        return say("desk-here")
    if case.place == TRAY:
        return say("inspection-in-tray")
    holder = case.name_of(view.holder_person) if view.holder else ""
    if not holder:
        holder = case.name_of(view.tray_person) if view.tray_person else profile.role(view.tray_role).title
    return say("desk-away", holder=holder)


def record_words(state: State) -> str:
    """Where its data stand, such as 已存本机."""
    return say(state.key, photos=state.photos) if state.key == "record-uploaded" else say(state.key)


def day_words(when: str) -> str:
    """A day without its year, such as 11月18日."""
    day = civil_date(when)
    return say("inspection-day", month=day.month, day=day.day)


def time_words(when: str) -> str:
    """The minute of a moment, such as 15:06."""
    return f"{civil(moment(when)):%H:%M}"


def moment_words(when: str) -> str:
    """Day and minute, such as 11月18日 15:06."""
    return f"{day_words(when)} {time_words(when)}"


def since_words(when: str, now: datetime) -> str:
    """A moment as people read it at another: 15:06 of the same day, 11月18日 15:06, with its year if that differs."""
    day, today = civil_date(when), civil(now).date()
    if day == today:
        return time_words(when)
    if day.year == today.year:
        return moment_words(when)
    return f"{say('date-long', date=day)} {time_words(when)}"


def current_of(case: Case, profile: Profile) -> str:
    """The step the inspection stands at; the last one when all is done."""
    steps = [one.id for one in profile.steps]
    return step_at(steps, case.view.begun, case.view.done) or steps[-1]


def steps_of(case: Case, profile: Profile, branches: Mapping[str, str]) -> tuple[Step, ...]:
    """The step bar: the profile's main line, then the branches that were begun (`branches`: step to title)."""
    view, current = case.view, current_of(case, profile)
    away = {"check": say("step-check-off-site")} if view.mode in OFF_SITE else {}
    made = [
        Step(one.id, away.get(one.id, one.title), under_of(case, one.id), _state(case, one.id, current))
        for one in profile.steps
    ]
    made += [
        Step(step, title, under_of(case, step), DONE if view.done.get(step) else OPEN, branch=True)
        for step, title in branches.items()
        if step in view.begun
    ]
    return tuple(made)


def under_of(case: Case, step: str) -> str:
    """The words under a step: its day, and what is known of it."""
    view = case.view
    done, note = view.done.get(step, ""), view.notes.get(step, "")
    special = {"authorised": _under_authorised, "notice": _under_notice, "check": _under_check,
               "signature": _under_signature}.get(step)  # fmt: skip
    if special is not None:
        return special(case)
    if done:
        return day_words(done)
    return say(note) if note and has(note) else ""


def _state(case: Case, step: str, current: str) -> str:
    if case.view.done.get(step):
        return LATE if step == "signature" and case.standing is not None and case.standing.void else DONE
    return CURRENT if step == current else OPEN


def _under_authorised(case: Case) -> str:
    found = case.authorisation
    if found is None:
        return ""
    if found.state == "oral":
        return say("inspection-oral-approval")
    return day_words(found.approved_at or case.view.done["authorised"])


def _under_notice(case: Case) -> str:
    found = case.notice
    if found is None:
        return say("inspection-no-notice") if case.visit is not None else ""
    if found.served_at:
        return f"{day_words(found.served_at)} {say('paper-served')}"
    return say("inspection-notice-unserved")


def _under_check(case: Case) -> str:
    visit = case.visit
    if visit is None:
        return ""
    if not visit.ended_at:
        total = case.counts.get("total", 0)
        return say("inspection-judged", done=total - case.counts.get("open", 0), total=total)
    if visit.outcome != "checked":
        return say("inspection-unable")
    if civil_date(visit.arrived_at) == civil_date(visit.ended_at):
        return f"{time_words(visit.arrived_at)}—{time_words(visit.ended_at)}"
    return f"{day_words(visit.arrived_at)}—{day_words(visit.ended_at)}"


def _under_signature(case: Case) -> str:
    standing = case.standing
    if case.final is not None:
        return say("inspection-void") if standing and standing.void else day_words(case.final.finalised_at)
    if case.statement is None or standing is None:
        return ""
    if standing.void:
        return say("inspection-void")
    if case.statement.branch in SIGNING_BRANCHES and UNIT not in standing.signed:
        return say("inspection-unit-wanting")
    if case.statement.proof == "proof-witness" and WITNESS not in standing.signed:
        return say("inspection-witness-wanting")
    wanting = [one for one in standing.signers if f"officer:{one[0]}" not in standing.signed]
    return say("inspection-officers-wanting") if wanting else ""


def _last_visit(session: Session, view: InspectionView) -> LastVisit | None:
    for dossier, ended in ended_before(session, view):
        lines = saved_lines(session, view.bureau, dossier)
        facts = {name: one.fact for name, one in lines.items() if one.value == "violates"}
        closed = bool(get_inspection(session, view.bureau, dossier).done.get("closed"))
        return LastVisit(dossier, ended, facts, closed=closed)
    return None


def last_words(last: LastVisit) -> str:
    """The last check in a few words, such as 上次检查 2025年6月3日：2 项不符合，已销号."""
    if not last.facts:
        return say("inspection-last-clean", date=civil_date(last.day))
    key = "inspection-last-closed" if last.closed else "inspection-last-found"
    return say(key, date=civil_date(last.day), count=len(last.facts))


__all__ = ["KIND", "Case", "LastVisit", "load_case"]
