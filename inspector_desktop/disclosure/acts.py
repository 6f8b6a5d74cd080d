"""What is done with a result: chosen, entered on the platform, reviewed, published, corrected, taken down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.disclosure.document import (
    ItemSheet,
    allowlist,
    draft_paper,
    entry_sheets,
    public_content,
    review_paper,
    sheet_fields,
    sheet_paper,
    texts_of,
)
from inspector_desktop.disclosure.facts import (
    ChosenResult,
    DisclosureCorrected,
    DisclosurePublished,
    DisclosureRepaired,
    DisclosureReviewed,
    DisclosureWithdrawn,
    PlaceShown,
    PlatformEntered,
    PlatformReturned,
    PublicContent,
    ResultsChosen,
)
from inspector_desktop.disclosure.rules import PUBLIC, complete, held_back, propose, wrong_choice
from inspector_desktop.disclosure.store import ResultView, find_publication, places_of, results_of
from inspector_desktop.draw.records import Draw
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.deadlines import Due, begun_with, clock_for, due, started_on
from inspector_desktop.inspection.issuing import House, issue_paper
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection, inspections_of_task
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.outcome import Place
from inspector_desktop.report.store import judged_lines
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say
from inspector_desktop.workdays import deadline, shipped

FLOW = "disclosure"


@dataclass(frozen=True)
class Choice:
    """The result of an item in the profile's codes, the measure after it, and the explanation in words."""

    item: str
    result: str
    followup: str
    explanation: str


def propose_results(session: Session, *, desk: Desk, profile: Profile, dossier: str) -> tuple[Choice, ...]:
    """For every item of this bureau the result and measure that fit the visit; empty codes are for the officer.

    Items of departments in a joint check are disclosed by these (`check.department_acts.note_disclosed`).
    """
    view = get_inspection(session, desk.bureau, dossier)
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        raise Refused("refused-results-early")
    problems = [one for one in judged_lines(session, desk.bureau, dossier) if one.value == "violates"]
    kinds = (profile.rectification.order, profile.rectification.advice)
    papers = {kind: find_paper(session, desk.bureau, dossier, kind) for kind in kinds}
    order = papers[profile.rectification.order]
    proposal = propose(
        profile.results, profile.followups, outcome=visit.outcome, violates=len(problems), ordered=order is not None
    )
    words = [one.fact.rstrip("。") for one in problems] or (
        [say("explain-clean")] if visit.outcome == "checked" else [say(visit.outcome)]
    )
    words += [say("explain-paper", title=one.title, number=one.number) for one in papers.values() if one is not None]
    explanation = "；".join(words) + "。"
    return tuple(Choice(one.id, proposal.result, proposal.followup, explanation) for one in view.own_items)


