"""Who may approve what people of the supervising section prepare: the levels the profile names for a kind of decision.

Heads need not stand in the register of officers; of somebody who does, the post is known and counts. How approvals are
given and recorded is `approval` and the steps' own.
"""

from __future__ import annotations

from sqlmodel import Session, select

from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.records import Entry
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import officers


def refuse_approver(session: Session, *, desk: Desk, profile: Profile, of: str, name: str, dossier: str) -> None:
    """Raise `Refused` unless somebody may approve a decision (`of` as `approval.flows` has it) on a dossier.

    For one the register, or this desk, knows in another post; and for whoever drew the dossier up, unless that person's
    own post is one the profile names.
    """
    levels = profile.flow(of).levels
    titles = "、".join(profile.role(level).title for level in levels)
    drafter = session.exec(select(Entry.person).where(Entry.dossier == dossier, Entry.number == 1)).first()
    named = [(one.id, set(one.roles.split("、"))) for one in officers(session, desk.bureau) if one.name == name.strip()]
    if desk.person.name == name.strip():
        named.append((desk.person.id, set(desk.person.roles)))
    if not named or any(roles & set(levels) for _, roles in named):
        return
    key = "refused-approver-own" if any(one == drafter for one, _ in named) else "refused-approver-level"
    raise Refused(key, name=name.strip(), level=titles)
