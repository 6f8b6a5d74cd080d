"""What officers do at the unit: arrive, answer lines, add photographs, finish, or record that they could not check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from mimetypes import guess_type

from sqlmodel import Session

from inspector_desktop.check.certificates import JPEG, Renewed, shown_certificates
from inspector_desktop.check.counting import reason_beyond, year_count
from inspector_desktop.check.facts import (
    Arrived,
    CheckFinished,
    CheckUnable,
    CodeFiled,
    PhotoAdded,
    SavedLine,
    SheetOpened,
    SheetSaved,
)
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.rules import wanting_of_unable
from inspector_desktop.check.store import (
    find_definition,
    find_visit,
    get_definition,
    lines_of,
    photos_of,
    program_of,
    sheet_of,
    tables_of,
)
from inspector_desktop.checklist.definition import MEDIA
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.draw.substituting import void_of
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.joint_forms import first_short, table_of
from inspector_desktop.inspection.rules import outside_period
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.records import Dossier
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.registry.store import items
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.storage.working import keep_answer, mark_saved, unsaved_answers, unsaved_dossiers
from inspector_desktop.wording import say

MOST_BYTES = 64 * 1024**2
"""What a sound, video or document that answers a question may weigh."""


def arrive(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    present: Sequence[str],
    place: str,
    met: str,
    met_post: str,
    companions: str = "",
    visit_code: str = "",
    no_code_reason: str = "",
    rights_told: bool,
    nobody_there: bool = False,
    renewed: Mapping[str, Renewed] | None = None,
    shown_at: Mapping[str, datetime] | None = None,
    told_at: datetime | None = None,
    over_cap_reason: str = "",
    outside_reason: str = "",
    arrived_at: datetime | None = None,
) -> None:
    """到场登记. Opens the check table as well, so that the next key answers the first line.

    A check without a visit has none: it begins with `offsite_acts.begin_off_site`, or its way is changed first.

    With `nobody_there` no rights could be told, and none are recorded as told. `shown_at` is when each officer showed
    the certificate, `told_at` when rights and discipline were told; `over_cap_reason` on what ground the unit is
    visited more often than its cap, `outside_reason` why one comes outside the period of the plan, which nothing
    forbids (within it no reason is kept). Raises `Refused` before the check is approved, with fewer than two officers
    (行政处罚法 42), beyond the cap without a ground, and for a certificate that was not valid on the day and has no
    renewed one photographed.
    """
    if find_authorisation(session, desk.bureau, dossier) is None:
        raise Refused("refused-not-authorised", approver=house.profile.role("section-chief").title)
    if find_visit(session, desk.bureau, dossier) is not None:
        raise Refused("refused-arrived-already")
    view = get_inspection(session, desk.bureau, dossier)
    if view.mode in OFF_SITE:
        raise Refused("refused-arrival-off-site", mode=say(f"mode-{view.mode}"))
    team = [one for one in view.officers if one.id in present]
    if len(team) < house.profile.check.persons_min:
        raise Refused("refused-two-officers", count=len(team))
    day = civil_date(arrived_at or clock.now()).isoformat()
    refuse_unlisted(session, view, day)
    short = first_short(team, view.items, house.profile.check.persons_min)
    if short is not None:
        raise Refused("refused-joint-officers", department=short[0], count=short[1])
    if not rights_told and not nobody_there:
        raise Refused("refused-rights")
    count = year_count(session, view, house.profile)
    beyond = over_cap_reason.strip() if nobody_there else reason_beyond(view, count, over_cap_reason)
    fact = Arrived(
        officers=shown_certificates(session, team, clock=clock, day=day, renewed=renewed, shown_at=shown_at),
        place=place, met=met, met_post=met_post, companions=companions, visit_code=visit_code,
        no_code_reason=no_code_reason, rights_told=rights_told and not nobody_there,
        told_at=stamp(told_at) if told_at and not nobody_there else "",
        visits=count.visits, cap=count.cap, over_cap_reason=beyond,
        outside_reason=outside_reason.strip() if outside_period(view.window_from, view.window_until, day) else "",
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=arrived_at)
    open_sheet(session, desk=desk, clock=clock, dossier=dossier, opened_at=arrived_at)


def file_visit_code(session: Session, *, desk: Desk, clock: Clock, dossier: str, visit_code: str) -> None:
    """检查码补登. Raises `Refused` without a number, and where one stands already."""
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or visit.visit_code:
        raise Refused("refused-code-filed")
    if not visit_code.strip():
        raise Refused("refused-code-empty")
    enter(session, CodeFiled(visit_code=visit_code.strip()), desk=desk, clock=clock, dossier=dossier)


def refuse_unlisted(session: Session, view: InspectionView, day: str) -> None:
    """Raise `Refused` if its draw is void, and for an item of ours that is not published on the day (54号).

    A reinspection follows up an order and looks at no item anew.
    """
    if view.withdrawn:
        raise Refused("refused-withdrawn", reason=view.withdrawn)
    if void_of(session, view) is not None:
        raise Refused("refused-draw-void-visit")
    if view.way != "way-reinspection":
        own = {one.id: one.version for one in view.items if not one.department}
        refuse_out_of_force(own, items(session, view.bureau), day)


def open_sheet(session: Session, *, desk: Desk, clock: Clock, dossier: str, opened_at: datetime | None = None) -> None:
    """Freeze the check table of the inspection into it, unless that was done; its defaults are answered once, now."""
    if find_definition(session, desk.bureau, dossier) is not None:
        return
    day = civil_date(opened_at or clock.now()).isoformat()
    definition = table_of(session, get_inspection(session, desk.bureau, dossier), day)
    fact = SheetOpened(
        form=definition.form, title=definition.title, version=definition.version, digest=definition.digest,
        definition=definition.to_bytes().decode(),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=opened_at)
    about = {"username": desk.person.name, "deviceid": str(desk.life)}
    program = program_of(definition, tables_of(session, definition))
    begun = Sheet(program, at=opened_at or clock.now(), fresh=True, about=about)
    keep_answers(session, desk=desk, clock=clock, dossier=dossier, answers=begun.unkept(), given_at=opened_at)


def answer_line(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    line: str,
    number: int,
    value: str,
    fact: str = "",
    reason: str = "",
    words: str = "",
    measure: str = "",
) -> None:
    """Keep one answer; the caller commits at once, and then it is on disk. Raises `Refused` away from this desk."""
    _held_here(session, desk, dossier)
    given = {"value": value, "fact": fact, "reason": reason, "words": words, "measure": measure}
    _keep(session, desk, clock, dossier, line, {"number": number, **given})


def keep_answers(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    answers: Mapping[str, Answer],
    measures: Mapping[str, str] | None = None,
    numbers: Mapping[str, int] | None = None,
    given_at: datetime | None = None,
) -> str:
    """Keep what one act of a person changed: the answer, and what the sheet settled with it; return the moment.

    All in one transaction, so after a power cut either all of it stands or none. An empty answer takes one back.
    `measures` are 处理意见 by key, `numbers` the places among check lines (项), `given_at` when they were given where
    that was on paper (补录). Raises `Refused` away from this desk.
    """
    _held_here(session, desk, dossier)
    for key, answer in answers.items():
        given = {**vars_of(answer), "measure": (measures or {}).get(key, "")}
        _keep(session, desk, clock, dossier, key, {"number": (numbers or {}).get(key, 0), **given}, given_at)
    return stamp(given_at or clock.now())


def vars_of(answer: Answer) -> dict[str, str]:
    """An answer's parts, as a working row keeps them."""
    return {"value": answer.value, "fact": answer.fact, "reason": answer.reason, "words": answer.words}