def choose_results(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, choices: Sequence[Choice]
) -> None:
    """Set the results of all items. Raises `Refused` before approval, for a missing item, or a code that cannot be."""
    view = get_inspection(session, desk.bureau, dossier)
    if profile.has_step("approval") and not view.done.get("approval"):
        raise Refused("refused-results-unapproved")
    given = {one.item: one for one in choices}
    if set(given) != {one.id for one in view.own_items}:
        raise Refused("refused-results-items")
    violates = sum(one.value == "violates" for one in judged_lines(session, desk.bureau, dossier))
    for item in view.own_items:
        choice = given[item.id]
        wrong = wrong_choice(
            profile.results, profile.followups, result=choice.result, followup=choice.followup, violates=violates
        )
        if wrong:
            raise Refused(wrong, item=item.title)
    results = {one.id: one.title for one in profile.results.codes}
    measures = {one.id: one.title for one in profile.followups.measures}
    fact = ResultsChosen(
        version=profile.results.version, by=desk.person.name,
        results=tuple(
            ChosenResult(
                item=one.id, result=given[one.id].result, result_title=results[given[one.id].result],
                followup=given[one.id].followup, followup_title=measures[given[one.id].followup],
                explanation=given[one.id].explanation,
            )
            for one in view.own_items
        ),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def entry_sheet(session: Session, *, bureau: str, profile: Profile, dossier: str) -> tuple[ItemSheet, ...]:
    """录入对照单: for each item the platform's fields in its own order. Raises `Refused` before results are chosen."""
    view = get_inspection(session, bureau, dossier)
    return entry_sheets(view, _results(session, bureau, dossier), profile)


def due_of_place(
    view: InspectionView, profile: Profile, place: str, today: date, *, among: Iterable[InspectionView] = ()
) -> Due | None:
    """The clock that runs for a place, done or not; none where the profile sets none for such a check, or not yet.

    `among` are the inspections of its task, for a clock that starts with the end of the task.
    """
    clock_id = _place(profile, place).deadline
    if not clock_id:
        return None
    clock = clock_for(profile, view, clock_id)
    started = started_on(clock, view, today, among=among) if clock is not None else None
    if clock is None or started is None or clock.unit in {"hours", "date"}:
        return None
    return due(begun_with(profile, clock, started), started, today, dossier=view.dossier, subject=view.subject_name)


def is_unclocked(view: InspectionView, profile: Profile) -> bool:
    """Whether no rule of the bureau says by when the result of such a check is entered and made public."""
    clocks = [one.deadline for one in profile.disclosure.places]
    clocks += [one.deadline for one in profile.disclosure.kinds if one.id == "result"]
    return any(clocks) and all(clock_for(profile, view, one) is None for one in clocks if one)


def mark_entered(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    entered_on: date,
    number: str,
    place: str = "platform",
    screenshot: bytes = b"",
    media_type: str = "image/png",
    late_reason: str = "",
) -> int:
    """登记已录入, with the number the platform gave and a screenshot; return by how many working days it was late.

    Raises `Refused("late-entry-platform")` when it was late and no reason is given, and for a day to come or before
    the check ended, or without number and screenshot.
    """
    profile = house.profile
    view = get_inspection(session, desk.bureau, dossier)
    sheets = entry_sheet(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    today = civil_date(clock.now())
    if entered_on > today or entered_on < civil_date(view.done["check"]):
        raise Refused("refused-entered-on")
    if not number.strip() and not screenshot:
        raise Refused("refused-entered-proof")
    running = due_of_place(view, profile, place, entered_on, among=inspections_of_task(session, view))
    late = shipped().between(running.day, entered_on) if running else 0
    if late and not late_reason.strip() and running:
        raise Refused("late-entry-platform", subject=view.subject_name, due=_said(running.day), days=late)
    evidence = put_evidence(session, screenshot, media_type=media_type, added_at=_now(clock)) if screenshot else ""
    on = entered_on.isoformat()
    sheet = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind="result-sheet", name=view.subject_name,
        fields=sheet_fields(view, sheets, number, on),
        build=lambda _, code: sheet_paper(sheets, profile, number=number, entered_on=on, code=code),
    )  # fmt: skip
    fact = PlatformEntered(
        place=place, entered_on=on, number=number.strip(), evidence=evidence, late_days=late, late_reason=late_reason,
        sheet=sheet, completes=_completes(session, desk.bureau, profile, dossier, place),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return late


def mark_returned(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str, place: str = "platform"
) -> None:
    """平台退回. Raises `Refused` without a reason, or when nothing was entered there."""
    if not reason.strip():
        raise Refused("refused-returned-reason")
    if place not in places_of(session, desk.bureau, dossier):
        raise Refused("error-place-missing")
    enter(session, PlatformReturned(place=place, reason=reason), desk=desk, clock=clock, dossier=dossier)


def mark_shown(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, place: str, shown_on: date
) -> None:
    """平台已公示, or shared to the national system. Raises `Refused` for a day to come."""
    _place(profile, place)
    if shown_on > civil_date(clock.now()):
        raise Refused("refused-entered-on")
    enter(session, PlaceShown(place=place, shown_on=shown_on.isoformat()), desk=desk, clock=clock, dossier=dossier)


def content_of(session: Session, *, bureau: str, profile: Profile, dossier: str) -> PublicContent:
    """What would go out now. Raises `Refused` when something in it must be held back."""
    view = get_inspection(session, bureau, dossier)
    draw = session.get(Draw, (bureau, view.draw)) if view.draw else None
    content = public_content(
        view, _results(session, bureau, dossier), profile, draw=draw.number if draw else 0,
        commitment=draw.commitment if draw else "",
    )  # fmt: skip
    names = _names(session, bureau, dossier)
    for held in held_back(texts_of(content), names=names, allowed=allowlist(profile)):
        raise Refused("refused-held-back", field=_title(content, held.key), what=say(held.what))
    return content


def review(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    reviewer: str = "",
    scan: bytes = b"",
    media_type: str = "image/jpeg",
) -> PublicContent:
    """公开前审查 by somebody who reviews and was not of the team, or by hand with name and scan; return the content.

    Raises `Refused` before approval, for who may not review, and for what must be held back.
    """
    profile = house.profile
    view = get_inspection(session, desk.bureau, dossier)
    if profile.has_step("approval") and not view.done.get("approval"):
        raise Refused("refused-results-unapproved")
    by_hand = bool(reviewer.strip())
    name = reviewer.strip() or desk.person.name
    if by_hand and not scan:
        raise Refused("refused-review-scan")
    if not by_hand and not desk.has_role(*profile.flow(FLOW).levels, "supervising"):
        raise Refused("refused-review-role", role=profile.role(profile.flow(FLOW).levels[0]).title)
    if took_part((one.name for one in view.officers), name):
        raise Refused("refused-review-own", officer=name)
    content = content_of(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    day = say("date-long", date=civil_date(clock.now()))
    fields = {"content": content.text, "reviewer": name, "on": day}
    papers = tuple(
        issue_paper(
            session, desk=desk, clock=clock, house=house, inspection=dossier, kind=kind, name=view.subject_name,
            fields=fields, build=lambda _, code, build=build: build(content, profile, reviewed_on=day, code=code),  # type: ignore[misc]
        )
        for kind, build in (("secrecy-review", review_paper), ("disclosure-draft", draft_paper))
    )  # fmt: skip
    digest = put_evidence(session, scan, media_type=media_type, added_at=_now(clock)) if scan else ""
    fact = DisclosureReviewed(reviewer=name, by_hand=by_hand, scan=digest, content=content, papers=papers)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return content


def publish(session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str) -> PublicContent:
    """提交公示: exactly what was reviewed goes out, for the profile's term.

    Raises `Refused` without a review, when the content has changed since, or when it is public already.
    """
    found = find_publication(session, desk.bureau, dossier)
    if found is None:
        raise Refused("refused-publish-unreviewed")
    if found.state in PUBLIC:
        raise Refused("refused-published-already")
    content = content_of(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    if content.reviewed != found.digest:
        raise Refused("refused-publish-changed")
    view = get_inspection(session, desk.bureau, dossier)
    today = civil_date(clock.now())
    own = next((one.id for one in profile.disclosure.places if one.by == "site"), "")
    fact = DisclosurePublished(
        by=desk.person.name, content=content,
        until=deadline(today, profile.disclosure.term_years, "years", "stays").day.isoformat(),
        draw_id=view.draw, subject=view.subject, place=own, published_on=today.isoformat(),
        completes=_completes(session, desk.bureau, profile, dossier, own),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return content


def correct(session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, reason: str) -> None:
    """更正: what was reviewed again takes the place of what is shown. Raises `Refused` without review or reason."""
    found = _public(session, desk, dossier, reason)
    content = content_of(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    if content.reviewed != found:
        raise Refused("refused-publish-changed")
    fact = DisclosureCorrected(by=desk.person.name, content=content, reason=reason)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def withdraw(session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str) -> None:
    """撤下: the content goes, state and reason stay. Raises `Refused` without a reason, or when nothing is public."""
    _public(session, desk, dossier, reason)
    enter(session, DisclosureWithdrawn(by=desk.person.name, reason=reason), desk=desk, clock=clock, dossier=dossier)


def repair(session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str) -> None:
    """信用修复, with the decision's reference as its reason. Raises `Refused` as `withdraw` does."""
    _public(session, desk, dossier, reason)
    enter(session, DisclosureRepaired(by=desk.person.name, reason=reason), desk=desk, clock=clock, dossier=dossier)


def _public(session: Session, desk: Desk, dossier: str, reason: str) -> str:
    found = find_publication(session, desk.bureau, dossier)
    if found is None or found.state not in PUBLIC:
        raise Refused("refused-not-public")
    if not reason.strip():
        raise Refused("refused-disclosure-reason")
    for held in held_back({"reason": reason}, names=_names(session, desk.bureau, dossier), allowed=("reason",)):
        raise Refused("refused-held-back", field=say("site-reason"), what=say(held.what))
    return found.digest


def _names(session: Session, bureau: str, dossier: str) -> list[str]:
    """Everybody whose name this inspection knows and who is nobody's business outside."""
    view = get_inspection(session, bureau, dossier)
    visit = find_visit(session, bureau, dossier)
    return [view.principal, *(one.name for one in view.officers), *([visit.met] if visit else [])]


def _results(session: Session, bureau: str, dossier: str) -> tuple[ResultView, ...]:
    found = results_of(session, bureau, dossier)
    if not found:
        raise Refused("refused-results-missing")
    return found


def _place(profile: Profile, place: str) -> Place:
    found = next((one for one in profile.disclosure.places if one.id == place), None)
    if found is None:
        raise Missing("missing-profile-part", part="disclosure.places", id=place)
    return found


def _completes(session: Session, bureau: str, profile: Profile, dossier: str, now: str) -> bool:
    done = [one.place for one in places_of(session, bureau, dossier).values() if one.state != "entry-returned"]
    return complete((one.id for one in profile.disclosure.places if one.deadline), [*done, now])


def _title(content: PublicContent, key: str) -> str:
    kind = key.partition(".")[0]
    own = {"subject": "public-subject", "code": "public-code", "item": "public-item", "result": "public-result"}
    if kind in own:
        return say(own[kind])
    return next((one.title for one in content.fields if one.key == key), key)


def _said(day: date) -> str:
    return say("month-day", month=day.month, day=day.day)


def _now(clock: Clock) -> str:
    return stamp(clock.now())
