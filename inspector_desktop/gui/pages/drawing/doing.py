"""Acts of the page that are several in one transaction, and what a verification says, in words."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.draw.acts import hand_over_released, release_draw
from inspector_desktop.draw.transcript import Verification
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say


def release(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: str, approver: str
) -> tuple[int, int]:
    """Release the tasks, register the approval of each check, hand them over; how many of both. Raises `Refused`."""
    found = release_draw(session, desk=desk, clock=clock, profile=profile, draw=draw)
    for one in found:
        register_paper_approval(session, desk=desk, clock=clock, dossier=one, approver=approver)
    return len(found), hand_over_released(session, desk=desk, clock=clock, draw=draw)


def told_of(answer: Verification) -> str:
    """What a verification proved and what it can't, a sentence a line."""
    lines = [say("draw-verify-good", number=answer.number)]
    if not answer.verified:
        why = say(answer.why, **answer.facts)
        lines = [say("draw-verify-failed", step=say(f"draw-step-{answer.step}"), why=why)]
    lines += [say(key) for key in (*answer.proven, *answer.not_proven)]
    if answer.self_stated:
        lines.append(say("draws-anchor-none"))
    return "\n".join(lines)