def _keep(
    session: Session, desk: Desk, clock: Clock, dossier: str, line: str, content: Mapping[str, str | int],
    given_at: datetime | None = None,
) -> None:  # fmt: skip
    keep_answer(
        session, dossier=dossier, line=line, content=canonical(dict(content)).decode(),
        given_at=stamp(given_at or clock.now()), person=desk.person.id,
    )  # fmt: skip


def _held_here(session: Session, desk: Desk, dossier: str) -> None:
    row = session.get(Dossier, (desk.bureau, dossier))
    if row is None or row.holder != desk.life:
        raise Refused("refused-not-here", holder=row.holder_person if row else "")


def save_sheet(session: Session, *, desk: Desk, clock: Clock, dossier: str, answered_at: datetime | None = None) -> int:
    """Enter all answers in progress as one fact; return how many. Done before photo, signature, hand-over and sync.

    `answered_at` is when they were given on paper (补录).
    """
    waiting = unsaved_answers(session, dossier)
    if not waiting:
        return 0
    lines = lines_of(session, desk.bureau, dossier)
    definition = find_definition(session, desk.bureau, dossier)
    files = {one.name for one in definition.questions if one.kind in MEDIA} if definition is not None else set()
    changed = tuple(
        SavedLine(**vars(line), evidence=line.value if line.line.partition("@")[0] in files else "")
        for line in (lines[one.line] for one in waiting)
    )
    enter(session, SheetSaved(lines=changed), desk=desk, clock=clock, dossier=dossier, occurred_at=answered_at)
    mark_saved(session, dossier, [one.line for one in waiting])
    return len(changed)


