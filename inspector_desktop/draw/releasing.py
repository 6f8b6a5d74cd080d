"""From a drawn subject to the inspection of it: who is in its team now, and the dossier that is opened for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.draw import changes, ticket
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.store import DrawnView, DrawView, draws, subjects_of_draw
from inspector_desktop.draw.ticket import Tickets
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.inspection.facts import AssignedCompanion, AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.joining_facts import InspectionWithdrawn
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team_facts import TeamReplaced
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.form_store import forms_of_items
from inspector_desktop.registry.kept_store import related
from inspector_desktop.registry.store import contacts, find_officer, get_subject, items, officers
from inspector_desktop.wording import say

FEWEST = 2
_SHOWN = 5


def standing_of(view: DrawView) -> changes.Standing:
    """A draw held here as drawn and after each change. Raises `Missing` before its result."""
    if not view.transcript or view.recorded:
        raise Missing("error-draw-missing")
    file = short_parts(view.transcript)
    if not file["seed"]:
        raise Missing("error-draw-missing")
    frozen = frozen_of(view)
    drawn = ticket.draw(frozen, file["seed"]["digits"])
    made = [changes.read(one, "changes") for one in file["changes"]]
    return changes.replay(frozen, drawn, file["seed"]["opened_at"], made)


def teams_of(view: DrawView) -> dict[str, tuple[str, ...]]:
    """The persons of each live subject's team, ready-made teams by their members, after all changes."""
    if not view.recorded and not view.transcript:
        raise Missing("error-draw-missing")
    groups = ((), *view.groups[1:])  # of one held here; those of the reserve are in no team
    found = {one.subject: list(groups[one.group]) for one in view.live if one.group or not view.recorded}
    for change in view.changes:
        for subject in change.subjects:
            team = found.get(subject, [])
            if change.leaves in team:
                where = team.index(change.leaves)
                team[where : where + 1] = [change.comes] if change.comes else []
    ready = view.ready_teams
    return {
        subject: tuple(person for one in team for person in ready.get(one, (one,))) for subject, team in found.items()
    }


def assigned_officer(session: Session, view: DrawView, person: str) -> AssignedOfficer:
    """Somebody of a team as the register has him, or as a joint task named him. Raises `Missing`."""
    guest = next((one for one in view.guest_rows if one.id == person), None)
    if guest is not None:
        return AssignedOfficer(
            officer=guest.id, name=guest.name, certificate=guest.certificate, valid_until=guest.valid_until,
            department=guest.department,
        )  # fmt: skip
    officer = find_officer(session, view.bureau, person)
    if officer is None:
        raise Missing("error-officer-missing")
    return AssignedOfficer(
        officer=officer.id, name=officer.name, certificate=officer.certificate, valid_until=officer.valid_until
    )


def companions_of(view: DrawView) -> dict[int, tuple[AssignedCompanion, ...]]:
    """Experts and assistants of each group, by the draw's own digits: in ticket order, one group after another.

    They were named when the list was frozen, so nobody could know to whom they would go; they never count.
    """
    helpers = view.helper_rows
    count = len(view.groups) - 1
    if not helpers or count < 1 or view.recorded:
        return {}
    tickets = Tickets(short_parts(view.transcript)["result"]["seed"], "companion")
    order = [name for _, name in tickets.order(f"{at}" for at in range(len(helpers)))]
    found: dict[int, list[AssignedCompanion]] = {}
    for at, name in enumerate(order):
        one = AssignedCompanion(**helpers[int(name)].model_dump(), how="random")
        found.setdefault(at % count + 1, []).append(one)
    return {group: tuple(some) for group, some in found.items()}


class Assigning:
    """Makes the assignment of each drawn subject of a draw, or of `only` one; what many of them share is read once."""

    def __init__(
        self, session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: DrawView, only: str = ""
    ) -> None:
        self._session, self._profile, self._draw = session, profile, draw
        self._plan = get_plan(session, desk.bureau, draw.plan)
        self._versions = {one.item: one for one in self._plan.items}
        self._today = civil_date(clock.now()).isoformat()
        self._first = max(self._plan.window_from, self._today)
        self._items = items(session, desk.bureau)
        self._companions = companions_of(draw)
        self._subjects = contacts(session, draw.bureau, [only] if only else subjects_of_draw(draw.bureau, draw.dossier))
        self._officers: dict[str, AssignedOfficer] = {}
        self._checked: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[AssignedItem, ...]]] = {}

    def fact(self, drawn: DrawnView, team: tuple[str, ...]) -> InspectionAssigned:
        """What is entered first of a drawn subject's inspection.

        Raises `Missing` for one the register has no more, and `Refused` for an item that ends before the plan's window.
        """
        plan, draw = self._plan, self._draw
        subject = self._subjects.get(drawn.subject)
        if subject is None:
            raise Missing("error-subject-missing")
        category = plan.stratum(drawn.stratum).category
        form, checked = self._checked_on(drawn)
        return InspectionAssigned(
            title=plan.task_title, check_kind="kind-routine", way="way-joint" if draw.guests else "way-random",
            plan_number=plan.number, plan_title=plan.title, task_number=draw.task_number or plan.task_number,
            task_title=plan.task_title, draw_type=plan.draw_type, draw=draw.dossier, subject=subject.id,
            subject_name=subject.name, subject_code=subject.code, category=category,
            category_title=self._profile.category(category).title, address=subject.address,
            principal=subject.principal, phone=subject.phone, window_from=plan.window_from,
            window_until=plan.window_until, form=form, batch=drawn.batch,
            officers=tuple(map(self._officer, team)), items=checked,
            companions=self._companions.get(drawn.group, ()),
        )  # fmt: skip

    def _officer(self, person: str) -> AssignedOfficer:
        if person not in self._officers:
            self._officers[person] = assigned_officer(self._session, self._draw, person)
        return self._officers[person]

    def _checked_on(self, drawn: DrawnView) -> tuple[str, tuple[AssignedItem, ...]]:
        """The form of the check and its items, which those of a stratum share unless items are drawn."""
        key = drawn.stratum, drawn.items
        if key not in self._checked:
            own = [self._versions[item] for item in drawn.items] or self._plan.items_of(drawn.stratum)
            refuse_out_of_force(
                {one.item: one.version for one in own}, self._items, self._today, self._plan.window_until
            )
            wanted = {part.item for part in own}
            listed = [one for one in self._items if one.id in wanted]
            forms = forms_of_items(
                self._session, self._draw.bureau, listed, first=self._first, last=self._plan.window_until
            )
            self._checked[key] = forms[own[0].item], tuple(
                AssignedItem(
                    item=item.item, title=item.title, version=item.version, basis=item.basis,
                    form=forms.get(item.item, ""),
                )
                for item in own
            )  # fmt: skip
        return self._checked[key]


