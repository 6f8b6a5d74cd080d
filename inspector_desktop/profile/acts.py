"""What the supervising section does with the rules: changes them with a reason, and takes a change back.

The whole profile is validated before anything is entered, so that nobody can leave rules that do not hold together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.records import Dossier
from inspector_desktop.profile.adding import RowTable, hooked, row_of, unhooked
from inspector_desktop.profile.amending import Change, Ruled, amended, body_of, in_force, unwritten, value_at, written
from inspector_desktop.profile.facts import Changed, Restored, RulesChanged, RulesRestored
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import ALWAYS, FIXED, key_of
from inspector_desktop.profile.refusing import name_at, refusal_of
from inspector_desktop.profile.store import DOSSIER, KIND, rules_in_force
from inspector_desktop.wording import say

SUPERVISING = "supervising"


def change_rules(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    file: Profile,
    values: Sequence[tuple[str, Any]],
    reason: str,
    since: str = "",
) -> Ruled:
    """Change rules that belong together, from a civil day on (today unless given); return what is in force now.

    `values` are paths and new values as the profile has them; none takes a row out of its table. Raises `Refused`
    without the role, reason or any change, for a day that is past, and for rules that would not hold together.
    """
    ruled, since = _prepared(session, desk, clock, file, values[0][0] if values else "", reason, since)
    target = _as_of(ruled, since)
    body = body_of(target)
    changes = []
    for path, value in values:
        if key_of(path) in ALWAYS:
            raise Refused("refused-rule-always", name=name_at(target, path))
        if key_of(path) in FIXED or path in {"bureau/id", "source/id"}:
            raise Refused("refused-rule-fixed", name=name_at(target, path))
        try:
            former = value_at(body, path)
        except LookupError as gone:
            if not isinstance(value, dict):
                raise Refused("refused-rule-gone", name=name_at(target, path)) from gone
            former = None
        if written(former) != written(value):
            changes.append(Changed(path=path, value=written(value), former=written(former)))
    if not changes:
        raise Refused("refused-rule-same", name=name_at(target, values[0][0]) if values else "")
    _holds_together(target, [(one.path, unwritten(one.value)) for one in changes])
    fact = RulesChanged(changes=tuple(changes), reason=reason.strip(), since=since, by=desk.person.name)
    _enter(session, desk, clock, fact)
    return rules_in_force(session, file, civil_date(clock.now()), bureau=desk.bureau)


def add_row(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    file: Profile,
    table: RowTable,
    row: str,
    values: Mapping[str, Any],
    source: str,
    reason: str,
    since: str = "",
) -> Ruled:
    """Add a row to a table of rules, with all its values and the place it comes from; return what is in force now.

    Where rows of the table name no clause of their own the source stands in the reason. Raises `Refused` as
    `change_rules` does, and without a source.
    """
    ruled, day = _prepared(session, desk, clock, file, table.path, reason, since)
    body = row_of(table, row, values, source)
    told = reason if table.sourced else say("rules-reason-sourced", source=source.strip(), reason=reason.strip())
    changed = [(f"{table.path}/{row}", body), *hooked(_as_of(ruled, day), table, row, values)]
    return change_rules(session, desk=desk, clock=clock, file=file, values=changed, reason=told, since=day)


def drop_row(session: Session, *, desk: Desk, clock: Clock, file: Profile, path: str, reason: str) -> Ruled:
    """Take out a row that was added, whatever was changed of it since. Raises `Refused` while another rule uses it."""
    ruled, since = _prepared(session, desk, clock, file, path, reason, "")
    about = [one for one in (*ruled.standing, *ruled.coming) if one.path == path or one.path.startswith(f"{path}/")]
    since = max([since, *(one.since for one in about)])
    shipped = body_of(file)
    freed = unhooked(_as_of(ruled, since), path)
    back = [one for one, value in freed if written(value_at(shipped, one)) == written(value)]
    if other := [(one, value) for one, value in freed if one not in back]:
        change_rules(session, desk=desk, clock=clock, file=file, values=other, reason=reason, since=since)
    paths = tuple(dict.fromkeys([*(one.path for one in about), *back]))
    return restore_rules(session, desk=desk, clock=clock, file=file, paths=paths, reason=reason, since=since)


def restore_rules(
    session: Session, *, desk: Desk, clock: Clock, file: Profile, paths: Sequence[str], reason: str, since: str = ""
) -> Ruled:
    """Go back to what the source says, from a civil day on. Raises `Refused` as `change_rules`."""
    ruled, since = _prepared(session, desk, clock, file, paths[0] if paths else "", reason, since)
    changed = {one.path: one for one in (*ruled.standing, *ruled.coming, *ruled.gone) if not one.restores}
    unchanged = next((one for one in paths if one not in changed), "")
    if unchanged or not paths:
        raise Refused("refused-rule-unchanged", name=name_at(ruled.profile, unchanged) if unchanged else "")
    rules = tuple(Restored(path=one, former=changed[one].value) for one in paths)
    fact = RulesRestored(rules=rules, reason=reason.strip(), since=since, by=desk.person.name)
    tried = tuple(Change(10**9, one.path, "", one.former, reason, since, "", "", restores=True) for one in rules)
    after = in_force(file, (*ruled.history, *tried), date.fromisoformat(since))
    lost = next((one for one in after.gone if one not in ruled.gone), None)
    if lost is not None:  # another change rests on this one
        raise Refused("refused-rule-used", name=name_at(ruled.profile, lost.path), id=name_at(ruled.profile, paths[0]))
    _enter(session, desk, clock, fact)
    return rules_in_force(session, file, civil_date(clock.now()), bureau=desk.bureau)


def release_rules(session: Session, *, desk: Desk, clock: Clock) -> None:
    """Put the dossier of the rules into the tray of the supervising section, for another of its devices."""
    hand_over(session, desk=desk, clock=clock, dossier=DOSSIER, to_role=SUPERVISING)


def take_rules(session: Session, *, desk: Desk, clock: Clock) -> None:
    """Take the dossier of the rules up from the tray; headquarters confirms it before anything may be changed."""
    take(session, desk=desk, clock=clock, dossier=DOSSIER)


def _prepared(
    session: Session, desk: Desk, clock: Clock, file: Profile, path: str, reason: str, since: str
) -> tuple[Ruled, str]:
    if not desk.has_role(SUPERVISING):
        raise Refused("refused-rule-role")
    today = civil_date(clock.now())
    ruled = rules_in_force(session, file, today, bureau=desk.bureau)
    if not reason.strip():
        raise Refused("refused-rule-reason", name=name_at(ruled.profile, path))
    try:
        day = date.fromisoformat(since) if since else today
    except ValueError as wrong:
        raise Refused("refused-rule-since") from wrong
    if day < today:
        raise Refused("refused-rule-since")
    return ruled, day.isoformat()


def _as_of(ruled: Ruled, since: str) -> Profile:
    """The rules a change is laid over: those of the day it comes into force."""
    return in_force(ruled.file, ruled.history, date.fromisoformat(since)).profile


def _holds_together(profile: Profile, values: Sequence[tuple[str, Any]]) -> None:
    try:
        amended(profile, values)
    except LookupError as gone:
        raise Refused("refused-rule-gone", name=name_at(profile, values[0][0])) from gone
    except ValidationError as wrong:
        raise refusal_of(wrong, profile, values) from wrong


def _enter(session: Session, desk: Desk, clock: Clock, fact: Fact) -> None:
    if session.get(Dossier, (desk.bureau, DOSSIER)) is None:
        open_dossier(session, fact, kind=KIND, desk=desk, clock=clock, dossier=DossierId(DOSSIER))
    else:
        enter(session, fact, desk=desk, clock=clock, dossier=DOSSIER)