def save_all_sheets(session: Session, *, desk: Desk, clock: Clock) -> int:
    """Enter the answers in progress of every sheet on this desk; return how many. Done before sync and sign-out.

    Answers of a dossier that another desk took over, or whose taking is not receipted, stay as they are on the disk.
    """
    count = 0
    for dossier in unsaved_dossiers(session):
        with suppress(Refused):  # raised before anything is written
            count += save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    return count


def add_photo(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    content: bytes,
    name: str,
    line: str = "",
    note: str = "",
) -> str:
    """Add a photograph to a line or to the visit; return its hash. Saves the sheet first. Raises `Refused`."""
    prepared = prepare_photo(content, name)
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    digest = put_evidence(session, prepared.jpeg, media_type=JPEG, added_at=stamp(clock.now()))
    fact = PhotoAdded(
        hash=digest, line=line, original_hash=prepared.original_hash, original_name=name, width=prepared.width,
        height=prepared.height, taken_at=prepared.taken, note=note,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return digest


def keep_file(session: Session, *, desk: Desk, clock: Clock, dossier: str, content: bytes, name: str) -> str:
    """Keep a file that answers a question, of a kind told by its name; return its hash, which the answer will cite.

    Raises `Refused` away from this desk and for a file too large to travel.
    """
    _held_here(session, desk, dossier)
    if len(content) > MOST_BYTES:
        raise Refused("refused-answer-file-large", name=name, megabytes=MOST_BYTES // 1024**2)
    media_type = guess_type(name)[0] or "application/octet-stream"
    return put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now()))


def finish_check(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    ended_at: datetime | None = None,
    measures_later: str = "",
) -> None:
    """End the check. Raises `Refused` while lines are open or lack a fact or a reason; nothing is presumed.

    Lines that do not conform may be left without 处理意见 (see `unmeasured`); `measures_later` keeps the reason.
    """
    sheet = sheet_of(session, desk.bureau, dossier, at=ended_at or clock.now())
    shortfalls = sheet.shortfalls()
    open_ones = [one for one in shortfalls if one.code == "line-open"]
    if open_ones:
        lines = "、".join(str(one.line) for one in open_ones[:8]) + ("…" if len(open_ones) > 8 else "")  # noqa: PLR2004
        raise Refused("refused-lines-open", count=len(open_ones), lines=lines)
    if shortfalls:
        raise Refused(shortfalls[0].code, line=shortfalls[0].line)
    missing = sheet.missing()
    if missing:
        raise Refused("refused-question-open", label=sheet.text(missing[0].key))
    invalid = sheet.invalid()
    if invalid:
        raise Refused(
            "refused-question-invalid", label=sheet.text(invalid[0].key),
            message=sheet.text(invalid[0].key, "constraint_message").rstrip("。") or say("check-answer-unfit"),
        )  # fmt: skip
    ended = sheet.finish(ended_at or clock.now())
    last = {key: sheet.given(key) for key in ended}
    keep_answers(session, desk=desk, clock=clock, dossier=dossier, answers=last, given_at=ended_at)
    save_sheet(session, desk=desk, clock=clock, dossier=dossier, answered_at=ended_at)
    measures = {line: one.measure for line, one in lines_of(session, desk.bureau, dossier).items()}
    later = measures_later.strip() if unmeasured(sheet, measures) else ""
    enter(session, CheckFinished(measures_later=later), desk=desk, clock=clock, dossier=dossier, occurred_at=ended_at)


def unmeasured(sheet: Sheet, measures: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Key and number of the lines that do not conform and have no 处理意见 (`measures` by key), in their order."""
    return tuple(
        (one.name, one.number)
        for one in sheet.lines()
        if sheet.given(one.name).value == "violates" and not measures.get(one.name)
    )


def record_unable(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    branch: str,
    words: str,
    asked: str,
    visits: Sequence[datetime],
    recorded_at: datetime | None = None,
) -> None:
    """未能检查 as one act, after its photographs were added. Raises `Refused` for what is still wanting."""
    photos = len(photos_of(session, desk.bureau, dossier))
    wanting = wanting_of_unable(branch, words=words, asked=asked, visits=len(visits), photos=photos)
    if wanting:
        raise Refused(wanting)
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    fact = CheckUnable(branch=branch, words=words, asked=asked, visits=tuple(stamp(one) for one in visits))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=recorded_at)


def counts_of(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> dict[str, int]:
    """Lines by verdict, open ones included."""
    get_definition(session, desk.bureau, dossier)
    return sheet_of(session, desk.bureau, dossier, at=clock.now()).counts()
