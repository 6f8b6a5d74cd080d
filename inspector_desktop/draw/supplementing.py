"""补充抽取: what a held draw lacks, and a later draw with a number and an event of its own that supplies it.

Too few subjects of a class, because some closed and the reserve was used up; or subjects without a team of two, because
no group may take them or officers stood back. Those already drawn stand in the new list as excluded (TICKET-V1 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.draw.freezing import Whole, frozen_fact, trace_of
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.releasing import FEWEST, teams_of
from inspector_desktop.draw.roll import Roll, Rules, call_roll
from inspector_desktop.draw.rules import strata_of
from inspector_desktop.draw.store import DrawView, get_draw, inspections_of_draw, marks, supplements_of, with_list
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.store import checked_among
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import items

SUBJECTS, TEAMS = "subjects", "teams"


@dataclass(frozen=True)
class Lacking:
    """What a draw lacks: how many subjects by stratum, and which subjects have no team of two."""

    strata: Mapping[str, int]
    teams: tuple[str, ...]
    waiting: str = ""  # a supplement that is frozen or drawn and not released yet

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a supplement could supply."""
        return ((SUBJECTS,) if self.strata else ()) + ((TEAMS,) if self.teams else ())


def lacking_of(session: Session, draw: DrawView) -> Lacking:
    """What a draw held here lacks after its changes and the supplements made for it."""
    if draw.recorded or draw.state not in {"held", "released"}:
        return Lacking({}, ())
    frozen = frozen_of(with_list(session, draw))
    live: dict[str, int] = {}
    added = [one for one in supplements_of(session, draw.bureau, draw.dossier) if one.state != "void"]
    for one in (draw, *(each for each in added if each.lacking == SUBJECTS)):
        for drawn in one.live:
            live[drawn.stratum] = live.get(drawn.stratum, 0) + 1
    short = {quota.stratum: quota.due - live.get(quota.stratum, 0) for quota in quotas(frozen)}
    waiting = next((one.dossier for one in added if one.state in {"frozen", "held"}), "")
    return Lacking(
        {name: count for name, count in short.items() if count > 0}, _without_team(session, draw, added), waiting
    )


def freeze_supplement(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: str,
    lacking: str,
    event: str,
    event_name: str,
    event_at: datetime,
) -> DossierId:
    """Freeze the list of a supplementary draw: `lacking` is `subjects` or `teams`; return its dossier.

    It has the next number, names the draw it adds to, and an event that is still to come. Raises `Refused` without the
    role, when nothing of that kind is lacking, while another supplement is under way, when nobody is left to be drawn,
    and as a first list does.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    found = get_draw(session, desk.bureau, draw)
    wanted = lacking_of(session, found)
    if wanted.waiting:
        raise Refused("refused-supplement-open", number=get_draw(session, desk.bureau, wanted.waiting).number)
    if lacking not in wanted.kinds:
        raise Refused("refused-supplement-nothing")
    plan = get_plan(session, desk.bureau, found.plan)
    now = clock.now()
    refuse_out_of_force(plan.versions, items(session, desk.bureau), civil_date(now).isoformat(), plan.window_until)
    family = [found, *(one for one in supplements_of(session, desk.bureau, draw) if one.state != "void")]
    # Whoever closed and gave way stands there as drawn, too: nothing that was drawn is drawn again.
    taken = {drawn.subject for one in family for drawn in one.drawn}
    roll = call_roll(session, plan=plan, profile=profile, today=civil_date(now), drawn=taken)
    base = strata_of(plan)
    if lacking == SUBJECTS:
        strata = tuple(replace(one, take="count", count=wanted.strata.get(one.id, 0)) for one in base)
        short = [name for name in wanted.strata if not roll.eligible[name]]
        if len(short) == len(wanted.strata):
            raise Refused("refused-supplement-nobody")
        most = 0
    else:
        strata = tuple(replace(one, take="all") for one in base)
        roll = _only(roll, taken, set(wanted.teams))
        most = len(wanted.teams)
    barred = {
        (change.leaves, subject) for one in family for change in one.changes for subject in change.subjects
    }  # who stood back from a subject is not drawn for it again
    back = {officer for officer, _ in barred}
    if lacking == SUBJECTS:
        back = set()  # other subjects: they may be drawn for these
    whole = Whole(
        plan, profile, roll, strata, barred=barred, most_groups=most,
        stood_back={one for one in back if all((one, name) in barred for name in wanted.teams)},
        kind=trace_of(marks(session, desk.bureau), plan.dossier, draw, lacking),
    )  # fmt: skip
    fact = frozen_fact(session, whole, now=now, event=event, event_name=event_name, event_at=event_at)
    return open_dossier(session, fact, kind="draw", desk=desk, clock=clock)


def _without_team(session: Session, draw: DrawView, added: list[DrawView]) -> tuple[str, ...]:
    found = {one: len(team) for one, team in teams_of(draw).items()}
    for one in added:
        if one.state in {"held", "released"}:
            found |= {name: len(team) for name, team in teams_of(one).items()}
    done = set()
    for one in (draw, *added):
        checked = checked_among(session, draw.bureau, inspections_of_draw(draw.bureau, one.dossier))
        done |= {drawn.subject for drawn in one.live if checked.get(drawn.inspection)}
    return tuple(sorted(name for name, count in found.items() if count < FEWEST and name not in done))


def _only(roll: Roll, scope: set[str], wanted: set[str]) -> Roll:
    """Of the subjects drawn so far, those that lack a team take part; the others stand as drawn already."""
    return roll.only(scope, Rules({one: "drawn" for one in roll.ids if one in scope and one not in wanted}))
