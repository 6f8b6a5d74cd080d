"""What the supervising section does with plans: draws them up from the profile, has them approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.conditions import Condition
from inspector_desktop.plan.drafting import Draft, Table, drawn_up
from inspector_desktop.plan.facts import (
    Adopted,
    OverlapSettled,
    PlanApproved,
    PlanFiled,
    PlanPublished,
    UpperRecorded,
)
from inspector_desktop.plan.naming import name_of, numbers_of
from inspector_desktop.plan.overlap import ADOPT, KEPT, UPPER
from inspector_desktop.plan.rules import DIRECTED
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.approving import refuse_approver
from inspector_desktop.registry.lists import keys_of, read_subjects
from inspector_desktop.registry.store import subject_keys
from inspector_desktop.storage.evidence import put_evidence


@dataclass(frozen=True)
class Proposal:
    """Number, name and task number a new plan gets by rule."""

    number: str
    title: str
    task_number: str


def draw_up_plan(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    kind: str,
    title: str,
    task_title: str,
    basis: str,
    window_from: str,
    window_until: str,
    categories: Iterable[str],
    group_count: int = 0,
    table: Table | None = None,
    ratios: Mapping[str, int] | None = None,
    draw_type: str = DIRECTED,
    place: str = "",
    conditions: Sequence[Condition] = (),
    regional: bool = False,
    items: frozenset[str] | None = None,
) -> DossierId:
    """Draw up a plan with one task over categories of the profile; return its dossier.

    Each category is divided into strata as the profile has its ratios (`plan.shares`; `ratios` are those this plan
    sets, in millionths), and checked by the items published for it, or by some drawn from them; number and table are by
    rule where `table` is silent. Raises `Refused` without the role, for a kind the profile doesn't have, for a window
    that ends before it begins, without categories, for a ratio the profile does not allow, when a category has no
    published item (54号), for a number another plan has, for a joint plan that leaves open with whom it is held or one
    of its settings (000 一(四)), for an undirected plan over some categories only, for a place the profile does not
    leave open, for a time without months (002 附件2 备注 2), and for conditions of an undirected draw. `conditions`
    are those of a directed one (004 第十二条); `regional` divides each category by its 辖区.
    `items` are those of the published ones the task is about; none given: all of them (`drafting.drawn_up`).
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    draft = Draft(
        kind, title, task_title, basis, window_from, window_until, tuple(categories), group_count, table or Table(),
        ratios or {}, draw_type, place, tuple(conditions), regional, items,
    )  # fmt: skip
    fact = drawn_up(session, bureau=desk.bureau, profile=profile, today=civil_date(clock.now()), draft=draft)
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def approve_plan(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, by: str, on_paper: bool = False
) -> None:
    """Enter the approval of a plan.

    Raises `Refused` without the role, when it is approved already or has given way to an upper plan, and for an
    approver who may not approve plans by the profile's flow, such as who drew it up.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    state = get_plan(session, desk.bureau, plan).state
    if state == "approved":
        raise Refused("refused-plan-approved")
    if state == "superseded":
        raise Refused("refused-plan-superseded")
    if state == "merged":
        raise Refused("refused-plan-merged")
    if state == "withdrawn":
        raise Refused("refused-plan-withdrawn")
    if not by.strip():
        raise Refused("refused-plan-approver")
    refuse_approver(session, desk=desk, profile=profile, of="plan", name=by, dossier=plan)
    enter(session, PlanApproved(by=by, on_paper=on_paper), desk=desk, clock=clock, dossier=plan)


def propose(
    session: Session, *, bureau: str, profile: Profile, kind: str, window_from: str, partners: str = ""
) -> Proposal:
    """Number, name and task number by rule for a new plan of a kind whose window begins on a civil day."""
    year = date.fromisoformat(window_from).year
    taken = {one.number for one in plans(session, bureau)}
    number, task_number, running = numbers_of(profile, kind, year=year, taken=taken)
    return Proposal(number, name_of(profile, kind, year=year, number=running, partners=partners), task_number)


def file_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, body: str, on: str) -> None:
    """Enter that a plan was filed (备案) with a body on a civil day.

    Raises `Refused` twice, without body, for a day to come, once the plan is published, and for one that is gone.
    """
    view = get_plan(session, desk.bureau, plan)
    _office(desk, clock, on)
    if view.gone:
        raise Refused(f"refused-plan-{view.state}")
    if view.filed_at or view.made:
        raise Refused("refused-plan-filed")
    if not body.strip():
        raise Refused("refused-plan-filed-with")
    enter(session, PlanFiled(body=body.strip(), on=on), desk=desk, clock=clock, dossier=plan)


def publish_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, where: str, on: str) -> None:
    """Enter that a plan was made public on a civil day.

    Raises `Refused` before its approval, twice (where else it is public is noted in the ledger), without a place, and
    for a day to come.
    """
    view = get_plan(session, desk.bureau, plan)
    _office(desk, clock, on)
    if view.state != "approved":
        raise Refused("refused-plan-publish-early")
    if view.made:
        raise Refused("refused-plan-published")
    if not where.strip():
        raise Refused("refused-plan-published-where")
    enter(session, PlanPublished(where=where.strip(), on=on), desk=desk, clock=clock, dossier=plan)


def record_upper_plan(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    title: str,
    number: str,
    issuer: str,
    window_from: str,
    window_until: str,
    categories: Iterable[str],
    listed: Iterable[str] = (),
    file: bytes = b"",
    level: str = "upper",
) -> DossierId:
    """Record a plan of the upper level, or (`level` is `peer`) of another department.

    `listed` names its subjects by code or name, one a line or as the rows of a table; who cannot be told, a name that
    two firms have too, stays open until people tie it (`more_acts.tie_upper`). `file` is kept as evidence (PDF).

    Raises `Refused` without the role, title or issuer, for a window in disorder, and when it covers nothing of ours.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    covered = tuple(categories)
    lines = tuple(dict.fromkeys(one.strip() for one in listed if one.strip()))
    if not title.strip() or not issuer.strip() or not (covered or lines):
        raise Refused("refused-upper-incomplete")
    if window_until < window_from:
        raise Refused("refused-plan-window", first=window_from, last=window_until)
    found, unmatched = read_subjects(lines, keys_of(subject_keys(session, desk.bureau), ()))
    evidence = put_evidence(session, file, media_type="application/pdf", added_at=stamp(clock.now())) if file else ""
    fact = UpperRecorded(
        title=title.strip(), number=number.strip(), issuer=issuer.strip(), window_from=window_from,
        window_until=window_until, categories=covered, subjects=tuple(sorted(found)),
        unmatched=tuple(dict.fromkeys(unmatched)), evidence=str(evidence), level=level,
    )  # fmt: skip
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def settle_overlap(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    plan: str,
    other: str,
    other_title: str,
    effect: str,
    subjects: Iterable[str] = (),
    reason: str = "",
    adopted: Iterable[Adopted] = (),
) -> None:
    """Settle an overlap: adopt the other's result (`adopted` cites it), give way to an upper plan, or check both.

    Raises `Refused` without the role, and when both are to be checked without a reason.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    get_plan(session, desk.bureau, plan)
    if effect not in {ADOPT, UPPER, KEPT} or (effect == KEPT and not reason.strip()):
        raise Refused("refused-overlap-reason")
    fact = OverlapSettled(
        other=other, other_title=other_title, effect=effect, reason=reason.strip(),
        subjects=() if effect == KEPT else tuple(sorted(set(subjects))),
        adopted=() if effect == KEPT else tuple(adopted),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)


def _office(desk: Desk, clock: Clock, on: str) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    if not on or on > civil_date(clock.now()).isoformat():
        raise Refused("refused-plan-day")