def assign(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: DrawView,
    drawn: DrawnView,
    team: tuple[str, ...],
) -> DossierId:
    """Open the dossier of a drawn subject's inspection, on this desk."""
    assigning = Assigning(session, desk=desk, clock=clock, profile=profile, draw=draw, only=drawn.subject)
    fact = assigning.fact(drawn, team)
    return open_dossier(session, fact, kind="inspection", desk=desk, clock=clock, dossier=DossierId(new_id(clock)))


def certificates_ending(session: Session, draw: DrawView, until: str) -> tuple[tuple[str, str], ...]:
    """Who of the teams, by name, has a certificate that ends before a civil day, and its last day; by that day.

    Checks until then may be made; for later ones somebody else has to come in. Raises `Missing` before the draw.
    """
    people = dict.fromkeys(person for team in teams_of(draw).values() for person in team)
    seen = [assigned_officer(session, draw, one) for one in people]
    return tuple(
        sorted(((one.name, one.valid_until) for one in seen if one.valid_until < until), key=lambda one: one[1])
    )


def related_among(
    session: Session, bureau: str, teams: Mapping[str, Sequence[str]], *, day: str
) -> tuple[tuple[str, str], ...]:
    """Officer and subject of each relation declared until a civil day that lies between a subject and its team."""
    pairs = related(session, bureau, day=day)
    return tuple(sorted((officer, subject) for officer, subject in pairs if officer in teams.get(subject, ())))


def refuse_related(session: Session, bureau: str, teams: Mapping[str, Sequence[str]], *, day: str) -> None:
    """Raise `Refused` while somebody is to inspect whom he declared a relation to (行政处罚法 43).

    Relations declared before the list was frozen kept him out of the draw already; these came afterwards.
    """
    found = related_among(session, bureau, teams, day=day)
    if found:
        names = {one.id: one.name for one in officers(session, bureau)}
        named = [
            say("draw-related", name=names.get(one, one), subject=get_subject(session, bureau, subject).name)
            for one, subject in found[:_SHOWN]
        ]
        raise Refused("refused-release-related", names="、".join(named), count=len(found))


def inspections_before(session: Session, draw: DrawView) -> dict[str, str]:
    """For a supplementary draw of teams: the inspection each subject already has, in the draw it adds to."""
    if draw.lacking != "teams":
        return {}
    found: dict[str, str] = {}
    for one in reversed(draws(session, draw.bureau)):  # later ones last
        if one.dossier == draw.supplements or (one.supplements == draw.supplements and one.dossier != draw.dossier):
            found |= {drawn.subject: drawn.inspection for drawn in one.drawn if drawn.inspection}
    return found


def lies_here(session: Session, desk: Desk, dossier: str) -> bool:
    """Whether a dossier lies on this desk."""
    row = session.get(Dossier, (desk.bureau, dossier))
    return row is not None and row.holder == desk.life


def withdraw(session: Session, *, desk: Desk, clock: Clock, draw: DrawView, inspection: str, reason: str) -> bool:
    """End an inspection of a void draw that lies here and that nobody has begun; whether it was one."""
    if not lies_here(session, desk, inspection):
        return False
    view = get_inspection(session, desk.bureau, inspection)
    if view.gone or "check" in view.begun:
        return False
    fact = InspectionWithdrawn(draw=draw.dossier, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=inspection)
    return True


def withdraw_here(session: Session, *, desk: Desk, clock: Clock, draw: DrawView, reason: str) -> int:
    """End the inspections of a void draw that lie here and that nobody has begun; how many."""
    return sum(
        withdraw(session, desk=desk, clock=clock, draw=draw, inspection=one.inspection, reason=reason)
        for one in draw.live
        if one.inspection
    )


def replace_team(
    session: Session, *, desk: Desk, clock: Clock, draw: DrawView, inspection: str, team: tuple[str, ...]
) -> bool:
    """Give an inspection the team a supplementary draw found for it, if it lies here and there is one."""
    if len(team) < FEWEST or not lies_here(session, desk, inspection):
        return False
    officers = tuple(assigned_officer(session, draw, one) for one in team)
    fact = TeamReplaced(draw=draw.dossier, number=draw.number, officers=officers)
    enter(session, fact, desk=desk, clock=clock, dossier=inspection)
    return True
