"""Ready-made teams (检查小组) kept in the register of officers: who goes out together, whatever is drawn.

A draw by teams is offered them (`draw.preparing`); whether all of a team may take part is looked at again then.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.ordering import natural
from inspector_desktop.registry.kept_acts import keep_rows
from inspector_desktop.registry.kept_store import KeptView, kept
from inspector_desktop.registry.store import officers

FEWEST = 2
JOINED = "、"


def keep_team(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    name: str,
    people: Sequence[str],
    since: str = "",
    note: str = "",
    team: str = "",
    reason: str = "",
) -> str:
    """Enter a team, or correct the one with id `team`; `people` are names or ids of officers. Return its id.

    Raises `Refused` for fewer than two, for somebody the register does not have, and for a name that two have.
    """
    known = officers(session, desk.bureau)
    ids = {one.id for one in known}
    members: list[str] = []
    for one in dict.fromkeys(each.strip() for each in people if each.strip()):
        found = [one] if one in ids else [officer.id for officer in known if officer.name == one]
        if len(found) != 1:
            raise Refused("refused-standing-team-unknown" if not found else "refused-standing-team-twice", name=one)
        members.append(found[0])
    if len(set(members)) < FEWEST:
        raise Refused("refused-standing-team-few", count=len(set(members)))
    row = {
        "name": name, "members": JOINED.join(dict.fromkeys(members)), "note": note,
        "since": since or civil_date(clock.now()).isoformat(), **({"id": team} if team else {}),
    }  # fmt: skip
    return keep_rows(session, desk=desk, clock=clock, kind="teams", rows=(row,), reason=reason)[0]


def members_of(team: KeptView) -> tuple[str, ...]:
    """The ids of a team's officers."""
    return tuple(one for one in team.get("members").split(JOINED) if one)


def standing_teams(session: Session, bureau: str, day: str) -> tuple[KeptView, ...]:
    """The teams that hold on a civil day, by name."""
    found = (one for one in kept(session, bureau, "teams") if one.get("since") <= day and one.holds_on(day))
    return tuple(sorted(found, key=lambda one: (natural(one.get("name")), one.id)))
