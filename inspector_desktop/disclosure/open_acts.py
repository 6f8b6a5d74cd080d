"""What the supervising section notes in the ledger of publications, and the ledger as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.disclosure.ledger import DRAFTS, EARLY, Line, ledger
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.profile.model import Profile
from inspector_desktop.publicity.facts import DRAW, ITEMS, PROCESS, RESULT, MadePublic, TakenOff
from inspector_desktop.publicity.store import Made
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

KIND = "publicity"
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Elsewhere:
    """A publication as it is noted: the place in words, its address if it is on the web, the day, and by whom."""

    place: str
    day: str
    by: str = ""
    address: str = ""
    note: str = ""
    proof: bytes = b""
    media_type: str = "image/png"


def note_publicity(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, what: str, about: str, given: Elsewhere
) -> DossierId:
    """登记公开: list, plan, draw, course or result was made public somewhere; return the entry's dossier.

    Raises `Refused` without the role or the place, for an address that is none, for a day to come, and for what may
    not be public yet: a plan before its approval, a draw before the last check, a result before its approval, items
    that were never published.
    """
    today = _prepared(desk, clock, given.day)
    line = _line(session, desk, profile, today, what, about)
    if line.part == DRAFTS:
        raise Refused("refused-open-items")
    if line.state == EARLY or (line.since and given.day < line.since and what != RESULT):
        raise Refused("refused-open-early", what=_kind(profile, what), title=line.title)
    if not given.place.strip():
        raise Refused("refused-open-place")
    address = given.address.strip()
    if address and (not address.startswith(WEB) or any(one.isspace() for one in address)):
        raise Refused("refused-open-address")
    if any(one.place == given.place.strip() and one.day == given.day for one in line.standing):
        raise Refused("refused-open-twice", place=given.place.strip())
    evidence = (
        put_evidence(session, given.proof, media_type=given.media_type, added_at=stamp(clock.now()))
        if given.proof
        else ""
    )
    fact = MadePublic(
        what=what, about=about, place=given.place.strip(), day=given.day, by=given.by.strip() or desk.person.name,
        entered_by=desk.person.name, address=address, evidence=evidence, reason=given.note.strip(),
    )  # fmt: skip
    return open_dossier(session, fact, kind=KIND, desk=desk, clock=clock)


def note_end(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, what: str, about: str, made: Made, day: str,
    reason: str,
) -> DossierId:  # fmt: skip
    """登记撤下: something made public (`made`, as the ledger has it) is so no longer from a civil day on, for a reason.

    Raises `Refused` without role or reason, for a day to come or before it was public, where nothing is public, and
    for what has a step of its own: a result shown on our site, an item list, a draw (which stays public for good).
    """
    today = _prepared(desk, clock, day)
    line = _line(session, desk, profile, today, what, about)
    found = next((one for one in line.standing if (one.entry, one.place) == (made.entry, made.place)), None)
    if found is None or day < found.day:
        raise Refused("refused-open-nothing")
    if found.own and what in {ITEMS, DRAW, PROCESS, RESULT}:
        raise Refused(f"refused-open-own-{'result' if what == PROCESS else what}")
    if not reason.strip():
        raise Refused("refused-open-reason")
    fact = TakenOff(
        what=what, about=about, place=found.place, day=day, by=desk.person.name, entered_by=desk.person.name,
        reason=reason.strip(), of=found.entry,
    )  # fmt: skip
    return open_dossier(session, fact, kind=KIND, desk=desk, clock=clock)


def ledger_sheet(lines: Iterable[Line], profile: Profile) -> Sheet:
    """公开台账 as a sheet: a row for each publication, one for what is not public yet."""
    rows = []
    for line in lines:
        head = (
            _kind(profile, line.what), line.title, line.under, line.since, line.due, say(line.state),
            str(line.late) if line.late else "",
        )  # fmt: skip
        for one in line.made or (Made("", "", ""),):
            proof = say("open-proof-kept") if one.evidence else ""
            said = (one.day, one.place, one.address, one.by, one.note, proof, one.ended_on, one.ended_reason)
            rows.append((*head, *said))
    titles = (
        "open-kind", "open-title", "open-under", "open-since", "open-due", "open-state", "open-late-days", "open-day",
        "open-place", "open-address", "open-by", "open-note", "open-proof", "open-ended", "open-ended-reason",
    )  # fmt: skip
    return Sheet(say("open-ledger"), tuple(say(one) for one in titles), tuple(rows))


def _prepared(desk: Desk, clock: Clock, day: str) -> date:
    if not desk.has_role("supervising"):
        raise Refused("refused-open-role")
    today = civil_date(clock.now())
    try:
        given = date.fromisoformat(day)
    except ValueError as wrong:
        raise Refused("refused-open-day") from wrong
    if given > today:
        raise Refused("refused-open-day")
    return today


def _line(session: Session, desk: Desk, profile: Profile, today: date, what: str, about: str) -> Line:
    lines = ledger(session, desk.bureau, profile, today, about=about)
    found = [one for one in lines if one.what == what and one.about == about]
    if not found:
        raise Missing("error-dossier-missing")
    return next((one for one in found if one.part != DRAFTS), found[0])


def _kind(profile: Profile, what: str) -> str:
    return next((one.title for one in profile.disclosure.kinds if one.id == what), say(f"open-kind-{what}"))
