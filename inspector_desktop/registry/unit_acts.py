"""What the supervising section does with the sections of the bureau (002 一(三)): sets up, renames, moves, closes.

Each is a change of the rules with its reason and history; moving people is a change of the register of officers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.profile.acts import change_rules
from inspector_desktop.profile.adding import free_id, row_tables
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.store import rules_in_force
from inspector_desktop.registry.kept_acts import change_officers
from inspector_desktop.registry.shelves import lies_here
from inspector_desktop.registry.store import officers
from inspector_desktop.registry.unit_store import Unit, below, names_of_sections, unit_tree
from inspector_desktop.wording import say

TABLE = "sections"


def add_unit(session: Session, *, desk: Desk, clock: Clock, file: Profile, title: str, parent: str, reason: str) -> str:
    """增设: a section under the bureau, or under another one; return its id.

    Raises `Refused` without a name or reason, for a name that is or was another's, and as `change_rules`.
    """
    profile = _rules(session, desk, clock, file)
    name = _free(profile, title)
    table = next(one for one in row_tables(profile) if one.path == TABLE)
    unit = free_id(profile, table)
    row: dict[str, Any] = {
        "id": unit, "title": name, "supervising": False, "registers": [], "former": [],
        "clause": say("unit-clause", reason=reason.strip()),
    }  # fmt: skip
    if parent:
        row["parent"] = parent
    _change(session, desk, clock, file, [(f"{TABLE}/{unit}", row)], reason)
    return unit


def rename_unit(
    session: Session, *, desk: Desk, clock: Clock, file: Profile, unit: str, title: str, reason: str
) -> int:
    """更名: the section keeps its old name among its former ones; return how many officers were renamed with it.

    People are entered under the new name where their register lies here and the section keeps no shelf of its own
    (what it keeps goes by the old name); elsewhere the old name still leads to it.
    """
    profile = _rules(session, desk, clock, file)
    found = _unit(session, desk, profile, unit)
    name = _free(profile, title, own=unit)
    former = [one for one in dict.fromkeys((*found.former, found.title)) if one != name]
    values: list[tuple[str, Any]] = [(f"{TABLE}/{unit}/title", name), (f"{TABLE}/{unit}/former", former)]
    if found.supervising:  # the role is called as the section is
        values += [(f"roles/{one.id}/title", name) for one in profile.roles if one.title == found.title]
    _change(session, desk, clock, file, values, reason)
    here = [one.id for one in found.members if lies_here(session, desk, one.dossier)]
    if not here or any(one.unit for one in found.shelves):
        return 0
    return change_officers(session, desk=desk, clock=clock, ids=here, changes={"unit": name}, reason=reason)


def move_unit(
    session: Session, *, desk: Desk, clock: Clock, file: Profile, unit: str, parent: str, reason: str
) -> None:
    """调整隶属: under another section, or right under the bureau. Raises `Refused` for one under itself."""
    profile = _rules(session, desk, clock, file)
    _unit(session, desk, profile, unit)
    if parent and parent in below(profile, unit):
        raise Refused("refused-unit-under")
    _change(session, desk, clock, file, [(f"{TABLE}/{unit}/parent", parent or None)], reason)


def name_head(session: Session, *, desk: Desk, clock: Clock, file: Profile, unit: str, head: str, reason: str) -> None:
    """登记负责人; an empty name leaves it to the register of officers."""
    _unit(session, desk, _rules(session, desk, clock, file), unit)
    _change(session, desk, clock, file, [(f"{TABLE}/{unit}/head", "".join(head.split()) or None)], reason)


def close_unit(session: Session, *, desk: Desk, clock: Clock, file: Profile, unit: str, reason: str) -> None:
    """撤销, as of today. Raises `Refused` for the supervising section, and while it has people, shelves or sections."""
    profile = _rules(session, desk, clock, file)
    found = _unit(session, desk, profile, unit)
    if found.supervising:
        raise Refused("refused-unit-supervising", unit=found.title)
    if found.members:
        raise Refused("refused-unit-members", unit=found.title, count=len(found.members))
    if found.shelves:
        raise Refused("refused-unit-shelves", unit=found.title)
    day = civil_date(clock.now()).isoformat()
    if any(one.valid_until == "" or one.valid_until >= day for one in found.items):
        raise Refused("refused-unit-items", unit=found.title, count=len(found.items))
    if any(not one.closed for one in profile.sections if one.parent == unit):
        raise Refused("refused-unit-sections", unit=found.title)
    _change(session, desk, clock, file, [(f"{TABLE}/{unit}/closed", day)], reason)


def reopen_unit(session: Session, *, desk: Desk, clock: Clock, file: Profile, unit: str, reason: str) -> None:
    """恢复 a section that was closed."""
    _unit(session, desk, _rules(session, desk, clock, file), unit)
    _change(session, desk, clock, file, [(f"{TABLE}/{unit}/closed", None)], reason)


def move_people(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, unit: str, people: Iterable[str], reason: str
) -> int:
    """调入: these officers belong to a section from now on, under its present name; return how many.

    Raises `Refused` without people or reason, for one whose register another section keeps, and for a closed section.
    """
    section = next((one for one in profile.sections if one.id == unit), None)
    if section is None:
        raise Missing("missing-profile-part", part=TABLE, id=unit)
    if section.closed:
        raise Refused("refused-unit-closed", unit=section.title)
    known = {one.id for one in officers(session, desk.bureau)}
    chosen = [one for one in people if one in known]
    return change_officers(session, desk=desk, clock=clock, ids=chosen, changes={"unit": section.title}, reason=reason)


def _rules(session: Session, desk: Desk, clock: Clock, file: Profile) -> Profile:
    return rules_in_force(session, file, civil_date(clock.now()), bureau=desk.bureau).profile


def _unit(session: Session, desk: Desk, profile: Profile, unit: str) -> Unit:
    found = unit_tree(session, desk.bureau, profile).unit(unit)
    if found is None:
        raise Missing("missing-profile-part", part=TABLE, id=unit)
    return found


def _free(profile: Profile, title: str, *, own: str = "") -> str:
    """The name, cleaned. Raises `Refused` for none, and for one by which people mean another section."""
    name = "".join(title.split())
    if not name:
        raise Refused("refused-unit-title")
    if names_of_sections(profile).get(name, own) != own or next(
        (one for one in profile.sections if one.id == own and one.title == name), None
    ):
        raise Refused("refused-unit-twice", unit=name)
    return name


def _change(
    session: Session, desk: Desk, clock: Clock, file: Profile, values: list[tuple[str, Any]], reason: str
) -> None:
    change_rules(session, desk=desk, clock=clock, file=file, values=values, reason=reason)
